// Stored articles made anew from their raw items when the rules for them have changed: no source is asked again.

import type { ArticleId, SourceId } from '../model/article.ts'
import type { Clock } from '../model/clock.ts'
import type { SourceState } from '../model/source.ts'
import type { Arrival, Store, StoredArticle } from '../store/store.ts'
import { type Derived, deriveArticle, type RawItem, type Rules } from './normalize/normalize.ts'
import { derivationOf } from './rules.ts'

const PAGE = 500 // articles held in memory at once

interface Edges {
  readonly store: Store
  readonly now: Clock
}

/** What the store keeps of an upstream item, as JSON: all that its article can be made from again. */
interface KeptItem extends RawItem {
  readonly key: string
}

/** An upstream article on its way in. */
export function arrivalOf({ key, article, raw }: Derived): Arrival {
  const kept: KeptItem = { key, ...raw }
  return { article, raw: JSON.stringify(kept), complete: true }
}

/** The state afterwards; the given one where nothing had to be done. Articles of a source never visited are none. */
export async function deriveAnew(state: SourceState, rules: Rules, edges: Edges): Promise<SourceState> {
  const derivation = derivationOf(rules)
  if (state.derivation === null || state.derivation === derivation) return state
  const derived = { ...state, derivation }
  for (let after: ArticleId | null = null, more = true; more; ) {
    const page: readonly StoredArticle[] = await edges.store.loadArticles(rules.sourceId, after, PAGE)
    more = page.length === PAGE
    after = page.at(-1)?.article.id ?? null
    await edges.store.save(batchOf(rules.sourceId, page.map((stored) => derive(stored, rules)), more ? null : derived, edges.now()))
  }
  return derived
}

function derive(stored: StoredArticle, rules: Rules): Arrival {
  const { key, ...raw } = JSON.parse(stored.raw) as KeptItem
  return { ...stored, article: deriveArticle(raw, key, rules).article }
}

function batchOf(sourceId: SourceId, arrivals: readonly Arrival[], state: SourceState | null, seenAt: number) {
  return { sourceId, seenAt, arrivals, removed: [], files: [], forgottenFiles: [], state }
}
