// ParsedFeed and ParsedItem: what a document said, in one shape for all formats, nothing decided.
// Links are as written, with the base they belong to; dates are text; what is missing is null or empty.

import type { Note } from '../../model/note.ts'
import type { WrittenHints } from '../plan/hints.ts'

/** Items that are read of one document; what is beyond is noted and left. */
export const MAX_ITEMS = 50_000

export interface ParsedFeed {
  readonly channel: ParsedChannel
  readonly items: readonly ParsedItem[] // in document order
  readonly notes: readonly Note[]
}

/** A text and what its format says it is: `guess` where the format does not say (RSS titles; its descriptions, which may be the whole text). */
export interface ParsedText {
  readonly value: string
  readonly type: 'text' | 'html' | 'guess'
  readonly base: string | null // xml:base in force, as far as the document says (may be relative)
  readonly language: string | null // xml:lang in force
}

export interface ParsedLink {
  readonly href: string // as written
  readonly rel: string // lower case; `alternate` where missing
  readonly type: string | null
  readonly length: string | null
  readonly title: string | null
  readonly base: string | null
}

/** A person: in `text` where the format has one string for all (`a@b (Name)`), else in parts. */
export interface ParsedPerson {
  readonly text: string | null
  readonly name: string | null
  readonly email: string | null
  readonly url: string | null
}

export interface ParsedTerm {
  readonly label: string
  readonly scheme: string | null
  readonly kind: 'category' | 'tag' // only posts name categories; every term of a feed is a tag
  readonly named?: string | null // how the entry names it, null not at all (jekyllFeedCategories); absent: as every entry names it
}

export interface ParsedEnclosure {
  readonly url: string
  readonly type: string | null
  readonly length: string | null // bytes, as written
  readonly duration: string | null // seconds or H:M:S, as written
  readonly base: string | null
}

export interface ParsedOrigin {
  readonly id: string | null
  readonly title: string | null
  readonly feedUrl: string | null
}

export interface ParsedChannel {
  readonly format: string // `rss 2.0`, `atom 1.0`, `json feed 1.1` …
  readonly title: ParsedText | null
  readonly description: ParsedText | null
  readonly links: readonly ParsedLink[]
  readonly id: string | null
  readonly language: string | null
  readonly updated: string | null
  readonly imageUrl: string | null
  readonly rights: string | null
  readonly people: readonly ParsedPerson[]
  readonly base: string | null
  readonly hints: WrittenHints
}

export interface ParsedItem {
  readonly position: number // 1 for the first item of the document
  readonly guid: string | null
  readonly guidIsPermalink: boolean | null // null: the document does not say
  readonly links: readonly ParsedLink[]
  readonly title: ParsedText | null
  readonly summary: ParsedText | null
  readonly content: ParsedText | null
  readonly published: string | null
  readonly updated: string | null
  readonly language: string | null
  readonly people: readonly ParsedPerson[]
  readonly terms: readonly ParsedTerm[]
  readonly enclosures: readonly ParsedEnclosure[]
  readonly imageUrl: string | null
  readonly commentsUrl: string | null
  readonly rights: string | null
  readonly origin: ParsedOrigin | null
  readonly base: string | null
  readonly said?: SaidRecord // of a JSON API alone
}

/** What a JSON API said of an item, in its own words. */
export interface SaidRecord {
  readonly record: unknown
  readonly answer?: { readonly base: string; readonly value: unknown } // of its detail call
}
