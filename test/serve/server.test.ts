import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { request } from 'undici'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { FeedmillError } from '../../src/model/errors.ts'
import { renderHeaders } from '../../src/publish/assemble/headers.ts'
import { type Server, startServer } from '../../src/serve/server.ts'

const root = mkdtempSync(join(tmpdir(), 'feedmill-serve-'))
const dir = join(root, 'feeds')
const RSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>${'x'.repeat(500)}</title></channel></rss>`
let server: Server

beforeAll(async () => {
  mkdirSync(join(dir, 'tag'), { recursive: true })
  mkdirSync(join(dir, '.well-known'))
  writeFileSync(join(root, 'secret.txt'), 'secret')
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Index</title>')
  writeFileSync(join(dir, 'all.rss'), RSS)
  writeFileSync(join(dir, 'all.rss.gz'), gzipSync(RSS))
  writeFileSync(join(dir, 'all.json'), '{}')
  writeFileSync(join(dir, 'tag/ruby.atom'), '<feed/>')
  writeFileSync(join(dir, 'manifest.json'), '{}')
  writeFileSync(join(dir, 'feeds.opml'), '<opml/>')
  writeFileSync(join(dir, '.all.rss.tmp'), 'half')
  writeFileSync(join(dir, '.well-known/feeds'), '<opml/>')
  writeFileSync(join(dir, '.well-known/secret'), 'secret')
  writeFileSync(join(dir, '_headers'), renderHeaders())
  writeFileSync(join(dir, '_headers.gz'), gzipSync(renderHeaders()))
  utimesSync(join(dir, 'all.rss'), 1_700_000_000, 1_700_000_000)
  symlinkSync(join(root, 'secret.txt'), join(dir, 'link.txt'))
  server = await startServer({ dir, host: '127.0.0.1', port: 0 })
})

afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: string
}

async function ask(path: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' | 'POST' | 'DELETE' | 'OPTIONS' = 'GET'): Promise<Answer> {
  const answer = await request(server.url.slice(0, -1) + path, { headers, method })
  return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() }
}

/** Sends a path as it is: clients tidy up what an attacker would not. */
function askRaw(line: string): Promise<string> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`))
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk)).on('end', () => resolve(answer)).on('error', reject)
  })
}

describe('types (V6)', () => {
  const cases = [
    { path: '/', type: 'text/html; charset=utf-8' },
    { path: '/all.rss', type: 'application/rss+xml; charset=utf-8' },
    { path: '/tag/ruby.atom', type: 'application/atom+xml; charset=utf-8' },
    { path: '/all.json', type: 'application/feed+json; charset=utf-8' },
    { path: '/manifest.json', type: 'application/json; charset=utf-8' },
    { path: '/feeds.opml', type: 'text/x-opml; charset=utf-8' },
    { path: '/.well-known/feeds', type: 'text/x-opml; charset=utf-8' },
    { path: '/healthz', type: 'text/plain; charset=utf-8' },
  ]
  for (const c of cases) {
    it(`serves ${c.path} as ${c.type}`, async () => {
      const { status, headers } = await ask(c.path)
      assert.deepEqual([status, headers['content-type'], headers['x-content-type-options'], headers['access-control-allow-origin']], [200, c.type, 'nosniff', '*'])
    })
  }
})

describe('validators (V1)', () => {
  it('answers 304 to the same ETag', async () => {
    const { headers } = await ask('/all.rss')
    const again = await ask('/all.rss', { 'if-none-match': `"other", ${String(headers['etag'])}` })
    assert.deepEqual([again.status, again.headers['etag'], again.body], [304, headers['etag'], ''])
  })
  it('answers 304 to the same date', async () => {
    const { headers } = await ask('/all.rss')
    assert.equal((await ask('/all.rss', { 'if-modified-since': String(headers['last-modified']) })).status, 304)
  })
  it('lets the ETag decide before the date', async () => {
    const { headers } = await ask('/all.rss')
    assert.equal((await ask('/all.rss', { 'if-none-match': '"other"', 'if-modified-since': String(headers['last-modified']) })).status, 200)
  })
})

describe('methods and ranges (V2, V3)', () => {
  it('answers HEAD with the headers of GET and no body', async () => {
    const [get, head] = [await ask('/all.rss'), await ask('/all.rss', {}, 'HEAD')]
    assert.deepEqual([head.status, head.headers['content-length'], head.headers['etag'], head.body], [200, get.headers['content-length'], get.headers['etag'], ''])
  })
  it('answers a range with its part', async () => {
    const part = await ask('/all.rss', { range: 'bytes=0-4' })
    assert.deepEqual([part.status, part.body], [206, '<?xml'])
  })
  it('refuses other methods and names the right ones', async () => {
    const answer = await ask('/all.rss', {}, 'DELETE')
    assert.deepEqual([answer.status, answer.headers['allow']], [405, 'GET, HEAD, OPTIONS'])
  })
  it('answers OPTIONS', async () => assert.equal((await ask('/all.rss', {}, 'OPTIONS')).status, 204))
})

