// The operator's views brought in line with the config: where a definition changed, its entries are worked out anew from what is stored.

import type { EpochMs } from '../../../model/article.ts'
import type { View } from '../../../model/feed.ts'
import { PLACED, type Placed, placedFromRow, type PlacedRow, STORED, storedFromRow, type StoredRow } from '../../rows.ts'
import type { Story } from '../../stories.ts'
import { chosenFor, hitsOf, ownConditions, type TextOf } from '../../views.ts'
import type { Connection } from '../connection.ts'
import { leavePage, markPages } from '../feeds/archive.ts'
import { loadStories, storedStories } from '../placing.ts'
import { loadViews, type StoredView, type ViewIndex } from './view-index.ts'

const PAGE = 300 // articles in memory at once, with their texts

/** All in one transaction: a definition that is stored is one whose entries are. */
export function alignViews(db: Connection, wanted: readonly View[], textOf: TextOf): void {
  const rows = db.all<{ key: string; definition: string; stale: number }>('select f.key, v.definition, v.stale from view v join feed f on f.n = v.feed')
  const stored = new Map(rows.map((row) => [row.key, row]))
  const gone = [...stored.keys()].filter((id) => !wanted.some((view) => view.id === id))
  const isCurrent = (view: View): boolean => {
    const row = stored.get(view.id)
    return row?.stale === 0 && row.definition === JSON.stringify(view)
  }
  const changed = wanted.filter((view) => !isCurrent(view))
  if (gone.length + changed.length === 0) return
  db.transaction(() => {
    const asked = namesAsked(loadViews(db))
    for (const id of gone) empty(db, id)
    for (const view of changed) define(db, view)
    const index = loadViews(db)
    if ([...namesAsked(index)].some((name) => !asked.has(name))) lookAgain(db, index, textOf)
    const ids = new Set(changed.map(({ id }) => id))
    fill(db, index.views.filter(({ view }) => ids.has(view.id)), index)
  })
}

function namesAsked({ views }: ViewIndex): ReadonlySet<string> {
  return new Set(ownConditions(views.map(({ view }) => view.where)).keys())
}

function empty(db: Connection, id: string): void {
  const feed = db.all<{ n: number }>("select n from feed where kind = 'view' and key = ?", id)[0]?.n ?? 0
  for (const table of ['membership', 'page', 'view']) db.run(`delete from ${table} where feed = ?`, feed)
  db.run('update feed set entries = 0, to_write = 0 where n = ?', feed)
}

function define(db: Connection, view: View): void {
  db.run("insert into feed (kind, key) values ('view', ?) on conflict do nothing", view.id)
  db.run("insert into view (feed, definition) select n, ? from feed where kind = 'view' and key = ? on conflict do update set definition = excluded.definition, stale = 0", JSON.stringify(view), view.id)
  if (view.age !== null) dropPages(db, view.id) // what grows too old leaves without a trace
  markPages(db, { kind: 'view', of: view.id }) // they say its title
}

function dropPages(db: Connection, id: string): void {
  const feed = "(select n from feed where kind = 'view' and key = ?)"
  db.run(`delete from page where feed = ${feed}`, id)
  db.run(`update membership set page = null where feed = ${feed}`, id)
}

/** Every text and language, for conditions that nobody asked before. */
function lookAgain(db: Connection, { views }: ViewIndex, textOf: TextOf): void {
  const conditions = ownConditions(views.map(({ view }) => view.where))
  const sql = `select ${STORED} from article a join body b on b.article = a.n join raw r on r.article = a.n where a.n > ? order by a.n limit ${PAGE}`
  for (let after = 0, more = true; more; ) {
    const page = db.all<StoredRow>(sql, after)
    for (const row of page) {
      const hits = JSON.stringify(hitsOf(storedFromRow(row), conditions, textOf))
      if (hits !== row.hits) db.run('update article set hits = ? where n = ?', hits, row.n)
    }
    after = page.at(-1)?.n ?? after
    more = page.length === PAGE
  }
}

/** Of every story the article that each view has chosen. What was in a view and is in it still keeps its page of the archive. */
function fill(db: Connection, views: readonly StoredView[], index: ViewIndex): void {
  const former = new Map(views.map(({ feed }) => [feed, membersOf(db, feed)]))
  const sql = `select ${PLACED} from article a where a.n > ? and a.published = 1 order by a.n limit ${PAGE}`
  for (let after = 0, more = true; more; ) {
    const page = db.all<PlacedRow>(sql, after).map(placedFromRow)
    const leads = page.filter(({ n, story }) => n === story).map(({ n }) => n)
    const stories = storedStories(loadStories(db, leads))
    for (const stored of views) for (const story of stories) enter(db, stored, story, index, former.get(stored.feed) ?? new Map())
    after = page.at(-1)?.n ?? after
    more = page.length === PAGE
  }
  for (const [feed, left] of former) {
    for (const [article, sortAt] of left) leave(db, feed, article, sortAt)
    db.run('update feed set entries = (select count(*) from membership where feed = ?1), to_write = 1 where n = ?1', feed)
  }
}

type Members = Map<number, EpochMs> // sortAt by article

function membersOf(db: Connection, feed: number): Members {
  return new Map(db.all<{ article: number; sort_at: EpochMs }>('select article, sort_at from membership where feed = ?', feed).map((row) => [row.article, row.sort_at]))
}

function enter(db: Connection, { feed, view }: StoredView, story: Story, { feedsOf, sinceOf }: ViewIndex, former: Members): void {
  const chosen: Placed | null = chosenFor(view.where, story, feedsOf)
  if (chosen === null || chosen.sighting.sortAt < (sinceOf.get(feed) ?? chosen.sighting.sortAt)) return
  if (former.delete(chosen.n)) return
  db.run('insert into membership (feed, sort_at, article) values (?, ?, ?)', feed, chosen.sighting.sortAt, chosen.n)
}

function leave(db: Connection, feed: number, article: number, sortAt: EpochMs): void {
  leavePage(db, feed, article, sortAt)
  db.run('delete from membership where feed = ? and sort_at = ? and article = ?', feed, sortAt, article)
}
