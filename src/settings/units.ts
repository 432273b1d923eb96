// Durations and sizes as people write them in the config. Pure.

import { DAY, HOUR, MINUTE, SECOND } from '../model/clock.ts'

const DURATIONS: Readonly<Record<string, number>> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY }
const SIZES: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }

/** Milliseconds of `30m`, `1.5h`, `100ms`; null for anything else. Units: ms, s, m, h, d, w. */
export function parseDuration(text: string): number | null {
  return parseQuantity(text, DURATIONS)
}

/** Bytes of `15MB` (decimal) or `16MiB` (binary); null for anything else. */
export function parseSize(text: string): number | null {
  return parseQuantity(text, SIZES)
}

function parseQuantity(text: string, units: Readonly<Record<string, number>>): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,3})?) ?([A-Za-z]{1,3})$/u.exec(text)
  const factor = match?.[2] === undefined || !Object.hasOwn(units, match[2]) ? undefined : units[match[2]]
  return match?.[1] === undefined || factor === undefined ? null : Math.round(Number(match[1]) * factor)
}
