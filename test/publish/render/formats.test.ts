// The three formats that programs read, each read back with a reader that is not ours, and compared.
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import Parser from 'rss-parser'
import { describe, it } from 'vitest'
import type { Article, Enclosure } from '../../../src/model/article.ts'
import type { FeedFormat } from '../../../src/model/feed.ts'
import type { Slug, TermKey, TermKind, TermRecord } from '../../../src/model/taxonomy.ts'
import type { Envelope } from '../../../src/publish/render/envelope.ts'
import { RENDERERS } from '../../../src/publish/render/render.ts'
import { plainText } from '../../../src/publish/select/clean.ts'
import { attributionOf, toEntry } from '../../../src/publish/select/entries.ts'
import type { Entry } from '../../../src/publish/select/entry.ts'
import type { StoredEntry } from '../../../src/store/store.ts'
import { articleOf, channelOf, NOW, settingsFor, sourceId, visited } from '../mill.ts'
import { ENVELOPE } from './envelope.ts'

const { site } = settingsFor('/nowhere')

function termRecord(kind: TermKind, label: string): TermRecord {
  return { kind, key: label as TermKey, label, slug: 'slug' as Slug, formerSlugs: [] }
}

function entryOf(given: Partial<Article>, stored: Partial<StoredEntry> = {}, channel = channelOf()): Entry {
  const settings = settingsFor('/nowhere')
  const attribution = attributionOf(settings, new Map([[sourceId('ruby'), visited({ channel })]]))
  const article = { ...articleOf('https://ruby.example.net/1'), ...given }
  const sighting = { firstSeenAt: NOW, revisedAt: null, sortAt: article.publishedAt ?? NOW }
  return toEntry({ stored: { article, raw: new Uint8Array(), complete: true, sighting }, alsoIn: [], categories: [], tags: [], ...stored }, attribution)
}

function render(format: FeedFormat, entries: readonly Entry[], envelope: Envelope = ENVELOPE): string {
  const fragments = entries.map((entry) => ({ publishedAt: entry.publishedAt, updatedAt: entry.updatedAt, text: RENDERERS[format].entry(entry, site) }))
  return RENDERERS[format].feed(envelope, fragments, site)
}

function rss(given: Partial<Article>, stored?: Partial<StoredEntry>): string {
  return RENDERERS.rss.entry(entryOf(given, stored), site)
}

function atom(given: Partial<Article>): string {
  return RENDERERS.atom.entry(entryOf(given), site)
}

function picture(name: string): Enclosure {
  return { url: `https://a.example/${name}`, mediaType: 'image/png', bytes: 5, seconds: null }
}

interface ReadItem {
  readonly id: string
  readonly title: string
  readonly content: string
}

interface ReadBack {
  readonly title: string
  readonly items: readonly ReadItem[]
}

/** rss-parser calls RSS's description the content too; an item's whole text is `content:encoded`. */
async function readXml(xml: string): Promise<ReadBack> {
  const parser = new Parser<object, { id?: string; 'content:encoded'?: string }>()
  const feed = await parser.parseString(xml)
  const items = feed.items.map((item) => ({
    id: item.guid ?? item.id ?? '',
    title: item.title ?? '',
    content: xml.includes('<rss ') ? (item['content:encoded'] ?? '') : (item.content ?? ''),
  }))
  return { title: feed.title ?? '', items }
}

function readJson(text: string): ReadBack {
  const feed = JSON.parse(text) as { title: string; items: { id: string; title?: string; content_html?: string; summary?: string }[] }
  return { title: feed.title, items: feed.items.map(({ id, title = '', content_html: content = '' }) => ({ id, title, content })) }
}

