import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/model/clock.ts'
import { readDocumentHints, readMaxAge, readRetryAfter } from '../../../src/ingest/plan/hints.ts'

const NOW = Date.UTC(2026, 4, 1, 12)
const IN_AN_HOUR = 'Fri, 01 May 2026 13:00:00 GMT'

describe('P11: how long an answer stays fresh', () => {
  const cases = [
    { it: 'max-age', headers: { 'cache-control': 'public, max-age=600' }, expect: 600 * SECOND },
    { it: 'max-age in odd writing', headers: { 'cache-control': 'MAX-AGE="600"' }, expect: 600 * SECOND },
    { it: 'max-age less Age', headers: { 'cache-control': 'max-age=600', age: '500' }, expect: 100 * SECOND },
    { it: 'never less than nothing', headers: { 'cache-control': 'max-age=600', age: '5000' }, expect: 0 },
    { it: 's-maxage is for shared caches', headers: { 'cache-control': 's-maxage=600' }, expect: null },
    { it: 'two headers are one list', headers: { 'cache-control': ['public', 'max-age=1'] }, expect: SECOND },
    { it: 'max-age before Expires', headers: { 'cache-control': 'max-age=1', expires: IN_AN_HOUR }, expect: SECOND },
    { it: 'Expires', headers: { expires: IN_AN_HOUR }, expect: HOUR },
    { it: 'Expires in the form of RFC 850', headers: { expires: 'Friday, 01-May-26 13:00:00 GMT' }, expect: HOUR },
    { it: 'Expires in the form of asctime', headers: { expires: 'Fri May  1 13:00:00 2026' }, expect: HOUR },
    { it: 'P12: Expires long ago', headers: { expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, expect: 0 },
    { it: 'P12: Expires that is no date', headers: { expires: '0' }, expect: null },
    { it: 'P12: words', headers: { 'cache-control': 'max-age=ten' }, expect: null },
    { it: 'P12: negative', headers: { 'cache-control': 'max-age=-1' }, expect: null },
    { it: 'P12: more digits than sense', headers: { 'cache-control': 'max-age=99999999999999999999' }, expect: null },
    { it: 'P4: no-cache asks to check each time', headers: { 'cache-control': 'no-cache, max-age=600' }, expect: null },
    { it: 'silence', headers: {}, expect: null },
  ]
  for (const c of cases) it(c.it, () => assert.equal(readMaxAge(c.headers, NOW), c.expect))
})

describe('P15: Retry-After', () => {
  const cases = [
    { it: 'in seconds', value: '120', expect: 120 * SECOND },
    { it: 'as a date', value: IN_AN_HOUR, expect: HOUR },
    { it: 'P16: of years is told as it is, backoff.ts bounds it', value: '315360000', expect: 3650 * DAY },
    { it: 'P16: negative', value: '-1', expect: null },
    { it: 'P16: a date that is over', value: 'Thu, 01 Jan 1970 00:00:00 GMT', expect: null },
    { it: 'P16: unreadable', value: 'later', expect: null },
  ]
  for (const c of cases) it(c.it, () => assert.equal(readRetryAfter({ 'retry-after': c.value }, NOW), c.expect))
  it('missing', () => assert.equal(readRetryAfter({}, NOW), null))
})

describe('P13, P14: what a document asks', () => {
  const silent = { ttl: null, updatePeriod: null, updateFrequency: null, skipHours: [], skipDays: [] }
  const intervals = [
    { it: 'nothing', written: {}, expect: null },
    { it: 'ttl in minutes', written: { ttl: ' 60 ' }, expect: HOUR },
    { it: 'P12: ttl 0', written: { ttl: '0' }, expect: null },
    { it: 'P12: ttl in words', written: { ttl: 'an hour' }, expect: null },
    { it: 'P12: negative ttl', written: { ttl: '-60' }, expect: null },
    { it: 'updatePeriod', written: { updatePeriod: 'Hourly' }, expect: HOUR },
    { it: 'updatePeriod and updateFrequency', written: { updatePeriod: 'daily', updateFrequency: '4' }, expect: 6 * HOUR },
    { it: 'P12: updateFrequency 0', written: { updatePeriod: 'daily', updateFrequency: '0' }, expect: DAY },
    { it: 'an unknown updatePeriod', written: { updatePeriod: 'constructor' }, expect: null },
    { it: 'updateFrequency alone', written: { updateFrequency: '4' }, expect: null },
    { it: 'the longer of both', written: { ttl: '5', updatePeriod: 'hourly', updateFrequency: '2' }, expect: 30 * MINUTE },
  ]
  for (const c of intervals) it(c.it, () => assert.equal(readDocumentHints({ ...silent, ...c.written }).minInterval, c.expect))

  it('skipHours, 24 being midnight', () => {
    assert.deepEqual(readDocumentHints({ ...silent, skipHours: ['0', ' 5', '23', '24', '25', 'x', '-1'] }).skipHours, [0, 5, 23, 0])
  })
  it('skipDays in any case', () => {
    assert.deepEqual(readDocumentHints({ ...silent, skipDays: ['Saturday', 'SUNDAY ', 'Caturday'] }).skipDays, [6, 0])
  })
})
