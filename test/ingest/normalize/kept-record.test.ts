// A JSON API's record in the store: kept in its own words, read by the fields of the day.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { isSameItem, type KeptItem, packed, unpacked } from '../../../src/ingest/normalize/kept-record.ts'
import { createRecordReader, filledFields, withAnswer } from '../../../src/ingest/parse/json/records.ts'
import type { SourceId } from '../../../src/model/article.ts'
import type { JsonSource } from '../../../src/model/source.ts'

const LIST = 'https://api.example.org/list'
const SOURCE: JsonSource = {
  type: 'json', id: 'wire' as SourceId, title: null, categories: [], tags: [], timezone: 'UTC', enabled: true, rights: 'full', refining: null, headers: {}, every: null, keep: null, refusals: 'domain', secrets: [], secretNames: [],
  urls: [LIST], items: '@', fields: { guid: ['id'], title: ['name'], tags: ['outlet'] }, next: null, pages: 1, detail: { url: 'https://api.example.org/{id}', fields: { content: ['text'] }, perRun: 1 },
}
const reader = createRecordReader(SOURCE)
const FEED = { base: null, language: null, people: [], rights: null }
const TEXT = '<p>The whole text</p>'

function kept(record: object, answer: object | null = { text: TEXT }): KeptItem {
  const [listed] = reader.readPage([record], { at: LIST, shown: LIST, base: LIST }).records
  const detail = answer === null ? null : reader.readDetail(answer, 'https://api.example.org/1')
  assert.ok(listed !== undefined)
  if (detail === null) return { key: '1', feed: FEED, item: listed.item }
  return { key: '1', feed: FEED, item: withAnswer(listed.item, detail), detailed: filledFields(detail) }
}
const stored = (item: KeptItem) => JSON.parse(JSON.stringify(packed(item, reader))) as ReturnType<typeof packed>
const RECORD = { id: '1', name: 'One', outlet: 'Daily', hits: 1 }

describe('a record in the store', () => {
  it('comes back as the item that it was, with its detail', () => {
    const before = kept(RECORD)
    const after = unpacked(stored(before), reader)
    assert.ok(after !== null && isSameItem(after.item, before.item))
    assert.deepEqual(after.detailed, ['content'])
  })
  it('has its text once', () => assert.equal(JSON.stringify(stored(kept(RECORD))).split('whole text').length, 2))
  it('keeps the terms that other lists have of it', () => {
    const before = kept(RECORD)
    const both = { ...before, item: { ...before.item, terms: [...before.item.terms, { kind: 'tag' as const, label: 'Weekly', scheme: null }] } }
    assert.deepEqual(unpacked(stored(both), reader)?.item.terms.map(({ label }) => label), ['Daily', 'Weekly'])
  })
  it('is read by other fields later', () => {
    const other = createRecordReader({ ...SOURCE, fields: { guid: ['id'], title: ['outlet'] }, detail: { url: 'x{id}', perRun: 1, fields: { summary: ['text'] } } })
    const { title, summary, content, terms } = unpacked(stored(kept(RECORD)), other)?.item ?? {}
    assert.deepEqual([title?.value, summary?.value, content, terms], ['Daily', TEXT, null, []])
  })
  it('is none by fields that find no title', () => assert.equal(unpacked(stored(kept(RECORD)), createRecordReader({ ...SOURCE, fields: { guid: ['id'], title: ['headline'] } })), null))
  it('is the same where only what no field takes has changed', () => assert.ok(isSameItem(kept(RECORD).item, kept({ ...RECORD, hits: 2 }).item)))
  it('is another one with another title', () => assert.ok(!isSameItem(kept(RECORD).item, kept({ ...RECORD, name: 'Two' }).item)))
  it('is passed through where an earlier version kept the item', () => {
    const { said: _said, ...item } = kept(RECORD).item
    assert.deepEqual(unpacked(stored({ key: '1', feed: FEED, item, detailed: ['content'] }), reader), { key: '1', feed: FEED, item, detailed: ['content'] })
  })
  it('is kept as the item that it became where its own words are too long', () => {
    const before = kept({ ...RECORD, odd: 'x'.repeat(1_000_001) }, null)
    assert.equal(before.item.said, undefined)
    assert.deepEqual(unpacked(stored(before), reader), before)
  })
  it('may nest as deep as it likes', () => {
    const odd = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as object
    assert.equal(unpacked(stored(kept({ ...RECORD, odd })), reader)?.item.title?.value, 'One')
  })
})
