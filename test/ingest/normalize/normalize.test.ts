import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { deriveArticle, normalizeFeed, type Rules } from '../../../src/ingest/normalize/normalize.ts'
import { parseDocument } from '../../../src/ingest/parse/parse.ts'
import type { SourceId } from '../../../src/model/article.ts'
import { canonicalTerms, NO_TAXONOMY, termKey } from '../../../src/model/taxonomy.ts'

const RULES: Rules = { sourceId: 'news' as SourceId, categories: ['World'], tags: ['wire'], timezone: 'Asia/Shanghai', taxonomy: NO_TAXONOMY, refiner: null, secrets: [] }

function normalize(children: string, rules = RULES, sharedGuids: ReadonlyMap<string, string | null> = new Map(), url: string | null = 'https://example.org/rss') {
  const parsed = parseDocument(new TextEncoder().encode(`<rss version="2.0"><channel>${children}</channel></rss>`), null, 'x')
  return normalizeFeed(parsed, url, rules, sharedGuids)
}

function firstOf(children: string, rules = RULES) {
  const [first] = normalize(`<item>${children}</item>`, rules).items
  assert.ok(first !== undefined)
  return first
}

function entryUpdatedAt(updated: string) {
  const text = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><updated>${updated}</updated></entry></feed>`
  return normalizeFeed(parseDocument(new TextEncoder().encode(text), null, 'x'), null, RULES, new Map()).items[0]?.article
}

describe('normalizeFeed', () => {
  it('gives the source’s categories and adds its tags', () => {
    const { article } = firstOf('<guid>1</guid><category domain="urn:d">Tea</category>')
    assert.deepEqual(article.categories, [{ label: 'World', scheme: null }])
    assert.deepEqual(article.tags, [{ label: 'Tea', scheme: 'urn:d' }, { label: 'wire', scheme: null }])
  })

  it('keeps with each item what all share in bearable length', () => {
    const book = 'y'.repeat(1_000_000)
    const { items } = normalize(`<copyright>${book}</copyright><managingEditor>${book}</managingEditor><webMaster>a@b.example (Ann)</webMaster><item><guid>1</guid></item>`)
    assert.ok(JSON.stringify(items).length < 50_000)
  })

  it('renames and drops terms as the taxonomy says', () => {
    const taxonomy = { ...NO_TAXONOMY, aliases: new Map([[termKey('tee'), 'Tea']]), drop: new Set([termKey('wire')]) }
    assert.deepEqual(firstOf('<guid>1</guid><category>tee</category>', { ...RULES, taxonomy }).article.tags, canonicalTerms(taxonomy, [{ label: 'Tea', scheme: null }]))
  })

  it('reads dates without a zone in the source’s own', () => {
    assert.equal(firstOf('<guid>1</guid><pubDate>1 Jan 2026 08:00</pubDate>').article.publishedAt, Date.UTC(2026, 0, 1))
  })

  it('names the feed by where it was read', () => assert.equal(normalize('<title>T</title>').channel.id, 'https://example.org/rss'))
  it('knows an untitled, unlinked item by its text, each time', () => {
    const [one, two] = [firstOf('<description>x</description>'), firstOf('<description>x</description>')]
    assert.equal(one.article.id, two.article.id)
    assert.notEqual(one.article.id, firstOf('<description>y</description>').article.id)
  })

  it('remembers guids that two items share (C13)', () => {
    const items = '<item><guid>1</guid><link>https://example.org/1</link></item><item><guid>1</guid><link>https://example.org/2</link></item>'
    const { sharedGuids, items: both } = normalize(items)
    assert.deepEqual(sharedGuids, ['1'])
    const [later] = normalize('<item><guid>1</guid><link>https://example.org/2</link></item>', RULES, new Map(sharedGuids.map((guid) => [guid, null]))).items
    assert.equal(later?.article.id, both[1]?.article.id)
  })

  it('takes an Atom date of change for want of another, but never for a revision', () => {
    const [one, two] = [entryUpdatedAt('2026-01-01T00:00:00Z'), entryUpdatedAt('2026-01-02T00:00:00Z')]
    assert.equal(one?.publishedAt, Date.UTC(2026, 0, 1))
    assert.equal(one?.revision, two?.revision)
  })

  it('changes the revision with the text', () => {
    assert.notEqual(firstOf('<guid>1</guid><description>a</description>').article.revision, firstOf('<guid>1</guid><description>b</description>').article.revision)
  })

  it('notes a date that it cannot read, with the item’s place', () => {
    const { notes } = normalize('<item><guid>1</guid></item><item><guid>2</guid><pubDate>soon</pubDate></item>')
    assert.deepEqual(notes, [{ code: 'date.unreadable', message: 'item 2: cannot read the date "soon"' }])
  })
})

describe('deriveArticle', () => {
  it('makes the same article from what was kept, without the document', () => {
    const { article, raw } = firstOf('<guid>1</guid><title>T</title><link>/1</link><description>&lt;a href="x"&gt;x&lt;/a&gt;</description>')
    assert.deepEqual(deriveArticle(JSON.parse(JSON.stringify(raw)), '1', RULES).article, article)
  })

  it('applies changed rules', () => {
    const { raw } = firstOf('<guid>1</guid>')
    assert.deepEqual(deriveArticle(raw, '1', { ...RULES, categories: ['Home'] }).article.categories, [{ label: 'Home', scheme: null }])
  })

  it('lets a post’s body decide its revision', () => {
    const { raw } = firstOf('<guid>1</guid>')
    const [one, two] = [deriveArticle(raw, '1', RULES, '*a*'), deriveArticle(raw, '1', RULES, '*b*')]
    assert.notEqual(one.article.revision, two.article.revision)
    assert.equal(one.article.contentHtml, '')
  })
})
