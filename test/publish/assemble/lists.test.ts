import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { View } from '../../../src/model/feed.ts'
import { NO_TAXONOMY, termKey } from '../../../src/model/taxonomy.ts'
import { articleOf, feedSource, ingest, type Mill, openMill, sourceId, terms, visited } from '../mill.ts'

describe('lists of feeds', () => {
  let mill: Mill
  beforeAll(async () => {
    const aliases = new Map([[termKey('Nachrichten'), 'News']])
    mill = await openMill({
      sources: [feedSource('ruby', { categories: ['News', 'Code'] }), feedSource('wire', { categories: ['Nachrichten'] }), feedSource('other')],
      taxonomy: { ...NO_TAXONOMY, aliases },
    })
    await ingest(mill.store, ['ruby', 'wire', 'other'].map((id) => articleOf(`${id}1`, { sourceId: sourceId(id), categories: terms('News') })))
    await mill.publish()
  })
  afterAll(() => mill.close())

  const outlines = (path: string, of: Mill = mill): string[] => [...of.read(path).matchAll(/xmlUrl="https:\/\/mill\.example\.org\/([^"]*)"/gu)].map(([, url = '']) => url)

  it('has one for each category: its feed, and the sources that the config puts there', () => {
    assert.deepEqual(outlines('category/news.opml').toSorted(), ['category/news.rss', 'source/ruby.rss', 'source/wire.rss'])
    assert.match(mill.read('category/news.opml'), /<title>News — Example Mill<\/title>/u)
  })

  it('has the sources of a category that one of them names by its label and another by its slug', async () => {
    const site = await openMill({ sources: [feedSource('ruby', { categories: ['财经'] }), feedSource('wire', { categories: ['caijing'] }), feedSource('other', { categories: ['C++'] }), feedSource('quiet', { categories: ['c'] })] })
    await ingest(site.store, [articleOf('1', { categories: terms('财经') }), articleOf('2', { sourceId: sourceId('wire'), categories: terms('caijing') }), articleOf('3', { sourceId: sourceId('other'), categories: terms('C++') })])
    await site.store.saveSourceState(sourceId('quiet'), visited())
    await site.publish()
    assert.deepEqual(outlines('category/caijing.opml', site), ['category/caijing.rss', 'source/ruby.rss', 'source/wire.rss'])
    assert.deepEqual(outlines('category/c.opml', site), ['category/c.rss', 'source/other.rss'])
    await site.close()
  })

  it('follows the config where no feed changes: a silent source that gets a category, views in another order', async () => {
    const [first, second] = ['one', 'two'].map((id): View => ({ id, title: id, description: '', where: { kind: 'sources', ids: [sourceId('other')] }, age: null }))
    assert.ok(first !== undefined && second !== undefined)
    const site = await openMill({ sources: [feedSource('ruby', { categories: ['News'] }), feedSource('quiet')], views: [first, second] })
    await site.store.applyViews(site.settings.views)
    await ingest(site.store, [articleOf('1', { categories: terms('News') })])
    await site.store.saveSourceState(sourceId('quiet'), visited())
    await site.publish()
    const changed = { ...site.settings, sources: [feedSource('ruby', { categories: ['News'] }), feedSource('quiet', { categories: ['News'] })], views: [second, first] }
    await site.store.applyViews(changed.views)
    assert.equal((await site.publish({}, changed)).written, 3)
    assert.deepEqual(outlines('category/news.opml', site), ['category/news.rss', 'source/quiet.rss', 'source/ruby.rss'])
    assert.deepEqual(outlines('feeds.opml', site).slice(1, 3), ['view/two.rss', 'view/one.rss'])
    assert.equal((await site.publish({ compare: true }, changed)).written, 0)
    await site.close()
  })

  it('leads there from the directory and from the category’s page, and from no other', () => {
    const link = 'href="https://mill.example.org/category/news.opml"'
    assert.ok(mill.read('index.html').includes(link) && mill.read('category/news.html').includes(link))
    assert.ok(!mill.read('all.html').includes('.opml"') && !mill.read('source/ruby.html').includes('.opml"'))
  })

  it('is found at its well-known address', () => assert.equal(mill.read('.well-known/feeds'), mill.read('feeds.opml')))

  it('tells the manifest of all of them', () => {
    const { files } = JSON.parse(mill.read('manifest.json')) as { files: Record<string, { type: string }> }
    const types = ['feeds.opml', '.well-known/feeds', 'category/news.opml', '_headers'].map((path) => files[path]?.type)
    assert.deepEqual(types, ['text/x-opml; charset=utf-8', 'text/x-opml; charset=utf-8', 'text/x-opml; charset=utf-8', 'text/plain; charset=utf-8'])
  })

  it('leaves an operator’s own files of fixed names alone', async () => {
    const site = await openMill()
    mkdirSync(site.settings.publish.dir, { recursive: true })
    writeFileSync(join(site.settings.publish.dir, '_headers'), '/*\n  x: mine\n')
    await site.publish()
    assert.equal(site.read('_headers'), '/*\n  x: mine\n')
    assert.ok(site.files().includes('.well-known/feeds') && !site.read('manifest.json').includes('_headers'))
    await site.close()
  })

  it('has no names that are fixed for a host where the host is not all ours', async () => {
    const below = await openMill({ site: { ...mill.settings.site, url: 'https://example.org/feeds/' } })
    await below.publish()
    assert.deepEqual(below.files().filter((file) => /^[._]/u.test(file)), [])
    await below.close()
  })
})
