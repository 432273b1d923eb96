import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { formatRfc3339, formatRfc822, parseDate } from '../../src/formats/dates.ts'

const ZONE = 'Asia/Shanghai' // eight hours ahead: what has no zone of its own shows it

/** Each a spelling that real feeds use, and the instant it names; null: no date. */
const spellings: readonly (readonly [kind: string, dates: Readonly<Record<string, string | null>>])[] = [
  [
    'RFC 3339 and W3CDTF',
    {
      '2003-12-31T10:14:55Z': '2003-12-31T10:14:55Z',
      '2003-12-31t10:14:55z': '2003-12-31T10:14:55Z',
      '2003-12-31T10:14:55-08:00': '2003-12-31T18:14:55Z',
      '2003-12-31T10:14:55.25Z': '2003-12-31T10:14:55.250Z',
      '2003-12-31T10:14:55.123456789Z': '2003-12-31T10:14:55.123Z',
      '2003-12-31T10:14:55,5Z': '2003-12-31T10:14:55.500Z',
      '2003-12-31T10:14Z': '2003-12-31T10:14:00Z',
      '2003-12-31T10:14+08': '2003-12-31T02:14:00Z',
      '2003-12-31 10:14:55 +0800': '2003-12-31T02:14:55Z',
      '2003-12-31T10:14:55': '2003-12-31T02:14:55Z',
      '2003-12-31T10:14:55 GMT': '2003-12-31T10:14:55Z',
      '2003-12-31T24:00:00Z': '2004-01-01T00:00:00Z',
      '2016-12-31T23:59:60Z': '2017-01-01T00:00:00Z',
      '2003-1-5T1:2:3Z': '2003-01-05T01:02:03Z',
      '2003-12-31Z': '2003-12-31T00:00:00Z',
      '2003-12-31': '2003-12-30T16:00:00Z',
      '2003-12': '2003-11-30T16:00:00Z',
      '2003': '2002-12-31T16:00:00Z',
      '20031231': '2003-12-30T16:00:00Z',
      '20031231T101455Z': '2003-12-31T10:14:55Z',
      '2003-335': '2003-11-30T16:00:00Z',
      '2003335': '2003-11-30T16:00:00Z',
      '03-12-31': '2003-12-30T16:00:00Z',
      '031231': '2003-12-30T16:00:00Z',
      '  2003-12-31T10:14:55Z\n': '2003-12-31T10:14:55Z',
      '2026-01-01 12:00:00 Asia/Shanghai': '2026-01-01T04:00:00Z',
    },
  ],
  [
    'RFC 822 and its successors',
    {
      'Thu, 01 Jan 2004 19:48:21 GMT': '2004-01-01T19:48:21Z',
      'Thu, 1 Jan 2004 19:48:21 +0100': '2004-01-01T18:48:21Z',
      'Thu, 01 Jan 2004 19:48:21 +01:00': '2004-01-01T18:48:21Z',
      'Thu, 01 Jan 04 19:48 EST': '2004-01-02T00:48:00Z',
      '01 Jan 99 19:48:21 UT': '1999-01-01T19:48:21Z',
      '01 Jan 104 19:48:21 UT': '2004-01-01T19:48:21Z',
      'Thu,01 January 2004 19:48:21 Z': '2004-01-01T19:48:21Z',
      'Thu 1 Jan 2004 19:48:21 PDT': '2004-01-02T02:48:21Z',
      'Thu, 01 Jan 2004 19:48:21 A': '2004-01-01T19:48:21Z',
      'Thu, 01 Jan 2004 19:48:21 PST8PDT': '2004-01-02T03:48:21Z',
      'Thu, 01 Jan 2004 19:48:21 +0000 (UTC)': '2004-01-01T19:48:21Z',
      'Thu, 01 Jan 2004 19:48:21 GMT+02:00': '2004-01-01T17:48:21Z',
      'Thu, 01 Jan 2004 19:48:21 -0000': '2004-01-01T19:48:21Z',
      'Thu, 01 Jan 2004 07:48:21 PM GMT': '2004-01-01T19:48:21Z',
      'Thu, 01 Jan 2004 19:48:21': '2004-01-01T11:48:21Z',
      'Thu, 01 Jan 2004 19:48:21 XYZ': '2004-01-01T11:48:21Z',
      'Thu, 01 Jan 2004': '2003-12-31T16:00:00Z',
      'Xxx, 01 Jan 2004 19:48:21 GMT': '2004-01-01T19:48:21Z',
      '1-Jan-2004 19:48:21 GMT': '2004-01-01T19:48:21Z',
      'Thu, Jan 01 2004 19:48:21 GMT': '2004-01-01T19:48:21Z',
      'Thu, 01 Sept 2004 19:48:21 GMT': '2004-09-01T19:48:21Z',
    },
  ],
  [
    'asctime, logs and databases',
    {
      'Sun Jan  4 16:29:06 2004': '2004-01-04T08:29:06Z',
      'Sun Jan 4 16:29:06 PDT 2004': '2004-01-04T23:29:06Z',
      '2004-07-08 23:56:58.0': '2004-07-08T15:56:58Z',
      'Fri, 2006/09/15 08:19:53 EDT': '2006-09-15T12:19:53Z',
      '1089287818': '2004-07-08T11:56:58Z',
      '1089287818000': '2004-07-08T11:56:58Z',
    },
  ],
  [
    'everyday spellings',
    {
      'January 5, 2004 10:00 am': '2004-01-05T02:00:00Z',
      'January 5th, 2004': '2004-01-04T16:00:00Z',
      'Aug. 12, 2010 at 3:30 p.m. EDT': '2010-08-12T19:30:00Z',
      '12:05 AM, 3 March 2010 UTC': '2010-03-03T00:05:00Z',
      '1/15/2004 10:00': '2004-01-15T02:00:00Z',
      '15/1/2004 10:00': '2004-01-15T02:00:00Z',
      '15.07.2004 10:00': '2004-07-15T02:00:00Z',
      '11-9-2017': '2017-09-10T16:00:00Z',
      '2014/05/06': '2014-05-05T16:00:00Z',
    },
  ],
  [
    'other languages',
    {
      '2004年7月8日 12:30:15': '2004-07-08T04:30:15Z',
      '2004年7月8日 下午3:05': '2004-07-08T07:05:00Z',
      '2004年7月8日12時30分': '2004-07-08T04:30:00Z',
      '2004년 05월 28일  01:31:15': '2004-05-27T17:31:15Z',
      '2004-05-25 오후 11:23:17': '2004-05-25T15:23:17Z',
      '2018. 4. 5. 오전 9:01': '2018-04-05T01:01:00Z',
      'Κυρ, 11 Ιούλ 2004 12:00:00 EST': '2004-07-11T17:00:00Z',
      '2004-július-13T9:15-05:00': '2004-07-13T14:15:00Z',
      '5 de enero de 2004': '2004-01-04T16:00:00Z',
      'mar. 5 oct. 2010 10:00:00 +0200': '2010-10-05T08:00:00Z',
      'Mi, 14 Dez 2005 10:00:00 +0100': '2005-12-14T09:00:00Z',
      '1er août 2011 10:00': '2011-08-01T02:00:00Z',
      '5 июля 2004 г. 10:00': '2004-07-05T02:00:00Z',
      'Pt, 03 paź 2014 10:00:00 +0200': '2014-10-03T08:00:00Z',
    },
  ],
  [
    'no date',
    {
      '': null,
      yesterday: null,
      'Tue, 31 Feb 2004 10:00:00 GMT': null,
      'Mon, 32 Jan 2004 10:00:00 GMT': null,
      '2004-13-01': null,
      '2004-12-32': null,
      '2003-02-29T00:00:00Z': null,
      '2003-12-31T25:00:00Z': null,
      '2003-12-31T10:60:00Z': null,
      '0000-00-00T00:00:00Z': null,
      '-0001-11-30T00:00:00+00:00': null,
      '9999-12-31T00:00:00Z': null,
      ' +0800': null,
      '99999999999999999999': null,
    },
  ],
]