describe('codings (V7)', () => {
  it('sends the sibling that was compressed before', async () => {
    const answer = await ask('/all.rss', { 'accept-encoding': 'gzip' })
    assert.deepEqual([answer.headers['content-encoding'], answer.headers['content-type']], ['gzip', 'application/rss+xml; charset=utf-8'])
  })
  it('shows the directory to those who take what is compressed, as every browser does', async () => {
    const plain = await ask('/')
    const answer = await ask('/', { 'accept-encoding': 'gzip, deflate, br' })
    assert.deepEqual([answer.status, answer.headers['content-type'], answer.body], [200, 'text/html; charset=utf-8', plain.body])
  })
  it('sends the compressed directory where it is there', async () => {
    writeFileSync(join(dir, 'index.html.br'), 'compressed')
    const answer = await ask('/', { 'accept-encoding': 'gzip, deflate, br' })
    rmSync(join(dir, 'index.html.br'))
    assert.deepEqual([answer.status, answer.headers['content-encoding'], answer.headers['content-type']], [200, 'br', 'text/html; charset=utf-8'])
  })
  it('honours q=0', async () => {
    const answer = await ask('/all.rss', { 'accept-encoding': 'gzip;q=0' })
    assert.deepEqual([answer.headers['content-encoding'], answer.body], [undefined, RSS])
  })
})

describe('paths that lead outside (V4)', () => {
  const lines = [
    'GET /../secret.txt HTTP/1.1',
    'GET /%2e%2e/secret.txt HTTP/1.1',
    'GET /%2e%2e%2fsecret.txt HTTP/1.1',
    'GET /..%5csecret.txt HTTP/1.1',
    'GET /%252e%252e/secret.txt HTTP/1.1',
    'GET /all.rss%00.html HTTP/1.1',
    'GET http://127.0.0.1/../secret.txt HTTP/1.1',
    'GET /.all.rss.tmp HTTP/1.1',
    'GET /link.txt HTTP/1.1',
    'GET /.well-known/secret HTTP/1.1',
    'GET /_headers HTTP/1.1',
    'GET /_headers.gz HTTP/1.1',
  ]
  for (const line of lines) {
    it(`refuses ${line}`, async () => {
      const answer = await askRaw(line)
      assert.match(answer, /^HTTP\/1\.1 40[0-9]/u)
      assert.ok(!answer.includes('secret'), answer)
    })
  }
})

describe('errors (V9)', () => {
  it('repeats nothing of the request', async () => {
    const { status, body } = await ask('/%3Cscript%3Ealert(1)%3C/script%3E')
    assert.deepEqual([status, body], [404, 'Not found\n'])
  })
  it('repeats nothing of an address that is none', async () => {
    const answer = await askRaw('GET /%zz<b>all.rss HTTP/1.1')
    assert.match(answer, /^HTTP\/1\.1 400 .*content-type: text\/plain; charset=utf-8\r\n.*\r\n\r\nBad request\n$/su)
  })
})

/** What a host makes of `_headers`: the values of every rule that matches, joined. */
function fromFile(path: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const block of renderHeaders().split('\n\n')) {
    const [pattern = '', ...lines] = block.trimEnd().split('\n')
    const [before = '', after = null] = pattern.split('*')
    if (after === null ? path !== pattern : !(path.startsWith(before) && path.endsWith(after))) continue
    for (const line of lines) {
      const [, name = '', value = ''] = /^ {2}([a-z-]+): (.*)$/u.exec(line) ?? []
      found[name] = found[name] === undefined ? value : `${found[name]}, ${value}`
    }
  }
  return found
}

describe('headers', () => {
  for (const path of ['/all.rss', '/tag/ruby.atom', '/all.json', '/feeds.opml', '/.well-known/feeds', '/index.html', '/manifest.json']) {
    it(`of ${path} are those that _headers names`, async () => {
      const { headers } = await ask(path)
      const expected = fromFile(path)
      assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, headers[name]])), expected)
      assert.equal(expected['cache-control'], 'public, max-age=300')
      assert.equal(typeof headers['etag'], 'string')
    })
  }

  it('let nobody keep an error, or whether we are alive', async () => {
    for (const path of ['/none.rss', '/healthz']) assert.equal((await ask(path)).headers['cache-control'], 'no-store')
  })
})

describe('an address that cannot be taken', () => {
  const cases = [
    { it: 'is told of with what is in the way', at: () => ({ host: '127.0.0.1', port: Number(new URL(server.url).port) }), says: /: cannot be listened on: another program does so already; name another `serve\.port`$/u },
    { it: 'is none of this machine', at: () => ({ host: '192.0.2.1', port: 0 }), says: /^192\.0\.2\.1:0: cannot be listened on: this machine has no such address/u },
  ]
  for (const c of cases) {
    it(c.it, () => assert.rejects(startServer({ dir, ...c.at() }), (error) => error instanceof FeedmillError && error.code === 'usage.invalid' && c.says.test(error.message)))
  }
})
