import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { Article } from '../../../src/model/article.ts'
import { type Slug, type TermKey, termKey, type TermRecord } from '../../../src/model/taxonomy.ts'
import { attributionOf, toEntry } from '../../../src/publish/select/entries.ts'
import type { Entry } from '../../../src/publish/select/entry.ts'
import type { Settings } from '../../../src/settings/settings.ts'
import type { Sighting, StoredEntry } from '../../../src/store/store.ts'
import { articleOf, channelOf, feedSource, NOW, postsSource, settingsFor, sourceId, terms, visited } from '../mill.ts'

const DAY = 86_400_000
const sources = [feedSource('ruby'), feedSource('rust', { location: { kind: 'file', path: '/saved/rust.xml' } }), postsSource('blog')]

function entryOf(given: Partial<Article>, sighting: Partial<Sighting> = {}, stored: Partial<StoredEntry> = {}, settings: Partial<Settings> = {}): Entry {
  const states = new Map([
    [sourceId('ruby'), visited()],
    [sourceId('rust'), visited({ channel: channelOf({ title: 'Rust News', feedUrl: null, siteUrl: null }) })],
  ])
  const article = articleOf(given.guid ?? 'one', given)
  const seen = { firstSeenAt: NOW, revisedAt: null, sortAt: article.publishedAt ?? NOW, ...sighting }
  const entry = { stored: { article, raw: new Uint8Array(), complete: true, sighting: seen }, alsoIn: [], categories: [], tags: [], ...stored }
  return toEntry(entry, attributionOf(settingsFor('/nowhere', { sources, ...settings }), states))
}

/** How the entry of a post that wrote this names its one category. */
function shownAs(label: string, record: TermRecord): string[] {
  const written = [{ label, scheme: null, spellings: [label] }]
  return entryOf({ sourceId: sourceId('blog'), categories: written }, {}, { categories: [record] }).categories.map((term) => term.label)
}

describe('an id', () => {
  const cases = [
    { it: 'is a guid that is an address', guid: 'https://a.example/1?x=1&y=2', expect: 'https://a.example/1?x=1&y=2' },
    { it: 'is a guid that is a URN', guid: 'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a', expect: 'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a' },
    { it: 'is a guid that is an IRI', guid: 'https://a.example/财经', expect: 'https://a.example/财经' },
    { it: 'is a tag URI for a number', guid: '12345', expect: 'tag:mill.example.org,2026:ruby/12345' },
    { it: 'is a tag URI for text', guid: 'Post 7: 财经/a', expect: 'tag:mill.example.org,2026:ruby/Post%207%3A%20%E8%B4%A2%E7%BB%8F%2Fa' },
    { it: 'is a tag URI for a text in the form of an IRI that others may use too', guid: 'article:55', expect: 'tag:mill.example.org,2026:ruby/article%3A55' },
    { it: 'is never what a browser would run', guid: 'JavaScript:alert(1)', expect: 'tag:mill.example.org,2026:ruby/JavaScript%3Aalert(1)' },
    { it: 'is a tag URI for an address with a quote', guid: 'https://a.example/"x', expect: 'tag:mill.example.org,2026:ruby/https%3A%2F%2Fa.example%2F%22x' },
    { it: 'survives half a surrogate pair', guid: 'a\uD800', expect: 'tag:mill.example.org,2026:ruby/a%EF%BF%BD' },
    { it: "is a post's own", guid: 'https://mill.example.org/2022/05/13/My%20Name', sourceId: sourceId('blog'), expect: 'https://mill.example.org/2022/05/13/My%20Name' },
  ]
  for (const { it: sentence, expect, ...given } of cases) it(sentence, () => assert.equal(entryOf(given).id, expect))
})

