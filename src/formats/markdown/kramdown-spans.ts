// kramdown's emphasis and mathematics. CommonMark asks for blanks or punctuation around `**`, which Chinese and Japanese do not have.

import type { StateInline } from 'markdown-it'
import { escapeHtml } from '../html.ts'

const STAR = 0x2a

/** Inline rule: stars open before anything but a blank and close behind anything but a blank. */
export function readStars(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.codePointAt(state.pos) !== STAR) return false
  const start = state.pos
  let end = start
  while (end < state.posMax && state.src.codePointAt(end) === STAR) end += 1
  const open = end < state.posMax && !/\s/u.test(state.src[end] ?? '')
  const close = start > 0 && !/\s/u.test(state.src[start - 1] ?? '')
  for (let at = start; at < end; at += 1) {
    state.push('text', '', 0).content = '*'
    state.delimiters.push({ marker: STAR, length: end - start, token: state.tokens.length - 1, end: -1, open, close })
  }
  state.pos = end
  return true
}

/** Inline rule: what is between `$$` is TeX for the reader's program, between the marks that MathJax looks for. */
export function readMathematics(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('$$', state.pos)) return false
  const end = state.src.indexOf('$$', state.pos + 2)
  if (end === -1) return false
  if (!silent) {
    const tex = escapeHtml(state.src.slice(state.pos + 2, end).trim())
    const alone = state.pos === 0 && end + 2 === state.posMax
    state.push('html_inline', '', 0).content = alone ? String.raw`\[${tex}\]` : String.raw`\(${tex}\)`
  }
  state.pos = end + 2
  return true
}
