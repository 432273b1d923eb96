// Items of a document beside what is stored: an article that its source names otherwise now keeps the identity it was published under, and
// one that left the store does not come back as new.

import type { Article, ArticleId } from '../../model/article.ts'
import { likenessOf } from '../../model/identity.ts'
import type { Note } from '../../model/note.ts'
import type { Recognized, Renaming, Store } from '../../store/store.ts'
import { type Derived, deriveArticle, type Rules } from '../normalize/normalize.ts'
import { isFlood, matchRenumbered } from './renumbered.ts'

export interface Recognition {
  readonly items: readonly Derived[] // in document order, each as the article that it is
  readonly renamings: readonly Renaming[] // found in this document, to be saved with its articles
  readonly notes: readonly Note[]
}

/**
 * @param keep     the source's limits (keep.ts): what left the store by these very ones is passed over
 * @param awaited  articles to be that are known although the store has none of them yet
 * @throws FeedmillError `store.*`
 */
export async function recognizeItems(items: readonly Derived[], rules: Rules, keep: string | null, store: Store, awaited: ReadonlySet<ArticleId> = new Set()): Promise<Recognition> {
  const known = await store.recognize(items.map(({ article }) => article.id))
  const present = items.filter(({ article }) => !isForgotten(known.get(article.id), keep))
  const named = present.map((item) => underItsName(item, known.get(item.article.id), rules))
  const unknown = items.filter(({ article: { id } }) => !known.has(id) && !awaited.has(id))
  if (!isFlood(items.length, unknown.length)) return { items: named, renamings: [], notes: [] }
  const isUnknown = new Set(unknown.map(({ article }) => article.id))
  const listed = new Set(named.map(({ article }) => article.id).filter((id) => !isUnknown.has(id)))
  const matches = await matchStored(unknown, listed, rules, store)
  if (matches.size === 0) return { items: named, renamings: [], notes: [] }
  return renamed(named, matches, rules, unknown.length)
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

type Matches = ReadonlyMap<ArticleId, Article> // the stored article of an item

async function matchStored(unknown: readonly Derived[], listed: ReadonlySet<ArticleId>, rules: Rules, store: Store): Promise<Matches> {
  const articles = unknown.map(({ article }) => article)
  const likenesses = articles.map(likenessOf).filter((likeness) => likeness !== null)
  const matches = matchRenumbered(articles, await store.findAlike(rules.sourceId, [...new Set(likenesses)]), listed)
  const entries = await store.loadEntries([...matches.values()])
  const found = [...matches].map(([id, match]) => [id, entries.get(match)?.stored.article] as const)
  return new Map(found.filter(isFound))
}

function renamed(items: readonly Derived[], matches: Matches, rules: Rules, unknown: number): Recognition {
  const renamings: Renaming[] = []
  const settled = items.map((item) => {
    const stored = matches.get(item.article.id)
    if (stored === undefined) return item
    renamings.push({ identity: item.article.id, articleId: stored.id, guid: stored.guid })
    return pinned(item, stored.guid, rules)
  })
  const rest = unknown === matches.size ? '' : `, ${unknown - matches.size} are new`
  const message = `${matches.size} of ${items.length} items have other identities than before; they stay the articles that they were, by title and date${rest}`
  return { items: settled, renamings, notes: [{ code: 'source.renumbered', message }] }
}

function isFound(match: readonly [ArticleId, Article | undefined]): match is readonly [ArticleId, Article] {
  return match[1] !== undefined
}
