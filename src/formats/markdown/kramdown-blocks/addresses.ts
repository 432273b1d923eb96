// kramdown's definitions of addresses that have blanks in them. Never those that CommonMark reads: its own rule comes first.

import type { StateBlock } from 'markdown-it'
import { lineOf } from '../marks/lines.ts'

const DEFINITION = /^\[(?!\^)([^\]\n]{1,999})\]:[ \t]*([^\s<][^\n]{0,2000})$/u

/** Block rule: `[tea]: /green tea.html`, and so the comments that posts hide in one: `[//]: # to be written`. */
export function readAddress(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const [, label = '', address] = DEFINITION.exec(lineOf(state, startLine)) ?? []
  if (address === undefined || label.trim() === '') return false
  if (silent) return true
  const environment = state.env as { references?: Record<string, { readonly href: string; readonly title: string }> }
  environment.references ??= {}
  const key = state.md.utils.normalizeReference(label)
  if (!Object.hasOwn(environment.references, key)) environment.references[key] = { href: state.md.normalizeLink(address.trim()), title: '' }
  state.line = startLine + 1
  return true
}