describe('times', () => {
  const published = Date.UTC(2026, 0, 10)
  const cases = [
    { it: 'are those of publication where nothing changed', given: {}, sighting: {}, expect: [published, published] },
    { it: 'take the claim of a change', given: { updatedAt: published + DAY }, sighting: {}, expect: [published, published + DAY] },
    { it: 'take when we saw it revised, where it claims nothing', given: {}, sighting: { revisedAt: NOW + DAY }, expect: [published, NOW + DAY] },
    { it: 'take when we saw it revised, where its claim stayed as it was', given: { updatedAt: published }, sighting: { revisedAt: NOW }, expect: [published, NOW] },
    { it: 'take a claim that is later than that', given: { updatedAt: NOW - 1 }, sighting: { revisedAt: NOW - DAY }, expect: [published, NOW - 1] },
    { it: 'take no claim of the future', given: { updatedAt: NOW + DAY }, sighting: {}, expect: [published, published] },
    { it: 'take no change before publication', given: { updatedAt: published - DAY }, sighting: {}, expect: [published, published] },
    { it: 'are when we first saw it, where it says nothing', given: { publishedAt: null }, sighting: {}, expect: [NOW, NOW] },
  ]
  for (const c of cases) {
    it(c.it, () => {
      const { publishedAt, updatedAt } = entryOf(c.given, c.sighting)
      assert.deepEqual([publishedAt, updatedAt], c.expect)
    })
  }
})

describe('attribution', () => {
  it('names the source of a fetched article', () => {
    assert.deepEqual(entryOf({}).source, {
      sourceId: 'ruby',
      id: 'https://ruby.example.net/feed.xml',
      title: 'Ruby News',
      feedUrl: 'https://ruby.example.net/feed.xml',
      siteUrl: 'https://ruby.example.net/',
      pageUrl: 'https://mill.example.org/source/ruby',
    })
  })

  it('gives a saved feed without an address an id of ours', () => {
    const { source } = entryOf({ sourceId: sourceId('rust') })
    assert.equal(source?.id, 'tag:mill.example.org,2026:rust')
    assert.equal(source?.feedUrl, null)
  })

  it('names no source for a post', () => assert.equal(entryOf({ sourceId: sourceId('blog') }).source, null))

  it('names the other sources of the story, and passes over those that left', () => {
    const { alsoIn } = entryOf({}, {}, { alsoIn: [sourceId('rust'), sourceId('left')] })
    assert.deepEqual(alsoIn.map(({ title }) => title), ['Rust News'])
  })

  it('does not tell an address that holds a secret of the config', () => {
    const { source } = entryOf({}, {}, {}, { secrets: ['feed.xml'] })
    assert.equal(source?.feedUrl, null)
    assert.equal(source?.id, 'tag:mill.example.org,2026:ruby')
  })

  it('names the source as author where the article names nobody, and the site for a post', () => {
    assert.deepEqual(entryOf({}).authors.map(({ name }) => name), ['Ruby News'])
    assert.deepEqual(entryOf({ sourceId: sourceId('blog') }).authors.map(({ name }) => name), ['Mia Miller'])
  })

  it('passes over authors without a name, and drops what is no email', () => {
    const authors = [
      { name: ' \u0000', email: 'none', url: null },
      { name: 'Ann', email: 'ann at home', url: 'javascript:1' },
      { name: '', email: 'bo@example.org', url: null },
    ]
    assert.deepEqual(entryOf({ authors }).authors, [
      { name: 'Ann', email: null, url: null },
      { name: 'bo@example.org', email: 'bo@example.org', url: null },
    ])
  })
})

