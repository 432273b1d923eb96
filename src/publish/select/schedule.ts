// How often the mill runs, as readers of its feeds want to know it. Pure.

import { parse } from 'node-cron'

const DAY = 24 * 60 // minutes

/**
 * Minutes between the two runs of a day that are closest to each other, at least 1: so long a feed stays as it is (RSS 2.0 `ttl`).
 * Days without a run do not count, as nobody should wait for those.
 *
 * @param schedule  a cron expression known to be right
 */
export function minutesBetweenRuns(schedule: string): number {
  const { hour, minute } = parse(schedule)
  const times = hour.flatMap((h) => minute.map((m) => h * 60 + m)).sort((a, b) => a - b)
  const gaps = times.map((time, at) => (times[at + 1] ?? (times[0] ?? 0) + DAY) - time)
  return Math.max(1, Math.min(...gaps))
}
