// The YAML that nearly every post has: lines of `key: value`, texts and lists of texts alone, read without a YAML parser in a
// twentieth of its time. Must give what that would, or null: what is not plain beyond doubt is the parser's.

import { type FrontList, type FrontMap, type FrontScalar, type FrontValue, mapOf } from './front-values.ts'

const MAX_ITEMS = 1000 // of a list; longer ones are cut elsewhere

const KEY = /^([A-Za-z_][\w-]*):(?: +|$)/u
const ITEM = /^( *)- +/u
const QUOTED = /^(?:"([^"\\]*)"|'([^']*)') *$/u
/** Begins with no sign that means anything to YAML. */
const PLAIN = /^[^\s\-?:,[\]{}#&*!|>'"%@`][^\t]*$/u
const MEANING = /: | #|:$/u // a mapping, a comment
const FLOW = /^\[([^[\]{}:#\t\\]*)\] *$/u
const NULL = /^(?:~|null|Null|NULL)$/u

/** A list below its key: `- item` lines of one indentation. */
interface Open {
  readonly key: string
  readonly items: FrontScalar[]
  at: number
  indent: number
}

/** @param block  the lines between the delimiters, ends of line `\n` */
export function readPlainBlock(block: string): FrontMap | null {
  const entries = new Map<string, FrontValue | null>()
  let open: Open | null = null
  let first: number | null = null
  for (let at = 0, end = 0; at < block.length; at = end + 1) {
    end = block.indexOf('\n', at)
    if (end === -1) end = block.length
    const line = block.slice(at, end)
    if (line === '') continue
    const [prefix, key] = KEY.exec(line) ?? []
    if (prefix === undefined || key === undefined) {
      if (open === null || !takeItem(open, line, at)) return null
      entries.set(open.key, listOf(open))
      continue
    }
    if (entries.has(key)) return null
    first ??= at
    const rest = line.slice(prefix.length)
    const value = rest === '' ? null : valueOf(rest, at + prefix.length)
    if (value === undefined) return null
    open = rest === '' ? { key, items: [], at: 0, indent: 0 } : null
    entries.set(key, value)
  }
  return first === null ? null : mapOf(entries, first)
}

function takeItem(open: Open, line: string, at: number): boolean {
  const [prefix, indent] = ITEM.exec(line) ?? []
  if (prefix === undefined || indent === undefined || open.items.length === MAX_ITEMS) return false
  if (open.items.length === 0) Object.assign(open, { at: at + indent.length, indent: indent.length })
  const item = scalarOf(line.slice(prefix.length), at + prefix.length)
  if (indent.length !== open.indent || item === undefined || item === null) return false
  open.items.push(item)
  return true
}

function listOf({ items, at }: Open): FrontList {
  return { kind: 'list', items, at }
}

/** Null is YAML's null; undefined is not plain. */
function valueOf(text: string, at: number): FrontValue | null | undefined {
  const inside = FLOW.exec(text)?.[1]
  return inside === undefined ? scalarOf(text, at) : flowList(inside, at)
}

function scalarOf(text: string, at: number): FrontScalar | null | undefined {
  const quoted = QUOTED.exec(text)
  if (quoted !== null) return { kind: 'scalar', text: quoted[1] ?? quoted[2] ?? '', quoted: true, at }
  if (!PLAIN.test(text)) return undefined
  const plain = withoutTrailingBlanks(text)
  if (MEANING.test(plain)) return undefined
  return NULL.test(plain) ? null : { kind: 'scalar', text: plain, quoted: false, at }
}

function flowList(inside: string, at: number): FrontList | undefined {
  const items: FrontScalar[] = []
  let itemAt = at + 1
  for (const part of inside === '' ? [] : inside.split(',')) {
    const blanks = part.length - part.replace(/^ +/u, '').length
    const item = scalarOf(part.slice(blanks), itemAt + blanks)
    if (item === undefined || item === null || items.length === MAX_ITEMS) return undefined
    items.push(item)
    itemAt += part.length + 1
  }
  return { kind: 'list', items, at }
}

function withoutTrailingBlanks(text: string): string {
  let end = text.length
  while (text[end - 1] === ' ') end -= 1
  return text.slice(0, end)
}
