// One document to plain objects, without config or store: the library's `readFeed`, over the same parse and normalize as a refresh.
// Every item of the document is given, in its order, whether or not it could be told from another: that is for who stores them.

import { formatRfc3339 } from '../formats/dates.ts'
import type { Author, EpochMs, SourceId } from '../model/article.ts'
import type { Note } from '../model/note.ts'
import { NO_TAXONOMY } from '../model/taxonomy.ts'
import { redactAll } from '../settings/secrets.ts'
import { bodyOf, safeHtml } from './normalize/content.ts'
import { channelOf, draftArticle, feedOf, type RawFeed, type Rules } from './normalize/normalize.ts'
import { parseDocument } from './parse/parse.ts'
import type { ParsedItem } from './parse/parsed.ts'

/** Texts are plain, `summary` and `content` are safe HTML with links absolute, dates ISO 8601 in UTC; what is missing is null or empty. */
export interface ReadFeed {
  readonly title: string | null
  readonly link: string | null // of the site
  readonly description: string | null
  readonly language: string | null // BCP 47
  readonly updated: string | null
  readonly id: string | null // its own, else the address that it names as its own, else where it was read from
  readonly image: string | null
  readonly items: readonly ReadItem[] // in document order
  readonly notes: readonly Note[]
}

/**
 * One item. `content` is the text: content:encoded, Atom's content, content_html or content_text; for want of it RSS's description, since
 * RSS does not say whether that is the text or a summary; null where the document gives a mere summary.
 * `summary` is what introduces the text: description, Atom's summary, `summary`. So a lone description is both.
 */
export interface ReadItem {
  readonly id: string | null // guid or id, else the link
  readonly title: string | null
  readonly link: string | null // its own page, absolute http(s)
  readonly summary: string | null
  readonly content: string | null
  readonly published: string | null // only what the document says of publication
  readonly updated: string | null // only what the document says of changes
  readonly authors: readonly Author[] // its own, else the feed's
  readonly tags: readonly string[] // as people see them: a category's label before its term
  readonly enclosures: readonly ReadEnclosure[]
  readonly image: string | null
}

export interface ReadEnclosure {
  readonly url: string
  readonly type: string // by the file's extension where the document is silent
  readonly length: number | null // bytes
}

const RULES: Rules = { sourceId: 'read' as SourceId, categories: [], tags: [], timezone: 'UTC', taxonomy: NO_TAXONOMY, refiner: null, secrets: [] }

/**
 * Reads a feed of any format. A bad item is a note, never an exception.
 * @param hints.contentType  as HTTP sent it; its charset counts
 * @param hints.url          where the document lies (its Content-Location, where HTTP sent one): relative links start from it
 * @param secrets            in every spelling: where the document has one, `***` is read
 * @throws FeedmillError `parse.empty`, `parse.not_a_feed`, `parse.malformed` for what is no feed
 */
export function readFeed(bytes: Uint8Array, hints: { readonly contentType?: string; readonly url?: string } = {}, secrets: readonly string[] = []): ReadFeed {
  const url = hints.url === undefined || hints.url.trim() === '' ? null : hints.url
  const parsed = redactAll(parseDocument(bytes, hints.contentType ?? null, url ?? 'document'), secrets)
  const channel = channelOf(parsed.channel, url, RULES.timezone)
  const feed = feedOf(parsed.channel, url)
  const read = parsed.items.map((item) => readItem(item, feed))
  const said: ReadFeed = {
    title: channel.title,
    link: channel.siteUrl,
    description: channel.description,
    language: channel.language,
    updated: isoDate(channel.updatedAt),
    id: channel.id,
    image: channel.imageUrl,
    items: read.map(({ item }) => item),
    notes: [...parsed.notes, ...read.flatMap(({ notes }) => notes)],
  }
  return redactAll(said, secrets) // once more, as of any article (normalize.ts)
}

function readItem(item: ParsedItem, feed: RawFeed): { readonly item: ReadItem; readonly notes: readonly Note[] } {
  const { fields: article, contentHtml, claimedAt, notes } = draftArticle({ item, feed }, RULES)
  const body = bodyOf(item)
  const content = body === null ? null : contentHtml || null
  const read: ReadItem = {
    id: item.guid ?? article.url,
    title: article.title,
    link: article.url,
    summary: item.summary === body ? content : safeHtml(item.summary, feed.base) || null,
    content,
    published: isoDate(claimedAt),
    updated: isoDate(article.updatedAt),
    authors: article.authors,
    tags: article.tags.map(({ label }) => label),
    enclosures: article.enclosures.map(({ url, mediaType, bytes }) => ({ url, type: mediaType, length: bytes })),
    image: article.imageUrl,
  }
  return { item: read, notes }
}

function isoDate(at: EpochMs | null): string | null {
  return at === null ? null : formatRfc3339(at)
}
