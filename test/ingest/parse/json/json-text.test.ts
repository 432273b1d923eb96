// JSON text to values, where JSON.parse alone would lose what was written.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { parseJson } from '../../../../src/ingest/parse/json/json-text.ts'

const valueOf = (text: string): unknown => parseJson(text, 'x').value

describe('numbers', () => {
  const cases = [
    { it: 'of 18 digits stay what they are', text: '{"id": 202205130000000001, "ids": [202205130000000001,\n -202205130000000003]}', expect: { id: '202205130000000001', ids: ['202205130000000001', '-202205130000000003'] } },
    { it: 'that a number holds are numbers', text: '[9007199254740991, 1652404733000000, 12, 1.5, 1e30]', expect: [9007199254740991, 1652404733000000, 12, 1.5, 1e30] },
    { it: 'in texts are texts', text: '["a: 202205130000000001", 1]', expect: ['a: 202205130000000001', 1] },
    { it: 'of a document that is cut are exact', text: '{"items": [{"id": 202205130000000001}, {"id": 2', expect: { items: [{ id: '202205130000000001' }] } },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(valueOf(c.text), c.expect))

  it('are read in a document nested to the bottom, too (H6)', () => {
    const deep = `[202205130000000001, ${'['.repeat(100_000)}${']'.repeat(100_000)}]`
    assert.equal(Array.isArray(valueOf(deep)), true)
  })
})
