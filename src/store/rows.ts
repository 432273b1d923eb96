// From rows of the SQLite store to the model. JSON that lay on a disk is read field by field: what a row adds is ignored, what an
// older row lacks gets its default.

import type { Article, ArticleId, EpochMs, SourceId } from '../model/article.ts'
import type { DocumentRecord, EntryRange } from '../model/document.ts'
import type { FeedKey } from '../model/feed.ts'
import { type SourceState, UNVISITED } from '../model/source.ts'
import type { Slug, TermKey, TermKind, TermRecord } from '../model/taxonomy.ts'
import type { FileRecord, Listing, Sighting, StoredArticle } from './store.ts'

/** An article without its text: what decides where it is shown. A row of the table `article`. */
export interface Placed {
  readonly n: number
  readonly id: ArticleId
  readonly sourceId: SourceId
  readonly revision: string
  readonly sighting: Sighting
  readonly published: boolean
  readonly terms: readonly number[] // feeds of its terms, categories first
  readonly keys: readonly string[] // stories.ts
  readonly story: number // n of the lead
  readonly stamp: string
  readonly hits: readonly string[] // views.ts
}

export interface PlacedRow {
  readonly n: number
  readonly id: ArticleId
  readonly source: SourceId
  readonly revision: string
  readonly first_seen_at: EpochMs
  readonly revised_at: EpochMs | null
  readonly sort_at: EpochMs
  readonly published: number
  readonly terms: string
  readonly keys: string
  readonly story: number
  readonly stamp: string
  readonly hits: string
}
export const PLACED =
  'a.n, a.id, a.source, a.revision, a.first_seen_at, a.revised_at, a.sort_at, a.published, a.terms, a.keys, a.story, a.stamp, a.hits'

export function placedFromRow(row: PlacedRow): Placed {
  return {
    n: row.n,
    id: row.id,
    sourceId: row.source,
    revision: row.revision,
    sighting: { firstSeenAt: row.first_seen_at, revisedAt: row.revised_at, sortAt: row.sort_at },
    published: row.published === 1,
    terms: parseJson(row.terms) as readonly number[],
    keys: parseJson(row.keys) as readonly string[],
    story: row.story,
    stamp: row.stamp,
    hits: parseJson(row.hits) as readonly string[],
  }
}

export interface StoredRow extends PlacedRow {
  readonly json: string
  readonly complete: number
  readonly raw: Uint8Array
  readonly likeness: string | null
}
export const STORED = `${PLACED}, a.likeness, b.json, b.complete, r.bytes as raw`

export function storedFromRow(row: StoredRow): StoredArticle {
  return { article: articleFromJson(row.json), raw: row.raw, complete: row.complete === 1, sighting: placedFromRow(row).sighting }
}

export function articleFromJson(json: string): Article {
  const read = parseJson(json) as Article
  return {
    id: read.id,
    sourceId: read.sourceId,
    guid: read.guid,
    url: read.url ?? null,
    externalUrl: read.externalUrl ?? null,
    title: read.title ?? null,
    summary: read.summary ?? null,
    contentHtml: read.contentHtml,
    publishedAt: read.publishedAt ?? null,
    updatedAt: read.updatedAt ?? null,
    language: read.language ?? null,
    authors: read.authors ?? [],
    categories: read.categories ?? [],
    tags: read.tags ?? [],
    enclosures: read.enclosures ?? [],
    imageUrl: read.imageUrl ?? null,
    commentsUrl: read.commentsUrl ?? null,
    rights: read.rights ?? null,
    via: read.via ?? null,
    revision: read.revision,
  }
}

export function stateFromJson(json: string): SourceState {
  return { ...UNVISITED, ...(parseJson(json) as Partial<SourceState>) }
}

const DEFAULTS: ReadonlyMap<string, unknown> = new Map(Object.entries(UNVISITED))

/** Without the fields that are as those of a source never visited: thousands of states are read in each run. */
export function textOfState(state: SourceState): string {
  return JSON.stringify(Object.fromEntries(Object.entries(state).filter(([field, value]) => !goesWithoutSaying(value, DEFAULTS.get(field)))))
}

function goesWithoutSaying(value: unknown, byDefault: unknown): boolean {
  return value === byDefault || (Array.isArray(value) && value.length === 0 && Array.isArray(byDefault))
}

/** A state as written, and the visits since then that came to the same; `visits` null: there was none. */
export type StateRow = readonly [id: SourceId, state: string, at: EpochMs | null, dueAt: EpochMs | null, visits: number | null]

export function stateFromRow([, json, at, nextDueAt, visits]: StateRow): SourceState {
  const state = parseJson(json) as Partial<SourceState>
  if (at === null || visits === null) return { ...UNVISITED, ...state }
  const before = state.history ?? []
  const last = before.at(-1)
  const history = last === undefined ? [] : [...before.slice(0, -1), { ...last, lastAt: at, visits: last.visits + visits }]
  return { ...UNVISITED, ...state, lastVisitAt: at, lastSuccessAt: at, nextDueAt, history }
}

/** `__proto__` is dropped at every depth, so that no later copy of a value can reach a prototype. */
export function parseJson(json: string): unknown {
  if (!json.includes('__proto__')) return JSON.parse(json)
  return JSON.parse(json, (key, value: unknown) => (key === '__proto__' ? undefined : value))
}

export interface FeedRow {
  readonly n: number
  readonly kind: FeedKey['kind']
  readonly key: string
  readonly label: string | null
  readonly slug: string | null
}

export function termFromRow(row: FeedRow, formerSlugs: readonly Slug[]): TermRecord {
  return { kind: row.kind as TermKind, key: row.key as TermKey, label: row.label ?? row.key, slug: (row.slug ?? '') as Slug, formerSlugs }
}

export type FileRow = readonly [path: string, size: number, modifiedAt: EpochMs, sha256: string, articleId: ArticleId | null, dueAt: EpochMs | null]

export function fileFromRow([path, size, modifiedAt, sha256, articleId, dueAt]: FileRow): FileRecord {
  return { path, size, modifiedAt, sha256, articleId, dueAt }
}

export type DocumentRow = readonly [path: string, mediaType: string, sha256: string, bytes: number, items: number, updatedAt: EpochMs | null]

export function documentFromRow([path, mediaType, sha256, bytes, items, updatedAt]: DocumentRow): DocumentRecord {
  return { path, mediaType, sha256, bytes, items, updatedAt }
}

export function textOfListing(listing: Listing): string {
  return Array.from(listing, ([digest, id]) => `${digest} ${id}`).join('\n')
}

export function listingFromText(text: string): Listing {
  if (text === '') return new Map()
  return new Map(text.split('\n').map((line): [string, ArticleId] => {
    const [digest = '', id = ''] = line.split(' ')
    return [digest, id as ArticleId]
  }))
}

/** One entry a line, 40 bytes: a large site has a hundred thousand of them. */
export function textOfRanges(ranges: readonly EntryRange[]): string {
  return ranges.map(({ key, updatedAt, offset, length }) => `${key} ${updatedAt} ${offset} ${length}`).join('\n')
}

export function rangesFromText(text: string): EntryRange[] {
  if (text === '') return []
  return text.split('\n').map((line) => {
    const [key = '', updatedAt, offset, length] = line.split(' ')
    return { key, updatedAt: Number(updatedAt), offset: Number(offset), length: Number(length) }
  })
}
