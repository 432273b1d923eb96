// Articles coming in: a batch is saved whole or not at all, with its terms, feeds, files and the state of its source.

import type { Article, ArticleId, EpochMs, SourceId } from '../../model/article.ts'
import { isMovedOnly, likenessOf } from '../../model/identity.ts'
import type { Taxonomy } from '../../model/taxonomy.ts'
import { type Placed, placedFromRow, STORED, storedFromRow, type StoredRow } from '../rows.ts'
import { storyKeysOf } from '../stories.ts'
import type { Arrival, Batch, Saved, Sighting, StoredArticle } from '../store.ts'
import { hitsOf, ownConditions, type TextOf } from '../views.ts'
import type { Connection } from './connection.ts'
import { recall, saveAliases, saveListings, saveRenamings } from './identities.ts'
import { type Change, place } from './placing.ts'
import { saveFiles } from './records.ts'
import { findRetracted } from './retractions.ts'
import { loadViews } from './views/view-index.ts'
import { enrolSource, writeState } from './sources.ts'
import { namedTerms, pinTerms, proposeSlugs, termFeedsOf } from './terms/terms.ts'

const JOINED = 'article a join body b on b.article = a.n join raw r on r.article = a.n'

/** An arrival beside what we had. `after` has neither story nor stamp yet. */
interface Plan {
  readonly arrival: Arrival
  readonly stored: StoredRow | null
  readonly before: Placed | null
  readonly after: Placed
  readonly isRenamed: boolean // and no more: no reader should take it for a changed one
}

/**
 * Saves batches as they come. Those of one turn of the event loop are one transaction, each of them whole: sources answer together, and
 * what every commit writes (pages of the indexes that articles are found by) is most of what a batch writes.
 *
 * @param taxonomyOf  as the operator has it now
 */
export function createBatchSaver(db: Connection, taxonomyOf: () => Taxonomy, textOf: TextOf): (batch: Batch) => Promise<Saved> {
  let waiting: Waiting[] = []
  const flush = async (): Promise<void> => {
    const together = waiting
    waiting = []
    try {
      const saved = await saveBatches(db, together.map(({ batch }) => batch), taxonomyOf(), textOf)
      for (const [at, one] of saved.entries()) together[at]?.resolve(one)
    } catch (error) {
      for (const { reject } of together) reject(error)
    }
  }
  return (batch) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(() => void flush())
      waiting.push({ batch, resolve, reject })
    })
}

interface Waiting {
  readonly batch: Batch
  readonly resolve: (saved: Saved) => void
  readonly reject: (reason: unknown) => void
}

async function saveBatches(db: Connection, batches: readonly Batch[], taxonomy: Taxonomy, textOf: TextOf): Promise<Saved[]> {
  const proposals = await proposeSlugs(db, namedTerms(batches.flatMap(({ arrivals }) => arrivals.map(({ article }) => article))))
  return db.transaction(() =>
    batches.map((batch) => {
      const names = namedTerms(batch.arrivals.map(({ article }) => article))
      enrolSource(db, batch.sourceId)
      saveAliases(db, batch.aliases ?? [])
      const saved = saveArticles(db, batch, pinTerms(db, names, proposals, taxonomy), textOf)
      saveRenamings(db, batch.renamings ?? [])
      saveListings(db, batch.sourceId, batch.listings ?? new Map())
      saveFiles(db, batch.sourceId, batch.files, batch.forgottenFiles)
      if (batch.state !== null) writeState(db, batch.sourceId, batch.state)
      return saved
    }),
  )
}

export function loadArticles(db: Connection, sourceId: SourceId, after: ArticleId | null, limit: number): StoredArticle[] {
  const sql = `select ${STORED} from ${JOINED} where a.source = ? and a.id > ? order by a.id limit ?`
  return db.all<StoredRow>(sql, sourceId, after ?? '', limit).map(storedFromRow)
}

function saveArticles(db: Connection, batch: Batch, pinned: ReadonlyMap<string, number>, textOf: TextOf): Saved {
  const retracted = findRetracted(db, batch.arrivals.map(({ article }) => article))
  const plans = planArrivals(db, { ...batch, arrivals: batch.arrivals.filter(({ article }) => !retracted.has(article.id)) }, pinned, textOf)
  const arrived = new Set(plans.map(({ after }) => after.id))
  const removed = [...findStored(db, batch.removed.filter((id) => !arrived.has(id))).values()]
  const moved = plans.filter(({ before, after }) => before === null || isMoved(before, after))
  const placed = place(db, [...moved, ...removed.map((row): Change => ({ before: placedFromRow(row), after: null }))])
  for (const plan of plans) write(db, plan, placed.get(plan.after.n) ?? null)
  for (const { n } of removed) db.run('delete from article where n = ?', n)
  const revised = plans.filter(({ before, after, isRenamed }) => before !== null && before.revision !== after.revision && !isRenamed)
  return { new: plans.filter(({ before }) => before === null).length, updated: revised.length, retracted: retracted.size }
}

