// The publishing half. Of most runs nothing is to be written: what finds out what is and writes it (rewrite.ts) is loaded when something may be.

import type { Settings } from '../settings/settings.ts'
import type { PublishEdges, PublishReport } from './edges.ts'
import { upToDateFiles } from './up-to-date.ts'

/**
 * Writes every feed that changed, the lists of all feeds and the manifest, and removes what is published no longer.
 * Killed at any point it loses nothing: the next run finds its list as it was, and files that have their bytes already.
 *
 * @throws FeedmillError `store.*`, `output.unwritable`
 */
export async function publish(settings: Settings, edges: PublishEdges): Promise<PublishReport> {
  const { store, target, compare = false } = edges
  const upToDate = compare ? null : await upToDateFiles(settings, store, target)
  if (upToDate !== null) return { written: 0, unchanged: upToDate, removed: 0, bytes: 0 }
  const { rewrite } = await import('./rewrite.ts')
  return rewrite(settings, edges)
}
