// Time zones: from the wall clock of an IANA zone to an instant and back. The machine's own zone is never asked for.

import type { EpochMs } from '../model/article.ts'
import { DAY, MINUTE } from '../model/clock.ts'

/** What a clock on the wall shows. */
export interface WallTime {
  readonly year: number
  readonly month: number // 1 to 12
  readonly day: number
  readonly hour: number // 24 only as 24:00:00, the end of the day
  readonly minute: number
  readonly second: number // 60 in a leap second
  readonly millisecond: number
}

/** The instant at which UTC shows this time; null where the parts are no date of 1900 to 2199: nothing is ever rolled over. */
export function fromUtc(wall: WallTime): EpochMs | null {
  if (!isWallTime(wall)) return null
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second, wall.millisecond)
}

/**
 * The instant at which clocks in a zone show this time; where they show it twice, the first; where they skip it, as before the skip.
 * Null as with `fromUtc`.
 * @param timezone  IANA name
 * @throws RangeError for a name that is no zone
 */
export function fromZone(wall: WallTime, timezone: string): EpochMs | null {
  const utc = fromUtc(wall)
  if (utc === null || timezone === 'UTC') return utc
  const [before, after] = [offsetAt(utc - DAY, timezone), offsetAt(utc + DAY, timezone)]
  if (before === after) return utc - before
  const shown = [utc - before, utc - after].filter((at) => at + offsetAt(at, timezone) === utc)
  return shown.length === 0 ? utc - before : Math.min(...shown)
}

/** What a calendar and a clock show together. */
export interface CivilTime extends WallTime {
  readonly weekday: number // 0 for Sunday
}

/**
 * What is shown in a zone at an instant.
 * @throws RangeError for a name that is no zone
 */
export function toZone(at: EpochMs, timezone: string): CivilTime {
  const shown = new Date(at + offsetAt(at, timezone))
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
    millisecond: shown.getUTCMilliseconds(),
    weekday: shown.getUTCDay(),
  }
}

/** Whether a name is in the time zone database: `UTC`, `Asia/Shanghai`. */
export function isTimezone(name: string): boolean {
  try {
    return formatterOf(name) !== null
  } catch {
    return false
  }
}

/** Every zone has changed its clocks at a whole quarter of an hour since: an offset holds for that long. Intl takes as long as the rest of an entry. */
const WHOLE_QUARTERS = Date.UTC(1973, 0, 1)
const QUARTER = 15 * MINUTE
const MOST_OFFSETS = 20_000 // some MB
const offsets = new Map<string, number>()

/** How far ahead of UTC a zone is at an instant, in milliseconds. */
function offsetAt(at: EpochMs, timezone: string): number {
  if (timezone === 'UTC') return 0
  if (at < WHOLE_QUARTERS) return askOffset(at, timezone)
  const quarter = `${timezone} ${Math.floor(at / QUARTER)}`
  const known = offsets.get(quarter)
  if (known !== undefined) return known
  if (offsets.size >= MOST_OFFSETS) offsets.clear()
  const asked = askOffset(at, timezone)
  offsets.set(quarter, asked)
  return asked
}

function askOffset(at: EpochMs, timezone: string): number {
  const shown = formatterOf(timezone).format(at).match(/\d+/gu) ?? []
  const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = shown.map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

function isWallTime({ year, month, day, hour, minute, second }: WallTime): boolean {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false
  if (hour === 24) return minute === 0 && second === 0
  return hour < 24 && minute < 60 && second <= 60
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** A formatter costs 50 microseconds to build: one for each zone ever asked for. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formatters.set(timezone, made)
  return made
}
