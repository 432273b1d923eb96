// Atom 1.0 and 0.3: entries, feeds, and the parts of them that RSS documents borrow.
// Text constructs are told apart here as the format says; nothing is made safe and no link is resolved.

import { isUtf8 } from 'node:buffer'
import { htmlToText, looksLikeHtml } from '../../formats/html.ts'
import { resolveBase } from '../../formats/urls.ts'
import type { XmlElement } from '../../formats/xml-read.ts'
import { attributeOf, childOf, dateIn, eachOf, firstIn, innerHtml, joined, parsedTextIn, rawTextOf, textIn, textOf } from './xml/elements.ts'
import {
  hints,
  mediaDescription,
  mediaEnclosures,
  mediaTitle,
  moduleImage,
  modulePeople,
  moduleRights,
  moduleTerms,
  originalLink,
  owners,
  personIn,
  term,
} from './xml/extensions.ts'
import type {
  ParsedChannel,
  ParsedEnclosure,
  ParsedItem,
  ParsedLink,
  ParsedOrigin,
  ParsedPerson,
  ParsedTerm,
  ParsedText,
} from './parsed.ts'

/** @see RFC 4287 section 4.1.2; for Atom 0.3, draft-ietf-atompub-format-00 */
export function atomEntry(entry: XmlElement, position: number): ParsedItem {
  return {
    position,
    guid: textIn(entry, 'atom:id', 'atom:guid', 'guid'),
    guidIsPermalink: null,
    links: joined(originalLink(entry), atomLinks(entry), contentLink(entry)),
    title: atomTextIn(entry, 'atom:title', 'dc:title') ?? mediaTitle(entry),
    summary: atomTextIn(entry, 'atom:summary', 'atom:description', 'dc:description') ?? mediaDescription(entry),
    content: atomTextIn(entry, 'atom:content') ?? parsedTextIn(entry, 'html', 'content:encoded', 'atom:encoded', 'xhtml:body'),
    published: dateIn(entry, 'atom:published', 'atom:issued', 'dcterms:issued', 'dc:date', 'atom:created', 'dcterms:created', 'atom:pubdate'),
    updated: dateIn(entry, 'atom:updated', 'atom:modified', 'dcterms:modified'),
    language: textIn(entry, 'dc:language') ?? entry.language,
    people: entryPeople(entry),
    terms: joined(atomTerms(entry), moduleTerms(entry)),
    enclosures: joined(atomEnclosures(entry), mediaEnclosures(entry)),
    imageUrl: moduleImage(entry),
    commentsUrl: textIn(entry, 'atom:comments', 'comments'),
    rights: plainTextIn(entry, 'atom:rights', 'atom:copyright') ?? moduleRights(entry),
    origin: atomOrigin(entry),
    base: entry.base,
  }
}

/** @param format  as `ParsedChannel.format` */
export function atomChannel(feed: XmlElement, format: string): ParsedChannel {
  const people = joined(atomPeople(feed), modulePeople(feed))
  return {
    format,
    title: atomTextIn(feed, 'atom:title', 'dc:title'),
    description: atomTextIn(feed, 'atom:subtitle', 'atom:tagline', 'atom:info', 'atom:description', 'dc:description'),
    links: atomLinks(feed),
    id: textIn(feed, 'atom:id'),
    language: feed.language ?? textIn(feed, 'dc:language', 'atom:language'),
    updated: dateIn(feed, 'atom:updated', 'atom:modified', 'dcterms:modified', 'dc:date'),
    imageUrl: firstIn(feed, ['atom:logo', 'atom:icon'], (image) => addressIn(image, feed.base)) ?? moduleImage(feed),
    rights: plainTextIn(feed, 'atom:rights', 'atom:copyright') ?? moduleRights(feed),
    people: people.length > 0 ? people : owners(feed),
    base: feed.base,
    hints: hints(feed),
  }
}

/** An address as written; resolved as far as an xml:base of its own says. */
function addressIn(element: XmlElement, outer: string | null): string | null {
  const address = textOf(element)
  return address === null || element.base === outer ? address : resolveBase(address, element.base)
}

// --- text constructs

/**
 * RFC 4287 section 3.1 and 4.1.3.3, and `mode` of Atom 0.3: escaped, base64 or xml, the last being its default.
 * Null for what is no text (an image in base64) and for nothing.
 */
export function atomText(element: XmlElement): ParsedText | null {
  const type = attributeOf(element, 'type')?.toLowerCase().split(';')[0]?.trim() ?? 'text'
  const mode = attributeOf(element, 'mode')?.toLowerCase() ?? null
  const marked = element.children.some((child) => typeof child !== 'string')
  if (mode === 'base64' || (!marked && isBinary(type))) return decodeBase64(element, type)
  const value = rawTextOf(element).trim()
  const isXhtml = type === 'xhtml' || type === 'application/xhtml+xml'
  // Some escape XHTML, or put it into CDATA, as if it were HTML.
  if (isXhtml && !marked && looksLikeHtml(value)) return { value, type: 'html', base: element.base, language: element.language }
  if (marked || isXhtml) return markup(mode === 'escaped' ? element : unwrapDiv(element))
  return value === '' ? null : { value, type: isHtml(type) ? 'html' : 'text', base: element.base, language: element.language }
}

