// What stands within a list or a quotation of kramdown's: a text of its own, made of the lines that belong to it.

import type { StateBlock } from 'markdown-it'
import type { Token } from 'markdown-it'
import { isBlockTag } from '../kramdown-html.ts'

/** Reads a text as the blocks within those that are open. Levels count on: blocks within blocks have markdown-it's own bound. */
export function readInside(outer: StateBlock, text: string): Token[] {
  if (text.trim() === '') return []
  if (ONE_PARAGRAPH.test(text)) return paragraphOf(outer, text.trimEnd())
  const tokens: Token[] = []
  const inner = new outer.md.block.State(text, outer.md, outer.env, tokens)
  inner.level = outer.level
  const environment = outer.env as { definitionIndent?: number | null }
  const { definitionIndent = null } = environment
  environment.definitionIndent = null
  inner.md.block.tokenize(inner, 0, inner.lineMax)
  environment.definitionIndent = definitionIndent
  return tokens
}

/** One line that no block begins like: most items are, and need not be read as a text. */
const ONE_PARAGRAPH = /^[^\s#>`~|$<{:[*+\-_=^\d][^|\n]*\n?$/u

function paragraphOf(outer: StateBlock, text: string): Token[] {
  const open = Object.assign(new outer.Token('paragraph_open', 'p', 1), { block: true, level: outer.level, map: [0, 1] })
  const inline = Object.assign(new outer.Token('inline', '', 0), { block: true, level: outer.level + 1, map: [0, 1], content: text, children: [] })
  return [open, inline, Object.assign(new outer.Token('paragraph_close', 'p', -1), { block: true, level: outer.level })]
}

/** A line as its container has it. */
export function textOf(state: StateBlock, line: number): string {
  return state.getLines(line, line + 1, state.blkIndent, false)
}

/** The first sign of a line behind its indent; '' where it has none. Tells most lines from what a rule looks for, and takes no copy of them. */
export function signOf({ src, bMarks, tShift, eMarks }: StateBlock, line: number): string {
  const start = (bMarks[line] ?? 0) + (tShift[line] ?? 0)
  return start < (eMarks[line] ?? 0) ? (src[start] ?? '') : ''
}

const ATTRIBUTES = /^\{:(?![:/])[^}]+\}\s*$/u

/** A line that goes on with nothing above it: an attribute list, or a tag of an element that is a block, below so many blanks at most. */
export function startsAnew(line: string, blanks: number): boolean {
  const start = line.search(/[^ ]/u)
  if (start === -1 || start > blanks) return false
  const text = line.slice(start)
  return text.startsWith('<') ? isBlockTag(text) : ATTRIBUTES.test(text)
}

export function isEndOfBlock(line: string): boolean {
  return line.trimEnd() === '^'
}
