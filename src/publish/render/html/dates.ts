// Instants as wall-clock dates of the site's zone. Written by hand from numbers: the words Intl chooses differ between ICU versions,
// and a published page must have the same bytes on every machine.

import { toZone, type WallTime } from '../../../formats/zones.ts'
import type { EpochMs } from '../../../model/article.ts'

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
  return { instant: isoInstant(at), day: isoDay(toZone(at, timezone)) }
}

/** A length of media: `31:40`, `1:02:05`. */
export function playingTime(seconds: number): string {
  const whole = Math.round(seconds)
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
