// The values of a front matter, as text with its place: numbers and dates keep the spelling of the file, null is absent.
// Must never build plain objects from keys of a file (`__proto__`) or copy what aliases share.

import { type Document, type Node, isAlias, isMap, isScalar, isSeq } from 'yaml'

export type FrontValue = FrontScalar | FrontList | FrontMap

export interface FrontScalar {
  readonly kind: 'scalar'
  readonly text: string // as written for plain YAML scalars: `1.10` stays `1.10`
  readonly quoted: boolean // a text beyond doubt; `2022-05-13` unquoted is a date to YAML 1.1, `no` a boolean
  readonly at: number // offset in the block
}

export interface FrontList {
  readonly kind: 'list'
  readonly items: readonly FrontValue[]
  readonly at: number
}

export interface FrontMap {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, FrontValue>
  readonly nulls: ReadonlySet<string> // keys without a value
  readonly at: number
}

export function mapOf(values: ReadonlyMap<string, FrontValue | null>, at: number): FrontMap {
  const entries = [...values].filter((entry): entry is [string, FrontValue] => entry[1] !== null)
  const nulls = entries.length === values.size ? NO_KEYS : new Set([...values.keys()].filter((key) => values.get(key) === null))
  return { kind: 'map', entries: new Map(entries), nulls, at }
}

const NO_KEYS: ReadonlySet<string> = new Set()

/** A key that a mapping holds twice; offsets in the block. */
export interface RepeatedKey {
  readonly key: string
  readonly firstAt: number
  readonly lastAt: number
}

/** What stands in the way of reading a value; thrown within this folder only. */
export class ValueError extends Error {
  override readonly name = 'ValueError'
  readonly at: number

  constructor(at: number, reason: string) {
    super(reason)
    this.at = at
  }
}

const MAX_DEPTH = 6 // of lists and mappings in each other; known fields need 4
const MAX_ITEMS = 1000 // in one list
const MAX_VALUES = 10_000 // in one front matter, each alias counted as what it stands for
const NULL = /^(?:~|null|Null|NULL)?$/u

/** A YAML document read with the failsafe schema (every scalar its source text) as a mapping, and its repeated keys. */
export function valuesOfYaml(document: Document.Parsed): { root: FrontValue | null; repeated: readonly RepeatedKey[] } {
  const reading: Reading = { anchors: new Map(), repeated: [], weight: 0 }
  return { root: ofNode(document.contents, reading, 0), repeated: reading.repeated }
}

interface Reading {
  readonly anchors: Map<string, { readonly value: FrontValue | null; readonly weight: number }>
  readonly repeated: RepeatedKey[]
  weight: number // values read so far
}

function ofNode(node: Node | null, reading: Reading, depth: number): FrontValue | null {
  if (node === null) return null
  const at = node.range?.[0] ?? 0
  if (isAlias(node)) return ofAlias(node.source, at, reading)
  if (typeof node.tag === 'string' && node.tag.startsWith('tag:yaml.org,2002:') && !PLAIN_TAGS.has(node.tag)) {
    throw new ValueError(at, `the tag !!${node.tag.slice('tag:yaml.org,2002:'.length)} is not read; remove it`)
  }
  const before = reading.weight
  count(reading, at, 1)
  const value = depth > MAX_DEPTH ? null : ofContent(node, at, reading, depth)
  if ('anchor' in node && typeof node.anchor === 'string') reading.anchors.set(node.anchor, { value, weight: reading.weight - before })
  return value
}

const PLAIN_TAGS: ReadonlySet<string> = new Set(['str', 'int', 'float', 'bool', 'null', 'seq', 'map'].map((name) => `tag:yaml.org,2002:${name}`))

/** Older Rubies, and the exporters from WordPress that ran on them, wrote texts so which were no ASCII, or which they did not know to be. */
const RUBY_BYTES = '!binary'

function ofContent(node: Node, at: number, reading: Reading, depth: number): FrontValue | null {
  if (isScalar<string>(node)) {
    const quoted = node.type !== 'PLAIN'
    const text = node.tag === RUBY_BYTES ? Buffer.from(node.value, 'base64').toString() : node.value
    return !quoted && NULL.test(text) ? null : { kind: 'scalar', text, quoted, at }
  }
  if (isSeq<Node>(node)) {
    const items = node.items.slice(0, MAX_ITEMS).map((item) => ofNode(item, reading, depth + 1))
    return { kind: 'list', items: items.filter((item) => item !== null), at }
  }
  if (!isMap<Node, Node | null>(node)) return null
  const entries = new Map<string, FrontValue | null>()
  const places = new Map<string, number>()
  for (const pair of node.items) {
    const keyAt = pair.key.range?.[0] ?? at
    const key = isScalar<string>(pair.key) ? pair.key.value : ''
    const firstAt = places.get(key)
    if (firstAt !== undefined) reading.repeated.push({ key, firstAt, lastAt: keyAt })
    places.set(key, keyAt)
    entries.set(key, ofNode(pair.value, reading, depth + 1))
  }
  return mapOf(entries, at)
}

/** An alias shares the value of its anchor, but counts as much: nine lists of nine aliases in each other are a bomb. */
function ofAlias(name: string, at: number, reading: Reading): FrontValue | null {
  const known = reading.anchors.get(name)
  if (known === undefined) throw new ValueError(at, `*${name} refers to nothing; put quotes around the text`)
  count(reading, at, known.weight)
  return known.value
}

function count(reading: Reading, at: number, values: number): void {
  reading.weight += values
  if (reading.weight > MAX_VALUES) throw new ValueError(at, `more than ${MAX_VALUES} values, aliases counted as what they stand for`)
}

/** Data of a JSON or TOML parser as values; its places are not known. Dates must come as objects with `toISOString`. */
export function valuesOfData(data: unknown, depth = 0): FrontValue | null {
  if (data === null || data === undefined || depth > MAX_DEPTH) return null
  if (typeof data === 'string') return { kind: 'scalar', text: data, quoted: true, at: 0 }
  if (data instanceof Date) return { kind: 'scalar', text: data.toISOString(), quoted: false, at: 0 }
  if (Array.isArray(data)) {
    const items = data.slice(0, MAX_ITEMS).map((item: unknown) => valuesOfData(item, depth + 1))
    return { kind: 'list', items: items.filter((item) => item !== null), at: 0 }
  }
  if (typeof data === 'number' || typeof data === 'bigint' || typeof data === 'boolean') return { kind: 'scalar', text: String(data), quoted: false, at: 0 }
  if (typeof data !== 'object') return null
  const entries = Object.entries(data).map(([key, value]): [string, FrontValue | null] => [key, valuesOfData(value, depth + 1)])
  return mapOf(new Map(entries), 0)
}
