// Source: what we follow, as the config says it. SourceState: what we know of it between runs.

import type { ArticleId, Author, EpochMs, SourceId } from './article.ts'
import type { ErrorCode } from './errors.ts'
import type { Note } from './note.ts'

export type Source = FeedSource | JsonSource | PostsSource

/** How much of a source's articles we publish again: all, a summary, or no more than where each is to be read. */
export type Rights = 'full' | 'summary' | 'link'

interface SourceBase {
  readonly id: SourceId
  readonly title: string | null // overrides what the document says
  readonly categories: readonly string[] // labels or slugs
  readonly tags: readonly string[]
  readonly timezone: string // IANA name, for dates without a zone
  readonly enabled: boolean // false: not visited, its articles stay published
  readonly rights: Rights
  readonly refining: Refining | null // null: texts are taken as they come
}

/** What a source's texts hold beside the text: values for fields, and what nobody wants. Selectors are CSS, patterns RE2, both known to be right. */
export interface Refining {
  readonly extract: readonly ExtractRule[] // all of them before the text is cleaned; of two for one field the first that finds anything counts
  readonly clean: readonly CleanRule[]
  readonly indents: boolean // true: blanks at the beginning of a line go
  readonly identity: string | null // on an item's guid, else its url: what it captures identifies the article
}

/** A value in an item's text. The fields `title`, `author`, `summary`, `url` and `image` take one; any other name makes tags of all that is found. */
export interface ExtractRule {
  readonly field: string
  readonly scheme: string | null // of the tags; null: the field's name
  readonly select: string | null // null: each line of the text
  readonly attribute: string | null // null: the element's text
  readonly match: string | null // its first group, else all that it matches; null: the whole value
  readonly remove: boolean // the element or line goes
}

/** What goes: the elements of `select`, or the lines whose text fits `match`. */
export interface CleanRule {
  readonly select: string | null
  readonly match: string | null
  readonly keepInside: boolean // only the element's tags go
}

/** How long the store keeps what a source no longer lists: what goes beyond any of these leaves it. Null: no such limit. */
export interface Keep {
  readonly age: number | null // ms, by the date that feeds sort by
  readonly count: number | null // the newest articles
  readonly size: number | null // bytes of their texts as stored, the newest first
}

/** Whom an answer concerns that asks us to stay away for a while: all that we ask of its domain, or this source alone. */
export type Refusals = 'domain' | 'source'

/** A feed in any format, over HTTP or saved on disk. */
export interface FeedSource extends SourceBase {
  readonly type: 'feed'
  readonly location: { readonly kind: 'http'; readonly url: string } | { readonly kind: 'file'; readonly path: string } // path absolute
  readonly headers: Readonly<Record<string, string>> // secret: never logged, never sent to another origin
  readonly secrets: readonly string[] // that it is asked with, in every spelling: what it says is freed of them
  readonly secretNames: readonly string[] // of their variables: they stay when the values change
  readonly every: number | null // own interval, ms; null: each run
  readonly keep: Keep | null // null: everything
  readonly refusals: Refusals
}

/** A JSON API: lists of records, and for a record perhaps a call that brings its text. */
export interface JsonSource extends SourceBase {
  readonly type: 'json'
  readonly urls: readonly string[] // of the lists, http(s)
  readonly headers: Readonly<Record<string, string>> // secret: as of a feed
  readonly secrets: readonly string[] // as of a feed
  readonly secretNames: readonly string[]
  readonly every: number | null
  readonly keep: Keep | null
  readonly refusals: Refusals
  readonly items: string // JMESPath, from an answer to its records
  readonly fields: JsonFields
  readonly next: string | null // from an answer to the address of its next page
  readonly pages: number // asked of one list in one run, at most
  readonly detail: JsonDetail | null
}

export interface JsonDetail {
  readonly url: string // a text with {JMESPath} in braces, for a record
  readonly fields: JsonFields // of the answer; they go before the list's
  readonly perRun: number // calls
}

/** From a record to a field: JMESPath, or a text with {JMESPath} in braces. */
export type JsonFields = Readonly<Partial<Record<JsonField, readonly string[]>>>
export const JSON_FIELDS = [
  'guid', 'url', 'externalUrl', 'title', 'author', 'category', 'tags', 'publishedAt', 'updatedAt', 'summary', 'content', 'image', 'language',
] as const
export type JsonField = (typeof JSON_FIELDS)[number]

export type Dialect = 'jekyll' | 'hugo' | 'hexo' | 'eleventy' | 'astro' | 'docusaurus' | 'vuepress' | 'obsidian' | 'plain'

