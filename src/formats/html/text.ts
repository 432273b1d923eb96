// Plain text: out of HTML, into HTML, told from HTML, cut to an excerpt. Nothing here makes HTML safe to show.

import { decodeHTML } from 'entities/decode'
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

import { type Role, RULES } from './allow.ts'
import { escapeAttribute, escapeText, tidy } from './escape.ts'

/** Elements of these roles may stand in the middle of a word. */
const WITHIN_WORDS: ReadonlySet<Role> = new Set(['inline', 'formatting', 'link', 'ruby', 'image', 'gone', 'ignored'])
const UNREAD: ReadonlySet<string> = new Set(['iframe', 'noembed', 'noframes', 'noscript', 'script', 'style', 'svg', 'template'])

/** Names that tell HTML from text although we do not pass them on. */
const OTHER_TAGS: ReadonlySet<string> = new Set(['body', 'fieldset', 'font', 'form', 'head', 'html', 'label', 'map', 'nobr', 'picture'])

const CHARACTER_REACH = 64 // how far ahead an excerpt looks for the end of a character, UTF-16 code units
const WORD_REACH = 40 // how far back an excerpt looks for the end of a word, UTF-16 code units
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u // scripts without blanks between words
const WORD_SIGN = /[\p{L}\p{M}\p{N}]/u

/** Latin letters, usual punctuation, kana and Han: each is a character of its own, and none joins another. */
const STANDS_ALONE = /[\u0020-\u007E\u00A0-\u024F\u2010-\u2027\u3000-\u3029\u3041-\u3096\u30A1-\u30FF\u4E00-\u9FFF\uFF01-\uFF60]/u

/** Plain text for HTML, between tags as well as in a quoted attribute. */
export function escapeHtml(text: string): string {
  return escapeAttribute(tidy(text))
}

/**
 * The text of HTML: tags off, references decoded once, scripts and styles left out, white space folded, no character that XML forbids.
 * Where a block or a line ends there is a blank.
 */
export function htmlToText(html: string): string {
  const pieces: string[] = []
  const tokenizer = new Tokenizer({ decodeEntities: false, recognizeSelfClosing: true }, textHandlers(html, (piece) => pieces.push(piece)))
  tokenizer.write(html)
  tokenizer.end()
  return plainText(pieces.join(''))
}

/**
 * `excerpt(htmlToText(html), max)`, but that no more of the HTML is read than that takes.
 * @param max  as of excerpt
 */
export function excerptOfHtml(html: string, max: number): string {
  return excerpt(beginningOfHtml(html, max + CHARACTER_REACH), max)
}

/** What `htmlToText(html)` begins with: more than `enough` UTF-16 code units of it, all of it where it is shorter. No more of the HTML is read than that takes. */
export function beginningOfHtml(html: string, enough: number): string {
  return plainText(beginningOf(html, enough))
}

/** What of the text, references not decoded, makes more than `enough` UTF-16 code units of plain text; all of it where it is shorter. */
function beginningOf(html: string, enough: number): string {
  let text = ''
  let lookAt = 2 * enough // a length; doubled each time, so that all the looking stays linear
  let cut: string | null = null
  const add = (piece: string): void => {
    text += piece
    if (cut !== null || text.length < lookAt) return
    lookAt = 2 * text.length
    const whole = withoutOpenEnd(text)
    if (plainText(whole).length <= enough) return
    cut = whole
    tokenizer.pause()
  }
  const tokenizer = new Tokenizer({ decodeEntities: false, recognizeSelfClosing: true }, textHandlers(html, add))
  tokenizer.write(html)
  tokenizer.end() // says nothing once it is paused
  return cut ?? text
}

