// The block between the dashes at the head of a post: cut out by hand, read by gray-matter with engines of ours, never evaluated.
// Must never hand gray-matter a language that a file names beyond yaml, toml, json. It is loaded at the first block: most runs read none.

import { createRequire } from 'node:module'
import type matter from 'gray-matter'
import type * as SmolToml from 'smol-toml'
import { type Document, parseDocument } from 'yaml'
import { asLibyamlReads } from './continued-lines.ts'
import { type FrontValue, type RepeatedKey, ValueError, valuesOfData, valuesOfYaml } from './front-values.ts'
import { type Complaint, explainError, isObject, placeAt } from './front-errors.ts'
import { readPlainBlock } from './plain-block.ts'

const require = createRequire(import.meta.url)

/** What dialects differ in. */
export interface FrontMatterStyle {
  readonly blankLinesBefore: boolean // hugo: the first delimiter may follow blank lines
  readonly dotsClose: boolean // jekyll: `...` ends the block too
  readonly dedentEnds: boolean // jekyll: keys with less of an indent than the first belong to nothing that is read
  readonly json: boolean // hugo: a first line of `{` opens a JSON block
  readonly caselessKeys: boolean // hugo
  readonly openless: boolean // hexo: the block may begin with its first key
  readonly semicolons: boolean // hexo: between lines of `;;;` are the members of a JSON object
  readonly tabsIndent: boolean // hexo: each tab before a line counts as two blanks
}

export type FrontMatter = FrontMatterRead | { readonly kind: 'broken'; readonly error: Complaint }

/** No block, an empty one and one of comments alone give no fields. Keys are as written, lower case where the style says so. */
export interface FrontMatterRead {
  readonly kind: 'read'
  readonly fields: ReadonlyMap<string, FrontValue>
  readonly nulls: ReadonlySet<string> // keys that are given without a value, which are none of the fields
  readonly text: string // what was read, with blanks for tabs that indent
  readonly blockAt: number // offset in it: places of values count from here
  readonly body: string
  readonly bodyLine: number // line of the text on which the body begins, from 1
  readonly warnings: readonly Complaint[]
}

type Language = 'yaml' | 'toml' | 'json'

interface Block {
  readonly language: Language
  readonly text: string
  readonly at: number // offset of its first character
  readonly bodyAt: number
}

const MAX_BLOCK = 64 * 1024 // characters
const MAX_BLANK_LINES = 1000 // in a row: gray-matter's comment scan takes quadratic time over them
const OPENING = /^(---|\+\+\+)[ \t]*([A-Za-z_]\w{0,30})?[ \t]*$/u
/** A first key, and a line that ends a block: both must be there where none opens it. */
const KEY = /^[A-Za-z_][\w-]*:(?:\s|$)/u
const CLOSING = /^---[ \t]*$/mu
/** The same of JSON's. */
const MEMBER = /^\s*"[^"]*"\s*:/u
const SEMICOLONS = /^;;;[ \t]*$/mu
const LANGUAGES: ReadonlyMap<string, Language> = new Map([['yaml', 'yaml'], ['yml', 'yaml'], ['toml', 'toml'], ['json', 'json']])

/**
 * Reads the front matter of a text whose line ends are `\n` and which holds no character that XML forbids.
 * Never throws: what cannot be read is `broken`, with line and column from 1.
 */
export function readFrontMatter(text: string, style: FrontMatterStyle): FrontMatter {
  try {
    const block = cutBlock(text, style)
    if (block === null) return withoutBlock(text, style)
    return style.tabsIndent ? readTabbed(text, block, style) : readBlock(text, block, style)
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    return { kind: 'broken', error: { ...placeAt(text, error.at), field: null, reason: error.message } }
  }
}

/** Two blanks for a tab, as Hexo has it: other lines may have blanks. The text grows with them, so that lines stay and columns nearly. */
function readTabbed(text: string, block: Block, style: FrontMatterStyle): FrontMatter {
  const indented = block.text.replaceAll(/^\t+/gmu, (tabs) => '  '.repeat(tabs.length))
  const rest = block.at + block.text.length
  const bodyAt = block.bodyAt - block.text.length + indented.length
  return readBlock(text.slice(0, block.at) + indented + text.slice(rest), { ...block, text: indented, bodyAt }, style)
}

