// `feedmill explain`: where an article came from, what happened to it, and which feeds hold it and why.

import { formatRfc3339 } from '../../../formats/dates.ts'
import type { ArticleId, SourceId } from '../../../model/article.ts'
import { ALL, type FeedKey, sourceFeed } from '../../../model/feed.ts'
import type { TermRecord } from '../../../model/taxonomy.ts'
import { withinWindow } from '../../../publish/select/window.ts'
import type { Settings } from '../../../settings/settings.ts'
import type { Store, StoredEntry } from '../../../store/store.ts'
import { inLine } from '../../terminal.ts'
import { lookAtStore } from '../../wire.ts'
import { articlesNamed, noSuchArticle, retractionsNamed } from './named.ts'
import { describeRetraction, type RetractedArticle, toldOf } from './retracted.ts'

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

export interface Explanation {
  readonly articles: readonly Explained[]
  readonly retracted: readonly RetractedArticle[]
}

/**
 * @param asked  an id, an address or a guid
 * @returns      every article that it names: one for each source that has it; and those that were taken down
 * @throws FeedmillError `usage.invalid` where it names none, `store.*`
 */
export async function explain(asked: string, settings: Settings): Promise<Explanation> {
  const found = await lookAtStore(settings, (store) => explainFrom(store, asked, settings), NOTHING)
  if (found.articles.length + found.retracted.length === 0) throw noSuchArticle(asked, settings)
  return found
}

const NOTHING: Explanation = { articles: [], retracted: [] }

async function explainFrom(store: Store, asked: string, settings: Settings): Promise<Explanation> {
  const entries = await store.loadEntries(await articlesNamed(store, asked, settings))
  const articles = await Promise.all([...entries.values()].map((entry) => explainEntry(store, entry, settings)))
  return { articles, retracted: (await retractionsNamed(store, asked, settings)).map(toldOf) }
}

async function explainEntry(store: Store, entry: StoredEntry, settings: Settings): Promise<Explained> {
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
    feeds: [
      ...(await Promise.all(feedsOf(entry).map(async ({ key, path, because }) => ({ path, because, place: await placeIn(store, key, article.id, settings) })))),
      ...(await viewsHolding(store, article.id, settings)),
    ],
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

/** The views that chose this article of its story. */
async function viewsHolding(store: Store, id: ArticleId, settings: Settings): Promise<HoldingFeed[]> {
  const held: HoldingFeed[] = []
  for (const view of settings.views) {
    const key: FeedKey = { kind: 'view', of: view.id }
    const isIn = (await store.loadPage(key, Number.MAX_SAFE_INTEGER)).some(({ articleId }) => articleId === id)
    if (isIn) held.push({ path: `view/${view.id}`, because: `it fits the view ${view.title}`, place: await placeIn(store, key, id, settings) })
  }
  return held
}

async function placeIn(store: Store, key: FeedKey, id: ArticleId, { publish }: Settings): Promise<number | null> {
  const shown = withinWindow(await store.loadPage(key, publish.limit), publish.window)
  const at = shown.findIndex(({ articleId }) => articleId === id)
  return at === -1 ? null : at + 1
}

function timeOf(at: number | null): string | null {
  return at === null ? null : formatRfc3339(at)
}

export function describeExplanation({ articles, retracted }: Explanation): string[] {
  return [...articles.flatMap(describeExplained), ...retracted.map(describeRetraction)]
}

function describeExplained(explained: Explained): string[] {
  const { id, title, source, guid, url, publishedAt, firstSeenAt, revisedAt, sortedAt, alsoIn, feeds } = explained
  return [
    title ?? '(untitled)',
    `  id ${id}`,
    `  from ${source}, guid ${inLine(guid)}${url === null ? '' : `, ${url}`}`,
    `  published ${publishedAt ?? '(the source does not say)'}, first seen ${firstSeenAt}${revisedAt === null ? '' : `, changed ${revisedAt}`}, sorted at ${sortedAt}`,
    ...(alsoIn.length === 0 ? [] : [`  the same story as in ${alsoIn.join(', ')}: one entry where a feed would hold both`]),
    ...feeds.map(({ path, because, place }) => `  ${path}: ${because}; ${place === null ? absence(alsoIn) : `place ${place}`}`),
  ]
}

function absence(alsoIn: readonly SourceId[]): string {
  return alsoIn.length === 0 ? 'no longer among its newest' : `shown as ${alsoIn.join(' or ')} has it, or no longer among its newest`
}
