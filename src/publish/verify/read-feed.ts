// A published document as a subscriber's program reads it: RSS and Atom by rss-parser, JSON Feed by JSON.parse. Nothing of ours that
// writes these formats is used, so that a mistake in writing is not repeated in reading. Pure.

import { decodeHTML } from 'entities'
import RssParser from 'rss-parser'
import type { FeedFormat } from '../../model/feed.ts'

export type ReadFormat = Exclude<FeedFormat, 'html'>
export const READ_FORMATS: readonly ReadFormat[] = ['rss', 'atom', 'json']

/** A feed as it was read. Addresses are as written; null where the document does not say. */
export interface ReadFeed {
  readonly title: string | null
  readonly link: string | null // what the feed is the feed of
  readonly selfUrls: readonly string[]
  readonly olderUrl: string | null // prev-archive, next_url
  readonly currentUrl: string | null // on pages of an archive
  readonly updatedAt: string | null // to the second, as all times here: `2026-01-31T12:00:00Z`
  readonly entries: readonly ReadEntry[]
  readonly fills: readonly Filled[] // what it puts in where an entry has none
}

export type Filled = 'summary' | 'authors'

export interface ReadEntry {
  readonly id: string | null
  readonly title: string | null
  readonly url: string | null
  readonly publishedAt: string | null
  readonly updatedAt: string | null
  readonly summary: string | null // plain text; in RSS, of an entry without one, what stands in for it
  readonly content: string | null // HTML
  readonly authors: readonly string[] // names; in Atom, of an entry without one, the site's
  readonly imageUrl: string | null
  readonly source: string | null // title of where it is from; null: our own
  readonly terms: readonly ReadTerm[]
  readonly enclosures: readonly ReadEnclosure[] // RSS: the one enclosure first
}

export interface ReadTerm {
  readonly label: string
  readonly scheme: string | null // null: the format knows none
}

export interface ReadEnclosure {
  readonly url: string
  readonly mediaType: string | null
  readonly bytes: number | null // null: not known, which RSS writes as 0
}

/** @throws Error of the reader's own for what it cannot read */
export function readDocument(format: ReadFormat, text: string): Promise<ReadFeed> {
  return format === 'json' ? Promise.resolve().then(() => readJson(text)) : readXml(format, text)
}

// --- RSS and Atom

/** xml2js: an element is its text, or an object of text and attributes. */
type Node = string | { readonly _?: string; readonly $?: Readonly<Record<string, string>>; readonly name?: readonly string[]; readonly title?: readonly string[] }

interface RawFeed {
  readonly links?: readonly Node[]
}

interface RawItem {
  readonly id?: string
  readonly links?: readonly Node[]
  readonly terms?: readonly Node[]
  readonly media?: readonly Node[]
  readonly images?: readonly Node[]
  readonly people?: readonly Node[]
  readonly sources?: readonly Node[]
  readonly email?: string // RSS `author`
  readonly modified?: string
  readonly html?: string // RSS `content:encoded`
}

const keepAll = (name: string, as: string): unknown[] => [name, as, { keepArray: true }]

/** rss-parser's types know no renamed fields of a feed; its code and its README do. */
const COMMON = [keepAll('category', 'terms'), keepAll('media:thumbnail', 'images'), keepAll('source', 'sources')]
const RSS_ITEM = [...COMMON, keepAll('media:content', 'media'), keepAll('dc:creator', 'people'), ['author', 'email'], ['dcterms:modified', 'modified'], ['content:encoded', 'html']]
const ATOM_ENTRY = [...COMMON, keepAll('link', 'links'), keepAll('author', 'people'), ['updated', 'modified']]
const XML_OPTIONS = {
  rss: { customFields: { feed: [keepAll('atom:link', 'links')], item: RSS_ITEM } },
  atom: { customFields: { feed: [keepAll('link', 'links')], item: ATOM_ENTRY } },
} as unknown as Readonly<Record<'rss' | 'atom', RssParser.ParserOptions<RawFeed, RawItem>>>

async function readXml(format: 'rss' | 'atom', text: string): Promise<ReadFeed> {
  const read = await new RssParser<RawFeed, RawItem>(XML_OPTIONS[format]).parseString(text)
  const { links = [], lastBuildDate } = read as typeof read & { readonly lastBuildDate?: string }
  const hrefs = (rel: string): string[] => links.filter((link) => attribute(link, 'rel') === rel).flatMap((link) => attribute(link, 'href') ?? [])
  return {
    title: trimmed(read.title),
    link: trimmed(read.link),
    selfUrls: hrefs('self'),
    olderUrl: hrefs('prev-archive')[0] ?? null,
    currentUrl: hrefs('current')[0] ?? null,
    updatedAt: toSecond(lastBuildDate),
    entries: read.items.map((item) => (format === 'rss' ? rssEntry(item) : atomEntry(item))),
    fills: format === 'rss' ? ['summary'] : ['summary', 'authors'],
  }
}

