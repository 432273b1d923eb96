// How often entries are rendered and feeds assembled: counted on the renderers themselves, over a real store and a real folder.
import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import type { FeedFormat } from '../../../src/model/feed.ts'
import { RENDERERS } from '../../../src/publish/render/render.ts'
import { articleOf, ingest, type Mill, openMill, terms, visited } from '../mill.ts'

const FORMATS: readonly FeedFormat[] = ['rss', 'atom', 'json', 'html']
const TAGS = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
let mill: Mill

beforeEach(async () => {
  mill = await openMill()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await mill.close()
})

/** An article in ten feeds: everything, its source, a category and seven tags. */
function inTen(n: number, title = `Title ${n}`) {
  return articleOf(`urn:n:${n}`, { title, publishedAt: Date.UTC(2026, 0, 1, n), categories: terms('news'), tags: terms(...TAGS) })
}

/** What a step renders: entries and documents of each format. */
async function counted(step: () => Promise<unknown>): Promise<Record<string, string>> {
  const spies = FORMATS.map((format) => ({ format, entry: vi.spyOn(RENDERERS[format], 'entry'), feed: vi.spyOn(RENDERERS[format], 'feed') }))
  await step()
  const told = spies.map(({ format, entry, feed }) => [format, `${entry.mock.calls.length} entries, ${feed.mock.calls.length} documents`])
  vi.restoreAllMocks()
  return Object.fromEntries(told) as Record<string, string>
}

function each(entries: number, documents: number): Record<string, string> {
  return Object.fromEntries(FORMATS.map((format) => [format, `${entries} entries, ${documents} documents`]))
}

const fileAt = (path: string): string => join(mill.settings.publish.dir, path)

describe('an entry', () => {
  it('in ten feeds is rendered once in each format', async () => {
    await ingest(mill.store, [inTen(1), inTen(2), inTen(3)])
    assert.deepEqual(await counted(() => mill.publish()), each(3, 10))
  })

  it('that did not change is not rendered again, and a feed without a change is not assembled', async () => {
    await ingest(mill.store, [inTen(1), inTen(2), articleOf('urn:alone', { tags: terms('alone') })])
    await mill.publish()
    assert.deepEqual(await counted(() => mill.publish()), each(0, 0))
    await ingest(mill.store, [articleOf('urn:alone', { title: 'Better', tags: terms('alone') })])
    assert.deepEqual(await counted(() => mill.publish()), each(1, 3))
    await ingest(mill.store, [inTen(2, 'Better')])
    assert.deepEqual(await counted(() => mill.publish()), each(1, 10))
  })

  it('is not rendered again for `publish --all`, another limit or fewer formats', async () => {
    await ingest(mill.store, [inTen(1), inTen(2)])
    await mill.publish()
    assert.deepEqual(await counted(() => mill.publish({ compare: true })), each(0, 10))
    assert.deepEqual(await counted(() => mill.publish({}, { ...mill.settings, publish: { ...mill.settings.publish, limit: 40 } })), each(0, 10))
    const { html: _html, ...others } = each(0, 10)
    const fewer = { ...mill.settings, publish: { ...mill.settings.publish, formats: ['rss', 'atom', 'json'] as const } }
    assert.deepEqual(await counted(() => mill.publish({}, fewer)), { ...others, html: '0 entries, 0 documents' })
  })

  it('is rendered for a format that is turned on later', async () => {
    const fewer = { ...mill.settings, publish: { ...mill.settings.publish, formats: ['rss'] as const } }
    await ingest(mill.store, [inTen(1), inTen(2)])
    await mill.publish({}, fewer)
    assert.deepEqual(await counted(() => mill.publish()), each(2, 10))
    assert.match(mill.read('tag/a.html'), /Title 1/u)
  })

  it('moves from the live document to the archive without being rendered', async () => {
    const small = { ...mill.settings, publish: { ...mill.settings.publish, limit: 2 } }
    await ingest(mill.store, [articleOf('1', { publishedAt: 1 }), articleOf('2', { publishedAt: 2 })])
    await mill.publish({}, small)
    await ingest(mill.store, [articleOf('3', { publishedAt: 3 })])
    assert.deepEqual(await counted(() => mill.publish({}, small)), each(1, 4))
    await ingest(mill.store, [articleOf('1', { publishedAt: 1, title: 'Better' })])
    assert.deepEqual(await counted(() => mill.publish({}, small)), each(1, 4))
    assert.match(mill.read('archive/all/1.rss'), /Better/u)
  })

  it('is rendered again by another version of the renderers or under another name of the site', async () => {
    await ingest(mill.store, [inTen(1)])
    await mill.publish()
    const renamed = { ...mill.settings, site: { ...mill.settings.site, title: 'Another Mill' } }
    assert.deepEqual(await counted(() => mill.publish({}, renamed)), each(1, 10))
  })
})

describe('a published file', () => {
  const spoilt = [
    { it: 'that is gone', spoil: (path: string) => rmSync(path) },
    { it: 'that was changed by hand', spoil: (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace('Title 1', 'Title !')) },
    { it: 'that was cut off', spoil: (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 500)) },
  ]
  for (const { it: sentence, spoil } of spoilt) {
    it(`${sentence} is not believed: its entries are rendered, and it is whole again`, async () => {
      await ingest(mill.store, [inTen(1), inTen(2)])
      await mill.publish()
      const before = mill.read('tag/a.rss')
      spoil(fileAt('tag/a.rss'))
      const told = await counted(() => mill.publish({ compare: true }))
      assert.deepEqual(told, each(2, 10))
      assert.equal(mill.read('tag/a.rss'), before)
    })
  }

  it('gives its entries back with any text in them', async () => {
    const hostile = ['財經 \u{1f600}', ']]>', '"},{"id":"x"', '</entry></feed>', '\u0001 a \u0002', '\r\n', '$& $1 {{x}}']
    const made = (mark: string) => hostile.map((text, n) => articleOf(`urn:h:${n}`, { title: `${text}${n === 0 ? mark : ''}`, contentHtml: `<p>${text.replaceAll('<', '&lt;')}</p>`, publishedAt: n, tags: terms('a') }))
    await ingest(mill.store, made(''))
    await mill.publish()
    await ingest(mill.store, made('!'))
    assert.deepEqual(await counted(() => mill.publish()), each(1, 3))
    const cut = mill.files().map((path) => mill.read(path))
    const fresh = await openMill()
    await ingest(fresh.store, made(''))
    await ingest(fresh.store, made('!'), visited())
    await fresh.publish()
    assert.deepEqual(cut, fresh.files().map((path) => fresh.read(path)))
    await fresh.close()
  })
})
