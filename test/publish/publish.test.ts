import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { articleOf, feedSource, filesBelow, ingest, type Mill, openMill, snapshot, sourceId, terms, visited } from './mill.ts'

const FORMATS = ['atom', 'html', 'json', 'rss']
let mill: Mill

beforeEach(async () => {
  mill = await openMill()
})
afterEach(() => mill.close())

function ids(path: string): string[] {
  return (JSON.parse(mill.read(path)) as { items: { id: string }[] }).items.map(({ id }) => id)
}

function bytesOnly(dir: string): Record<string, string> {
  return Object.fromEntries(Object.entries(snapshot(dir)).map(([path, seen]) => [path, seen.split(' ')[1] ?? '']))
}

describe('publish', () => {
  it('publishes the feed of everything before there is anything', async () => {
    const report = await mill.publish()
    assert.deepEqual(mill.files(), ['.well-known/feeds', '_headers', 'all.atom', 'all.html', 'all.json', 'all.rss', 'feeds.opml', 'index.html', 'manifest.json'])
    assert.equal(report.written, 8)
    assert.deepEqual(ids('all.json'), [])
  })

  it('publishes everything, each category, each tag and each source, in every format', async () => {
    await ingest(mill.store, [articleOf('https://a.example/1', { categories: terms('News'), tags: terms('Ruby on Rails', '财经') })])
    const report = await mill.publish()
    const feeds = ['all', 'category/news', 'source/ruby', 'tag/caijing', 'tag/ruby-on-rails']
    const expected = [...feeds.flatMap((feed) => FORMATS.map((format) => `${feed}.${format}`)), '.well-known/feeds', '_headers', 'category/news.opml', 'feeds.opml', 'index.html', 'manifest.json']
    assert.deepEqual(mill.files(), expected.sort())
    const { bytes, ...counts } = report
    assert.deepEqual(counts, { written: 25, unchanged: 0, removed: 0 })
    assert.ok(bytes > 1000)
  })

  it('writes nothing the second time', async () => {
    await ingest(mill.store, [articleOf('one', { tags: terms('a') })])
    const { written } = await mill.publish()
    const before = snapshot(mill.settings.publish.dir)
    assert.deepEqual(await mill.publish(), { written: 0, unchanged: written, removed: 0, bytes: 0 })
    await mill.store.markAllFeeds()
    assert.deepEqual(await mill.publish(), { written: 0, unchanged: written, removed: 0, bytes: 0 })
    assert.deepEqual(snapshot(mill.settings.publish.dir), before)
  })

  it('writes the same bytes from a fresh store, whatever the order of the sources, and touches no file', async () => {
    const sources = [feedSource('ruby'), feedSource('rust', { title: 'About Rust' })]
    const articles = [articleOf('1', { tags: terms('a') }), articleOf('2', { sourceId: sourceId('rust'), tags: terms('b') })]
    await ingest(mill.store, articles)
    await mill.publish({}, { ...mill.settings, sources })
    const before = snapshot(mill.settings.publish.dir)
    const fresh = await openSqlite(join(mill.root, 'fresh.db'))
    await ingest(fresh, articles.toReversed())
    const report = await mill.publish({ store: fresh }, { ...mill.settings, sources: sources.toReversed() })
    await fresh.close()
    assert.equal(report.written, 0)
    assert.deepEqual(snapshot(mill.settings.publish.dir), before)
  })

  it('renders and writes what an arrival touches, and nothing else', async () => {
    await ingest(mill.store, [articleOf('one', { tags: terms('a') }), articleOf('two', { tags: terms('b') })])
    await mill.publish()
    const before = snapshot(mill.settings.publish.dir)
    await ingest(mill.store, [articleOf('three', { tags: terms('b') })])
    await mill.publish()
    const after = snapshot(mill.settings.publish.dir)
    const changed = Object.keys(after).filter((path) => after[path] !== before[path])
    const touched = ['all', 'source/ruby', 'tag/b'].flatMap((feed) => FORMATS.map((format) => `${feed}.${format}`))
    assert.deepEqual(changed, [...touched, 'index.html', 'manifest.json'].sort())
  })

  it('completes a post once, when a feed first shows it', async () => {
    const asked: string[] = []
    await ingest(mill.store, [articleOf('draft', { contentHtml: '', tags: terms('a', 'b', 'c') })])
    await mill.publish({
      complete: (stored) => {
        asked.push(stored.article.guid)
        return { ...stored, complete: true, article: { ...stored.article, contentHtml: '<p>rendered late</p>' } }
      },
    })
    assert.deepEqual(asked, ['draft'])
    assert.match(mill.read('tag/c.rss'), /rendered late/u)
  })

  it('lists the newest first, up to the limit, in the same order in every format', async () => {
    const articles = Array.from({ length: 7 }, (_, n) => articleOf(`urn:n:${n}`, { publishedAt: Date.UTC(2026, 0, 1 + n) }))
    await ingest(mill.store, articles)
    await mill.publish({}, { ...mill.settings, publish: { ...mill.settings.publish, limit: 3 } })
    const expected = ['urn:n:6', 'urn:n:5', 'urn:n:4']
    assert.deepEqual(ids('all.json'), expected)
    assert.deepEqual([...mill.read('all.rss').matchAll(/<guid[^>]*>([^<]*)</gu)].map(([, id]) => id), expected)
    assert.deepEqual([...mill.read('all.atom').matchAll(/<entry[^>]*>\n<id>([^<]*)</gu)].map(([, id]) => id), expected)
  })

  it('removes the feed of a term that nothing names any more, and keeps that of its source', async () => {
    const one = articleOf('one', { tags: terms('a') })
    await ingest(mill.store, [one])
    await mill.publish()
    await mill.store.save({ sourceId: one.sourceId, seenAt: 0, arrivals: [], removed: [one.id], files: [], forgottenFiles: [], state: visited() })
    const report = await mill.publish()
    assert.equal(report.removed, 4)
    assert.ok(!mill.files().some((path) => path.startsWith('tag/')))
    assert.deepEqual(ids('source/ruby.json'), [])
    assert.deepEqual(ids('all.json'), [])
  })

  it('goes on writing a moved term at its former address', async () => {
    await ingest(mill.store, [articleOf('one', { tags: terms('Bank') })])
    await mill.publish()
    await mill.store.applyTaxonomy({ ...mill.settings.taxonomy, slugs: new Map([['bank', 'haus']]) as never })
    await mill.publish()
    assert.equal(mill.read('tag/bank.rss'), mill.read('tag/haus.rss'))
    assert.match(mill.read('tag/bank.rss'), /<atom:link href="https:\/\/mill.example.org\/tag\/haus.rss" rel="self"/u)
  })

  it('lists every other file in the manifest, sorted, with its hash', async () => {
    await ingest(mill.store, [articleOf('one')])
    await mill.publish()
    const manifest = JSON.parse(mill.read('manifest.json')) as { files: Record<string, object> }
    assert.deepEqual(Object.keys(manifest.files), mill.files().filter((path) => path !== 'manifest.json'))
    const { sha256: _sha256, bytes: _bytes, ...all } = manifest.files['all.rss'] as Record<string, unknown>
    assert.deepEqual(all, { type: 'application/rss+xml; charset=utf-8', items: 1, updated: '2026-01-10T00:00:00Z' })
  })

  it('writes only the formats that are asked for, and removes the others', async () => {
    await ingest(mill.store, [articleOf('one')])
    await mill.publish()
    await mill.publish({}, { ...mill.settings, publish: { ...mill.settings.publish, formats: ['atom'] } })
    assert.deepEqual(mill.files(), ['.well-known/feeds', '_headers', 'all.atom', 'feeds.opml', 'manifest.json', 'source/ruby.atom'])
  })

  it('writes everything anew when the site changes its name', async () => {
    await ingest(mill.store, [articleOf('one')])
    await mill.publish()
    const report = await mill.publish({}, { ...mill.settings, site: { ...mill.settings.site, title: 'Another Mill' } })
    assert.equal(report.unchanged, 1) // `_headers` names nobody
    assert.match(mill.read('source/ruby.rss'), /<title>Ruby News — Another Mill<\/title>/u)
  })

  it('shows the new name of a source in every entry that names it', async () => {
    await ingest(mill.store, [articleOf('one', { tags: terms('a') })])
    await mill.publish()
    const before = visited()
    await mill.store.saveSourceState(sourceId('ruby'), { ...before, channel: { ...before.channel, title: 'Ruby Daily' } as never })
    await mill.publish()
    assert.match(mill.read('tag/a.rss'), /<source url="https:\/\/ruby.example.net\/feed.xml">Ruby Daily<\/source>/u)
  })

  it('writes nothing else anew when a source changes its name', async () => {
    const settings = { ...mill.settings, sources: [feedSource('ruby'), feedSource('rust')] }
    await ingest(mill.store, [articleOf('one', { tags: terms('a') }), articleOf('two', { sourceId: sourceId('rust'), tags: terms('b') })])
    await mill.publish({}, settings)
    const before = snapshot(mill.settings.publish.dir)
    const known = visited()
    await mill.store.saveSourceState(sourceId('ruby'), { ...known, channel: { ...known.channel, title: 'Ruby Daily' } as never })
    await mill.publish({}, settings)
    const after = snapshot(mill.settings.publish.dir)
    const changed = Object.keys(after).filter((path) => after[path] !== before[path])
    const touched = ['all', 'source/ruby', 'tag/a'].flatMap((feed) => FORMATS.map((format) => `${feed}.${format}`))
    assert.deepEqual(changed, [...touched, '.well-known/feeds', 'feeds.opml', 'index.html', 'manifest.json'].sort())
  })

  it('leaves out an address of a source once the config says that it holds a secret', async () => {
    await ingest(mill.store, [articleOf('one')])
    await mill.publish()
    assert.match(mill.read('all.json'), /"feed_url":"https:\/\/ruby.example.net\/feed.xml"/u)
    await mill.publish({}, { ...mill.settings, secrets: ['feed.xml'] })
    assert.doesNotMatch(mill.read('all.json'), /feed\.xml/u)
  })

  it('leaves out another address of a source once that holds a secret too', async () => {
    const known = visited()
    await ingest(mill.store, [articleOf('one')])
    await mill.store.saveSourceState(sourceId('ruby'), { ...known, channel: { ...known.channel, siteUrl: 'https://ruby.example.net/?key=one', feedUrl: 'https://ruby.example.net/?key=two' } as never })
    await mill.publish({}, { ...mill.settings, secrets: ['key=one'] })
    assert.match(mill.read('all.json'), /key=two/u)
    await mill.publish({}, { ...mill.settings, secrets: ['key=one', 'key=two'] })
    assert.doesNotMatch(mill.read('all.json'), /key=/u)
  })

  it('leaves a secret out of the link of the source’s own feed', async () => {
    const known = visited()
    await ingest(mill.store, [articleOf('one')])
    await mill.store.saveSourceState(sourceId('ruby'), { ...known, channel: { ...known.channel, siteUrl: 'https://ruby.example.net/?key=one' } as never })
    await mill.publish({}, { ...mill.settings, secrets: ['key=one'] })
    for (const format of FORMATS) assert.doesNotMatch(mill.read(`source/ruby.${format}`), /key=one/u, format)
  })

  it('writes again what somebody deleted', async () => {
    await ingest(mill.store, [articleOf('one')])
    await mill.publish()
    rmSync(join(mill.settings.publish.dir, 'source'), { recursive: true })
    rmSync(join(mill.settings.publish.dir, 'index.html'))
    const report = await mill.publish()
    assert.equal(report.written, 5)
    assert.ok(mill.files().includes('source/ruby.rss'))
  })

  it('mends a damaged file of equal length when it is told to compare', async () => {
    await ingest(mill.store, [articleOf('one', { tags: terms('a') })])
    const { written } = await mill.publish()
    const path = join(mill.settings.publish.dir, 'tag/a.rss')
    writeFileSync(path, mill.read('tag/a.rss').replace('Example', 'ExXmple'))
    assert.equal((await mill.publish()).written, 0)
    const { bytes: _bytes, ...counts } = await mill.publish({ compare: true })
    assert.deepEqual(counts, { written: 1, unchanged: written - 1, removed: 0 })
    assert.doesNotMatch(mill.read('tag/a.rss'), /ExXmple/u)
  })

  it('says nothing of a language that a source does not name', async () => {
    await ingest(mill.store, [articleOf('one')])
    await mill.publish()
    assert.doesNotMatch(mill.read('source/ruby.rss'), /<language>/u)
    assert.match(mill.read('all.rss'), /<language>en<\/language>/u)
  })

  it('tells readers of RSS how often it runs', async () => {
    await mill.publish({}, { ...mill.settings, schedule: '0 6,18 * * *' })
    assert.match(mill.read('all.rss'), /<ttl>720<\/ttl>/u)
  })

  it('writes compressed siblings, and removes them when they are not wanted', async () => {
    const compressed = { ...mill.settings, publish: { ...mill.settings.publish, precompress: true } }
    await ingest(mill.store, [articleOf('one')])
    const { written } = await mill.publish({}, compressed)
    assert.equal(written, 36)
    assert.ok(mill.files().includes('all.rss.br') && mill.files().includes('all.rss.gz'))
    assert.equal((await mill.publish({}, compressed)).written, 0)
    assert.equal((await mill.publish()).removed, 24)
  })

  it('says the same time of a compressed copy as of its document, also where that kept its bytes', async () => {
    const compressed = { ...mill.settings, publish: { ...mill.settings.publish, precompress: true } }
    await ingest(mill.store, [articleOf('one', { tags: terms('Bank') })])
    await mill.publish({}, compressed)
    await mill.store.applyTaxonomy({ ...mill.settings.taxonomy, slugs: new Map([['bank', 'haus']]) as never })
    await mill.publish({}, compressed)
    await ingest(mill.store, [articleOf('two', { tags: terms('Bank'), publishedAt: Date.UTC(2026, 5, 1) })])
    await mill.publish({}, compressed)
    const { files } = JSON.parse(mill.read('manifest.json')) as { files: Record<string, { updated: string }> }
    for (const path of ['tag/bank.html', 'tag/bank.html.br', 'tag/bank.html.gz']) assert.equal(files[path]?.updated, files['tag/haus.html']?.updated, path)
  })

  it('follows to another folder and leaves the first as it is', async () => {
    await ingest(mill.store, [articleOf('one')])
    await mill.publish()
    const before = snapshot(mill.settings.publish.dir)
    const other = join(mill.root, 'elsewhere')
    mkdirSync(other)
    writeFileSync(join(other, 'index.htm'), 'mine')
    const { written } = await mill.publish({}, { ...mill.settings, publish: { ...mill.settings.publish, dir: other } })
    assert.equal(written, 12)
    assert.deepEqual(snapshot(mill.settings.publish.dir), before)
    assert.deepEqual(filesBelow(other).filter((path) => !path.startsWith('source')), [
      '.well-known/feeds',
      '_headers',
      'all.atom',
      'all.html',
      'all.json',
      'all.rss',
      'feeds.opml',
      'index.htm',
      'index.html',
      'manifest.json',
    ])
  })

  it('knows its files again in a copy of the folder', async () => {
    await ingest(mill.store, [articleOf('one', { tags: terms('gone') })])
    await mill.publish()
    const moved = { ...mill.settings, publish: { ...mill.settings.publish, dir: join(mill.root, 'copy') } }
    cpSync(mill.settings.publish.dir, moved.publish.dir, { recursive: true })
    await ingest(mill.store, [articleOf('one', { title: 'Changed' })])
    await mill.publish({}, moved)
    assert.match(readFileSync(join(moved.publish.dir, 'all.rss'), 'utf8'), /Changed/u)
    assert.ok(!existsSync(join(moved.publish.dir, 'tag/gone.rss')))
  })

  it('stops between two feeds when it is told to, and the next run ends what it began', async () => {
    await ingest(mill.store, [articleOf('one', { tags: terms('a', 'b') })])
    const stop = new AbortController()
    const { written, unchanged } = await mill.publish({ signal: stop.signal, onProgress: () => stop.abort() })
    assert.deepEqual([written, unchanged], [mill.files().length, 0], 'what it did not come to is not called unchanged')
    assert.ok(!mill.files().includes('manifest.json'))
    await mill.publish()
    const stopped = bytesOnly(mill.settings.publish.dir)
    rmSync(mill.settings.publish.dir, { recursive: true })
    await mill.publish()
    assert.deepEqual(bytesOnly(mill.settings.publish.dir), stopped)
    assert.deepEqual(readdirSync(mill.settings.publish.dir).filter((name) => name.startsWith('.feedmill')), [])
  })
})

