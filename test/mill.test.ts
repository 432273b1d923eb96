// The whole mill: a real server, a real database, real files. The sample's published tree is the golden.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import RssParser from 'rss-parser'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { refresh } from '../src/run/refresh.ts'
import type { RefreshReport } from '../src/run/report.ts'
import { checkConfig } from '../src/settings/check.ts'
import { loadConfig } from '../src/settings/load.ts'
import type { Settings } from '../src/settings/settings.ts'

const ROOT = resolve(import.meta.dirname, '..')

function treeOf(root: string): Map<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(files.map((file) => join(file.parentPath, file.name)).sort().map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]))
}

describe('the sample', () => {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-sample-'))
  let settings: Settings
  beforeAll(async () => {
    const sample = await loadConfig(join(ROOT, 'config/feedmill.yaml'), {})
    settings = { ...sample, store: join(dir, 'feedmill.db'), publish: { ...sample.publish, dir: join(dir, 'feeds') } }
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  it('publishes what is committed in feeds/, byte for byte', async () => {
    const report = await refresh(settings)
    assert.deepEqual(report.sources.filter(({ outcome }) => outcome !== 'ingested'), [])
    const [published, golden] = [treeOf(settings.publish.dir), treeOf(join(ROOT, 'feeds'))]
    assert.deepEqual([...published.keys()], [...golden.keys()])
    for (const [path, text] of golden) assert.ok(published.get(path) === text, `${path} differs; npm run goldens writes it anew`)
  })

  it('is read back by another reader', async () => {
    const reader = new RssParser()
    for (const [path, text] of treeOf(settings.publish.dir)) {
      if (!/\.(?:rss|atom)$/u.test(path)) continue
      const { items } = await reader.parseString(text)
      assert.ok(items.every((item) => typeof item.title === 'string' || item.content !== undefined), path)
    }
  })
})

interface Route {
  readonly etag?: string
  readonly type?: string
  readonly body?: string
  readonly answer?: (response: ServerResponse) => void
}

const FEED = (name: string, items: number): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>${name}</title><link>https://${name}.example.org/</link><description/>${Array.from({ length: items }, (_, n) => `<item><title>${name} ${n}</title><guid>https://${name}.example.org/${n}</guid><pubDate>Thu, 0${n + 1} Jan 2026 00:00:00 GMT</pubDate></item>`).join('')}</channel></rss>`

const ROUTES: Readonly<Record<string, Route>> = {
  good: { etag: '"one"', type: 'application/rss+xml', body: FEED('good', 3) },
  undated: { etag: 'W/"u"', type: 'text/plain', body: '{"version":"https://jsonfeed.org/version/1.1","title":"Undated","items":[{"id":"1","content_text":"note"}]}' },
  broken: { answer: (response) => response.writeHead(500).end('oops') },
  page: { type: 'text/html', body: '<!doctype html><title>Hello</title><link rel="alternate" type="application/rss+xml" href="/good">' },
  huge: { answer: (response) => response.writeHead(200, { 'content-length': 50_000_000 }).end() },
  endless: { answer: (response) => void response.writeHead(200).write(FEED('endless', 1).slice(0, 60)) },
  cut: { type: 'application/rss+xml', body: FEED('cut', 3).slice(0, -100) },
  empty: { body: '' },
}

describe('sources that fail beside sources that work', () => {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-mill-'))
  const asked: { readonly url: string; readonly status: number }[] = []
  let server: Server
  let settings: Settings
  let first: RefreshReport

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const route = ROUTES[request.url?.slice(1) ?? '']
    response.on('close', () => asked.push({ url: request.url ?? '', status: response.statusCode }))
    if (route?.answer !== undefined) route.answer(response)
    else if (route?.etag !== undefined && request.headers['if-none-match'] === route.etag) response.writeHead(304, { etag: route.etag }).end()
    else response.writeHead(200, { 'content-type': route?.type ?? 'text/xml', ...(route?.etag !== undefined && { etag: route.etag }) }).end(route?.body)
  }

  beforeAll(async () => {
    server = createServer(serve).listen(0, '127.0.0.1')
    await new Promise((done) => server.once('listening', done))
    const { port } = server.address() as AddressInfo
    const sources = Object.keys(ROUTES).map((id) => `  - { id: ${id}, url: "http://127.0.0.1:${port}/${id}" }\n`).join('')
    settings = checkConfig(
      `site: { title: Mill, url: https://mill.example.org }\nfetch: { timeout: 2s, maxBytes: 1MB, hostDelay: 0ms, perHost: 4, allowPrivate: [127.0.0.1] }\nsources:\n${sources}`,
      join(dir, 'feedmill.yaml'),
      {},
    )
    first = await refresh(settings)
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    rmSync(dir, { recursive: true })
  })

  it('stops none of the others, and says why each failed', () => {
    const told = Object.fromEntries(first.sources.map(({ id, outcome, error }) => [id, error?.code ?? outcome]))
    assert.deepEqual(told, {
      good: 'ingested',
      undated: 'ingested',
      broken: 'fetch.status',
      page: 'parse.not_a_feed',
      huge: 'fetch.too_large',
      endless: 'fetch.timeout',
      cut: 'ingested',
      empty: 'parse.empty',
    })
  })

  it('takes the whole items of a document that was cut, and says so', () => {
    const cut = first.sources.find(({ id }) => id === 'cut')
    assert.deepEqual([cut?.items, cut?.notes[0]?.code], [2, 'document.cut'])
  })

  it('asks again with what it was given: only 304s, nothing written, nothing touched', async () => {
    const before = treeOf(settings.publish.dir)
    const mtime = statSync(join(settings.publish.dir, 'all.rss')).mtimeMs
    asked.length = 0
    const second = await refresh(settings, { sources: ['good', 'undated'], force: true })
    assert.deepEqual(asked.map(({ status }) => status), [304, 304])
    assert.deepEqual(second.sources.map(({ outcome }) => outcome), ['unchanged', 'unchanged'])
    assert.deepEqual([second.feeds.written, second.feeds.removed], [0, 0])
    assert.deepEqual(treeOf(settings.publish.dir), before)
    assert.equal(statSync(join(settings.publish.dir, 'all.rss')).mtimeMs, mtime)
  })

  it('does not ask a source that failed again at once', async () => {
    asked.length = 0
    const third = await refresh(settings, { sources: ['broken'] })
    assert.deepEqual([asked.length, third.sources[0]?.outcome], [0, 'skipped'])
  })
})
