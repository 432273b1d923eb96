// `feedmill explain`: where an article came from, what happened to it, and which feeds hold it and why.

import { formatRfc3339 } from '../../formats/dates.ts'
import { canonicalUrl } from '../../formats/urls.ts'
import type { Article, ArticleId, SourceId } from '../../model/article.ts'
import { FeedmillError } from '../../model/errors.ts'
import { ALL, type FeedKey, sourceFeed } from '../../model/feed.ts'
import type { TermRecord } from '../../model/taxonomy.ts'
import { redact, type Settings } from '../../settings/settings.ts'
import type { Store, StoredEntry } from '../../store/store.ts'
import { lookAtStore } from '../wire.ts'

export interface Explained {
  readonly id: ArticleId
  readonly title: string | null
  readonly source: SourceId
  readonly guid: string
  readonly url: string | null
  readonly publishedAt: string | null // as the source claims; RFC 3339, as all times here
  readonly firstSeenAt: string
  readonly revisedAt: string | null // when its text or a field was last seen to change
  readonly sortedAt: string // its place in feeds
  readonly alsoIn: readonly SourceId[] // other sources of the same story: the same address, or the same guid that is an IRI
  readonly feeds: readonly HoldingFeed[]
}

export interface HoldingFeed {
  readonly path: string
  readonly because: string
  readonly place: number | null // from 1; null: it has left the feed's window for its archive, or another article of its story leads there
}

const PAGE = 500 // articles looked through at once

/**
 * @param asked  an id, an address or a guid
 * @returns      every article that it names: one for each source that has it
 * @throws FeedmillError `usage.invalid` where it names none, `store.*`
 */
export async function explain(asked: string, settings: Settings): Promise<readonly Explained[]> {
  const found = await lookAtStore(settings, (store) => explainFrom(store, asked, settings), [])
  if (found.length === 0) throw new FeedmillError('usage.invalid', redact(asked, settings.secrets), 'no article that is stored has this id, address or guid')
  return found
}

async function explainFrom(store: Store, asked: string, settings: Settings): Promise<readonly Explained[]> {
  const ids: ArticleId[] = []
  for (const { id } of settings.sources) ids.push(...(await articlesNamed(store, id, asked)))
  const entries = await store.loadEntries(ids)
  return Promise.all([...entries.values()].map((entry) => explainEntry(store, entry, settings.publish.limit)))
}

async function articlesNamed(store: Store, source: SourceId, asked: string): Promise<ArticleId[]> {
  const address = canonicalUrl(asked)
  const isAsked = ({ id, guid, url }: Article): boolean => id === asked || guid === asked || (url !== null && canonicalUrl(url) === address)
  const ids: ArticleId[] = []
  for (let after: ArticleId | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<Store['loadArticles']>> = await store.loadArticles(source, after, PAGE)
    ids.push(...page.filter(({ article }) => isAsked(article)).map(({ article }) => article.id))
    after = page.at(-1)?.article.id ?? null
    more = page.length === PAGE
  }
  return ids
}

async function explainEntry(store: Store, entry: StoredEntry, limit: number): Promise<Explained> {
  const { article, sighting } = entry.stored
  return {
    id: article.id,
    title: article.title,
    source: article.sourceId,
    guid: article.guid,
    url: article.url,
    publishedAt: timeOf(article.publishedAt),
    firstSeenAt: formatRfc3339(sighting.firstSeenAt),
    revisedAt: timeOf(sighting.revisedAt),
    sortedAt: formatRfc3339(sighting.sortAt),
    alsoIn: entry.alsoIn,
    feeds: await Promise.all(feedsOf(entry).map(async ({ key, path, because }) => ({ path, because, place: await placeIn(store, key, article.id, limit) }))),
  }
}

function feedsOf({ stored: { article }, alsoIn, categories, tags }: StoredEntry): (Omit<HoldingFeed, 'place'> & { readonly key: FeedKey })[] {
  const own = new Set([...article.categories, ...article.tags].map(({ label }) => label))
  const ofTerm = ({ kind, key, label, slug }: TermRecord) => {
    const because = own.has(label) || alsoIn.length === 0 ? `its ${kind} is ${label}` : `its story has the ${kind} ${label}`
    return { key: { kind, of: key } satisfies FeedKey, path: `${kind}/${slug}`, because }
  }
  return [
    { key: ALL, path: 'all', because: 'every story is in it' },
    { key: sourceFeed(article.sourceId), path: `source/${article.sourceId}`, because: 'it came from this source' },
    ...[...categories, ...tags].map(ofTerm),
  ]
}

async function placeIn(store: Store, key: FeedKey, id: ArticleId, limit: number): Promise<number | null> {
  const at = (await store.loadPage(key, limit)).findIndex(({ articleId }) => articleId === id)
  return at === -1 ? null : at + 1
}

function timeOf(at: number | null): string | null {
  return at === null ? null : formatRfc3339(at)
}

export function describeExplained(explained: Explained): string[] {
  const { id, title, source, guid, url, publishedAt, firstSeenAt, revisedAt, sortedAt, alsoIn, feeds } = explained
  return [
    title ?? '(untitled)',
    `  id ${id}`,
    `  from ${source}, guid ${guid}${url === null ? '' : `, ${url}`}`,
    `  published ${publishedAt ?? '(the source does not say)'}, first seen ${firstSeenAt}${revisedAt === null ? '' : `, changed ${revisedAt}`}, sorted at ${sortedAt}`,
    ...(alsoIn.length === 0 ? [] : [`  the same story as in ${alsoIn.join(', ')}: one entry where a feed would hold both`]),
    ...feeds.map(({ path, because, place }) => `  ${path}: ${because}; ${place === null ? absence(alsoIn) : `place ${place}`}`),
  ]
}

function absence(alsoIn: readonly SourceId[]): string {
  return alsoIn.length === 0 ? 'no longer among its newest' : `shown as ${alsoIn.join(' or ')} has it, or no longer among its newest`
}
