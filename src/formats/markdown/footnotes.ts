// Footnotes in Markdown: `[^name]` in a text, `[^name]: note` at the start of a line. The notes, which may be of several blocks, become a
// list at the end.

import type { MarkdownIt } from 'markdown-it'
import type { StateBlock, StateCore, StateInline } from 'markdown-it'

interface Footnotes {
  readonly notes: Map<string, string> // name to its Markdown
  readonly order: string[] // names in the order they are first referred to
  isListed: boolean // what is read now is a note itself
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
  store.footnotes ??= { notes: new Map(), order: [], isListed: false }
  return store.footnotes
}

function readDefinition(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.sCount[startLine] === undefined || state.blkIndent > 0 || state.level > 0) return false
  const [, name, first = ''] = DEFINITION.exec(lineOf(state, startLine)) ?? []
  if (name === undefined) return false
  if (silent) return true
  const lines = [first]
  let line = startLine + 1
  for (let next = nextOfNote(state, line, endLine); next !== null; next = nextOfNote(state, line, endLine)) {
    for (; line < next; line += 1) lines.push('')
    lines.push(lineOf(state, next).replace(INDENT, ''))
    line = next + 1
  }
  const { notes } = footnotesOf(state.env)
  if (!notes.has(name) && notes.size < MAX_NOTES) notes.set(name, lines.join('\n').trim())
  state.line = line
  return true
}

const INDENT = /^(?: {4}| {0,3}\t|[ \t]+)/u

/** A note runs on over indented lines, behind blank ones too, and over what its paragraph would. Null where it ends. */
function nextOfNote(state: StateBlock, line: number, endLine: number): number | null {
  let next = line
  while (next < endLine && state.isEmpty(next)) next += 1
  if (next >= endLine) return null
  if ((state.sCount[next] ?? 0) >= 4) return next
  return next === line && !state.isEmpty(line - 1) && !isInterrupted(state, line, endLine) ? next : null
}

function isInterrupted(state: StateBlock, line: number, endLine: number): boolean {
  return state.md.block.ruler.getRules('paragraph').some((rule) => rule(state, line, endLine, true))
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

/** For those who have notes within a text as well: `tea^[green]`. */
export function inlineFootnotes(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('link', 'inline_footnote', readInlineNote)
}

function readInlineNote(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('^[', state.pos)) return false
  const end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
  const note = state.src.slice(state.pos + 2, end).trim()
  const { notes, order } = footnotesOf(state.env)
  if (end === -1 || note === '' || notes.size >= MAX_NOTES) return false
  if (!silent) {
    const name = ` ${order.length}` // which no text can refer to
    notes.set(name, note)
    order.push(name)
    state.push('html_inline', '', 0).content = `<sup>${order.length}</sup>`
  }
  state.pos = end + 1
  return true
}

/** Notes nobody refers to are not shown, as with kramdown. */
function listNotes(state: StateCore): void {
  const footnotes = footnotesOf(state.env)
  const { notes, order, isListed } = footnotes
  if (isListed || order.length === 0 || state.inlineMode || (state.env as FootnoteOptions).footnotesUnlisted === true) return
  footnotes.isListed = true
  const listed: string[] = []
  // A note may refer to others, which join the list while it grows.
  for (let index = 0; index < order.length; index += 1) {
    listed.push(`<li>${tightly(state.md.render(notes.get(order[index] ?? '') ?? '', state.env))}</li>`)
  }
  const token = new state.Token('html_block', '', 0)
  token.content = `<hr />\n<ol>\n${listed.join('\n')}\n</ol>\n`
  state.tokens.push(token)
}

/** A note that is one paragraph stands without its tags; of others each block is on lines of its own. */
function tightly(html: string): string {
  const inside = /^<p>(.*)<\/p>\n$/su.exec(html)?.[1]
  return inside === undefined || inside.includes('</p>') ? `\n${html}` : inside
}
