// Template tags in the body of a post: Liquid, Hugo's shortcodes, Nunjucks, Vue, MDX (marks/mdx.ts). None is run: code blocks and links are understood,
// every other tag is dropped and counted. Inside code they are text. Time is linear in the length of the text.

import type { Dialect } from '../../model/source.ts'
import { hexoLink, hugoReference, isBeforeLink, jekyllReference, type JekyllPage, jekyllValue, type Reference } from './marks/link-tags.ts'
import { type Indents, isIndentedCode, NO_INDENTS } from './marks/indented-code.ts'
import { endTagsIn, escapeSigns, isNoTag, moduleEnd, readExpression, readTag as readJsxTag, withoutIndents } from './marks/mdx.ts'

export interface Untemplated {
  readonly text: string
  readonly dropped: number
  readonly unresolved: readonly string[] // what `post_url`, `link` and `ref` asked for and nobody knew
}

export interface TemplateOptions {
  readonly html: boolean // code is in `pre` and `code` elements, not between backticks
  readonly dialect: Dialect // hugo's shortcodes and hexo's `link` are read as there, and vuepress may say what is no template
  readonly modules: boolean // MDX: `import` and `export`, expressions in braces, tags of JSX
  readonly links: Readonly<Record<string, string>>
  readonly page?: JekyllPage // jekyll: what `site.url` and `page.url` stand for
  readonly path?: string // hugo: of the post, where its `ref` looks first
}

