// Document: one rendered file, ready to be delivered; and what we remember of it.

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
