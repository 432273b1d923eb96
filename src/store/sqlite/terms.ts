// Terms in the database: pins a slug for each new one, brings the pinned ones in line with the operator's taxonomy. A term is the
// row of its feed.

import type { Article, Term } from '../../model/article.ts'
import { freeSlug, proposeSlug } from '../../model/slug.ts'
import { type Slug, type Taxonomy, termKey, type TermKey, type TermKind, type TermRecord } from '../../model/taxonomy.ts'
import { type FeedRow, termFromRow } from '../rows.ts'
import { type Pin, settleSlugs } from '../slugs.ts'
import type { Connection } from './connection.ts'
import { loadStories, place } from './placing.ts'

const KINDS: readonly TermKind[] = ['category', 'tag']
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
  let isContested = false
  for (const [name, term] of names) {
    const known = findTerm(db, term)
    if (known === undefined) {
      const slug = slugFor(db, term, proposals.get(name) ?? ('term' as Slug), taxonomy)
      db.run('insert into feed (kind, key, label, slug) values (?, ?, ?, ?)', term.kind, term.key, term.label, slug)
      isContested ||= slug === null
    }
    pinned.set(name, known ?? findTerm(db, term) ?? 0)
  }
  if (isContested) alignTerms(db, taxonomy)
  return pinned
}

/** Null where another term holds the one that is fixed for this one: alignTerms then settles both. */
function slugFor(db: Connection, { kind, key }: Named, proposal: Slug, { slugs }: Taxonomy): Slug | null {
  const isFixedForAnother = (slug: Slug): boolean => [...slugs].some(([other, fixed]) => fixed === slug && other !== key)
  const isTaken = (slug: Slug): boolean => isFixedForAnother(slug) || isSlugTaken(db, kind, slug)
  const fixed = slugs.get(key)
  if (fixed === undefined) return freeSlug(proposal, isTaken)
  return isTaken(fixed) ? null : fixed
}

/** The feeds of an article's terms, categories first. */
export function termFeedsOf({ categories, tags }: Article, pinned: ReadonlyMap<string, number>): number[] {
  const names = [...categories.map(({ label }) => nameOf('category', label)), ...tags.map(({ label }) => nameOf('tag', label))]
  return [...new Set(names.map((name) => pinned.get(name)).filter((feed) => feed !== undefined))]
}

function findTerm(db: Connection, { kind, key }: Named): number | undefined {
  return db.all<{ n: number }>('select n from feed where kind = ? and key = ?', kind, key)[0]?.n
}

function isSlugTaken(db: Connection, kind: TermKind, slug: Slug): boolean {
  const sql = 'select 1 from feed where kind = ?1 and slug = ?2 union all select 1 from former_slug where kind = ?1 and slug = ?2'
  return db.all(sql, kind, slug)[0] !== undefined
}

export function loadTerms(db: Connection): TermRecord[] {
  return KINDS.flatMap((kind) => loadTermRows(db, kind)).map(({ row, formerSlugs }) => termFromRow(row, formerSlugs))
}

/** In the order they were pinned. */
function loadTermRows(db: Connection, kind: TermKind): { row: FeedRow; formerSlugs: Slug[] }[] {
  const former = db.all<{ slug: Slug; feed: number }>('select slug, feed from former_slug where kind = ? order by slug', kind)
  const slugsOf = Map.groupBy(former, ({ feed }) => feed)
  const rows = db.all<FeedRow>('select n, kind, key, label, slug from feed where kind = ? order by n', kind)
  return rows.map((row) => ({ row, formerSlugs: (slugsOf.get(row.n) ?? []).map(({ slug }) => slug) }))
}

/** Writes labels and slugs as the taxonomy has them, and stamps anew what shows a term that changed. Inside a transaction. */
export function alignTerms(db: Connection, taxonomy: Taxonomy): void {
  const changed = KINDS.flatMap((kind) => alignLabels(db, kind, taxonomy).concat(alignSlugs(db, kind, taxonomy)))
  for (const feed of new Set(changed)) restampEntries(db, feed)
}

function alignLabels(db: Connection, kind: TermKind, { labels }: Taxonomy): number[] {
  const spelled = new Map([...labels.values()].map((label) => [termKey(label), label]))
  const changed: number[] = []
  for (const { row } of loadTermRows(db, kind)) {
    const label = labels.get(row.key as TermKey) ?? spelled.get(row.key as TermKey) ?? row.label
    if (label === row.label) continue
    db.run('update feed set label = ? where n = ?', label, row.n)
    changed.push(row.n)
  }
  return changed
}

function alignSlugs(db: Connection, kind: TermKind, { slugs }: Taxonomy): number[] {
  const pins = loadTermRows(db, kind).map(
    ({ row, formerSlugs }): Pin => ({ n: row.n, key: row.key as TermKey, slug: row.slug as Slug | null, formerSlugs }),
  )
  const moved = settleSlugs(pins, slugs)
  // Freed first, because two terms may have changed places.
  for (const { n } of moved) {
    db.run('update feed set slug = null where n = ?', n)
    db.run('delete from former_slug where feed = ?', n)
  }
  for (const { n, slug, formerSlugs } of moved) {
    db.run('update feed set slug = ? where n = ?', slug, n)
    for (const former of formerSlugs) db.run('insert into former_slug (kind, slug, feed) values (?, ?, ?)', kind, former, n)
  }
  return moved.map(({ n }) => n)
}

/** Nothing moves between feeds here, but every story in this one gets a new stamp, and its feeds are to be rewritten. */
function restampEntries(db: Connection, feed: number): void {
  const leads = db.all<{ article: number }>('select article from membership where feed = ?', feed).map(({ article }) => article)
  for (let at = 0; at < leads.length; at += PAGE) {
    const articles = loadStories(db, leads.slice(at, at + PAGE))
    const placed = place(db, articles.map((article) => ({ before: article, after: article })))
    for (const { n, story, stamp } of placed.values()) db.run('update article set story = ?, stamp = ? where n = ?', story, stamp, n)
  }
}