/** Takes the templates out of a body. */
export function dropTemplates(body: string, options: TemplateOptions): Untemplated {
  const hasTags = options.modules || (body.includes('{') && /\{[%{#]/u.test(body))
  if (!hasTags) return { text: body, dropped: 0, unresolved: [] }
  const written = options.modules ? withoutIndents(body) : body
  const scan: Scan = {
    body: written,
    options,
    endTags: options.modules ? endTagsIn(written) : new Map(),
    at: 0,
    out: [],
    dropped: 0,
    unresolved: [],
    missing: new Set(),
    failures: 0,
    fence: null,
    paragraphEnd: -1,
    colons: null,
    ...NO_INDENTS,
  }
  while (scan.at < scan.body.length) step(scan)
  const text = scan.out.join('')
  return { text: options.dialect === 'hugo' ? text.replaceAll(SHOWN_SHORTCODE, '{{$1$2$3}}') : text, dropped: scan.dropped, unresolved: scan.unresolved }
}

interface Scan extends Indents {
  readonly body: string
  readonly options: TemplateOptions
  readonly endTags: ReadonlyMap<string, number> // of MDX: where each is the last time
  at: number
  readonly out: string[]
  dropped: number
  readonly unresolved: string[]
  readonly missing: Set<string> // ends that the rest of the body does not hold: looked for once
  failures: number // of MDX that did not end: of too many no more are looked for, as each may take long
  paragraphEnd: number // of the one that the last code was in
  fence: string | null // the mark that opened the code block we are in
  colons: string | null // those that opened the box of VuePress's we are in, if it holds no templates
}

const INLINE = /`+|\{\{[<%]|\{[%{#]/uy
const MDX_SIGN = /[\\$]|\{(?![%{#])|<(?=[A-Za-z/>!])/uy
// Where something may begin: the start of a line (fences, modules), a backtick, a code element, a tag.
const MARKDOWN_STOPS = /^|`|\{[%{#]/gmu
const MDX_STOPS = /^|[`\\$]|\{|<(?=[A-Za-z/>!])/gmu
const VUE_STOPS = /<[a-z][^<>]*\sv-pre[\s>=]|^|`|\{[%{#]/gimu
const HTML_STOPS = /<(?:pre|code)[\s>]|\{[%{#]/giu

function step(scan: Scan): void {
  const stops = stopsOf(scan.options)
  stops.lastIndex = scan.at
  const found = stops.exec(scan.body)
  copyTo(scan, found?.index ?? scan.body.length)
  if (found === null) return
  if (scan.options.html && found[0].startsWith('<')) return copyThrough(scan, found[0].slice(1, -1).toLowerCase() === 'pre' ? '</pre>' : '</code>')
  if (!scan.options.html && (scan.at === 0 || scan.body[scan.at - 1] === '\n') && readLine(scan)) return
  MDX_SIGN.lastIndex = scan.at
  if (scan.options.modules && MDX_SIGN.test(scan.body)) return readMdx(scan)
  if (stops === VUE_STOPS && found[0].startsWith('<')) return copyThrough(scan, `</${/^<([\w-]+)/u.exec(found[0])?.[1] ?? ''}>`)
  INLINE.lastIndex = scan.at
  const sign = INLINE.exec(scan.body)?.[0]
  if (sign === undefined) copyTo(scan, behindSign(scan.body, scan.at))
  else if (sign.startsWith('`')) copyCode(scan, sign)
  else if (scan.options.dialect === 'hugo' && sign.length === 3) readShortcode(scan, sign)
  else readTag(scan, sign.slice(0, 2))
}

function stopsOf({ html, modules, dialect }: TemplateOptions): RegExp {
  if (html) return HTML_STOPS
  return modules ? MDX_STOPS : dialect === 'vuepress' ? VUE_STOPS : MARKDOWN_STOPS
}

/** Never between the halves of an emoji: from there a pattern would find the start of the line once more, for ever. */
function behindSign(body: string, at: number): number {
  return at + ((body.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1)
}

function copyTo(scan: Scan, end: number): void {
  scan.out.push(scan.body.slice(scan.at, end))
  scan.at = end
}

/** Whose templates are run before anything is code: there code shows a tag by being raw. */
const RUN_FIRST: ReadonlySet<Dialect> = new Set(['jekyll', 'eleventy'])
const RAW_TAG = String.raw`\{%-?\s{0,9}(?:end)?raw\s{0,9}-?%\}`
const RAW = new RegExp(String.raw`^[ \t]*${RAW_TAG}[ \t]*(?:\n|$)|${RAW_TAG}`, 'gmu') // with a line that holds nothing else

function withoutRaw({ options }: Scan, code: string): string {
  return RUN_FIRST.has(options.dialect) && code.includes('raw') ? code.replaceAll(RAW, '') : code
}

function copyAsCode(scan: Scan, end: number): void {
  scan.out.push(withoutRaw(scan, scan.body.slice(scan.at, end)))
  scan.at = end
}

/** Takes a line of Markdown that is code, a fence or an MDX module; false where it is text. */
function readLine(scan: Scan): boolean {
  const newline = scan.body.indexOf('\n', scan.at)
  const next = newline === -1 ? scan.body.length : newline + 1
  const line = scan.body.slice(scan.at, next)
  if (readFence(scan, line) || readVerbatim(scan, line) || (!scan.options.modules && isIndentedCode(scan, line))) {
    copyAsCode(scan, next)
    return true
  }
  return scan.options.modules && /^(?:im|ex)port\b/u.test(line) && readModule(scan)
}

const MAX_FAILURES = 1000

function readModule(scan: Scan): boolean {
  const end = scan.failures > MAX_FAILURES ? -1 : moduleEnd(scan.body, scan.at)
  if (end === -1) {
    scan.failures += 1
    return false
  }
  scan.at = end
  scan.dropped += 1
  return true
}

/** What is between dollars is mathematics, in which braces belong to the formula; what costs $5 or $6 is none. */
const MATHEMATICS = /\$\$[^$]{1,5000}\$\$|\$(?=[^\s$])[^$\n]{1,500}(?<!\s)\$(?!\d)/uy

/** MDX has none of HTML's, but Docusaurus reads them all the same. */
function skipComment(scan: Scan): void {
  const end = find(scan, '-->', scan.at + 2)
  if (end === -1) copyTo(scan, scan.at + 1)
  else scan.at = end + 3
}

/** `[a](<b c.md>)`, `[a]: <b c.md>`: an address of Markdown's. */
const DESTINATION = /\](?:\(|:)\s{0,9}$/u

function readMdx(scan: Scan): void {
  const sign = scan.body[scan.at]
  if (sign === '<' && DESTINATION.test(scan.body.slice(Math.max(0, scan.at - 12), scan.at))) return copyTo(scan, scan.at + 1)
  if (sign === '\\') return copyTo(scan, behindSign(scan.body, scan.at + 1))
  if (scan.body.startsWith('<!--', scan.at)) return skipComment(scan)
  if (sign === '$') {
    MATHEMATICS.lastIndex = scan.at
    return copyTo(scan, scan.at + (MATHEMATICS.exec(scan.body)?.[0].length ?? 1))
  }
  if (sign === '<' && isNoTag(scan.body, scan.at, scan.endTags)) {
    scan.out.push('&lt;')
    scan.at += 1
    return
  }
  const piece = scan.failures > MAX_FAILURES ? null : sign === '{' ? readExpression(scan.body, scan.at) : readJsxTag(scan.body, scan.at)
  if (piece === null) {
    scan.failures += 1
    return copyTo(scan, scan.at + 1)
  }
  scan.out.push(sign === '{' ? escapeSigns(piece.text) : piece.text)
  scan.at = piece.end
  if (piece.isRun) scan.dropped += 1
}

function readFence(scan: Scan, line: string): boolean {
  const mark = /^\s{0,12}(?:(?:[-*+>]|\d{1,9}[.)])\s{1,4})?(`{3,}|~{3,})/u.exec(line)?.[1]
  if (scan.fence !== null) {
    if (mark?.startsWith(scan.fence) === true && /^[\s>]*(?:`+|~+)\s*$/u.test(line)) scan.fence = null
    return true
  }
  if (mark === undefined || (mark.startsWith('`') && line.slice(line.indexOf(mark) + mark.length).includes('`'))) return false
  scan.fence = mark
  return true
}

/** VuePress: what is between `::: v-pre` and `:::` is shown as it is. */
function readVerbatim(scan: Scan, line: string): boolean {
  if (scan.options.dialect !== 'vuepress') return false
  const [, colons = '', word = ''] = /^[ \t>]*(:{3,})\s*(v-pre)?\s*$/u.exec(line) ?? []
  if (scan.colons === null) {
    if (word === '') return false
    scan.colons = colons
  } else if (word === '' && colons.startsWith(scan.colons)) scan.colons = null
  return true
}

/** Inline code runs to the next backticks of the same number within its paragraph; without them the backticks are text. */
function copyCode(scan: Scan, ticks: string): void {
  const limit = endOfParagraph(scan)
  let close = scan.body.indexOf(ticks, scan.at + ticks.length)
  while (close !== -1 && close < limit && scan.body[close + ticks.length] === '`') {
    while (scan.body[close] === '`') close += 1
    close = scan.body.indexOf(ticks, close)
  }
  copyAsCode(scan, close === -1 || close >= limit ? scan.at + ticks.length : close + ticks.length)
}

/** Looked for once for all that is in it. */
function endOfParagraph(scan: Scan): number {
  if (scan.paragraphEnd < scan.at) {
    const end = scan.body.indexOf('\n\n', scan.at)
    scan.paragraphEnd = end === -1 ? scan.body.length : end
  }
  return scan.paragraphEnd
}

const MAX_MISSING = 100 // ends that are looked for in vain: elements of VuePress's may have any name

function copyThrough(scan: Scan, close: string): void {
  const end = scan.missing.size > MAX_MISSING ? -1 : find(scan, close, scan.at)
  copyAsCode(scan, end === -1 ? scan.at + 1 : end + close.length)
}

const CLOSES: Readonly<Record<string, string>> = { '{%': '%}', '{{': '}}', '{#': '#}' }

function readTag(scan: Scan, open: string): void {
  const close = CLOSES[open] ?? ''
  const end = find(scan, close, scan.at + 2)
  if (end === -1 || (open === '{#' && !isOneLine(scan, end))) return copyTo(scan, scan.at + open.length)
  const inside = scan.body.slice(scan.at + 2, end)
  const start = scan.at
  scan.at = end + close.length
  const statement = inside.replace(/^-|-$/gu, '').trim()
  if (open === '{%') return readStatement(scan, statement, start)
  const { page } = scan.options
  const value = open === '{{' && page !== undefined ? jekyllValue(statement, page) : null
  if (value === null) scan.dropped += 1
  else if (!isBeforeLink(scan.body, scan.at)) scan.out.push(value)
}

/** `{#id}` is an attribute list elsewhere: a Nunjucks comment is closed on its line. */
function isOneLine(scan: Scan, end: number): boolean {
  return !scan.body.slice(scan.at, end).includes('\n')
}

function readStatement(scan: Scan, statement: string, start: number): void {
  const word = /^\S*/u.exec(statement)?.[0] ?? ''
  if (word === 'raw' || word === 'comment' || word === 'highlight' || word === 'codeblock' || (word === 'code' && scan.options.dialect === 'hexo')) return readBlock(scan, word, statement, start)
  if (word === 'link' && scan.options.dialect === 'hexo') scan.out.push(hexoLink(statement.slice(word.length)))
  else if (word === 'post_url' || word === 'link') readReference(scan, jekyllReference(statement.slice(word.length).trim()))
  else scan.dropped += 1
}

/** Where an address has to be: an empty one would be that of the post itself, or the next line. */
const BEFORE_ADDRESS = /\](?:\(|:[ \t]{0,9})<?$|=["']?$/u
const NOWHERE = 'about:blank' // no link that a feed may have, so that its words alone stay

function readReference(scan: Scan, { written, names, fragment }: Reference): void {
  const name = names.find((each) => Object.hasOwn(scan.options.links, each))
  if (name !== undefined || names.length === 0) {
    scan.out.push(`${name === undefined ? '' : scan.options.links[name]}${fragment}`)
    return
  }
  scan.unresolved.push(written)
  if (BEFORE_ADDRESS.test(scan.out.at(-1)?.slice(-20) ?? '')) scan.out.push(NOWHERE)
}

const END = (word: string): RegExp => new RegExp(String.raw`\{%-?\s{0,9}end${word}\s{0,9}-?%\}`, 'gu')
const ENDS: ReadonlyMap<string, RegExp> = new Map([
  ...['raw', 'comment', 'highlight', 'codeblock', 'code'].map((word) => [word, END(word)] as const),
  ['shortcode', /\{\{[<%]\s{0,9}\/\s{0,9}highlight\s{0,9}[>%]\}\}/gu],
])

/** A block runs to its end tag; without one the opening tag is dropped like any other. */
function readBlock(scan: Scan, word: string, statement: string, start: number): void {
  const end = scan.missing.has(word) ? null : endOf(scan, word)
  if (end === null) {
    scan.missing.add(word)
    scan.dropped += 1
    return
  }
  const inside = scan.body.slice(scan.at, end.index)
  scan.at = end.index + end[0].length
  if (word === 'raw') scan.out.push(inside)
  else if (word === 'comment') scan.dropped += 1
  else {
    const code = withoutRaw(scan, inside)
    scan.out.push(scan.options.html ? htmlCode(code) : fencedCode(scan.body, start, code, statement))
  }
}

function endOf(scan: Scan, word: string): RegExpExecArray | null {
  const end = ENDS.get(word)
  if (end === undefined) return null
  end.lastIndex = scan.at
  return end.exec(scan.body)
}

/** A fence longer than any within, at the indent of the tag, so that a list goes on around it. */
function fencedCode(body: string, start: number, inside: string, statement: string): string {
  const line = body.slice(body.lastIndexOf('\n', start - 1) + 1, start)
  const isAlone = /^\s*$/u.test(line)
  const longest = Math.max(2, ...(inside.match(/~+/gu) ?? []).map((run) => run.length))
  const fence = '~'.repeat(longest + 1)
  const language = /^\w+\s+([\w+#-]+)/u.exec(statement)?.[1] ?? ''
  const indent = isAlone ? line : ''
  return `${isAlone ? '' : '\n\n'}${fence}${language}\n${inside.replace(/^[ \t]*\n/u, '').trimEnd()}\n${indent}${fence}\n`
}

// A shortcode with its arguments, which may hold its end in quotes. None holds another, so that each is looked through once.
const SHORTCODE = /\{\{[<%]((?:[^"`>%{]|\{(?!\{)|[>%](?!\}\})|"(?:[^"\\]|\\.){0,2000}"|`[^`]{0,2000}`)*)[>%]\}\}/suy
/** `{{</* a *\/>}}` is how a post shows `{{< a >}}`, in code too. */
const SHOWN_SHORTCODE = /\{\{([<%])\/\*((?:(?!\{\{|\*\/[>%]\}\}).){0,2000})\*\/([>%])\}\}/gsu

function readShortcode(scan: Scan, open: string): void {
  if (scan.body.startsWith('/*', scan.at + open.length)) return copyTo(scan, scan.at + open.length)
  const start = scan.at
  SHORTCODE.lastIndex = start
  const [whole, inside = ''] = SHORTCODE.exec(scan.body) ?? []
  const close = open === '{{<' ? '>}}' : '%}}'
  const end = whole === undefined ? find(scan, close, start) : start + whole.length - close.length
  if (end === -1) return copyTo(scan, start + open.length)
  scan.at = end + close.length
  const language = /^\s*highlight\s+["`]?([\w+#-]+)/u.exec(inside)?.[1]
  const reference = hugoReference(inside, scan.options.path ?? '')
  if (reference !== null) readReference(scan, reference)
  else if (language === undefined) scan.dropped += 1
  else readBlock(scan, 'shortcode', `highlight ${language}`, start)
}

function htmlCode(inside: string): string {
  return `<pre><code>${inside.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</code></pre>`
}

function find(scan: Scan, close: string, from: number): number {
  if (scan.missing.has(close)) return -1
  const end = scan.body.indexOf(close, from)
  if (end === -1) scan.missing.add(close)
  return end
}
