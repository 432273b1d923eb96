// Store: what ingest and publish may ask of what we keep. The one door between the halves; asynchronous and in batches, so that
// a database on another machine can stand behind it. Every method may throw FeedmillError `store.*`.

import type { Article, ArticleId, EpochMs, SourceId } from '../model/article.ts'
import type { DocumentRecord, EntryRanges, WrittenDocument } from '../model/document.ts'
import type { FeedKey, View } from '../model/feed.ts'
import type { SourceState } from '../model/source.ts'
import type { Slug, Taxonomy, TermKind, TermRecord } from '../model/taxonomy.ts'

/** When an article came to us, and what that makes of its place in a feed. */
export interface Sighting {
  readonly firstSeenAt: EpochMs
  readonly revisedAt: EpochMs | null // when we saw its revision change; null: as first seen
  /**
   * publishedAt; where that is missing, or lay in the future when we first saw it, firstSeenAt. An article without a date stands
   * as many milliseconds earlier as it was places down in its batch, so that such articles keep the order of their document.
   */
  readonly sortAt: EpochMs
}

/** An article on its way in. */
export interface Arrival {
  readonly article: Article
  readonly raw: Uint8Array // what it was made from, so that changed rules can be applied again; opaque to the store
  readonly complete: boolean // false: contentHtml is '' and summary may be null until a feed first shows it (posts)
}

export interface StoredArticle extends Arrival {
  readonly sighting: Sighting
}

/** A post file as we last read it; the article it became is null where it became none. */
export interface FileRecord {
  readonly path: string // below the source's folder, `/` between parts
  readonly size: number // bytes
  readonly modifiedAt: EpochMs
  readonly sha256: string
  readonly articleId: ArticleId | null
  readonly dueAt: EpochMs | null // a post dated in the future: when it comes in by itself
}

/** What we know of an identity that a document names. */
export type Recognized =
  | { readonly kind: 'stored' }
  | { readonly kind: 'renamed'; readonly guid: string } // guid: the article's own, as published
  | { readonly kind: 'forgotten'; readonly rule: string } // it left the store by this rule; comes back with its first-seen where it is saved again

/** What a source may keep: the rest is surplus. Null: no such limit. */
export interface Limits {
  readonly since: EpochMs | null // sortAt of the oldest
  readonly count: number | null // the newest
  readonly size: number | null // bytes of texts as stored, the newest first
}

/** An article that its source now lists under another identity. Where nothing but its addresses changed with that, it is not revised. */
export interface Renaming {
  readonly identity: ArticleId // the new one
  readonly articleId: ArticleId // the stored one's own, which stays
  readonly guid: string // likewise
}

/** A further identity of an article that left the store: it is forgotten under this one too, and comes back with its first-seen where it is saved. */
export interface Alias {
  readonly identity: ArticleId // the new one
  readonly articleId: ArticleId // one that it was forgotten under before
}

/** The articles of a document as it was last read, by a digest of what each item of it said (ingest/recognize/listing.ts). */
export type Listing = ReadonlyMap<string, ArticleId>

/** What one visit brings; saved in one transaction with the terms it names and the feeds it touches, perhaps together with other batches. */
export interface Batch {
  readonly sourceId: SourceId
  readonly seenAt: EpochMs
  readonly arrivals: readonly Arrival[] // in document order; of one that comes twice the first counts
  readonly removed: readonly ArticleId[] // posts that are gone or hidden (none that arrive here); their feeds are rewritten without them
  readonly files: readonly FileRecord[] // posts read in this batch
  readonly forgottenFiles: readonly string[] // paths that are gone
  readonly renamings?: readonly Renaming[] // of arrivals; remembered, so that later visits find the article by either identity
  readonly aliases?: readonly Alias[] // of articles that left the store, arrivals again or not
  readonly listings?: ReadonlyMap<string, Listing> // replace the source's, by the address of the list; a feed has one, at ''
  readonly state: SourceState | null // null: a further batch of this visit follows and brings it
}

/** A visit that came to the same as the one before: of the source's state only its times change. */
export interface Visit {
  readonly sourceId: SourceId
  readonly at: EpochMs
  readonly nextDueAt: EpochMs | null
}

export interface Saved {
  readonly new: number
  readonly updated: number // revised in place
  readonly retracted: number // left out, because the operator took them down
}

