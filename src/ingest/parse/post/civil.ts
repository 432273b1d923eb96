// Days and weeks of the year, for the links of posts.

import type { CivilTime } from '../../../formats/zones.ts'
import { DAY } from '../../../model/clock.ts'

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