function withoutBlock(text: string, style: FrontMatterStyle): FrontMatterRead {
  const first = style.blankLinesBefore ? 0 : startOfText(text)
  const misplaced = first > 0 && OPENING.test(lineAt(text, first))
  const warnings = misplaced ? [{ ...placeAt(text, first), field: null, reason: 'blank lines before the front matter make it plain text; remove them' }] : []
  return { kind: 'read', fields: new Map(), nulls: new Set(), text, blockAt: 0, body: text, bodyLine: 1, warnings }
}

/** The block and its language, or null where the text opens with none. */
function cutBlock(text: string, style: FrontMatterStyle): Block | null {
  const start = style.blankLinesBefore ? startOfText(text) : 0
  const opening = lineAt(text, start)
  if (style.json && opening.startsWith('{')) return cutJson(text, start)
  if (style.semicolons && SEMICOLONS.test(opening)) return cutAtClose(text, start, endOfLine(text, start) + 1, 'json', [';;;'])
  if (style.semicolons && MEMBER.test(opening) && SEMICOLONS.test(text)) return cutAtClose(text, start, start, 'json', [';;;'])
  const [, delimiter, word] = OPENING.exec(opening) ?? []
  if (style.openless && KEY.test(opening) && CLOSING.test(text)) return cutAtClose(text, start, start, 'yaml', ['---'])
  if (delimiter === undefined) return null
  const language = word === undefined ? (delimiter === '+++' ? 'toml' : 'yaml') : LANGUAGES.get(word.toLowerCase())
  if (language === undefined) throw new ValueError(start, `${delimiter}${word} is no front matter that is read; write --- alone`)
  return cutAtClose(text, start, endOfLine(text, start) + 1, language, delimiter === '---' && style.dotsClose ? ['---', '...'] : [delimiter])
}

/** The block ends at the first line that is a closing delimiter and nothing else; blanks may follow it. */
function cutAtClose(text: string, start: number, at: number, language: Language, closes: readonly string[]): Block {
  let blankLines = 0
  for (let line = at; line < text.length; line = endOfLine(text, line) + 1) {
    const end = endOfLine(text, line)
    if (closes.includes(text.slice(line, line + 3)) && isBlank(text, line + 3, end)) {
      return { language, text: text.slice(at, line), at, bodyAt: Math.min(end + 1, text.length) }
    }
    blankLines = isBlank(text, line, end) ? blankLines + 1 : 0
    if (blankLines > MAX_BLANK_LINES) throw new ValueError(line, `more than ${MAX_BLANK_LINES} blank lines in the front matter`)
    if (end - at > MAX_BLOCK) throw new ValueError(start, `the front matter is not closed within ${MAX_BLOCK / 1024} KiB; end it with a line of ${closes[0]}`)
  }
  throw new ValueError(start, `the front matter is not closed; end it with a line of ${closes[0]}`)
}

/** A JSON block ends with the brace that closes the first one. */
function cutJson(text: string, start: number): Block {
  let depth = 0
  for (let at = start; at < Math.min(text.length, start + MAX_BLOCK); at += 1) {
    const sign = text[at]
    if (sign === '"') at = endOfJsonText(text, at)
    else if (sign === '{') depth += 1
    else if (sign === '}') depth -= 1
    if (depth === 0) return { language: 'json', text: text.slice(start, at + 1), at: start, bodyAt: at + 1 }
  }
  throw new ValueError(start, 'the front matter is not closed; a } is missing')
}

