// Reads known fields out of a front matter: a text, a flag, a list, by a key or a path such as `cover.image`.
// Never throws; a value of another shape is passed over, so that the next key gets its chance.

import type { FrontList, FrontScalar, FrontValue } from '../../../formats/front-matter/front-values.ts'

/** A front matter with the spelling of keys that its dialect asks for. */
export interface Fields {
  readonly entries: ReadonlyMap<string, FrontValue>
  readonly caseless: boolean
}

const NOTE_LINK = /^!?\[\[([^[\]|]+)(?:\|([^[\]]+))?\]\]$/u

/** Properties of Obsidian may be links to notes: `author: "[[Ann|A.]]"` is about its words. No deeper than a list, as aliases share what is below. */
export function withoutNoteLinks(entries: ReadonlyMap<string, FrontValue>): ReadonlyMap<string, FrontValue> {
  return new Map([...entries].map(([key, value]) => [key, value.kind === 'list' ? { ...value, items: value.items.map(unlinked) } : unlinked(value)]))
}

function unlinked(value: FrontValue): FrontValue {
  const [, note, words = note] = (value.kind === 'scalar' ? NOTE_LINK.exec(value.text.trim()) : null) ?? []
  return value.kind !== 'scalar' || words === undefined ? value : { ...value, text: words }
}

/** The value at a key or path; null where there is none, or only null. */
export function valueAt(fields: Fields, path: string): FrontValue | null {
  const keys = (fields.caseless ? path.toLowerCase() : path).split('.')
  let value: FrontValue | null = fields.entries.get(keys[0] ?? '') ?? null
  for (const key of keys.slice(1)) value = value === null ? null : childOf(value, key, fields.caseless)
  return value
}

function childOf(value: FrontValue, key: string, caseless: boolean): FrontValue | null {
  if (value.kind === 'list') return value.items[Number(key)] ?? null
  if (value.kind !== 'map') return null
  const exact = value.entries.get(key)
  if (exact !== undefined || !caseless) return exact ?? null
  return [...value.entries].find(([name]) => name.toLowerCase() === key)?.[1] ?? null
}

/** The first of these keys that holds a scalar with more than blanks in it. */
export function firstScalar(fields: Fields, paths: readonly string[]): FrontScalar | null {
  for (const path of paths) {
    const value = valueAt(fields, path)
    if (value?.kind === 'scalar' && value.text.trim() !== '') return value
  }
  return null
}

export function firstText(fields: Fields, paths: readonly string[]): string | null {
  return firstScalar(fields, paths)?.text.trim() ?? null
}

const TRUE = /^(?:true|yes|on|y|t|1)$/iu
const FALSE = /^(?:false|no|off|n|f|0)$/iu
const LETTER = /^[yntf01]$/iu

/**
 * A flag as YAML 1.1 and Go read it; null where the value is none.
 * @param yamlOnly  as Ruby reads it: a word in quotes is a text, not a flag, and so are `y` and `n`, `t`, `f` and digits
 */
export function flagOf(value: FrontValue | null, yamlOnly = false): boolean | null {
  if (value?.kind !== 'scalar' || (value.quoted && yamlOnly)) return null
  const word = value.text.trim()
  if (yamlOnly && LETTER.test(word)) return null
  if (TRUE.test(word)) return true
  return FALSE.test(word) ? false : null
}

/** Every scalar in a value, lists within lists flattened, in order; mappings are passed over. */
export function scalarsOf(value: FrontValue | null): FrontScalar[] {
  const found: FrontScalar[] = []
  collect(value, found)
  return found
}

const MAX_SCALARS = 1000

function collect(value: FrontValue | null, found: FrontScalar[]): void {
  if (found.length >= MAX_SCALARS) return
  if (value?.kind === 'scalar') found.push(value)
  if (value?.kind === 'list') for (const item of value.items) collect(item, found)
}

/** A value as JavaScript writes it where a text is wanted, and so Hexo and Eleventy: `a,1`. '' where there is none. */
export function javascriptText(value: FrontValue | null): string {
  return scalarsOf(value).map(({ text }) => text).join(',').trim()
}

/** A list as Ruby writes it where a text is wanted, and so Jekyll in its feed: `["a", 1]`. */
export function rubyList({ items }: FrontList): string {
  return `[${items.map(rubyValue).join(', ')}]`
}

function rubyValue(value: FrontValue): string {
  if (value.kind === 'list') return rubyList(value)
  if (value.kind === 'map') return `{${[...value.entries].map(([key, each]) => `${rubyText(key)}=>${rubyValue(each)}`).join(', ')}}`
  const flag = flagOf(value, true)
  if (flag !== null) return String(flag)
  return !value.quoted && NUMBER.test(value.text) ? value.text : rubyText(value.text)
}

const NUMBER = /^-?\d+(?:\.\d+)?$/u

function rubyText(text: string): string {
  return `"${text.replaceAll(/["\\]|#(?=\{)/gu, String.raw`\$&`)}"`
}
