// Reading fields from an XML element: a child's text, its text with what it may be, its markup as HTML.
// Names are those of xml-read.ts; nothing here knows a format.

import { attributeIn, type XmlElement, type XmlNode } from '../../../formats/xml-read.ts'
import { parseDate } from '../../../formats/dates.ts'
import { resolveUrl } from '../../../formats/urls.ts'
import type { ParsedText } from '../parsed.ts'

const NONE: readonly never[] = []

/** The children with these names, those with the first name first. */
export function childrenOf(element: XmlElement, ...names: readonly string[]): readonly XmlElement[] {
  let found: readonly XmlElement[] = NONE
  for (const name of names) {
    const children = element.named.get(name)
    if (children !== undefined) found = found === NONE ? children : [...found, ...children]
  }
  return found
}

/** What is read of every child with these names. Items lack most of what they could have: where there is none, nothing is made. */
export function eachOf<T>(element: XmlElement, names: readonly string[], read: (child: XmlElement) => T[]): readonly T[] {
  let found: T[] | null = null
  for (const name of names) {
    for (const child of element.named.get(name) ?? NONE) {
      const more = read(child)
      if (found === null) found = more
      else for (const one of more) found.push(one)
    }
  }
  return found ?? NONE
}

/** Lists as one; nothing is copied where no more than one of them holds anything. */
export function joined<T>(...lists: readonly (readonly T[])[]): readonly T[] {
  let only: readonly T[] = NONE
  for (const list of lists) {
    if (list.length === 0) continue
    if (only.length > 0) return lists.flat()
    only = list
  }
  return only
}

/** The first child with the first of these names that there is. */
export function childOf(element: XmlElement, ...names: readonly string[]): XmlElement | null {
  for (const name of names) {
    const child = element.named.get(name)?.[0]
    if (child !== undefined) return child
  }
  return null
}

/** An element with these children in place of its own. */
export function withChildren(element: XmlElement, children: readonly XmlElement[]): XmlElement {
  return { ...element, children, named: Map.groupBy(children, ({ name }) => name) }
}

export function attributeOf(element: XmlElement, name: string): string | null {
  const value = attributeIn(element.attributes, name)?.trim()
  return value === undefined || value === '' ? null : value
}

/** All text within an element, blanks at its ends gone; null where there is none. */
export function textOf(element: XmlElement): string | null {
  const text = rawTextOf(element).trim()
  return text === '' ? null : text
}

export function rawTextOf(element: XmlElement): string {
  const [only] = element.children
  if (element.children.length === 1 && typeof only === 'string') return only
  return element.children.map((child) => (typeof child === 'string' ? child : rawTextOf(child))).join('')
}

/** The text of the first child, in the order of the names, that has some. */
export function textIn(element: XmlElement, ...names: readonly string[]): string | null {
  return firstIn(element, names, textOf)
}

/** The text of the first of these children that can be read as a date; where none can, of the first that has any. */
export function dateIn(element: XmlElement, ...names: readonly string[]): string | null {
  const dates = childrenOf(element, ...names).flatMap((child) => textOf(child) ?? [])
  return (dates.length > 1 ? dates.find((date) => parseDate(date, 'UTC') !== null) : undefined) ?? dates[0] ?? null
}

/** As `textIn`, with its base and language; markup that was left unescaped is HTML whatever `type` says. */
export function parsedTextIn(element: XmlElement, type: ParsedText['type'], ...names: readonly string[]): ParsedText | null {
  return firstIn(element, names, (child) => parsedText(child, type))
}

/** What is read of the first child, in the order of the names, of which anything can be. */
export function firstIn<T>(element: XmlElement, names: readonly string[], read: (child: XmlElement) => T | null): T | null {
  for (const name of names) {
    const children = element.named.get(name)
    if (children === undefined) continue
    for (const child of children) {
      const found = read(child)
      if (found !== null) return found
    }
  }
  return null
}

export function parsedText(element: XmlElement, type: ParsedText['type']): ParsedText | null {
  const { base, language } = element
  const marked = element.children.some((child) => typeof child !== 'string')
  const value = (marked ? innerHtml(element) : rawTextOf(element)).trim()
  return value === '' ? null : { value, type: marked ? 'html' : type, base, language }
}

// --- markup

const VOID = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr'])
const LINKS = new Set(['href', 'src', 'cite', 'poster', 'longdesc', 'action', 'background', 'data'])

/** An element's content as HTML: prefixes gone, empty elements closed as HTML does, links resolved where an inner xml:base rules. */
export function innerHtml(element: XmlElement): string {
  return element.children.map((child) => nodeHtml(child, element.base)).join('')
}

function nodeHtml(node: XmlNode, base: string | null): string {
  if (typeof node === 'string') return escapeText(node)
  const tag = node.name.slice(node.name.indexOf(':') + 1)
  const start = `<${tag}${attributesHtml(node, base)}>`
  const held = node.children.map((child) => nodeHtml(child, base)).join('')
  return VOID.has(tag) ? start + held : `${start}${held}</${tag}>` // `a<br>b` as XML has it: what follows lies inside
}

function attributesHtml({ attributes, base }: XmlElement, outer: string | null): string {
  let written = ''
  for (let at = 0; at < attributes.length; at += 2) written += attributeHtml(attributes[at] ?? '', attributes[at + 1] ?? '', base, outer)
  return written
}

function attributeHtml(name: string, value: string, own: string | null, outer: string | null): string {
  if (name.startsWith('xmlns') || name === 'xml:base') return ''
  const resolved = own !== outer && LINKS.has(name) ? (resolveUrl(value, own) ?? value) : value
  return ` ${name === 'xml:lang' ? 'lang' : name}="${escapeText(resolved).replaceAll('"', '&quot;')}"`
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
