// Everything that shows an entry: its article with the terms and sources of its story, and the fragments rendered from it.

import type { ArticleId } from '../../model/article.ts'
import type { Slug, TermKind, TermRecord } from '../../model/taxonomy.ts'
import { type FeedRow, type Placed, placedFromRow, STORED, storedFromRow, type StoredRow, termFromRow } from '../rows.ts'
import { byFirstSeen, type Story, termsOf } from '../stories.ts'
import type { Fragment, StoredEntry } from '../store.ts'
import type { Connection } from './connection.ts'
import { loadStories } from './placing.ts'

export function loadEntries(db: Connection, ids: readonly ArticleId[]): ReadonlyMap<ArticleId, StoredEntry> {
  const sql =
    `select ${STORED} from json_each(?) asked join article a on a.id = asked.value ` +
    'join body b on b.article = a.n join raw r on r.article = a.n'
  const rows = db.all<StoredRow>(sql, JSON.stringify(ids))
  const stories = Map.groupBy(loadStories(db, [...new Set(rows.map(({ story }) => story))]), ({ story }) => story)
  const terms = loadTermsByFeed(db, new Set([...stories.values()].flat().flatMap((article) => article.terms)))
  return new Map(rows.map((row) => [row.id, entryFrom(row, stories.get(row.story) ?? [placedFromRow(row)], terms)]))
}

function entryFrom(row: StoredRow, members: readonly Placed[], terms: ReadonlyMap<number, TermRecord>): StoredEntry {
  const story = [...members].sort(byFirstSeen) as [Placed, ...Placed[]] satisfies Story
  const records = termsOf(story).map((feed) => terms.get(feed)).filter((term) => term !== undefined)
  const ofKind = (kind: TermKind): TermRecord[] => records.filter((term) => term.kind === kind)
  const alsoIn = story.filter(({ n }) => n !== row.n).map(({ sourceId }) => sourceId)
  return { stored: storedFromRow(row), alsoIn, categories: ofKind('category'), tags: ofKind('tag') }
}

function loadTermsByFeed(db: Connection, feeds: ReadonlySet<number>): ReadonlyMap<number, TermRecord> {
  const asked = JSON.stringify([...feeds])
  const isAsked = 'in (select value from json_each(?))'
  const former = db.all<{ feed: number; slug: Slug }>(`select feed, slug from former_slug where feed ${isAsked} order by slug`, asked)
  const slugsOf = Map.groupBy(former, ({ feed }) => feed)
  const rows = db.all<FeedRow>(`select n, kind, key, label, slug from feed where n ${isAsked}`, asked)
  return new Map(rows.map((row) => [row.n, termFromRow(row, (slugsOf.get(row.n) ?? []).map(({ slug }) => slug))]))
}

export function loadFragments(db: Connection, format: string, ids: readonly ArticleId[]): ReadonlyMap<ArticleId, Fragment> {
  const sql =
    'select a.id, f.stamp, f.text from json_each(?) asked join article a on a.id = asked.value ' +
    'join fragment f on f.article = a.n and f.format = ?'
  const rows = db.all<{ id: ArticleId; stamp: string; text: string }>(sql, JSON.stringify(ids), format)
  return new Map(rows.map(({ id, stamp, text }) => [id, { articleId: id, stamp, text }]))
}

/** A fragment of an article that is gone or retired is not kept. */
export function saveFragments(db: Connection, format: string, fragments: readonly Fragment[]): void {
  const sql =
    'insert into fragment (article, format, stamp, text) select n, ?, ?, ? from article where id = ? and published = 1 ' +
    'on conflict (article, format) do update set stamp = excluded.stamp, text = excluded.text'
  db.transaction(() => {
    for (const { articleId, stamp, text } of fragments) db.run(sql, format, stamp, text, articleId)
  })
}
