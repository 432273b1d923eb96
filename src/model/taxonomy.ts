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
  readonly formerSlugs: readonly Slug[] // moved away from by `taxonomy.slugs`; still written
}

/** The operator's word on terms (config `taxonomy`). */
export interface Taxonomy {
  readonly labels: ReadonlyMap<TermKey, string> // a slug or spelling -> what people see
  readonly aliases: ReadonlyMap<TermKey, string> // another spelling -> the term it is merged into
  readonly slugs: ReadonlyMap<TermKey, Slug> // fixed slugs, the keys of `labels` among them
  readonly drop: ReadonlySet<TermKey>
}

export const NO_TAXONOMY: Taxonomy = { labels: new Map(), aliases: new Map(), slugs: new Map(), drop: new Set() }

/** Terms equal but for case and blanks have one key. */
export function termKey(label: string): TermKey {
  return label.normalize('NFC').replaceAll(/\s+/gu, '').toLowerCase() as TermKey
}

/**
 * A term as the taxonomy has it: alias followed (once), label replaced; null where it is dropped or blank.
 * @param label  a spelling as written, or a slug that `taxonomy.labels` names
 */
export function canonicalTerm(taxonomy: Taxonomy, label: string, scheme: string | null = null): Term | null {
  const spelled = label.replaceAll(/\s+/gu, ' ').trim()
  const merged = taxonomy.aliases.get(termKey(spelled)) ?? spelled
  const key = termKey(merged)
  if (key === '' || taxonomy.drop.has(key) || taxonomy.drop.has(termKey(spelled))) return null
  return { label: taxonomy.labels.get(key) ?? merged, scheme }
}

/** The terms of one article: each once, in the order given, the first spelling kept. */
export function canonicalTerms(taxonomy: Taxonomy, terms: readonly Term[]): Term[] {
  const seen = new Map<TermKey, Term>()
  for (const { label, scheme } of terms) {
    const term = canonicalTerm(taxonomy, label, scheme)
    if (term !== null && !seen.has(termKey(term.label))) seen.set(termKey(term.label), term)
  }
  return [...seen.values()]
}
