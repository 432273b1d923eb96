// kramdown's blocks of code: what is indented goes on to the next blank line, and what a fence begins has an end.

import type { StateBlock } from 'markdown-it'
import { isEndOfBlock, signOf, startsAnew, textOf } from './inside.ts'

const INDENT = /^(?: {4}|\t)/u

/** A block rule of markdown-it: a line below it that is not indented is joined to the one before. */
export function readIndented(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (silent || (state.sCount[startLine] ?? 0) - state.blkIndent < 4 || !INDENT.test(textOf(state, startLine))) return false
  let code = ''
  let line = startLine
  let end = startLine // behind the last line that is no blank one
  for (; line < endLine; line += 1) {
    const text = textOf(state, line)
    if (state.isEmpty(line)) continue
    const isIndented = INDENT.test(text)
    if (!isIndented && (line > end || isEndOfBlock(text) || startsAnew(text, 3))) break
    code += `${'\n'.repeat(line - end)}${line > startLine ? (/^ {0,3}\S/u.test(text) ? ' ' : '\n') : ''}${text.replace(INDENT, '')}`
    end = line + 1
  }
  state.push('code_block', 'code', 0).content = `${code}\n`
  state.line = end
  return true
}

const FENCE = /^ {0,3}(`{3,}(?!.*`)|~{3,})/u

/** The shortest fences of each sign that nothing closes in the rest of a text: looked for once. */
const unclosed = new WeakMap<StateBlock, Map<string, number>>()

/** A block rule of markdown-it: a fence that nothing closes begins a paragraph. */
export function readUnclosed(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const fence = silent || !/[`~]/u.test(signOf(state, startLine)) ? undefined : FENCE.exec(textOf(state, startLine))?.[1]
  if (fence === undefined || isClosed(state, fence, startLine + 1, endLine)) return false
  return state.md.block.ruler.getRules('').at(-1)?.(state, startLine, endLine, false) === true
}

function isClosed(state: StateBlock, fence: string, from: number, endLine: number): boolean {
  const known = unclosed.get(state) ?? new Map<string, number>()
  unclosed.set(state, known)
  const sign = fence.slice(0, 1)
  if (fence.length >= (known.get(sign) ?? Infinity)) return false
  for (let line = from; line < endLine; line += 1) {
    const text = textOf(state, line).trim()
    if (text.startsWith(fence) && text === sign.repeat(text.length)) return true
  }
  known.set(sign, fence.length)
  return false
}
