// What publishing is given by whoever runs it, and what it reports.

import type { Store, StoredArticle } from '../store/store.ts'
import type { Spool } from './deliver/spool.ts'
import type { Target } from './deliver/target.ts'
import type { PostsReport } from './posts.ts'

export interface PublishEdges {
  readonly store: Store
  readonly target: Target
  readonly spool?: Spool // for entries that later feeds show too and that have no room in memory; absent: they are rendered again
  /** Renders the body of a post, which is left for when a feed first shows it. */
  readonly complete: (stored: StoredArticle) => Promise<StoredArticle> | StoredArticle
  readonly onProgress?: (done: number, total: number, what: string) => void
  readonly compare?: boolean // true: the bytes of every file are compared, for `publish --all`
  readonly signal?: AbortSignal // ends the run between two feeds; the next one goes on
  readonly posts?: Target | null // a folder for posts of a site generator; without it none are written
}

/** Files, every published one but manifest.json. */
export interface PublishReport {
  readonly written: number
  readonly unchanged: number // published, and not written in this run; of one that was told to end, without what it had still to look at
  readonly removed: number
  readonly bytes: number // of those written
  readonly posts?: PostsReport // where they are wanted
}
