import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { revived, withoutMove } from '../../../src/ingest/plan/revive.ts'
import { turnOf } from '../../../src/ingest/plan/due.ts'
import { sourceAt, stateWith } from '../../support/feed-source.ts'

const NOW = Date.UTC(2026, 4, 1)
const NEW = 'https://example.org/new'

describe('taking back', () => {
  it('P21: a remembered move, for good', () => {
    const { movedTo, refusedMove, nextDueAt } = withoutMove(stateWith({ movedTo: NEW, nextDueAt: NOW }))
    assert.deepEqual({ movedTo, refusedMove, nextDueAt }, { movedTo: null, refusedMove: NEW, nextDueAt: null })
  })
  it('P21: a move twice changes nothing more', () => {
    const once = withoutMove(stateWith({ movedTo: NEW }))
    assert.deepEqual(withoutMove(once), once)
  })
  it('P18: that a source is gone: it is due again', () => {
    const gone = stateWith({ gone: true, lastVisitAt: NOW - 1 })
    assert.deepEqual([turnOf(sourceAt(NEW), gone, NOW), turnOf(sourceAt(NEW), revived(gone), NOW)], ['gone', 'due'])
  })
  it('P19: failures: the source is due at once, its articles and validators stay', () => {
    const validators = { url: NEW, etag: '"1"', lastModified: null }
    const after = revived(stateWith({ failures: 9, failingSince: NOW, nextDueAt: NOW * 2, validators }))
    assert.deepEqual([after.failures, after.failingSince, after.nextDueAt, after.validators], [0, null, null, validators])
  })
})