/** Texts that once broke a feed somewhere, and any others. */
const hostile = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((codes) => String.fromCharCode(...codes)) },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.constantFrom(']]>', '<![CDATA[', '</item>', '</title>', '<script>alert(1)</script>', '&amp;', '&#60;', '&', '<', '"', "'", '\u0000', '\u0008', '\uFFFE', '\uD800', '\uDC00', '\u2028', '\r\n', '\t', ' ', '\u{1F600}', '财经', '--', '?>', 'javascript:alert(1)', '__proto__', '$&', '$1'),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  },
)
const hostileUrl = fc.oneof(hostile, hostile.map((text) => `https://x.example/${text}`), hostile.map((text) => `https://x.example/?q=${text}`))
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary)
const author = fc.record({ name: hostile, email: orNull(hostile), url: orNull(hostileUrl) })
const enclosure = fc.record({ url: hostileUrl, mediaType: hostile, bytes: orNull(fc.nat()), seconds: orNull(fc.nat()) })

const article = fc.record({
  guid: fc.oneof(hostile, hostileUrl),
  url: orNull(hostileUrl),
  externalUrl: orNull(hostileUrl),
  title: orNull(hostile),
  summary: orNull(hostile),
  contentHtml: hostile,
  language: orNull(hostile),
  authors: fc.array(author, { maxLength: 2 }),
  enclosures: fc.array(enclosure, { maxLength: 3 }),
  imageUrl: orNull(hostileUrl),
  commentsUrl: orNull(hostileUrl),
  rights: orNull(hostile),
  via: orNull(fc.record({ id: orNull(hostile), title: hostile, feedUrl: orNull(hostileUrl) })),
})
const channel = fc.record({ title: orNull(hostile), siteUrl: orNull(hostileUrl), feedUrl: orNull(hostileUrl), id: orNull(hostile), language: orNull(hostile), imageUrl: orNull(hostileUrl) })

describe('whatever upstream wrote', () => {
  it('is read back from RSS, Atom and JSON Feed as the same items with the same ids, titles and texts', async () => {
    const items = fc.array(fc.tuple(article, fc.array(hostile, { maxLength: 2 }), channel), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(items, hostile, async (given, feedTitle) => {
        const entries = given.map(([fields, labels, from]) => {
          const terms = { categories: labels.map((label) => termRecord('category', label)), tags: labels.map((label) => termRecord('tag', label)) }
          return entryOf(fields, terms, channelOf(from))
        })
        const envelope = { ...ENVELOPE, title: plainText(feedTitle) || 'x' }
        const json = readJson(render('json', entries, envelope))
        const expected = { title: envelope.title, items: entries.map(({ id, title, contentHtml }) => ({ id, title: title ?? '', content: contentHtml })) }
        assert.deepEqual(json, expected)
        assert.deepEqual(await readXml(render('atom', entries, envelope)), expected)
        assert.deepEqual(await readXml(render('rss', entries, envelope)), expected)
      }),
      { numRuns: 300 },
    )
  })

  it('leaves no address with another scheme than http, https and mailto', () => {
    fc.assert(
      fc.property(article, (fields) => {
        const entry = entryOf(fields)
        const urls = [entry.url, entry.externalUrl, entry.imageUrl, entry.commentsUrl, entry.via?.feedUrl ?? null, ...entry.enclosures.map(({ url }) => url), ...entry.authors.map(({ url }) => url)]
        for (const url of urls) assert.match(url ?? 'https:', /^(?:https?|mailto):/u)
        assert.doesNotMatch(entry.id, /^(?:javascript|data|vbscript):|\s/iu)
      }),
    )
  })
})

