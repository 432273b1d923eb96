import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { Stretch } from '../../../src/model/source.ts'
import { remembered } from '../../../src/ingest/plan/history.ts'

const UNCHANGED = { outcome: 'unchanged', http: 304 } as const
const FAILED = { outcome: 'failed', http: 500 } as const

function after(...visits: readonly Pick<Stretch, 'outcome' | 'http'>[]): readonly Stretch[] {
  return visits.reduce<readonly Stretch[]>((history, visit, i) => remembered(history, i, visit), [])
}

describe('the history of a source', () => {
  it('begins with its first visit', () => assert.deepEqual(after(FAILED), [{ ...FAILED, firstAt: 0, lastAt: 0, visits: 1 }]))
  it('tells visits that came to the same together', () => {
    assert.deepEqual(after(UNCHANGED, UNCHANGED, UNCHANGED), [{ ...UNCHANGED, firstAt: 0, lastAt: 2, visits: 3 }])
  })
  it('tells another status apart', () => assert.equal(after(FAILED, { ...FAILED, http: 503 }).length, 2))
  it('tells of what came between', () => assert.deepEqual(after(UNCHANGED, FAILED, UNCHANGED).map(({ http }) => http), [304, 500, 304]))
  it('keeps the last twenty stretches', () => {
    const history = after(...Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? UNCHANGED : FAILED)))
    assert.deepEqual([history.length, history[0]?.firstAt, history.at(-1)?.firstAt], [20, 80, 99])
  })
})
