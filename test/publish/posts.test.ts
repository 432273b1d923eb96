// Articles written as posts: only what changed, only what is ours, and read back as what they were.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import type { Article } from '../../src/model/article.ts'
import { NO_TAXONOMY, type Slug, termKey } from '../../src/model/taxonomy.ts'
import { openDirectory } from '../../src/publish/deliver/directory.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { articleOf, channelOf, feedSource, ingest, type Mill, NOW, openMill, snapshot, sourceId, terms, visited } from './mill.ts'

const LONG_AGO = new Date('2020-01-01T00:00:00Z')
let mill: Mill
let posts: string

beforeEach(async () => {
  mill = await openWithPosts()
})
afterEach(() => mill.close())

async function openWithPosts(): Promise<Mill> {
  const made = await openMill({ sources: [feedSource('ruby'), feedSource('rust')] })
  posts = join(made.root, 'site/_posts')
  const settings = { ...made.settings, publish: { ...made.settings.publish, posts: { dir: posts, dialect: 'jekyll' as const } } }
  return { ...made, settings, publish: (edges, changed = settings) => made.publish(edges, changed) }
}

function nameOf(article: Article, day = '2026-01-10'): string {
  return `${day}-${article.id.slice(0, 16)}.md`
}

const text = (name: string): string => readFileSync(join(posts, name), 'utf8')
const names = (): string[] => (existsSync(posts) ? readdirSync(posts).sort() : [])
const sorted = (articles: readonly Article[]): string[] => articles.map((article) => nameOf(article)).sort()

/** What the next run writes shows by its time. */
function age(): void {
  for (const name of names()) utimesSync(join(posts, name), LONG_AGO, LONG_AGO)
}

function touched(): string[] {
  return names().filter((name) => !(snapshot(posts)[name] ?? '').startsWith(`${LONG_AGO.getTime()} `))
}

function removal(...articles: readonly Article[]) {
  return { sourceId: sourceId('ruby'), seenAt: NOW, arrivals: [], removed: articles.map(({ id }) => id), files: [], forgottenFiles: [], state: null }
}