/** What follows decides what a reference at the end stands for, however long it is. */
function withoutOpenEnd(text: string): string {
  return text.replace(/&[#\w]*$/u, '')
}

function plainText(text: string): string {
  return foldBlanks(tidy(decodeHTML(text)))
}

/** Plain text as HTML: a blank line parts paragraphs, a line end is a `br`. */
export function textToHtml(text: string): string {
  const paragraphs = tidy(text).split(/\n[ \t]*\n\s*/u)
  const written = paragraphs.map((paragraph) => escapeText(paragraph.trim()).replaceAll('\n', '<br>'))
  return written.map((paragraph) => (paragraph === '' ? '' : `<p>${paragraph}</p>`)).join('')
}

/** Whether a text of unknown kind is HTML: it has a tag that HTML knows, a comment, or a character reference. */
export function looksLikeHtml(text: string): boolean {
  return (text.includes('<') && hasTag(text)) || (text.includes('&') && hasReference(text))
}

/**
 * The beginning of a text, cut at a word where the script parts words by blanks, else between two characters as people see them.
 * @param max  most UTF-16 code units of the result, its ellipsis among them
 */
export function excerpt(text: string, max: number): string {
  if (text.length <= max) return text
  if (max < 1) return ''
  const end = wordEnd(text, characterStart(text, max - 1))
  return `${text.slice(0, end).replace(/[\s\p{Po}\p{Pd}]{1,9}$/u, '')}…`
}

function textHandlers(html: string, add: (piece: string) => void): TokenizerCallbacks {
  let name = ''
  let unread: string | null = null // inside an element that is not for reading
  return {
    onopentagname(start, end) {
      name = html.slice(start, end).toLowerCase()
      if (partsWords(name)) add(' ')
      if (unread === null && UNREAD.has(name)) unread = name
    },
    onselfclosingtag() {
      if (unread === name) unread = null
    },
    onclosetag(start, end) {
      const closed = html.slice(start, end).toLowerCase()
      if (partsWords(closed)) add(' ')
      if (unread === closed) unread = null
    },
    ontext(start, end) {
      if (unread === null) add(html.slice(start, end))
    },
    oncdata(start, end, offset) {
      if (unread === null) add(escapeText(html.slice(start, end - offset)))
    },
    onattribname() {},
    onattribdata() {},
    onattribend() {},
    onattribentity() {},
    onopentagend() {},
    ontextentity() {},
    oncomment() {},
    ondeclaration() {},
    onprocessinginstruction() {},
    onend() {},
  }
}

function foldBlanks(text: string): string {
  return text.replaceAll(/(?: ?[^\S ]| {2})\s*/gu, ' ').trim() // single blanks, nearly all there are, are not touched
}

function partsWords(name: string): boolean {
  const rule = RULES.get(name)
  return rule !== undefined && !WITHIN_WORDS.has(rule.role) && name !== 'wbr'
}

function hasTag(text: string): boolean {
  for (const [, name = ''] of text.matchAll(/<(?:\/?([a-z][a-z0-9]*)(?:[\s/][^<>]*)?>|!--)/giu)) {
    const known = name.toLowerCase()
    if (known === '' || RULES.has(known) || OTHER_TAGS.has(known)) return true
  }
  return false
}

function hasReference(text: string): boolean {
  for (const [reference] of text.matchAll(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/giu)) {
    if (decodeHTML(reference) !== reference) return true
  }
  return false
}

/** The start of the character, as people see it, that `index` lies in. */
function characterStart(text: string, index: number): number {
  const isStart = STANDS_ALONE.test(text[index - 1] ?? ' ') && STANDS_ALONE.test(text[index] ?? '')
  return isStart ? index : (characters().segment(text.slice(0, index + CHARACTER_REACH)).containing(index)?.index ?? index)
}

let segmenter: Intl.Segmenter | null = null

/** Made when first needed: that takes as long as reading a hundred feeds. The language changes nothing here. */
function characters(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return segmenter
}

/** The end of the last whole word before `index`; `index` itself where no word is cut, or where it is too long to lose. */
function wordEnd(text: string, index: number): number {
  if (!joinsWords(text, index)) return index
  for (let end = index - 1; end > 0 && end > index - WORD_REACH; end -= 1) {
    if (!joinsWords(text, end)) return end
  }
  return index
}

function joinsWords(text: string, index: number): boolean {
  return isSpacedWord(text[index - 1]) && isSpacedWord(text[index])
}

function isSpacedWord(sign: string | undefined): boolean {
  return sign !== undefined && WORD_SIGN.test(sign) && !UNSPACED.test(sign)
}
