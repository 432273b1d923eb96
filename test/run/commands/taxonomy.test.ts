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
      'gbk.csv': new Uint8Array([0xca, 0xbe, 0xc0, 0xfd, 0x2c, 0x73, 0x68, 0x69, 0x6c, 0x69]),
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
  it('refuses a CSV in another encoding, whose words would be taken for others', async () => {
    const before = site.read('feedmill.yaml')
    const { status, stderr } = await site.run('taxonomy', 'import', 'gbk.csv')
    assert.deepEqual([status, stderr, site.read('feedmill.yaml')], [2, `feedmill: ${site.dir}/gbk.csv: is not UTF-8; save it in this encoding [config.invalid]\n`, before])
  })
  it('takes over the slugs of an existing site, comments kept; the old address stays', async () => {
    assert.equal((await site.run('taxonomy', 'import', 'slugs.csv')).stdout, '1 slug added to the config\n')
    assert.equal(site.read('feedmill.yaml').startsWith('# ours\nsite: { title: T, url: https://example.org } # here\n'), true)
    await site.run('refresh')
    assert.match((await site.run('taxonomy')).stdout, /^tag shili {2}示例报 {2}2 {2}\(was shilibao\)$/mu)
    assert.deepEqual([...site.tree('feeds').keys()].filter((path) => /tag\/shili(?:bao)?\.rss$/u.test(path)), ['tag/shili.rss', 'tag/shilibao.rss'])
  })
  it('adds nothing a second time', async () => assert.deepEqual(JSON.parse((await site.run('taxonomy', 'import', 'slugs.csv', '--json')).stdout), { ok: true, added: 0 }))
})

const item = (n: number, outlet: string): string => `<item><title>Story ${n}</title><guid>${n}</guid><pubDate>Thu, 0${n} Jan 2026 00:00:00 GMT</pubDate><category>${outlet}</category></item>`

describe('dirty names of one outlet', () => {
  let site: Site
  const outlets = ['36Kr', '36氪', '示例  财经', '示例 财经', '示例财经', 'TechWeb', 'Techweb', ' techweb ']
  const config = (taxonomy: string): void => site.write('feedmill.yaml', `site: { title: T, url: https://example.org }\nsources: [{ id: wire, url: wire.rss }]\n${taxonomy}`)
  const listed = async (): Promise<string[]> => (await site.run('taxonomy')).stdout.trimEnd().split('\n')
  const titlesIn = (path: string): string[] => (JSON.parse(site.read(`feeds/${path}.json`)) as { items: { title: string }[] }).items.map(({ title }) => title)
  beforeAll(async () => {
    const rss = `<rss version="2.0"><channel><title>Wire</title>${outlets.map((outlet, i) => item(i + 1, outlet)).join('')}</channel></rss>`
    site = makeSite({ 'wire.rss': rss })
    config('')
    await site.run('refresh')
  })
  afterAll(() => site.remove())

  it('are one where they differ by case and blanks alone, however many blanks', async () => {
    const lines = await listed()
    assert.deepEqual(lines.slice(0, 2), ['tag shili-caijing  示例 财经  3', 'tag techweb  TechWeb  3'])
    assert.deepEqual(titlesIn('tag/techweb'), ['Story 8', 'Story 7', 'Story 6'])
  })
  it('are named where they are nearly the same', async () => {
    assert.deepEqual((await listed()).slice(2), ['tag 36ke  36氪  1', 'tag 36kr  36Kr  1', 'tag: "36Kr" and "36氪" are nearly the same; taxonomy.aliases merges them'])
    const { near } = JSON.parse((await site.run('taxonomy', '--json')).stdout) as { near: unknown }
    assert.deepEqual(near, [{ kind: 'tag', labels: ['36Kr', '36氪'] }])
  })
  it('are merged by an alias, of what is stored too, and named no more', async () => {
    config('taxonomy: { aliases: { 36kr: 36氪 } }\n')
    await site.run('publish')
    assert.deepEqual(titlesIn('tag/36ke'), ['Story 2', 'Story 1'])
    assert.equal(site.read('feeds/tag/36kr.json'), site.read('feeds/tag/36ke.json'))
    assert.deepEqual((await listed()).filter((line) => line.includes('36')), ['tag 36ke  36氪  2  (was 36kr)'])
  })
  it('are shown by the label that the operator gives', async () => {
    config('taxonomy: { aliases: { 36kr: 36氪 }, labels: { techweb: Tech Web } }\n')
    await site.run('publish')
    assert.ok((await listed()).includes('tag techweb  Tech Web  3'))
    assert.match(site.read('feeds/tag/techweb.rss'), /<title>Tech Web — T<\/title>/u)
  })
})