describe('posts of articles', () => {
  it('are written once, and again only when an article changes', async () => {
    const [one, two] = [articleOf('one'), articleOf('two')]
    await ingest(mill.store, [one, two])
    assert.deepEqual((await mill.publish()).posts, { written: 2, unchanged: 0, removed: 0 })
    assert.deepEqual(names(), sorted([one, two]))
    age()
    assert.deepEqual((await mill.publish()).posts, { written: 0, unchanged: 2, removed: 0 })
    await ingest(mill.store, [articleOf('two', { title: 'Better' }), articleOf('three')])
    assert.deepEqual((await mill.publish()).posts, { written: 2, unchanged: 1, removed: 0 })
    assert.deepEqual(touched(), sorted([two, articleOf('three')]))
    assert.match(text(nameOf(two)), /^title: "Better"$/mu)
  })

  it('go with their article, and nothing else does', async () => {
    const [one, two] = [articleOf('one'), articleOf('two')]
    await ingest(mill.store, [one, two])
    await mill.publish()
    writeFileSync(join(posts, '2020-01-01-mine.md'), 'mine')
    await mill.store.save(removal(one))
    assert.deepEqual((await mill.publish()).posts, { written: 0, unchanged: 1, removed: 1 })
    assert.deepEqual(names(), ['2020-01-01-mine.md', nameOf(two)])
    await mill.store.retireSourcesExcept([])
    assert.deepEqual((await mill.publish({}, { ...mill.settings, sources: [] })).posts, { written: 0, unchanged: 0, removed: 1 })
    assert.deepEqual(names(), ['2020-01-01-mine.md'])
  })

  it('move with the date of their article', async () => {
    const one = articleOf('one')
    await ingest(mill.store, [one])
    await mill.publish()
    await ingest(mill.store, [articleOf('one', { publishedAt: Date.UTC(2026, 0, 11) })])
    assert.deepEqual((await mill.publish()).posts, { written: 1, unchanged: 0, removed: 0 })
    assert.deepEqual(names(), [nameOf(one, '2026-01-11')])
  })

  it('follow the zone of the site', async () => {
    const late = articleOf('late', { publishedAt: Date.UTC(2026, 0, 10, 20) })
    await ingest(mill.store, [late])
    await mill.publish()
    const { settings } = mill
    await mill.publish({}, { ...settings, site: { ...settings.site, timezone: 'Asia/Shanghai' } })
    assert.deepEqual(names(), [nameOf(late, '2026-01-11')])
    assert.match(text(nameOf(late, '2026-01-11')), /^date: 2026-01-11 04:00:00 \+0800$/mu)
  })

  it('are one for a story of several sources', async () => {
    const url = 'https://one.example.net/story'
    const [first, second] = [articleOf('a', { url }), articleOf('b', { url, sourceId: sourceId('rust'), tags: terms('also') })]
    await ingest(mill.store, [first], visited(), NOW)
    await ingest(mill.store, [second], visited(), NOW + 1)
    await mill.publish()
    assert.deepEqual(names(), [nameOf(first)])
    assert.match(text(nameOf(first)), /^tags: \["also"\]$/mu)
    await mill.store.save(removal(first))
    await mill.publish()
    assert.deepEqual(names(), [nameOf(second)])
  })

  it('are of posts too, whose text is made then', async () => {
    const post = articleOf('post', { contentHtml: '' })
    await ingest(mill.store, [post])
    await mill.publish({ complete: (stored) => ({ ...stored, complete: true, article: { ...stored.article, contentHtml: '<p>made</p>' } }) })
    assert.match(text(nameOf(post)), /<p>made<\/p>/u)
  })

  it('name their source as it is called now', async () => {
    const [one, two] = [articleOf('one'), articleOf('two', { sourceId: sourceId('rust') })]
    await ingest(mill.store, [one])
    await ingest(mill.store, [two])
    await mill.publish()
    age()
    await mill.store.saveSourceState(sourceId('rust'), visited({ channel: channelOf({ title: 'Oxide' }) }))
    assert.deepEqual((await mill.publish()).posts, { written: 1, unchanged: 1, removed: 0 })
    assert.deepEqual(touched(), [nameOf(two)])
    assert.match(text(nameOf(two)), /^source: "Oxide"$/mu)
  })

  it('follow a slug that moves', async () => {
    const one = articleOf('one', { categories: terms('财经') })
    await ingest(mill.store, [one])
    await mill.publish()
    await mill.store.applyTaxonomy({ ...NO_TAXONOMY, slugs: new Map([[termKey('财经'), 'money' as Slug]]) })
    await mill.publish()
    assert.match(text(nameOf(one)), /^categories: \["money"\]$/mu)
  })

  it('are not written where none are asked for', async () => {
    await ingest(mill.store, [articleOf('one')])
    const report = await mill.publish({ posts: null })
    assert.ok(!('posts' in report))
    assert.deepEqual(names(), [])
  })

  it('catch up when they are asked for again', async () => {
    const [one, two] = [articleOf('one'), articleOf('two')]
    await ingest(mill.store, [one, two])
    await mill.publish()
    const off = { ...mill.settings, publish: { ...mill.settings.publish, posts: null } }
    await mill.store.save(removal(one))
    await ingest(mill.store, [articleOf('two', { title: 'Meanwhile' })])
    await mill.publish({}, off)
    assert.deepEqual(names(), sorted([one, two]))
    assert.deepEqual((await mill.publish()).posts, { written: 1, unchanged: 0, removed: 1 })
    assert.match(text(nameOf(two)), /Meanwhile/u)
  })

  it('come in pages, and a run that is told to end leaves the rest to the next', async () => {
    const many = Array.from({ length: 250 }, (_, n) => articleOf(`n${n}`))
    await ingest(mill.store, many)
    await mill.publish({ posts: null })
    await mill.store.markAllFeeds()
    const stop = new AbortController()
    const target = openDirectory(posts)
    // Told to end while the first page is written.
    await mill.publish({ signal: stop.signal, posts: { ...target, settle: () => target.settle().then(() => stop.abort()) } })
    assert.equal(names().length, 100)
    assert.deepEqual((await mill.publish()).posts, { written: 150, unchanged: 100, removed: 0 })
  })

  it('are called unchanged by a run that is told to end only where it has nothing to do for them', async () => {
    const many = Array.from({ length: 250 }, (_, n) => articleOf(`n${n}`))
    await ingest(mill.store, many)
    await mill.publish()
    const removed = many[0] ?? articleOf('')
    await mill.store.save(removal(removed))
    await ingest(mill.store, many.slice(1, 150).map(({ guid }) => articleOf(guid, { title: 'Now' })))
    const stop = new AbortController()
    const target = openDirectory(posts)
    const report = await mill.publish({ signal: stop.signal, posts: { ...target, settle: () => target.settle().then(() => stop.abort()) } })
    assert.deepEqual(report.posts, { written: 100, unchanged: 100, removed: 0 })
    assert.deepEqual((await mill.publish()).posts, { written: 49, unchanged: 200, removed: 1 })
  })
})

