// Items of a document beside what is stored: an article that its source names otherwise now keeps the identity it was published under, and
// one that left the store does not come back as new, whatever its name.

import type { ArticleId } from '../../model/article.ts'
import { articleId, likenessOf } from '../../model/identity.ts'
import type { Note } from '../../model/note.ts'
import type { PendingRecord } from '../../model/source.ts'
import type { Alias, Recognized, Renaming, Store } from '../../store/store.ts'
import { type Derived, deriveArticle, type Rules } from '../normalize/normalize.ts'
import { isFlood, matchRenumbered, withWaiting } from './renumbered.ts'

/** New names of what we know, found in a document, to be saved with its articles. */
export interface Names {
  readonly renamings: readonly Renaming[]
  readonly aliases: readonly Alias[]
}
export const NO_NAMES: Names = { renamings: [], aliases: [] }

export interface Recognition extends Names {
  readonly items: readonly Derived[] // in document order, each as the article that it is
  readonly renumbered: ReadonlyMap<ArticleId, ArticleId> // identities of now, by those before; of what is not stored
  readonly notes: readonly Note[]
}

/** What else a source lists. */
export interface AlsoListed {
  readonly waiting?: readonly PendingRecord[] // records that are to be articles, though the store may have none of them yet
  readonly unchanged?: readonly ArticleId[] // stored articles whose items were not read
}

/**
 * @param keep  the source's limits (keep.ts): what left the store by these very ones is passed over
 * @throws FeedmillError `store.*`
 */
export async function recognizeItems(items: readonly Derived[], rules: Rules, keep: string | null, store: Store, { waiting = [], unchanged = [] }: AlsoListed): Promise<Recognition> {
  const known = await store.recognize(items.map(({ article }) => article.id))
  const awaited = new Set(waiting.map(({ id }) => id))
  const unknown = items.filter(({ article: { id } }) => !known.has(id) && !awaited.has(id))
  const total = new Set([...items.map(({ article }) => article.id), ...unchanged]).size
  const matches = isFlood(total, unknown.length) ? await matchUnknown(unknown, listedIn(items, known, rules).union(new Set(unchanged)), rules, waiting, store) : []
  const found = new Map(matches.map((match) => [match.identity, match.as]))
  const asWhat = ({ article: { id } }: Derived): Match['as'] => known.get(id) ?? found.get(id)
  const present = items.filter((item) => !isForgotten(asWhat(item), keep))
  return {
    items: present.map((item) => underItsName(item, asWhat(item), rules)),
    renamings: matches.flatMap(({ identity, articleId: id, as }) => (as?.kind === 'renamed' ? [{ identity, articleId: id, guid: as.guid }] : [])),
    aliases: matches.flatMap(({ identity, articleId: id, as }) => (as?.kind === 'forgotten' ? [{ identity, articleId: id }] : [])),
    renumbered: new Map(matches.filter(({ as }) => as?.kind !== 'renamed').map(({ identity, articleId: id }) => [id, identity])),
    notes: notesOf(matches, total, unknown.length),
  }
}

function isForgotten(known: Recognized | undefined, keep: string | null): boolean {
  return known?.kind === 'forgotten' && known.rule === keep
}

function underItsName(item: Derived, known: Recognized | undefined, rules: Rules): Derived {
  return known?.kind === 'renamed' ? pinned(item, known.guid, rules) : item
}

function pinned({ key, raw: made }: Derived, guid: string, rules: Rules): Derived {
  const raw = { ...made, pinned: guid }
  return { key, raw, article: deriveArticle(raw, key, rules).article }
}

/** By the names that they go by with us. */
function listedIn(items: readonly Derived[], known: ReadonlyMap<ArticleId, Recognized>, { sourceId }: Rules): Set<ArticleId> {
  const named = ({ article: { id } }: Derived): ArticleId => {
    const found = known.get(id)
    return found?.kind === 'renamed' ? articleId(sourceId, found.guid) : id
  }
  return new Set(items.map(named))
}

// --- a flood

/** What an item with an unknown identity turned out to be. */
interface Match {
  readonly identity: ArticleId // the unknown one
  readonly articleId: ArticleId // the one that we know
  readonly as: Recognized | undefined // what is known of that one; undefined: only that it waits
}

async function matchUnknown(unknown: readonly Derived[], listed: ReadonlySet<ArticleId>, rules: Rules, waiting: readonly PendingRecord[], store: Store): Promise<Match[]> {
  const articles = unknown.map(({ article }) => article)
  const likenesses = articles.map(likenessOf).filter((likeness) => likeness !== null)
  const alike = withWaiting(await store.findAlike(rules.sourceId, [...new Set(likenesses)]), waiting)
  const matches = matchRenumbered(articles, alike, listed)
  const entries = await store.loadEntries([...matches.values()])
  const known = await store.recognize([...matches.values()])
  return [...matches].map(([identity, id]) => {
    const stored = entries.get(id)?.stored.article
    return { identity, articleId: id, as: stored === undefined ? known.get(id) : { kind: 'renamed', guid: stored.guid } }
  })
}

function notesOf(matches: readonly Match[], items: number, unknown: number): Note[] {
  if (matches.length === 0) return []
  const left = matches.filter(({ as }) => as?.kind === 'forgotten').length
  const more = [...(left === 0 ? [] : [`, ${left} of them had left the store`]), ...(unknown === matches.length ? [] : [`, ${unknown - matches.length} are new`])]
  const message = `${matches.length} of ${items} items have other identities than before; they stay the articles that they were, by title and date${more.join('')}`
  return [{ code: 'source.renumbered', message }]
}
