// RSS 0.90 to 2.0 and RSS 1.0 (RDF): one vocabulary, with the modules that publishers mix in. Items may be anywhere.
// Elements in, what they say out; no fallbacks between fields that differ in meaning.

import type { XmlElement } from '../../formats/xml-read.ts'
import { atomEnclosures, atomLinks, atomOrigin, atomPeople, atomText } from './atom.ts'
import { attributeOf, childOf, childrenOf, dateIn, eachOf, joined, parsedText, parsedTextIn, textIn, textOf } from './xml/elements.ts'
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

/**
 * @see https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, https://www.rssboard.org/rss-profile;
 * for CDF, RSS's forerunner, https://www.w3.org/TR/NOTE-CDFsubmit.html
 */
export function rssItem(item: XmlElement, position: number): ParsedItem {
  const guid = childOf(item, 'guid')
  return {
    position,
    guid: textIn(item, 'guid') ?? attributeOf(item, 'rdf:about') ?? textIn(item, 'atom:id', 'dc:identifier', 'dcterms:identifier', 'id'),
    guidIsPermalink: guid === null ? null : booleanOf(attributeOf(guid, 'ispermalink')),
    links: joined(originalLink(item), rssLinks(item)),
    title: parsedTextIn(item, 'guess', 'title', 'dc:title', 'dcterms:title', 'atom:title', 'itunes:title') ?? mediaTitle(item),
    summary: rssSummary(item),
    content: rssContent(item),
    published: dateIn(item, 'pubdate', 'dc:date', 'dcterms:issued', 'atom:published', 'dcterms:created', 'dcterms:date', 'date', 'published', 'issued', 'created'),
    updated: dateIn(item, 'atom:updated', 'dcterms:modified', 'dc:modified', 'atom:modified', 'updated', 'modified') ?? attributeOf(item, 'lastmod'),
    language: textIn(item, 'dc:language', 'dcterms:language', 'language') ?? item.language,
    people: joined(rssAuthors(item), atomPeople(item), modulePeople(item)),
    terms: joined(rssTerms(item), moduleTerms(item)),
    enclosures: joined(rssEnclosures(item), atomEnclosures(item), mediaEnclosures(item)),
    imageUrl: moduleImage(item) ?? imageOf(item),
    commentsUrl: textIn(item, 'comments'),
    rights: moduleRights(item) ?? textIn(item, 'copyright', 'atom:rights'),
    origin: rssOrigin(item) ?? atomOrigin(item),
    base: item.base,
  }
}

/** @param format  as `ParsedChannel.format` */
export function rssChannel(channel: XmlElement, format: string): ParsedChannel {
  const people = joined(channelPeople(channel), atomPeople(channel), modulePeople(channel))
  return {
    format,
    title: parsedTextIn(channel, 'guess', 'title', 'dc:title', 'atom:title'),
    description: parsedTextIn(channel, 'guess', 'description', 'abstract', 'dc:description', 'itunes:summary', 'atom:subtitle', 'itunes:subtitle', 'subtitle', 'tagline'),
    links: rssLinks(channel),
    id: textIn(channel, 'atom:id', 'guid') ?? attributeOf(channel, 'rdf:about') ?? textIn(channel, 'dc:identifier', 'id'),
    language: textIn(channel, 'language', 'dc:language', 'dcterms:language') ?? channel.language,
    updated: dateIn(channel, 'lastbuilddate', 'pubdate', 'dc:date', 'atom:updated', 'dcterms:modified', 'date', 'updated', 'modified') ?? attributeOf(channel, 'lastmod'),
    imageUrl: imageOf(channel) ?? moduleImage(channel) ?? textIn(channel, 'atom:logo', 'atom:icon'),
    rights: textIn(channel, 'copyright', 'dc:rights', 'dcterms:rights', 'atom:rights') ?? moduleRights(channel),
    people: people.length > 0 ? people : owners(channel),
    base: channel.base,
    hints: hints(channel),
  }
}

/** `description` may be the whole text or what introduces it, in HTML or not: RSS does not say, and whatever is in it stays a guess. */
function rssSummary(item: XmlElement): ParsedText | null {
  const text =
    parsedTextIn(item, 'guess', 'description', 'abstract', 'dc:description', 'dcterms:abstract') ??
    atomTextIn(item, 'atom:summary') ??
    parsedTextIn(item, 'guess', 'summary', 'itunes:summary', 'googleplay:description', 'itunes:subtitle') ??
    mediaDescription(item)
  return text === null ? null : { ...text, type: 'guess' }
}

