// Subscription lists into the config and out again, by the real command line.
import assert from 'node:assert/strict'
import { chmodSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, it } from 'vitest'
import { parseOpml } from '../../../src/ingest/parse/opml.ts'
import { loadConfig } from '../../../src/settings/load.ts'
import { makeSite, runFeedmill, type Site } from '../../support/site.ts'

const HEAD = 'site: { title: M, url: https://m.example.org }\n# what we follow\n'
const CONFIG = `${HEAD}sources:\n  - { id: harbour, url: http://harbour.example.org/feed/ } # ours\n# terms\ntaxonomy: {}\n`
const LIST = `<?xml version="1.0"?><opml version="2.0"><body>
<outline text="News"><outline text="Harbour" type="rss" xmlUrl="https://harbour.example.org/feed"/>
<outline text="World"><outline text="Tide 日报" type="rss" xmlUrl="https://tide.example.org/rss"/></outline></outline>
<outline text="Tide 日报" type="rss" xmlUrl="https://tide.example.org/other.rss"/>
<outline text="Tide again" type="rss" xmlUrl="http://tide.example.org/rss/"/>
<outline type="rss" xmlUrl="https://nobody.example.org/\${HOME}"/>
<outline text="\${HOME} and &lt;b&gt; # 1" type="rss" xmlUrl="https://hash.example.org/"/>
<outline text="Broken" type="rss" xmlUrl="gopher://x"/>
</body></opml>`

let site: Site
afterEach(() => site.remove())

const idsAndUrls = async (file = 'feedmill.yaml'): Promise<unknown> =>
  (await loadConfig(join(site.dir, file))).sources.map((source) => [source.id, source.type === 'feed' && source.location.kind === 'http' && source.location.url, source.title, source.categories])

