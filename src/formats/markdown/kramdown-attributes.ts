// kramdown's attribute lists: `{: .note #x key="v"}` on a line of its own or behind a span belongs to its neighbour and is never shown.

import type { StateBlock, StateCore, StateInline, Token } from 'markdown-it'
import { lineOf } from './marks/lines.ts'

const LINE = /^\{:(.{0,2000})\}[ \t]*$/u
const COMMENT = /^\{::comment\}/u
const COMMENT_END = /^[ \t]*\{:\/(?:comment)?\}/u
const ATTRIBUTE = /\.([\w-]+)|#([\w:.-]+)|([\w:-]+)=(?:"([^"]*)"|'([^']*)')/gu

/** Block rule: attribute lists, definitions of them (`{:name: …}`), extensions (`{::options /}`, `{::comment}` to its end). */
export function readBlockAttributes(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const text = lineOf(state, startLine)
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || !text.startsWith('{:')) return false
  const [, list] = LINE.exec(text) ?? []
  const comment = COMMENT.test(text)
  if (list === undefined && !comment) return false
  if (silent) return true
  if (comment && !text.includes('{:/')) state.line = endOfComment(state, startLine, endLine)
  else {
    state.line = startLine + 1
    if (list !== undefined && !/^(?:[:/]|[\w-]+:)/u.test(list)) pushAttributes(state, list, startLine)
  }
  return true
}

function endOfComment(state: StateBlock, startLine: number, endLine: number): number {
  for (let line = startLine + 1; line < endLine; line += 1) if (COMMENT_END.test(lineOf(state, line))) return line + 1
  return startLine + 1
}

function pushAttributes(state: StateBlock, list: string, line: number): void {
  const token = state.push(TOKEN, '', 0)
  token.content = list
  token.map = [line, line + 1]
  token.hidden = true
  token.meta = { adjoins: line > 0 && !state.isEmpty(line - 1) }
}

const TOKEN = 'kramdown_attributes'

const SPAN = /\{:([^{}\n]{0,2000})\}/uy

/** Inline rule: whose attributes they are is settled when emphasis and links are. */
export function readSpanAttributes(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '{') return false
  SPAN.lastIndex = state.pos
  const found = SPAN.exec(state.src)
  const startsItem = state.pos === 0 && found !== null && /\s/u.test(state.src[found[0].length] ?? '')
  if (found === null || (!startsItem && /^$|\s/u.test(state.src[state.pos - 1] ?? ''))) return false
  if (!silent && !startsItem) {
    const token = state.push(TOKEN, '', 0)
    token.content = found[1] ?? ''
    token.meta = { source: found[0] }
  }
  state.pos += found[0].length
  return true
}

/** Core rule: gives each list to its neighbour and takes it out of the document. */
export function settleAttributes(state: StateCore): void {
  for (const token of state.tokens) if (token.children !== null) token.children = settleSpans(token.children)
  if (state.tokens.some(({ type }) => type === TOKEN)) state.tokens = settleBlocks(state.tokens)
}

function settleSpans(spans: Token[]): Token[] {
  if (!spans.some(({ type }) => type === TOKEN)) return spans
  return spans.filter((span, index) => {
    if (span.type !== TOKEN) return true
    const owner = ownerBefore(spans, index)
    if (owner !== null) addAttributes(owner, span.content)
    else makeText(span)
    return owner === null
  })
}

/** Behind plain text there is nothing to own it: then it is text. */
function makeText(span: Token): void {
  span.content = (span.meta as { source: string }).source
  span.type = 'text'
}

const QUOTED = /"[^"]*"|'[^']*'/gu
const TOC = /(?:^|\s)toc(?:\s|$)/u

/** `* TOC` with `{:toc}`, or `{:toc .note}`, stands for a table of contents, which feeds do without. */
function settleBlocks(blocks: Token[]): Token[] {
  const gone = new Set<Token>()
  blocks.forEach((block, index) => {
    if (block.type !== TOKEN) return
    gone.add(block)
    const adjoins = (block.meta as { adjoins: boolean }).adjoins
    const owner = adjoins ? ownerBefore(blocks, index) : (blocks[index + 1] ?? null)
    if (owner === null || owner.nesting < 0) return
    if (TOC.test(block.content.replaceAll(QUOTED, '')) && owner.type.endsWith('_list_open')) for (const part of blocks.slice(blocks.indexOf(owner), index)) gone.add(part)
    else addAttributes(owner, block.content)
  })
  return blocks.filter((block) => !gone.has(block))
}

/** The token that opened what ends right before an index. */
function ownerBefore(tokens: readonly Token[], index: number): Token | null {
  let at = index - 1
  while (at >= 0 && (tokens[at]?.type === TOKEN || (tokens[at]?.type === 'text' && tokens[at]?.content === ''))) at -= 1
  const last = tokens[at]
  if (last === undefined || last.type === 'text' || last.nesting > 0) return null
  if (last.nesting === 0) return last
  while (at >= 0 && !(tokens[at]?.nesting === 1 && tokens[at]?.level === last.level)) at -= 1
  return tokens[at] ?? null
}

function addAttributes(token: Token, list: string): void {
  for (const [, className, id, key, double, single] of list.matchAll(ATTRIBUTE)) {
    if (className !== undefined) token.attrJoin('class', className)
    else if (id !== undefined) token.attrSet('id', id)
    else if (key !== undefined) token.attrSet(key, double ?? single ?? '')
  }
}
