// Behaviours a reader of feeds must show (C, H5, H6 and S of the list that the project was given), each by its number.
// What has a file of its own is only proved here in one short case: encodings, dates, links, HTML and slugs have their tables elsewhere.

import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { htmlToText, sanitizeHtml } from '../../src/formats/html.ts'
import { normalizeFeed, type Normalized, type Rules } from '../../src/ingest/normalize/normalize.ts'
import { parseDocument } from '../../src/ingest/parse/parse.ts'
import { MAX_ITEMS } from '../../src/ingest/parse/parsed.ts'
import { readFeed, type ReadFeed } from '../../src/ingest/read-feed.ts'
import type { SourceId } from '../../src/model/article.ts'
import { proposeSlug } from '../../src/model/slug.ts'
import { NO_TAXONOMY } from '../../src/model/taxonomy.ts'
import { atomEntry, bytes, jsonFeed, jsonItem, oldAtomEntry, rdf, rss, rssItem } from '../conformance/conformance.ts'

const read = (document: string | Uint8Array, url = 'https://example.org/rss'): ReadFeed => readFeed(typeof document === 'string' ? bytes(document) : document, { url })
const itemOf = (document: string) => {
  const [first] = read(document).items
  assert.ok(first !== undefined)
  return first
}

/** What a source's articles are, by the document it serves. */
function articlesOf(document: string, source = 'news', shared: ReadonlyMap<string, string | null> = new Map()): Normalized {
  const rules: Rules = { sourceId: source as SourceId, categories: [], tags: [], timezone: 'UTC', taxonomy: NO_TAXONOMY, refiner: null, secrets: [] }
  return normalizeFeed(parseDocument(bytes(document), null, 'x'), 'https://example.org/rss', rules, shared)
}
const idsOf = (document: string, source = 'news') => articlesOf(document, source).items.map(({ article }) => article.id)
const item = (children: string) => `<item>${children}</item>`
const revision = (text: string, updated: string) => articlesOf(atomEntry(`<id>1</id><updated>${updated}</updated><summary>${text}</summary>`)).items[0]?.article.revision