/** An article that the operator took down for good: what is left of it. */
export interface Retraction {
  readonly articleId: ArticleId
  readonly sourceId: SourceId
  readonly guid: string
  readonly url: string | null
  readonly retractedAt: EpochMs
}

/** A feed that holds at least one entry. */
export interface FeedSummary {
  readonly key: FeedKey
  readonly entries: number
  readonly newestAt: EpochMs // sortAt of its newest entry
}

/** One entry of a feed, without its text: enough to tell whether a text that was made of it still shows it as it is. */
export interface EntryRef {
  readonly articleId: ArticleId
  readonly sourceId: SourceId
  readonly sortAt: EpochMs
  readonly stamp: string // changes when the article, or the terms of its story, do
}

/** A page of a feed's archive that was filled. */
export interface PageRecord {
  readonly n: number // from 1, in the order they were filled; never used again
  readonly entries: number // 0 where all of them have left
  readonly isChanged: boolean // since `clearFeedsToWrite` was last called for its feed: an entry of it, or the page before it
}

/** Everything that shows one entry. */
export interface StoredEntry {
  readonly stored: StoredArticle
  readonly alsoIn: readonly SourceId[] // other sources of the same story, in the order they were first seen
  readonly categories: readonly TermRecord[] // of the whole story
  readonly tags: readonly TermRecord[]
}

/** A post that we wrote, or are about to write, of an article. */
export interface PostRecord {
  readonly path: string // below the folder of posts
  readonly articleId: ArticleId
  readonly stamp: string // the EntryRef's and whatever else it was made from; '' until it is written
}

/** An entry of the feed of everything whose post is not as it is to be. */
export interface PostToWrite {
  readonly ref: EntryRef
  readonly paths: readonly string[] // of the posts that it has
}

export interface Counts {
  readonly articles: number // each source's, published ones
  readonly stories: number // what is left when the same story of several sources counts once
}

/** A term that got another address. */
export interface Move {
  readonly kind: TermKind
  readonly label: string
  readonly from: Slug
  readonly to: Slug
}

/** Name of the setting that holds, as JSON, what moved and was not told yet: written with the move, cleared by who told of it. */
export const MOVES = 'terms.moved'

export interface Store {
  // --- sources
  loadSourceStates(): Promise<ReadonlyMap<SourceId, SourceState>>
  saveSourceState(id: SourceId, state: SourceState): Promise<void>
  /** All in one transaction: they come by the thousand. A source without a stored state has none to change. */
  saveVisits(visits: readonly Visit[]): Promise<void>
  /** Articles of sources that are not named leave every feed, but stay stored; they return when their source is named or saved again. */
  retireSourcesExcept(ids: readonly SourceId[]): Promise<void>

  // --- articles, coming in
  save(batch: Batch): Promise<Saved>
  /** Articles of one source in id order, a page at a time; `after` is the last id of the page before. */
  loadArticles(sourceId: SourceId, after: ArticleId | null, limit: number): Promise<readonly StoredArticle[]>
  /** As it was last saved, without articles that are not stored. */
  loadListing(sourceId: SourceId, list: string): Promise<Listing>
  /** What is known of these identities of one source; those that we never saw are missing. */
  recognize(ids: readonly ArticleId[]): Promise<ReadonlyMap<ArticleId, Recognized>>
  /**
   * The source's articles of each likeness (model/identity.ts), as many as there are, three at most. Where there are none, those that left
   * the store, each once: by the last of its aliases, else as it was stored.
   */
  findAlike(sourceId: SourceId, likenesses: readonly string[]): Promise<ReadonlyMap<string, readonly ArticleId[]>>
  /** The published articles of a source that are beyond a limit, the newest first. Costs two look-ups where there are none; `size` a look at each article. */
  findSurplus(sourceId: SourceId, limits: Limits): Promise<readonly ArticleId[]>
  /** Removes articles in one transaction with the feeds to rewrite; what stays of each is when it was first seen, its likeness, and the rule. */
  forget(ids: readonly ArticleId[], rule: string): Promise<void>
  loadFiles(sourceId: SourceId): Promise<ReadonlyMap<string, FileRecord>>

