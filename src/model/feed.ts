// FeedKey names a feed we publish; FeedSpec says what it looks like. Which feeds an article belongs to is decided here, once.

import type { Article, SourceId, Term } from './article.ts'
import { type TermKind, termKey } from './taxonomy.ts'

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
  readonly link: string // absolute: what the feed is the feed of
}

export const ALL: FeedKey = { kind: 'all', of: '' }

/** Every feed that holds an article: all, its source's, one for each category and each tag. */
export function feedKeysOf(article: Pick<Article, 'sourceId' | 'categories' | 'tags'>): FeedKey[] {
  return [ALL, sourceFeed(article.sourceId), ...termFeeds('category', article.categories), ...termFeeds('tag', article.tags)]
}

export function termFeeds(kind: TermKind, terms: readonly Term[]): FeedKey[] {
  return [...new Set(terms.map((term) => termKey(term.label)))].map((of) => ({ kind, of }))
}

export function sourceFeed(id: SourceId): FeedKey {
  return { kind: 'source', of: id }
}
