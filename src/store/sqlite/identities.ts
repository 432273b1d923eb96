// Which identities name which article: its own, those that its source gave it later, and those of articles that left the store; which
// articles are alike, and which are beyond the limits of their source.

import type { ArticleId, EpochMs, SourceId } from '../../model/article.ts'
import { sourceFeed } from '../../model/feed.ts'
import { listingFromText, PLACED, placedFromRow, type PlacedRow, textOfListing } from '../rows.ts'
import type { Alias, Batch, Limits, Listing, Recognized, Renaming } from '../store.ts'
import type { Connection } from './connection.ts'
import { place } from './placing.ts'

const AMBIGUOUS = 3 // so many alike say as much as more of them

export function recognize(db: Connection, ids: readonly ArticleId[]): ReadonlyMap<ArticleId, Recognized> {
  const sql =
    'select asked.value as id, a.n, r.guid, f.rule from json_each(?) asked left join article a on a.id = asked.value ' +
    'left join renaming r on r.identity = asked.value left join forgotten f on f.id = asked.value ' +
    'where a.n is not null or r.guid is not null or f.rule is not null'
  return new Map(db.all<KnownRow>(sql, JSON.stringify(ids)).map((row) => [row.id, recognizedFromRow(row)]))
}

interface KnownRow {
  readonly id: ArticleId
  readonly n: number | null
  readonly guid: string | null
  readonly rule: string | null
}

function recognizedFromRow({ n, guid, rule }: KnownRow): Recognized {
  if (n !== null) return { kind: 'stored' }
  return guid === null ? { kind: 'forgotten', rule: rule ?? '' } : { kind: 'renamed', guid }
}

export function findAlike(db: Connection, sourceId: SourceId, likenesses: readonly string[]): ReadonlyMap<string, readonly ArticleId[]> {
  // Indexes are named, as in order of id SQLite would walk the whole source for each of them.
  const where = `where source = ? and likeness = ? limit ${AMBIGUOUS}`
  const find = (table: string, likeness: string): ArticleId[] => idsOf(db.all(`select id from ${table} ${where}`, sourceId, likeness)).sort()
  return new Map(
    likenesses.map((likeness) => {
      const stored = find('article indexed by article_by_likeness', likeness)
      return [likeness, stored.length > 0 ? stored : find('forgotten indexed by forgotten_by_likeness', likeness)]
    }),
  )
}

/** Inside a transaction, when the articles are there. */
export function saveRenamings(db: Connection, renamings: readonly Renaming[]): void {
  const sql = 'insert or replace into renaming (identity, article, guid) select ?, n, ? from article where id = ?'
  for (const { identity, articleId, guid } of renamings) db.run(sql, identity, guid, articleId)
}

/** Inside a transaction, before the articles come in. The likeness goes with the latest identity: by two an article would be like two. */
export function saveAliases(db: Connection, aliases: readonly Alias[]): void {
  const columns = 'first_seen_at, rule, source, likeness'
  for (const { identity, articleId } of aliases) {
    db.run(`insert or replace into forgotten (id, ${columns}) select ?, ${columns} from forgotten where id = ?`, identity, articleId)
    db.run('update forgotten set likeness = null where id = ?', articleId)
  }
}

export function loadListing(db: Connection, sourceId: SourceId, list: string): Listing {
  const listing = listingFromText(db.all<{ items: string }>('select items from listing where source = ? and list = ?', sourceId, list)[0]?.items ?? '')
  const asked = JSON.stringify([...listing.values()])
  const stored = new Set(idsOf(db.all('select a.id from json_each(?) asked join article a on a.id = asked.value', asked)))
  return new Map([...listing].filter(([, id]) => stored.has(id)))
}

/** Inside a transaction. */
export function saveListings(db: Connection, sourceId: SourceId, listings: NonNullable<Batch['listings']>): void {
  for (const [list, listing] of listings) db.run('insert or replace into listing (source, list, items) values (?, ?, ?)', sourceId, list, textOfListing(listing))
}

// --- articles that leave

export function findSurplus(db: Connection, sourceId: SourceId, { since, count, size }: Limits): ArticleId[] {
  const { kind, of } = sourceFeed(sourceId)
  const feed = db.all<{ n: number; entries: number }>('select n, entries from feed where kind = ? and key = ?', kind, of)[0]
  if (feed === undefined) return []
  const surplus = [
    ...(since === null ? [] : olderThan(db, feed.n, since)),
    ...(count === null || feed.entries <= count ? [] : beyondCount(db, feed.n, count)),
    ...(size === null ? [] : beyondSize(db, feed.n, size)),
  ]
  return [...new Set(surplus)]
}

const IN_ORDER = 'from membership m join article a on a.n = m.article'
const ORDER = 'order by m.sort_at desc, a.id'

function olderThan(db: Connection, feed: number, since: EpochMs): ArticleId[] {
  return idsOf(db.all(`select a.id ${IN_ORDER} where m.feed = ? and m.sort_at < ? ${ORDER}`, feed, since))
}

function beyondCount(db: Connection, feed: number, count: number): ArticleId[] {
  return idsOf(db.all(`select a.id ${IN_ORDER} where m.feed = ? ${ORDER} limit -1 offset ?`, feed, count))
}

/** The newest article is kept whatever its size. */
function beyondSize(db: Connection, feed: number, size: number): ArticleId[] {
  const bytes = 'octet_length(b.json) + octet_length(r.bytes)'
  const totals =
    `select a.id, m.sort_at, sum(${bytes}) over (${ORDER}) as total, row_number() over (${ORDER}) as place ${IN_ORDER} ` +
    'join body b on b.article = a.n join raw r on r.article = a.n where m.feed = ?'
  return idsOf(db.all(`select id from (${totals}) where total > ? and place > 1 order by sort_at desc, id`, feed, size))
}

function idsOf(rows: readonly unknown[]): ArticleId[] {
  return (rows as readonly { readonly id: ArticleId }[]).map(({ id }) => id)
}

/** By every identity that an article had. */
export function forget(db: Connection, ids: readonly ArticleId[], rule: string): void {
  db.transaction(() => {
    const sql = `select ${PLACED} from json_each(?) asked join article a on a.id = asked.value`
    const articles = db.all<PlacedRow>(sql, JSON.stringify(ids)).map(placedFromRow)
    place(db, articles.map((article) => ({ before: article.published ? article : null, after: null })))
    for (const { n, sighting } of articles) {
      db.run('insert or replace into forgotten (id, first_seen_at, rule, source, likeness) select id, first_seen_at, ?, source, likeness from article where n = ?', rule, n)
      db.run('insert or replace into forgotten (id, first_seen_at, rule) select identity, ?, ? from renaming where article = ?', sighting.firstSeenAt, rule, n)
      db.run('delete from article where n = ?', n)
    }
  })
}

/** When articles that come in were first seen, as far as they were here before; that is then no longer needed. Inside a transaction. */
export function recall(db: Connection, ids: readonly ArticleId[]): ReadonlyMap<ArticleId, EpochMs> {
  const asked = JSON.stringify(ids)
  const found = db.all<{ id: ArticleId; first_seen_at: EpochMs }>('select id, first_seen_at from forgotten where id in (select value from json_each(?))', asked)
  if (found.length > 0) db.run('delete from forgotten where id in (select value from json_each(?))', asked)
  return new Map(found.map((row) => [row.id, row.first_seen_at]))
}