  /**
   * Takes stories down for good: each named article, and those of other sources that tell the same. They leave every feed, nothing of
   * their text stays in the store, and neither they nor their stories are saved again.
   */
  retract(ids: readonly ArticleId[], at: EpochMs): Promise<readonly Retraction[]>
  /** Lets them come again: their sources are to be read as if for the first time. */
  forgetRetractions(ids: readonly ArticleId[]): Promise<void>
  loadRetractions(): Promise<readonly Retraction[]>
  /** Which of these `save` would leave out. */
  findRetracted(articles: readonly Article[]): Promise<ReadonlySet<ArticleId>>

  // --- terms
  /** Those that stand for themselves: one that is merged into another is among its former slugs. */
  loadTerms(): Promise<readonly TermRecord[]>
  /**
   * Brings pinned labels and slugs in line with the operator's; moved slugs become former ones; their feeds are to be rewritten.
   * Terms first seen later, while this store is open, get their fixed slug at once: so it is called before the first `save`.
   */
  applyTaxonomy(taxonomy: Taxonomy): Promise<void>
  /**
   * After the articles are as this taxonomy has them: the addresses of a published term whose articles were all given to another become
   * former ones of that other, and are its own again where it has articles, or where the taxonomy no longer merges it.
   */
  mergeTerms(taxonomy: Taxonomy): Promise<void>
  /**
   * As far as nothing was published of them yet, terms are spelled as in the article seen first, of those seen at once as in the first source
   * by id, and those that would have the same slug get theirs in the order of their keys: nothing hangs on the order of the sources' answers.
   * Before each publishing.
   */
  settleNewTerms(taxonomy: Taxonomy): Promise<void>

  /**
   * Brings the feeds of views in line with their definitions: entries are worked out anew where one changed, and nowhere else.
   * Articles saved later, by whatever process, go by these.
   */
  applyViews(views: readonly View[]): Promise<void>

  // --- feeds, going out
  counts(): Promise<Counts>
  loadFeeds(): Promise<readonly FeedSummary[]>
  loadFeedsToWrite(): Promise<readonly FeedKey[]>
  /** Adds every feed to the list, for `publish --all` and for changed settings. */
  markAllFeeds(): Promise<void>
  /** And with them the changes of their pages. */
  clearFeedsToWrite(keys: readonly FeedKey[]): Promise<void>
  /** Newest first (sortAt, then id); `offset` entries are passed over. */
  loadPage(key: FeedKey, limit: number, offset?: number): Promise<readonly EntryRef[]>
  /** What was taken out of a feed and would stand at `since` or later: newest first, at most `limit`. */
  loadDeletedEntries(key: FeedKey, since: EpochMs, limit: number): Promise<readonly Retraction[]>
  /**
   * As long as more than `limit` entries are in no page, the oldest `limit` of them become the next one. An entry stays in its page
   * until it leaves the feed, and nothing is put into a page later.
   *
   * @returns every page of the feed, in order
   */
  sealPages(key: FeedKey, limit: number): Promise<readonly PageRecord[]>
  /** The entries of one page, or those in no page where `n` is null; newest first. */
  loadArchived(key: FeedKey, n: number | null): Promise<readonly EntryRef[]>
  loadEntries(ids: readonly ArticleId[]): Promise<ReadonlyMap<ArticleId, StoredEntry>>

  // --- what was written
  loadDocuments(): Promise<ReadonlyMap<string, DocumentRecord>>
  saveDocuments(written: readonly WrittenDocument[], removedPaths: readonly string[]): Promise<void>
  /** Null for a document that is not recorded or holds no entries. */
  loadRanges(path: string): Promise<EntryRanges | null>

  // --- posts that were written
  countPosts(): Promise<number>
  /**
   * Entries of the feed of everything without a post of the stamp `STAMP.EPOCH`, and all of `sources`, in id order; `after` is the
   * last id of the page before.
   */
  loadPostsToWrite(epoch: string, sources: readonly SourceId[], after: ArticleId | null, limit: number): Promise<readonly PostToWrite[]>
  /** Paths of posts whose article is in the feed of everything no longer. */
  loadPostsToRemove(limit: number): Promise<readonly string[]>
  savePosts(written: readonly PostRecord[], removedPaths: readonly string[]): Promise<void>
  forgetPosts(): Promise<void>

  /** A small value by name, for example the fingerprint of the settings that the published tree was made with. */
  loadSetting(name: string): Promise<string | null>
  saveSetting(name: string, value: string): Promise<void>

  close(): Promise<void>
}
