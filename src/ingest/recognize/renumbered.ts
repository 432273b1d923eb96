// A publisher that changed its guids, or moved its permalinks: items that look new although we know them. Pure: which known article each one is.

import type { Article, ArticleId } from '../../model/article.ts'
import { likenessOf } from '../../model/identity.ts'
import type { PendingRecord } from '../../model/source.ts'

const FEWEST = 3 // items: fewer are no flood

/** Known articles by likeness. */
export type Alike = ReadonlyMap<string, readonly ArticleId[]>

/** Whether most items of a document are new at once: normal for a first visit and after a long silence, and what changed identities look like. */
export function isFlood(items: number, unknown: number): boolean {
  return unknown >= FEWEST && unknown * 2 > items
}

/** With the records that wait to be articles, or to be whole ones. */
export function withWaiting(alike: Alike, waiting: readonly PendingRecord[]): Alike {
  const byLikeness = Map.groupBy(waiting, ({ likeness }) => likeness)
  const waitingAs = (likeness: string): ArticleId[] => (byLikeness.get(likeness) ?? []).map(({ id }) => id)
  return new Map([...alike].map(([likeness, ids]) => [likeness, [...new Set([...ids, ...waitingAs(likeness)])]]))
}

/**
 * The known article of each new item that has its title and date, if most new items have one: two reports may well have the title and the
 * minute in common, but not most of a document. What is alike to two, or to an article that the document still lists by itself, is new.
 *
 * @param unknown  the items that are new, as articles
 * @param alike    articles that are stored, that left the store, or that wait
 * @param listed   articles that the document lists under an identity that we know
 */
export function matchRenumbered(unknown: readonly Article[], alike: Alike, listed: ReadonlySet<ArticleId>): ReadonlyMap<ArticleId, ArticleId> {
  const byLikeness = Map.groupBy(unknown, likenessOf)
  const matches = new Map<ArticleId, ArticleId>()
  for (const [likeness, items] of byLikeness) {
    const [known, another] = likeness === null ? [] : (alike.get(likeness) ?? [])
    const [item] = items
    if (item === undefined || items.length > 1 || known === undefined || another !== undefined || listed.has(known)) continue
    matches.set(item.id, known)
  }
  return matches.size >= FEWEST && matches.size * 2 >= unknown.length ? matches : new Map()
}
