// kramdown's lines below headings and between blocks. Neither ends a paragraph: below several lines, dashes are a dash.

import type { StateBlock } from 'markdown-it'
import { isAfterBoundary } from '../kramdown-tables.ts'
import { signOf, textOf } from './inside.ts'

const RULE = /^ {0,3}([*_-])(?:[ \t]*\1){2}(?:\1|[ \t])*$/u
const HEADING = /^ {0,3}[^ \t]/u
const UNDERLINE = /^[-=]+[ \t]*$/u

export function isRule(line: string): boolean {
  return RULE.test(line)
}

/** A block rule of markdown-it. */
export function readRule(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  if (silent || !/[*_-]/u.test(signOf(state, startLine)) || !isRule(textOf(state, startLine))) return false
  state.push('hr', 'hr', 0)
  state.line = startLine + 1
  return true
}

/** A block rule of markdown-it: a heading is one line behind a blank one, with the signs right below it. */
export function readUnderlined(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const below = startLine + 1
  if (silent || below >= endLine || !/[=-]/u.test(signOf(state, below)) || !isAfterBoundary(state, startLine)) return false
  const [text, underline] = [textOf(state, startLine), textOf(state, below)]
  if (!HEADING.test(text) || !UNDERLINE.test(underline)) return false
  const tag = underline.startsWith('-') ? 'h2' : 'h1'
  state.push('heading_open', tag, 1).map = [startLine, below + 1]
  const inline = state.push('inline', '', 0)
  inline.content = text.trim()
  inline.children = []
  inline.map = [startLine, below]
  state.push('heading_close', tag, -1)
  state.line = below + 1
  return true
}
