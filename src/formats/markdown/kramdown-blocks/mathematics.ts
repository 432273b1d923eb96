// Mathematics of kramdown's that is a block: from `$$` behind a blank line to `$$` before one. What it holds is TeX: pipes make no table
// of it, signs at the start of a line no list.

import type { StateBlock } from 'markdown-it'
import { escapeHtml } from '../../html.ts'
import { isAfterBoundary, isBoundary } from '../kramdown-tables.ts'

/** A block rule of markdown-it. */
export function readMathematicsBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if (silent || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || !state.src.startsWith('$$', start) || !isAfterBoundary(state, startLine)) return false
  const close = state.src.indexOf('$$', start + 2)
  if (close === -1) return false
  let line = startLine
  while (line < endLine && (state.eMarks[line] ?? 0) < close) line += 1
  if (line >= endLine || state.src.slice(close + 2, state.eMarks[line]).trim() !== '' || !isBoundary(state, line + 1, endLine)) return false
  state.push('html_block', '', 0).content = String.raw`<p>\[${escapeHtml(state.src.slice(start + 2, close).trim())}\]</p>` + '\n'
  state.line = line + 1
  return true
}
