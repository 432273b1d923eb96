import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { FeedmillError } from '../../src/model/errors.ts'
import { checkConfig } from '../../src/settings/check.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { termKey } from '../../src/model/taxonomy.ts'

const FILE = '/site/config/feedmill.yaml'
const SITE = 'site: { title: Mill, url: https://mill.example.org }\n'

function problemsOf(text: string, environment: Record<string, string> = {}): string[] {
  try {
    checkConfig(text, FILE, environment)
    return []
  } catch (error) {
    assert.ok(error instanceof FeedmillError)
    assert.equal(error.code, 'config.invalid')
    return error.message.split('\n').map((line) => line.replaceAll('/site/config/', ''))
  }
}

describe('a config that is right', () => {
  const settings = checkConfig(
    `${SITE}schedule: "*/5 * * * *"
sources:
  - { id: wire, url: "https://wire.example.org/rss?key=\${KEY}", category: [World, News], every: 30m, headers: { Authorization: "Bearer \${KEY}" } }
  - { id: saved, url: ../saved/a.xml, category: World, tags: ruby, timezone: Asia/Shanghai, enabled: false }
  - { id: posts, type: posts, path: ../blog, dialect: jekyll }
taxonomy:
  labels: { caijing: 财经 }
  aliases: { "36kr": 三六氪, 三六氪: 36氪 }
  slugs: { 中国银行: zhongguoyinhang }
  drop: [Uncategorized]
fetch: { timeout: 5s, maxBytes: 2MB, hostDelay: 0ms }
`,
    FILE,
    { KEY: 's3cret' },
  )
  const [wire, saved, posts] = settings.sources

  const cases = [
    { it: 'takes environment variables', actual: wire?.type === 'feed' && wire.location, expect: { kind: 'http', url: 'https://wire.example.org/rss?key=s3cret' } },
    { it: 'lowers header names', actual: wire?.type === 'feed' && wire.headers, expect: { authorization: 'Bearer s3cret' } },
    { it: 'remembers what is secret', actual: settings.secrets, expect: ['s3cret'] },
    { it: 'reads durations', actual: wire?.type === 'feed' && wire.every, expect: 1_800_000 },
    { it: 'keeps everything', actual: wire?.type === 'feed' && wire.keep, expect: null },
    { it: 'makes a text a list of one', actual: saved?.categories, expect: ['World'] },
    { it: 'takes paths from the file’s folder', actual: saved?.type === 'feed' && saved.location, expect: { kind: 'file', path: '/site/saved/a.xml' } },
    { it: 'keeps disabled sources', actual: saved?.enabled, expect: false },
    { it: 'lets a source have its own zone', actual: saved?.timezone, expect: 'Asia/Shanghai' },
    { it: 'leaves future posts out in jekyll', actual: posts?.type === 'posts' && posts.future, expect: false },
    { it: 'gives the site address one slash at its end', actual: settings.site.url, expect: 'https://mill.example.org/' },
    { it: 'puts the store beside config/', actual: settings.store, expect: '/site/state/feedmill.db' },
    { it: 'writes no posts of its own accord', actual: settings.publish.posts, expect: null },
    { it: 'publishes beside config/', actual: settings.publish.dir, expect: '/site/feeds' },
    { it: 'reads sizes', actual: settings.fetch.maxBytes, expect: 2_000_000 },
    { it: 'labels a slug', actual: settings.taxonomy.labels.get(termKey('caijing')), expect: '财经' },
    { it: 'knows a labelled term by its slug', actual: settings.taxonomy.labelled.get(termKey('财经')), expect: 'caijing' },
    { it: 'fixes the slug of a labelled term', actual: settings.taxonomy.slugs.get(termKey('caijing')), expect: 'caijing' },
    { it: 'follows aliases to their end', actual: settings.taxonomy.aliases.get(termKey('36KR')), expect: '36氪' },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(c.actual, c.expect))
})

