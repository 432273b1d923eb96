// How a new term is spelled where sources that answer side by side spell it differently (`Tech Web`, `TechWeb`): as in the article that was seen
// first and, of those seen at once, as in the first source by id. Which source answered first must not tell.

import type { Article } from '../../../model/article.ts'
import { type Slug, termKey, type TermKey, type TermKind } from '../../../model/taxonomy.ts'
import type { Connection } from '../connection.ts'
import { loadSetting, saveSetting } from '../records.ts'

/** Name of the setting that tells up to which `n` terms were settled: one that is published no longer was perhaps published before. */
export const SETTLED = 'terms.settled'

/** Name of the setting that lists, as JSON, new terms that came in another spelling, too. */
const RESPELLED = 'terms.respelled'

export interface NewTerm {
  readonly n: number
  readonly kind: TermKind
  readonly key: TermKey
  readonly spelled: string
  readonly slug: Slug
}

/** Of terms that came in another spelling than their own the new ones; inside a transaction. */
export function noteSpellings(db: Connection, terms: readonly number[]): void {
  if (terms.length === 0) return
  const settled = Number(loadSetting(db, SETTLED) ?? 0)
  const noted = new Set(loadRespelled(db))
  const added = terms.filter((n) => n > settled && !noted.has(n))
  if (added.length > 0) saveSetting(db, RESPELLED, JSON.stringify([...noted, ...added]))
}

/** Those that are spelled otherwise than they are to be, as they are to be. */
export function correctedSpellings(db: Connection): readonly NewTerm[] {
  const noted = loadRespelled(db)
  const terms = noted.length === 0 ? [] : db.all<NewTerm>('select n, kind, key, spelled, slug from feed where n in (select value from json_each(?))', JSON.stringify(noted))
  return terms.map((term) => ({ ...term, spelled: firstSpelling(db, term) ?? term.spelled })).filter(({ spelled }, at) => spelled !== terms[at]?.spelled)
}

export function forgetSpellings(db: Connection): void {
  if (loadRespelled(db).length > 0) saveSetting(db, RESPELLED, '[]')
}

function loadRespelled(db: Connection): readonly number[] {
  return JSON.parse(loadSetting(db, RESPELLED) ?? '[]') as readonly number[]
}

/** Articles of one source are numbered in the order of their document. */
function firstSpelling(db: Connection, { n, kind, key }: NewTerm): string | null {
  const sql =
    'select b.json from membership m join article a on a.story = m.article join body b on b.article = a.n ' +
    'where m.feed = ?1 and exists (select 1 from json_each(a.terms) where value = ?1) order by a.first_seen_at, a.source, a.n limit 1'
  const json = db.all<{ json: string }>(sql, n)[0]?.json
  if (json === undefined) return null
  const { categories, tags } = JSON.parse(json) as Pick<Article, 'categories' | 'tags'>
  return (kind === 'category' ? categories : tags).find(({ label }) => termKey(label) === key)?.label ?? null
}
