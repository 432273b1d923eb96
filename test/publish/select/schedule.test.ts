import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { minutesBetweenRuns } from '../../../src/publish/select/schedule.ts'

describe('the minutes between two runs', () => {
  const cases = [
    { schedule: '*/15 * * * *', expect: 15 },
    { schedule: '0 * * * *', expect: 60 },
    { schedule: '55,5 * * * *', expect: 10 },
    { schedule: '30 7,12,19 * * *', expect: 300 },
    { schedule: '0 6,22 * * *', expect: 480 },
    { schedule: '0 7 * * mon', expect: 1440 },
    { schedule: '* * * * *', expect: 1 },
    { schedule: '*/10 */5 * * * *', expect: 5 },
  ]
  for (const { schedule, expect } of cases) it(`of ${schedule} are ${expect}`, () => assert.equal(minutesBetweenRuns(schedule), expect))
})
