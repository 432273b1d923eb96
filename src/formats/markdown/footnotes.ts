// Footnotes in Markdown: `[^name]` in a text, `[^name]: note` at the start of a line. The notes become a list at the end.

import type { MarkdownIt } from 'markdown-it'
import type { StateBlock, StateCore, StateInline } from 'markdown-it'

interface Footnotes {
  readonly notes: Map<string, string> // name to its Markdown
  readonly order: string[] // names in the order they are first referred to
}

/** What a caller may ask for: numbers in the text, but no list at its end. */
export interface FootnoteOptions {
  readonly footnotesUnlisted?: boolean
}

const DEFINITION = /^ {0,3}\[\^([^\]\s]{1,100})\]:[ \t]*(.*)$/u
const REFERENCE = /\[\^([^\]\s]{1,100})\]/uy
const MAX_NOTES = 1000

export function footnotes(markdown: MarkdownIt): void {
  markdown.block.ruler.before('reference', 'footnote', readDefinition, { alt: ['paragraph', 'reference'] })
  markdown.inline.ruler.before('link', 'footnote', readReference)
  markdown.core.ruler.after('inline', 'footnotes', listNotes)
}

function footnotesOf(env: unknown): Footnotes {
  const store = env as { footnotes?: Footnotes }
  store.footnotes ??= { notes: new Map(), order: [] }
  return store.footnotes
}

/** A definition runs on over lines that are indented or follow without a blank line. */
function readDefinition(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.sCount[startLine] === undefined || state.blkIndent > 0 || state.level > 0) return false
  const [, name, first = ''] = DEFINITION.exec(lineOf(state, startLine)) ?? []
  if (name === undefined) return false
  if (silent) return true
  const lines = [first]
  let line = startLine + 1
  for (; line < endLine && goesOn(state, line); line += 1) lines.push(lineOf(state, line).trim())
  const { notes } = footnotesOf(state.env)
  if (!notes.has(name) && notes.size < MAX_NOTES) notes.set(name, lines.join('\n').trim())
  state.line = line
  return true
}

function goesOn(state: StateBlock, line: number): boolean {
  const text = lineOf(state, line)
  if (DEFINITION.test(text)) return false
  if (text.trim() === '') return /^(?: {4}|\t)\S/u.test(line + 1 < state.lineMax ? lineOf(state, line + 1) : '')
  return /^(?: {2,}|\t)/u.test(text) || lineOf(state, line - 1).trim() !== ''
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0), state.eMarks[line] ?? 0)
}

function readReference(state: StateInline, silent: boolean): boolean {
  REFERENCE.lastIndex = state.pos
  const found = REFERENCE.exec(state.src)
  const { notes, order } = footnotesOf(state.env)
  const name = found?.[1]
  if (found === null || name === undefined || !notes.has(name)) return false
  if (!silent) {
    if (!order.includes(name)) order.push(name)
    const token = state.push('html_inline', '', 0)
    token.content = `<sup>${order.indexOf(name) + 1}</sup>`
  }
  state.pos += found[0].length
  return true
}

/** Notes nobody refers to are not shown, as with kramdown. */
function listNotes(state: StateCore): void {
  const { notes, order } = footnotesOf(state.env)
  if (order.length === 0 || state.inlineMode || (state.env as FootnoteOptions).footnotesUnlisted === true) return
  const listed: string[] = []
  // A note may refer to others, which join the list while it grows.
  for (let index = 0; index < order.length; index += 1) {
    listed.push(`<li>${state.md.renderInline(notes.get(order[index] ?? '') ?? '', state.env)}</li>`)
  }
  const token = new state.Token('html_block', '', 0)
  token.content = `<hr />\n<ol>\n${listed.join('\n')}\n</ol>\n`
  state.tokens.push(token)
}
