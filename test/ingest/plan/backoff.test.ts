import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { SourceId } from '../../../src/model/article.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/model/clock.ts'
import { freshUntil, nextDueAt, quietFor, retryDueAt } from '../../../src/ingest/plan/backoff.ts'

const NOW = Date.UTC(2026, 4, 1, 12, 30) // a Friday
const SILENT = { every: null, freshUntil: null, document: null }
const PLAIN = { minInterval: null, skipHours: [], skipDays: [] }
const ALL_HOURS = Array.from({ length: 24 }, (_, hour) => hour)

describe('after a visit that went well', () => {
  const cases = [
    { it: 'a source is due again at once when nobody says anything', waits: {}, expect: 0 },
    { it: 'after its own interval, half a minute early for runs by the clock', waits: { every: 30 * MINUTE }, expect: 30 * MINUTE - 30 * SECOND },
    { it: 'after a short interval, a twentieth early', waits: { every: SECOND }, expect: 950 },
    { it: 'P11: max-age, which counts from the answer', waits: { freshUntil: freshUntil(NOW + 4 * MINUTE, 10 * MINUTE) }, expect: 14 * MINUTE },
    { it: 'P11: not before its own interval, which counts from the run', waits: { every: HOUR, freshUntil: freshUntil(NOW + 4 * MINUTE, 10 * MINUTE) }, expect: HOUR - 30 * SECOND },
    { it: 'never before the run, be the clock set back in it', waits: { freshUntil: freshUntil(NOW - DAY, HOUR) }, expect: 0 },
    { it: 'P11: the longest of all', waits: { every: HOUR, freshUntil: NOW + 2 * HOUR, document: { ...PLAIN, minInterval: 3 * HOUR } }, expect: 3 * HOUR },
    { it: 'P13: the ttl of the document', waits: { document: { ...PLAIN, minInterval: HOUR } }, expect: HOUR },
    { it: 'P12: no hint holds longer than a day', waits: { freshUntil: freshUntil(NOW, 31 * 365 * DAY), document: { ...PLAIN, minInterval: 31 * 365 * DAY } }, expect: DAY },
    { it: 'P12: nonsense holds nothing', waits: { freshUntil: freshUntil(NOW + HOUR, -5), document: { ...PLAIN, minInterval: Number.NaN } }, expect: 0 },
    { it: 'an own interval of a week holds', waits: { every: 7 * DAY }, expect: 7 * DAY - 30 * SECOND },
    { it: 'P14: past a skipped hour', waits: { document: { ...PLAIN, skipHours: [12, 13] } }, expect: 90 * MINUTE },
    { it: 'P14: past skipped days', waits: { document: { ...PLAIN, skipDays: [5, 6, 0] } }, expect: 2 * DAY + 11 * HOUR + 30 * MINUTE },
    { it: 'P14: a skipped hour that comes later changes nothing', waits: { document: { ...PLAIN, skipHours: [13] } }, expect: 0 },
    { it: 'P14: what the interval leads into is skipped too', waits: { every: HOUR, document: { ...PLAIN, skipHours: [13] } }, expect: 90 * MINUTE },
    { it: 'P12: skipping all hours skips none', waits: { document: { ...PLAIN, skipHours: ALL_HOURS } }, expect: 0 },
  ]
  for (const c of cases) it(c.it, () => assert.equal(nextDueAt(NOW, { ...SILENT, ...c.waits }) - NOW, c.expect))
})

/** How long a source waits that failed `failures` times in a row. */
function wait(failures: number, waits: { every?: number; retryAfter?: number } = {}, id = 'sample'): number {
  return retryDueAt(NOW, id as SourceId, failures, { every: null, retryAfter: null, ...waits }) - NOW
}

/** Up to a tenth is taken off, so that not all come back together. */
function about(expected: number, actual: number): void {
  assert.ok(actual > expected * 0.9 && actual <= expected, `${actual} ms`)
}

describe('after a visit that failed', () => {
  it('P17: waits about five minutes the first time', () => about(5 * MINUTE, wait(1)))
  it('P17: doubles with each failure', () => about(40 * MINUTE, wait(4)))
  it('P19: never gives up: a dead source is asked once a day', () => {
    for (const failures of [10, 100, 2000]) about(DAY, wait(failures))
  })
  it('begins at a longer own interval', () => about(4 * HOUR, wait(3, { every: HOUR })))
  it('never waits less than the own interval, even one of a week', () => assert.equal(wait(1, { every: 7 * DAY }), 7 * DAY))
  it('P15: waits for Retry-After when that is longer', () => assert.equal(wait(1, { retryAfter: 2 * HOUR }), 2 * HOUR))
  it('P15: does not come earlier than its own backoff for a short Retry-After', () => about(5 * MINUTE, wait(1, { retryAfter: SECOND })))
  it('P16: follows no Retry-After beyond a day', () => assert.equal(wait(1, { retryAfter: 3650 * DAY }), DAY))
  it('P32: spreads sources that failed together, each time the same way', () => {
    const waits = Array.from({ length: 100 }, (_, i) => wait(9, {}, `source-${i}`))
    assert.ok(new Set(waits).size > 95)
    assert.equal(wait(9, {}, 'source-1'), waits[1])
  })
})

const rest = (quiet: number, waits = {}): number => nextDueAt(NOW, { ...SILENT, changedAt: NOW - quiet, ...waits }) - NOW

describe('a source without an interval of its own', () => {
  const cases = [
    { it: 'is due at each run while it changes', quiet: 4 * HOUR, expect: 0 },
    { it: 'rests for a twentieth of its silence', quiet: DAY, expect: 72 * MINUTE },
    { it: 'is asked every four hours at least, however long it is silent', quiet: 400 * DAY, expect: 4 * HOUR },
    { it: 'is due at once when the clock was set back', quiet: -DAY, expect: 0 },
    { it: 'rests as long as it asks to when that is longer', quiet: DAY, waits: { freshUntil: NOW + 5 * HOUR }, expect: 5 * HOUR },
    { it: 'never rests where the operator gave it an interval', quiet: 400 * DAY, waits: { every: HOUR }, expect: HOUR - 30 * SECOND },
  ]
  for (const c of cases) it(`P11: ${c.it}`, () => assert.equal(rest(c.quiet, c.waits), c.expect))
})

describe('P31: how long a refusal concerns the whole host', () => {
  const cases = [
    { it: '429 for as long as it says', status: 429, retryAfter: HOUR, expect: HOUR },
    { it: '429 for five minutes when it does not say', status: 429, retryAfter: null, expect: 5 * MINUTE },
    { it: 'P16: never for more than a day', status: 429, retryAfter: 400 * DAY, expect: DAY },
    { it: '503 for as long as it says', status: 503, retryAfter: HOUR, expect: HOUR },
    { it: '503 not at all when it does not say: it may be one page', status: 503, retryAfter: null, expect: null },
    { it: 'no other refusal', status: 404, retryAfter: HOUR, expect: null },
  ]
  for (const c of cases) it(c.it, () => assert.equal(quietFor(c.status, c.retryAfter), c.expect))
})