describe('texts', () => {
  it('are cleaned: white space folded, what XML forbids dropped, line ends as XML has them', () => {
    const { title, summary, contentHtml } = entryOf({ title: ' a\u0000\n b\uD800 ', summary: 'a\r\nb', contentHtml: '<p>\u0008x</p>\r\n' })
    assert.deepEqual([title, summary, contentHtml], ['a b', 'a\nb', '<p>x</p>'])
  })

  it('are null where nothing is left', () => {
    const { title, summary, rights } = entryOf({ title: ' \u0000', summary: '', rights: ' ' })
    assert.deepEqual([title, summary, rights], [null, null, null])
  })

  it('that stand in every entry of a source are of bearable length', () => {
    const book = 'word '.repeat(100_000)
    const states = new Map([[sourceId('ruby'), visited({ channel: channelOf({ title: book, siteUrl: `https://a.example/${'x'.repeat(10_000)}`, feedUrl: `https://a.example/${'y'.repeat(10_000)}`, id: `urn:x:${'z'.repeat(10_000)}` }) })]])
    const enclosures = Array.from({ length: 1000 }, (_, n) => ({ url: `https://a.example/${n}`, mediaType: 'audio/mpeg', bytes: null, seconds: null }))
    const article = articleOf('one', { rights: book, enclosures, authors: [{ name: book, email: null, url: null }], via: { id: null, title: book, feedUrl: null } })
    const stored = { article, raw: new Uint8Array(), complete: true, sighting: { firstSeenAt: NOW, revisedAt: null, sortAt: NOW } }
    const entry = toEntry({ stored, alsoIn: [], categories: [], tags: [] }, attributionOf(settingsFor('/nowhere', { sources }), states))
    assert.ok(JSON.stringify({ ...entry, enclosures: [] }).length < 5000)
    assert.equal(entry.enclosures.length, 100)
  })

  it('are null where there is nothing to see, and a name that nobody sees is none', () => {
    const unseen = '\u200B\u00AD\u202E\uFE0F\u3164 '
    const { title, summary, authors } = entryOf({ title: unseen, summary: unseen, authors: [{ name: unseen, email: null, url: null }] })
    assert.deepEqual([title, summary, authors.map(({ name }) => name)], [null, null, ['Ruby News']])
    assert.equal(entryOf({ title: '\u200F\u05E9' }).title, '\u200F\u05E9')
  })
})

describe('a language', () => {
  const cases = [
    { it: 'is what the article says', given: { language: 'zh-Hans' }, expect: 'zh-Hans' },
    { it: 'is unknown where the article does not say', given: { language: null }, expect: null },
    { it: "is the site's for a post that does not say", given: { language: null, sourceId: sourceId('blog') }, expect: 'en' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(entryOf(c.given).language, c.expect))
})

describe('terms', () => {
  const ruby: TermRecord = { kind: 'tag', key: 'ruby' as TermKey, label: 'Ruby', slug: 'ruby' as Slug, formerSlugs: [] }

  it('are shown as everybody sees them', () => {
    assert.deepEqual(entryOf({ tags: terms('RUBY') }, {}, { tags: [ruby] }).tags, [{ label: 'Ruby', slug: 'ruby', pageUrl: 'https://mill.example.org/tag/ruby' }])
  })

  it('are shown by their slug where nothing of them can be seen', () => {
    assert.deepEqual(entryOf({}, {}, { tags: [{ ...ruby, label: '\u3164' }] }).tags.map(({ label }) => label), ['ruby'])
  })

  it('are shown as the post wrote them, in every spelling, where it says so', () => {
    const written = [{ label: 'ruby', scheme: null, spellings: ['RUBY', 'ruby'] }]
    assert.deepEqual(entryOf({ sourceId: sourceId('blog'), tags: written }, {}, { tags: [ruby] }).tags.map(({ label }) => label), ['RUBY', 'ruby'])
  })

  it('are shown so too where another post spells out what this one names by its slug, or the other way round', () => {
    const tea = { kind: 'category' as const, key: termKey('Green Tea'), label: 'Green Tea', slug: 'green-tea' as Slug, formerSlugs: [] }
    assert.deepEqual(shownAs('green-tea', tea), ['green-tea'])
    assert.deepEqual(shownAs('green tea', { ...tea, key: termKey('green-tea') }), ['green tea'])
  })

  it('are not shown where the post is in their feeds but names them not', () => {
    assert.deepEqual(entryOf({ sourceId: sourceId('blog'), tags: [{ label: 'ruby', scheme: null, spellings: [] }] }, {}, { tags: [ruby] }).tags, [])
  })
})
