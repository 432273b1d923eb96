// Values of JSON that may be of any type, read as what they should be. Keys are only ever read by names of ours:
// `__proto__` and its kin are no keys of ours.

import { dropForbidden } from '../../../formats/html.ts'

export type Json = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listAt(of: Json, key: string): readonly unknown[] {
  const value = of[key]
  return Array.isArray(value) ? value : []
}

export function textAt(of: Json, key: string): string | null {
  return textOfJson(of[key])
}

/** A number is what its digits say: ids of version 1 may be numbers. JSON can spell characters that no XML may hold; they are dropped. */
export function textOfJson(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return null
  const text = dropForbidden(value).trim()
  return text === '' ? null : text
}
