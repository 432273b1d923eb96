// What stands within a list or a quotation of kramdown's: a text of its own, made of the lines that belong to it.

import type { StateBlock } from 'markdown-it'
import type { Token } from 'markdown-it'
import { isBlockTag } from '../kramdown-html.ts'

/** Reads a text as the blocks within those that are open. Levels count on: blocks within blocks have markdown-it's own bound. */
export function readInside(outer: StateBlock, text: string): Token[] {
  if (text.trim() === '') return []
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

/** A line as its container has it. */
export function textOf(state: StateBlock, line: number): string {
  return state.getLines(line, line + 1, state.blkIndent, false)
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
