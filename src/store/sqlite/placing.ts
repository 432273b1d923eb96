// What a change of articles does to stories, feeds and the list of feeds to rewrite. Runs inside a transaction, before the
// changed rows themselves are written: it reads the state before and computes the one after.

import type { EpochMs, SourceId } from '../../model/article.ts'
import { sourceFeed } from '../../model/feed.ts'
import { FEED_OF_ALL } from '../migrations.ts'
import { PLACED, type Placed, placedFromRow, type PlacedRow } from '../rows.ts'
import { byFirstSeen, entryStamp, groupStories, isShareable, MAX_SHARING, type ShownTerm, type Story, termsOf } from '../stories.ts'
import { chosenFor } from '../views.ts'
import { changePage, leavePage } from './feeds/archive.ts'
import type { Connection } from './connection.ts'
import { ageViews, loadViews, type ViewIndex } from './views/view-index.ts'

/** One article before and after; null where no feed shows it. `story` and `stamp` of `after` do not matter: they are computed here. */
export interface Change {
  readonly before: Placed | null
  readonly after: Placed | null
}

/** An article in its story and the feeds that hold it. */
interface Showing {
  readonly article: Placed
  readonly feeds: readonly number[]
}
type Showings = ReadonlyMap<number, Showing> // by article

/**
 * Groups the changed articles, and all that share a key with them, anew; brings the feeds, their counts and the list of feeds to
 * rewrite in line, and the rows of articles that only changed with their story.
 *
 * @returns the articles of every `after` with story and stamp, by `n`; their rows are the caller's to write
 */
export function place(db: Connection, changes: readonly Change[]): ReadonlyMap<number, Placed> {
  const changed = new Set([...present(changes, 'before'), ...present(changes, 'after')].map(({ n }) => n))
  const { bystanders, barred } = relatedTo(db, changes, changed)
  const feedOf = sourceFeeds(db)
  const views = loadViews(db)
  const before = showingsOf(storedStories([...present(changes, 'before'), ...bystanders]), feedOf, views)
  const stories = groupStories([...present(changes, 'after'), ...bystanders], barred)
  const after = showingsOf(stamped(db, stories), feedOf, views)
  writeMemberships(db, before, after, views)
  ageViews(db, views)
  writeStoryKeys(db, changes)
  for (const { n } of bystanders) moveToStory(db, before.get(n), after.get(n))
  return new Map([...after].filter(([n]) => changed.has(n)).map(([n, { article }]) => [n, article]))
}

/** Gives published articles, and those of their stories, new stamps, as something changed that entries show beside them; their feeds are to be rewritten. */
export function restamp(db: Connection, articles: readonly Placed[]): void {
  const placed = place(db, articles.map((article) => ({ before: article, after: article })))
  for (const { n, story, stamp } of placed.values()) db.run('update article set story = ?, stamp = ? where n = ?', story, stamp, n)
}

/** Every article of these stories, given by their leads. */
export function loadStories(db: Connection, leads: readonly number[]): Placed[] {
  const sql = `select ${PLACED} from article a where a.story in (select value from json_each(?))`
  return db.all<PlacedRow>(sql, JSON.stringify(leads)).map(placedFromRow)
}

function present(changes: readonly Change[], side: 'before' | 'after'): Placed[] {
  return changes.map((change) => change[side]).filter((article) => article !== null)
}

interface Related {
  readonly bystanders: readonly Placed[]
  readonly barred: ReadonlySet<string> // keys that tie nothing
}

/**
 * The published articles that did not change themselves but are tied to those that did, however far the ties go. A key of a changed
 * article is followed whatever it means, since its meaning may change; others only where they tie something.
 */
