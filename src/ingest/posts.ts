// One visit to a folder of posts: scan it, and see whether it is as the last visit left it. If not, what reads posts is loaded
// (posts/visit.ts) and brings the store in line: of most runs nothing more is asked.

import { hash } from 'node:crypto'
import { lacksAmong } from '../model/note.ts'
import type { PostsSource, SourceState } from '../model/source.ts'
import type { Store } from '../store/store.ts'
import { type PostFile, scanPosts } from './fetch/posts.ts'
import type { Rules } from './normalize/normalize.ts'
import { answered, remembered } from './plan/history.ts'
import type { PostsEdges, PostsVisit, Scanned } from './posts/visit.ts'
import { derivationOf } from './rules.ts'

/** Raised whenever the same file would become another article; every store then reads its posts anew, once. */
const POSTS_VERSION = 8

/**
 * Brings the store in line with a folder of posts.
 * A post that cannot be read, or lies where nothing can be, keeps the article it made before; of two with one id the first in path order stays.
 * @throws FeedmillError `fetch.missing_file`, `store.*`; the signal's reason when it is aborted
 */
export async function ingestPosts(source: PostsSource, state: SourceState, rules: Rules, edges: PostsEdges): Promise<PostsVisit> {
  const now = edges.now() // before the folder is looked at
  const listing = await scanPosts(source)
  const visited = { ...answered(state, now, null), nextDueAt: null }
  const scanned = { source, rules, now, visited, listing, derivation: fingerprintOf(source, rules), digest: digestOf(listing.files) }
  if (state.derivation === scanned.derivation && state.bodyHash === scanned.digest) return standStill(scanned, edges.store)
  const { takeIn } = await import('./posts/visit.ts')
  return takeIn(scanned, state, edges)
}

/** The folder is as the last visit left it, and that one left nothing to come back to. */
async function standStill({ source, now, visited, listing: { notes } }: Scanned, store: Store): Promise<PostsVisit> {
  await store.saveSourceState(source.id, { ...visited, lacks: lacksAmong(notes), history: remembered(visited.history, now, { outcome: 'unchanged', http: null }) })
  return { items: visited.items, new: 0, updated: 0, removed: 0, notes }
}

/** Changes with any file that comes, goes or is written. */
function digestOf(files: readonly PostFile[]): string {
  return hash('sha256', files.map(({ path, size, modifiedAt }) => `${path}\0${size}\0${modifiedAt}`).join('\n'))
}

/** Everything that decides what a file becomes. */
function fingerprintOf(source: PostsSource, rules: Rules): string {
  // What the rules make of a post is derived from its raw text (derive.ts) and needs no file; the rest decides how files are read.
  const { id: _id, title: _title, enabled: _enabled, path: _path, authorsFile: _file, categories: _categories, tags: _tags, rights: _rights, ...reading } = source
  return `${derivationOf(rules)}:${hash('sha256', JSON.stringify([POSTS_VERSION, reading]))}`
}
