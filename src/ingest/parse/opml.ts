// An OPML document (http://opml.org/spec2.opml) to the feeds that it lists. Nothing it names is fetched or read, other lists neither.

import { excerpt } from '../../formats/html.ts'
import { placeOf, readXml, type XmlElement, type XmlHandler } from '../../formats/xml-read.ts'
import { FeedmillError } from '../../model/errors.ts'
import type { Note } from '../../model/note.ts'
import { termKey } from '../../model/taxonomy.ts'
import { attributeOf, childrenOf } from './xml/elements.ts'

export interface OpmlFeed {
  readonly title: string | null
  readonly url: string // http(s)
  readonly categories: readonly string[] // the outlines around it, the outermost first, and its own, each once
}

/** An outline that is neither a feed nor holds any. */
export interface OpmlFault {
  readonly title: string
  readonly reason: string
}

export interface ParsedOpml {
  readonly feeds: readonly OpmlFeed[]
  readonly faults: readonly OpmlFault[]
  readonly notes: readonly Note[]
}

const MAX_OUTLINES = 20_000
const MAX_TEXT = 200 // UTF-16 code units of a title or category

/** They turn the rest of a line of the config around, for whoever reads it in an editor. */
const OVERRIDES = /[\u202A-\u202E\u2066-\u2069]/gu

interface Harvest {
  readonly feeds: OpmlFeed[]
  readonly faults: OpmlFault[]
  outlines: number
}

/**
 * @param at  what is read, for errors
 * @throws FeedmillError `usage.invalid` for what is no OPML
 */
export function parseOpml(text: string, at: string): ParsedOpml {
  const harvest: Harvest = { feeds: [], faults: [], outlines: 0 }
  const { root, cut, trouble } = readXml(text, handlerFor(harvest))
  if (root === null) throw new FeedmillError('usage.invalid', at, 'is no OPML: there is no <opml> in it')
  const notes: Note[] = []
  if (cut !== null) notes.push({ code: 'document.cut', message: `${placeOf(text, cut.offset)}: ${cut.reason}; its whole outlines were read` })
  if (trouble !== null) notes.push({ code: 'document.malformed', message: `${placeOf(text, trouble.offset)}: ${trouble.reason}` })
  if (harvest.outlines > MAX_OUTLINES) notes.push({ code: 'items.capped', message: `more than ${MAX_OUTLINES} outlines, the first ones were read` })
  return { feeds: harvest.feeds, faults: harvest.faults, notes }
}

function handlerFor(harvest: Harvest): XmlHandler {
  return {
    takeRoot: (name) => (name === 'opml' ? { prefix: '' } : 'stop'),
    isFrame: ({ name }) => name === 'body',
    isItem: () => false,
    onElement: (element) => {
      if (element.name === 'outline') readOutline(element, [], harvest)
      return harvest.outlines <= MAX_OUTLINES
    },
  }
}

/** @param around  labels of the outlines that hold it */
function readOutline(element: XmlElement, around: readonly string[], harvest: Harvest): void {
  harvest.outlines += 1
  if (harvest.outlines > MAX_OUTLINES) return
  const label = labelOf(element)
  const address = attributeOf(element, 'xmlurl')
  const inside = childrenOf(element, 'outline')
  if (address !== null) takeFeed(element, label, address, around, harvest)
  else if (inside.length === 0) harvest.faults.push({ title: label ?? '(untitled)', reason: 'has no xmlUrl' })
  const below = address !== null || label === null ? around : [...around, label]
  for (const child of inside) readOutline(child, below, harvest)
}

function takeFeed(element: XmlElement, title: string | null, address: string, around: readonly string[], { feeds, faults }: Harvest): void {
  const url = webAddress(address)
  if (url === null) faults.push({ title: title ?? '(untitled)', reason: `${excerpt(address, MAX_TEXT)} is not an http or https address` })
  else feeds.push({ title, url, categories: once([...around, ...ownCategories(element)]) })
}

function labelOf(element: XmlElement): string | null {
  return tidy(attributeOf(element, 'text') ?? attributeOf(element, 'title') ?? '')
}

function tidy(text: string): string | null {
  return excerpt(text.replaceAll(OVERRIDES, '').replaceAll(/[\s\p{Cc}]+/gu, ' ').trim(), MAX_TEXT) || null
}

/** `feed://host/path` is http, `feed:https://…` what it says. */
function webAddress(address: string): string | null {
  const url = URL.parse(address.replace(/^feed:\/\//iu, 'http://').replace(/^feed:/iu, ''))
  return url !== null && /^https?:$/u.test(url.protocol) ? url.href : null
}

/** `/programming/ruby,news`: paths and tags, by commas. */
function ownCategories(element: XmlElement): string[] {
  const written = (attributeOf(element, 'category') ?? '').split(',').map((part) => part.trim())
  return written.flatMap((part) => (part.startsWith('/') ? part.split('/') : [part])).flatMap((part) => tidy(part) ?? [])
}

function once(labels: readonly string[]): string[] {
  const keys = labels.map(termKey)
  return labels.filter((_label, at) => keys.indexOf(keys[at] ?? termKey('')) === at)
}
