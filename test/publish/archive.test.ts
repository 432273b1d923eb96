// Archives over a real store and folder: a reader walks to the first article, and pages stay as they are.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, it } from 'vitest'
import type { Article } from '../../src/model/article.ts'
import type { View } from '../../src/model/feed.ts'
import { articleOf, channelOf, feedSource, ingest, type Mill, openMill, snapshot, sourceId, terms, visited } from './mill.ts'

let mill: Mill

beforeEach(async () => {
  mill = await openMill({}, { limit: 3 })
})
afterEach(() => mill.close())

function articles(from: number, to: number) {
  return Array.from({ length: to - from }, (_, n) => articleOf(`urn:n:${from + n}`, { publishedAt: Date.UTC(2026, 0, 1, from + n), tags: terms('a') }))
}

function viewOfRuby(title: string): View {
  return { id: 'v', title, description: '', where: { kind: 'sources', ids: [sourceId('ruby')] }, age: null }
}

interface JsonFeed {
  readonly next_url?: string
  readonly items: readonly { readonly id: string }[]
}

/** Every item from the newest to the first, as a reader that follows next_url finds them. */
function walk(start: string, at: Mill = mill): string[] {
  const feed = JSON.parse(at.read(start)) as JsonFeed
  const ids = feed.items.map(({ id }) => id)
  return feed.next_url === undefined ? ids : [...ids, ...walk(feed.next_url.replace(at.settings.site.url, ''), at)]
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

  it('says the title and the language that its feed has now', async () => {
    await mill.store.applyViews([viewOfRuby('Before')])
    await ingest(mill.store, articles(0, 8))
    await mill.publish({}, { ...mill.settings, views: [viewOfRuby('Before')] })
    await mill.store.applyViews([viewOfRuby('After')])
    await mill.store.saveSourceState(sourceId('ruby'), visited({ channel: channelOf({ language: 'fr', imageUrl: 'https://ruby.example.net/logo.png' }) }))
    await mill.publish({}, { ...mill.settings, views: [viewOfRuby('After')] })
    assert.match(mill.read('archive/view/v/1.rss'), /<title>After — Example Mill<\/title>/u)
    assert.match(mill.read('archive/source/ruby/1.atom'), /xml:lang="fr"/u)
    assert.match(mill.read('archive/source/ruby/1.json'), /"icon":"https:\/\/ruby\.example\.net\/logo\.png"/u)
    assert.equal((await mill.publish({ compare: true }, { ...mill.settings, views: [viewOfRuby('After')] })).written, 0)
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

function late(n: number) {
  return articleOf(`urn:late:${n}`, { publishedAt: Date.UTC(2025, 0, 1, n) })
}

describe('what comes late', () => {
  it('stands in an open page before the full ones, which stay as they are, until a page of it is full', async () => {
    await ingest(mill.store, articles(0, 8))
    await mill.publish()
    const before = snapshot(mill.settings.publish.dir)
    await ingest(mill.store, [late(0)])
    await mill.publish()
    assert.deepEqual(archived().filter((path) => path.startsWith('archive/all/')), ['archive/all/1.rss', 'archive/all/2.rss', 'archive/all/3-open.rss'])
    assert.deepEqual(walk('all.json').slice(3), ['urn:late:0', 'urn:n:5', 'urn:n:4', 'urn:n:3', 'urn:n:2', 'urn:n:1', 'urn:n:0'])
    await ingest(mill.store, [late(1)])
    await mill.publish()
    const after = snapshot(mill.settings.publish.dir)
    for (const path of Object.keys(after).filter((file) => /^archive\/all\/[12]\./u.test(file))) assert.equal(after[path], before[path], path)
    assert.deepEqual(archived().filter((path) => path.startsWith('archive/all/')), ['archive/all/1.rss', 'archive/all/2.rss', 'archive/all/3.rss'])
    assert.deepEqual(walk('all.json').slice(3, 6), ['urn:n:6', 'urn:late:1', 'urn:late:0'])
  })

  it('leaves its own page alone when it goes, and a page that is left empty goes with it', async () => {
    await ingest(mill.store, articles(0, 8))
    await mill.publish()
    const before = snapshot(mill.settings.publish.dir)
    const goes = async (from: number, to: number): Promise<void> => {
      const removed = articles(from, to).map(({ id }) => id)
      await mill.store.save({ sourceId: articles(0, 1)[0]!.sourceId, seenAt: 0, arrivals: [], removed, files: [], forgottenFiles: [], state: null })
      await mill.publish()
    }
    await goes(4, 5)
    const after = snapshot(mill.settings.publish.dir)
    const touched = Object.keys(after).filter((path) => /^archive\/all\/.*\.json$/u.test(path) && after[path] !== before[path])
    assert.deepEqual(touched, ['archive/all/2.json'])
    await goes(0, 3)
    assert.deepEqual(archived().filter((path) => path.startsWith('archive/all/')), ['archive/all/2.rss'])
    assert.doesNotMatch(mill.read('archive/all/2.rss'), /prev-archive/u)
    assert.deepEqual(walk('all.json'), ['urn:n:7', 'urn:n:6', 'urn:n:5', 'urn:n:5', 'urn:n:3'])
  })
})

/** One run's arrivals: how many, and how many hours each is older than the newest before it. */
const runs = fc.array(fc.array(fc.integer({ min: -30, max: 60 }), { maxLength: 9 }), { minLength: 1, maxLength: 8 })

describe('the archive after any arrivals, late ones too', () => {
  it('keeps the bytes of its full pages, and every entry is in one place behind the live document', async () => {
    await fc.assert(
      fc.asyncProperty(runs, fc.integer({ min: 1, max: 4 }), async (arrivals, limit) => {
        const at = await openMill({}, { limit, formats: ['json'] })
        try {
          await keepsItsPages(at, arrivals)
        } finally {
          await at.close()
        }
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('is the same from a fresh store with the sources in another order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(3), fc.nat(50)), { maxLength: 30 }), async (drawn) => {
        const made = drawn.map(([source, hour], n) => articleOf(`urn:n:${n}`, { sourceId: sourceId(`s${source}`), publishedAt: Date.UTC(2026, 0, 1, hour), tags: terms(`t${n % 3}`) }))
        const trees = [await treeOf(made), await treeOf(made.toReversed())]
        assert.deepEqual(trees[0], trees[1])
      }),
      { numRuns: 10 },
    )
  }, 60_000)
})

async function keepsItsPages(at: Mill, arrivals: readonly (readonly number[])[]): Promise<void> {
  let [total, newest] = [0, 100]
  let full: Record<string, string> = {}
  for (const hours of arrivals) {
    const made = hours.map((hour, n) => articleOf(`urn:n:${total + n}`, { publishedAt: Date.UTC(2026, 0, 1, newest + hour) }))
    total += made.length
    newest = Math.max(newest, ...hours.map((hour) => newest + hour))
    await ingest(at.store, made)
    await at.publish()
    const tree = snapshot(at.settings.publish.dir)
    for (const [path, seen] of Object.entries(full)) assert.equal(tree[path], seen, `${path} stays as it is`)
    full = Object.fromEntries(Object.entries(tree).filter(([path]) => /^archive\/.*\/\d+\.json$/u.test(path)))
    const walked = walk('all.json', at)
    const live = (JSON.parse(at.read('all.json')) as JsonFeed).items.length
    assert.equal(new Set(walked).size, total, 'every entry is found')
    assert.equal(new Set(walked.slice(live)).size, walked.length - live, 'and behind the live document once')
  }
}

/** What a store of its own publishes, taking the sources in in the order given. */
async function treeOf(made: readonly Article[]): Promise<Record<string, string>> {
  const sources = [0, 1, 2, 3].map((n) => feedSource(`s${n}`))
  const at = await openMill({ sources }, { limit: 3, formats: ['rss', 'json'] })
  try {
    await ingest(at.store, made)
    await at.publish()
    return Object.fromEntries(at.files().map((path) => [path, at.read(path)]))
  } finally {
    await at.close()
  }
}