function atomTextIn(entry: XmlElement, ...names: readonly string[]): ParsedText | null {
  return firstIn(entry, names, atomText)
}

function plainTextIn(entry: XmlElement, ...names: readonly string[]): string | null {
  const text = atomTextIn(entry, ...names)
  return text === null || text.type === 'text' ? (text?.value ?? null) : htmlToText(text.value)
}

function markup(element: XmlElement): ParsedText | null {
  const value = innerHtml(element).trim()
  return value === '' ? null : { value, type: 'html', base: element.base, language: element.language }
}

/** The div that RFC 4287 section 3.1.1.3 asks for is not part of the text. */
function unwrapDiv(element: XmlElement): XmlElement {
  const inner = element.children.filter((child) => typeof child !== 'string' || child.trim() !== '')
  const [only] = inner
  const isDiv = inner.length === 1 && only !== undefined && typeof only !== 'string' && /(?:^|:)div$/u.test(only.name)
  return isDiv ? only : element
}

function isHtml(type: string): boolean {
  return type === 'html' || type === 'text/html'
}

function isBinary(type: string): boolean {
  return type.includes('/') && !type.startsWith('text/') && !/[/+]xml$/u.test(type)
}

/** Base64 is for any media type; only text can be shown, which some call a stream of octets. */
function decodeBase64(element: XmlElement, type: string): ParsedText | null {
  if (isBinary(type) && type !== 'application/octet-stream') return null
  const bytes = Buffer.from(rawTextOf(element), 'base64')
  const value = isUtf8(bytes) ? bytes.toString('utf8').trim() : ''
  const isText = type === 'text' || type === 'text/plain'
  return value === '' ? null : { value, type: isText ? 'text' : 'html', base: element.base, language: element.language }
}

// --- links

const IANA = 'http://www.iana.org/assignments/relation/'

const LINKS = ['atom:link']

/** RFC 4287 section 4.2.7.2: a missing rel is `alternate`, and the registry's address before a name adds nothing. */
export function atomLinks(element: XmlElement): readonly ParsedLink[] {
  return eachOf(element, LINKS, atomLink)
}

function atomLink(link: XmlElement): ParsedLink[] {
  const href = attributeOf(link, 'href') ?? textOf(link)
  const rel = (attributeOf(link, 'rel') ?? 'alternate').toLowerCase()
  if (href === null) return []
  const name = rel.startsWith(IANA) ? rel.slice(IANA.length) : rel
  const [type, length, title] = [attributeOf(link, 'type'), attributeOf(link, 'length'), attributeOf(link, 'title')]
  return [{ href, rel: name, type, length, title, base: link.base }]
}

/** Content that lies elsewhere (RFC 4287 section 4.1.3.2). */
function contentLink(entry: XmlElement): readonly ParsedLink[] {
  const content = childOf(entry, 'atom:content')
  const href = content === null ? null : attributeOf(content, 'src')
  if (content === null || href === null) return []
  return [{ href, rel: 'content', type: attributeOf(content, 'type'), length: null, title: null, base: content.base }]
}

export function atomEnclosures(entry: XmlElement): readonly ParsedEnclosure[] {
  return eachOf(entry, LINKS, (element) =>
    atomLink(element).flatMap(({ href, rel, type, length, base }) =>
      rel === 'enclosure' ? [{ url: href, type, length, duration: textIn(entry, 'itunes:duration'), base }] : [],
    ),
  )
}

// --- people, terms, origin

const AUTHORS = ['atom:author']

export function atomPeople(element: XmlElement): readonly ParsedPerson[] {
  return eachOf(element, AUTHORS, atomPerson)
}

function atomPerson(author: XmlElement): ParsedPerson[] {
  const name = textIn(author, 'atom:name', 'name')
  const email = textIn(author, 'atom:email', 'email')
  const url = textIn(author, 'atom:uri', 'atom:url', 'atom:homepage', 'uri', 'url')
  if (name === null && email === null && url === null) return personIn(author)
  return [{ text: null, name, email, url: url === null ? null : resolveBase(url, author.base) }]
}

/** RFC 4287 section 4.2.1: an entry without an author has those of its source. */
function entryPeople(entry: XmlElement): readonly ParsedPerson[] {
  const own = joined(atomPeople(entry), modulePeople(entry))
  const source = childOf(entry, 'atom:source')
  return own.length > 0 || source === null ? own : atomPeople(source)
}

const CATEGORIES = ['atom:category']

function atomTerms(entry: XmlElement): readonly ParsedTerm[] {
  return eachOf(entry, CATEGORIES, (category) => {
    const label = attributeOf(category, 'label') ?? attributeOf(category, 'term') ?? textOf(category)
    return term(label, attributeOf(category, 'scheme'))
  })
}

/** RFC 4287 section 4.2.11: the feed that an aggregator copied an entry from. */
export function atomOrigin(entry: XmlElement): ParsedOrigin | null {
  const source = childOf(entry, 'atom:source')
  if (source === null) return null
  const id = textIn(source, 'atom:id')
  const title = plainTextIn(source, 'atom:title')
  const feedUrl = atomLinks(source).find((link) => link.rel === 'self')?.href ?? null
  return id === null && title === null && feedUrl === null ? null : { id, title, feedUrl }
}