function endOfJsonText(text: string, open: number): number {
  let at = open + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function readBlock(text: string, block: Block, style: FrontMatterStyle): FrontMatter {
  const bodyLine = placeAt(text, block.bodyAt).line
  const common = { kind: 'read', text, blockAt: block.at, body: text.slice(block.bodyAt), bodyLine } as const
  try {
    const { root, repeated } = readValues(block)
    if (root === null) return { ...common, fields: new Map(), nulls: new Set(), warnings: [] }
    if (root.kind !== 'map') throw new ValueError(0, `the front matter is ${root.kind === 'list' ? 'a list' : 'a text'}, not lines of \`key: value\``)
    const fields = style.caselessKeys ? lowerKeys(root.entries) : root.entries
    const nulls = style.caselessKeys ? new Set([...root.nulls].map((key) => key.toLowerCase())) : root.nulls
    return { ...common, fields, nulls, warnings: repeated.map((key) => warnOfRepeated(text, block.at, key)) }
  } catch (error) {
    return (style.dedentEnds ? readIndented(text, block, style) : null) ?? { kind: 'broken', error: explainError(error, text, block) }
  }
}

/** Ruby reads the first document of a block, and to libyaml the first key without the indent of those above it begins another. */
function readIndented(text: string, block: Block, style: FrontMatterStyle): FrontMatterRead | null {
  const end = endOfIndented(block.text)
  const read = end === -1 ? null : readBlock(text, { ...block, text: block.text.slice(0, end) }, { ...style, dedentEnds: false })
  if (read?.kind !== 'read') return null
  const reason = 'the keys do not begin in one column, and nothing from here on is read; take the blanks from the first ones'
  return { ...read, warnings: [...read.warnings, { ...placeAt(text, block.at + end), field: null, reason }] }
}

/** Where the first line begins that has less of an indent than the first one; comments do not count. */
function endOfIndented(block: string): number {
  let first: number | null = null
  for (const { 1: indent = '', index } of block.matchAll(/^( *)[^\s#]/gmu)) {
    first ??= indent.length
    if (indent.length < first) return index
  }
  return -1
}

function lowerKeys(entries: ReadonlyMap<string, FrontValue>): ReadonlyMap<string, FrontValue> {
  return new Map([...entries].map(([key, value]) => [key.toLowerCase(), value]))
}

function warnOfRepeated(text: string, blockAt: number, { key, firstAt, lastAt }: RepeatedKey): Complaint {
  const { line } = placeAt(text, blockAt + firstAt)
  return { ...placeAt(text, blockAt + lastAt), field: key, reason: `given already in line ${line}; the last one counts` }
}

const refuse = (): never => {
  throw new Error('this language is never read')
}

/** Every engine that gray-matter brings is replaced: its own `javascript` evaluates the block. What they get begins with the delimiter's line end. */
const ENGINES = {
  yaml: { parse: (block: string): object => yamlDocument(block.slice(1)) },
  toml: { parse: (block: string): object => tomlTable(block.slice(1)) },
  json: { parse: (block: string): object => ({ json: JSON.parse(withBraces(block.slice(1))) as unknown }) },
  js: { parse: refuse },
  javascript: { parse: refuse },
  coffee: { parse: refuse },
}

/** Hexo puts the braces around what stands between its semicolons. */
function withBraces(block: string): string {
  return isObject(block) ? block : `{${block}}`
}

// Neither a file's own dashes nor a word behind them can be met by these: the characters are dropped from every text before.
const DELIMITERS: [string, string] = ['\u{0}', '\u{0}']

/** gray-matter caches by content unless it is given options. */
function readValues(block: Block): { root: FrontValue | null; repeated: readonly RepeatedKey[] } {
  const plain = block.language === 'yaml' ? readPlainBlock(block.text) : null
  if (plain !== null) return { root: plain, repeated: [] }
  const read = require('gray-matter') as typeof matter
  const file = read(`\u{0}\n${block.text}\n\u{0}\n`, { language: block.language, delimiters: DELIMITERS, engines: ENGINES })
  const data: unknown = file.data
  if (block.language === 'yaml') return 'contents' in file.data ? valuesOfYaml(data as Document.Parsed) : { root: null, repeated: [] }
  return { root: valuesOfData(block.language === 'json' ? (data as { json?: unknown }).json : data), repeated: [] }
}

const DAY = /(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)/gu

/** smol-toml takes 31 February for 3 March: where such a day is a value, and not within a text, another that it refuses stands in for it. */
function tomlTable(block: string): object {
  const { parse } = require('smol-toml') as typeof SmolToml
  const spoiled = block.replaceAll(DAY, (written, year: string, month: string, day: string) => (isDayOf(Number(year), Number(month), Number(day)) ? written : `${year}-99-99`))
  if (spoiled !== block) parse(spoiled)
  return parse(block)
}

function isDayOf(year: number, month: number, day: number): boolean {
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Every scalar stays the text it was written as: no dates, no binary, no merge keys, no `012` turned into 10. */
function yamlDocument(block: string): Document.Parsed {
  const document = parseYaml(block)
  const [error] = document.errors
  if (error === undefined) return document
  const lenient = asLibyamlReads(block)
  const again = lenient === block ? document : parseYaml(lenient)
  if (again.errors.length > 0) throw error
  return again
}

function parseYaml(block: string): Document.Parsed {
  return parseDocument(block, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })
}

function startOfText(text: string): number {
  const first = text.search(/\S/u)
  return first === -1 ? 0 : text.lastIndexOf('\n', first) + 1
}

function lineAt(text: string, at: number): string {
  return text.slice(at, Math.min(endOfLine(text, at), at + 200))
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (text[at] !== ' ' && text[at] !== '\t') return false
  return true
}
