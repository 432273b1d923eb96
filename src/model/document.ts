// Document: one rendered file, ready to be delivered.

import type { EpochMs } from './article.ts'

export interface Document {
  readonly path: string // below the output folder, `/` between parts
  readonly mediaType: string // with charset where the type has one
  readonly body: string // UTF-8 when written
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
