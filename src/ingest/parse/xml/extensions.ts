// What modules add to an item, whatever format carries them: Dublin Core, iTunes, Media RSS, threading, FeedBurner, licences.
// Each function gives one field's share; which of several wins is said by normalize, or by the order of names here.

import type { XmlElement } from '../../../formats/xml-read.ts'
import { attributeOf, childOf, childrenOf, eachOf, joined, parsedTextIn, textIn, textOf } from './elements.ts'
import type { WrittenHints } from '../../plan/hints.ts'
import type { ParsedEnclosure, ParsedLink, ParsedPerson, ParsedTerm, ParsedText } from '../parsed.ts'

// --- people

const PEOPLE = ['dc:creator', 'dc:author', 'dcterms:creator', 'itunes:author', 'googleplay:author']
const OWNERS = ['itunes:owner']

/** dc:creator and its kin, one person an element; itunes:author is one text for all. */
export function modulePeople(item: XmlElement): readonly ParsedPerson[] {
  return eachOf(item, PEOPLE, personIn)
}

/** The person that an element's text names. */
export function personIn(element: XmlElement): ParsedPerson[] {
  const text = textOf(element)
  return text === null ? [] : [{ text, name: null, email: null, url: null }]
}

/** itunes:owner, with a name and an address of its own. */
export function owners(channel: XmlElement): readonly ParsedPerson[] {
  return eachOf(channel, OWNERS, (owner) => [
    { text: null, name: textIn(owner, 'itunes:name', 'name'), email: textIn(owner, 'itunes:email', 'email'), url: null },
  ])
}

// --- terms

export function term(label: string | null, scheme: string | null): ParsedTerm[] {
  return label === null ? [] : [{ label, scheme, kind: 'tag' }]
}

const SUBJECTS = ['dc:subject', 'dcterms:subject']
const CATEGORIES = ['media:category']
const KEYWORDS = ['itunes:keywords', 'media:keywords']

/** dc:subject, media:category, and the two lists of keywords, which are split at commas. */
export function moduleTerms(item: XmlElement): readonly ParsedTerm[] {
  const scopes = mediaScopes(item)
  const subjects = eachOf(item, SUBJECTS, (element) => term(textOf(element), null))
  const categories = scopes.flatMap((scope) => eachOf(scope, CATEGORIES, mediaCategory))
  const keywords = scopes.flatMap((scope) => eachOf(scope, KEYWORDS, keywordsIn))
  return joined(subjects, categories, keywords)
}

function mediaCategory(element: XmlElement): ParsedTerm[] {
  return term(attributeOf(element, 'label') ?? textOf(element), attributeOf(element, 'scheme'))
}

function keywordsIn(element: XmlElement): ParsedTerm[] {
  return (textOf(element) ?? '').split(/[,;]/u).flatMap((keyword) => term(keyword.trim() || null, null))
}

// --- media

/** Where Media RSS may put what belongs to an item: the item itself, its groups, and contents with children of their own. */
function mediaScopes(item: XmlElement): readonly XmlElement[] {
  if (!item.named.has('media:group') && !item.named.has('media:content')) return [item]
  const groups = [item, ...childrenOf(item, 'media:group')]
  return [...groups, ...groups.flatMap((group) => childrenOf(group, 'media:content'))]
}

const CONTENTS = ['media:content']

/** Every media:content with an address; of one file named twice, the first. */
export function mediaEnclosures(item: XmlElement): readonly ParsedEnclosure[] {
  const own = eachOf(item, CONTENTS, mediaEnclosure)
  const grouped = childrenOf(item, 'media:group').flatMap((group) => eachOf(group, CONTENTS, mediaEnclosure))
  return joined(own, grouped)
}

function mediaEnclosure(content: XmlElement): ParsedEnclosure[] {
  const url = attributeOf(content, 'url')
  const type = attributeOf(content, 'type') ?? typeOfMedium(attributeOf(content, 'medium'))
  const [length, duration] = [attributeOf(content, 'filesize'), attributeOf(content, 'duration')]
  return url === null ? [] : [{ url, type, length, duration, base: content.base }]
}

/** Media RSS names a kind where it does not name a type. */
function typeOfMedium(medium: string | null): string | null {
  return medium === 'image' || medium === 'audio' || medium === 'video' ? `${medium}/*` : null
}

/** An item's picture: a thumbnail, else the podcast's cover. */
export function moduleImage(item: XmlElement): string | null {
  for (const scope of mediaScopes(item)) {
    const thumbnail = childOf(scope, 'media:thumbnail')
    const url = thumbnail === null ? null : (attributeOf(thumbnail, 'url') ?? textOf(thumbnail))
    if (url !== null) return url
  }
  const link = childrenOf(item, 'itunes:link').find((element) => attributeOf(element, 'rel') === 'image')
  const cover = childOf(item, 'itunes:image', 'googleplay:image') ?? link ?? null
  return cover === null ? null : (attributeOf(cover, 'href') ?? attributeOf(cover, 'url') ?? textOf(cover))
}

export function mediaDescription(item: XmlElement): ParsedText | null {
  for (const scope of mediaScopes(item)) {
    const description = childOf(scope, 'media:description')
    const isHtml = description !== null && attributeOf(description, 'type') === 'html'
    const text = parsedTextIn(scope, isHtml ? 'html' : 'guess', 'media:description')
    if (text !== null) return text
  }
  return null
}

export function mediaTitle(item: XmlElement): ParsedText | null {
  for (const scope of mediaScopes(item)) {
    const title = parsedTextIn(scope, 'guess', 'media:title')
    if (title !== null) return title
  }
  return null
}

// --- links, rights, hints

/** FeedBurner rewrites an item's link to count clicks, and keeps the publisher's own beside it. */
export function originalLink(item: XmlElement): readonly ParsedLink[] {
  const href = textIn(item, 'feedburner:origlink')
  return href === null ? [] : [{ href, rel: 'original', type: null, length: null, title: null, base: item.base }]
}

export function moduleRights(element: XmlElement): string | null {
  const stated = textIn(element, 'dc:rights', 'dcterms:rights', 'media:copyright', 'creativecommons:license', 'dcterms:license')
  if (stated !== null) return stated
  const license = childOf(element, 'cc:license')
  return license === null ? null : (attributeOf(license, 'rdf:resource') ?? textOf(license))
}

/** RSS 2.0 `ttl`, `skipHours` and `skipDays`; the Syndication module of RSS 1.0. */
export function hints(channel: XmlElement): WrittenHints {
  const listed = (list: string, entry: string) =>
    childrenOf(channel, list).flatMap((element) => childrenOf(element, entry).flatMap((child) => textOf(child) ?? []))
  return {
    ttl: textIn(channel, 'ttl'),
    updatePeriod: textIn(channel, 'sy:updateperiod'),
    updateFrequency: textIn(channel, 'sy:updatefrequency'),
    skipHours: listed('skiphours', 'hour'),
    skipDays: listed('skipdays', 'day'),
  }
}
