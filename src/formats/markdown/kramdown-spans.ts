// kramdown's emphasis, mathematics, guillemets, HTML that holds no Markdown, comments, and links with blanks in them. CommonMark asks for blanks or punctuation around `**`, which Chinese and Japanese do not have.

import type { MarkdownIt, StateInline } from 'markdown-it'
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

/** Inline rule: two backslashes at the end of a line break it. */
export function readLineBreak(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('\\\\\n', state.pos)) return false
  if (!silent) state.push('hardbreak', 'br', 0)
  state.pos += 3
  return true
}

/** Inline rule: before these signs a backslash is one, as in `$a\,b$`, which is TeX to readers of the site. */
export function readBackslash(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '\\' || !/[,;%&@^/?]/u.test(state.src[state.pos + 1] ?? '')) return false
  if (!silent) state.pending += '\\'
  state.pos += 1
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

/** Inline rule: `<<tea>>` is words between guillemets, not a tag between angles. */
export function readGuillemet(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('<<', state.pos)) return false
  if (!silent) state.pending += '<<'
  state.pos += 2
  return true
}

const RAW_TAG = /<(code|kbd|samp|var)(?:\s[^<>]{0,500})?>/iuy

/** Inline rule: `<code>__init__</code>` has underscores and no strong text in it. */
export function readRawSpan(state: StateInline, silent: boolean): boolean {
  RAW_TAG.lastIndex = state.pos
  const name = RAW_TAG.exec(state.src)?.[1]
  const close = name === undefined ? -1 : nextOf(state, `</${name}>`)
  if (name === undefined || close === -1) return false
  const end = close + name.length + 3
  if (end > state.posMax) return false
  if (!silent) Object.assign(state.push('html_inline', '', 0), { content: state.src.slice(state.pos, end), info: 'raw' })
  state.pos = end
  return true
}

/** Where a text stands next. Remembered: a paragraph of start tags alone is searched once. */
function nextOf(state: StateInline, text: string): number {
  const env = state.env as { found?: { readonly src: string; readonly at: Map<string, number> } }
  if (env.found?.src !== state.src) env.found = { src: state.src, at: new Map() }
  const known = env.found.at.get(text)
  if (known !== undefined && (known === -1 || known >= state.pos)) return known
  const at = state.src.indexOf(text, state.pos)
  env.found.at.set(text, at)
  return at
}

const SPACED = /\s{1,100}\[([^[\]]{1,999})\]/uy

/** Inline rule: `[tea] [1]`: what a reference is for may have blanks, or the end of a line, behind it. */
export function readSpacedReference(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '[' || state.src[state.pos - 1] === '!') return false
  const end = state.md.helpers.parseLinkLabel(state, state.pos, true)
  if (end === -1 || !/\s/u.test(state.src[end + 1] ?? '')) return false
  SPACED.lastIndex = end + 1
  const [whole, label = ''] = SPACED.exec(state.src) ?? []
  const { references } = state.env as { references?: Readonly<Record<string, { readonly href: string; readonly title: string }>> }
  const key = state.md.utils.normalizeReference(label)
  const reference = references !== undefined && Object.hasOwn(references, key) ? references[key] : undefined
  if (whole === undefined || reference === undefined || end + 1 + whole.length > state.posMax) return false
  if (!silent) writeLink(state, end, reference)
  state.pos = end + 1 + whole.length
  return true
}

function writeLink(state: StateInline, end: number, { href, title }: { readonly href: string; readonly title: string }): void {
  const { posMax } = state
  state.push('link_open', 'a', 1).attrs = title === '' ? [['href', href]] : [['href', href], ['title', title]]
  Object.assign(state, { pos: state.pos + 1, posMax: end, linkLevel: state.linkLevel + 1 })
  state.md.inline.tokenize(state)
  Object.assign(state, { posMax, linkLevel: state.linkLevel - 1 })
  state.push('link_close', 'a', -1)
}

const EXTENSION = /\{::(comment|nomarkdown)\}(.{0,5000}?)\{:\/(?:\1)?\}/suy

/** Inline rule: a comment within a line is not shown, and HTML that holds no Markdown is passed on. */
export function readExtension(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('{::', state.pos)) return false
  EXTENSION.lastIndex = state.pos
  const [whole, word, inside = ''] = EXTENSION.exec(state.src) ?? []
  if (whole === undefined) return false
  if (!silent && word === 'nomarkdown') state.push('html_inline', '', 0).content = inside
  state.pos += whole.length
  return true
}

type ParseDestination = MarkdownIt['helpers']['parseLinkDestination']

const MAX_ADDRESS = 1000 // characters

/**
 * An address in parentheses goes on over blanks (`/tea cups.png`) to the end of those, or to a title; one that is escaped without need
 * (`/Tea_(drink\\)`) closes another nevertheless.
 */
export function parseSpaced(parse: ParseDestination): ParseDestination {
  return (text, start, max) => {
    const strict = parse(text, start, max)
    if (!strict.ok || text[start] === '<' || !/[ \t]/u.test(text[strict.pos] ?? ' ')) return strict
    const limit = Math.min(max, start + MAX_ADDRESS)
    const spaced = endOfAddress(text, strict.pos, limit)
    const end = spaced ?? endOfAddress(text, start, limit)
    return end === null ? strict : { ok: true, pos: end, str: spaced === null ? text.slice(start, end).replaceAll(/\\(?=[()])/gu, '') : text.slice(start, end).trim() }
  }
}

function endOfAddress(text: string, start: number, max: number): number | null {
  let depth = 0
  for (let at = start; at < max; at += 1) {
    const sign = text[at]
    if (sign === '\n') return null
    if (/[ \t]/u.test(sign ?? '') && /["']/u.test(text[at + 1] ?? '')) return at
    if (sign === ')' && depth === 0) return at
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0
  }
  return null
}
