// What the store says a published tree should hold: every feed, and the entries of one. Reads only.

import type { SourceId } from '../../model/article.ts'
import type { SourceState } from '../../model/source.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Store } from '../../store/store.ts'
import type { Entry } from '../select/entry.ts'
import { attributionOf, toEntry } from '../select/entries.ts'
import { type PublishedFeed, selectFeeds } from '../select/feeds.ts'
import { withinWindow } from '../select/window.ts'
import type { ReadEntry, ReadFeed } from './read-feed.ts'

/** The store as far as the tree is compared with it. */
export interface Expected {
  readonly feeds: ReadonlyMap<string, PublishedFeed> // by path
  readonly states: ReadonlyMap<SourceId, SourceState>
  readonly unpublished: number // feeds that changed since they were last published
}

export async function loadExpected(settings: Settings, store: Store): Promise<Expected> {
  const states = await store.loadSourceStates()
  const feeds = selectFeeds(settings, { states, terms: await store.loadTerms(), summaries: await store.loadFeeds() })
  return { feeds: new Map(feeds.map((feed) => [feed.spec.path, feed])), states, unpublished: (await store.loadFeedsToWrite()).length }
}

/** The newest entries of a feed, as its live documents should show them. */
export async function expectedFeed({ spec }: PublishedFeed, settings: Settings, store: Store, { states }: Expected): Promise<Pick<ReadFeed, 'title' | 'entries'>> {
  const { limit, window } = settings.publish
  const refs = withinWindow(await store.loadPage(spec.key, limit), window)
  const stored = await store.loadEntries(refs.map(({ articleId }) => articleId))
  const attribution = attributionOf(settings, states)
  const entries = refs.flatMap(({ articleId }) => {
    const entry = stored.get(articleId)
    return entry === undefined ? [] : [readingOf(toEntry(entry, attribution))]
  })
  return { title: spec.title.trim() || null, entries }
}

/** An entry as a reader would understand its documents. */
function readingOf({ id, title, url, externalUrl, publishedAt, categories, tags, enclosures }: Entry): ReadEntry {
  return {
    id,
    title: title?.trim() || null,
    url: url ?? externalUrl,
    publishedAt: `${new Date(publishedAt).toISOString().slice(0, 19)}Z`,
    terms: [...categories, ...tags].map(({ label }) => ({ label, scheme: null })),
    enclosures: enclosures.map(({ url: address, mediaType, bytes }) => ({ url: address, mediaType, bytes: bytes === 0 ? null : bytes })),
  }
}
