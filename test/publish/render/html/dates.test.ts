import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { toZone } from '../../../../src/formats/zones.ts'
import { clockTime, isoDay, isoInstant, playingTime } from '../../../../src/publish/render/html/dates.ts'

describe('isoDay and clockTime', () => {
  const cases = [
    { it: 'is the instant itself in UTC', at: '2022-05-13T09:18:53Z', zone: 'UTC', expect: '2022-05-13 09:18' },
    { it: 'moves a late story into the next day of an eastern zone', at: '2022-05-13T17:18:53Z', zone: 'Asia/Shanghai', expect: '2022-05-14 01:18' },
    { it: 'knows summer time', at: '2025-06-03T09:00:00Z', zone: 'Europe/London', expect: '2025-06-03 10:00' },
    { it: 'knows winter time', at: '2025-01-03T09:00:00Z', zone: 'Europe/London', expect: '2025-01-03 09:00' },
    { it: 'shows midnight as 00:00', at: '2025-01-03T00:00:00Z', zone: 'UTC', expect: '2025-01-03 00:00' },
    { it: 'knows zones that differ by less than an hour', at: '2025-01-03T00:00:00Z', zone: 'Asia/Kathmandu', expect: '2025-01-03 05:45' },
    { it: 'knows the last second of winter time', at: '2025-03-30T00:59:59Z', zone: 'Europe/London', expect: '2025-03-30 00:59' },
    { it: 'knows the first second of summer time', at: '2025-03-30T01:00:00Z', zone: 'Europe/London', expect: '2025-03-30 02:00' },
    { it: 'knows clocks that are set by half an hour, before', at: '2025-04-05T14:59:59Z', zone: 'Australia/Lord_Howe', expect: '2025-04-06 01:59' },
    { it: 'and after', at: '2025-04-05T15:00:00Z', zone: 'Australia/Lord_Howe', expect: '2025-04-06 01:30' },
    { it: 'reads dates from before 1970', at: '1969-07-20T20:17:40Z', zone: 'America/New_York', expect: '1969-07-20 16:17' },
  ]
  for (const c of cases) {
    it(c.it, () => {
      const shown = toZone(Date.parse(c.at), c.zone)
      assert.equal(`${isoDay(shown)} ${clockTime(shown)}`, c.expect)
    })
  }
})

describe('isoInstant', () => {
  it('drops the milliseconds', () => assert.equal(isoInstant(Date.parse('2022-05-13T09:18:53.999Z')), '2022-05-13T09:18:53Z'))
})

describe('playingTime', () => {
  const cases = [
    { it: 'pads seconds', seconds: 65, expect: '1:05' },
    { it: 'pads minutes behind hours', seconds: 3725, expect: '1:02:05' },
    { it: 'rounds', seconds: 59.6, expect: '1:00' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(playingTime(c.seconds), c.expect))
})