describe('a folder of posts', () => {
  it('keeps a file of somebody else in the place of a post, and says so', async () => {
    const one = articleOf('one')
    mkdirSync(posts, { recursive: true })
    writeFileSync(join(posts, nameOf(one)), 'mine')
    await ingest(mill.store, [one])
    for (let run = 1; run <= 2; run += 1) await assert.rejects(mill.publish(), { code: 'output.unwritable', at: join(posts, nameOf(one)) })
    assert.equal(text(nameOf(one)), 'mine')
    assert.ok(mill.files().includes('all.rss'), 'the feeds are written nevertheless')
  })

  it('is completed after a run that failed halfway', async () => {
    const many = Array.from({ length: 30 }, (_, n) => articleOf(`n${n}`))
    const blocked = join(posts, nameOf(many[7] ?? articleOf('')))
    await ingest(mill.store, many)
    mkdirSync(blocked, { recursive: true })
    await assert.rejects(mill.publish(), { code: 'output.unwritable', at: blocked })
    rmdirSync(blocked)
    await mill.publish()
    assert.deepEqual(names(), sorted(many))
  })

  it('keeps a post that somebody changed when its article goes, and replaces it when its article changes', async () => {
    const [gone, changed] = [articleOf('gone'), articleOf('changed')]
    await ingest(mill.store, [gone, changed])
    await mill.publish()
    for (const article of [gone, changed]) writeFileSync(join(posts, nameOf(article)), `${text(nameOf(article))}<!-- a word of mine -->\n`)
    await mill.store.save(removal(gone))
    await ingest(mill.store, [articleOf('changed', { title: 'Changed' })])
    await mill.publish()
    assert.deepEqual([names(), text(nameOf(changed)).includes('mine'), text(nameOf(gone)).includes('mine')], [sorted([gone, changed]), false, true])
  })

  it('is completed when somebody removed posts', async () => {
    const many = [articleOf('one'), articleOf('two')]
    await ingest(mill.store, many)
    await mill.publish()
    rmSync(posts, { recursive: true })
    assert.deepEqual((await mill.publish()).posts, { written: 2, unchanged: 0, removed: 0 })
    assert.deepEqual(names(), sorted(many))
  })

  it('is compared when that is asked for', async () => {
    const one = articleOf('one')
    await ingest(mill.store, [one, articleOf('two')])
    await mill.publish()
    const before = text(nameOf(one))
    writeFileSync(join(posts, nameOf(one)), before.replace('Title', 'TITLE'))
    assert.equal((await mill.publish()).posts?.written, 0)
    assert.equal((await mill.publish({ compare: true })).posts?.written, 1)
    assert.equal(text(nameOf(one)), before)
  })

  it('is known for ours by a fresh store, and written again where it differs', async () => {
    const one = articleOf('one')
    await ingest(mill.store, [one, articleOf('two')])
    await mill.publish()
    age()
    const fresh = await openSqlite(join(mill.root, 'fresh.db'))
    await ingest(fresh, [articleOf('one', { title: 'Meanwhile' }), articleOf('two')])
    assert.deepEqual((await mill.publish({ store: fresh })).posts, { written: 1, unchanged: 1, removed: 0 })
    assert.deepEqual(touched(), [nameOf(one)])
    await fresh.close()
  })

  it('is left as it is when posts go to another', async () => {
    const one = articleOf('one')
    await ingest(mill.store, [one])
    await mill.publish()
    const { settings } = mill
    const before = snapshot(posts)
    const other = join(mill.root, 'other/_posts')
    await mill.publish({}, { ...settings, publish: { ...settings.publish, posts: { dir: other, dialect: 'jekyll' } } })
    assert.deepEqual([readdirSync(other), snapshot(posts)], [[nameOf(one)], before])
  })
})
