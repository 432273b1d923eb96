import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from 'undici'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { FeedmillError } from '../../src/model/errors.ts'
import { type Server, startServer } from '../../src/serve/server.ts'
import { renderStatus } from '../../src/serve/status.ts'

describe('the page of sources', () => {
  const hostile = '<script>alert(1)</script>'
  const html = renderStatus(hostile, '/', [
    { id: 'good', title: 'Good', state: 'ok', brief: ['20 items, next at the next run'], facts: [['items', '20'], ['', 'in two lists']], visits: [{ outcome: 'ingested', text: '2026-05-01 12:00  ingested' }] },
    { id: 'bad', title: hostile, state: 'failing', brief: ['</span><img src=x onerror=alert(1)>'], facts: [['why', '</dd><img src=x>']], visits: [{ outcome: 'failed', text: '</title><img src=x>' }] },
  ])

  it('shows those in trouble first, and how many there are of each kind', () => {
    assert.ok(html.indexOf('<b>bad</b>') < html.indexOf('<b>good</b>'))
    assert.ok(html.includes('2 in the config: <a href="#failing">1 failing</a>, <a href="#ok">1 ok</a>'))
    assert.match(html, /<section id="failing" class="trouble"><h2>failing<small>1<\/small><\/h2>/u)
  })

  it('tells what a glance needs, and all that is known below it', () => {
    assert.match(html, /<summary><span><span class="name"><b>good<\/b> <bdi>Good<\/bdi><\/span><span class="brief">20 items, next at the next run<\/span><\/span><svg/u)
    assert.match(html, /<dl><dt>items<\/dt><dd>20<\/dd><dd>in two lists<\/dd><\/dl>/u)
  })

  it('has a bar for each stretch of visits, and none for a source that was never visited', () => {
    assert.match(html, /<rect class="ingested" x="0" width="4" height="16" rx="1"><title>2026-05-01 12:00 {2}ingested<\/title><\/rect><\/svg>/u)
    assert.doesNotMatch(renderStatus('Mill', '/', [{ id: 'new', title: null, state: 'never visited', brief: [], facts: [], visits: [] }]), /<svg/u)
  })

  it('escapes what upstream wrote', () => assert.doesNotMatch(html, /<script|<img/u))
})

/** Status and text of what a server answers to who asks by this name. */
const asked = async (path: string, host: string, at: Server): Promise<readonly [number, string]> => {
  const { statusCode, body } = await request(`${at.url}${path}`, { headers: { host } })
  return [statusCode, await body.text()]
}

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

  describe('asked for by name, where the server listens on this machine alone', () => {
    for (const host of ['localhost', 'LocalHost:8080', '127.0.0.1', '127.0.0.1:1', '127.20.30.40:8080', '[::1]', '[::1]:8080']) {
      it(`are given for ${host}`, async () => assert.equal((await asked('status', host, server))[0], 200))
    }
    for (const host of ['evil.example', 'evil.example:8080', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil.example:localhost', '128.0.0.1', '[::2]', '0.0.0.0', 'x@localhost']) {
      it(`are refused for ${host}, and nothing is done for them`, async () => {
        const refusal = [403, 'This page is for this machine alone: ask for it by localhost, 127.0.0.1 or [::1]\n']
        for (const path of ['status', 'broken']) assert.deepEqual(await asked(path, host, server), refusal)
      })
    }
    it('are refused to HEAD too, kept by nobody and read by no other site', async () => {
      const { statusCode, headers } = await request(`${server.url}status`, { method: 'HEAD', headers: { host: 'evil.example' } })
      assert.deepEqual([statusCode, headers['cache-control'], headers['access-control-allow-origin']], [403, 'no-store', undefined])
    })
    it('leave files and /healthz to every name', async () => {
      writeFileSync(join(dir, 'all.rss'), '<rss/>')
      for (const path of ['all.rss', 'healthz']) assert.equal((await asked(path, 'evil.example', server))[0], 200)
    })
    it('are given for any name where it listens for others as well', async () => {
      const open = await startServer({ dir, host: '0.0.0.0', port: 0, answers: new Map([['/status', async () => ({ type: 'text/plain', body: 'ok' })]]) })
      const local = { ...open, url: open.url.replace('0.0.0.0', '127.0.0.1') }
      assert.deepEqual(await asked('status', 'mill.example.org', local), [200, 'ok'])
      await open.close()
    })
  })

  it('that fail say so, and not why', async () => {
    for (const [path, code, text] of [['locked', 503, 'Not available\n'], ['broken', 500, 'Server error\n']] as const) {
      const { statusCode, headers, body } = await request(`${server.url}${path}`)
      assert.deepEqual([statusCode, await body.text(), headers['cache-control'], headers['access-control-allow-origin']], [code, text, 'no-store', undefined])
    }
  })
})
