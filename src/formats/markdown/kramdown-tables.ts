// kramdown's tables: lines with a pipe, between blank lines; a line of dashes below the head is welcome but not needed, one of equal
// signs comes before the foot. Takes the place of markdown-it's own rule, which asks for the dashes.

import type { StateBlock } from 'markdown-it'
import { lineOf } from './marks/lines.ts'

const SEPARATOR = /^[+|: \t-]*-[+|: \t-]*$/u
const FOOT_SEPARATOR = /^[+|: \t=]*=[+|: \t=]*$/u
const MAX_FILLED = 100 // columns to which short rows are filled up: a wide row above many short ones must not multiply
const ATTRIBUTES = /^\s*\{:[^}]*\}\s*$/u

/** An element within a line: its pipes make no table, but part the cells of one; those of code do neither. */
const ELEMENT = /<([a-z]+)(?:\s[^<>]{0,1000})?>.{0,1000}?<\/\1>/giu
const CODE = /<code(?:\s[^<>]{0,1000})?>.{0,1000}?<\/code>/iuy

type Part = 'thead' | 'tbody' | 'tfoot'
interface Section {
  readonly part: Part
  readonly rows: readonly Row[]
}
interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** A block rule of markdown-it. */
export function readTable(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (silent || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || !isAfterBoundary(state, startLine)) return false
  const lines: string[] = []
  for (let line = startLine; line < endLine && !state.isEmpty(line); line += 1) {
    const text = textOf(state, line)
    if ((state.sCount[line] ?? 0) < state.blkIndent || splitCells(text.includes('<') ? text.replaceAll(ELEMENT, '') : text) === null) break
    lines.push(text)
  }
  const nextLine = startLine + lines.length
  const table = lines.length > 0 && isBoundary(state, nextLine, endLine) ? sectionsOf(lines, startLine) : null
  if (table === null || table.sections.length === 0) return false
  writeTable(state, table, [startLine, nextLine])
  state.line = nextLine
  return true
}

function textOf(state: StateBlock, line: number): string {
  return lineOf(state, line).trimEnd()
}

/** A blank line, attributes or the start of what holds the block. */
export function isAfterBoundary(state: StateBlock, line: number): boolean {
  const last = state.tokens.at(-1)
  return line === 0 || state.isEmpty(line - 1) || last === undefined || last.nesting === 1 || ATTRIBUTES.test(textOf(state, line - 1))
}

export function isBoundary(state: StateBlock, line: number, endLine: number): boolean {
  return line >= endLine || state.isEmpty(line) || (state.sCount[line] ?? 0) < state.blkIndent || ATTRIBUTES.test(textOf(state, line))
}

interface Table {
  readonly sections: readonly Section[]
  readonly alignments: readonly string[] // '' where a column has none
  readonly columns: number
}

function sectionsOf(lines: readonly string[], startLine: number): Table | null {
  const sections: Section[] = []
  let alignments: string[] | null = null
  let rows: Row[] = []
  let hasFoot = false
  const close = (part: Part): void => {
    if (rows.length > 0) sections.push({ part, rows })
    rows = []
  }
  for (const [index, line] of lines.entries()) {
    if (SEPARATOR.test(line)) {
      const isHead = rows.length > 0 && alignments === null && !hasFoot
      if (isHead) alignments = alignmentsOf(line)
      close(isHead ? 'thead' : 'tbody')
    } else if (FOOT_SEPARATOR.test(line)) {
      hasFoot ||= rows.length > 0
      close('tbody')
    } else rows.push({ line: startLine + index, cells: splitCells(line) ?? [] })
  }
  close(hasFoot ? 'tfoot' : 'tbody')
  const columns = Math.max(0, ...sections.flatMap((section) => section.rows.map(({ cells }) => cells.length)))
  return { sections, alignments: alignments ?? [], columns }
}

function alignmentsOf(line: string): string[] {
  const cells = line.replace(/^\s*\|/u, '').replace(/\|\s*$/u, '').split(/[|+]/u)
  return cells.map((cell) => {
    const [left, right] = [cell.trim().startsWith(':'), cell.trim().endsWith(':')]
    return left && right ? 'center' : left ? 'left' : right ? 'right' : ''
  })
}

/** The cells of a line; pipes in code and escaped ones part nothing. Null where no pipe is left. */
function splitCells(line: string): string[] | null {
  if (!line.includes('|')) return null
  const cuts: number[] = []
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at]
    if (sign === '\\') at += 1
    else if (sign === '|') cuts.push(at)
    else if (sign === '`') at = endOfCode(line, at)
    else if (sign === '<') at = endOfCodeElement(line, at)
  }
  if (cuts.length === 0) return null
  const cells = [...cuts, line.length].map((cut, index) => line.slice(index === 0 ? 0 : (cuts[index - 1] ?? 0) + 1, cut).trim())
  if (cells[0] === '' && line.startsWith('|')) cells.shift()
  if (cells.at(-1) === '' && cells.length > 1) cells.pop()
  return cells
}

/** Where the code ends that these backticks open; where they end themselves, if none do. */
function endOfCode(line: string, open: number): number {
  const [ticks = '`'] = /^`+/u.exec(line.slice(open)) ?? []
  const close = line.indexOf(ticks, open + ticks.length)
  return (close === -1 ? open : close) + ticks.length - 1
}

/** Where such an element ends, or the sign that begins none. */
function endOfCodeElement(line: string, open: number): number {
  CODE.lastIndex = open
  return open + (CODE.exec(line)?.[0].length ?? 1) - 1
}

function writeTable(state: StateBlock, { sections, alignments, columns }: Table, map: [number, number]): void {
  state.push('table_open', 'table', 1).map = map
  for (const { part, rows } of sections) {
    state.push(`${part}_open`, part, 1)
    for (const row of rows) writeRow(state, row, part === 'thead' ? 'th' : 'td', alignments, columns)
    state.push(`${part}_close`, part, -1)
  }
  state.push('table_close', 'table', -1)
}

function writeRow(state: StateBlock, { line, cells }: Row, tag: 'th' | 'td', alignments: readonly string[], columns: number): void {
  state.push('tr_open', 'tr', 1).map = [line, line + 1]
  for (let column = 0; column < Math.max(cells.length, Math.min(columns, MAX_FILLED)); column += 1) {
    const open = state.push(`${tag}_open`, tag, 1)
    const alignment = alignments[column] ?? ''
    if (alignment !== '') open.attrs = [['style', `text-align:${alignment}`]]
    const inline = state.push('inline', '', 0)
    inline.content = cells[column] ?? ''
    inline.children = []
    inline.map = [line, line + 1]
    state.push(`${tag}_close`, tag, -1)
  }
  state.push('tr_close', 'tr', -1)
}
