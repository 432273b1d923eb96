// Atom 1.0 (RFC 4287): an entry as an `entry`, entries as a document. Every entry is whole by itself: it has an author, and a
// `source` where it is not ours, so that it can be taken into another feed.

import { formatRfc3339 } from '../../formats/dates.ts'
import { cdata, element, textElement } from '../../formats/xml-write.ts'
import type { Author, Enclosure, Origin } from '../../model/article.ts'
import type { SiteSettings } from '../../settings/settings.ts'
import type { Entry, EntrySource, EntryTerm } from '../select/entry.ts'
import { type Envelope, type FragmentRef, wrapAtom } from './envelope.ts'
import { schemeOf, wordsForNothing } from './phrases.ts'
import { viaLink } from './via.ts'

export function renderAtom(envelope: Envelope, fragments: readonly FragmentRef[]): string {
  return wrapAtom(envelope, fragments.map(({ text }) => `${text}\n`).join(''))
}

/**
 * One `entry`, without a line end behind it. An untitled one has an empty title: the element is obligatory. An unknown language is
 * said to be unknown (XML 1.0 section 2.12): it is not that of whatever feed the entry stands in.
 */
export function renderAtomEntry(entry: Entry, site: Pick<SiteSettings, 'title' | 'url'>): string {
  const { url, externalUrl, commentsUrl, language, imageUrl, source, via } = entry
  const authors = entry.authors.length === 0 ? [{ name: site.title, email: null, url: site.url }] : entry.authors
  const parts = [
    line(textElement('id', entry.id)),
    line(textElement('title', entry.title ?? '')),
    linkOf('alternate', url ?? externalUrl),
    url === null ? '' : linkOf('related', externalUrl),
    linkOf('replies', commentsUrl),
    via === null ? '' : viaOf(via),
    ...entry.enclosures.map(enclosureOf),
    line(textElement('published', formatRfc3339(entry.publishedAt))),
    line(textElement('updated', formatRfc3339(entry.updatedAt))),
    ...authors.map(authorOf),
    ...[...entry.categories, ...entry.tags].map(categoryOf),
    summaryOf(entry),
    contentOf(entry),
    imageUrl === null ? '' : line(element('media:thumbnail', { url: imageUrl }, null)),
    entry.rights === null ? '' : line(textElement('rights', entry.rights)),
    source === null ? '' : sourceOf(source, entry),
  ]
  return element('entry', { 'xml:lang': language ?? '' }, `\n${parts.join('')}`)
}

/** An entry without content must have a summary, or those who show no more than that show nothing. */
function summaryOf(entry: Entry): string {
  const summary = entry.summary ?? (entry.contentHtml === '' ? wordsForNothing(entry) : null)
  return summary === null ? '' : line(textElement('summary', summary))
}

/** And it must have an alternate link (RFC 4287 section 4.1.2); one with neither says that its text is empty. */
function contentOf({ contentHtml, url, externalUrl }: Entry): string {
  if (contentHtml !== '') return line(element('content', { type: 'html' }, cdata(contentHtml)))
  return url === null && externalUrl === null ? line(textElement('content', '')) : ''
}

function linkOf(rel: string, href: string | null): string {
  return href === null ? '' : line(element('link', { rel, href }, null))
}

function viaOf(via: Origin): string {
  const link = viaLink(via)
  return link === null ? '' : line(element('link', link, null))
}

function enclosureOf({ url, mediaType, bytes }: Enclosure): string {
  return line(element('link', { rel: 'enclosure', href: url, type: mediaType, length: bytes }, null))
}

function authorOf({ name, email, url }: Author): string {
  const inside = [textElement('name', name), email === null ? '' : textElement('email', email), url === null ? '' : textElement('uri', url)]
  return line(element('author', {}, inside.join('')))
}

/** The label as `term`: many readers show nothing else. */
function categoryOf(term: EntryTerm): string {
  return line(element('category', { term: term.label, scheme: schemeOf(term), label: term.label }, null))
}

/** `updated` is the entry's own, so that a later item of that source does not change this one. */
function sourceOf({ id, title, feedUrl, siteUrl, pageUrl }: EntrySource, { updatedAt }: Entry): string {
  const inside = [
    line(textElement('id', id)),
    line(textElement('title', title)),
    linkOf('self', feedUrl ?? `${pageUrl}.atom`),
    linkOf('alternate', siteUrl),
    line(textElement('updated', formatRfc3339(updatedAt))),
  ]
  return line(element('source', {}, `\n${inside.join('')}`))
}

function line(xml: string): string {
  return `${xml}\n`
}
