// Spellings and slugs of terms that nothing was ever published of: neither depends on which source answered first. Those that would have the
// same slug get theirs in the order of their keys. Must never move an address that somebody may know.

import { proposeSlug } from '../../../model/slug.ts'
import type { Slug, Taxonomy, TermKind } from '../../../model/taxonomy.ts'
import type { Connection } from '../connection.ts'
import { loadSetting, saveSetting } from '../records.ts'
import { isFixed, isPublished, KINDS, labelOf, restampEntries, slugFor } from './terms.ts'
import { correctedSpellings, forgetSpellings, type NewTerm, SETTLED } from './spellings.ts'

/** Asynchronous where there are any: what they would be called is asked of packages that are loaded late. */
export async function settleNewTerms(db: Connection, taxonomy: Taxonomy): Promise<void> {
  const settled = Number(loadSetting(db, SETTLED) ?? 0)
  const newest = db.all<{ n: number }>('select max(n) as n from feed')[0]?.n ?? 0
  if (newest <= settled) return
  await settleSpellings(db, taxonomy)
  for (const kind of KINDS) {
    const contested = await contestedTerms(db, kind, taxonomy.slugs, settled)
    if (contested.length > 0) db.transaction(() => contested.forEach((group) => dealOut(db, group, taxonomy)))
  }
  saveSetting(db, SETTLED, `${newest}`)
}

async function settleSpellings(db: Connection, taxonomy: Taxonomy): Promise<void> {
  const terms = correctedSpellings(db).filter((term) => !isPublished(db, term)) // stores are older than the settling of terms
  const wishes = await Promise.all(terms.map(({ spelled }) => proposeSlug(spelled)))
  db.transaction(() => {
    const moving = new Set(terms.filter((term) => !isFixed(db, term, taxonomy.slugs)))
    for (const { n } of moving) db.run('update feed set slug = null where n = ?', n) // what one gives up another may wish for
    for (const [at, term] of terms.entries()) {
      const slug = moving.has(term) ? slugFor(db, term, wishes[at] ?? ('term' as Slug), taxonomy) : term.slug
      db.run('update feed set spelled = ?, label = ?, slug = ? where n = ?', term.spelled, labelOf({ ...term, slug }, taxonomy), slug, term.n)
    }
    for (const { n } of terms) restampEntries(db, n)
    forgetSpellings(db)
  })
}

/** Terms that would be called the same. */
interface Contest {
  readonly wish: Slug
  readonly terms: readonly NewTerm[] // one alone where who held it has given it up, or is known to the world
}

async function contestedTerms(db: Connection, kind: TermKind, fixed: Taxonomy['slugs'], settled: number): Promise<readonly Contest[]> {
  const columns = 'select n, kind, key, spelled, slug from feed where entries > 0 and kind = ? and n > ?'
  const numbered = db.all<NewTerm>(`${columns} and slug glob '*-[0-9]*'`, kind, settled).filter((term) => isNew(db, term, fixed))
  const wishes = new Map<Slug, NewTerm[]>()
  for (const term of numbered) {
    const wish = await proposeSlug(term.spelled)
    if (wish !== term.slug) wishes.set(wish, [...(wishes.get(wish) ?? []), term])
  }
  const contests: Contest[] = []
  for (const [wish, terms] of wishes) {
    const holder = db.all<NewTerm>(`${columns} and slug = ?`, kind, settled, wish).find((term) => isNew(db, term, fixed))
    // Who was numbered in another group may hold what is wished for here (`c-2` is C++, and wished for by `C 2`): he is dealt with there.
    contests.push({ wish, terms: holder !== undefined && (await proposeSlug(holder.spelled)) === wish ? [holder, ...terms] : terms })
  }
  return contests
}

function isNew(db: Connection, term: NewTerm, fixed: Taxonomy['slugs']): boolean {
  return !isFixed(db, term, fixed) && !isPublished(db, term)
}

/** The slugs that they hold among them, and such as were given up meanwhile; the plain one first. */
function dealOut(db: Connection, { wish, terms }: Contest, taxonomy: Taxonomy): void {
  for (const { n } of terms) db.run('update feed set slug = null where n = ?', n)
  const inOrder = terms.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const moved: number[] = []
  for (const term of inOrder) {
    const slug = slugFor(db, term, wish, taxonomy)
    db.run('update feed set slug = ? where n = ?', slug, term.n)
    if (slug !== term.slug) moved.push(term.n)
  }
  for (const n of moved) restampEntries(db, n)
}
