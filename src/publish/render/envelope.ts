// The envelope of a feed: everything around its entries. RSS's and Atom's is written by the package `feed`, which is given cleaned
// text and fixed dates only: nothing in a published file comes from the clock.

import { Feed, type FeedOptions } from 'feed'
import { formatRfc3339 } from '../../formats/dates.ts'
import { element, escapeXmlAttribute } from '../../formats/xml-write.ts'
import type { Author, EpochMs } from '../../model/article.ts'
import type { FeedFormat, FeedKey } from '../../model/feed.ts'

const GENERATOR = 'Feedmill'

/** What stands around the entries of one document. Addresses are absolute and lack their extension, which is the format's name. */
export interface Envelope {
  readonly id: string // IRI of the feed, the same for its archive pages
  readonly kind: FeedKey['kind']
  readonly title: string // plain text, as all texts here
  readonly label: string // its title without the site's
  readonly description: string
  readonly link: string // what the feed is the feed of; whole
  readonly address: string // of this document
  readonly formats: readonly FeedFormat[] // it is published in
  readonly currentAddress: string | null // of the live document; null where this is it
  readonly olderAddress: string | null // of the archive page before this document in time
  readonly language: string | null // BCP 47; null where a source does not say
  readonly ttl: number | null // minutes until it may have changed; null for a page of the archive
  readonly entries: number | null // in the feed, its archive included; null for a page of that, which must not change with every story
  readonly updatedAt: EpochMs | null // newest change of an entry; null for an empty feed
  readonly author: Author // for entries that name none
  readonly icon: string | null // whole address
  readonly deleted: readonly DeletedEntry[] // were in it and were taken down; only Atom has a word for that
}

export interface DeletedEntry {
  readonly ref: string // the entry's id
  readonly when: EpochMs
}

/** A rendered entry with what its neighbours need to know. */
export interface FragmentRef {
  readonly publishedAt: EpochMs
  readonly updatedAt: EpochMs
  readonly text: string
}

const RSS_ROOT =
  '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" ' +
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:fh="http://purl.org/syndication/history/1.0" ' +
  'xmlns:media="http://search.yahoo.com/mrss/">'

/** An RSS document around entries that are RSS items already. */
export function wrapRss(envelope: Envelope, entries: string): string {
  const { address, icon, ttl } = envelope
  const options = optionsOf({ ...envelope, icon: icon !== null && isRssImage(icon) ? icon : null })
  const more = { feedLinks: { rss: `${address}.rss` }, docs: 'https://www.rssboard.org/rss-specification', ...(ttl !== null && { ttl }) }
  const xml = new Feed({ ...options, ...more }).rss2()
  const timed = envelope.updatedAt === null ? xml.replace(/\s*<lastBuildDate>[^<]*<\/lastBuildDate>/u, '') : xml
  const end = timed.lastIndexOf('    </channel>')
  return `${withRoot(timed.slice(0, end), RSS_ROOT)}${historyOf(envelope, 'rss', 'atom:')}${entries}${timed.slice(end)}\n`
}

/** An Atom document around entries that are Atom entries already. */
export function wrapAtom(envelope: Envelope, entries: string): string {
  const { id, address, language, author } = envelope
  const options = { ...optionsOf(envelope), id, feedLinks: { atom: `${address}.atom` }, author: authorOf(author) }
  const xml = new Feed(options).atom1()
  const end = xml.lastIndexOf('</feed>')
  const root =
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0" ` +
    `xmlns:media="http://search.yahoo.com/mrss/"${language === null ? '' : ` xml:lang="${escapeXmlAttribute(language)}"`}>`
  return `${withRoot(xml.slice(0, end), root)}${historyOf(envelope, 'atom', '')}${envelope.deleted.map(deletedOf).join('')}${entries}${xml.slice(end)}\n`
}

/** A feed without entries has not changed since the beginning of time; `feed` would take the clock. */
function optionsOf({ title, description, link, language, updatedAt, icon }: Envelope): FeedOptions {
  return {
    title: guarded(title),
    description: guarded(description),
    link,
    ...(language !== null && { language }),
    updated: new Date(updatedAt ?? 0),
    generator: GENERATOR,
    ...(icon !== null && { image: guarded(icon) }),
  }
}

/** RSS 2.0 knows GIF, JPEG and PNG, and its validators look at the last letters of the address. */
function isRssImage(url: string): boolean {
  return /\.(?:gif|jpe?g|png)$/iu.test(url)
}

function authorOf({ name, email, url }: Author): { name: string; email?: string; link?: string } {
  return { name: guarded(name), ...(email !== null && { email: guarded(email) }), ...(url !== null && { link: url }) }
}

/** `feed` takes `&amp;` in a text for `&`: with every `&` escaped once more, the text arrives as it is. */
function guarded(text: string): string {
  return text.replaceAll('&', '&amp;')
}

function withRoot(head: string, root: string): string {
  return head.replace(/<(?:rss|feed) [^>]*>/u, () => root)
}

/** RFC 6721. The namespace stands here, so that a feed without such an element need not name it. */
function deletedOf({ ref, when }: DeletedEntry): string {
  return `${element('at:deleted-entry', { 'xmlns:at': 'http://purl.org/atompub/tombstones/1.0', ref, when: formatRfc3339(when) }, null)}\n`
}

/** Archived feeds: RFC 5005 section 4. */
function historyOf({ currentAddress, olderAddress }: Envelope, format: 'rss' | 'atom', prefix: string): string {
  const link = (rel: string, address: string | null): string =>
    address === null ? '' : `<${prefix}link rel="${rel}" href="${escapeXmlAttribute(`${address}.${format}`)}"/>\n`
  return `${currentAddress === null ? '' : '<fh:archive/>\n'}${link('current', currentAddress)}${link('prev-archive', olderAddress)}`
}
