// Views on a real site: published in every format, listed everywhere, explained, and left alone while nothing changes.
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { RefreshReport } from '../../src/run/report.ts'
import { makeSite, type Site } from '../support/site.ts'

const item = (n: number, title: string, term: string): string =>
  `<item><title>${title}</title><guid isPermaLink="false">g${n}</guid><link>https://wire.example.org/${n}</link><category>${term}</category><pubDate>Thu, 0${n} Jan 2026 00:00:00 GMT</pubDate></item>`
const feed = (...items: readonly string[]): string => `<rss version="2.0"><channel><title>Wire</title><link>https://wire.example.org/</link><description/>${items.join('')}</channel></rss>`
const config = (where: string, more = ''): string =>
  `site: { title: T, url: https://mill.example.org }\nsources:\n  - { id: wire, url: wire.rss }\n  - { id: blog, type: posts, path: posts, dialect: jekyll }\nviews:\n  - { id: databases, title: Databases & more, where: ${where}${more} }\n`
const WHERE = '{ any: [{ tags: sqlite }, { words: [query planner] }], not: { words: cats } }'

describe('a view', () => {
  let site: Site
  const refresh = async (): Promise<RefreshReport> => JSON.parse((await site.run('refresh', '--json')).stdout) as RefreshReport
  const held = (): string[] => (JSON.parse(site.read('feeds/view/databases.json')) as { items: { title: string }[] }).items.map(({ title }) => title)

  beforeAll(async () => {
    site = makeSite({
      'feedmill.yaml': config(WHERE),
      'wire.rss': feed(item(1, 'First', 'SQLite'), item(2, 'Second', 'Weather'), item(3, 'Of cats', 'SQLite')),
      'posts/_posts/2026-01-09-own.md': '---\ntitle: Own\ndate: 2026-01-09 00:00:00 +0000\n---\n\nAbout the **query\nplanner**.\n',
    })
    await refresh()
  })
  afterAll(() => site.remove())

  it('is published in every format, with what fits and nothing else', () => {
    assert.deepEqual(held(), ['Own', 'First'])
    for (const format of ['rss', 'atom', 'json', 'html']) {
      const text = site.read(`feeds/view/databases.${format}`)
      assert.deepEqual([text.includes('First'), text.includes('Second'), text.includes('Of cats')], [true, false, false], format)
    }
    assert.ok(site.read('feeds/view/databases.atom').includes('<id>tag:mill.example.org,2026:feed:view/databases</id>'))
    assert.ok(site.read('feeds/view/databases.rss').includes('<title>Databases &amp; more — T</title>'))
  })

  it('is in the directory, the subscription list and the manifest', () => {
    assert.match(site.read('feeds/index.html'), /<h2 id="views-name">Views [\s\S]*?view\/databases\.html/u)
    assert.match(site.read('feeds/feeds.opml'), /<outline text="Views">\s*<outline text="Databases &amp; more — T"[^>]*view\/databases\.rss/u)
    assert.ok(site.read('feeds/manifest.json').includes('"view/databases.json"'))
  })

  it('is named by explain', async () => {
    assert.match((await site.run('explain', 'g1')).stdout, /view\/databases: it fits the view Databases & more; place \d/u)
    assert.ok(!(await site.run('explain', 'g2')).stdout.includes('view/'))
  })

  it('costs nothing while nothing changes', async () => {
    const before = site.tree('feeds')
    assert.equal((await refresh()).feeds.written, 0)
    assert.deepEqual(site.tree('feeds'), before)
  })

  it('is read back without complaint', async () => {
    const { status, stdout, stderr } = await site.run('verify')
    assert.equal(status, 0, stdout + stderr)
  })

  it('holds what a changed definition says, published at once', async () => {
    site.write('feedmill.yaml', config('{ tags: Weather }', ', age: 30d, description: Rain'))
    await refresh()
    assert.deepEqual(held(), ['Second'])
    assert.ok(site.read('feeds/view/databases.rss').includes('<description>Rain</description>'))
  })

  it('reaches further back in the same run in which the newest article of the site goes', async () => {
    site.write('feedmill.yaml', config('{ any: [{ tags: [SQLite, Weather] }, { words: [query planner] }] }', ', age: 7d'))
    await refresh()
    assert.deepEqual(held(), ['Own', 'Of cats', 'Second'])
    rmSync(join(site.dir, 'posts/_posts/2026-01-09-own.md'))
    await refresh()
    assert.deepEqual(held(), ['Of cats', 'Second', 'First'])
    assert.equal((await refresh()).feeds.written, 0)
  })

  it('is removed with its definition', async () => {
    site.write('feedmill.yaml', config('{ tags: Weather }').replace(/views:[\s\S]*/u, ''))
    await refresh()
    assert.deepEqual([...site.tree('feeds').keys()].filter((path) => path.startsWith('view/')), [])
    assert.ok(!site.read('feeds/index.html').includes('view/'))
  })
})
