// Terms in the database: pins a slug for each new one, brings the pinned ones in line with the operator's taxonomy. A term is the
// row of its feed.

import type { Article, Term } from '../../../model/article.ts'
import { freeSlug, proposeSlug } from '../../../model/slug.ts'
import { isSpelledOut, type Slug, type Taxonomy, termKey, type TermKey, type TermKind, type TermRecord } from '../../../model/taxonomy.ts'
import { type FeedRow, termFromRow } from '../../rows.ts'
import { type Pin, settleSlugs } from '../../slugs.ts'
import { type Move, MOVES } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { loadStories, restamp } from '../placing.ts'
import { loadSetting, saveSetting } from '../records.ts'
import { noteSpellings } from './spellings.ts'

export const KINDS: readonly TermKind[] = ['category', 'tag']
const PAGE = 500 // articles whose stories are stamped anew at a time

/** A term that some article names. */
interface Named {
  readonly kind: TermKind
  readonly key: TermKey
  readonly label: string // the first spelling
}
type Names = ReadonlyMap<string, Named> // by nameOf
type Proposals = ReadonlyMap<string, Slug> // likewise

function nameOf(kind: TermKind, label: string): string {
  return `${kind}\n${termKey(label)}`
}

/** Every term of some articles, once. */
export function namedTerms(articles: readonly Article[]): Names {
  const names = new Map<string, Named>()
  const add = (kind: TermKind, terms: readonly Term[]): void => {
    for (const { label } of terms) {
      const name = nameOf(kind, label)
      if (!names.has(name)) names.set(name, { kind, key: termKey(label), label })
    }
  }
  for (const { categories, tags } of articles) {
    add('category', categories)
    add('tag', tags)
  }
  return names
}

/** A slug for each term that has none yet. Asynchronous, so it comes before the transaction that pins them. */
export async function proposeSlugs(db: Connection, names: Names): Promise<Proposals> {
  const proposals = new Map<string, Slug>()
  for (const [name, term] of names) if (findTerm(db, term) === undefined) proposals.set(name, await proposeSlug(term.label))
  return proposals
}

/** Finds the feed of every term and pins those that are new. @returns feeds by the names of `names` */
export function pinTerms(db: Connection, names: Names, proposals: Proposals, taxonomy: Taxonomy): ReadonlyMap<string, number> {
  const pinned = new Map<string, number>()
  const respelled: number[] = []
  let isContested = false
  for (const [name, term] of names) {
    const proposal = proposals.get(name) ?? ('term' as Slug)
    const found = findByKey(db, term)
    const known = found?.n ?? findAdopted(db, term) ?? adoptTerm(db, term, proposal, taxonomy)
    // Not where it goes by the spelling of another key, which it was adopted for.
    if (found !== undefined && found.spelled !== term.label && termKey(found.spelled) === term.key) respelled.push(found.n)
    isContested ||= known !== undefined && proposals.has(name) && taxonomy.slugs.has(term.key)
    if (known === undefined) {
      const slug = slugFor(db, term, proposal, taxonomy)
      const label = taxonomy.labels.get(term.key) ?? term.label
      db.run('insert into feed (kind, key, spelled, label, slug) values (?, ?, ?, ?, ?)', term.kind, term.key, term.label, label, slug)
      isContested ||= slug === null
    }
    pinned.set(name, known ?? findTerm(db, term) ?? 0)
  }
  if (isContested) alignTerms(db, taxonomy)
  noteSpellings(db, respelled)
  return pinned
}

/**
 * A new spelling of a term that is there, remembered as one: a slug that the taxonomy labels, of the term that was pinned by that
 * label before; a category's slug, of the category whose label gives that slug, and the other way round (`caijing` and `财经`).
 */
function adoptTerm(db: Connection, term: Named, proposal: Slug, { labels }: Taxonomy): number | undefined {
  const label = labels.get(term.key)
  const adopted = label === undefined ? undefined : findTerm(db, { ...term, key: termKey(label) })
  const found = adopted ?? (term.kind === 'category' ? findTwin(db, term, proposal) : undefined)
  if (found !== undefined) db.run('insert into spelling (kind, key, feed) values (?, ?, ?)', term.kind, term.key, found)
  return found
}

function findTwin(db: Connection, { kind, label }: Named, slug: Slug): number | undefined {
  const holder = db.all<{ n: number; spelled: string }>('select n, spelled from feed where kind = ? and slug = ?', kind, slug)[0]
  if (holder === undefined) return undefined
  if (label === slug) return isSpelledOut(holder.spelled, slug) ? holder.n : undefined
  if (holder.spelled !== slug || !isSpelledOut(label, slug)) return undefined
  db.run('update feed set spelled = ?1, label = ?1 where n = ?2', label, holder.n)
  restampEntries(db, holder.n)
  return holder.n
}