describe('the address of the site', () => {
  const cases = [
    { it: 'has its host in lower case, without the port that goes without saying', url: 'HTTPS://Mill.Example.org:443/feeds', expect: 'https://mill.example.org/feeds/' },
    { it: 'is ASCII', url: 'https://müller.example/über', expect: 'https://xn--mller-kva.example/%C3%BCber/' },
    { it: 'has no blanks', url: 'https://mill.example.org/my mill//', expect: 'https://mill.example.org/my%20mill/' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(checkConfig(`site: { title: Mill, url: "${c.url}" }\n`, FILE, {}).site.url, c.expect))

  it('is spelled so for its author too', () => {
    assert.equal(checkConfig('site: { title: Mill, url: "https://mill.example.org", author: { name: Mia, url: "https://Mia.example" } }\n', FILE, {}).site.author?.url, 'https://mia.example/')
  })
})

describe('a config that is wrong', () => {
  const cases = [
    { it: 'names an unknown key and the nearest right one', text: `${SITE}shedule: "* * * * *"\n`, expect: ['feedmill.yaml:2:1: shedule: unknown key (did you mean schedule?)'] },
    {
      it: 'finds every error in one run, in the order of the file',
      text: `${SITE}sources:\n  - { id: Ruby, url: a.xml }\n  - { id: b, url: b.xml, evry: 5m }\n  - { id: c, url: c.xml, every: soon }\nfetch: { perHost: 0 }\n`,
      expect: [
        'feedmill.yaml:3:11: sources[0].id: is not a slug: lower-case letters, digits and single hyphens',
        'feedmill.yaml:4:26: sources[1].evry: unknown key (did you mean every?)',
        'feedmill.yaml:5:33: sources[2].every: must be a duration of at least 1s, like 30s, 15m, 2h or 7d',
        'feedmill.yaml:6:19: fetch.perHost: must be at least 1',
      ],
    },
    { it: 'says what is missing', text: 'site: { title: Mill }\n', expect: ['feedmill.yaml:1:7: site.url: is missing'] },
    { it: 'says that an empty file has no site', text: '', expect: ['feedmill.yaml:1:1: site: is missing'] },
    { it: 'asks for quotes round a number', text: 'site: { title: 2024, url: https://mill.example.org }\n', expect: ['feedmill.yaml:1:16: site.title: must be a text (put it in quotes)'] },
    {
      it: 'names an unknown type of source',
      text: `${SITE}sources:\n  - { id: a, type: post, path: x }\n`,
      expect: ['feedmill.yaml:3:20: sources[0].type: must be feed or json or posts (did you mean posts?)'],
    },
    {
      it: 'names a broken selector, pattern and JMESPath, each in its place',
      text: `${SITE}sources:\n  - id: a\n    url: x\n    extract: { author: { select: "p[", match: "(a" } }\n    clean: { remove: [".ad", "p:nope"], removeText: ["(?=a)"] }\n  - { id: b, type: json, url: "https://b.example.org/", items: "data[", fields: { guid: "a || nope(id)", tags: "{a" } }\n`,
      expect: [
        'feedmill.yaml:5:34: sources[0].extract.author.select: is not a CSS selector: Expected name, found',
        'feedmill.yaml:5:47: sources[0].extract.author.match: is not an RE2 pattern: error parsing regexp: missing closing ): `(a`',
        'feedmill.yaml:6:30: sources[0].clean.remove[1]: is not a CSS selector: Unknown pseudo-class :nope',
        'feedmill.yaml:6:54: sources[0].clean.removeText[0]: is not an RE2 pattern: error parsing regexp: invalid or unsupported Perl syntax: `(?=`',
        'feedmill.yaml:7:64: sources[1].items: is not JMESPath: Syntax error: expected Star, got: EOF',
        'feedmill.yaml:7:89: sources[1].fields.guid: is not JMESPath: there is no function nope()',
        'feedmill.yaml:7:112: sources[1].fields.tags: has a brace without its other half',
      ],
    },
    {
      it: 'names an unknown key of a rule',
      text: `${SITE}sources:\n  - { id: a, url: x, extract: { author: { selct: p } } }\n`,
      expect: ['feedmill.yaml:3:43: sources[0].extract.author.selct: unknown key (did you mean select?)'],
    },
    {
      it: 'asks for limits that can be kept',
      text: `${SITE}sources:\n  - { id: a, url: x, keep: long }\n  - { id: b, url: x, keep: 0 }\n  - { id: c, url: x, keep: { age: 5s } }\n  - { id: d, url: x, keep: {} }\n  - { id: e, type: posts, path: x, keep: 5 }\n  - { id: f, url: x, keep: { ages: 7d } }\n`,
      expect: [
        'feedmill.yaml:3:28: sources[0].keep: must be an age, a count or a size',
        'feedmill.yaml:4:28: sources[1].keep: must be at least 1',
        'feedmill.yaml:5:35: sources[2].keep.age: must be a duration of at least 1h, like 30s, 15m, 2h or 7d',
        'feedmill.yaml:6:28: sources[3].keep: names no limit',
        'feedmill.yaml:7:36: sources[4].keep: is not a key of this type',
        'feedmill.yaml:8:28: sources[5].keep: names no limit',
        'feedmill.yaml:8:30: sources[5].keep.ages: unknown key (did you mean age?)',
      ],
    },
    {
      it: 'names the place within what may be a text too (E2)',
      text: `${SITE}sources:\n  - { id: a, type: json, url: [https://example.org/, nope], items: a, fields: { guid: [], title: [b, "c["] }, detail: { url: "{u}", fields: {} } }\n  - { id: b, url: x, category: [News, 3], keep: { age: 7d, cuont: 3 } }\n`,
      expect: [
        'feedmill.yaml:3:54: sources[0].url[1]: must be an absolute http or https address',
        'feedmill.yaml:3:87: sources[0].fields.guid: must name at least one',
        'feedmill.yaml:3:102: sources[0].fields.title[1]: is not JMESPath: Syntax error: expected Star, got: EOF',
        'feedmill.yaml:3:141: sources[0].detail.fields: names no field: nothing is taken from the answers',
        'feedmill.yaml:4:39: sources[1].category[1]: must be a text (put it in quotes)',
        'feedmill.yaml:4:60: sources[1].keep.cuont: unknown key (did you mean count?)',
      ],
    },
    {
      it: 'asks for times that a timer holds',
      text: `${SITE}fetch: { timeout: 25d, hostDelay: 4w }\n`,
      expect: ['feedmill.yaml:2:19: fetch.timeout: must be at most 1d', 'feedmill.yaml:2:35: fetch.hostDelay: must be at most 1d'],
    },
    {
      it: 'asks for addresses that can be opened',
      text: `${SITE}fetch:\n  allowPrivate: [127.0.0.1, "::1", "[fd00::1]", 10.1.0.0/16, "::/0", nas, Nas.LAN, my_nas.lan.,\n    10.0.0.0/,\n    10.0.0.0/33,\n    http://nas/,\n    nas:8080,\n    "127.1"]\n`,
      expect: [8, 9, 10, 11, 12].map((i) => `feedmill.yaml:${i - 4}:5: fetch.allowPrivate[${i}]: must be an address, a CIDR like 10.1.0.0/16, or the name of a host`),
    },
    {
      it: 'names an unknown preset and the nearest right one',
      text: `${SITE}sources:\n  - { id: a, url: x, clean: { preset: news-ch } }\n`,
      expect: ['feedmill.yaml:3:39: sources[0].clean.preset: no preset is called "news-ch" (did you mean news-cn?)'],
    },
    {
      it: 'looks up what a source names though the source is wrong elsewhere (E2)',
      text: `${SITE}sources:
  - { id: a, url: x, evry: 5m, clean: { preset: news-ch, remove: ["p["] } }
  - { id: b, clean: { preset: [news-cn, 5, newscn] } }
  - { id: c, type: json, items: "data[", fields: { title: t } }
  - { id: d, type: json, url: "https://d.example.org/", items: list, fields: { guid: "a ||", titel: t } }
  - { id: a, type: posts, path: ../site, dialect: jekyl }
publish: { limit: 0, posts: { dir: ../site, dialect: jekyll } }\n`,
      expect: [
        'feedmill.yaml:3:22: sources[0].evry: unknown key (did you mean every?)',
        'feedmill.yaml:3:49: sources[0].clean.preset: no preset is called "news-ch" (did you mean news-cn?)',
        'feedmill.yaml:3:67: sources[0].clean.remove[0]: is not a CSS selector: Expected name, found',
        'feedmill.yaml:4:5: sources[1].url: is missing',
        'feedmill.yaml:4:31: sources[1].clean.preset: no preset is called "newscn" (did you mean news-cn?)',
        'feedmill.yaml:4:41: sources[1].clean.preset[1]: must be a text (put it in quotes)',
        'feedmill.yaml:5:5: sources[2].url: is missing',
        'feedmill.yaml:5:33: sources[2].items: is not JMESPath: Syntax error: expected Star, got: EOF',
        'feedmill.yaml:5:50: sources[2].fields: names neither guid nor url: nothing tells one record from another',
        'feedmill.yaml:6:86: sources[3].fields.guid: is not JMESPath: Syntax error: invalid token (EOF): ""',
        'feedmill.yaml:6:94: sources[3].fields.titel: unknown key (did you mean title?)',
        'feedmill.yaml:7:11: sources[4].id: "a" is taken by sources[0] on line 3',
        'feedmill.yaml:7:51: sources[4].dialect: must be jekyll or hugo or hexo or eleventy or astro or docusaurus or vuepress or obsidian or plain (did you mean jekyll?)',
        'feedmill.yaml:8:19: publish.limit: must be at least 1',
        'feedmill.yaml:8:36: publish.posts.dir: is read by the source "a" on line 7: every article would come back as a post of its own',
      ],
    },
    {
      it: 'looks across taxonomy, presets and views though one of each is wrong elsewhere (E2)',
      text: `${SITE}sources: [{ id: a, url: x, clean: { preset: ours } }]
presets: { ours: { clean: { remove: ["p["] } } }
taxonomy: { aliases: { a: b, b: A, c: 5 }, labels: { x: Eks, Y y: Why }, slugs: { Ex: x }, dorp: [] }
views:
  - { id: v, title: 5, where: { any: [{ words: 5 }, { sources: [5, b] }] } }
  - { id: v, title: V, where: { tgas: x } }\n`,
      expect: [
        'feedmill.yaml:3:38: presets.ours.clean.remove[0]: is not a CSS selector: Expected name, found',
        'feedmill.yaml:4:27: taxonomy.aliases.a: leads back to itself',
        'feedmill.yaml:4:33: taxonomy.aliases.b: leads back to itself',
        'feedmill.yaml:4:39: taxonomy.aliases.c: must be a text (put it in quotes)',
        'feedmill.yaml:4:67: taxonomy.labels.Y y: is not a slug: lower-case letters, digits and single hyphens',
        'feedmill.yaml:4:87: taxonomy.slugs.Ex: the slug "x" is taken by "Eks" on line 4',
        'feedmill.yaml:4:92: taxonomy.dorp: unknown key (did you mean drop?)',
        'feedmill.yaml:6:21: views[0].title: must be a text (put it in quotes)',
        'feedmill.yaml:6:48: views[0].where.any[0].words: must be a text or a list of texts',
        'feedmill.yaml:6:65: views[0].where.any[1].sources[0]: must be a text (put it in quotes)',
        'feedmill.yaml:6:68: views[0].where.any[1].sources[1]: no source has the id "b"',
        'feedmill.yaml:7:11: views[1].id: "v" is taken by views[0] on line 6',
        'feedmill.yaml:7:31: views[1].where: must say something, like { tags: [sqlite] } or { any: [{ tags: [sqlite] }, { words: [query planner] }] }',
        'feedmill.yaml:7:33: views[1].where.tgas: unknown key (did you mean tags?)',
      ],
    },
    {
      it: 'asks for what tells records apart',
      text: `${SITE}sources:\n  - { id: a, type: json, url: "https://a.example.org/", items: list, fields: { title: t } }\n`,
      expect: ['feedmill.yaml:3:78: sources[0].fields: names neither guid nor url: nothing tells one record from another'],
    },
    {
      it: 'names an unknown dialect',
      text: `${SITE}sources:\n  - { id: a, type: posts, path: x, dialect: jekyl }\n`,
      expect: [
        'feedmill.yaml:3:45: sources[0].dialect: must be jekyll or hugo or hexo or eleventy or astro or docusaurus or vuepress or obsidian or plain (did you mean jekyll?)',
      ],
    },
    {
      it: 'names both sources that share an id',
      text: `${SITE}sources:\n  - { id: a, url: x }\n  - { id: a, url: y }\n`,
      expect: ['feedmill.yaml:4:11: sources[1].id: "a" is taken by sources[0] on line 3'],
    },
    {
      it: 'names both terms that share a slug',
      text: `${SITE}taxonomy:\n  labels: { a: Alpha }\n  slugs: { Beta: a }\n`,
      expect: ['feedmill.yaml:4:18: taxonomy.slugs.Beta: the slug "a" is taken by "Alpha" on line 3'],
    },
    {
      it: 'refuses to write posts where a source reads them',
      text: `${SITE}sources: [{ id: blog, type: posts, path: ../site, dialect: jekyll }]\npublish: { posts: { dir: ../site, dialect: jekyll } }\n`,
      expect: ['feedmill.yaml:3:26: publish.posts.dir: is read by the source "blog" on line 2: every article would come back as a post of its own'],
    },
    {
      it: 'refuses to write posts below a folder that is read, and into the very folder',
      text: `${SITE}sources: [{ id: a, type: posts, path: .. }, { id: b, type: posts, path: /site/blog/_posts }]\npublish: { posts: { dir: ../blog/_posts, dialect: jekyll } }\n`,
      expect: ['a', 'b'].map((id) => `feedmill.yaml:3:26: publish.posts.dir: is read by the source "${id}" on line 2: every article would come back as a post of its own`),
    },
    {
      it: 'takes posts written beside those that are read',
      text: `${SITE}sources: [{ id: a, type: posts, path: ../blog/_posts/old }, { id: b, type: posts, path: ../blog2 }]\npublish: { posts: { dir: ../blog, dialect: jekyll } }\n`,
      expect: [],
    },
    {
      it: 'refuses to write posts for another program',
      text: `${SITE}publish: { posts: { dir: ../blog, dialect: hugo } }\n`,
      expect: ['feedmill.yaml:2:44: publish.posts.dialect: must be jekyll'],
    },
    {
      it: 'refuses aliases that go in a circle',
      text: `${SITE}taxonomy: { aliases: { a: b, b: A } }\n`,
      expect: ['feedmill.yaml:2:27: taxonomy.aliases.a: leads back to itself', 'feedmill.yaml:2:33: taxonomy.aliases.b: leads back to itself'],
    },
    { it: 'takes an alias of what is one term already', text: `${SITE}taxonomy: { aliases: { Techweb: TechWeb, "36 Kr": 36Kr } }\n`, expect: [] },
    {
      it: 'names a variable that is not set',
      text: `${SITE}sources:\n  - { id: a, url: "https://a.example.org/\${NOPE}" }\n`,
      expect: ['feedmill.yaml:3:19: sources[0].url: the environment variable NOPE is not set'],
    },
    {
      it: 'refuses characters that no feed may hold',
      text: 'site: { title: "Mi\\x01ll", url: https://mill.example.org/ }\nviews: [{ id: a, title: "\\e[31m", where: { words: [x] } }]\n',
      expect: ['feedmill.yaml:1:16: site.title: holds the character U+0001, which no feed may hold', 'feedmill.yaml:2:25: views[0].title: holds the character U+001B, which no feed may hold'],
    },
    { it: 'wants a mapping', text: '- a\n', expect: ['feedmill.yaml:1:1: must be a mapping, as `feedmill init` writes one'] },
    { it: 'is one document', text: `${SITE}---\n${SITE}`, expect: ['feedmill.yaml:2:1: another document begins here (`---`), but a config is one', '    ---', '    ^'] },
    {
      it: 'shows of a long line what is around the error',
      text: `site: { title: ${'x'.repeat(500)}, url: [y }\r\n`,
      expect: [
        'feedmill.yaml:1:526: Flow sequence in block collection must be sufficiently indented and end with a ]', `    ${'x'.repeat(26)}, url: [y }`, `    ${' '.repeat(36)}^`,
        'feedmill.yaml:1:528: Flow map in block collection must be sufficiently indented and end with a }', `    ${'x'.repeat(25)}, url: [y }`, `    ${' '.repeat(37)}^`,
      ],
    },
    {
      it: 'shows the line of a syntax error',
      text: `${SITE}sources:\n  - { id: a, url: [x }\n`,
      expect: ['feedmill.yaml:3:22: Flow sequence in block collection must be sufficiently indented and end with a ]', '      - { id: a, url: [x }', '                         ^', 'feedmill.yaml:3:23: Flow map in block collection must be sufficiently indented and end with a }', '      - { id: a, url: [x }', '                          ^'],
    },
    {
      it: 'names a sign that fits nowhere, and not each that follows',
      text: `${SITE}sources:\n  - id: a\n   ]url: x\n    every: 5m\nserve: { port: 1 }\n`,
      expect: ['feedmill.yaml:4:4: Unexpected flow-seq-end token in YAML stream: "]"', '       ]url: x', '       ^'],
    },
    {
      it: 'refuses a value that holds itself, and an alias of nothing',
      text: `${SITE}views:\n  - { id: v, title: V, where: &all { any: [{ not: *all }] } }\n  - { id: w, title: W, where: *al }\n`,
      expect: ['feedmill.yaml:3:51: *all: stands within what it names', 'feedmill.yaml:4:31: *al: no &al stands before it'],
    },
    { it: 'refuses a key that stands twice', text: `${SITE}${SITE}`, expect: ['feedmill.yaml:2:1: Map keys must be unique', `    ${SITE.trim()}`, '    ^'] },
    { it: 'refuses a schedule that never comes', text: `${SITE}schedule: "99 * * * *"\n`, expect: ['feedmill.yaml:2:11: schedule: is not a cron expression like "*/15 * * * *": 99 is a invalid expression for minute'] },
    {
      it: 'refuses other schemes (S14)',
      text: `${SITE}sources:\n  - { id: a, url: "file:///etc/passwd" }\n  - { id: b, url: "ftp://a.example.org/rss" }\n  - { id: c, url: "http://" }\n`,
      expect: [
        'feedmill.yaml:3:19: sources[0].url: must be an http or https address, or a path',
        'feedmill.yaml:4:19: sources[1].url: must be an http or https address, or a path',
        'feedmill.yaml:5:19: sources[2].url: must be an http or https address, or a path',
      ],
    },
    { it: 'refuses an unknown zone', text: 'site: { title: M, url: https://m.example.org, timezone: Mars/Base }\n', expect: ['feedmill.yaml:1:57: site.timezone: is not an IANA time zone (write it like Europe/Paris)'] },
  ]
  for (const c of cases) {
    it(c.it, () => {
      const problems = problemsOf(c.text)
      assert.deepEqual(problems, c.expect)
    })
  }

  it('S16: quotes no part of a secret, where a package stops within one', () => {
    const text = `${SITE}sources:\n  - { id: a, url: a.xml, clean: { remove: ["[a]\${KEY}"], removeText: ["\${KEY}("] } }\n`
    const problems = problemsOf(text, { KEY: 'secret::: of mine' })
    assert.ok(problems.some((problem) => problem.includes('is not a CSS selector: Expected name, found ***')), problems.join('\n'))
    assert.doesNotMatch(problems.join('\n'), /secret|mine/u)
  })

  it('never shows the value of a variable', () => {
    const problems = problemsOf(`${SITE}sources:\n  - { id: a, type: "\${KEY}", url: x }\n`, { KEY: 'feedd' })
    assert.ok(problems.length > 0 && !problems.join('\n').includes('feedd'))
  })
})

describe('keep', () => {
  const cases = [
    { it: 'is an age', written: '400d', expect: { age: 400 * 86_400_000, count: null, size: null } },
    { it: 'is a count', written: '500', expect: { age: null, count: 500, size: null } },
    { it: 'is a size', written: '20MB', expect: { age: null, count: null, size: 20_000_000 } },
    { it: 'is several of them', written: '{ age: 1w, count: 5, size: 1KiB }', expect: { age: 7 * 86_400_000, count: 5, size: 1024 } },
  ]
  for (const c of cases) {
    it(c.it, () => {
      const [source] = checkConfig(`${SITE}sources: [{ id: a, url: x, keep: ${c.written} }]\n`, '/site/feedmill.yaml', {}).sources
      assert.deepEqual(source?.type === 'feed' && source.keep, c.expect)
    })
  }
})

describe('views', () => {
  const viewsOf = (views: string): Settings['views'] => checkConfig(`${SITE}sources: [{ id: wire, url: a.rss }]\ntaxonomy: { aliases: { sqlite3: SQLite }, labels: { caijing: 财经 } }\nviews: ${views}\n`, FILE, {}).views
  it('become conditions, side by side all of them', () => {
    assert.deepEqual(viewsOf('[{ id: db, title: DB, age: 90d, where: { tags: [SQLite3], any: [{ words: planner }, { languages: [en] }], not: { sources: wire } } }]'), [
      {
        id: 'db',
        title: 'DB',
        description: '',
        where: {
          kind: 'all',
          of: [
            { kind: 'terms', of: 'tag', keys: ['sqlite'] },
            { kind: 'any', of: [{ kind: 'words', words: ['planner'] }, { kind: 'languages', languages: ['en'] }] },
            { kind: 'not', of: { kind: 'sources', ids: ['wire'] } },
          ],
        },
        age: 90 * 86_400_000,
      },
    ])
  })
  it('name terms by any spelling that the taxonomy knows', () => {
    assert.deepEqual(viewsOf('[{ id: a, title: A, where: { categories: 财经 } }, { id: b, title: B, where: { categories: caijing } }]').map(({ where }) => where), Array.from({ length: 2 }, () => ({ kind: 'terms', of: 'category', keys: ['caijing'] })))
  })

  const head = `${SITE}sources: [{ id: wire, url: a.rss }]\nviews:\n`
  const wrong = [
    { it: 'that hold nothing in particular', views: '  - { id: a, title: A, where: {} }', says: 'feedmill.yaml:4:31: views[0].where: must say something, like { tags: [sqlite] }' },
    { it: 'with an empty list', views: '  - { id: a, title: A, where: { any: [] } }', says: 'views[0].where.any: must hold at least one condition' },
    { it: 'with a key that is none, deep inside', views: '  - { id: a, title: A, where: { any: [{ not: { tag: x } }] } }', says: 'views[0].where.any[0].not.tag: unknown key (did you mean tags?)' },
    { it: 'of a source that is none', views: '  - { id: a, title: A, where: { not: { any: [{ sources: [wire, wir] }] } } }', says: 'views[0].where.not.any[0].sources[1]: no source has the id "wir" (did you mean wire?)' },
    { it: 'with a name that is taken', views: '  - { id: a, title: A, where: { tags: x } }\n  - { id: a, title: B, where: { tags: y } }', says: 'feedmill.yaml:5:11: views[1].id: "a" is taken by views[0] on line 4' },
    { it: 'with an age that is none', views: '  - { id: a, title: A, where: { tags: x }, age: old }', says: 'views[0].age: must be a duration' },
  ]
  for (const c of wrong) it(`are wrong ${c.it}`, () => assert.ok(problemsOf(head + c.views).join('\n').includes(c.says), problemsOf(head + c.views).join('\n')))
})