describe('content', () => {
  it('C1 reads the declared charset', () => {
    const gbk = bytes('<?xml version="1.0" encoding="GBK"?><rss><channel><title>', [0xd6, 0xd0, 0xce, 0xc4], '</title></channel></rss>')
    assert.equal(read(gbk).title, '中文')
    assert.equal(readFeed(bytes('<rss><channel><title>', [0xcf, 0xf0], '</title></channel></rss>'), { contentType: 'text/xml; charset=windows-1251' }).title, 'Пр')
  })

  it('C2 decodes labels as WHATWG does', () => {
    const quoted = bytes('<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><title>', [0x93, 0x80, 0x94], '</title></channel></rss>')
    assert.equal(read(quoted).title, '“€”')
  })

  it('C3 never shows what it could not read without saying so', () => {
    const lying = bytes('<?xml version="1.0" encoding="utf-8"?><rss><channel><title>', [0xc3, 0xa9, 0xc3, 0xa9, 0xff], '</title></channel></rss>')
    assert.deepEqual(read(lying).notes.map(({ code }) => code), ['encoding.replaced'])
  })

  it('C4 drops what XML forbids and keeps joined characters', () => assert.equal(itemOf(rssItem('<title>a\u0001b&#2;c 👩‍🚀</title>')).title, 'abc 👩‍🚀'))
  it('C5 understands HTML’s names and a bare ampersand', () => assert.equal(itemOf(rssItem('<title>Caf&eacute; & bar</title>')).title, 'Café & bar'))

  it('C6 gives whole items of a cut document, never half of one', () => {
    const cut = read('<rss><channel><item><guid>1</guid></item><item><guid>2</guid><title>Ha')
    assert.deepEqual(cut.items.map(({ id }) => id), ['1'])
    assert.match(cut.notes[0]?.message ?? '', /^1:\d+: the document ends inside <title>/u)
    assert.throws(() => read('<rss><channel><item><gu'), /:1:24: the document ends/u)
  })

  it('C7 reads past blanks, warnings and junk', () => assert.equal(read('\n <b>Warning</b>: x\n<?xml version="1.0"?><rss><channel><title>T</title></channel></rss> junk').title, 'T'))
  it('C8 reads past a DOCTYPE', () => assert.equal(read('<!DOCTYPE rss SYSTEM "https://example.org/rss.dtd"><rss><channel><title>T</title></channel></rss>').title, 'T'))
  it('C9 joins CDATA and text, and leaves comments out', () => assert.equal(itemOf(rssItem('<title>a<!-- x --><![CDATA[ & b]]> c</title>')).title, 'a & b c'))

  const formats = {
    'RSS 2.0': rssItem('<title>A</title><link>https://example.org/1</link>'),
    'RSS 1.0': rdf('<item rdf:about="https://example.org/1"><title>A</title><link>https://example.org/1</link></item>'),
    'Atom 1.0': atomEntry('<title>A</title><link href="https://example.org/1"/>'),
    'Atom 0.3': oldAtomEntry('<title>A</title><link rel="alternate" href="https://example.org/1"/>'),
    'JSON Feed': jsonItem({ title: 'A', url: 'https://example.org/1' }),
    'RSS under a prefix': '<r:rss xmlns:r="http://backend.userland.com/rss2"><r:channel><r:item><r:title>A</r:title><r:link>https://example.org/1</r:link></r:item></r:channel></r:rss>',
  }
  for (const [format, document] of Object.entries(formats)) {
    it(`C10 makes the same article of ${format}`, () => {
      const { title, link, id } = itemOf(document)
      assert.deepEqual({ title, link, id }, { title: 'A', link: 'https://example.org/1', id: 'https://example.org/1' })
    })
  }

  it('C11 skips a part that is wrong, not the feed, and places an error', () => {
    assert.deepEqual(read(jsonFeed({ items: [7, { id: '1', title: [], tags: null }] })).items.map(({ id, title }) => [id, title]), [['1', null]])
    assert.throws(() => read('{"items":\n [x]}'), /:2:3: not valid JSON/u)
  })

  it('C12 knows an item without a guid by its link, else by its title and date, each time', () => {
    const document = rss(item('<link>https://example.org/1</link>') + item('<title>A</title><pubDate>1 Jan 2026</pubDate>') + item('<guid> </guid><title>A</title><pubDate>2 Jan 2026</pubDate>'))
    assert.equal(new Set(idsOf(document)).size, 3)
    assert.deepEqual(idsOf(document), idsOf(document))
  })

  it('C13 counts a repeated guid once', () => assert.equal(idsOf(rss(item('<guid>1</guid>').repeat(3))).length, 1))

  it('C14 tells items of one guid apart by their addresses, also when only one is left', () => {
    const both = articlesOf(rss(item('<guid>1</guid><link>https://example.org/1</link>') + item('<guid>1</guid><link>https://example.org/2</link>')))
    const later = articlesOf(rss(item('<guid>1</guid><link>https://example.org/2</link>')), 'news', new Map(both.sharedGuids.map((guid) => [guid, null])))
    assert.equal(later.items[0]?.article.id, both.items[1]?.article.id)
  })

  it('C15 takes equal guids of different sources for different articles', () => {
    const document = rss(item('<guid>1</guid>'))
    assert.notDeepEqual(idsOf(document, 'one'), idsOf(document, 'two'))
  })

  it('C16 makes links absolute, or none', () => {
    const links = ['/1', '//example.org/1', 'http://[bad', 'javascript:x()'].map((link) => itemOf(rssItem(`<link>${link}</link>`)).link)
    assert.deepEqual(links, ['https://example.org/1', 'https://example.org/1', null, null])
    assert.equal(itemOf('<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a/"><entry xml:base="b/"><link href="c"/></entry></feed>').link, 'https://example.org/a/b/c')
  })

  it('C17 revises an article when its text changes, not when only its date of change does', () => {
    assert.equal(revision('x', '2026-01-01'), revision('x', '2026-01-02'))
    assert.notEqual(revision('x', '2026-01-01'), revision('y', '2026-01-01'))
  })

  it('C18 knows reordered items, and items in a new format, for the same', () => {
    const [one, two] = [item('<guid>urn:1</guid>'), item('<guid>urn:2</guid>')]
    assert.deepEqual(idsOf(rss(one + two)), idsOf(rss(two + one)).toReversed())
    assert.deepEqual(idsOf(rss(one)), idsOf(atomEntry('<id>urn:1</id>')))
  })

  it('C19 makes no date of an absurd one', () => {
    const dates = ['0000-00-00', '9999-12-31', 'Wed, 31 Feb 2026 00:00:00 GMT', '-1'].map((date) => itemOf(rssItem(`<pubDate>${date}</pubDate>`)).published)
    assert.deepEqual(dates, [null, null, null, null])
  })

  it('C20 reads odd dates and loses no item for one it cannot read', () => {
    const { items, notes } = read(rss(item('<pubDate>2026年1月2日</pubDate>') + item('<pubDate>soon</pubDate>')))
    assert.deepEqual(items.map(({ published }) => published), ['2026-01-02T00:00:00Z', null])
    assert.deepEqual(notes.map(({ code }) => code), ['date.unreadable'])
  })

  it('C21 has clean titles, or none', () => {
    assert.equal(itemOf(rssItem('<title>&lt;b&gt;A&lt;/b&gt; &amp;amp; B</title>')).title, 'A & B')
    assert.equal(itemOf(rssItem('<description>x</description>')).title, null)
    assert.equal(itemOf(jsonItem({ id: '1', title: null })).title, null)
  })

  it('C22 caps terms in number and length, and makes safe slugs of them', async () => {
    const { items, notes } = articlesOf(rssItem(`<guid>1</guid>${Array.from({ length: 300 }, (_, n) => `<category>t${n}</category>`).join('')}<category>${'x'.repeat(5000)}</category>`))
    assert.equal(items[0]?.article.tags.length, 100)
    assert.deepEqual(notes.map(({ code }) => code), ['term.dropped'])
    for (const label of ['../../etc', 'CON', 'a/b\\c', '…', '中文']) assert.match(await proposeSlug(label), /^[a-z\d]+(?:-[a-z\d]+)*$/u)
  })
})