function rssContent(item: XmlElement): ParsedText | null {
  return xhtmlBody(item) ?? parsedTextIn(item, 'html', 'content:encoded', 'encoded', 'fullitem', 'content') ?? atomTextIn(item, 'atom:content')
}

/** The text in markup of its own: `<xhtml:body>`, or `<body>` where nobody declared it. */
function xhtmlBody(item: XmlElement): ParsedText | null {
  const body = childOf(item, 'xhtml:body', 'xhtml:div', 'body')
  return body === null ? null : parsedText(body, 'html')
}

function atomTextIn(item: XmlElement, name: string): ParsedText | null {
  const element = childOf(item, name)
  return element === null ? null : atomText(element)
}

const LINKS = ['link', 'url']

function rssLinks(element: XmlElement): readonly ParsedLink[] {
  const channelDefinition = attributeOf(element, 'href') // CDF
  const cdf = channelDefinition === null ? [] : [link(channelDefinition, 'alternate', null, element.base)]
  return joined(eachOf(element, LINKS, rssLink), cdf, atomLinks(element))
}

function rssLink(element: XmlElement): ParsedLink[] {
  const href = textOf(element) ?? attributeOf(element, 'href') ?? attributeOf(element, 'rdf:resource')
  const rel = attributeOf(element, 'rel')?.toLowerCase() ?? 'alternate'
  return href === null ? [] : [link(href, rel, attributeOf(element, 'type'), element.base)]
}

function link(href: string, rel: string, type: string | null, base: string | null): ParsedLink {
  return { href, rel, type, length: null, title: null, base }
}

const AUTHORS = ['author']

/** `author` is a text, though some write a name and an address inside it as Atom does. */
function rssAuthors(item: XmlElement): readonly ParsedPerson[] {
  return eachOf(item, AUTHORS, (author) => {
    if (childOf(author, 'name', 'email') === null) return personIn(author)
    return [{ text: null, name: textIn(author, 'name'), email: textIn(author, 'email'), url: textIn(author, 'uri', 'url') }]
  })
}

const EDITORS = ['managingeditor']

function channelPeople(channel: XmlElement): readonly ParsedPerson[] {
  return joined(eachOf(channel, EDITORS, personIn), rssAuthors(channel))
}

const CATEGORIES = ['category']

function rssTerms(element: XmlElement): readonly ParsedTerm[] {
  return eachOf(element, CATEGORIES, (category) => {
    const label = textOf(category) ?? attributeOf(category, 'label') ?? attributeOf(category, 'term') ?? attributeOf(category, 'text')
    return term(label, attributeOf(category, 'domain') ?? attributeOf(category, 'scheme'))
  })
}

const ENCLOSURES = ['enclosure', 'enc:enclosure']

function rssEnclosures(item: XmlElement): readonly ParsedEnclosure[] {
  return eachOf(item, ENCLOSURES, (enclosure) => {
    const read = (...names: readonly string[]) => names.map((name) => attributeOf(enclosure, name)).find((value) => value !== null) ?? null
    const url = read('url', 'href', 'rdf:resource', 'resource', 'enc:url') ?? textOf(enclosure)
    const [type, length] = [read('type', 'enc:type'), read('length', 'enc:length')]
    return url === null ? [] : [{ url, type, length, duration: textIn(item, 'itunes:duration'), base: enclosure.base }]
  })
}

/** `<image><url>` of RSS, `<image rdf:resource>` of RDF, an address alone where somebody made it up. */
function imageOf(element: XmlElement): string | null {
  for (const image of childrenOf(element, 'image')) {
    const url = textIn(image, 'url') ?? attributeOf(image, 'rdf:resource') ?? attributeOf(image, 'href') ?? attributeOf(image, 'url')
    const bare = url === null && image.children.every((child) => typeof child === 'string') ? textOf(image) : url
    if (bare !== null) return bare
  }
  return null
}

function rssOrigin(item: XmlElement): ParsedOrigin | null {
  const source = childOf(item, 'source')
  if (source === null) return null
  const [title, feedUrl] = [textOf(source), attributeOf(source, 'url')]
  return title === null && feedUrl === null ? null : { id: null, title, feedUrl }
}

function booleanOf(text: string | null): boolean | null {
  if (text === null) return null
  return text.toLowerCase() !== 'false' && text !== '0' && text.toLowerCase() !== 'no'
}
