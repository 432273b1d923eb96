// Instants as wall-clock dates of the site's zone. Written by hand from numbers: the words Intl chooses differ between ICU versions,
// and a published page must have the same bytes on every machine.

import type { EpochMs } from '../../../model/article.ts'
import { MINUTE } from '../../../model/clock.ts'

/** What a clock on the wall shows; month and day from 1, weekday from 0 for Sunday. */
export interface WallTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly weekday: number
  readonly hour: number
  readonly minute: number
}

/** @param timezone IANA name; throws RangeError for another */
export function wallTime(at: EpochMs, timezone: string): WallTime {
  const shifted = new Date(at + offsetAt(at, timezone))
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
  }
}

/** `2026-01-12` */
export function isoDay({ year, month, day }: WallTime): string {
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`
}

/** `08:30` */
export function clockTime({ hour, minute }: WallTime): string {
  return `${pad(hour)}:${pad(minute)}`
}

/** The instant itself, for `datetime` attributes: `2026-01-12T00:30:00Z`. */
export function isoInstant(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, -5)}Z`
}

/** A day for a `time` element: the instant, and `2026-01-12` as it is shown. */
export function dayData(at: EpochMs, timezone: string): { readonly instant: string; readonly day: string } {
  return { instant: isoInstant(at), day: isoDay(wallTime(at, timezone)) }
}

/** A length of media: `31:40`, `1:02:05`. */
export function playingTime(seconds: number): string {
  const whole = Math.round(seconds)
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`
}

/** Every zone has changed its clocks at a whole quarter of an hour since: an offset holds for that long. Intl takes as long as the rest of an entry. */
const WHOLE_QUARTERS = Date.UTC(1973, 0, 1)
const QUARTER = 15 * MINUTE
const MOST_OFFSETS = 20_000 // some MB
const offsets = new Map<string, number>()

const formatters = new Map<string, Intl.DateTimeFormat>()

/** How far the zone's clocks are ahead of UTC at an instant, ms, to the minute. */
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
  const part = Object.fromEntries(formatterOf(timezone).formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / MINUTE) * MINUTE
}

/** Building one costs as much as formatting a few hundred dates. */
function formatterOf(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone)
  if (known !== undefined) return known
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
  const made = new Intl.DateTimeFormat('en-US', { ...numeric, timeZone: timezone, hourCycle: 'h23' })
  formatters.set(timezone, made)
  return made
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