describe('an RSS item', () => {
  const cases = [
    { it: 'says where it is from', given: {}, expect: '<source url="https://ruby.example.net/feed.xml">Ruby News</source>' },
    { it: 'has a plain title that reads the same with and without HTML', given: { title: 'Q&A: a < b' }, expect: '<title>Q&#x26;A: a &#x3C; b</title>' },
    { it: 'tells a permalink by its address', given: { guid: 'https://a.example/1', url: 'https://a.example/1' }, expect: '<guid isPermaLink="true">https://a.example/1</guid>' },
    { it: 'tells any other guid', given: { guid: 'urn:x:1' }, expect: '<guid isPermaLink="false">urn:x:1</guid>' },
    { it: 'gives a guid that is no IRI one of ours', given: { guid: 'post 7' }, expect: '>tag:mill.example.org,2026:ruby/post%207</guid>' },
    { it: 'names authors without email by dc:creator', given: { authors: [{ name: 'A', email: null, url: null }] }, expect: '<dc:creator>A</dc:creator>' },
    { it: 'names one with email by author', given: { authors: [{ name: 'A', email: 'a@x.example', url: null }] }, expect: '<author>a@x.example (A)</author>' },
    { it: 'names its source where it names nobody', given: {}, expect: '<dc:creator>Ruby News</dc:creator>' },
    { it: 'escapes a summary as HTML', given: { summary: 'a < b' }, expect: '<description><![CDATA[a &lt; b]]></description>' },
    { it: 'describes itself by its text where it has no summary', given: { contentHtml: '<p>Hello <b>you</b></p>' }, expect: '<description><![CDATA[Hello you]]></description>' },
    { it: 'has one enclosure', given: { enclosures: [{ url: 'https://a.example/a.mp3', mediaType: 'audio/mpeg', bytes: null, seconds: 7 }] }, expect: '<enclosure url="https://a.example/a.mp3" length="0" type="audio/mpeg"/>\n<media:content url="https://a.example/a.mp3" type="audio/mpeg" duration="7"/>' },
    { it: 'carries on where upstream had it from', given: { via: { id: null, title: 'Wire', feedUrl: 'https://w.example/f' } }, expect: '<atom:link rel="via" href="https://w.example/f" title="Wire"/>' },
    { it: 'tells it by an id that is an address', given: { via: { id: 'https://w.example/1?a&b', title: 'Wire', feedUrl: null } }, expect: '<atom:link rel="via" href="https://w.example/1?a&amp;b" title="Wire"/>' },
    { it: 'of nothing but pictures is described by what they show', given: { title: null, contentHtml: '<img src="https://a.example/1.png" alt="A &lt;crane&gt;"><img src="https://a.example/2.png" alt=""><img src="https://a.example/3.png" alt="Five &amp; six">' }, expect: '<description><![CDATA[A &lt;crane&gt;, Five &amp; six]]></description>' },
    { it: 'of nothing at all is described by where it leads', given: { title: null, contentHtml: '', url: 'https://a.example/?a&b' }, expect: '<description><![CDATA[https://a.example/?a&amp;b]]></description>' },
    { it: 'of nothing but an id is described by that', given: { title: null, contentHtml: '', url: null, guid: 'urn:x:1' }, expect: '<description><![CDATA[urn:x:1]]></description>' },
  ]
  for (const c of cases) it(c.it, () => assert.ok(rss(c.given).includes(c.expect), rss(c.given)))

  it('of a title alone has no description', () => assert.ok(!rss({ contentHtml: '' }).includes('<description')))

  it('points nowhere for an origin that has no address', () => assert.ok(!rss({ via: { id: 'urn:x:w', title: 'Wire', feedUrl: null } }).includes('via')))

  it('has the rest of its enclosures as media:content', () => {
    const item = rss({ enclosures: [picture('1.png'), picture('2.png'), picture('3.png')] })
    assert.equal(item.match(/<enclosure /gu)?.length, 1)
    assert.deepEqual(item.match(/<media:content [^>]*>/gu), [
      '<media:content url="https://a.example/2.png" type="image/png" fileSize="5"/>',
      '<media:content url="https://a.example/3.png" type="image/png" fileSize="5"/>',
    ])
  })

  it('tells categories from tags by their domain', () => {
    const item = rss({}, { categories: [termRecord('category', 'News')], tags: [termRecord('tag', 'C++')] })
    assert.ok(item.includes('<category domain="https://mill.example.org/category/">News</category>\n<category domain="https://mill.example.org/tag/">C++</category>'))
  })
})

