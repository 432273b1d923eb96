// What a calendar and a clock show in a zone at an instant, for the links of posts. Never the machine's own zone.

import type { EpochMs } from '../../../model/article.ts'

export interface CivilTime {
  readonly year: number
  readonly month: number // 1 to 12
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly weekday: number // 0 for Sunday
}

const DAY = 86_400_000

/** @param timezone  IANA name; an unknown one throws RangeError */
export function civilTimeAt(at: EpochMs, timezone: string): CivilTime {
  const wall = new Date(timezone === 'UTC' ? at : wallTimeAt(at, timezone))
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    weekday: wall.getUTCDay(),
  }
}

/** The day of the year, from 1. */
export function yearDayOf(time: CivilTime): number {
  return (Date.UTC(time.year, time.month - 1, time.day) - Date.UTC(time.year, 0, 1)) / DAY + 1
}

/** The week of ISO 8601, and the year it counts to: that of its Thursday. */
export function weekOf(time: CivilTime): { readonly year: number; readonly week: number } {
  const thursday = new Date(Date.UTC(time.year, time.month - 1, time.day) + (4 - (time.weekday || 7)) * DAY)
  const year = thursday.getUTCFullYear()
  return { year, week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY / 7) + 1 }
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Formatters cost a hundred times what a use of them does. */
function formatterOf(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone)
  if (known !== undefined) return known
  const two = '2-digit'
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: two, day: two, hour: two, minute: two, second: two,
  })
  formatters.set(timezone, made)
  return made
}

/** The wall time as the epoch milliseconds that it would be in UTC. */
function wallTimeAt(at: EpochMs, timezone: string): number {
  const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = (formatterOf(timezone).format(at).match(/\d+/gu) ?? []).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
