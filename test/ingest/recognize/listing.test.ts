import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { ArticleId } from '../../../src/model/article.ts'
import type { RawFeed } from '../../../src/ingest/normalize/normalize.ts'
import { parseDocument } from '../../../src/ingest/parse/parse.ts'
import type { ParsedItem } from '../../../src/ingest/parse/parsed.ts'
import { digestsOf, divide } from '../../../src/ingest/recognize/listing.ts'

const FEED: RawFeed = { base: 'https://example.org/rss', language: 'en', people: [], rights: null }

function itemsOf(...items: readonly string[]): readonly ParsedItem[] {
  const text = `<rss version="2.0"><channel><title>News</title>${items.map((inside) => `<item>${inside}</item>`).join('')}</channel></rss>`
  return parseDocument(Buffer.from(text), null, 'x').items
}

function digestOf(inside: string, feed = FEED, rules = 'rules'): string | undefined {
  return [...digestsOf(itemsOf(inside), feed, rules).values()][0]
}

describe('the digest of an item', () => {
  const said = '<guid>1</guid><title>One</title><link>/1</link>'
  const cases = [
    { it: 'is another one when a text changes', other: digestOf(said.replace('One', 'Two')) },
    { it: 'is another one when something is added', other: digestOf(`${said}<category>a</category>`) },
    { it: 'is another one when the document lies elsewhere', other: digestOf(said, { ...FEED, base: 'https://example.net/rss' }) },
    { it: 'is another one when the document names another author', other: digestOf(said, { ...FEED, people: [{ text: 'Ada', name: null, email: null, url: null }] }) },
    { it: 'is another one when the rules for its article have changed', other: digestOf(said, FEED, 'other rules') },
  ]
  for (const c of cases) it(c.it, () => assert.notEqual(c.other, digestOf(said)))

  it('is the same wherever the item stands', () => {
    const [, moved] = [...digestsOf(itemsOf('<guid>0</guid>', said), FEED, 'rules').values()]
    assert.equal(moved, digestOf(said))
  })
})

describe('a document', () => {
  it('is divided into what it said before and the rest', () => {
    const before = new Map([[digestOf('<guid>1</guid>') ?? '', 'a' as ArticleId], [digestOf('<guid>gone</guid>') ?? '', 'b' as ArticleId]])
    const items = itemsOf('<guid>2</guid>', '<guid>1</guid>')
    const { unchanged, others } = divide(digestsOf(items, FEED, 'rules'), before)
    assert.deepEqual([[...unchanged.values()], others.map(({ guid }) => guid)], [['a'], ['2']])
  })

  it('has all items read that share a guid, whatever they said before', () => {
    const items = itemsOf('<guid>1</guid><link>/a</link>', '<guid>1</guid><link>/b</link>', '<guid>2</guid>')
    const before = new Map([...digestsOf(items, FEED, 'rules').values()].map((digest, i) => [digest, `${i}` as ArticleId]))
    const { unchanged, others } = divide(digestsOf(items, FEED, 'rules'), before)
    assert.deepEqual([[...unchanged.values()], others.map(({ links }) => links[0]?.href)], [['2'], ['/a', '/b']])
  })
})