/** What a run comes to that is told so once it has begun with so many feeds. */
const endedAfter = async (feeds: number): Promise<{ written: number; unchanged: number }> => {
  const stop = new AbortController()
  const { written, unchanged } = await mill.publish({ signal: stop.signal, onProgress: (done) => done + 1 >= feeds && stop.abort() })
  return { written, unchanged }
}

describe('a run that is told to end', () => {
  beforeEach(async () => {
    await ingest(mill.store, [articleOf('one', { tags: terms('a') }), articleOf('two', { tags: terms('b') })])
    await mill.publish()
    await ingest(mill.store, [articleOf('one', { tags: terms('a'), title: 'Now' })])
  })

  it('calls unchanged what it was not to write, and not what it had still to', async () => {
    // Due are the feeds of everything, of the tag a and of the source; that of the tag b stands.
    assert.deepEqual(await endedAfter(1), { written: 4, unchanged: 4 })
  })
  it('counts a feed that it found to be the same, and not the lists, which come last', async () => {
    await mill.store.markAllFeeds()
    await endedAfter(1)
    const { written, unchanged } = await endedAfter(4)
    assert.equal(written + unchanged, 16)
    assert.equal((await mill.publish()).written, 0)
  })
})

describe('a folder with files of others', () => {
  it('keeps them', async () => {
    const { dir } = mill.settings.publish
    mkdirSync(join(dir, 'tag'), { recursive: true })
    writeFileSync(join(dir, 'CNAME'), 'mill.example.org')
    writeFileSync(join(dir, 'tag/notes.txt'), 'mine')
    await ingest(mill.store, [articleOf('one', { tags: terms('a') })])
    await mill.publish()
    await mill.publish({}, { ...mill.settings, publish: { ...mill.settings.publish, formats: ['json'] } })
    assert.equal(mill.read('CNAME'), 'mill.example.org')
    assert.equal(mill.read('tag/notes.txt'), 'mine')
  })

  it('refuses to replace one, however often it is asked, and says which', async () => {
    const { dir } = mill.settings.publish
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'index.html'), '<h1>My home page</h1>')
    const refusal = { code: 'output.unwritable', at: join(dir, 'index.html') }
    await assert.rejects(mill.publish(), refusal)
    await assert.rejects(mill.publish(), refusal)
    assert.equal(mill.read('index.html'), '<h1>My home page</h1>')
  })

  it('refuses a manifest.json of theirs before it writes anything', async () => {
    const { dir } = mill.settings.publish
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'manifest.json'), '{"name":"My PWA"}')
    const refusal = { code: 'output.unwritable', at: join(dir, 'manifest.json') }
    for (let run = 1; run <= 3; run += 1) await assert.rejects(mill.publish(), refusal)
    assert.deepEqual(mill.files(), ['manifest.json'])
    assert.equal(mill.read('manifest.json'), '{"name":"My PWA"}')
  })

  it('mends its own manifest.json', async () => {
    await mill.publish()
    const before = mill.read('manifest.json')
    writeFileSync(join(mill.settings.publish.dir, 'manifest.json'), '{')
    await mill.publish()
    assert.equal(mill.read('manifest.json'), before)
  })

  it('keeps one that a manifest lists with other bytes', async () => {
    const { dir } = mill.settings.publish
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'about.html'), 'about me')
    writeFileSync(join(dir, 'CNAME'), 'mill.example.org')
    writeFileSync(join(dir, 'manifest.json'), '{"files":{"about.html":{"sha256":"00"},"index.html":{"sha256":"00"},"CNAME":{"sha256":"00"},"../x":{"sha256":"00"}}}')
    await mill.publish()
    assert.deepEqual([mill.read('about.html'), mill.read('CNAME')], ['about me', 'mill.example.org'])
  })

  it('refuses to replace one that a manifest lists with other bytes', async () => {
    const { dir } = mill.settings.publish
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'index.html'), 'my home page')
    writeFileSync(join(dir, 'manifest.json'), '{"files":{"index.html":{"sha256":"00"}}}')
    for (let run = 1; run <= 2; run += 1) await assert.rejects(mill.publish(), { code: 'output.unwritable', at: join(dir, 'index.html') })
    assert.equal(mill.read('index.html'), 'my home page')
  })

  it('keeps a page of theirs in place of one of ours when its feed goes, and removes the empty folders of others', async () => {
    const one = articleOf('one', { tags: terms('a'), categories: terms('c') })
    await ingest(mill.store, [one])
    await mill.publish()
    writeFileSync(join(mill.settings.publish.dir, 'tag/a.html'), 'my page about a')
    await mill.store.save({ sourceId: one.sourceId, seenAt: 0, arrivals: [], removed: [one.id], files: [], forgottenFiles: [], state: visited() })
    assert.equal((await mill.publish()).removed, 8)
    assert.deepEqual(readdirSync(mill.settings.publish.dir, { recursive: true }).filter((path) => !/^(?:all|source|feeds|index|manifest|_headers|\.well-known)/u.test(String(path))), ['tag', 'tag/a.html'])
    assert.equal(mill.read('tag/a.html'), 'my page about a')
  })

  it('takes those that an earlier manifest lists for ours', async () => {
    await ingest(mill.store, [articleOf('one', { tags: terms('a') })])
    await mill.publish()
    const fresh = await openSqlite(join(mill.root, 'fresh.db'))
    await ingest(fresh, [articleOf('two', { tags: terms('b') })])
    const report = await mill.publish({ store: fresh })
    await fresh.close()
    assert.equal(report.removed, 4)
    assert.ok(mill.files().includes('tag/b.rss') && !mill.files().includes('tag/a.rss'))
  })

  it('are as the store says after another one, or a later state of it, has written there, though nothing changed and no size differs', async () => {
    await ingest(mill.store, [articleOf('one', { title: 'Alpha', tags: terms('a') })])
    await mill.publish()
    const before = bytesOnly(mill.settings.publish.dir)
    const fresh = await openSqlite(join(mill.root, 'fresh.db'))
    await ingest(fresh, [articleOf('one', { title: 'Omega', tags: terms('a') })])
    await mill.publish({ store: fresh })
    assert.match(mill.read('tag/a.rss'), /Omega/u)
    await mill.publish()
    assert.deepEqual(bytesOnly(mill.settings.publish.dir), before)
    await mill.publish({ store: fresh })
    await fresh.close()
    assert.match(mill.read('tag/a.rss'), /Omega/u)
  })
})