function rssEntry(item: RawItem & RssParser.Item): ReadEntry {
  const { guid, title, link, isoDate, terms = [], enclosure, media = [], people = [], images = [], sources = [] } = item
  const first = enclosure === undefined ? [] : [{ url: enclosure.url, mediaType: enclosure.type ?? null, bytes: count(enclosure.length) }]
  const more = media.flatMap((node) => enclosureOf(attribute(node, 'url'), attribute(node, 'type'), attribute(node, 'fileSize')))
  return {
    id: trimmed(guid),
    title: trimmed(title),
    url: trimmed(link),
    publishedAt: toSecond(isoDate),
    updatedAt: toSecond(item.modified ?? isoDate),
    summary: trimmed(decodeHTML(item.content ?? '')),
    content: trimmed(item.html),
    authors: namesOf([...people.map(textOf), /\((.*)\)$/u.exec(item.email ?? '')?.[1]]),
    imageUrl: images.map((node) => attribute(node, 'url'))[0] ?? null,
    source: sources.map((node) => trimmed(textOf(node)))[0] ?? null,
    terms: terms.map((node) => ({ label: textOf(node), scheme: attribute(node, 'domain') })),
    enclosures: [...first, ...more.filter(({ url }) => url !== enclosure?.url)], // of that, `media:content` says how long it plays
  }
}

function atomEntry(item: RawItem & RssParser.Item): ReadEntry {
  const { id, title, link, isoDate, links = [], terms = [], people = [], images = [], sources = [] } = item
  const attached = links.filter((node) => attribute(node, 'rel') === 'enclosure')
  const hasAlternate = links.some((node) => (attribute(node, 'rel') ?? 'alternate') === 'alternate') // else rss-parser takes the first of any
  return {
    id: trimmed(id),
    title: trimmed(title),
    url: hasAlternate ? trimmed(link) : null,
    publishedAt: toSecond(isoDate),
    updatedAt: toSecond(item.modified),
    summary: trimmed(item.summary),
    content: trimmed(item.content),
    authors: namesOf(people.map((node) => childOf(node, 'name'))),
    imageUrl: images.map((node) => attribute(node, 'url'))[0] ?? null,
    source: sources.map((node) => childOf(node, 'title'))[0] ?? null,
    terms: terms.map((node) => ({ label: attribute(node, 'label') ?? attribute(node, 'term') ?? '', scheme: attribute(node, 'scheme') })),
    enclosures: attached.flatMap((node) => enclosureOf(attribute(node, 'href'), attribute(node, 'type'), attribute(node, 'length'))),
  }
}

function attribute(node: Node, name: string): string | null {
  return typeof node === 'string' ? null : (node.$?.[name] ?? null)
}

function textOf(node: Node): string {
  return typeof node === 'string' ? node : (node._ ?? '')
}

function childOf(node: Node, name: 'name' | 'title'): string | null {
  return typeof node === 'string' ? null : trimmed(node[name]?.[0])
}

// --- JSON Feed

function readJson(text: string): ReadFeed {
  const feed = record(JSON.parse(text))
  if (feed === null || !Array.isArray(feed['items'])) throw new Error('has no list of items')
  const feedUrl = trimmed(feed['feed_url'])
  return {
    title: trimmed(feed['title']),
    link: trimmed(feed['home_page_url']),
    selfUrls: feedUrl === null ? [] : [feedUrl],
    olderUrl: trimmed(feed['next_url']),
    currentUrl: trimmed(record(feed['_feedmill'])?.['current_url']),
    updatedAt: null,
    entries: (feed['items'] as unknown[]).map((item) => jsonEntry(record(item) ?? {})),
    fills: [],
  }
}

function jsonEntry(item: Readonly<Record<string, unknown>>): ReadEntry {
  const attachments = list(item['attachments']).map((attachment) => record(attachment) ?? {})
  return {
    id: trimmed(item['id']),
    title: trimmed(item['title']),
    url: trimmed(item['url']) ?? trimmed(item['external_url']),
    publishedAt: toSecond(item['date_published']),
    updatedAt: toSecond(item['date_modified']),
    summary: trimmed(item['summary']),
    content: trimmed(item['content_html']),
    authors: namesOf(list(item['authors']).map((author) => record(author)?.['name'])),
    imageUrl: trimmed(item['image']),
    source: trimmed(record(record(item['_feedmill'])?.['source'])?.['title']),
    terms: list(item['tags']).map((tag) => ({ label: String(tag), scheme: null })),
    enclosures: attachments.flatMap(({ url, mime_type: mediaType, size_in_bytes: bytes }) => enclosureOf(url, mediaType, bytes)),
  }
}

// --- values

function enclosureOf(url: unknown, mediaType: unknown, bytes: unknown): ReadEnclosure[] {
  return typeof url === 'string' ? [{ url, mediaType: trimmed(mediaType), bytes: count(bytes) }] : []
}

function count(value: unknown): number | null {
  const number = Number(value ?? 0)
  return Number.isInteger(number) && number > 0 ? number : null
}

function trimmed(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function namesOf(values: readonly unknown[]): string[] {
  return values.flatMap((value) => trimmed(value) ?? [])
}

/** A time as feeds give it, most of which know no parts of a second; null for what is none. */
export function toSecond(value: unknown): string | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : `${new Date(at).toISOString().slice(0, 19)}Z`
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : []
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
}
