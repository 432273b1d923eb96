// `feedmill taxonomy` on a real site: what it lists, and the slugs of an existing site taken over.
import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { makeSite, type Site } from '../../support/site.ts'

const RSS = `<rss version="2.0"><channel><title>Wire</title><link>https://wire.example.org/</link>
<item><title>One</title><guid>1</guid><category>示例报</category><category>TechWeek</category></item>
<item><title>Two</title><guid>2</guid><category>示例报</category><category>TechWeeks</category></item></channel></rss>`

describe('feedmill taxonomy', () => {
  let site: Site
  beforeAll(async () => {
    site = makeSite({
      'feedmill.yaml': '# ours\nsite: { title: T, url: https://example.org } # here\nsources:\n  - { id: wire, url: wire.rss }\n',
      'wire.rss': RSS,
      'slugs.csv': 'label,slug\n示例报,shili\n',
      'bad.csv': '示例报,Shi li\n',
    })
    await site.run('refresh')
  })
  afterAll(() => site.remove())

  it('lists terms with their slugs and stories, and names that are nearly the same', async () => {
    const { stdout } = await site.run('taxonomy')
    assert.equal(stdout, 'tag shilibao  示例报  2\ntag techweek  TechWeek  1\ntag techweeks  TechWeeks  1\ntag: "TechWeek" and "TechWeeks" are nearly the same; taxonomy.aliases merges them\n')
  })
  it('refuses a bad CSV and leaves the config alone', async () => {
    const before = site.read('feedmill.yaml')
    const { status, stderr } = await site.run('taxonomy', 'import', 'bad.csv')
    assert.deepEqual([status, stderr.includes('bad.csv:1: must be a term and its slug'), site.read('feedmill.yaml')], [2, true, before])
  })
  it('takes over the slugs of an existing site, comments kept; the old address stays', async () => {
    assert.equal((await site.run('taxonomy', 'import', 'slugs.csv')).stdout, '1 slugs added to the config\n')
    assert.equal(site.read('feedmill.yaml').startsWith('# ours\nsite: { title: T, url: https://example.org } # here\n'), true)
    await site.run('refresh')
    assert.match((await site.run('taxonomy')).stdout, /^tag shili {2}示例报 {2}2 {2}\(was shilibao\)$/mu)
    assert.deepEqual([...site.tree('feeds').keys()].filter((path) => /tag\/shili(?:bao)?\.rss$/u.test(path)), ['tag/shili.rss', 'tag/shilibao.rss'])
  })
  it('adds nothing a second time', async () => assert.deepEqual(JSON.parse((await site.run('taxonomy', 'import', 'slugs.csv', '--json')).stdout), { ok: true, added: 0 }))
})