function relatedTo(db: Connection, changes: readonly Change[], changed: ReadonlySet<number>): Related {
  const bystanders = new Map<number, Placed>()
  const barred = new Set<string>()
  const open = new Set(changes.flatMap(({ before, after }) => [...(before?.keys ?? []), ...(after?.keys ?? [])]))
  const ofChanged = new Set(open)
  for (let asked = [...open]; asked.length > 0; ) {
    const reached: string[] = []
    for (const [key, sharing] of loadSharing(db, asked)) {
      if (sharing.length > MAX_SHARING || (!ofChanged.has(key) && !isShareable(sharing))) {
        barred.add(key)
        continue
      }
      for (const article of sharing.filter(({ n }) => !changed.has(n) && !bystanders.has(n))) {
        bystanders.set(article.n, article)
        reached.push(...article.keys)
      }
    }
    asked = [...new Set(reached)].filter((key) => !open.has(key))
    for (const key of asked) open.add(key)
  }
  return { bystanders: [...bystanders.values()], barred }
}

/** The articles of each key that has any, at most one more of them than may share it. */
function loadSharing(db: Connection, keys: readonly string[]): ReadonlyMap<string, Placed[]> {
  const sharing = `select k.article from story_key k where k.key = asked.value limit ${MAX_SHARING + 1}`
  const sql = `select asked.value as key, ${PLACED} from json_each(?) asked join article a on a.n in (${sharing})`
  const byKey = Map.groupBy(db.all<PlacedRow & { key: string }>(sql, JSON.stringify(keys)), ({ key }) => key)
  return new Map([...byKey].map(([key, rows]) => [key, rows.map(placedFromRow)]))
}

export function storedStories(articles: readonly Placed[]): Story[] {
  return [...Map.groupBy(articles, ({ story }) => story).values()].map((story) => story.sort(byFirstSeen) as [Placed, ...Placed[]])
}

/** The lead stands in the feed of everything and in those of the story's terms, each article in that of its source, and in the views that chose it. */
function showingsOf(stories: readonly Story[], feedOf: (id: SourceId) => number, { views, feedsOf: termFeeds }: ViewIndex): Showings {
  const showings = new Map<number, Showing>()
  for (const story of stories) {
    const chosen = views.map(({ feed, view }) => ({ feed, article: chosenFor(view.where, story, termFeeds) }))
    for (const article of story) {
      const shared = article === story[0] ? [FEED_OF_ALL, ...termsOf(story)] : []
      const inViews = chosen.filter((one) => one.article === article).map(({ feed }) => feed)
      showings.set(article.n, { article, feeds: [...shared, feedOf(article.sourceId), ...inViews] })
    }
  }
  return showings
}

/** Finds the feed of a source, making it where there is none. */
function sourceFeeds(db: Connection): (id: SourceId) => number {
  const known = new Map<SourceId, number>()
  return (id) => {
    const feed = known.get(id) ?? findOrMakeFeed(db, id)
    known.set(id, feed)
    return feed
  }
}

function findOrMakeFeed(db: Connection, id: SourceId): number {
  const { kind, of } = sourceFeed(id)
  db.run('insert into feed (kind, key) values (?, ?) on conflict do nothing', kind, of)
  return db.all<{ n: number }>('select n from feed where kind = ? and key = ?', kind, of)[0]?.n ?? 0
}

function stamped(db: Connection, stories: readonly Story[]): Story[] {
  const shown = loadShownTerms(db, new Set(stories.flatMap(termsOf)))
  const editions = loadEditions(db, new Set(stories.flat().map(({ sourceId }) => sourceId)))
  return stories.map((story) => {
    const members = story.map((article) => ({ ...article, story: story[0].n, stamp: entryStamp(article, story, shown, editions) }))
    return members as [Placed, ...Placed[]]
  })
}

function loadShownTerms(db: Connection, terms: ReadonlySet<number>): ReadonlyMap<number, ShownTerm> {
  const sql = 'select n, kind, label, slug from feed where n in (select value from json_each(?))'
  const rows = db.all<ShownTerm & { n: number }>(sql, JSON.stringify([...terms]))
  return new Map(rows.map((row) => [row.n, row]))
}

