// HTML of strangers made safe, complete and well-formed: the one door through which it comes in.
// What passes is listed in html/allow.ts; what is not there does not pass.

import { decodeHTML } from 'entities/decode'
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

import { type ElementRule, READ_ATTRIBUTES, RULES, ruleOf, unknownRule } from './html/allow.ts'
import {
  isHidden,
  type RawAttributes,
  readText,
  readUrl,
  writeImageTag,
  writeLinkTag,
  writeMediaTag,
  writeStartTag,
} from './html/attributes.ts'
import { pageOfPlayer } from './html/embeds.ts'
import { escapeAttribute, escapeText, tidy } from './html/escape.ts'
import { closeAll, closeElement, isInside, newTree, openElement, type Tree, writeText, writeVoid } from './html/tree.ts'

export { beginningOfHtml, escapeHtml, excerpt, excerptOfHtml, htmlToText, looksLikeHtml, textToHtml } from './html/text.ts'
export { dropForbidden } from './xml-write.ts'

/** Characters of a text times those of the base that its relative links grow by: what comes of it must fit into one text. */
const MOST_GROWTH = 2_000_000_000

/** The tag being read, and where what is safe of it goes. */
interface Reading {
  readonly html: string
  readonly base: string | null
  readonly tree: Tree
  name: string // of the start tag
  attributes: Map<string, string> | null // those of it that matter, values as written
  attributeName: string | null // null for one that does not matter
  attributeValue: string
}

/**
 * Makes HTML safe to show and complete without its page.
 *
 * Only elements and attributes of html/allow.ts pass, only http, https and mailto links, all of them absolute. What is hidden, scripted
 * or one pixel small is gone. The result is well-formed, needs no style or script, and is its own result.
 *
 * @param base  absolute address that relative links belong to; null, or one too long for so long a text: relative links are lost
 * @returns     found in time linear in `html`. Never throws.
 */
export function sanitizeHtml(html: string, base: string | null): string {
  const tidied = tidy(html.includes('\f') ? html.replaceAll('\f', ' ') : html)
  const tree = newTree()
  const start = base !== null && base.length * tidied.length > MOST_GROWTH ? null : base
  const reading: Reading = { html: tidied, base: start, tree, name: '', attributes: null, attributeName: null, attributeValue: '' }
  const tokenizer = new Tokenizer({ decodeEntities: false, recognizeSelfClosing: true }, tokenHandlers(reading))
  tokenizer.write(tidied)
  tokenizer.end()
  closeAll(tree)
  return tree.chunks.join('')
}

/** htmlparser2's own Parser would build the attributes of every tag and searches its stack without a bound; its Tokenizer does neither. */
function tokenHandlers(reading: Reading): TokenizerCallbacks {
  const { html, tree } = reading
  return {
    onopentagname(start, end) {
      reading.name = html.slice(start, end).toLowerCase()
      reading.attributes = null
    },
    onattribname(start, end) {
      const name = html.slice(start, end).toLowerCase()
      reading.attributeName = READ_ATTRIBUTES.has(name) ? name : null
      reading.attributeValue = ''
    },
    onattribdata(start, end) {
      if (reading.attributeName !== null) reading.attributeValue += html.slice(start, end)
    },
    onattribend: () => keepAttribute(reading),
    onopentagend: () => startElement(reading, false),
    onselfclosingtag: () => startElement(reading, true),
    onclosetag: (start, end) => endElement(tree, html.slice(start, end).toLowerCase()),
    ontext: (start, end) => addText(tree, html.slice(start, end)),
    oncdata: (start, end, offset) => writeText(tree, escapeText(html.slice(start, end - offset))),
    isInForeignContext: () => tree.foreign > 0,
    onattribentity() {},
    ontextentity() {},
    oncomment() {},
    ondeclaration() {},
    onprocessinginstruction() {},
    onend() {},
  }
}

