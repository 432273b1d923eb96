import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { createRecordReader } from '../../../../src/ingest/parse/json/records.ts'
import type { JsonSource } from '../../../../src/model/source.ts'

const LIST = 'https://api.example.org/list'
const SOURCE = { items: '@', fields: { guid: ['id'], url: ['link'], externalUrl: ['more'], title: ['title'] }, next: null, detail: null, timezone: 'UTC' }
const reader = createRecordReader(SOURCE as unknown as JsonSource)

function read(record: object, base = LIST): string {
  const { records, notes } = reader.readPage([record], { at: LIST, shown: LIST, base })
  return records[0]?.item.title?.value ?? notes[0]?.message.replace(`record 1 of ${LIST}: it has `, '') ?? ''
}

describe('a record of a list', () => {
  const cases = [
    { it: 'is one by its id', record: { id: 7 }, expect: 'T' },
    { it: 'is one by its id, be its address none', record: { id: 7, link: 'app://7' }, expect: 'T' },
    { it: 'is one by its address', record: { link: '/7' }, expect: 'T' },
    { it: 'is none by an address that cannot be followed: many have that in common', record: { link: 'javascript:open(7)' }, expect: 'no guid, no url that can be followed ("javascript:open(7)")' },
    { it: 'is none by a relative address where that of its list is secret', record: { link: '/7' }, base: '', expect: 'no guid, no url that can be followed ("/7")' },
    { it: 'is none by the address of another page', record: { more: 'https://example.org/7' }, expect: 'no guid or url' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(read({ title: 'T', ...c.record }, c.base), c.expect))
})
