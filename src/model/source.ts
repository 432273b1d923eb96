// Source: what we follow, as the config says it. SourceState: what we know of it between runs.

import type { Author, EpochMs, SourceId } from './article.ts'
import type { ErrorCode } from './errors.ts'

export type Source = FeedSource | PostsSource

interface SourceBase {
  readonly id: SourceId
  readonly title: string | null // overrides what the document says
  readonly categories: readonly string[] // labels or slugs
  readonly tags: readonly string[]
  readonly timezone: string // IANA name, for dates without a zone
  readonly enabled: boolean // false: not visited, its articles stay published
}

/** A feed in any format, over HTTP or saved on disk. */
export interface FeedSource extends SourceBase {
  readonly type: 'feed'
  readonly location: { readonly kind: 'http'; readonly url: string } | { readonly kind: 'file'; readonly path: string } // path absolute
  readonly headers: Readonly<Record<string, string>> // secret: never logged, never sent to another origin
  readonly every: number | null // own interval, ms; null: each run
}

export type Dialect = 'jekyll' | 'hugo' | 'hexo' | 'eleventy' | 'astro' | 'docusaurus' | 'vuepress' | 'obsidian' | 'plain'

/** A folder of posts; LOCAL-POSTS.md section 1 gives each field its meaning. */
export interface PostsSource extends SourceBase {
  readonly type: 'posts'
  readonly path: string // absolute
  readonly dialect: Dialect
  readonly siteUrl: string // absolute, no slash at the end
  readonly permalink: string // a style's name or a pattern; jekyll and hexo only
  readonly drafts: boolean
  readonly future: boolean
  readonly unpublished: boolean
  readonly smartTitles: boolean
  readonly ids: 'link' | 'jekyll'
  readonly jekyllFeedCategories: boolean
  readonly zonelessDates: 'dialect' | 'site'
  readonly missingDate: 'skip' | 'mtime'
  readonly link: 'own' | 'canonical' | 'external'
  readonly excerptSeparator: string | null // null: the dialect's own
  readonly authorsFile: string | null // absolute path of a YAML file of authors by key
  readonly authors: Readonly<Record<string, Author>> // what it holds; read together with the config
}

/** The two headers that make a request conditional, byte for byte as the server spelled them, and the URL they belong to. */
export interface Validators {
  readonly url: string
  readonly etag: string | null
  readonly lastModified: string | null
}

/** What a document says of itself. */
export interface Channel {
  readonly title: string | null
  readonly description: string | null
  readonly siteUrl: string | null
  readonly feedUrl: string | null // its self link, else the address it was read from over HTTP
  readonly id: string | null // atom:id, else feedUrl
  readonly language: string | null
  readonly imageUrl: string | null
  readonly rights: string | null
  readonly updatedAt: EpochMs | null
}

/** How often a document asks to be read, understood: what it wrote is ParsedHints. */
export interface DocumentHints {
  readonly minInterval: number | null // ms; the longer of ttl and sy:updatePeriod divided by sy:updateFrequency
  readonly skipHours: readonly number[] // 0 to 23, UTC
  readonly skipDays: readonly number[] // 0 is Sunday, UTC
}

export interface SourceState {
  readonly location: string | null // the URL or path in the config that all this is about; another one there: start afresh
  readonly validators: Validators | null
  readonly bodyHash: string | null // SHA-256 of the last body that was ingested: the same bytes are not parsed again
  readonly channel: Channel | null
  readonly hints: DocumentHints | null // of the last document read: a 304 does not repeat them
  readonly sharedGuids: readonly string[] // guids that two of its items with different urls once shared: they identify nothing
  readonly derivation: string | null // fingerprint of the rules that made the stored articles
  readonly failures: number // failed visits in a row
  readonly failingSince: EpochMs | null
  readonly lastVisitAt: EpochMs | null
  readonly lastSuccessAt: EpochMs | null
  readonly nextDueAt: EpochMs | null // null: due now
  readonly http: number | null // status of the last answer; null for files
  readonly error: { readonly code: ErrorCode; readonly message: string } | null
  readonly movedTo: string | null // where permanent redirects lead; asked in place of the configured URL
  readonly gone: boolean // answered 410: not asked again
  readonly items: number // in the last document read
}

export const UNVISITED: SourceState = {
  location: null,
  validators: null,
  bodyHash: null,
  channel: null,
  hints: null,
  sharedGuids: [],
  derivation: null,
  failures: 0,
  failingSince: null,
  lastVisitAt: null,
  lastSuccessAt: null,
  nextDueAt: null,
  http: null,
  error: null,
  movedTo: null,
  gone: false,
  items: 0,
}
