// Document: one rendered file, ready to be delivered; what we remember of it; and where published files are.

import type { EpochMs } from './article.ts'

export interface Document {
  readonly path: string // below the output folder, `/` between parts
  readonly mediaType: string // with charset where the type has one
  readonly parts: readonly Uint8Array[] // its bytes, in order; shared with other documents, never changed
  readonly ranges: EntryRanges | null // null where it holds no entries, or at a former address
  readonly items: number // entries in it; 0 for what is not a feed
  readonly updatedAt: EpochMs | null // newest change of an entry; null where there is none
}

/** What we know of a file we wrote. */
export interface DocumentRecord {
  readonly path: string
  readonly mediaType: string
  readonly sha256: string // of the bytes, 64 lowercase hex digits
  readonly bytes: number
  readonly items: number
  readonly updatedAt: EpochMs | null
}

/** A document that holds entries, without the bytes of any: what it would be made of. */
export interface EntryRanges {
  readonly frame: string // fingerprint of the text around the entries; empty where it was not noted
  readonly entries: readonly EntryRange[] // in their order
}

/** Where an entry stands in a document that we wrote, so that it can be read from there and need not be rendered again. */
export interface EntryRange {
  readonly key: string // of the entry as it was rendered: whatever changes its text changes the key
  readonly updatedAt: EpochMs // of the entry
  readonly offset: number // bytes
  readonly length: number // bytes
}

export interface WrittenDocument extends DocumentRecord {
  readonly ranges: EntryRanges | null
}

// --- where they are. Paths lie below the output folder.

export const DIRECTORY_PATH = 'index.html' // of all feeds, for people
export const OPML_PATH = 'feeds.opml' // of all feeds, for readers
export const MANIFEST_PATH = 'manifest.json' // every other published file with its hash
export const WELL_KNOWN_PATH = '.well-known/feeds' // https://github.com/Dan-Q/well-known-feeds, registered provisionally (RFC 8615)
export const HEADERS_PATH = '_headers' // Netlify, Cloudflare Pages and others

export const ARCHIVE_FOLDER = 'archive'
/** Of every kind of feed but that of everything, which is at `all`. */
const FEED_FOLDERS: readonly string[] = ['category', 'source', 'tag', 'view']
/** That hold documents of feeds. */
export const DOCUMENT_FOLDERS: readonly string[] = [ARCHIVE_FOLDER, ...FEED_FOLDERS]
/** Beside the output folder itself: all that hold files of ours. */
export const OWN_FOLDERS: ReadonlySet<string> = new Set(['.well-known', ...DOCUMENT_FOLDERS])

const LIVE = `all|(?:${FEED_FOLDERS.join('|')})/[^/]+`
const LIVE_DOCUMENT = new RegExp(String.raw`^(?:${LIVE})\.(?:rss|atom|json|html)$`, 'u')
const FEED_DOCUMENT = new RegExp(String.raw`^(?:${LIVE}|${ARCHIVE_FOLDER}/.+)\.(?:rss|atom|json)$`, 'u')
const PUBLISHED = new RegExp(
  String.raw`^(?:(?:all|index)\.(?:rss|atom|json|html)|feeds\.opml|manifest\.json|(?:${DOCUMENT_FOLDERS.join('|')})/.*\.(?:rss|atom|json|html|opml))(?:\.(?:br|gz))?$`,
  'u',
)

/** A feed at its address, in any format. */
export function isLiveDocument(path: string): boolean {
  return LIVE_DOCUMENT.test(path)
}

/** A feed or a page of its archive, as programs read it. */
export function isFeedDocument(path: string): boolean {
  return FEED_DOCUMENT.test(path)
}

/** Whether only Feedmill would write there: an operator's own `robots.txt` or icon is nobody's business. */
export function looksPublished(path: string): boolean {
  return PUBLISHED.test(path)
}

/** Whether a file of ours may be called so: no path that leads outside or hides, but for the two names that others have fixed. */
export function isOwnPath(path: string): boolean {
  return /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/u.test(path) || /^(?:_headers|\.well-known\/feeds)(?:\.(?:br|gz))?$/u.test(path)
}
