// Archives over a real store and folder: a reader walks to the first article, and pages stay as they are.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { articleOf, ingest, type Mill, openMill, snapshot, terms } from './mill.ts'

let mill: Mill

beforeEach(async () => {
  mill = await openMill({}, { limit: 3 })
})
afterEach(() => mill.close())

function articles(from: number, to: number) {
  return Array.from({ length: to - from }, (_, n) => articleOf(`urn:n:${from + n}`, { publishedAt: Date.UTC(2026, 0, 1, from + n), tags: terms('a') }))
}

interface JsonFeed {
  readonly next_url?: string
  readonly items: readonly { readonly id: string }[]
}

/** Every item from the newest to the first, as a reader that follows next_url finds them. */
function walk(start: string): string[] {
  const feed = JSON.parse(mill.read(start)) as JsonFeed
  const ids = feed.items.map(({ id }) => id)
  return feed.next_url === undefined ? ids : [...ids, ...walk(feed.next_url.replace(mill.settings.site.url, ''))]
}

function archived(): string[] {
  return mill.files().filter((path) => path.startsWith('archive/') && path.endsWith('.rss'))
}

describe('an archive', () => {
  it('leads back to the first article, in every format', async () => {
    await ingest(mill.store, articles(0, 8))
    await mill.publish()
    assert.deepEqual(archived(), ['all', 'source/ruby', 'tag/a'].flatMap((feed) => [`archive/${feed}/1.rss`, `archive/${feed}/2.rss`]))
    assert.deepEqual(new Set(walk('all.json')), new Set(articles(0, 8).map(({ guid }) => guid)))
    assert.match(mill.read('tag/a.rss'), /<atom:link rel="prev-archive" href="https:\/\/mill.example.org\/archive\/tag\/a\/2.rss"\/>/u)
    assert.match(mill.read('archive/tag/a/2.atom'), /<fh:archive\/>\n<link rel="current" href="https:\/\/mill.example.org\/tag\/a.atom"\/>\n<link rel="prev-archive"/u)
    assert.doesNotMatch(mill.read('archive/tag/a/1.atom'), /prev-archive/u)
  })

  it('is appended to, and left alone otherwise', async () => {
    await ingest(mill.store, articles(0, 8))
    await mill.publish()
    const before = snapshot(mill.settings.publish.dir)
    await ingest(mill.store, articles(8, 10))
    await mill.publish()
    const after = snapshot(mill.settings.publish.dir)
    const touched = Object.keys(after).filter((path) => path.startsWith('archive/') && after[path] !== before[path])
    assert.deepEqual(touched, ['all', 'source/ruby', 'tag/a'].flatMap((feed) => ['atom', 'html', 'json', 'rss'].map((format) => `archive/${feed}/3.${format}`)))
    assert.equal((await mill.publish()).written, 0)
  })

  it('shows a revised article as it is now, on its page and nowhere else', async () => {
    await ingest(mill.store, articles(0, 8))
    await mill.publish()
    const before = snapshot(mill.settings.publish.dir)
    await ingest(mill.store, [articleOf('urn:n:1', { title: 'Corrected', publishedAt: Date.UTC(2026, 0, 1, 1), tags: terms('a') })])
    await mill.publish()
    const after = snapshot(mill.settings.publish.dir)
    const touched = Object.keys(after).filter((path) => path.endsWith('.json') && after[path] !== before[path])
    assert.deepEqual(touched, ['archive/all/1.json', 'archive/source/ruby/1.json', 'archive/tag/a/1.json', 'manifest.json'])
    assert.match(mill.read('archive/all/1.rss'), /Corrected/u)
  })

  it('goes when it is not wanted, and when its feed goes', async () => {
    await ingest(mill.store, articles(0, 8))
    await mill.publish()
    await mill.publish({}, { ...mill.settings, publish: { ...mill.settings.publish, archive: false } })
    assert.deepEqual(archived(), [])
    assert.doesNotMatch(mill.read('all.rss'), /prev-archive/u)
    await mill.publish()
    assert.equal(archived().length, 6)
    await mill.store.save({ sourceId: articles(0, 1)[0]!.sourceId, seenAt: 0, arrivals: [], removed: articles(0, 8).map(({ id }) => id), files: [], forgottenFiles: [], state: null })
    await mill.publish()
    assert.deepEqual(archived(), [])
    assert.ok(!existsSync(join(mill.settings.publish.dir, 'archive')))
  })

  it('is also written at the former address of its feed, with the same bytes', async () => {
    await ingest(mill.store, articles(0, 8))
    await mill.publish()
    await mill.store.applyTaxonomy({ ...mill.settings.taxonomy, slugs: new Map([['a', 'haus']]) as never })
    await mill.publish()
    const names = ['1.rss', '2.rss', '1.json', '2.atom']
    for (const name of names) assert.equal(mill.read(`archive/tag/a/${name}`), mill.read(`archive/tag/haus/${name}`))
    assert.deepEqual(walk('tag/a.json'), walk('tag/haus.json'))
    assert.equal((await mill.publish()).removed, 0)
  })

  it('does not tell how many stories its feed holds, as that changes', async () => {
    await ingest(mill.store, articles(0, 8))
    await mill.publish()
    assert.match(mill.read('all.html'), /8 stories/u)
    assert.match(mill.read('archive/all/1.html'), /3 stories/u)
    assert.doesNotMatch(mill.read('archive/all/1.rss'), /<ttl>/u)
  })

  it('is the same from a fresh run over the same store', async () => {
    await ingest(mill.store, articles(0, 8))
    await mill.publish()
    const before = snapshot(mill.settings.publish.dir)
    await mill.store.saveSetting('publish.open', 'yes')
    await mill.store.markAllFeeds()
    assert.equal((await mill.publish()).written, 0)
    assert.deepEqual(snapshot(mill.settings.publish.dir), before)
  })
})
