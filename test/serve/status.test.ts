import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from 'undici'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { FeedmillError } from '../../src/model/errors.ts'
import { type Server, startServer } from '../../src/serve/server.ts'
import { renderStatus } from '../../src/serve/status.ts'

describe('the page of sources', () => {
  const html = renderStatus('Mill', [
    { id: 'good', title: 'Good', state: 'ok', text: 'state ok' },
    { id: 'bad', title: '<script>alert(1)</script>', state: 'failing', text: '</pre><img src=x onerror=alert(1)>' },
  ])

  it('shows those in trouble first, and open', () => {
    assert.ok(html.indexOf('<b>bad</b>') < html.indexOf('<b>good</b>'))
    assert.match(html, /<details open><summary><b>bad<\/b>/u)
    assert.match(html, /<details><summary><b>good<\/b>/u)
    assert.ok(html.includes('2 in the config: 1 failing, 1 ok'))
  })

  it('escapes what upstream wrote', () => assert.doesNotMatch(html, /<script|<img/u))
})

describe('answers of the server', () => {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-answers-'))
  let server: Server
  beforeAll(async () => {
    const answers = new Map([
      ['/status', async (accept: string) => ({ type: 'text/plain; charset=utf-8', body: accept })],
      ['/locked', () => Promise.reject(new FeedmillError('store.unavailable', '/secret', 'secret'))],
      ['/broken', () => Promise.reject(new Error('secret'))],
    ])
    server = await startServer({ dir, host: '127.0.0.1', port: 0, answers })
  })
  afterAll(async () => {
    await server.close()
    rmSync(dir, { recursive: true })
  })

  it('are kept by nobody, and read by no other site', async () => {
    const { statusCode, headers, body } = await request(`${server.url}status`, { headers: { accept: 'text/html' } })
    assert.deepEqual([statusCode, await body.text(), headers['cache-control'], headers['access-control-allow-origin']], [200, 'text/html', 'no-store', undefined])
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; .*frame-ancestors 'none'$/u)
  })

  it('that fail say so, and not why', async () => {
    for (const [path, code, text] of [['locked', 503, 'Not available\n'], ['broken', 500, 'Server error\n']] as const) {
      const { statusCode, headers, body } = await request(`${server.url}${path}`)
      assert.deepEqual([statusCode, await body.text(), headers['cache-control'], headers['access-control-allow-origin']], [code, text, 'no-store', undefined])
    }
  })
})
