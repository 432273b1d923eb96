// `feedmill explain` on a real site with one story in two sources.
import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { makeSite, type Site } from '../../../support/site.ts'

const feed = (title: string, term: string): string =>
  `<rss version="2.0"><channel><title>${title}</title><link>https://${title}.example.org/</link><item><title>Story</title><link>https://news.example.org/1</link><guid isPermaLink="false">${title}-1</guid><category>${term}</category><pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate></item></channel></rss>`

describe('feedmill explain', () => {
  let site: Site
  beforeAll(async () => {
    site = makeSite({
      'feedmill.yaml': 'site: { title: T, url: https://example.org }\nsources:\n  - { id: one, url: one.rss, category: World }\n  - { id: two, url: two.rss }\n',
      'one.rss': feed('one', 'Alpha'),
      'two.rss': feed('two', 'Beta'),
    })
    await site.run('refresh')
  })
  afterAll(() => site.remove())

  it('tells of each source’s article, by address', async () => {
    const { stdout } = await site.run('explain', 'http://news.example.org/1/?utm_source=x')
    assert.equal(stdout.match(/^Story$/gmu)?.length, 2)
    assert.match(stdout, /from one, guid one-1, https:\/\/news\.example\.org\/1\n {2}published 2026-01-01T00:00:00Z, first seen /u)
    assert.match(stdout, /the same story as in two: one entry where a feed would hold both/u)
    assert.match(stdout, /source\/one: it came from this source; place 1\n {2}category\/world: its category is World; /u)
    assert.match(stdout, /tag\/beta: its story has the tag Beta; /u)
    assert.match(stdout, /all: every story is in it; place 1/u)
    assert.match(stdout, /all: every story is in it; shown as (?:one|two) has it/u)
  })
  it('tells of one article, by the id that feeds show', async () => {
    const [entry] = (JSON.parse(site.read('feeds/source/two.json')) as { items: { id: string }[] }).items
    const { stdout } = await site.run('explain', entry?.id ?? '')
    assert.match(stdout, /^Story\n {2}id \S+\n {2}from two, guid two-1/u)
  })
  it('says when there is none', async () => {
    const { status, stderr } = await site.run('explain', 'https://news.example.org/2')
    assert.deepEqual([status, stderr], [2, 'feedmill: https://news.example.org/2: no article that is stored has this id, address or guid [usage.invalid]\n'])
  })
})
