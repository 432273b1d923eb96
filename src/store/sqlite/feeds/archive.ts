// The pages of every feed's archive: which entries are in which, and which pages changed.

import type { EpochMs } from '../../../model/article.ts'
import type { FeedKey } from '../../../model/feed.ts'
import type { EntryRef, PageRecord } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { refFromRow, type RefRow } from './feeds.ts'

const PAGE_OF = 'select page from membership where feed = ?1 and sort_at = ?2 and article = ?3'

export function sealPages(db: Connection, { kind, of }: FeedKey, limit: number): PageRecord[] {
  const feed = db.all<{ n: number }>('select n from feed where kind = ? and key = ?', kind, of)[0]?.n
  if (feed === undefined) return []
  const waiting = db.all<{ entries: number }>('select count(*) as entries from membership where feed = ? and page is null', feed)[0]?.entries ?? 0
  const filled = Math.max(0, Math.ceil((waiting - limit) / limit))
  if (filled > 0) db.transaction(() => fillPages(db, feed, filled, limit))
  const rows = db.all<{ n: number; entries: number; to_write: number }>('select n, entries, to_write from page where feed = ? order by n', feed)
  return rows.map(({ n, entries, to_write: toWrite }) => ({ n, entries, isChanged: toWrite === 1 }))
}

/** From the oldest entry on, in the order that `loadPage` reads backwards. */
function fillPages(db: Connection, feed: number, pages: number, limit: number): void {
  const last = db.all<{ n: number | null }>('select max(n) as n from page where feed = ?', feed)[0]?.n ?? 0
  const oldest =
    'select m.sort_at, m.article, (row_number() over (order by m.sort_at, a.id desc) - 1) / cast(?3 as integer) as turn ' +
    'from membership m join article a on a.n = m.article where m.feed = ?1 and m.page is null order by m.sort_at, a.id desc limit ?4'
  const sql =
    `update membership set page = ?2 + 1 + oldest.turn from (${oldest}) oldest ` +
    'where feed = ?1 and membership.sort_at = oldest.sort_at and membership.article = oldest.article'
  db.run(sql, feed, last, limit, pages * limit)
  const insert = db.run.bind(db, 'insert into page (feed, n, entries) values (?, ?, ?)')
  for (let n = last + 1; n <= last + pages; n += 1) insert(feed, n, limit)
}

export function loadArchived(db: Connection, { kind, of }: FeedKey, n: number | null): EntryRef[] {
  const sql =
    'select a.id, a.source, m.sort_at, a.stamp from membership m join article a on a.n = m.article ' +
    'where m.feed = (select n from feed where kind = ? and key = ?) and m.page is ? order by m.sort_at desc, a.id'
  return db.all<RefRow>(sql, kind, of, n).map(refFromRow)
}

/** What all pages of a feed say around their entries changes. Inside a transaction. */
export function markPages(db: Connection, { kind, of }: FeedKey): void {
  db.run('update page set to_write = 1 where feed = (select n from feed where kind = ? and key = ?)', kind, of)
}

/** An entry of a page, if it is in one, changes. Inside a transaction. */
export function changePage(db: Connection, feed: number, article: number, sortAt: EpochMs): void {
  db.run(`update page set to_write = 1 where feed = ?1 and n = (${PAGE_OF})`, feed, sortAt, article)
}

/** An entry is about to leave its page, if it is in one; the page behind one that is left empty is linked to another. Inside a transaction. */
export function leavePage(db: Connection, feed: number, article: number, sortAt: EpochMs): void {
  const sql = `update page set to_write = 1, entries = entries - 1 where feed = ?1 and n = (${PAGE_OF}) returning n, entries`
  const [left] = db.all<{ n: number; entries: number }>(sql, feed, sortAt, article)
  if (left?.entries !== 0) return
  db.run('update page set to_write = 1 where feed = ?1 and n = (select min(n) from page where feed = ?1 and n > ?2 and entries > 0)', feed, left.n)
}
