// What values of the config are made of, wherever they stand: texts, slugs, durations that become milliseconds, sizes that become bytes.

import { z } from 'zod'
import { HOUR } from '../model/clock.ts'
import { isDeviceName, SLUG } from '../model/slug.ts'
import { parseDuration, parseSize } from './units.ts'

const LEAST_BYTES = 1000

export const text = z.string().trim().min(1, 'must not be empty')

export const slug = z
  .string()
  .regex(SLUG, 'is not a slug: lower-case letters, digits and single hyphens')
  .refine((value) => !isDeviceName(value), 'is the name of a device on Windows, where no file can be called so')

/** @param min  milliseconds */
export function duration(min: number, hint: string) {
  return quantity(parseDuration, min, `must be a duration ${hint}, like 30s, 15m, 2h or 7d`)
}

export const size = quantity(parseSize, LEAST_BYTES, 'must be a size of at least 1KB, like 500KB or 20MB')

export function isAgeOrSize(text: string): boolean {
  return (parseDuration(text) ?? 0) >= HOUR || (parseSize(text) ?? 0) >= LEAST_BYTES
}

function quantity(parse: (text: string) => number | null, min: number, complaint: string) {
  return z.string().transform((text, context) => {
    const value = parse(text)
    if (value !== null && value >= min) return value
    context.addIssue({ code: 'custom', message: complaint })
    return z.NEVER
  })
}
