// What an operator does to sources: `feedmill add` follows one more, `feedmill revive` asks one again as if nothing had happened.

import { dirname, relative, resolve } from 'node:path'
import { canonicalUrl } from '../../formats/urls.ts'
import { revived, withoutMove } from '../../ingest/plan/revive.ts'
import { holdsCredentials, shownUrl } from '../../ingest/plan/request-url.ts'
import type { SourceId } from '../../model/article.ts'
import { FeedmillError } from '../../model/errors.ts'
import { freeSlug, proposeSlug } from '../../model/slug.ts'
import type { Source } from '../../model/source.ts'
import { addSources, type NewSource } from '../../settings/edit/add-sources.ts'
import type { Settings } from '../../settings/settings.ts'
import { withRealStore } from '../wire.ts'
import { editConfig } from './config-file.ts'
import { tryLocation } from './try.ts'

/**
 * Adds a feed to the config, comments kept. A page that offers one feed stands for that feed.
 *
 * @param category  of everything from it; null: none
 * @throws FeedmillError fetch.*, parse.*; usage.invalid for a page with several feeds, which are listed, and for a feed that is followed already
 */
export async function addSource(location: string, category: string | null, settings: Settings): Promise<NewSource> {
  if (category?.trim() === '') throw new FeedmillError('usage.invalid', '--category', 'must not be empty')
  const tried = await tryLocation(location, settings)
  if (tried.kind === 'page' && tried.feeds.length > 1) {
    const feeds = tried.feeds.map(({ url, title }) => `\n  ${url}  ${title ?? ''}`).join('')
    throw new FeedmillError('usage.invalid', shownUrl(location), `this page offers several feeds; add one of them:${feeds}`)
  }
  const [url, title] = tried.kind === 'page' ? [tried.feeds[0]?.url ?? location, tried.feeds[0]?.title ?? null] : [location, tried.feed.title]
  const follower = holdsCredentials(url) ? undefined : followersIn(settings.sources).get(canonicalUrl(url)) // who lets somebody in shows him more
  if (follower !== undefined) throw new FeedmillError('usage.invalid', shownUrl(url), `the source "${follower}" follows it already`)
  const taken = new Set<string>(settings.sources.map(({ id }) => id))
  const id = freeSlug(await proposeSlug(title ?? new URL(url, 'file:').hostname), (slug) => taken.has(slug))
  const added: NewSource = { id, url: tried.kind === 'feed' ? asWritten(location, settings.file) : url, title: null, category }
  await editConfig(settings.file, (text) => addSources(text, [added], settings.file))
  return added
}

/** A path is given from where somebody stands, and read from where the config lies. */
function asWritten(location: string, config: string): string {
  return /^https?:/iu.test(location) ? location : relative(dirname(config), resolve(location))
}

/** Ids by address. Two that differ only in http and https, a slash at the end and the like are one feed. */
export function followersIn(sources: readonly Source[]): Map<string, string> {
  return new Map(sources.flatMap((source) => addressesOf(source).map((url) => [canonicalUrl(url), source.id as string] as const)))
}

export function addressesOf(source: Source): readonly string[] {
  if (source.type === 'json') return source.urls
  return source.type === 'feed' && source.location.kind === 'http' ? [source.location.url] : []
}

/** Forgets that a source was gone, kept failing or moved: it is asked at its configured address in the next run. @throws FeedmillError usage.invalid, lock.held, store.* */
export async function reviveSource(id: string, settings: Settings): Promise<void> {
  await withRealStore(settings.store, async (store) => {
    const state = (await store.loadSourceStates()).get(id as SourceId)
    if (state === undefined) throw new FeedmillError('usage.invalid', id, 'no source of this id was ever visited')
    await store.saveSourceState(id as SourceId, revived(withoutMove(state)))
  })
}
