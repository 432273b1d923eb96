// `keep` over whole runs: what upstream lists stays, what left it goes in time and does not come back as new (over real HTTP, store and files).
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, it } from 'vitest'
import { refresh } from '../../src/run/refresh.ts'
import { checkConfig } from '../../src/settings/check.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { answer, type Script, startWireServer } from '../support/wire-server.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Items by name, each of the year 2001 but those of `now`, which claim a day to come and so stand where they were first seen. */
const rss = (...names: readonly string[]): string => {
  const items = names.map((name) => `<item><guid isPermaLink="false">${name}</guid><title>${name}</title><pubDate>${name.startsWith('now') ? 'Thu, 01 Jan 2099' : 'Mon, 01 Jan 2001'} 00:00:00 GMT</pubDate></item>`)
  return `<rss version="2.0"><channel><title>News</title><link>https://news.example.org/</link>${items.join('')}</channel></rss>`
}
const json = (...names: readonly string[]): string => JSON.stringify(names.map((name) => ({ id: name, title: name, at: name.startsWith('now') ? '2099-01-01' : '2001-01-01' })))

function conditional(body: () => string): Script {
  return (socket, { headers }) => socket.write(headers.get('if-none-match') === `"${body().length}"` ? answer(304, {}) : answer(200, { etag: `"${body().length}"` }, body()))
}

async function makeMill(rules: string, sourceOf = (origin: string) => `url: "${origin}/a"`) {
  const bodies: Record<string, string> = { a: rss(), b: rss() }
  const server = await startWireServer({ '/a': conditional(() => bodies['a'] ?? ''), '/b': conditional(() => bodies['b'] ?? '') })
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-keep-'))
  closing.push(server.close, () => rmSync(dir, { recursive: true }))
  const config = (more: string): Settings =>
    checkConfig(`site: { title: Mill, url: https://mill.example.org }\nfetch: { hostDelay: 0ms, allowPrivate: [127.0.0.1] }\nsources: [{ id: news, ${sourceOf(server.origin)}${more} }]\n`, join(dir, 'feedmill.yaml'), {})
  let settings = config(rules)
  return {
    configure: (more: string) => (settings = config(more)),
    /** Titles in the feed of everything after a run. */
    run: async (more: Readonly<Record<string, string>> = {}, options = {}) => {
      Object.assign(bodies, more)
      const report = await refresh(settings, { force: true, ...options })
      const { items } = JSON.parse(readFileSync(join(settings.publish.dir, 'all.json'), 'utf8')) as { items: { title: string }[] }
      return { titles: items.map(({ title }) => title).toSorted(), new: report.articles.new, written: report.feeds.written, notes: report.sources[0]?.notes ?? [] }
    },
  }
}

const twoLists = (origin: string): string => `type: json, url: ["${origin}/a", "${origin}/b"], items: "@", fields: { guid: id, title: title, publishedAt: at }`

describe('a source with a keep', () => {
  it('drops what is too old once upstream no longer lists it, and says so', async () => {
    const mill = await makeMill(', keep: 400d')
    assert.deepEqual((await mill.run({ a: rss('now1', 'old1', 'old2') })).titles, ['now1', 'old1', 'old2'])
    assert.deepEqual((await mill.run()).titles, ['now1', 'old1', 'old2'])
    const third = await mill.run({ a: rss('now12', 'now1', 'old1') })
    assert.deepEqual([third.titles, third.notes], [['now1', 'now12', 'old1'], [{ code: 'source.pruned', message: '1 article left the store by its `keep`' }]])
    assert.deepEqual((await mill.run()).written, 0)
  })

  it('does not take it for new when an old document comes again', async () => {
    const mill = await makeMill(', keep: 400d')
    await mill.run({ a: rss('now1', 'old1', 'old2') })
    await mill.run({ a: rss('now1') })
    const third = await mill.run({ a: rss('now1', 'old1', 'old2') })
    assert.deepEqual([third.titles, third.new, third.written], [['now1'], 0, 0])
  })

  it('lets it come back when there is no such limit any more', async () => {
    const mill = await makeMill(', keep: 400d')
    await mill.run({ a: rss('now1', 'old1') })
    await mill.run({ a: rss('now1') })
    mill.configure('')
    assert.deepEqual((await mill.run({ a: rss('now1', 'old1', 'now123') })).titles, ['now1', 'now123', 'old1'])
  })

  it('lets what is listed come back under other limits, from a document that is as it was', async () => {
    for (const sourceOf of [undefined, twoLists]) {
      const written = sourceOf === undefined ? rss : json
      const mill = await makeMill(', keep: 400d', sourceOf)
      await mill.run({ a: written('now1', 'old1'), b: written() })
      await mill.run({ a: written('now1') })
      assert.deepEqual((await mill.run({ a: written('now1', 'old1') })).titles, ['now1'])
      mill.configure(', keep: 90w')
      assert.deepEqual((await mill.run()).titles, ['now1', 'old1'])
      mill.configure(', keep: 400d')
      await mill.run({ a: written('now1') })
      await mill.run({ a: written('now1', 'old1') })
      mill.configure('')
      assert.deepEqual((await mill.run()).titles, ['now1', 'old1'])
      assert.equal((await mill.run()).written, 0)
    }
  })

  it('counts its newest', async () => {
    const mill = await makeMill(', keep: 2')
    await mill.run({ a: rss('now1', 'old1', 'old2') })
    assert.deepEqual((await mill.run({ a: rss('now34') })).titles, ['now1', 'now34'])
  })

  it('waits until it knows what upstream lists, and asks for that once', async () => {
    const mill = await makeMill('')
    await mill.run({ a: rss('now1', 'old1') })
    await mill.run({ a: rss('now1') })
    mill.configure(', keep: 400d')
    assert.deepEqual((await mill.run()).titles, ['now1'])
    assert.deepEqual((await mill.run()).notes, [])
  })

  it('keeps what any list of a JSON source lists, also one that answers 304', async () => {
    const mill = await makeMill(', keep: { age: 400d, size: 20MB }', twoLists)
    await mill.run({ a: json('now1', 'old1', 'old2'), b: json('old2', 'old3') })
    const second = await mill.run({ a: json('now1') })
    assert.deepEqual([second.titles, second.notes.map(({ code }) => code)], [['now1', 'old2', 'old3'], ['source.pruned']])
    assert.deepEqual((await mill.run({ a: json('now1', 'old1') })).titles, ['now1', 'old2', 'old3'])
    assert.deepEqual((await mill.run({ b: json('old3') })).titles, ['now1', 'old3'])
  })

  it('loses nothing in a dry run', async () => {
    const mill = await makeMill(', keep: 1')
    await mill.run({ a: rss('now1', 'old1') })
    const dry = await mill.run({ a: rss('now1') }, { dryRun: true })
    assert.deepEqual([dry.titles, dry.notes.map(({ code }) => code)], [['now1', 'old1'], ['source.pruned']])
  })
})
