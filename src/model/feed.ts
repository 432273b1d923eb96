// FeedKey names a feed we publish; FeedSpec says what it looks like. What it is called in the world, and how we know it when it comes back.

import type { SourceId } from './article.ts'
import { isFeedDocument } from './document.ts'
import type { TermKey, TermKind } from './taxonomy.ts'

export type FeedFormat = 'rss' | 'atom' | 'json' | 'html'

/** Which articles a feed holds. `of` is '' for all, a TermKey for category and tag, a SourceId for source, a View's id for view. */
export interface FeedKey {
  readonly kind: 'all' | 'category' | 'tag' | 'source' | 'view'
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
  readonly isArchived: boolean // false: what leaves it is in no page of an archive
}

/** A feed of the operator's own. It holds of each story the first article that fits. */
export interface View {
  readonly id: string // [a-z0-9-]+
  readonly title: string
  readonly description: string // '' for none
  readonly where: Condition
  readonly age: number | null // ms; how far it goes back from the newest article of the site
}

/** What an article must be to be in a view. Of a list one fits. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'sources'; readonly ids: readonly SourceId[] }
  | { readonly kind: 'terms'; readonly of: TermKind; readonly keys: readonly TermKey[] } // of its story
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'languages'; readonly languages: readonly string[] } // BCP 47; `zh` is `zh-CN` too

export const ALL: FeedKey = { kind: 'all', of: '' }

export function sourceFeed(id: SourceId): FeedKey {
  return { kind: 'source', of: id }
}

/** `tag:example.org,2026:WHAT` (RFC 4151) */
export function tagUri({ url }: { readonly url: string }, what: string): string {
  return `tag:${new URL(url).hostname},2026:${what}`
}

/** Not an address: that may move with a slug, and the feed stays the same. The colon tells it from the entries of a source named `feed`. */
export function feedId({ kind, of }: FeedKey, site: { readonly url: string }): string {
  return tagUri(site, of === '' ? `feed:${kind}` : `feed:${kind}/${encodeURIComponent(of)}`)
}

/**
 * Whether a feed that a document names is one of ours; pages for people are none: somebody may have found a story there. Two mills may share a host, and its tags with it: on our host the address decides.
 * @param site  its url ends in a slash
 */
export function isOurFeed({ id, feedUrl }: { readonly id: string | null; readonly feedUrl: string | null }, site: { readonly url: string }): boolean {
  const ours = new URL(site.url)
  const named = feedUrl === null ? null : URL.parse(feedUrl)
  if (named === null || named.hostname !== ours.hostname) return id?.startsWith(tagUri(site, 'feed:')) === true
  return named.host === ours.host && named.pathname.startsWith(ours.pathname) && isFeedDocument(named.pathname.slice(ours.pathname.length))
}
