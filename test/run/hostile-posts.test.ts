// Posts that mean harm, in a real run: each row of the safety list is kept, and the honest post beside them is published.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { refresh } from '../../src/run/refresh.ts'
import { loadConfig } from '../../src/settings/load.ts'
import { withFront } from '../support/post-source.ts'
import { makeSite, type Site } from '../support/site.ts'

const CONFIG = `
site: { title: Mill, url: https://mill.example.org/ }
store: out/store.db
publish: { dir: out/feeds, limit: 200 }
sources: [{ id: posts, type: posts, path: site, dialect: jekyll, siteUrl: https://blog.example.org }]
`

const CODE = `require('node:fs').writeFileSync(process.env.FEEDMILL_RAN ?? 'ran', '')`

/** Nine lists of nine aliases in each other: nine to the ninth values. */
const BOMB = Array.from({ length: 9 }, (_, n) => `a${n}: &a${n} [${Array.from({ length: 9 }, () => (n === 0 ? 'x' : `*a${n - 1}`)).join(', ')}]`).join('\n')

const SCRIPTS = `<script>alert(1)</script><p onclick="alert(1)">Shown</p> <a href="java&#10;script:alert(1)">b</a> <iframe src="https://evil.example/"></iframe> {% include /etc/passwd %} {{ site.secret }}`

const POSTS: Readonly<Record<string, string | Uint8Array>> = {
  'honest.md': withFront('title: Honest'),
  ...Object.fromEntries(['js', 'javascript', 'JS', 'coffee', 'constructor', '__proto__'].map((word) => [`code-${word}.md`, `---${word}\n(globalThis.feedmillRan = 1, ${CODE})\n---\nText.\n`])),
  'toml-in-yaml.md': '---toml\ntitle = "Toml"\n---\nText.\n',
  'bomb.md': withFront(`title: Bomb\n${BOMB}`),
  'tag-js.md': withFront(`title: !!js/function "function () { ${CODE} }"`),
  'twice.md': withFront('title: First\ntitle: Second'),
  'proto.md': withFront('title: Proto\n__proto__: { polluted: yes }\n<<: { __proto__: { polluted: yes } }\nconstructor: { prototype: { polluted: yes } }'),
  'scripts.md': withFront('title: Scripts', `[a](javascript:alert(1)) [b][c] *Marked*\n\n${SCRIPTS}\n\n[c]: javascript:alert(1)`),
  'page.html': withFront('title: Scripts in HTML', SCRIPTS),
  'slug.md': withFront('slug: ../../../../out/escaped\ntags: ["../../escaped", "..", "/etc/passwd", "a\\0b", "CON"]\ncategories: ["../../up"]'),
  'permalink.md': withFront('permalink: /../../../../escaped/%2e%2e/:title/'),
  'binary.md': Uint8Array.from({ length: 4000 }, (_, n) => (n * 37) % 256),
  'latin1.md': Buffer.from('---\ntitle: Caf\u00E9\n---\nText.\n', 'latin1'),
  'nul.md': withFront('title: Nul\u0000led', 'a\u0000b'),
  'huge.md': withFront('title: Huge', 'x'.repeat(10 * 1024 * 1024)),
  'endless.md': `---\ntitle: Endless\n${'\n'.repeat(100_000)}`,
}

describe('hostile posts', () => {
  let site: Site
  let notes: readonly string[]
  const complaint = (name: string): string | undefined => notes.find((message) => message.includes(name))
  const all = (): string => site.read('out/feeds/all.json')

  beforeAll(async () => {
    site = makeSite({ 'feedmill.yaml': CONFIG, 'secret/_posts/2026-01-01-secret.md': withFront('title: Secret') })
    for (const [name, text] of Object.entries(POSTS)) site.write(`site/_posts/2026-01-01-${name}`, text)
    mkdirSync(join(site.dir, 'site/deep'))
    symlinkSync(join(site.dir, 'secret/_posts/2026-01-01-secret.md'), join(site.dir, 'site/_posts/2026-01-01-linked.md'))
    symlinkSync('../../secret/_posts', join(site.dir, 'site/deep/_posts'))
    symlinkSync('/etc/passwd', join(site.dir, 'site/_posts/2026-01-01-passwd.md'))
    writeFileSync(join(site.dir, 'site/_posts/2026-01-01-..\u202Egnp.md'), withFront('title: Hard to see'))
    process.env['FEEDMILL_RAN'] = join(site.dir, 'ran')
    const report = await refresh(await loadConfig(join(site.dir, 'feedmill.yaml')))
    assert.equal(report.sources[0]?.outcome, 'ingested')
    notes = report.sources.flatMap((source) => source.notes.map(({ message }) => message))
  })
  afterAll(() => {
    delete process.env['FEEDMILL_RAN']
    site.remove()
  })

  it('leave the honest post as it is', () => assert.match(all(), /"title":"Honest"/u))

  it('S17: front matter runs no code, whatever language it names', () => {
    assert.equal('feedmillRan' in globalThis, false)
    assert.equal(existsSync(join(site.dir, 'ran')), false)
    for (const word of ['js', 'javascript', 'JS', 'coffee', 'constructor', '__proto__']) assert.match(complaint(`code-${word}.md`) ?? '', /\.md:1:1: .*is no front matter that is read/u)
  })

  it('S18: alias bombs, code tags, repeated keys and prototypes spoil their own file alone, with the line', () => {
    assert.match(complaint('bomb.md') ?? '', /bomb\.md:\d+:\d+: .*more than 10000 values/u)
    assert.match(complaint('tag-js.md') ?? '', /tag-js\.md:2:\d+: /u)
    assert.match(complaint('twice.md') ?? '', /twice\.md:3:1: title: given already in line 2/u)
    assert.match(all(), /"title":"Second"/u)
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
  })

  it('S19: links that lead out of the folder are not followed, and reported', () => {
    for (const name of ['_posts/2026-01-01-linked.md', '_posts/2026-01-01-passwd.md', 'deep/_posts']) assert.match(complaint(name) ?? '', /leads outside the folder and is not followed/u)
    assert.doesNotMatch(all(), /Secret|root:/u)
  })

  it('S20: HTML of posts is made safe as that of feeds is', () => {
    for (const format of ['json', 'atom', 'rss', 'html']) assert.doesNotMatch(site.read(`out/feeds/all.${format}`), /alert\(1\)|evil\.example|onclick|site\.secret/u)
    assert.match(all(), /Shown/u)
    assert.match(all(), /Marked/u)
  })

  it('S21: no name and no slug leads out of the site or the published folder', () => {
    const links = [...all().matchAll(/"id":"[^"]+","url":"([^"]+)"/gu)].map(([, url]) => url ?? '')
    for (const link of links) assert.ok(link.startsWith('https://blog.example.org/') && !/\/(?:\.|%2e){1,2}(?:\/|$)/iu.test(link), link)
    assert.deepEqual([...site.tree('out').keys()].filter((path) => !/^store\.db|^feeds\/(?:(?:category|tag|source)\/)?[a-z0-9][a-z0-9.-]*$|^feeds\/(?:_headers|\.well-known\/feeds)$/u.test(path)), [])
    assert.equal(existsSync(join(site.dir, 'escaped')), false)
  })

  it('S22: huge, binary and wrongly encoded posts are reported, and crash nothing', () => {
    for (const name of ['binary.md', 'latin1.md', 'huge.md', 'endless.md']) assert.ok(complaint(name) !== undefined, name)
    assert.match(complaint('latin1.md') ?? '', /latin1\.md:2:/u)
    assert.match(all(), /"title":"Nulled"/u)
  })
})
