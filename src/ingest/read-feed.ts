// One document to plain objects, without config or store: the library's `readFeed`, over the same parse and normalize as a refresh.

import { formatRfc3339 } from '../formats/dates.ts'
import type { Author, EpochMs, SourceId } from '../model/article.ts'
import type { Note } from '../model/note.ts'
import { NO_TAXONOMY } from '../model/taxonomy.ts'
import { safeHtml } from './normalize/content.ts'
import { timesOf } from './normalize/dates.ts'
import { type Derived, normalizeFeed, type Rules } from './normalize/normalize.ts'
import { parseDocument } from './parse/parse.ts'

/** Texts are plain, `summary` and `content` are safe HTML, dates ISO 8601 in UTC; what is missing is null or empty. */
export interface ReadFeed {
  readonly title: string | null
  readonly link: string | null
  readonly description: string | null
  readonly language: string | null
  readonly updated: string | null
  readonly id: string | null
  readonly image: string | null
  readonly items: readonly ReadItem[]
  readonly notes: readonly Note[]
}

export interface ReadItem {
  readonly id: string | null
  readonly title: string | null
  readonly link: string | null
  readonly summary: string | null
  readonly content: string | null
  readonly published: string | null
  readonly updated: string | null
  readonly authors: readonly Author[]
  readonly tags: readonly string[]
  readonly enclosures: readonly ReadEnclosure[]
  readonly image: string | null
}

export interface ReadEnclosure {
  readonly url: string
  readonly type: string
  readonly length: number | null // bytes
}

const RULES: Rules = { sourceId: 'read' as SourceId, title: null, categories: [], tags: [], timezone: 'UTC', taxonomy: NO_TAXONOMY }

/**
 * Reads a feed of any format. A bad item is a note, never an exception.
 * @param hints.contentType  as HTTP sent it; its charset counts
 * @param hints.url          where the document lies: relative links start from it
 * @throws FeedmillError `parse.empty`, `parse.not_a_feed`, `parse.malformed` for what is no feed
 */
export function readFeed(bytes: Uint8Array, hints: { readonly contentType?: string; readonly url?: string } = {}): ReadFeed {
  const url = hints.url ?? null
  const parsed = parseDocument(bytes, hints.contentType ?? null, url ?? 'document')
  const { channel, items, notes } = normalizeFeed(parsed, url, RULES, new Set())
  return {
    title: channel.title,
    link: channel.siteUrl,
    description: channel.description,
    language: channel.language,
    updated: isoDate(channel.updatedAt),
    id: channel.id,
    image: channel.imageUrl,
    items: items.map(readItem),
    notes,
  }
}

function readItem({ article, raw: { item, feed } }: Derived): ReadItem {
  const times = timesOf(item, RULES.timezone)
  return {
    id: item.guid ?? article.url,
    title: article.title,
    link: article.url,
    summary: safeHtml(item.summary, feed.base) || null,
    content: (item.content === null ? '' : article.contentHtml) || null,
    published: isoDate(times.claimedAt),
    updated: isoDate(times.updatedAt),
    authors: article.authors,
    tags: article.tags.map(({ label }) => label),
    enclosures: article.enclosures.map(({ url, mediaType, bytes }) => ({ url, type: mediaType, length: bytes })),
    image: article.imageUrl,
  }
}

function isoDate(at: EpochMs | null): string | null {
  return at === null ? null : formatRfc3339(at)
}