const MONTHS = ' Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mai Set'.split(' ')
const two = (max: number) => fc.nat(max).map((number) => String(number).padStart(2, '0'))
const zones = fc.oneof(
  fc.constant({ rfc822: 'GMT', iso: 'Z' }),
  fc.tuple(fc.constantFrom('+', '-'), two(20), two(70)).map(([sign, hours, minutes]) => ({ rfc822: `${sign}${hours}${minutes}`, iso: `${sign}${hours}:${minutes}` })),
)
const times = fc.tuple(two(25), two(61), two(61)).map((time) => time.join(':'))
const parts = fc.tuple(fc.integer({ min: 1890, max: 2210 }).map(String), two(15), two(33), times, zones, fc.constantFrom('Thu', 'Foo', 'Dé.', '1 J'))

describe('parseDate', () => {
  for (const [kind, dates] of spellings) {
    describe(kind, () => {
      for (const [text, expected] of Object.entries(dates)) it(`reads ${JSON.stringify(text)}`, () => assert.equal(iso(parseDate(text, ZONE)), expected))
    })
  }

  it('takes the first of two times that clocks show alike', () => assert.equal(iso(parseDate('2026-10-25 02:30', 'Europe/Berlin')), '2026-10-25T00:30:00Z'))
  it('reads a time that clocks skip as before the skip', () => assert.equal(iso(parseDate('2026-03-29 02:30', 'Europe/Berlin')), '2026-03-29T01:30:00Z'))
  // A second blank, or one before the zone, and a date is no longer of the usual form.
  it('reads usual and unusual forms alike', () => {
    fc.assert(fc.property(parts, ([year, month, day, time, zone, word]) => {
      const rfc822 = `${word}, ${day} ${MONTHS[Number(month)] ?? 'Foo'} ${year} ${time} ${zone.rfc822}`
      assert.equal(parseDate(rfc822, ZONE), parseDate(rfc822.replace(', ', ',  '), ZONE), rfc822)
      const iso8601 = `${year}-${month}-${day}T${time}`
      assert.equal(parseDate(`${iso8601}${zone.iso}`, ZONE), parseDate(`${iso8601} ${zone.iso}`, ZONE), iso8601)
    }), { numRuns: 3000 })
  })
  it('gives up on a very long text at once', () => assert.equal(parseDate(`${'1 '.repeat(500_000)}Jan 2004`, ZONE), null))
})

describe('formatting', () => {
  const at = Date.UTC(2026, 0, 1, 9, 5, 0)
  it('writes RFC 822 with four digits of the year', () => assert.equal(formatRfc822(at), 'Thu, 01 Jan 2026 09:05:00 GMT'))
  it('writes RFC 3339 with whole seconds', () => assert.equal(formatRfc3339(at), '2026-01-01T09:05:00Z'))
  it('writes milliseconds where there are any', () => assert.equal(formatRfc3339(at + 7), '2026-01-01T09:05:00.007Z'))
})

function iso(at: number | null): string | null {
  return at === null ? null : formatRfc3339(at)
}
