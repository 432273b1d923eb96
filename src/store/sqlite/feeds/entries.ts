// Everything that shows an entry: its article with the terms and sources of its story.

import type { ArticleId } from '../../../model/article.ts'
import type { Slug, TermKind, TermRecord } from '../../../model/taxonomy.ts'
import { type FeedRow, type Placed, placedFromRow, STORED, storedFromRow, type StoredRow, termFromRow } from '../../rows.ts'
import { byFirstSeen, type Story, termsOf } from '../../stories.ts'
import type { StoredEntry } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { loadStories } from '../placing.ts'

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
