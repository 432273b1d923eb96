// What we know of each source between runs, and whether its articles are shown at all.

import type { SourceId } from '../../model/article.ts'
import { sourceFeed } from '../../model/feed.ts'
import type { Channel, SourceState } from '../../model/source.ts'
import { PLACED, type Placed, placedFromRow, type PlacedRow, stateFromJson, stateFromRow, type StateRow, textOfState } from '../rows.ts'
import type { Visit } from '../store.ts'
import type { Connection } from './connection.ts'
import { markPages } from './feeds/archive.ts'
import { place, restamp } from './placing.ts'

const PAGE = 500 // articles in memory at once

export function loadSourceStates(db: Connection): ReadonlyMap<SourceId, SourceState> {
  const sql = 'select s.id, s.state, v.at, v.due_at, v.visits from source s left join visit v on v.source = s.id where s.state is not null'
  return new Map(db.lists<StateRow>(sql).map((row) => [row[0], stateFromRow(row)]))
}

export function saveSourceState(db: Connection, id: SourceId, state: SourceState): void {
  db.transaction(() => writeState(db, id, state))
}

/** Short rows of their own: thousands of visits a run come to the same as the ones before. */
export function saveVisits(db: Connection, visits: readonly Visit[]): void {
  const sql =
    'insert into visit (source, at, due_at, visits) values (?, ?, ?, 1) ' +
    'on conflict (source) do update set at = excluded.at, due_at = excluded.due_at, visits = visits + 1'
  db.transaction(() => {
    for (const { sourceId, at, nextDueAt } of visits) db.run(sql, sourceId, at, nextDueAt)
  })
}

/**
 * Inside a transaction, after the articles that come with it. A source that calls itself something else than before is shown differently
 * by every entry that names it.
 */
export function writeState(db: Connection, id: SourceId, state: SourceState): void {
  const stored = db.all<{ state: string | null }>('select state from source where id = ?', id)[0]?.state ?? null
  const before = stored === null ? null : stateFromJson(stored)
  db.run('insert into source (id, state) values (?, ?) on conflict (id) do update set state = excluded.state', id, textOfState(state))
  db.run('delete from visit where source = ?', id)
  if (publishedKey(before) !== publishedKey(state)) db.run(MARKED, id)
  if (archiveFrameKey(before) !== archiveFrameKey(state)) markPages(db, sourceFeed(id))
  if (before === null || before.channel === null || attributionKey(before.channel) === attributionKey(state.channel)) return
  db.run('update source set edition = edition + 1 where id = ?', id)
  forEachPage(db, id, (articles) => restamp(db, articles.filter(({ published }) => published)))
}

/** Puts a source's own feed on the list of feeds to rewrite, be it empty. */
const MARKED = "insert into feed (kind, key, to_write) values ('source', ?, 1) on conflict (kind, key) do update set to_write = 1"

/** What differs where anything did that publishing looks at in a state: a source that never answered has no feed yet. */
function publishedKey(state: SourceState | null): string {
  return JSON.stringify([state?.channel ?? null, (state?.lastSuccessAt ?? null) !== null])
}

/** What its archive's pages say of it around their entries, which stamps know nothing of. */
function archiveFrameKey(state: SourceState | null): string {
  return JSON.stringify([state?.channel?.language, state?.channel?.imageUrl])
}

/** What entries show of their source. */
function attributionKey(channel: Channel | null): string {
  return JSON.stringify([channel?.id, channel?.title, channel?.feedUrl, channel?.siteUrl])
}

/** Makes a source known and its articles shown; inside a transaction. */
export function enrolSource(db: Connection, id: SourceId): void {
  db.run('insert into source (id) values (?) on conflict do nothing', id)
  if (db.run('update source set retired = 0 where id = ? and retired = 1', id) > 0) show(db, id, true)
}

/** The named sources are shown, the others not. */
export function retireSourcesExcept(db: Connection, ids: readonly SourceId[]): void {
  db.transaction(() => {
    const named = new Set(ids)
    for (const { id, retired } of db.all<{ id: SourceId; retired: number }>('select id, retired from source order by retired, id')) {
      if (named.has(id) === (retired === 0)) continue
      db.run('update source set retired = ? where id = ?', named.has(id) ? 0 : 1, id)
      show(db, id, named.has(id))
    }
  })
}

function show(db: Connection, id: SourceId, isShown: boolean): void {
  forEachPage(db, id, (articles) => {
    const placed = place(db, articles.map((article) => (isShown ? { before: null, after: article } : { before: article, after: null })))
    for (const { n } of articles) {
      const { story, stamp } = placed.get(n) ?? { story: n, stamp: '' }
      db.run('update article set published = ?, story = ?, stamp = ? where n = ?', isShown ? 1 : 0, story, stamp, n)
    }
  })
}

function forEachPage(db: Connection, id: SourceId, visit: (articles: readonly Placed[]) => void): void {
  const sql = `select ${PLACED} from article a where a.source = ? and a.id > ? order by a.id limit ${PAGE}`
  for (let after = '', more = true; more; ) {
    const page = db.all<PlacedRow>(sql, id, after).map(placedFromRow)
    visit(page)
    after = page.at(-1)?.id ?? ''
    more = page.length === PAGE
  }
}