function keepAttribute(reading: Reading): void {
  const name = reading.attributeName
  if (name === null) return
  reading.attributes ??= new Map()
  if (!reading.attributes.has(name)) reading.attributes.set(name, reading.attributeValue) // browsers take the first
}

function startElement(reading: Reading, selfClosing: boolean): void {
  const { tree, attributes } = reading
  const name = reading.name === 'image' && tree.foreign === 0 ? 'img' : reading.name // an old alias that browsers know
  const rule = RULES.get(name)
  const hidden = attributes !== null && isHidden(attributes)
  if (rule === undefined) {
    if (hidden || tree.gone > 0) openElement(tree, unknownRule(name), '', hidden)
  } else if (!startsVoid(rule, reading, hidden)) {
    startWithContent(rule, reading, hidden)
  }
  if (selfClosing && endsAtSlash(tree, rule)) closeElement(tree, name)
}

/** In HTML the slash of `<div/>` means nothing; where it is forgotten the rest of the text would be lost or one link, we believe it. */
function endsAtSlash(tree: Tree, rule: ElementRule | undefined): boolean {
  return rule === undefined || tree.foreign > 0 || rule.role === 'gone' || rule.role === 'link' || rule.role === 'media'
}

/** Elements without content; false for all others. */
function startsVoid(rule: ElementRule, { tree, base, attributes }: Reading, hidden: boolean): boolean {
  switch (rule.role) {
    case 'image':
    case 'source':
    case 'break':
    case 'line':
    case 'column': {
      const tag = hidden ? null : voidTag(rule, attributes, base, tree)
      if (tag !== null) writeVoid(tree, rule, tag)
      return true
    }
    case 'ignored':
      return true
    default:
      return false
  }
}

function voidTag(rule: ElementRule, attributes: RawAttributes, base: string | null, tree: Tree): string | null {
  if (rule.role === 'image') return writeImageTag(rule, attributes, base)
  if (rule.role === 'source' && (!isInside(tree, 'media') || readUrl(attributes, 'src', base) === null)) return null
  return writeStartTag(rule, attributes, base)
}

function startWithContent(rule: ElementRule, reading: Reading, hidden: boolean): void {
  const { tree, base, attributes } = reading
  if (hidden || rule.role === 'gone') {
    if (rule.name === 'iframe' && !hidden) linkPlayer(reading)
    openElement(tree, rule, '', true)
  } else {
    openElement(tree, rule, safeTag(rule, attributes, base), false)
  }
}

/** The start tag; '' for a link that leads nowhere and for a `span` that says nothing of its text. */
function safeTag(rule: ElementRule, attributes: RawAttributes, base: string | null): string {
  if (rule.role === 'link') return writeLinkTag(rule, attributes, base)
  if (rule.role === 'media') return writeMediaTag(rule, attributes, base)
  const tag = writeStartTag(rule, attributes, base)
  return rule.name === 'span' && tag === rule.start ? '' : tag
}

/** A frame with a film in it becomes a paragraph with a link to the film. */
function linkPlayer({ tree, base, attributes }: Reading): void {
  const page = pageOfPlayer(readUrl(attributes, 'src', base) ?? readUrl(attributes, 'data-src', base) ?? '')
  if (page === null || tree.gone > 0) return
  const paragraph = ruleOf('p')
  openElement(tree, paragraph, paragraph.start, false)
  openElement(tree, ruleOf('a'), `<a href="${escapeAttribute(page)}">`, false)
  writeText(tree, escapeText(readText(attributes, 'title') || page))
  closeElement(tree, 'p')
}

function endElement(tree: Tree, name: string): void {
  if (name === 'br') writeVoid(tree, ruleOf('br'), '<br>') // so do browsers
  else closeElement(tree, name)
}

function addText(tree: Tree, text: string): void {
  if (tree.gone > 0) return
  writeText(tree, text.includes('&') ? escapeText(tidy(decodeHTML(text))) : escapeText(text))
}