/** A folder of posts; docs/config.md gives each field its meaning. */
export interface PostsSource extends SourceBase {
  readonly type: 'posts'
  readonly path: string // absolute
  readonly dialect: Dialect
  readonly siteUrl: string // absolute, no slash at the end
  readonly permalink: string // a style's name or a pattern; jekyll, hexo and vuepress only
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

/** How often a document asks to be read, understood: what it wrote is WrittenHints. */
export interface DocumentHints {
  readonly minInterval: number | null // ms; the longer of ttl and sy:updatePeriod divided by sy:updateFrequency
  readonly skipHours: readonly number[] // 0 to 23, UTC
  readonly skipDays: readonly number[] // 0 is Sunday, UTC
}

/** What we know of one address of a JSON source. */
export interface ListState {
  readonly url: string
  readonly reading: string // fingerprint of how it was read: read otherwise it is read anew
  readonly validators: Validators | null
  readonly bodyHash: string
  readonly listed?: readonly string[] // as SourceState.listed
  readonly lacks?: readonly Note[] // as SourceState.lacks, of this address alone; absent: nothing
  readonly movedTo: string | null // as of a source
  readonly refusedMove: string | null // likewise
  readonly gone: boolean // answered 410: this address is not asked again
}

/** A record that waits for its detail call. */
export interface PendingRecord {
  readonly id: ArticleId // of the article that it is to become
  readonly key: string // its identity as the list has it
  readonly pinned?: string // the guid of its article, where the list names it otherwise now
  readonly likeness?: string | null // of its article (identity.ts); absent: nobody noted it
  readonly url: string // of the call
  readonly item: string // the list's part, as JSON; opaque to all but the ingest half
  readonly failures: number // calls in a row
  readonly shown: boolean // already an article, with the list's part alone
}

/** Visits in a row that came to the same. */
export interface Stretch {
  readonly outcome: 'ingested' | 'unchanged' | 'failed' | 'gone'
  readonly http: number | null // status; null for files, and where no answer came
  readonly firstAt: EpochMs
  readonly lastAt: EpochMs
  readonly visits: number
}

export interface SourceState {
  readonly type: Source['type'] | null // of the source that all this is about; null: not known
  readonly location: string | null // the URL, URLs or path in the config that all this is about; another one there: start afresh
  readonly validators: Validators | null
  readonly bodyHash: string | null // SHA-256 of the last body that was ingested, of a folder: of its listing; the same is not read again
  readonly channel: Channel | null
  readonly hints: DocumentHints | null // of the last document read: a 304 does not repeat them
  readonly sharedGuids: readonly (readonly [guid: string, url: string | null])[] // once shared by items with different urls; whose each was alone
  readonly derivation: string | null // fingerprint of the rules that made the stored articles
  readonly failures: number // failed visits in a row
  readonly failingSince: EpochMs | null
  readonly lastVisitAt: EpochMs | null
  readonly lastSuccessAt: EpochMs | null
  readonly nextDueAt: EpochMs | null // null: due now
  readonly http: number | null // status of the last answer; null for files
  readonly error: { readonly code: ErrorCode; readonly message: string } | null
  readonly lacks: readonly Note[] // what could not be read of the last document, lists or folder (note.ts)
  readonly movedTo: string | null // where permanent redirects lead; asked in place of the configured URL
  readonly refusedMove: string | null // a move that the operator undid: followed where it is still answered, not remembered again
  readonly gone: boolean // answered 410: not asked again
  readonly items: number // in the last document read
  readonly listed: readonly string[] | null // first 16 digits of the ids of its articles in the last document read; null: not noted, as there is no `keep`
  readonly readUnder: string | null // the `keep` of then (recognize/keep.ts): under another one items that were passed over come back; null: none
  readonly changedAt: EpochMs | null // the last visit that brought another document
  readonly quiet: { readonly domain: string; readonly until: EpochMs } | null // who asked, when refusing us, to be left alone until then
  readonly history: readonly Stretch[] // of the last visits, oldest first; bounded by plan/history.ts
  readonly lists: readonly ListState[] // of a JSON source
  readonly pending: readonly PendingRecord[] // of a JSON source with detail calls
}

/** Stores leave out what is as it is here: a value once given is never changed, or what they hold would mean something else. */
export const UNVISITED: SourceState = {
  type: null,
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
  lacks: [],
  movedTo: null,
  refusedMove: null,
  gone: false,
  items: 0,
  listed: null,
  readUnder: null,
  changedAt: null,
  quiet: null,
  history: [],
  lists: [],
  pending: [],
}
