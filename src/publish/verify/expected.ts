// What the store says a published tree should hold: every feed, and the entries of one. Reads only.

import type { EpochMs, SourceId } from '../../model/article.ts'
import type { SourceState } from '../../model/source.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Store } from '../../store/store.ts'
import { completed, type RenderContext } from '../assemble/fragments.ts'
import type { Entry } from '../select/entry.ts'
import { attributionOf, toEntry } from '../select/entries.ts'
import { type PublishedFeed, selectFeeds } from '../select/feeds.ts'
import { withinWindow } from '../select/window.ts'
import type { ReadEntry, ReadFeed } from './read-feed.ts'

/** What a tree was published from. */
export interface TreeOrigin {
  readonly settings: Settings
  readonly store: Store
  readonly complete: RenderContext['complete']
}

/** The store as far as the tree is compared with it. */
export interface Expected {
  readonly feeds: ReadonlyMap<string, PublishedFeed> // by path
  readonly states: ReadonlyMap<SourceId, SourceState>
  readonly unpublished: number // feeds that changed since they were last published
}

export async function loadExpected({ settings, store }: TreeOrigin): Promise<Expected> {
  const states = await store.loadSourceStates()
  const feeds = selectFeeds(settings, { states, terms: await store.loadTerms(), summaries: await store.loadFeeds() })
  return { feeds: new Map(feeds.map((feed) => [feed.spec.path, feed])), states, unpublished: (await store.loadFeedsToWrite()).length }
}

/** The newest entries of a feed, as its live documents should show them. */
export async function expectedFeed({ spec }: PublishedFeed, { settings, store, complete }: TreeOrigin, { states }: Expected): Promise<Pick<ReadFeed, 'title' | 'entries' | 'fills'>> {
  const { limit, window } = settings.publish
  const refs = withinWindow(await store.loadPage(spec.key, limit), window)
  const stored = await store.loadEntries(refs.map(({ articleId }) => articleId))
  const attribution = attributionOf(settings, states)
  const entries: ReadEntry[] = []
  for (const { articleId } of refs) {
    const entry = stored.get(articleId)
    if (entry !== undefined) entries.push(readingOf(toEntry(await completed(entry, complete), attribution)))
  }
  return { title: spec.title.trim() || null, entries, fills: [] }
}

/** An entry as a reader would understand its documents. */
function readingOf({ id, title, url, externalUrl, publishedAt, updatedAt, summary, contentHtml, authors, imageUrl, source, categories, tags, enclosures }: Entry): ReadEntry {
  return {
    id,
    title: title?.trim() || null,
    url: url ?? externalUrl,
    publishedAt: secondOf(publishedAt),
    updatedAt: secondOf(updatedAt),
    summary: summary?.trim() || null,
    content: contentHtml.trim() || null,
    authors: authors.map(({ name }) => name.trim()),
    imageUrl,
    source: source?.title.trim() || null,
    terms: [...categories, ...tags].map(({ label }) => ({ label, scheme: null })),
    enclosures: enclosures.map(({ url: address, mediaType, bytes }) => ({ url: address, mediaType, bytes: bytes === 0 ? null : bytes })),
  }
}

function secondOf(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}
