// Categories and tags: which spellings are one term and what people see. Slugs are proposed in slug.ts and pinned in the store.

import type { Term } from './article.ts'

export type TermKind = 'category' | 'tag'
export type Slug = string & { readonly brand: 'Slug' } // [a-z0-9-]+, unique within its kind
export type TermKey = string & { readonly brand: 'TermKey' } // what all spellings of one term share

/** The one record of a term: every article that names it, in any spelling, shares this label and slug. */
export interface TermRecord {
  readonly kind: TermKind
  readonly key: TermKey
  readonly label: string // the first spelling seen, or the taxonomy's
  readonly slug: Slug
  readonly formerSlugs: readonly Slug[] // moved away from by `taxonomy.slugs`, or of terms merged into this one; still written
}

/** The operator's word on terms (config `taxonomy`). */
export interface Taxonomy {
  readonly labels: ReadonlyMap<TermKey, string> // a slug -> what people see
  readonly labelled: ReadonlyMap<TermKey, Slug> // that slug and what people see -> the slug: the term is known by it, whatever its label becomes
  readonly aliases: ReadonlyMap<TermKey, string> // another spelling -> the term it is merged into
  readonly slugs: ReadonlyMap<TermKey, Slug> // fixed slugs, the keys of `labels` among them
  readonly drop: ReadonlySet<TermKey>
}

export const NO_TAXONOMY: Taxonomy = { labels: new Map(), labelled: new Map(), aliases: new Map(), slugs: new Map(), drop: new Set() }

/** A letter, a digit, a sign: not blanks, nor characters that only steer others. */
const VISIBLE = /[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u

const PLAIN = /^[!-~]*$/u // ASCII without blanks: its own normal form

/** Terms equal but for case and blanks have one key. */
export function termKey(label: string): TermKey {
  return (PLAIN.test(label) ? label : label.normalize('NFC').replaceAll(/\s+/gu, '')).toLowerCase() as TermKey
}

/** Whether there is anything to see in a text. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text)
}

/** Whether a slug says all of a label, so that both mean one term where both are written: `C++` has the slug `c` and is not `c`. */
export function isSpelledOut(label: string, slug: Slug): boolean {
  return /[^\p{ASCII}]/u.test(label) || label.toLowerCase().replaceAll(/\s+/gu, '-') === slug
}

/**
 * A term as the taxonomy has it: alias followed (once), a labelled one by its slug; null where it is dropped or has no visible sign.
 * @param label  a spelling as written, or a slug that `taxonomy.labels` names
 */
export function canonicalTerm(taxonomy: Taxonomy, label: string, scheme: string | null = null): Term | null {
  const spelled = label.replaceAll(/(?: ?[^\S ]| {2})\s*/gu, ' ').trim() // single blanks, nearly all there are, are not touched
  const key = termKey(spelled)
  const alias = taxonomy.aliases.get(key)
  const merged = alias === undefined ? key : termKey(alias)
  if (!isVisible(merged) || taxonomy.drop.has(merged) || taxonomy.drop.has(key)) return null
  return { label: taxonomy.labelled.get(merged) ?? alias ?? spelled, scheme }
}

/** The terms of one article: each once, in the order given, the first spelling kept, and all `spellings`. */
export function canonicalTerms(taxonomy: Taxonomy, terms: readonly Term[]): Term[] {
  const seen = new Map<TermKey, Term>()
  for (const { label, scheme, spellings } of terms) {
    const term = canonicalTerm(taxonomy, label, scheme)
    if (term === null) continue
    const key = termKey(term.label)
    const first = seen.get(key) ?? term
    seen.set(key, spellings === undefined ? first : { ...first, spellings: [...(first.spellings ?? []), ...spellings] })
  }
  return [...seen.values()]
}