/** Null where another term holds the one that is fixed for this one: alignTerms then settles both. */
export function slugFor(db: Connection, { kind, key }: Pick<Named, 'kind' | 'key'>, proposal: Slug, { slugs }: Taxonomy): Slug | null {
  const isFixedForAnother = (slug: Slug): boolean => [...slugs].some(([other, fixed]) => fixed === slug && other !== key)
  const isTaken = (slug: Slug): boolean => isFixedForAnother(slug) || isSlugTaken(db, kind, slug)
  const fixed = slugs.get(key)
  if (fixed === undefined) return freeSlug(proposal, isTaken)
  return isTaken(fixed) ? null : fixed
}

/** Whether the operator says what its slug is, by any spelling of it. */
export function isFixed(db: Connection, { n, key }: { readonly n: number; readonly key: TermKey }, slugs: Taxonomy['slugs']): boolean {
  return slugs.has(key) || db.all<{ key: TermKey }>('select key from spelling where feed = ?', n).some((spelling) => slugs.has(spelling.key))
}

/** The feeds of an article's terms, categories first. */
export function termFeedsOf({ categories, tags }: Article, pinned: ReadonlyMap<string, number>): number[] {
  const names = [...categories.map(({ label }) => nameOf('category', label)), ...tags.map(({ label }) => nameOf('tag', label))]
  return [...new Set(names.map((name) => pinned.get(name)).filter((feed) => feed !== undefined))]
}

function findByKey(db: Connection, { kind, key }: Pick<Named, 'kind' | 'key'>): { readonly n: number; readonly spelled: string } | undefined {
  return db.all<{ n: number; spelled: string }>('select n, spelled from feed where kind = ? and key = ?', kind, key)[0]
}

export function findTerm(db: Connection, { kind, key }: Pick<Named, 'kind' | 'key'>): number | undefined {
  return findByKey(db, { kind, key })?.n ?? findAdopted(db, { kind, key })
}

function findAdopted(db: Connection, { kind, key }: Pick<Named, 'kind' | 'key'>): number | undefined {
  return db.all<{ feed: number }>('select feed from spelling where kind = ? and key = ?', kind, key)[0]?.feed
}

function isSlugTaken(db: Connection, kind: TermKind, slug: Slug): boolean {
  const sql = 'select 1 from feed where kind = ?1 and slug = ?2 union all select 1 from former_slug where kind = ?1 and slug = ?2'
  return db.all(sql, kind, slug)[0] !== undefined
}

/** Whether a file was written at one of its addresses. */
export function isPublished(db: Connection, { n, kind, slug }: { readonly n: number; readonly kind: TermKind; readonly slug: Slug }): boolean {
  const slugs = [slug, ...db.all<{ slug: Slug }>('select slug from former_slug where feed = ?', n).map((former) => former.slug)]
  const sql = "select 1 from document where path > ?1 || '.' and path < ?1 || '/' limit 1" // the sign after the full stop
  return slugs.some((address) => db.all(sql, `${kind}/${address}`).length > 0)
}

/** With a merged term's addresses goes every one that it had before. */
export function loadTerms(db: Connection): TermRecord[] {
  const merged = db.all<{ slug: Slug; feed: number }>(
    'select slug, merged_into as feed from feed where merged_into is not null and slug is not null union all ' +
      'select former.slug, term.merged_into from feed term join former_slug former on former.feed = term.n where term.merged_into is not null',
  )
  const slugsOf = Map.groupBy(merged, ({ feed }) => feed)
  const terms = KINDS.flatMap((kind) => loadTermRows(db, kind)).filter(({ row }) => row.merged_into === null)
  return terms.map(({ row, formerSlugs }) => termFromRow(row, [...formerSlugs, ...(slugsOf.get(row.n) ?? []).map(({ slug }) => slug)].toSorted()))
}

interface TermRow extends FeedRow {
  readonly spelled: string
  readonly merged_into: number | null
}

interface LoadedTerm {
  readonly row: TermRow
  readonly formerSlugs: readonly Slug[]
}

