// What is wrong with a front matter, in words a writer understands, with the place and the repair.

import { YAMLParseError } from 'yaml'
import { ValueError } from './front-values.ts'

export interface Place {
  readonly line: number // from 1
  readonly column: number // from 1, in characters
}

export interface Complaint extends Place {
  readonly field: string | null
  readonly reason: string
}

/** Line and column of an offset. */
export function placeAt(text: string, at: number): Place {
  let line = 1
  let start = 0
  for (let end = text.indexOf('\n'); end !== -1 && end < at; end = text.indexOf('\n', start)) {
    line += 1
    start = end + 1
  }
  return { line, column: at - start + 1 }
}

/** The complaint for whatever a parser threw over a block of `text`. */
export function explainError(error: unknown, text: string, block: { readonly text: string; readonly at: number }): Complaint {
  if (error instanceof YAMLParseError) return explainYaml(error, text, block)
  if (error instanceof ValueError) return { ...placeAt(text, block.at + error.at), field: keyBefore(block.text, error.at), reason: error.message }
  if (error instanceof RangeError) return { ...placeAt(text, block.at), field: null, reason: 'lists or mappings are nested too deeply' }
  const reason = error instanceof Error ? firstLine(error.message).replace(/, ".*$| in JSON at position .*$/u, '') : String(error)
  return { ...placeAt(text, block.at + offsetIn(error, block.text)), field: null, reason }
}

/** Whether a block of JSON has its own braces: without them it is read with one in front. */
export function isObject(json: string): boolean {
  return json.trimStart().startsWith('{')
}

/** Where a JSON or TOML parser stopped: JSON.parse says `position N`, smol-toml has line and column. */
function offsetIn(error: unknown, block: string): number {
  if (!(error instanceof Error)) return 0
  const position = /at position (\d+)/u.exec(error.message)?.[1]
  if (position !== undefined) return Math.min(Number(position) - (isObject(block) ? 0 : 1), block.length)
  if (!('line' in error && 'column' in error && typeof error.line === 'number' && typeof error.column === 'number')) return 0
  const before = block.split('\n').slice(0, error.line - 1)
  return before.reduce((sum, line) => sum + line.length + 1, 0) + error.column - 1
}

function explainYaml(error: YAMLParseError, text: string, block: { readonly text: string; readonly at: number }): Complaint {
  const at = Math.min(error.pos[0], block.text.length)
  const lines = block.text.slice(0, endOfLine(block.text, at)).split('\n')
  const opened = lines.findIndex(opensQuote)
  const index = opened === -1 ? lines.length - 1 : opened
  const start = lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0)
  const repair = repairOf(lines[index] ?? '', error)
  const offset = repair?.column === undefined ? at : start + repair.column
  return { ...placeAt(text, block.at + offset), field: keyBefore(block.text, offset), reason: repair?.reason ?? plainReason(error, lines) }
}

/** A quoted text that is not closed on its line is where the trouble begins, wherever the parser noticed it. */
function opensQuote(line: string): boolean {
  const value = KEYED.exec(line)?.[2]?.trimEnd() ?? ''
  return /^["']/u.test(value) && endOfQuoted(value, value.charAt(0)) === -1
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

interface Repair {
  readonly column?: number // offset in the line, where it is known better than by the parser
  readonly reason: string
}

const KEYED = /^(\s*(?:- )?[\w-]+:[ \t]+|\s*-[ \t]+)(\S.*)$/u

function repairOf(line: string, error: YAMLParseError): Repair | null {
  if (error.code === 'TAB_AS_INDENT') return { reason: 'a tab indents this line; use blanks' }
  const [, head = '', value = ''] = KEYED.exec(line) ?? []
  if (value === '') return repairKey(line)
  if (value.startsWith('"') || value.startsWith("'")) return repairQuoted(head, value.trimEnd())
  if (/:(?: |$)/u.test(value)) return { column: head.length, reason: `a colon in a text without quotes; write ${quote(value.trimEnd())}` }
  if (/^[@`%&*!|>[\]{},]/u.test(value)) return { column: head.length, reason: `a text may not begin with ${value[0]}; write ${quote(value.trimEnd())}` }
  return null
}

function repairKey(line: string): Repair | null {
  const [, key] = /^\s*([\w-]+):(?=[^\s/])/u.exec(line) ?? []
  return key === undefined ? null : { reason: `write a blank behind ${key}:` }
}

/** A quote inside a quoted text is the commonest break of generated titles. */
function repairQuoted(head: string, value: string): Repair | null {
  const sign = value[0] === '"' ? '"' : "'"
  const close = endOfQuoted(value, sign)
  if (close === -1) return { column: head.length, reason: `the quote opened here is not closed; write ${quote(value.slice(1))}` }
  if (close === value.length - 1) return null
  const inside = value.endsWith(sign) ? value.slice(1, -1) : value.slice(1)
  return { column: head.length + close, reason: `unescaped quote in a quoted text; write ${quote(inside)}` }
}

function endOfQuoted(value: string, sign: string): number {
  for (let at = 1; at < value.length; at += 1) {
    if (sign === '"' && value[at] === '\\') at += 1
    else if (value[at] === sign && sign === "'" && value[at + 1] === sign) at += 1
    else if (value[at] === sign) return at
  }
  return -1
}

/** A text as YAML would want it, shortened for a message. */
function quote(text: string): string {
  const shown = text.length > 120 ? `${text.slice(0, 119)}…` : text
  if (!shown.includes("'")) return `'${shown}'`
  return shown.includes('"') ? `"${shown.replaceAll(/["\\]/gu, String.raw`\$&`)}"` : `"${shown}"`
}

function plainReason(error: YAMLParseError, lines: readonly string[]): string {
  const first = lines.find((line) => /^\s*[^\s#]/u.test(line)) ?? ''
  if (/^\s/u.test(first) && /^\S/u.test(lines.at(-1) ?? '')) return 'the keys do not begin in one column; take the blanks from the first ones'
  const reason = firstLine(error.message)
  return reason.charAt(0).toLowerCase() + reason.slice(1)
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.slice(0, 200) ?? ''
}

/** The key on the nearest line at or above an offset that begins with one. */
function keyBefore(block: string, at: number): string | null {
  const lines = block.slice(0, endOfLine(block, at)).split('\n')
  const line = lines.findLast((candidate) => /^[^\s#:-][^:\n]{0,60}:/u.test(candidate))
  return line === undefined ? null : line.slice(0, line.indexOf(':'))
}
