// Whether anything at all can have changed since the published tree was last seen to be complete. A run in which nothing did is the
// ordinary one, and a survey of thousands of feeds costs more than all its requests.

import { hash } from 'node:crypto'
import type { Settings } from '../settings/settings.ts'
import type { Store } from '../store/store.ts'
import type { Target } from './deliver/target.ts'
import { RENDER_VERSION } from './render/forms.ts'
import { COMPLETE_TREE, RUN_IS_OPEN } from './setting-names.ts'

/** A tree that was complete. */
interface CompleteTree {
  readonly of: string // fingerprint of all that it was made from but the store, and of what lay in the folder
  readonly files: number // published ones
}

/**
 * How many files are published, where all of them stand as they must; null where that is to be looked at. What changed in the store
 * is on its list of feeds to rewrite.
 */
export async function upToDateFiles(settings: Settings, store: Store, target: Target): Promise<number | null> {
  if (settings.publish.posts !== null) return null // they have a folder of their own to look at
  const known = await store.loadSetting(COMPLETE_TREE)
  if (known === null || (await store.loadSetting(RUN_IS_OPEN)) === 'yes' || (await store.loadFeedsToWrite()).length > 0) return null
  const { of, files } = JSON.parse(known) as CompleteTree
  return of === (await fingerprintOf(settings, target)) ? files : null
}

/** Remembers a tree that is complete, and that nothing is to be written into. */
export async function rememberComplete(settings: Settings, store: Store, target: Target, files: number): Promise<void> {
  const of = await fingerprintOf(settings, target)
  if (of !== null) await store.saveSetting(COMPLETE_TREE, JSON.stringify({ of, files } satisfies CompleteTree))
}

async function fingerprintOf(settings: Settings, target: Target): Promise<string | null> {
  const stamp = await target.stamp()
  if (stamp === null) return null
  const { site, publish, schedule, sources, taxonomy, views } = settings
  const terms = [taxonomy.aliases, taxonomy.labels, taxonomy.labelled, taxonomy.slugs, taxonomy.drop].map((part) => Array.from<unknown>(part))
  return hash('sha256', JSON.stringify([RENDER_VERSION, stamp, site, publish, schedule, terms, sources, views]), 'base64url')
}
