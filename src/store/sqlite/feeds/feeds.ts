// Feeds going out: which there are, which are to be rewritten, and the entries of each in order.

import type { ArticleId, EpochMs, SourceId } from '../../../model/article.ts'
import type { FeedKey } from '../../../model/feed.ts'
import type { Counts, EntryRef, FeedSummary } from '../../store.ts'
import type { Connection } from '../connection.ts'

interface KeyRow {
  readonly kind: FeedKey['kind']
  readonly key: string
}

/** A story has one entry in the feed of everything, an article one in that of its source. */
export function counts(db: Connection): Counts {
  const rows = db.all<{ kind: FeedKey['kind']; entries: number }>('select kind, sum(entries) as entries from feed group by kind')
  const entries = new Map(rows.map((row) => [row.kind, row.entries]))
  return { articles: entries.get('source') ?? 0, stories: entries.get('all') ?? 0 }
}

export function loadFeeds(db: Connection): FeedSummary[] {
  const newest = 'select m.sort_at from membership m where m.feed = f.n order by m.sort_at desc limit 1'
  const sql = `select f.kind, f.key, f.entries, (${newest}) as newest_at from feed f where f.entries > 0 order by f.kind, f.key`
  const rows = db.all<KeyRow & { entries: number; newest_at: number }>(sql)
  return rows.map((row) => ({ key: keyFromRow(row), entries: row.entries, newestAt: row.newest_at }))
}

export function loadFeedsToWrite(db: Connection): FeedKey[] {
  return db.all<KeyRow>('select kind, key from feed where to_write = 1 order by kind, key').map(keyFromRow)
}

export function markAllFeeds(db: Connection): void {
  db.run('update feed set to_write = 1 where entries > 0')
}

export function clearFeedsToWrite(db: Connection, keys: readonly FeedKey[]): void {
  db.transaction(() => {
    for (const { kind, of } of keys) {
      db.run('update feed set to_write = 0 where kind = ? and key = ?', kind, of)
      db.run('update page set to_write = 0 where to_write = 1 and feed = (select n from feed where kind = ? and key = ?)', kind, of)
    }
  })
}

/** Entries with one sortAt are sorted by id, so that two machines that took them in in another order publish the same bytes. */
export function loadPage(db: Connection, { kind, of }: FeedKey, limit: number, offset: number): EntryRef[] {
  const sql =
    'select a.id, a.source, m.sort_at, a.stamp from membership m join article a on a.n = m.article ' +
    'where m.feed = (select n from feed where kind = ? and key = ?) order by m.sort_at desc, a.id limit ? offset ?'
  return db.all<RefRow>(sql, kind, of, limit, offset).map(refFromRow)
}

export interface RefRow {
  readonly id: ArticleId
  readonly source: SourceId
  readonly sort_at: EpochMs
  readonly stamp: string
}

export function refFromRow({ id, source, sort_at, stamp }: RefRow): EntryRef {
  return { articleId: id, sourceId: source, sortAt: sort_at, stamp }
}

function keyFromRow({ kind, key }: KeyRow): FeedKey {
  return { kind, of: key }
}
