// The title of a post: from a key, the first heading or the name of the file; and its summary: from a key, or where it ends in the body.
// Plain text, white space folded.

import { htmlToText } from '../../../formats/html.ts'
import { isIndentedCode, NO_INDENTS } from '../../../formats/markdown/marks/indented-code.ts'
import { renderMarkdown } from '../../../formats/markdown/markdown.ts'
import { smarten } from '../../../formats/markdown/typography.ts'
import { decodeReferences } from '../../../formats/xml/entities.ts'
import type { Dialect } from '../../../model/source.ts'

/** Tags gone, white space one blank, entities as written. '' where nothing is left. */
export function plainTitle(text: string, dialect: Dialect): string {
  const folded = fold(text)
  if (!folded.includes('<')) return folded
  return fold(dialect === 'jekyll' ? withoutTags(folded) : folded.replaceAll(TAG, ''))
}

/** The same of a summary: there all is a tag that looks like one. Jekyll's is HTML: jekyll-feed hands it on as such, and readers see characters. */
export function plainSummary(text: string, dialect: Dialect): string {
  const plain = text.replaceAll(/<\/?[a-z!][^<>]*>/giu, '')
  return fold(dialect === 'jekyll' ? decodeReferences(plain, null) : plain)
}

// Without one of these a text reads the same as Markdown, and markdown-it need not be loaded for it.
const MARKDOWN_SIGNS = /[\\`*_[\]<>&#!~|]|^\s*(?:[-+]|\d+[.)])\s/mu

/** The text of a summary that is Markdown, as Hugo's is. */
export function markdownSummary(text: string): string {
  return fold(MARKDOWN_SIGNS.test(text) ? htmlToText(renderMarkdown(text, 'goldmark')) : text)
}

/** As jekyll-feed shows it: typographic quotes and dashes, and characters for the references to them that a move from WordPress left. */
export function smartTitle(title: string): string {
  return fold(decodeReferences(smarten(title), null))
}

function fold(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim()
}

// A comment, or a script or style with all that is in it. Bounded, so that many of them without an end are no trouble.
const UNREAD = String.raw`<!--.{0,1000}?-->|<(script|style)\b[^>]{0,1000}>.*?(?:</\1 ?>|$)`

/** `<K, V>` and `<C++ notes>` are no tags: a name ends at a blank, a slash or the end. */
const TAG = new RegExp(String.raw`${UNREAD}|</?[a-z][a-z0-9:-]*(?:[ /][^<>]*)?>`, 'giu')

let kramdownTags: RegExp | null = null

/** The same to kramdown, which jekyll-feed hands titles to: in letters of any script (`<书评>`), with attributes that are such. Made when first needed. */
function tagsOfKramdown(): RegExp {
  const plainName = String.raw`[\p{L}\p{M}_][\p{L}\p{M}\p{Nd}._-]*`
  const name = `(?:${plainName}:)?${plainName}`
  const attributes = String.raw`(?: ${name}(?: ?= ?(?:[\p{L}\p{M}\p{Nd}_]+|"[^"]*"|'[^']*'))?)*`
  return (kramdownTags ??= new RegExp(`${UNREAD}|</(?<ended>${name}) ?>|(?<!<)<(?<begun>${name})${attributes} ?(?<empty>/?)>`, 'giu'))
}

// kramdown's lists: a title that begins with none of SPANS is a block of HTML; elsewhere BLOCKS are words, as in `The <div> element`.
const SPANS: ReadonlySet<string> = new Set(
  ('a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt rtc ruby samp select small span ' +
    'strong sub sup tt u var').split(' '),
)
const BLOCKS: ReadonlySet<string> = new Set(
  ('address article aside applet body blockquote caption col colgroup dd div dl dt fieldset figcaption footer form h1 h2 h3 h4 h5 h6 header ' +
    'hgroup hr html head iframe legend menu li main map nav ol optgroup p pre section summary table tbody td th thead tfoot tr ul').split(' '),
)
const EMPTY: ReadonlySet<string> = new Set('area base br col command embed hr img input keygen link meta param source track wbr'.split(' '))

/** As kramdown takes them off; an end tag that ends nothing is words too. */
function withoutTags(text: string): string {
  const open: string[] = []
  let isBlock = false
  let kept = ''
  let done = 0
  for (const { 0: tag, index, groups: { begun, ended, empty } = {} } of text.matchAll(tagsOfKramdown())) {
    kept += text.slice(done, index)
    done = index + tag.length
    const name = (begun ?? ended ?? '').toLowerCase()
    if (begun !== undefined && open.length === 0) isBlock = !SPANS.has(name) && kept.trim() === ''
    const isTag = ended === undefined ? isBlock || !BLOCKS.has(name) : open.at(-1) === name
    if (!isTag) kept += tag
    else if (ended !== undefined) open.pop()
    else if (begun !== undefined && empty === '' && !EMPTY.has(name)) open.push(name)
  }
  return kept + text.slice(done)
}

/** Jekyll's title from a name: `my-iPhone` is `My Iphone`. */
export function titleOfName(name: string, dialect: Dialect): string {
  return plainTitle(name.split('-').map(capitalize).join(' '), dialect)
}

/** A letter that is two in upper case (`ß`) has the second in lower case. */
function capitalize(word: string): string {
  const [first = '', ...rest] = word
  const [capital = '', ...more] = first.toUpperCase()
  return capital + [...more, ...rest].join('').toLowerCase()
}

const MARKDOWN_HEADING = /^ {0,3}#{1,6}[ \t]+(.*)$/u
const HTML_HEADING = /^\s*<h1(?:\s[^<>]*)?>([^<]{1,500})<\/h1>/iu

/** The first heading of a body, outside code; null where the first 400 lines have none. */
export function firstHeading(body: string): string | null {
  let previous = ''
  for (const { line } of linesOutsideFences(body, 400)) {
    const heading = MARKDOWN_HEADING.exec(line)?.[1] ?? HTML_HEADING.exec(line)?.[1] ?? (isUnderline(line) ? previous : undefined)
    const title = heading === undefined ? '' : unmarked(heading)
    if (title !== '') return title
    previous = line
  }
  return null
}

const CONTENT_TITLE = /^(?:#[ \t]+[^ \t\n].*|.+\n=+)(?:\n|$)/u

/** A body without a first heading of the first rank, before which only what MDX imports and exports may stand: the title is shown beside the text. */
export function withoutContentTitle(body: string): string {
  let start = 0
  while (/^(?:im|ex)port\s/u.test(body.slice(start, start + 7))) {
    const end = body.indexOf('\n\n', start)
    if (end === -1) return body
    start = end + body.slice(end).search(/\S|$/u)
  }
  return body.slice(0, start) + body.slice(start).replace(CONTENT_TITLE, '').replace(/^\n+/u, '')
}

// Also behind the sign of a list or quotation.
const FENCE = /^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)]))*[ \t]*(`{3,}|~{3,})(.*)$/u

/** The lines of a body that are in no block of code between fences, and where they begin. */
function* linesOutsideFences(body: string, limit?: number): Generator<{ readonly line: string; readonly at: number }> {
  let open: string | null = null
  let at = 0
  for (const line of body.split('\n', limit)) {
    const [, fence = '', rest = ''] = FENCE.exec(line) ?? []
    if (open !== null) open = fence.startsWith(open) && rest.trim() === '' ? null : open
    else if (fence !== '' && !(fence.startsWith('`') && rest.includes('`'))) open = fence
    else yield { line, at }
    at += line.length + 1
  }
}

/** Where the first mark of Markdown begins that is in no code; -1 where there is none. */
export function markOutsideCode(body: string, mark: RegExp): number {
  if (!mark.test(body)) return -1
  const before = { ...NO_INDENTS }
  for (const { line, at } of linesOutsideFences(body)) {
    const found = !isIndentedCode(before, line) && mark.test(line) ? blankedCode(line).search(mark) : -1
    if (found !== -1) return at + found
  }
  return -1
}

/** A line in which blanks stand for its code, which is between as many ticks as begin it; a tick with no other is a sign like any. */
function blankedCode(line: string): string {
  const ticks = [...line.matchAll(/`+/gu)]
  const last = new Map(ticks.map(({ 0: run, index }) => [run, index]))
  let open: string | null = null
  let begin = 0
  let blanked = ''
  for (const { 0: run, index } of ticks) {
    if (open === null ? last.get(run) === index : run !== open) continue
    blanked += open === null ? line.slice(begin, index) : ' '.repeat(index - begin)
    begin = index
    open = open === null ? run : null
  }
  return blanked + line.slice(begin)
}

function isUnderline(line: string): boolean {
  return /^ {0,3}(?:=+|-{2,})[ \t]*$/u.test(line)
}

/** A heading's text as a page shows it, without closing hashes, its address, and tags; of an image its words. */
function unmarked(heading: string): string {
  const bare = heading
    .replace(/\s(?:\{[#.:][^{}]*\}|\{\/\*[^{}]*\*\/\})\s*$/u, '')
    .replace(/\s#+\s*$/u, '')
    .replaceAll(/!\[([^[\]]*)\]\([^()]*\)/gu, '$1')
  return fold(MARKDOWN_SIGNS.test(bare) ? htmlToText(renderMarkdown(`# ${bare}`, 'bare')) : bare)
}
