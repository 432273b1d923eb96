// What a source's `keep` lets go: articles beyond its limits that the source no longer lists. Posts are ruled by their folder.

import type { ArticleId, EpochMs, SourceId } from '../../model/article.ts'
import type { Note } from '../../model/note.ts'
import type { Keep, Source, SourceState } from '../../model/source.ts'
import type { Store } from '../../store/store.ts'

const BATCH = 500 // articles that leave in one transaction

/** How SourceState and ListState name an article that is listed: 64 bits of its id tell those of one source apart. */
export function listedAs(id: ArticleId): string {
  return id.slice(0, 16)
}

/** By which limits an article left the store: with others it may come back. Null: everything is kept. */
export function ruleOf(keep: Keep | null): string | null {
  return keep === null ? null : JSON.stringify([keep.age, keep.count, keep.size])
}

export function keepOf(source: Source): Keep | null {
  return source.type === 'posts' ? null : source.keep
}

/**
 * Drops from the store what is beyond the limits and not listed. Nothing goes while it is not known what the source lists: `keep` is new, and no
 * document was read since.
 *
 * @param now  the run's time: age is counted back from it
 * @throws FeedmillError `store.*`
 */
export async function pruneSource(source: Source, stateOf: (id: SourceId) => Promise<SourceState>, store: Store, now: EpochMs): Promise<readonly Note[]> {
  const keep = keepOf(source)
  if (keep === null || !source.enabled) return []
  const surplus = await store.findSurplus(source.id, { since: keep.age === null ? null : now - keep.age, count: keep.count, size: keep.size })
  const listed = surplus.length === 0 ? null : listedBy(source, await stateOf(source.id))
  if (listed === null) return []
  const leaving = surplus.filter((id) => !listed.has(listedAs(id)))
  for (let at = 0; at < leaving.length; at += BATCH) await store.forget(leaving.slice(at, at + BATCH), ruleOf(keep) ?? '')
  if (leaving.length === 0) return []
  return [{ code: 'source.pruned', message: `${leaving.length} ${leaving.length === 1 ? 'article' : 'articles'} left the store by its \`keep\`` }]
}

/** Null where it is not known of every list. */
function listedBy(source: Source, { listed, lists, gone }: SourceState): ReadonlySet<string> | null {
  if (gone) return new Set()
  if (source.type !== 'json') return listed === null ? null : new Set(listed)
  const known = source.urls.map((url) => lists.find((list) => list.url === url)?.listed)
  return known.every((ids) => ids !== undefined) ? new Set(known.flat()) : null
}
