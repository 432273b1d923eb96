// The views in force, as placing asks for them: what each holds, and since when where it goes back for a time only.

import type { EpochMs } from '../../../model/article.ts'
import type { View } from '../../../model/feed.ts'
import type { TermKind } from '../../../model/taxonomy.ts'
import { FEED_OF_ALL } from '../../migrations.ts'
import type { TermFeeds } from '../../views.ts'
import type { Connection } from '../connection.ts'

export interface StoredView {
  readonly feed: number
  readonly view: View
}

export interface ViewIndex {
  readonly views: readonly StoredView[]
  readonly feedsOf: TermFeeds
  readonly newestAt: EpochMs // of the site; the beginning of time where nothing is stored
  readonly sinceOf: ReadonlyMap<number, EpochMs> // of a view's feed, where it has an age
}

const NEVER = Number.MIN_SAFE_INTEGER

export function loadViews(db: Connection): ViewIndex {
  const rows = db.all<{ feed: number; definition: string }>('select feed, definition from view order by feed')
  const views = rows.map(({ feed, definition }) => ({ feed, view: JSON.parse(definition) as View }))
  const newestAt = views.some(({ view }) => view.age !== null) ? newestOf(db) : NEVER
  return { views, feedsOf: termFeeds(db), newestAt, sinceOf: sincesOf(views, newestAt) }
}

function newestOf(db: Connection): EpochMs {
  return db.all<{ sort_at: EpochMs }>('select sort_at from membership where feed = ? order by sort_at desc limit 1', FEED_OF_ALL)[0]?.sort_at ?? NEVER
}

function sincesOf(views: readonly StoredView[], newestAt: EpochMs): ReadonlyMap<number, EpochMs> {
  return new Map(views.flatMap(({ feed, view: { age } }) => (age === null ? [] : [[feed, newestAt === NEVER ? NEVER : newestAt - age] as const])))
}

/**
 * After a change of articles: what has become too old leaves. Where the newest article of the site is gone, what is young again is
 * found by the next alignment (views.ts).
 */
export function ageViews(db: Connection, { views, newestAt }: ViewIndex): void {
  const aged = views.filter(({ view }) => view.age !== null)
  if (aged.length === 0) return
  const now = newestOf(db)
  if (now === newestAt) return
  for (const [feed, since] of sincesOf(aged, now)) {
    const left = db.run('delete from membership where feed = ? and sort_at < ?', feed, since)
    if (left > 0) db.run('update feed set entries = entries - ?, to_write = 1 where n = ?', left, feed)
    if (now < newestAt) db.run('update view set stale = 1 where feed = ?', feed)
  }
}

function termFeeds(db: Connection): TermFeeds {
  const known = new Map<string, ReadonlySet<number>>()
  return (kind, key) => {
    const name = `${kind}/${key}`
    const feeds = known.get(name) ?? findTerm(db, kind, key)
    known.set(name, feeds)
    return feeds
  }
}

function findTerm(db: Connection, kind: TermKind, key: string): ReadonlySet<number> {
  const sql = 'select n from feed where kind = ?1 and key = ?2 union select feed as n from spelling where kind = ?1 and key = ?2'
  return new Set(db.all<{ n: number }>(sql, kind, key).map(({ n }) => n))
}