/** In the order they were pinned; former slugs are a term's own. */
function loadTermRows(db: Connection, kind: TermKind): LoadedTerm[] {
  const former = db.all<{ slug: Slug; feed: number }>('select slug, feed from former_slug where kind = ? order by slug', kind)
  const slugsOf = Map.groupBy(former, ({ feed }) => feed)
  const rows = db.all<TermRow>('select n, kind, key, spelled, label, slug, merged_into from feed where kind = ? order by n', kind)
  return rows.map((row) => ({ row, formerSlugs: (slugsOf.get(row.n) ?? []).map(({ slug }) => slug) }))
}

/** Writes labels and slugs as the taxonomy has them, and stamps anew what shows a term that changed. Inside a transaction. */
export function alignTerms(db: Connection, taxonomy: Taxonomy): void {
  const changed = KINDS.flatMap((kind) => {
    const terms = loadTermRows(db, kind)
    const moved = alignSlugs(db, kind, terms, taxonomy)
    return moved.concat(alignLabels(db, moved.length === 0 ? terms : loadTermRows(db, kind), taxonomy)) // labels go by slug
  })
  for (const feed of new Set(changed)) restampEntries(db, feed)
}

function alignLabels(db: Connection, terms: readonly LoadedTerm[], taxonomy: Taxonomy): number[] {
  const changed: number[] = []
  for (const { row } of terms) {
    const label = labelOf(row, taxonomy)
    if (label === row.label) continue
    db.run('update feed set label = ? where n = ?', label, row.n)
    changed.push(row.n)
  }
  return changed
}

/** What people see of a term. */
export function labelOf({ key, slug, spelled }: Pick<TermRow, 'key' | 'slug' | 'spelled'>, { labels }: Taxonomy): string {
  return labels.get(key as TermKey) ?? labels.get((slug ?? '') as TermKey) ?? spelled
}

function alignSlugs(db: Connection, kind: TermKind, terms: readonly LoadedTerm[], { slugs }: Taxonomy): number[] {
  const pins = terms.map(
    ({ row, formerSlugs }): Pin => ({ n: row.n, key: row.key as TermKey, slug: row.slug as Slug | null, formerSlugs }),
  )
  const moved = settleSlugs(pins, fixedByKey(db, kind, pins, slugs))
  noteMoves(db, movesOf(db, kind, new Map(pins.map(({ n, slug }) => [n, slug])), moved))
  // Freed first, because two terms may have changed places. A merged term that lost its address is judged anew.
  for (const { n } of moved) {
    db.run('update feed set slug = null, merged_into = null where n = ?', n)
    db.run('delete from former_slug where feed = ?', n)
  }
  for (const { n, slug, formerSlugs } of moved) {
    db.run('update feed set slug = ? where n = ?', slug, n)
    for (const former of formerSlugs) db.run('insert into former_slug (kind, slug, feed) values (?, ?, ?)', kind, former, n)
  }
  return moved.map(({ n }) => n)
}

function movesOf(db: Connection, kind: TermKind, before: ReadonlyMap<number, Slug | null>, moved: readonly Pin[]): Move[] {
  return moved.flatMap(({ n, slug }): Move[] => {
    const from = before.get(n) ?? null
    if (from === null || slug === null || from === slug) return []
    return [{ kind, label: db.all<{ label: string }>('select label from feed where n = ?', n)[0]?.label ?? slug, from, to: slug }]
  })
}

/** For the report of the run, in the transaction that moves them. */
export function noteMoves(db: Connection, moves: readonly Move[]): void {
  if (moves.length > 0) saveSetting(db, MOVES, JSON.stringify([...(JSON.parse(loadSetting(db, MOVES) ?? '[]') as Move[]), ...moves]))
}

/** A slug that is fixed for any spelling of a term is fixed for the term. */
function fixedByKey(db: Connection, kind: TermKind, pins: readonly Pin[], slugs: Taxonomy['slugs']): ReadonlyMap<TermKey, Slug> {
  const fixed = new Map(slugs)
  const keys = new Map(pins.map(({ n, key }) => [n, key]))
  for (const { key, feed } of db.all<{ key: TermKey; feed: number }>('select key, feed from spelling where kind = ?', kind)) {
    const [slug, owner] = [slugs.get(key), keys.get(feed)]
    if (slug !== undefined && owner !== undefined && !slugs.has(owner)) fixed.set(owner, slug)
  }
  return fixed
}

/** Nothing moves between feeds here, but every story in this one gets a new stamp, and its feeds are to be rewritten. */
export function restampEntries(db: Connection, feed: number): void {
  const leads = db.all<{ article: number }>('select article from membership where feed = ?', feed).map(({ article }) => article)
  for (let at = 0; at < leads.length; at += PAGE) restamp(db, loadStories(db, leads.slice(at, at + PAGE)))
}