const nested = (depth: number) => `${'<b>'.repeat(depth)}x${'</b>'.repeat(depth)}`

describe('limits', () => {
  it('H5 bounds the number of items, and reads very long fields', () => {
    const { items, notes } = read(rss(item('').repeat(MAX_ITEMS + 10)))
    assert.equal(items.length, MAX_ITEMS)
    assert.deepEqual(notes.map(({ code }) => code), ['items.capped'])
    assert.equal(itemOf(rssItem(`<title>${'long '.repeat(400_000)}</title>`)).title?.length, 1_999_999)
  })

  it('H6 survives deep nesting in XML, HTML and JSON', () => {
    assert.equal(read(rss(item(`<description>${nested(100_000)}</description>`))).items.length, 1)
    assert.equal(htmlToText(itemOf(rssItem(`<description><![CDATA[${nested(100_000)}]]></description>`)).content ?? ''), 'x')
    assert.equal(read(`{"items":[{"id":"1","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}]}`).items.length, 1)
  })
})

const ATTACKS = ['<script>x()</script>', '<img src=x onerror=x()>', '<a href="javascript:x()">x</a>', '<iframe srcdoc="<script>x()</script>"></iframe>', '<form action="javascript:x()"><button formaction="javascript:x()">x</button></form>', '<style>@import "x"</style>', '<base href="//x">', '<meta http-equiv=refresh content="0;url=//x">', '<img srcset="javascript:x() 1x">', '<object data="x"></object>']
const MUTATIONS = ['<svg><style><img src=x onerror=x()></style></svg>', '<math><mtext><table><mglyph><style><img src=x onerror=x()>', '<noscript><p title="</noscript><img src=x onerror=x()>">']
const UNSAFE = /<(?:script|style|iframe|form|button|base|meta|object|svg|math|noscript)|<[^>]*\son\w+=|<[^>]*="\s*(?:javascript|data|vbscript):/iu

