// Articles that the operator took down for good: how they leave, and what keeps them out. Only their addresses and ids stay.

import type { Article, ArticleId, EpochMs, SourceId } from '../../model/article.ts'
import type { FeedKey } from '../../model/feed.ts'
import { articleFromJson, PLACED, type Placed, placedFromRow, type PlacedRow } from '../rows.ts'
import { isShareable, MAX_SHARING, storyKeysOf } from '../stories.ts'
import type { Retraction } from '../store.ts'
import type { Connection } from './connection.ts'
import { loadStories, place } from './placing.ts'
import { loadSourceStates, writeState } from './sources.ts'

interface RetractionRow {
  readonly id: ArticleId
  readonly source: SourceId
  readonly guid: string
  readonly url: string | null
  readonly retracted_at: EpochMs
}
const COLUMNS = 'r.id, r.source, r.guid, r.url, r.retracted_at'
const IN_LIST = 'in (select value from json_each(?))'

function fromRow(row: RetractionRow): Retraction {
  return { articleId: row.id, sourceId: row.source, guid: row.guid, url: row.url, retractedAt: row.retracted_at }
}

export function loadRetractions(db: Connection): Retraction[] {
  return db.all<RetractionRow>(`select ${COLUMNS} from retraction r order by r.retracted_at, r.id`).map(fromRow)
}

export function loadDeletedEntries(db: Connection, { kind, of }: FeedKey, since: EpochMs, limit: number): Retraction[] {
  const sql =
    `select ${COLUMNS} from deleted_entry d join retraction r on r.id = d.id ` +
    'where d.feed = (select n from feed where kind = ? and key = ?) and d.sort_at >= ? order by d.sort_at desc, d.id limit ?'
  return db.all<RetractionRow>(sql, kind, of, since, limit).map(fromRow)
}

/**
 * The pages that held the text are written anew before this returns, with the whole file: what SQLite only marks as free would
 * still be found in it.
 */
export function retract(db: Connection, ids: readonly ArticleId[], at: EpochMs): Retraction[] {
  const taken = db.transaction(() => takeDown(db, ids, at))
  if (taken.length > 0) db.exec('vacuum; pragma wal_checkpoint(truncate)')
  return taken
}

function takeDown(db: Connection, ids: readonly ArticleId[], at: EpochMs): Retraction[] {
  const named = db.all<PlacedRow>(`select ${PLACED} from article a where a.id ${IN_LIST}`, JSON.stringify(ids)).map(placedFromRow)
  const told = loadStories(db, [...new Set(named.filter(({ published }) => published).map(({ story }) => story))])
  const articles = [...new Map([...named, ...told].map((article) => [article.n, article])).values()]
  for (const article of articles) remember(db, article, at)
  place(db, articles.filter(({ published }) => published).map((before) => ({ before, after: null })))
  for (const { n } of articles) db.run('delete from article where n = ?', n)
  forgetPending(db, new Set(articles.map(({ id }) => id)))
  const taken = new Set(articles.map(({ id }) => id))
  return loadRetractions(db).filter(({ articleId }) => taken.has(articleId))
}

/** Before its rows go. */
function remember(db: Connection, article: Placed, at: EpochMs): void {
  const { guid, url } = articleFromJson(db.all<{ json: string }>('select json from body where article = ?', article.n)[0]?.json ?? '{}')
  db.run('insert into retraction (id, source, guid, url, retracted_at) values (?, ?, ?, ?, ?)', article.id, article.sourceId, guid, url, at)
  for (const key of article.keys) if (namesStory(db, key)) db.run('insert into retracted_key (key, id) values (?, ?)', key, article.id)
  db.run('insert or ignore into retracted_key (key, id) select identity, ? from renaming where article = ?', article.id, article.n)
  db.run('insert into deleted_entry (feed, sort_at, id) select feed, sort_at, ? from membership where article = ?', article.id, article.n)
}

/** An address that a source gives to all its articles is no reason to keep them all out. */
function namesStory(db: Connection, key: string): boolean {
  const sql = `select ${PLACED} from story_key k join article a on a.n = k.article where k.key = ? limit ${MAX_SHARING + 1}`
  return isShareable(db.all<PlacedRow>(sql, key).map(placedFromRow))
}

/** What a JSON source holds of records that wait for their detail is text too. */
function forgetPending(db: Connection, ids: ReadonlySet<ArticleId>): void {
  for (const [id, state] of loadSourceStates(db)) {
    const pending = state.pending.filter((record) => !ids.has(record.id))
    if (pending.length < state.pending.length) writeState(db, id, { ...state, pending })
  }
}

/** Which of these articles must stay out: one that was taken down, or another one of its story. */
export function findRetracted(db: Connection, articles: readonly Article[]): ReadonlySet<ArticleId> {
  if (db.all('select 1 from retraction limit 1').length === 0) return new Set()
  const byId = `select id from retraction where id ${IN_LIST}`
  const out = new Set(db.all<{ id: ArticleId }>(byId, JSON.stringify(articles.map(({ id }) => id))).map(({ id }) => id))
  const keys = articles.map((article) => ({ id: article.id, keys: [article.id, ...storyKeysOf(article)] }))
  const byKey = `select distinct key from retracted_key where key ${IN_LIST}`
  const barred = new Set(db.all<{ key: string }>(byKey, JSON.stringify(keys.flatMap((one) => one.keys))).map(({ key }) => key))
  for (const one of keys) if (one.keys.some((key) => barred.has(key))) out.add(one.id)
  return out
}

/** Validators and files are forgotten with them, so that what upstream still lists, or lies in a folder, is read again. */
export function forgetRetractions(db: Connection, ids: readonly ArticleId[]): void {
  const asked = JSON.stringify(ids)
  db.transaction(() => {
    const sources = db.all<{ source: SourceId }>(`select distinct source from retraction where id ${IN_LIST}`, asked)
    const states = loadSourceStates(db)
    db.run(`update feed set to_write = 1 where n in (select feed from deleted_entry where id ${IN_LIST})`, asked)
    db.run(`delete from retraction where id ${IN_LIST}`, asked)
    db.run(`delete from file where article_id ${IN_LIST}`, asked)
    for (const { source } of sources) {
      const state = states.get(source)
      if (state !== undefined) writeState(db, source, { ...state, validators: null, bodyHash: null, nextDueAt: null, lists: [] })
    }
  })
}
