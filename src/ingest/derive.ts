// Stored articles brought in line with the config: made anew from their raw items when the rules for them have changed, removed when
// their source is of another type now. No source is asked again.

import type { ArticleId, SourceId } from '../model/article.ts'
import type { Clock } from '../model/clock.ts'
import { type Channel, type Source, type SourceState, UNVISITED } from '../model/source.ts'
import { redactAll, withoutSecret } from '../settings/secrets.ts'
import type { Arrival, Store, StoredArticle } from '../store/store.ts'
import { arrivalOf, keptItem } from './normalize/kept-record.ts'
import { deriveArticle, type Rules } from './normalize/normalize.ts'
import { derivePost, isPost } from './normalize/post-body.ts'
import { derivationOf } from './rules.ts'

const PAGE = 500 // articles held in memory at once

interface Edges {
  readonly store: Store
  readonly now: Clock
}

/** The state afterwards; the given one where nothing had to be done. Articles of a source never visited are none. */
export async function deriveAnew(state: SourceState, rules: Rules, edges: Edges): Promise<SourceState> {
  const derivation = derivationOf(rules)
  const [before, ofFiles] = state.derivation?.split(':') ?? []
  if (before === undefined || before === derivation) return state
  const derived = { ...state, channel: withoutSecrets(state.channel, rules.secrets), derivation: ofFiles === undefined ? derivation : `${derivation}:${ofFiles}` }
  for (let after: ArticleId | null = null, more = true; more; ) {
    const page: readonly StoredArticle[] = await edges.store.loadArticles(rules.sourceId, after, PAGE)
    more = page.length === PAGE
    after = page.at(-1)?.article.id ?? null
    await edges.store.save(batchOf(rules.sourceId, page, page.map((stored) => derive(stored, rules)), more ? null : derived, edges.now()))
  }
  return derived
}

/**
 * A source that is of another type than the one it was read as is another one, under the same id: its articles go, what was known of it
 * is forgotten.
 *
 * @returns the state afterwards; the given one where the type is the same, or was never known
 */
export async function replaceOther(state: SourceState, { id, type }: Pick<Source, 'id' | 'type'>, edges: Edges): Promise<SourceState> {
  if (state.type === null || state.type === type) return state
  const files = await edges.store.loadFiles(id)
  const before = { ...UNVISITED, type }
  for (;;) {
    const page = await edges.store.loadArticles(id, null, PAGE)
    const isLast = page.length < PAGE
    const removed = page.map(({ article }) => article.id)
    await edges.store.save({ sourceId: id, seenAt: edges.now(), arrivals: [], removed, files: [], forgottenFiles: isLast ? [...files.keys()] : [], state: isLast ? before : null })
    if (isLast) return before
  }
}

function derive(stored: StoredArticle, rules: Rules): Arrival {
  const kept = keptItem(stored, rules)
  if (kept === null) return stored
  const { key, detailed, ...raw } = redactAll(kept, rules.secrets)
  if (!isPost(raw)) {
    const { article } = deriveArticle(raw, key, rules)
    return rules.secrets.length === 0 ? { ...stored, article } : arrivalOf({ key, article, raw }, rules, detailed)
  }
  const { article, complete } = derivePost(raw, rules)
  return { raw: stored.raw, complete, article }
}

/** As a document that is read now (document.ts). */
function withoutSecrets(channel: Channel | null, secrets: readonly string[]): Channel | null {
  if (channel === null || secrets.length === 0) return channel
  const open = (address: string | null): string | null => withoutSecret(address, secrets)
  const addresses = { id: open(channel.id), siteUrl: open(channel.siteUrl), feedUrl: open(channel.feedUrl), imageUrl: open(channel.imageUrl) }
  return redactAll({ ...channel, ...addresses }, secrets)
}

/** By another rule of identity an article becomes another one, or one with another: what it was before goes. */
function batchOf(sourceId: SourceId, before: readonly StoredArticle[], arrivals: readonly Arrival[], state: SourceState | null, seenAt: number) {
  const present = new Set(arrivals.map(({ article }) => article.id))
  const removed = before.map(({ article }) => article.id).filter((id) => !present.has(id))
  return { sourceId, seenAt, arrivals, removed, files: [], forgottenFiles: [], state }
}
