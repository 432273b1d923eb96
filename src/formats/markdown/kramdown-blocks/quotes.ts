// kramdown's quotations: all lines to the next blank one, whatever they begin with.

import type { StateBlock } from 'markdown-it'
import { isEndOfBlock, readInside, signOf, startsAnew, textOf } from './inside.ts'

const MARK = /^ {0,3}> ?/u

/** A block rule of markdown-it. */
export function readQuote(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (signOf(state, startLine) !== '>' || !MARK.test(textOf(state, startLine))) return false
  if (silent) return true
  const lines = [textOf(state, startLine)]
  for (let line = startLine + 1; line < endLine && !state.isEmpty(line); line += 1) {
    const text = textOf(state, line)
    if ((state.sCount[line] ?? 0) < state.blkIndent || isEndOfBlock(text) || startsAnew(text, 3)) break
    lines.push(text)
  }
  state.push('blockquote_open', 'blockquote', 1)
  for (const token of readInside(state, lines.map((line) => line.replace(MARK, '')).join('\n'))) state.tokens.push(token)
  state.push('blockquote_close', 'blockquote', -1)
  state.line = startLine + lines.length
  return true
}