describe('an Atom entry', () => {
  const cases = [
    { it: 'has a title although it has none', given: { title: null }, expect: '<title></title>' },
    { it: 'has an author although it names nobody', given: {}, expect: '<author><name>Ruby News</name>' },
    { it: 'has content although it has neither text nor link', given: { contentHtml: '', url: null }, expect: '<content></content>' },
    { it: 'names its language', given: { language: 'zh-Hans' }, expect: '<entry xml:lang="zh-Hans">' },
    { it: 'of unknown language says so, whatever that of its feed is', given: { language: null }, expect: '<entry xml:lang="">' },
    { it: 'drops a language that is none', given: { language: 'en"><x' }, expect: '<entry xml:lang="">' },
    { it: 'carries on where upstream had it from', given: { via: { id: 'https://w.example/1', title: 'Wire', feedUrl: null } }, expect: '<link rel="via" href="https://w.example/1" title="Wire"/>' },
    { it: 'is updated when it is published', given: {}, expect: '<published>2026-01-10T00:00:00Z</published>\n<updated>2026-01-10T00:00:00Z</updated>' },
    { it: 'is updated when it says so', given: { updatedAt: Date.UTC(2026, 0, 12) }, expect: '<updated>2026-01-12T00:00:00Z</updated>' },
    { it: 'is not updated in the future', given: { updatedAt: Date.UTC(2099, 0, 1) }, expect: '<updated>2026-01-10T00:00:00Z</updated>' },
    { it: 'is not updated before it is published', given: { updatedAt: Date.UTC(2020, 0, 1) }, expect: '<updated>2026-01-10T00:00:00Z</updated>' },
  ]
  for (const c of cases) it(c.it, () => assert.ok(atom(c.given).includes(c.expect), atom(c.given)))

  it('of a site that names nobody is by the site', () => {
    const entry = { ...entryOf({}), authors: [], source: null }
    assert.ok(RENDERERS.atom.entry(entry, site).includes('<author><name>Example Mill</name><uri>https://mill.example.org/</uri></author>'))
  })

  it('has a complete source with its own time', () => {
    const expected =
      '<source>\n<id>https://ruby.example.net/feed.xml</id>\n<title>Ruby News</title>\n<link rel="self" href="https://ruby.example.net/feed.xml"/>\n' +
      '<link rel="alternate" href="https://ruby.example.net/"/>\n<updated>2026-01-10T00:00:00Z</updated>\n</source>'
    assert.ok(atom({}).includes(expected))
  })
})

function extensionOf(entry: Entry): unknown {
  return (JSON.parse(RENDERERS.json.entry(entry, site)) as Record<string, unknown>)['_feedmill']
}

describe('a JSON Feed item', () => {
  const source = { id: 'https://ruby.example.net/feed.xml', title: 'Ruby News', feed_url: 'https://ruby.example.net/feed.xml', home_page_url: 'https://ruby.example.net/' }

  it('says where it is from and what its source says of its times', () => {
    assert.deepEqual(extensionOf(entryOf({ updatedAt: Date.UTC(2026, 0, 12) })), { source, times: { published: '2026-01-10T00:00:00Z', updated: '2026-01-12T00:00:00Z' } })
  })

  it('says when it was first seen where its source does not date it', () => {
    assert.deepEqual(extensionOf(entryOf({ publishedAt: null })), { source, times: { first_seen: '2026-01-15T12:00:00Z' } })
  })

  it('carries on where upstream had it from', () => {
    assert.deepEqual(extensionOf(entryOf({ via: { id: 'urn:x:w', title: 'Wire', feedUrl: 'https://w.example/f' } })), {
      source,
      times: { published: '2026-01-10T00:00:00Z' },
      via: { id: 'urn:x:w', title: 'Wire', feed_url: 'https://w.example/f' },
    })
  })
})

