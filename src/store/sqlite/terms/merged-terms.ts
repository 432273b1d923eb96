// Terms that the operator's taxonomy merges into others: a published address of theirs leads to the term that has their articles now.
// Must never take its address from a term that still has an article.

import { canonicalTerm, type Slug, type Taxonomy, type TermKey, termKey, type TermKind } from '../../../model/taxonomy.ts'
import type { Move } from '../../store.ts'
import type { Connection } from '../connection.ts'
import { findTerm, isPublished, KINDS, noteMoves } from './terms.ts'

/** A term that is merged into another one, or may be. */
interface Candidate {
  readonly n: number
  readonly kind: TermKind
  readonly key: TermKey
  readonly label: string
  readonly slug: Slug
  readonly entries: number
  readonly merged_into: number | null
}

/** All in one transaction, with the moves for the report and the feeds to rewrite. */
export function mergeTerms(db: Connection, taxonomy: Taxonomy): void {
  db.transaction(() => {
    for (const kind of KINDS) for (const term of loadCandidates(db, kind, taxonomy)) mergeTerm(db, term, ownerOf(db, term, taxonomy))
  })
}

function loadCandidates(db: Connection, kind: TermKind, { aliases, labelled }: Taxonomy): Candidate[] {
  const keys = JSON.stringify([...aliases.keys(), ...labelled.keys()])
  const isNamed = 'merged_into is not null or key in (select value from json_each(?))'
  return db.all<Candidate>(`select n, kind, key, label, slug, entries, merged_into from feed where kind = ? and slug is not null and (${isNamed}) order by n`, kind, keys)
}

/** The feed that a term's addresses lead to; null where they are its own. */
function ownerOf(db: Connection, term: Candidate, taxonomy: Taxonomy): number | null {
  const canonical = term.entries > 0 ? null : canonicalTerm(taxonomy, term.key)
  const owner = canonical === null ? undefined : findTerm(db, { kind: term.kind, key: termKey(canonical.label) })
  if (owner === undefined || owner === term.n) return null
  return term.merged_into !== null || isPublished(db, term) ? owner : null
}

/** The owner is written anew whole, its archive too: at the other addresses stands what the merged term held. */
function mergeTerm(db: Connection, { n, kind, label, slug, merged_into: before }: Candidate, owner: number | null): void {
  if (owner === before) return
  db.run('update feed set merged_into = ? where n = ?', owner, n)
  if (owner === null) return
  const to = db.all<{ slug: Slug }>('update feed set to_write = 1 where n = ? returning slug', owner)[0]?.slug ?? slug
  db.run('update page set to_write = 1 where feed = ?', owner)
  const move: Move = { kind, label, from: slug, to }
  noteMoves(db, [move])
}
