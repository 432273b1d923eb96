// `feedmill retract` on a real site: two sources with one story, an archive, a post, an upstream that lists all of it again.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import RssParser from 'rss-parser'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { RefreshReport } from '../../../../src/run/report.ts'
import { makeSite, type Site } from '../../../support/site.ts'

const SECRET = 'Zinnoberfleck' // stands in every text of the story and nowhere else
const item = (source: string, n: number, text: string): string =>
  `<item><title>Story ${n} of ${text}</title><link>https://news.example.org/${n}</link><guid isPermaLink="false">${source}-${n}</guid>` +
  `<category>Alpha</category><pubDate>Thu, 0${n} Jan 2026 00:00:00 GMT</pubDate><description>&lt;p&gt;${text.repeat(40)}&lt;/p&gt;</description></item>`
const feed = (source: string, items: readonly string[], description = ''): string =>
  `<rss version="2.0"><channel><title>${source}</title><link>https://${source}.example.org/</link><description>${description}</description>${items.join('')}</channel></rss>`
const config = (more = ''): string =>
  `site: { title: T, url: https://mill.example.org }\npublish: { limit: 2 }\nsources:\n  - { id: one, url: one.rss, category: World${more} }\n  - { id: two, url: two.rss }\n  - { id: blog, type: posts, path: posts, dialect: jekyll }\n`
const OWN = 'https://mill.example.org/2026/01/09/own.html'

const first = (description = ''): string => feed('one', [1, 2, 3, 4].map((n) => item('one', n, n === 4 ? SECRET : `Text ${n} `)), description)
const second = (description = ''): string => feed('two', [item('two', 4, SECRET)], description)

describe('feedmill retract', () => {
  let site: Site
  const refresh = async (): Promise<RefreshReport> => JSON.parse((await site.run('refresh', '--json')).stdout) as RefreshReport
  const holding = (text: string): string[] => [...site.tree('feeds')].filter(([, file]) => file.text.includes(text)).map(([path]) => path)

  beforeAll(async () => {
    site = makeSite({
      'feedmill.yaml': config(),
      'one.rss': first(),
      'two.rss': second(),
      'posts/_posts/2026-01-09-own.md': `---\ntitle: Own\ndate: 2026-01-09 00:00:00 +0000\n---\n\nOur own ${SECRET}.\n`,
    })
    await refresh()
  })
  afterAll(() => site.remove())

  it('takes the story of every source out of every file, and out of the store’s bytes', async () => {
    assert.ok(holding(SECRET).length > 10)
    const run = await site.run('retract', 'https://news.example.org/4', '--json')
    assert.equal(run.status, 0, run.stderr)
    const { retracted } = JSON.parse(run.stdout) as { retracted: { source: string; guid: string }[] }
    assert.deepEqual(retracted.map(({ source, guid }) => `${source} ${guid}`).toSorted(), ['one one-4', 'two two-4'])
    assert.equal((await site.run('retract', OWN)).status, 0)
    assert.deepEqual(holding(SECRET), [])
    for (const name of readdirSync(join(site.dir, 'state'))) assert.ok(!readFileSync(join(site.dir, 'state', name)).includes(SECRET), name)
  })

  it('tells readers of Atom, with a time that stays', async () => {
    const deleted = [...site.read('feeds/all.atom').matchAll(/<at:deleted-entry xmlns:at="http:\/\/purl\.org\/atompub\/tombstones\/1\.0" ref="([^"]+)" when="([^"]+)"\/>/gu)]
    assert.deepEqual(deleted.map(([, ref]) => ref), [OWN, 'tag:mill.example.org,2026:one/one-4'])
    assert.ok(site.read('feeds/source/two.atom').includes('ref="tag:mill.example.org,2026:two/two-4"'))
    assert.ok(site.read('feeds/all.atom').includes(`<updated>${deleted[0]?.[2]?.slice(0, 19)}`))
    assert.equal((await new RssParser().parseString(site.read('feeds/all.atom'))).items.length, 2)
    const before = site.tree('feeds')
    await site.run('publish', '--all')
    assert.deepEqual(site.tree('feeds'), before)
  })

  it('is told by explain and status', async () => {
    assert.match((await site.run('explain', 'https://news.example.org/4')).stdout, /^retracted 20\S+Z: from one, guid one-4, https:\/\/news\.example\.org\/4\nretracted /u)
    assert.match((await site.run('status')).stdout, /^ +one +4 items, 1 retracted/mu)
  })

  it('stays so when upstream lists it again, also another upstream, and says so', async () => {
    site.write('one.rss', first('again'))
    site.write('two.rss', feed('two', [item('two', 4, SECRET).replace('two-4', 'two-4b')]))
    const { sources } = await refresh()
    assert.deepEqual(sources.slice(0, 2).map(({ new: added, notes }) => [added, notes]), Array.from({ length: 2 }, () => [0, [{ code: 'item.retracted', message: '1 item was left out, as retracted' }]]))
    assert.deepEqual(holding(SECRET), [])
  })

  it('stays so when the rules change, and a post when its file does', async () => {
    site.write('feedmill.yaml', config(', tags: [New]'))
    site.write('posts/_posts/2026-01-09-own.md', `---\ntitle: Own\ndate: 2026-01-09 00:00:00 +0000\n---\n\nOur own ${SECRET}, changed.\n`)
    await refresh()
    assert.ok(holding('tag/new').length > 0)
    assert.deepEqual(holding(SECRET), [])
  })

  it('is no longer told once newer articles have pushed it out of the live window', async () => {
    assert.ok(site.read('feeds/category/world.atom').includes('deleted-entry'))
    site.write('one.rss', feed('one', [5, 6, 7].map((n) => item('one', n, `Text ${n} `))))
    await refresh()
    assert.ok(!site.read('feeds/category/world.atom').includes('deleted-entry'))
  })

  it('can be undone: what upstream still lists comes again', async () => {
    await site.run('retract', '--undo', 'one-4')
    await site.run('retract', '--undo', OWN)
    site.write('one.rss', first('once more'))
    const { sources } = await refresh()
    assert.deepEqual(sources.map(({ new: added }) => added), [1, 1, 1])
    assert.ok(holding(SECRET).includes('all.rss') && !site.read('feeds/source/two.atom').includes('deleted-entry'))
  })

  it('says when there is no such article', async () => {
    assert.deepEqual([(await site.run('retract', 'https://news.example.org/99')).status, (await site.run('retract', '--undo', 'one-1')).status], [2, 2])
  })
})