/** Of an article that comes twice, the first counts: documents begin with the newest. */
function planArrivals(db: Connection, { arrivals, seenAt, renamings = [] }: Batch, pinned: ReadonlyMap<string, number>, textOf: TextOf): Plan[] {
  const conditions = ownConditions(loadViews(db).views.map(({ view }) => view.where))
  const renamed = new Set(renamings.map(({ articleId }) => articleId))
  const plans = new Map<ArticleId, Plan>()
  const ids = arrivals.map(({ article }) => article.id)
  const known = findStored(db, ids)
  const recalled = recall(db, ids.filter((id) => !known.has(id)))
  let free = (db.all<{ n: number | null }>('select max(n) as n from article')[0]?.n ?? 0) + 1
  for (const [position, arrival] of arrivals.entries()) {
    const { article } = arrival
    if (plans.has(article.id)) continue
    const stored = known.get(article.id) ?? null
    const before = stored === null ? null : placedFromRow(stored)
    const isRenamed = renamed.has(article.id) && stored !== null && isMovedOnly(article, storedFromRow(stored).article)
    const sighting = sightingOf(arrival, stored, { seenAt, position, recalled: recalled.get(article.id) ?? null, isRenamed })
    const hits = before?.revision === article.revision ? before.hits : hitsOf(arrival, conditions, textOf)
    const after = placedAfter(article, sighting, before?.n ?? free, termFeedsOf(article, pinned), hits)
    if (before === null) free += 1
    plans.set(article.id, { arrival, stored, before, after, isRenamed })
  }
  return [...plans.values()]
}

function findStored(db: Connection, ids: readonly ArticleId[]): ReadonlyMap<ArticleId, StoredRow> {
  const sql = `select ${STORED} from json_each(?) asked join ${JOINED} where a.id = asked.value`
  return new Map(db.all<StoredRow>(sql, JSON.stringify(ids)).map((row) => [row.id, row]))
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0
}

function placedAfter(article: Article, sighting: Sighting, n: number, terms: readonly number[], hits: readonly string[]): Placed {
  const { id, sourceId, revision } = article
  return { n, id, sourceId, revision, sighting, published: true, terms, keys: storyKeysOf(article), story: n, stamp: '', hits }
}

interface Circumstances {
  readonly seenAt: EpochMs
  readonly position: number // in its batch
  readonly recalled: EpochMs | null // when it was first seen before it left the store
  readonly isRenamed: boolean
}

function sightingOf({ article, raw }: Arrival, stored: StoredRow | null, { seenAt, position, recalled, isRenamed }: Circumstances): Sighting {
  if (stored !== null) return laterSighting(article, stored, seenAt, isRenamed || isSame(raw, stored.raw))
  if (recalled !== null) return firstSighting(article, recalled, 0)
  return firstSighting(article, seenAt, position)
}

function firstSighting({ publishedAt }: Article, seenAt: EpochMs, position: number): Sighting {
  const isClaimed = publishedAt !== null && publishedAt <= seenAt
  return { firstSeenAt: seenAt, revisedAt: null, sortAt: isClaimed ? publishedAt : seenAt - position }
}

/**
 * A date that stays as it was keeps its place, also one that lay in the future; a new claim is judged as at first sight. What only
 * our own rules changed was not revised: an edit of the config must not make every old article one of today.
 *
 * @param isSameRaw  what it is made from is what it was
 */
function laterSighting({ revision, publishedAt }: Article, stored: StoredRow, seenAt: EpochMs, isSameRaw: boolean): Sighting {
  const { sighting } = placedFromRow(stored)
  if (revision === stored.revision) return sighting
  const revisedAt = isSameRaw ? sighting.revisedAt : seenAt
  if (publishedAt === storedFromRow(stored).article.publishedAt) return { ...sighting, revisedAt }
  const isClaimed = publishedAt !== null && publishedAt <= seenAt
  return { ...sighting, revisedAt, sortAt: isClaimed ? publishedAt : sighting.firstSeenAt }
}

function isMoved(before: Placed, after: Placed): boolean {
  return (
    before.revision !== after.revision ||
    before.sighting.sortAt !== after.sighting.sortAt ||
    String(before.terms) !== String(after.terms) ||
    String(before.keys) !== String(after.keys) ||
    String(before.hits) !== String(after.hits)
  )
}

/** @param placed  null where only the texts may have changed */
function write(db: Connection, { arrival, stored, after }: Plan, placed: Placed | null): void {
  const json = JSON.stringify(arrival.article)
  const complete = arrival.complete ? 1 : 0
  const likeness = arrival.complete ? likenessOf(arrival.article) : null
  if (stored === null) {
    if (placed !== null) insertPlaced(db, placed, likeness)
    db.run('insert into body (article, complete, json) values (?, ?, ?)', after.n, complete, json)
    db.run('insert into raw (article, bytes) values (?, ?)', after.n, arrival.raw)
    return
  }
  if (placed !== null) updatePlaced(db, placed)
  if (likeness !== stored.likeness) db.run('update article set likeness = ? where n = ?', likeness, after.n)
  if (json !== stored.json || complete !== stored.complete) {
    db.run('update body set complete = ?, json = ? where article = ?', complete, json, after.n)
  }
  if (!isSame(arrival.raw, stored.raw)) db.run('update raw set bytes = ? where article = ?', arrival.raw, after.n)
}

function insertPlaced(db: Connection, { n, id, sourceId, revision, sighting, terms, keys, story, stamp, hits }: Placed, likeness: string | null): void {
  const { firstSeenAt, revisedAt, sortAt } = sighting
  const sql =
    'insert into article (n, id, source, revision, first_seen_at, revised_at, sort_at, published, terms, keys, story, stamp, hits, likeness) ' +
    'values (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)'
  db.run(sql, n, id, sourceId, revision, firstSeenAt, revisedAt, sortAt, JSON.stringify(terms), JSON.stringify(keys), story, stamp, JSON.stringify(hits), likeness)
}

function updatePlaced(db: Connection, { n, revision, sighting, terms, keys, story, stamp, hits }: Placed): void {
  const sql = 'update article set revision = ?, revised_at = ?, sort_at = ?, terms = ?, keys = ?, story = ?, stamp = ?, hits = ? where n = ?'
  db.run(sql, revision, sighting.revisedAt, sighting.sortAt, JSON.stringify(terms), JSON.stringify(keys), story, stamp, JSON.stringify(hits), n)
}