describe('security', () => {
  it('S1 bounds entity bombs of every kind', () => {
    const lines = Array.from({ length: 30 }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`).join('')
    const bombs = [`<!ENTITY a0 "0123456789">${lines}`, `<!ENTITY a30 "${'x'.repeat(4000)}">`, '<!ENTITY a30 "&b;"><!ENTITY b "&a30;">']
    for (const bomb of bombs) assert.ok(JSON.stringify(read(`<!DOCTYPE rss [${bomb}]><rss><channel><item><description>${'&a30;'.repeat(10_000)}</description></item></channel></rss>`)).length < 3_000_000)
  })

  it('S2 reads and fetches nothing outside the document', () => {
    const external = '<?xml-stylesheet href="file:///etc/passwd"?><!DOCTYPE rss [<!ENTITY % p SYSTEM "https://example.org/p">%p;<!ENTITY x SYSTEM "file:///etc/passwd">]><rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><title>a&x;<xi:include href="file:///etc/passwd"/></title></channel></rss>'
    assert.equal(read(external).title, 'a&x;')
  })

  it('S3 lets no markup that runs or frames anything pass', () => {
    for (const attack of ATTACKS) assert.doesNotMatch(itemOf(rssItem(`<description><![CDATA[${attack}]]></description>`)).content ?? '', UNSAFE)
  })

  it('S4 drops SVG and MathML, and is stable when parsed again', () => {
    for (const attack of MUTATIONS) {
      const content = itemOf(rssItem(`<description><![CDATA[${attack}]]></description>`)).content ?? ''
      assert.doesNotMatch(content, UNSAFE)
      assert.equal(sanitizeHtml(content, null), content)
    }
  })

  it('S5 escapes or drops payloads in every field', () => {
    const payload = '&lt;script&gt;x()&lt;/script&gt;&lt;b onclick=x()&gt;n&lt;/b&gt;'
    const { title, authors, tags, link, image, enclosures } = itemOf(rssItem(`<title>${payload}</title><author>${payload}</author><category>${payload}</category><link>javascript:x()</link><media:thumbnail url="data:image/svg+xml,x"/><enclosure url="vbscript:x()"/>`))
    assert.deepEqual({ title, authors, tags, link, image, enclosures }, { title: 'n', authors: [{ name: 'n', email: null, url: null }], tags: ['n'], link: null, image: null, enclosures: [] })
  })

  it('S6 keeps harmless markup', () => {
    const harmless = '<table><tbody><tr><td>a</td></tr></tbody></table><pre><code>x</code></pre><ul><li>b</li></ul><img src="https://example.org/i.png" alt="c">'
    assert.equal(itemOf(rssItem(`<description><![CDATA[${harmless}]]></description>`)).content, harmless)
  })

  it('S7 reads ]]> and line separators as the text they are', () => assert.equal(itemOf(rssItem('<title>a]]&gt;b\u2028c</title>')).title, 'a]]>b c'))

  it('S8 takes nothing from __proto__ and constructor', () => {
    read('{"items":[{"__proto__":{"title":"x","polluted":1},"constructor":{"prototype":{"polluted":1}}}]}')
    read('<rss xmlns:__proto__="urn:x"><channel><item __proto__="x"><__proto__>x</__proto__><constructor>y</constructor></item></channel></rss>')
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false)
    assert.equal(itemOf('{"items":[{"id":"1","__proto__":{"title":"x"}}]}').title, null)
  })

  it('S9 makes no path of a term', async () => {
    for (const label of ['../x', '..', '/etc/passwd', 'a\0b', 'C:\\x', 'nul', 'aux.html']) assert.doesNotMatch(await proposeSlug(label), /[./\\:\0]|^(?:nul|con|aux)$/u)
  })

  it('S10 keeps SQL as the text it is', () => assert.equal(itemOf(rssItem('<title>Robert\'); DROP TABLE articles;--</title>')).title, 'Robert\'); DROP TABLE articles;--'))

  const BAIT = { date: `<pubDate>${'1 '.repeat(50_000)}</pubDate>`, author: `<author>${'a@a.'.repeat(50_000)}</author>`, title: `<title>${'&lt;a '.repeat(50_000)}</title>`, link: `<link>${'/..'.repeat(50_000)}</link>`, text: `<description>${' \n'.repeat(100_000)}x</description>` }
  for (const [field, bait] of Object.entries(BAIT)) {
    it(`S11 reads bait for regular expressions in a ${field}`, () => assert.equal(read(rssItem(bait)).items.length, 1))
  }
})
