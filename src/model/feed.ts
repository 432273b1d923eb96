// FeedKey names a feed we publish; FeedSpec says what it looks like.

import type { SourceId } from './article.ts'

export type FeedFormat = 'rss' | 'atom' | 'json' | 'html'

/** Which articles a feed holds. `of` is '' for all, a TermKey for category and tag, a SourceId for source. */
export interface FeedKey {
  readonly kind: 'all' | 'category' | 'tag' | 'source'
  readonly of: string
}

export interface FeedSpec {
  readonly key: FeedKey
  readonly title: string // plain text
  readonly description: string // plain text
  readonly path: string // below the output folder, no extension: `all`, `category/SLUG`
  readonly formerPaths: readonly string[] // addresses it had before; written with the same content
  readonly language: string | null // BCP 47; null for a source that does not say
  readonly link: string // absolute: what the feed is the feed of
}

export const ALL: FeedKey = { kind: 'all', of: '' }

export function sourceFeed(id: SourceId): FeedKey {
  return { kind: 'source', of: id }
}