describe('feedmill import', () => {
  it('adds what is not followed yet, and tells of the rest', async () => {
    site = makeSite({ 'feedmill.yaml': CONFIG, 'list.opml': LIST })
    const { status, stdout, stderr } = await site.run('import', 'list.opml', '--json')
    assert.equal(status, 0, stderr)
    const report = JSON.parse(stdout) as { ok: boolean; added: { id: string }[]; skipped: unknown; bad: unknown; notes: unknown }
    assert.deepEqual([report.ok, report.added.map(({ id }) => id), report.notes], [true, ['tide-ribao', 'tide-ribao-2', 'nobody-example-org', 'home-and-b-1'], []])
    assert.deepEqual(report.skipped, [
      { url: 'https://harbour.example.org/feed', title: 'Harbour', followedBy: 'harbour' },
      { url: 'http://tide.example.org/rss/', title: 'Tide again', followedBy: 'tide-ribao' },
    ])
    assert.deepEqual(report.bad, [{ title: 'Broken', reason: 'gopher://x is not an http or https address' }])
    assert.match(site.read('feedmill.yaml'), /# what we follow\nsources:\n {2}- \{ id: harbour, [^\n]* # ours\n {2}- id: tide-ribao\n[\s\S]*\n# terms\ntaxonomy: \{\}\n$/u)
    assert.deepEqual(await idsAndUrls(), [
      ['harbour', 'http://harbour.example.org/feed/', null, []],
      ['tide-ribao', 'https://tide.example.org/rss', 'Tide 日报', ['News', 'World']],
      ['tide-ribao-2', 'https://tide.example.org/other.rss', 'Tide 日报', []],
      ['nobody-example-org', 'https://nobody.example.org/$%7BHOME%7D', null, []],
      ['home-and-b-1', 'https://hash.example.org/', '$ {HOME} and <b> # 1', []],
    ])
  })

  it('changes nothing the second time, and says what is bad even when it is quiet', async () => {
    site = makeSite({ 'feedmill.yaml': CONFIG, 'list.opml': LIST })
    await site.run('import', 'list.opml')
    const before = site.read('feedmill.yaml')
    const { stdout, stderr } = await site.run('import', 'list.opml', '--quiet')
    assert.deepEqual([stdout, stderr, site.read('feedmill.yaml')], ['', '  bad: Broken: gopher://x is not an http or https address\n', before])
  })

  it('keeps the rights of a config, and the link that it is', async () => {
    site = makeSite({ 'real/mill.yaml': CONFIG, 'list.opml': LIST })
    chmodSync(join(site.dir, 'real/mill.yaml'), 0o600)
    symlinkSync('real/mill.yaml', join(site.dir, 'feedmill.yaml'))
    assert.equal((await site.run('import', 'list.opml')).status, 0)
    assert.match(site.read('real/mill.yaml'), /tide-ribao/u)
    assert.equal(statSync(join(site.dir, 'real/mill.yaml')).mode & 0o777, 0o600)
  })

  const refused = [
    { it: 'refuses what is no OPML', text: '<html></html>', says: /list\.opml: is no OPML/u },
    { it: 'refuses a file that is not there', text: null, says: /list\.opml: there is no such file/u },
  ]
  for (const c of refused) {
    it(`${c.it}, and leaves the config as it is`, async () => {
      site = makeSite({ 'feedmill.yaml': CONFIG, ...(c.text !== null && { 'list.opml': c.text }) })
      const { status, stderr } = await site.run('import', 'list.opml')
      assert.deepEqual([status, c.says.test(stderr), site.read('feedmill.yaml')], [2, true, CONFIG], stderr)
    })
  }
})

describe('feedmill export', () => {
  const SECRETIVE = `${HEAD}sources:
  - { id: open, url: https://open.example.org/feed, title: "Open\u200F & <b>", category: [News, "a, b", Tech], headers: { authorization: "Bearer \${TOKEN}" } }
  - { id: plain, url: https://plain.example.org/feed }
  - { id: token, url: "https://token.example.org/feed?x=\${TOKEN}" }
  - { id: key, url: "https://key.example.org/feed?apikey=inline" }
  - { id: login, url: "https://me:inline@login.example.org/feed" }
  - { id: saved, url: saved.rss }
  - { id: api, type: json, url: https://api.example.org/, items: a, fields: { guid: id } }
  - { id: posts, type: posts, path: posts }
`
  const RSS = '<rss version="2.0"><channel><title>Saved</title><link>https://saved.example.org/</link></channel></rss>'

  it('gives what is imported again as it was, and no secret', async () => {
    site = makeSite({ 'feedmill.yaml': SECRETIVE, 'saved.rss': RSS, 'again.yaml': HEAD })
    const { status, stdout, stderr } = await runFeedmill(site.dir, ['export'], { TOKEN: 's3cr3t' })
    assert.equal(status, 0, stderr)
    assert.ok(!/s3cr3t|inline|Bearer/u.test(stdout + stderr))
    assert.deepEqual(stderr.match(/^left out: \w+/gmu), ['token', 'key', 'login', 'saved', 'api', 'posts'].map((id) => `left out: ${id}`))
    site.write('list.opml', stdout)
    assert.equal((await site.run('import', 'list.opml', '--config', 'again.yaml')).status, 0)
    assert.deepEqual(await idsAndUrls('again.yaml'), [
      ['plain', 'https://plain.example.org/feed', 'plain', []],
      ['open-b', 'https://open.example.org/feed', 'Open\u200F & <b>', ['News', 'a, b', 'Tech']],
    ])
  })

  it('names what a source calls itself, and its site', async () => {
    site = makeSite({ 'feedmill.yaml': `${HEAD}sources: [{ id: a, url: saved.rss }]\n`, 'saved.rss': RSS })
    await site.run('refresh')
    site.write('feedmill.yaml', `${HEAD}sources: [{ id: a, url: https://saved.example.org/feed }]\n`)
    const { stdout } = await site.run('export', '--json')
    const { opml, exported, left } = JSON.parse(stdout) as { opml: string; exported: number; left: unknown }
    assert.deepEqual([exported, left], [1, []])
    assert.match(opml, /<outline text="Saved" title="Saved" type="rss" xmlUrl="https:\/\/saved\.example\.org\/feed" htmlUrl="https:\/\/saved\.example\.org\/"\/>/u)
    assert.equal(parseOpml(opml, 'x').feeds.length, 1)
  })
})
