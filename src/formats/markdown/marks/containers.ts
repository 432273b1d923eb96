// Boxes between colons, as Docusaurus and VuePress have them: `:::note Title` to `:::`. An aside with its title; a word that names no box
// and has no title leaves its content alone, as it stands for a layout.

import type { MarkdownIt } from 'markdown-it'
import type { StateBlock } from 'markdown-it'
import { lineOf } from './lines.ts'

const OPENING = /^(:{3,})\s*([A-Za-z][\w-]*)\s*(?:\[(.*)\]|(.*?))\s*(?:\{[^{}]*\})?$/u
const CLOSING = /^(:{3,})\s*$/u
const BOXES: ReadonlySet<string> = new Set(['note', 'tip', 'info', 'important', 'success', 'secondary', 'warning', 'caution', 'danger', 'details'])

const TAB = /^@tab(?::active)?(?:\s+(.*?))?(?:\s*#[\w-]+)?\s*$/u

/** `@tab Name` begins a tab of VuePress's: of all of them, one below the other, the names are shown. */
export function tabs(markdown: MarkdownIt): void {
  markdown.block.ruler.before('fence', 'tab', readTab, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
}

function readTab(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  const [whole, name = ''] = TAB.exec(lineOf(state, startLine)) ?? []
  if (whole === undefined) return false
  if (silent) return true
  if (name !== '') writeTitle(state, name, 'p', 'strong')
  state.line = startLine + 1
  return true
}

export function containers(markdown: MarkdownIt): void {
  markdown.block.ruler.before('fence', 'container', readContainer, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
}

/** What is no title: attributes and arguments of what a theme shows of its own (`::: card icon="a"`, `::: slide @auto`, `::: tabs#b`). */
const ARGUMENTS = /^[@#]|^[\w:-]+=/u

/** A box runs to a line of as many colons or more; without one, to the end of what it is in. */
function readContainer(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const [, colons, word = '', label, words] = OPENING.exec(lineOf(state, startLine)) ?? []
  if (colons === undefined) return false
  if (silent) return true
  const { end, next } = endOf(state, startLine, endLine, colons.length)
  const title = titleOf(word, (label ?? words ?? '').trim())
  const box = title === null ? null : word.toLowerCase() === 'details' ? 'details' : 'aside'
  if (box !== null) openBox(state, box, title ?? '')
  readInside(state, startLine + 1, end)
  if (box !== null) state.push('container_close', box, -1)
  state.line = next
  return true
}

/** Null where there is none, nor a box that goes by its name. */
function titleOf(word: string, written: string): string | null {
  const isKnown = BOXES.has(word.toLowerCase())
  if (written !== '' && (isKnown || !ARGUMENTS.test(written))) return written
  return isKnown ? word.slice(0, 1).toUpperCase() + word.slice(1) : null
}

/** The line behind the last one inside, and the one to go on with. */
function endOf(state: StateBlock, startLine: number, endLine: number, colons: number): { readonly end: number; readonly next: number } {
  let fence: string | null = null
  for (let line = startLine + 1; line < endLine; line += 1) {
    const text = lineOf(state, line)
    if (text !== '' && (state.sCount[line] ?? 0) < state.blkIndent) return { end: line, next: line }
    const mark = /^(`{3,}|~{3,})/u.exec(text)?.[1] ?? null
    if (mark !== null && (fence === null || (text.trim() === mark && mark.startsWith(fence)))) fence = fence === null ? mark : null
    if (fence === null && (CLOSING.exec(text)?.[1]?.length ?? 0) >= colons) return { end: line, next: line + 1 }
  }
  return { end: endLine, next: endLine }
}

function openBox(state: StateBlock, box: 'aside' | 'details', title: string): void {
  state.push('container_open', box, 1)
  if (box === 'details') writeTitle(state, title, 'summary', null)
  else writeTitle(state, title, 'p', 'strong')
}

function writeTitle(state: StateBlock, title: string, outer: string, inner: string | null): void {
  state.push('title_open', outer, 1).block = false
  if (inner !== null) state.push('title_mark_open', inner, 1).block = false
  const token = state.push('inline', '', 0)
  token.content = title
  token.children = []
  if (inner !== null) state.push('title_mark_close', inner, -1).block = false
  state.push('title_close', outer, -1)
}

function readInside(state: StateBlock, from: number, to: number): void {
  const { lineMax } = state
  state.lineMax = to
  state.level += 1 // boxes within boxes have markdown-it's own bound
  state.md.block.tokenize(state, from, to)
  state.level -= 1
  state.lineMax = lineMax
}
