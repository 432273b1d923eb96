// MDX, of which nothing is run: where a module's lines, an expression or a tag of JSX ends, and what of it is text or HTML.
// Everything is looked for within a bound, so that time is linear; what does not end within it is text.

import { RULES } from '../../html/allow.ts'

/** What stands in place of something, and where it ends. */
export interface MdxPiece {
  readonly end: number
  readonly text: string // HTML; of an expression what it says
  readonly isRun: boolean // whether MDX would have run it
}

const MAX_LENGTH = 20_000 // characters of one expression, tag or module
const IMPORT = /^import\s*(?:["'{*]|type\s*\{|(?:type\s+)?[\w$]+\s*(?:,\s*[{*]|from\s*["']))/u
const EXPORT = /^export\s+(?:[{*]|(?:const|let|var)\s+(?:[{[]|[\w$]+\s*[=:;,])|(?:async\s+)?function\b\s*\*?\s*[\w$]*\s*[(<]|class\s[^\n{]*\{|interface\s[^\n{]*\{|type\s[^\n=]*=)/u
const EXPORT_DEFAULT = /^export\s+default\b(?!\s+(?!async\b|class\b|function\b|new\b)[\w$]+ +\w)/u // none is `export default is often used`
const IMPORTED = /["'][^"'\n]+["']\s*(?:with\s*\{[^}]*\})?\s*;?\s*(?:\/\/.*|\/\*.*\*\/\s*)?$/u

/**
 * The end of the `import` or `export` that begins at a line; -1 where it is text. An import ends with the line that says from where, an export
 * before a blank line outside all brackets.
 */
export function moduleEnd(body: string, at: number): number {
  const start = body.slice(at, at + 200)
  const isImport = IMPORT.test(start)
  if (!isImport && !EXPORT.test(start) && !EXPORT_DEFAULT.test(start)) return -1
  const limit = Math.min(body.length, at + MAX_LENGTH)
  let depth = 0
  let line = at
  for (let index = at; index < limit; index += 1) {
    const sign = body[index] ?? ''
    if (OPENS.has(sign)) depth += 1
    else if (CLOSES.has(sign)) depth -= 1
    else if (sign === '\n') {
      const isEnd = depth <= 0 && isBlankAt(body, index + 1)
      if (depth <= 0 && (isImport ? IMPORTED.test(body.slice(line, index)) : isEnd)) return index + 1
      if (isEnd) return -1
      line = index + 1
    } else index = skipText(body, index, limit)
    if (index >= limit) return -1
  }
  return limit === body.length && depth <= 0 && (!isImport || IMPORTED.test(body.slice(line))) ? limit : -1
}

const OPENS: ReadonlySet<string> = new Set('([{')
const CLOSES: ReadonlySet<string> = new Set(')]}')

function isBlankAt(body: string, at: number): boolean {
  return /^[ \t]*(?:\n|$)/u.test(body.slice(at, at + 200))
}

/** The last character of a text or comment of JavaScript that begins here; here where none does, as with an apostrophe in a text of JSX. */
function skipText(body: string, at: number, limit: number): number {
  const sign = body[at]
  if (sign === '/' && body[at + 1] === '*') return endWithin(body, '*/', at + 2, limit)
  if (sign === '/' && body[at + 1] === '/' && /[\s;,(){}[\]]/u.test(body[at - 1] ?? ' ')) return Math.min(limit, endWithin(body, '\n', at + 2, limit)) - 1
  if (sign === '`') return endWithin(body, '`', at + 1, limit)
  if (sign !== '"' && sign !== "'") return at
  for (let index = at + 1; index < limit && body[index] !== '\n'; index += 1) {
    if (body[index] === sign) return index
    if (body[index] === '\\') index += 1
  }
  return at
}

function endWithin(body: string, close: string, from: number, limit: number): number {
  const found = body.slice(from, limit).indexOf(close)
  return found === -1 ? limit : from + found + close.length - 1
}

/** An expression in braces: a text in quotes is shown, everything else is run. Null where the braces do not close. */
export function readExpression(body: string, at: number): MdxPiece | null {
  const end = closingBrace(body, at)
  if (end === -1) return null
  const inside = body.slice(at + 1, end).trim()
  const shown = textOf(inside)
  return { end: end + 1, text: shown ?? '', isRun: shown === null && !inside.startsWith('/*') && inside !== '' }
}

/** What an expression says is no Markdown: its signs, line ends and the blanks behind these are written so that they stay what they are. */
export function escapeSigns(text: string): string {
  return text.replaceAll(/[!-/:-@[-`{-~]|\n[ \t]*/gu, (signs) => Array.from(signs, (sign) => `&#${sign.charCodeAt(0)};`).join(''))
}

function closingBrace(body: string, at: number): number {
  const limit = Math.min(body.length, at + MAX_LENGTH)
  let depth = 0
  for (let index = at; index < limit; index += 1) {
    if (body[index] === '{') depth += 1
    else if (body[index] === '}') depth -= 1
    else index = skipText(body, index, limit)
    if (depth === 0) return index
  }
  return -1
}

/** What a literal says: `'{'`, `"a"`, `` `b` ``, a number. */
function textOf(expression: string): string | null {
  if (/^-?\d+(?:\.\d+)?$/u.test(expression)) return expression
  const [, double, single, template] = /^(?:"([^"\\\n]*)"|'([^'\\\n]*)'|`([^`\\]*)`)$/u.exec(expression) ?? []
  return double ?? single ?? (template?.includes('${') === false ? template : null)
}

const TAG_NAME = /<(\/?)([A-Za-z][\w-]*(?:[.:][\w-]+)*)?/uy
const ATTRIBUTE = /\s*(?:([A-Za-z_$][\w$:.-]*)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>{}=`]+)|(?=(\{))))?|(\{))/uy
const TAG_END = /\s*(\/?)>/uy
const VOID: ReadonlySet<string> = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

/**
 * A tag of JSX: that of an element becomes HTML on one line, that of a component goes, but for what a tab is called. Null where none begins.
 * What is within a tag that has a line to itself is Markdown, for which HTML needs blank lines around it.
 */
export function readTag(body: string, at: number): MdxPiece | null {
  const [whole, closing, name = ''] = matchAt(TAG_NAME, body, at) ?? []
  if (whole === undefined) return null
  const { attributes, end } = readAttributes(body, at + whole.length)
  const [ending, selfClosing] = matchAt(TAG_END, body, end) ?? []
  if (ending === undefined || (name === '' && attributes.size > 0)) return null
  const html = htmlOf(name, attributes, closing === '/', selfClosing === '/')
  const after = end + ending.length
  const indent = isBlankAt(body, after) ? /(?:^|\n)([ \t]*)$/u.exec(body.slice(Math.max(0, at - 100), at))?.[1] : undefined
  return { end: after, text: indent === undefined || html === '' || VERBATIM.has(name) ? html : `\n${indent}${html}\n`, isRun: false }
}

/** Where each name that tags end with does so the last time. */
export function endTagsIn(body: string): ReadonlyMap<string, number> {
  return new Map([...body.matchAll(/<\/([A-Za-z][\w.:-]*)/gu)].map(({ 1: name = '', index }) => [name, index]))
}

const BARE_TAG = /<([A-Za-z][\w.:-]*)(?:[ \t]+[\w$]+)*>/uy

/** `List<String>`, `<YourName>`: MDX refuses a tag that nothing ends, so that whoever wrote it meant a text. One on a line of its own is a component whose end is cut off. */
export function isNoTag(body: string, at: number, endTags: ReadonlyMap<string, number>): boolean {
  const [whole, name = ''] = matchAt(BARE_TAG, body, at) ?? []
  if (whole === undefined || RULES.has(name) || (endTags.get(name) ?? -1) > at) return false
  return !isBlankAt(body, at + whole.length) || !/(?:^|\n)[ \t]*$/u.test(body.slice(Math.max(0, at - 100), at))
}

/** What holds no Markdown. */
const VERBATIM: ReadonlySet<string> = new Set(['pre', 'script', 'style', 'textarea'])

function matchAt(pattern: RegExp, body: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(body)
}

/** `require('./a.png').default`, `useBaseUrl('/a.png')`: how Docusaurus is asked for a picture. */
const FILE = /^(?:require|useBaseUrl)\(\s*["'`]([^"'`$\n]+)["'`]\s*\)(?:\.default)?$/u

function readAttributes(body: string, at: number): { readonly attributes: ReadonlyMap<string, string>; readonly end: number } {
  const attributes = new Map<string, string>()
  let end = at
  for (let found = matchAt(ATTRIBUTE, body, end); found !== null && end - at < MAX_LENGTH; found = matchAt(ATTRIBUTE, body, end)) {
    const [whole, name, double, single, bare, braced, spread] = found
    const next = end + whole.length
    if (braced === undefined && spread === undefined) {
      end = next
      if (name !== undefined) attributes.set(name, double ?? single ?? bare ?? '')
      continue
    }
    const brace = spread === undefined ? next : next - 1
    const expression = readExpression(body, brace)
    if (expression === null) break
    end = expression.end
    const value = expression.isRun ? FILE.exec(body.slice(brace + 1, end - 1).trim())?.[1] : expression.text
    if (name !== undefined && value !== undefined) attributes.set(name, value)
  }
  return { attributes, end }
}

/** Components of Docusaurus that are elements with a word of their own. */
const ELEMENTS: Readonly<Record<string, string | undefined>> = { Details: 'details', Link: 'a' }

function htmlOf(component: string, attributes: ReadonlyMap<string, string>, isClosing: boolean, isSelfClosing: boolean): string {
  if (component === 'TabItem' && !isClosing) return labelOf(attributes)
  const name = (Object.hasOwn(ELEMENTS, component) ? ELEMENTS[component] : null) ?? component
  if (/^[A-Z]?$/u.test(name.slice(0, 1)) || name.includes('.')) return ''
  if (isClosing) return `</${name}>`
  const written = [...attributes].map(([key, value]) => ` ${component === 'Link' && key === 'to' ? 'href' : key}="${quoted(value)}"`).join('')
  const summary = component === 'Details' ? `<summary>${quoted(attributes.get('summary') ?? component)}</summary>` : ''
  return `<${name}${written}>${summary}${isSelfClosing && !VOID.has(name) ? `</${name}>` : ''}`
}

function quoted(value: string): string {
  return value.replaceAll(/\s+/gu, ' ').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

function labelOf(attributes: ReadonlyMap<string, string>): string {
  const label = attributes.get('label') ?? attributes.get('value') ?? ''
  return label === '' ? '' : `\n\n**${label.replaceAll(/[*\n]/gu, '')}**\n\n`
}

const ITEM = /^(?:(?:[-*+]|\d{1,9}[.)])\s|\[\^[^\]\s]{1,100}\]:)/u // of a list, or a footnote
const FENCE = /^(?:`{3,}|~{3,})/u

const QUOTE_OPENS = /\{`[^`]*$/u // a text in braces that goes on over lines

/** Indents mean no code in MDX, but where a list or a footnote goes on: those of what stands within tags go. */
export function withoutIndents(body: string): string {
  let [base, isList, isNew, isQuote, fence] = [0, false, true, false, '']
  return body
    .split('\n')
    .map((line) => {
      if (isQuote) {
        isQuote = !line.includes('`')
        return line
      }
      const text = line.trimStart()
      const indent = line.length - text.length
      const isTag = fence === '' && /^<\/?[A-Za-z>]/u.test(text)
      if (text !== '' && fence === '' && (isNew || isTag || indent < base)) {
        if (indent <= base) isList = ITEM.test(text)
        if (!isList || ITEM.test(text)) base = isList && indent > base ? base : indent
      }
      const mark = FENCE.exec(text)?.[0] ?? ''
      if (fence === '') fence = mark
      else if (mark.startsWith(fence) && text.trimEnd() === mark) fence = ''
      isQuote = fence === '' && QUOTE_OPENS.test(text)
      isNew = text === '' || isTag
      return line.slice(Math.min(indent, base))
    })
    .join('\n')
}