describe('an envelope', () => {
  const awkward = { ...ENVELOPE, title: '<&amp;> ]]> "AT&T"', description: '&lt;', updatedAt: null }

  it('writes texts that hold references as they are', async () => {
    for (const format of ['rss', 'atom'] as const) assert.equal((await readXml(render(format, [], awkward))).title, awkward.title)
  })

  it('takes nothing from the clock, not even for an empty feed', () => {
    assert.ok(!render('rss', [], awkward).includes('lastBuildDate'))
    assert.ok(render('atom', [], awkward).includes('<updated>1970-01-01T00:00:00.000Z</updated>'))
  })

  it('of unknown language names none', () => {
    const silent = { ...ENVELOPE, language: null }
    assert.ok(!render('rss', [], silent).includes('<language>') && render('rss', []).includes('<language>en</language>'))
    assert.match(render('atom', [], silent), /<feed [^>]*media="[^"]*">/u)
    assert.match(render('atom', []), /<feed [^>]* xml:lang="en">/u)
    assert.ok(!('language' in (JSON.parse(render('json', [], silent)) as object)))
  })

  it('tells RSS readers how long it stays as it is, but for a page of the archive', () => {
    assert.ok(render('rss', []).includes('<ttl>15</ttl>'))
    assert.ok(!render('rss', [], { ...ENVELOPE, ttl: null }).includes('<ttl>'))
  })

  it('tells people how many stories the feed holds, but for a page of the archive', () => {
    assert.ok(render('html', [entryOf({})], { ...ENVELOPE, entries: 70 }).includes('70 stories'))
    assert.ok(render('html', [entryOf({})], { ...ENVELOPE, entries: null }).includes('1 story'))
  })

  const icons = [
    { icon: 'https://a.example/i.PNG', inRss: true },
    { icon: 'https://a.example/i.png?v=2', inRss: false },
    { icon: 'https://a.example/i.jpeg', inRss: true },
    { icon: 'https://a.example/avatars/7', inRss: false },
    { icon: 'https://a.example/favicon.ico', inRss: false },
    { icon: 'https://a.example/i.svg', inRss: false },
  ]
  for (const { icon, inRss } of icons) {
    it(`${inRss ? 'has' : 'leaves out of RSS'} the image ${icon}`, () => {
      assert.equal(render('rss', [], { ...ENVELOPE, icon }).includes(`<url>${icon}</url>`), inRss)
      assert.ok(render('atom', [], { ...ENVELOPE, icon }).includes(`<logo>${icon}</logo>`))
    })
  }

  it('has exactly one self link', () => {
    for (const format of ['rss', 'atom'] as const) {
      assert.equal(render(format, [], awkward).match(/rel="self"/gu)?.length, 1)
      assert.ok(render(format, [], awkward).includes(`href="https://mill.example.org/all.${format}"`))
    }
    assert.equal((JSON.parse(render('json', [])) as { feed_url: string }).feed_url, 'https://mill.example.org/all.json')
  })

  it('links an archive page to the live document and the page before it', () => {
    const page = { ...ENVELOPE, address: 'https://mill.example.org/archive/all/2', currentAddress: 'https://mill.example.org/all', olderAddress: 'https://mill.example.org/archive/all/1' }
    assert.ok(render('rss', [], page).includes('<fh:archive/>\n<atom:link rel="current" href="https://mill.example.org/all.rss"/>\n<atom:link rel="prev-archive" href="https://mill.example.org/archive/all/1.rss"/>'))
    assert.ok(render('atom', [], page).includes('<fh:archive/>\n<link rel="current" href="https://mill.example.org/all.atom"/>\n<link rel="prev-archive" href="https://mill.example.org/archive/all/1.atom"/>'))
    const json = JSON.parse(render('json', [], page)) as Record<string, unknown>
    assert.equal(json['next_url'], 'https://mill.example.org/archive/all/1.json')
  })
})
