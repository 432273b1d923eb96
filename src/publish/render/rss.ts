// RSS 2.0 by the RSS Advisory Board's profile: an entry as an `item`, items as a document.
// What upstream wrote is escaped here, always; addresses are checked already (select/entries.ts).

import { escapeHtml, excerptOfHtml } from '../../formats/html.ts'
import { formatRfc3339, formatRfc822 } from '../../formats/dates.ts'
import { cdata, element, escapeXmlText, textElement } from '../../formats/xml-write.ts'
import type { Author, Enclosure, Origin } from '../../model/article.ts'
import type { Entry, EntrySource, EntryTerm } from '../select/entry.ts'
import { type Envelope, type FragmentRef, wrapRss } from './envelope.ts'
import { schemeOf, wordsForNothing } from './phrases.ts'
import { viaLink } from './via.ts'

const EXCERPT = 300 // characters, for readers that look at nothing but `description`

export function renderRss(envelope: Envelope, fragments: readonly FragmentRef[]): string {
  return wrapRss(envelope, fragments.map(({ text }) => `${text}\n`).join(''))
}

/** One `item`, without a line end behind it. */
export function renderRssEntry(entry: Entry): string {
  const { url, externalUrl, id, publishedAt, updatedAt, contentHtml, enclosures, imageUrl, commentsUrl, rights, language } = entry
  const parts = [
    '<item>',
    entry.title === null ? '' : `<title>${escapeTitle(entry.title)}</title>`,
    optional('link', url ?? externalUrl),
    element('guid', { isPermaLink: id === url ? 'true' : 'false' }, escapeXmlText(id)),
    textElement('pubDate', formatRfc822(publishedAt)),
    updatedAt === publishedAt ? '' : textElement('dcterms:modified', formatRfc3339(updatedAt)),
    ...creatorsOf(entry.authors),
    ...[...entry.categories, ...entry.tags].map(categoryOf),
    descriptionOf(entry),
    contentHtml === '' ? '' : element('content:encoded', {}, cdata(contentHtml)),
    ...enclosures.slice(0, 1).map(enclosureOf),
    ...enclosures.filter(({ seconds }, at) => at > 0 || seconds !== null).map(mediaOf),
    imageUrl === null ? '' : element('media:thumbnail', { url: imageUrl }, null),
    optional('comments', commentsUrl),
    entry.source === null ? '' : sourceOf(entry.source),
    entry.via === null ? '' : viaOf(entry.via),
    optional('dc:language', language),
    optional('dc:rights', rights),
    '</item>',
  ]
  return parts.filter((part) => part !== '').join('\n')
}

/** The profile asks for hexadecimal references in plain text: readers that take it for HTML and those that do not show the same. */
function escapeTitle(title: string): string {
  return escapeXmlText(title).replaceAll('&amp;', '&#x26;').replaceAll('&lt;', '&#x3C;')
}

/**
 * HTML, as readers take it for that; '' where there is no text but a title. Without a title an item must have one (RSS 2.0), and before
 * `content:encoded` too (the profile).
 */
function descriptionOf(entry: Entry): string {
  const text = entry.summary ?? excerptOfHtml(entry.contentHtml, EXCERPT)
  if (text === '' && entry.title !== null && entry.contentHtml === '') return ''
  return element('description', {}, cdata(escapeHtml(text === '' ? wordsForNothing(entry) : text)))
}

/** `author` needs an email and a name without parentheses, and stands alone: an item with both it and `dc:creator` says the same thing twice. */
function creatorsOf(authors: readonly Author[]): string[] {
  const [first] = authors
  if (authors.length === 1 && first !== undefined && first.email !== null && !/[()\\]/u.test(first.name)) return [textElement('author', `${first.email} (${first.name})`)]
  return authors.map(({ name }) => textElement('dc:creator', name))
}

function categoryOf(term: EntryTerm): string {
  return element('category', { domain: schemeOf(term) }, escapeXmlText(term.label))
}

/** A length that is not known is 0, by the profile. */
function enclosureOf({ url, mediaType, bytes }: Enclosure): string {
  return element('enclosure', { url, length: bytes ?? 0, type: mediaType }, null)
}

/** For `itunes:duration` the whole channel would have to be a podcast, with a category, an owner and a word on what children may hear. */
function mediaOf({ url, mediaType, bytes, seconds }: Enclosure): string {
  return element('media:content', { url, type: mediaType, fileSize: bytes === 0 ? null : bytes, duration: seconds }, null)
}

/** `url` must lead to a feed: ours of this source where it has no other address (a saved file). */
function sourceOf({ title, feedUrl, pageUrl }: EntrySource): string {
  return element('source', { url: feedUrl ?? `${pageUrl}.rss` }, escapeXmlText(title))
}

function viaOf(via: Origin): string {
  const link = viaLink(via)
  return link === null ? '' : element('atom:link', link, null)
}

function optional(name: string, text: string | null): string {
  return text === null ? '' : textElement(name, text)
}
