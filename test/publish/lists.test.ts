import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { NO_TAXONOMY, termKey } from '../../src/model/taxonomy.ts'
import { articleOf, feedSource, ingest, type Mill, openMill, sourceId, terms } from './mill.ts'

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

  const outlines = (path: string): string[] => [...mill.read(path).matchAll(/xmlUrl="https:\/\/mill\.example\.org\/([^"]*)"/gu)].map(([, url = '']) => url)

  it('has one for each category: its feed, and the sources that the config puts there', () => {
    assert.deepEqual(outlines('category/news.opml').toSorted(), ['category/news.rss', 'source/ruby.rss', 'source/wire.rss'])
    assert.match(mill.read('category/news.opml'), /<title>News — Example Mill<\/title>/u)
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
