import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { fromZone, isTimezone, toZone } from '../../src/formats/zones.ts'

describe('zones', () => {
  const instants = [0, Date.UTC(2026, 6, 1, 23, 59, 59, 999), Date.UTC(2026, 2, 29, 1), Date.UTC(1999, 11, 31, 23), -86_400_000]
  for (const zone of ['UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe']) {
    it(`shows what ${zone} reads back`, () => assert.deepEqual(instants.map((at) => fromZone(toZone(at, zone), zone)), instants))
  }

  it('shows midnight as hour 0', () => assert.equal(toZone(Date.UTC(2026, 0, 1, 16), 'Asia/Shanghai').hour, 0))
  it('moves the day', () => assert.equal(toZone(Date.UTC(2026, 0, 1, 17, 18, 53), 'Asia/Shanghai').day, 2))
  it('counts weekdays from Sunday', () => assert.deepEqual([12, 17].map((hour) => toZone(Date.UTC(2022, 4, 14, hour), 'Asia/Shanghai').weekday), [6, 0]))
  it('knows names', () => assert.deepEqual(['UTC', 'Asia/Shanghai', 'Mars/Base', ''].map(isTimezone), [true, true, false, false]))
})
