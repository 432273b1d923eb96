// kramdown's HTML blocks: from a block element's start tag to its end tag all is passed on as it is, Markdown within it included.

import type { StateBlock } from 'markdown-it'

// Elements that stand within a line: a line that begins with one of them is a paragraph.
const SPANS: ReadonlySet<string> = new Set(
  ('a abbr acronym b bdo big br button cite code del dfn em font i img input ins kbd label mark option q rb rbc rp rt rtc ruby s samp select small ' +
    'span strike strong sub sup time tt u var').split(' '),
)
const EMPTY: ReadonlySet<string> = new Set('area base col embed hr link meta param source track wbr'.split(' '))
const TAG = /<(\/?)([a-z][\w-]{0,40})(?=[\s/>])([^<>]{0,20000})>/giu
const START = /^(?:<!--|<\?|<!\[|<!DOCTYPE|<\/?[a-z])/iu

/** Whether a text begins with a tag of an element that ends what stands above it. */
export function isBlockTag(text: string): boolean {
  const name = /^<\/?([a-z_][\w.-]{0,40})/iu.exec(text)?.[1]?.toLowerCase()
  return name !== undefined && name !== 'script' && !SPANS.has(name)
}

/** A block rule of markdown-it. What begins with a comment ends nothing that stands above it, unless a blank line in it would. */
export function readHtmlBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if (!START.test(state.src.slice(start, start + 10))) return false
  if (silent && /^<[?!]/u.test(state.src.slice(start, start + 2)) && !holdsBlankLine(state, start)) return false
  const end = endOfBlock(state, start, startLine, endLine)
  if (end === null) return false
  if (silent) return true
  let line = startLine
  while (line < endLine - 1 && (state.eMarks[line] ?? 0) < end) line += 1
  writeHtml(state, startLine, line + 1, end)
  state.line = line + 1
  return true
}

/** A comment that is not closed ends before the next blank line: it is not looked for, or a text of nothing but such would be read once for each. */
function holdsBlankLine(state: StateBlock, start: number): boolean {
  const end = closedEnd(state, start)
  return end !== null && /\n[ \t]*\n/u.test(state.src.slice(start, end))
}

/** `Map<Tea, Cup>` and `<https://e.example>`: what no tag is written like. kramdown shows it; a reader of HTML would take it for one. */
const NO_TAG = /<(?=\/?[a-z][\w.-]{0,40}(?:[^\s\w/>.:-]|:\/\/))/giu

/** The HTML, and what is left of its last line as a paragraph. */
function writeHtml(state: StateBlock, startLine: number, nextLine: number, end: number): void {
  const lastEnd = state.eMarks[nextLine - 1] ?? 0
  const rest = state.src.slice(end, lastEnd).trim()
  const written = state.getLines(startLine, nextLine, state.blkIndent, false)
  const all = rest === '' ? written : written.slice(0, written.length - (lastEnd - end))
  const html = state.push('html_block', '', 0)
  html.map = [startLine, nextLine]
  html.content = all.replaceAll(NO_TAG, '&lt;') + (rest === '' ? '\n' : '')
  if (rest === '') return
  state.push('paragraph_open', 'p', 1).map = [nextLine - 1, nextLine]
  const inline = state.push('inline', '', 0)
  inline.content = rest
  inline.map = [nextLine - 1, nextLine]
  inline.children = []
  state.push('paragraph_close', 'p', -1)
}

/** Where what begins at an offset ends; null where no block does. */
function endOfBlock(state: StateBlock, start: number, startLine: number, endLine: number): number | null {
  return closedEnd(state, start) ?? unclosedEnd(state, start, startLine, endLine)
}

/** Where the elements and comments end that begin at an offset, side by side on a line; null where none does that is closed. */
function closedEnd(state: StateBlock, start: number): number | null {
  const { ends, comments } = elementsOf(state)
  let end: number | null = null
  for (let at: number | null = start; at !== null; ) {
    const next: number | null = comments.get(at) ?? ends.get(at) ?? null
    if (next === null) break
    end = next
    at = state.src[next] === '<' ? next : null
  }
  return end
}

/** An end tag alone is its line; an element that is never closed and a declaration go on to the next blank line. */
function unclosedEnd(state: StateBlock, start: number, startLine: number, endLine: number): number | null {
  const name = /^<\/?([a-z][\w-]{0,40})(?=[\s/>])/iu.exec(state.src.slice(start, start + 60))?.[1]?.toLowerCase()
  if (name === undefined ? !/^<[?!]/u.test(state.src.slice(start, start + 2)) : SPANS.has(name)) return null
  let line = startLine
  while (state.src[start + 1] !== '/' && line + 1 < endLine && !state.isEmpty(line + 1)) line += 1
  return state.eMarks[line] ?? null
}

interface Elements {
  readonly ends: ReadonlyMap<number, number> // offset of a block's start tag to the offset behind its end
  readonly comments: ReadonlyMap<number, number>
}

/** All block elements of a document, matched in one pass, so that many unclosed ones cost no more than one. */
function elementsOf(state: StateBlock): Elements {
  const store = state.env as { htmlElements?: Map<string, Elements> }
  store.htmlElements ??= new Map()
  const known = store.htmlElements.get(state.src)
  if (known !== undefined) return known
  const comments = commentsOf(state.src)
  const found = { comments, ends: matchTags(state.src, comments) }
  store.htmlElements.set(state.src, found)
  return found
}

function commentsOf(source: string): Map<number, number> {
  const comments = new Map<number, number>()
  for (let at = source.indexOf('<!--'); at !== -1; ) {
    const end = source.indexOf('-->', at + 4)
    if (end === -1) break
    comments.set(at, end + 3)
    at = source.indexOf('<!--', end + 3)
  }
  return comments
}

const HOLDS_MARKDOWN = /(?:^|\s)markdown\s{0,9}=\s{0,9}(?!["']?0)/u

/** A tag that is not closed yet, and how many of those that hold Markdown stand before it. */
interface OpenTag {
  readonly at: number
  readonly before: number
}

/** An element in which another says that it holds Markdown ends, as a block, where that begins. */
function matchTags(source: string, comments: ReadonlyMap<number, number>): Map<number, number> {
  const ends = new Map<number, number>()
  const open = new Map<string, OpenTag[]>()
  const holding: number[] = [] // offsets behind the tags that hold Markdown
  const hidden = [...comments]
  let passed = 0
  for (const tag of source.matchAll(TAG)) {
    const name = tag[2]?.toLowerCase() ?? ''
    while (passed < hidden.length && (hidden[passed]?.[1] ?? 0) <= tag.index) passed += 1
    if (SPANS.has(name) || tag.index >= (hidden[passed]?.[0] ?? Infinity) ) continue
    const behind = tag.index + tag[0].length
    const holds = tag[1] === '' && HOLDS_MARKDOWN.test(tag[3] ?? '')
    if (holds) holding.push(behind)
    if (holds || EMPTY.has(name) || (tag[1] === '' && tag[3]?.endsWith('/') === true)) ends.set(tag.index, behind)
    else if (tag[1] === '') stackOf(open, name).push({ at: tag.index, before: holding.length })
    else {
      const start = open.get(name)?.pop()
      if (start !== undefined) ends.set(start.at, holding[start.before] ?? behind)
    }
  }
  return ends
}

function stackOf(open: Map<string, OpenTag[]>, name: string): OpenTag[] {
  const stack = open.get(name) ?? []
  open.set(name, stack)
  return stack
}
