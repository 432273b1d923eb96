// kramdown's lists. An item goes on over what is indented as far as its text and, without a blank line, over all that begins no other
// item: `1. a`, below it `  - b`, is a list within a list, as are all bullets one list whatever their sign. CommonMark parts those.

import type { StateBlock } from 'markdown-it'
import type { Token } from 'markdown-it'
import { isEndOfBlock, readInside, signOf, startsAnew, textOf } from './inside.ts'
import { isRule } from './rules.ts'

const SIGNS = /[+*\d-]/u
const BULLET = String.raw`[+*-]`
const NUMBER = String.raw`\d+\.`
const START = new RegExp(`^ {0,3}(?:${BULLET}|${NUMBER})[ \\t]`, 'u')
/** By how many blanks may stand before the sign. */
const ITEMS = [BULLET, NUMBER].map((sign) => [0, 1, 2, 3].map((blanks) => new RegExp(`^( {0,${blanks}}${sign})([ \\t].*)$`, 'su')))
/** An item that begins with this, or nothing, has its text four blanks deep. */
const NO_TEXT = /^\s*(?:\{:(?!:|\/)[^}]+\})?\s*$/u

interface Item {
  readonly lines: string[] // without their indent
  readonly indent: number // columns before its text
}

interface Items {
  readonly items: readonly Item[]
  readonly next: number // the line behind them
  readonly isEnded: boolean // by a mark
}

/** A block rule of markdown-it. */
export function readList(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (!SIGNS.test(signOf(state, startLine))) return false
  const text = textOf(state, startLine)
  if (!START.test(text)) return false
  if (silent) return true
  const isNumbered = /^ *\d/u.test(text)
  const { items, next, isEnded } = itemsOf(state, startLine, endLine, ITEMS[Number(isNumbered)] ?? [])
  const [type, tag] = isNumbered ? ['ordered_list', 'ol'] : ['bullet_list', 'ul']
  state.push(`${type}_open`, tag, 1)
  writeItems(state, items, isEnded)
  state.push(`${type}_close`, tag, -1)
  state.line = next
  return true
}

/** A first paragraph is shown as none where nothing parts it from what follows; that of the last item as those before. */
function writeItems(state: StateBlock, items: readonly Item[], isEnded: boolean): void {
  let hasTight = false
  for (const [index, item] of items.entries()) {
    state.push('list_item_open', 'li', 1)
    const tokens = readInside(state, item.lines.join('\n'))
    const [open, , close] = tokens
    const isParagraph = open?.type === 'paragraph_open' && (open.map?.[0] ?? 0) < 2 // below its sign at most
    const isLast = index === items.length - 1
    const isTight: boolean = isParagraph && standsAlone(item, tokens, isLast && !isEnded) && (!isLast || index === 0 || hasTight)
    if (isTight) for (const token of [open, close]) if (token !== undefined) token.hidden = true
    hasTight ||= isTight || !isParagraph
    for (const token of tokens) state.tokens.push(token)
    state.push('list_item_close', 'li', -1)
  }
}

/** No blank line is behind its first paragraph; the one behind a whole list is none of it. */
function standsAlone({ lines }: Item, tokens: readonly Token[], endsList: boolean): boolean {
  const below = lines[tokens[0]?.map?.[1] ?? lines.length]
  return below?.trim() !== '' || (endsList && tokens.length === 3)
}

function itemsOf(state: StateBlock, startLine: number, endLine: number, patterns: readonly RegExp[]): Items {
  const items: Item[] = []
  let pattern = patterns[3]
  let item: Item | null = null
  let isBehindBlank = false
  let holdsList = false
  for (let line = startLine; line < endLine; line += 1) {
    const text = textOf(state, line)
    if (state.isEmpty(line)) {
      isBehindBlank = true
      holdsList = true
      item?.lines.push('')
      continue
    }
    if ((state.sCount[line] ?? 0) < state.blkIndent || (isBehindBlank && isRule(text))) return { items, next: line, isEnded: false }
    if (isEndOfBlock(text)) return { items, next: line + 1, isEnded: true }
    const [, sign, rest = ''] = pattern?.exec(text) ?? []
    if (sign !== undefined) {
      item = itemOf(sign.length, rest)
      items.push(item)
      pattern = patterns[Math.min(3, item.indent - 1)]
      holdsList = START.test(item.lines[0] ?? '')
    } else {
      if (item === null || !isOfItem(text, item.indent, isBehindBlank)) return { items, next: line, isEnded: false }
      const own = unindented(text, item.indent)
      const startsList = START.test(own.text)
      item.lines.push(holdsList && startsList && !own.wasIndented ? ' '.repeat(item.indent + 4) + own.text : own.text)
      holdsList ||= own.wasIndented && startsList
    }
    isBehindBlank = false
  }
  return { items, next: endLine, isEnded: false }
}

/** @param width  of the sign and the blanks before it */
function itemOf(width: number, rest: string): Item {
  const blanks = (/^[ \t]*/u.exec(rest)?.[0] ?? '').split('')
  const indent = blanks.reduce((column, blank) => column + (blank === '\t' ? 4 - (column % 4) : 1), width)
  return { lines: [rest.trimStart()], indent: NO_TEXT.test(rest) ? 4 : indent }
}

function isOfItem(text: string, indent: number, isBehindBlank: boolean): boolean {
  return columnsOf(text) >= indent || (!isBehindBlank && !startsAnew(text, Math.min(indent, 3)))
}

/** Of its indent, where a tab stands for four. */
function columnsOf(text: string): number {
  let columns = 0
  for (const sign of text) {
    if (sign !== ' ' && sign !== '\t') break
    columns += sign === '\t' ? 4 : 1
  }
  return columns
}

function unindented(text: string, indent: number): { readonly text: string; readonly wasIndented: boolean } {
  const spaced = text.replace(/^\t+/u, (tabs) => '    '.repeat(tabs.length))
  const wasIndented = spaced.slice(0, indent).trim() === '' && spaced.length > indent
  return { text: wasIndented ? spaced.slice(indent) : spaced, wasIndented }
}
