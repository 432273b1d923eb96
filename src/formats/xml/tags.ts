// One tag of XML, found in a text by its offset: its name, its attributes as written, where it ends. Nothing is decoded or resolved here.
// What publishers forget is forgiven: quotes, values, blanks between attributes, a slash too many.

/** A start tag as written. */
export interface StartTag {
  readonly name: string
  readonly attributes: readonly string[] // names and values in turn; the value of a name alone is ''
  readonly end: number // just behind its `>`
  readonly isEmpty: boolean // `<a/>`
}

export const CDATA_START = '<![CDATA['
export const CDATA_END = ']]>'

const [TAB, LINE_FEED, FORM_FEED, RETURN, BLANK] = [9, 10, 12, 13, 32]
const [DOUBLE_QUOTE, SINGLE_QUOTE, SLASH, LESS, EQUALS, GREATER] = [34, 39, 47, 60, 61, 62]
const NONE: readonly string[] = []

/**
 * The start tag at a `<` that a name follows.
 * @returns  `'text'` where the `<` starts none after all, as another comes before its end; `'cut'` where the text ends inside it
 */
export function readStartTag(text: string, start: number): StartTag | 'text' | 'cut' {
  const nameEnd = endOfName(text, start + 1)
  const code = text.charCodeAt(nameEnd)
  if (code === GREATER) return { name: text.slice(start + 1, nameEnd), attributes: NONE, end: nameEnd + 1, isEmpty: false }
  if (code === LESS) return 'text'
  return readAttributes(text, text.slice(start + 1, nameEnd), nameEnd)
}

/** XML 1.0 section 2.3, NameStartChar, with everything beyond ASCII. */
export function startsName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 58 || code >= 128
}

/** Where a tag's name ends: at a blank, `/`, `>`, `<`, or the end of the text. */
export function endOfName(text: string, start: number): number {
  let at = start
  for (let code = text.charCodeAt(at); !endsName(code); code = text.charCodeAt(at)) at += 1
  return Math.min(at, text.length)
}

/** NaN, which the end of a text gives, too. */
function endsName(code: number): boolean {
  return !(code > GREATER) && (code === GREATER || code === SLASH || code === LESS || isBlank(code) || Number.isNaN(code))
}

function isBlank(code: number): boolean {
  return code === BLANK || code === LINE_FEED || code === TAB || code === RETURN || code === FORM_FEED
}

function readAttributes(text: string, name: string, from: number): StartTag | 'text' | 'cut' {
  const attributes: string[] = []
  let at = from
  for (;;) {
    at = skipBlanks(text, at)
    const code = text.charCodeAt(at)
    if (code === GREATER) return { name, attributes, end: at + 1, isEmpty: false }
    if (code === SLASH) {
      at = skipBlanks(text, at + 1)
      if (text.charCodeAt(at) === GREATER) return { name, attributes, end: at + 1, isEmpty: true }
      continue
    }
    if (at >= text.length) return 'cut'
    const nameEnd = endOfAttributeName(text, at)
    if (text.charCodeAt(nameEnd) === LESS) return 'text'
    attributes.push(text.slice(at, nameEnd))
    at = readValue(text, skipBlanks(text, nameEnd), attributes)
    if (at === -1) return 'cut'
  }
}

function endOfAttributeName(text: string, start: number): number {
  let at = start
  for (let code = text.charCodeAt(at); code !== EQUALS && !endsName(code); code = text.charCodeAt(at)) at += 1
  return Math.min(at, text.length)
}

/** Adds the value that may follow an attribute's name. @returns  where it ends; -1 where the text ends inside it */
function readValue(text: string, at: number, attributes: string[]): number {
  if (text.charCodeAt(at) !== EQUALS) {
    attributes.push('')
    return at
  }
  const start = skipBlanks(text, at + 1)
  const code = text.charCodeAt(start)
  if (code !== DOUBLE_QUOTE && code !== SINGLE_QUOTE) return readBareValue(text, start, attributes)
  const end = text.indexOf(code === DOUBLE_QUOTE ? '"' : "'", start + 1)
  if (end === -1) return -1
  attributes.push(text.slice(start + 1, end))
  return end + 1
}

/** `a=b`: to the next blank or `>`, so that an address keeps its slashes. */
function readBareValue(text: string, start: number, attributes: string[]): number {
  let end = start
  for (let code = text.charCodeAt(end); code !== GREATER && !isBlank(code); code = text.charCodeAt(end)) {
    if (Number.isNaN(code)) return -1
    end += 1
  }
  attributes.push(text.slice(start, end))
  return end
}

export function skipBlanks(text: string, from: number): number {
  let at = from
  while (isBlank(text.charCodeAt(at))) at += 1
  return at
}