/** Most sources have but one, which goes without saying. */
function loadEditions(db: Connection, sources: ReadonlySet<SourceId>): ReadonlyMap<SourceId, number> {
  const sql = 'select id, edition from source where edition > 0 and id in (select value from json_each(?))'
  const rows = db.all<{ id: SourceId; edition: number }>(sql, JSON.stringify([...sources]))
  return new Map(rows.map(({ id, edition }) => [id, edition]))
}

function writeMemberships(db: Connection, before: Showings, after: Showings, { sinceOf }: ViewIndex): void {
  const grown = new Map<number, number>() // feeds to rewrite, and by how many entries each grew
  const change = (feed: number, left: number, come: number): void => {
    if (left + come > 0) grown.set(feed, (grown.get(feed) ?? 0) + come - left)
  }
  for (const n of new Set([...before.keys(), ...after.keys()])) {
    const left = before.get(n)
    const come = after.get(n)
    const isRestamped = left?.article.stamp !== come?.article.stamp
    for (const feed of feedsOf(left)) if (!feedsOf(come).includes(feed)) change(feed, leave(db, feed, left?.article), 0)
    for (const feed of feedsOf(come)) {
      const since = sinceOf.get(feed) ?? null
      if (!feedsOf(left).includes(feed)) {
        change(feed, 0, enter(db, feed, come?.article, since))
      } else if (isRestamped && since === null) {
        stay(db, feed, left?.article, come?.article)
        change(feed, 1, 1)
      } else if (isRestamped) {
        const gone = leave(db, feed, left?.article)
        change(feed, gone, enter(db, feed, come?.article, since))
      }
    }
  }
  for (const [feed, entries] of grown) db.run('update feed set entries = entries + ?, to_write = 1 where n = ?', entries, feed)
}

function feedsOf(showing: Showing | undefined): readonly number[] {
  return showing?.feeds ?? []
}

function leave(db: Connection, feed: number, article: Placed | undefined): number {
  if (article === undefined) return 0
  leavePage(db, feed, article.n, article.sighting.sortAt)
  return db.run('delete from membership where feed = ? and sort_at = ? and article = ?', feed, article.sighting.sortAt, article.n)
}

/** @param since  of a view that goes back for a time only */
function enter(db: Connection, feed: number, article: Placed | undefined, since: EpochMs | null): number {
  if (article === undefined || (since !== null && article.sighting.sortAt < since)) return 0
  const sql = 'insert into membership (feed, sort_at, article) values (?, ?, ?) on conflict do nothing'
  return db.run(sql, feed, article.sighting.sortAt, article.n)
}

/** In its page too, whatever its date has become. */
function stay(db: Connection, feed: number, left: Placed | undefined, come: Placed | undefined): void {
  if (left === undefined || come === undefined) return
  const sql = 'update membership set sort_at = ?4 where feed = ?1 and sort_at = ?2 and article = ?3'
  changePage(db, feed, left.n, left.sighting.sortAt)
  if (left.sighting.sortAt !== come.sighting.sortAt) db.run(sql, feed, left.sighting.sortAt, left.n, come.sighting.sortAt)
}

function writeStoryKeys(db: Connection, changes: readonly Change[]): void {
  for (const { before, after } of changes) {
    if (String(before?.keys) === String(after?.keys)) continue
    const { n } = before ?? after ?? { n: 0 }
    for (const key of before?.keys ?? []) db.run('delete from story_key where key = ? and article = ?', key, n)
    for (const key of after?.keys ?? []) db.run('insert into story_key (key, article) values (?, ?)', key, n)
  }
}

function moveToStory(db: Connection, before: Showing | undefined, after: Showing | undefined): void {
  if (before === undefined || after === undefined) return
  const { n, story, stamp } = after.article
  if (story === before.article.story && stamp === before.article.stamp) return
  db.run('update article set story = ?, stamp = ? where n = ?', story, stamp, n)
}
