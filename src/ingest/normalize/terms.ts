// Categories and tags of an item: its own terms, and those that the source's config adds, as the taxonomy has them.

import type { Term } from '../../model/article.ts'
import type { Note } from '../../model/note.ts'
import { canonicalTerms, type Taxonomy, type TermKind } from '../../model/taxonomy.ts'
import type { ParsedItem, ParsedTerm } from '../parse/parsed.ts'
import { plainString, plainText } from './content.ts'

const MAX_LABEL = 200 // characters; what is longer is a sentence, not a term
const MAX_TERMS = 100 // of one kind in one article

export interface TermRules {
  readonly categories: readonly string[]
  readonly tags: readonly string[]
  readonly taxonomy: Taxonomy
}

export interface ItemTerms {
  readonly categories: readonly Term[]
  readonly tags: readonly Term[]
  readonly notes: readonly Note[]
}

const NO_TERMS: ItemTerms = { categories: [], tags: [], notes: [] }

/**
 * The caps never cost one of the operator's own terms.
 * @param isPost  its terms are what they say: `List<T>` is no HTML, `&amp;` five characters
 */
export function termsOf(item: ParsedItem, rules: TermRules, isPost = false): ItemTerms {
  if (item.terms.length === 0 && rules.categories.length === 0 && rules.tags.length === 0) return NO_TERMS
  const own = (kind: TermKind) => item.terms.filter((each) => each.kind === kind).flatMap((each) => term(each, isPost))
  const categories = canonicalTerms(rules.taxonomy, [...given(rules.categories), ...own('category')])
  const tags = canonicalTerms(rules.taxonomy, [...own('tag').slice(0, MAX_TERMS - rules.tags.length), ...given(rules.tags)])
  const dropped = item.terms.filter(({ label }) => label.length > MAX_LABEL).length + Math.max(0, item.terms.length - MAX_TERMS)
  const note: Note = { code: 'term.dropped', message: `item ${item.position}: ${dropped} terms too many or too long` }
  return { categories: categories.slice(0, MAX_TERMS), tags, notes: dropped === 0 ? [] : [note] }
}

function given(labels: readonly string[]): Term[] {
  return labels.map((label) => ({ label, scheme: null }))
}

function term({ label, scheme, named }: ParsedTerm, isPost: boolean): Term[] {
  const plain = plainLabel(label, isPost)
  if (plain === null) return []
  if (named === undefined) return [{ label: plain, scheme }]
  const spelling = named === null ? null : plainLabel(named, isPost)
  return [{ label: plain, scheme, spellings: spelling === null ? [] : [spelling] }]
}

function plainLabel(label: string, isPost: boolean): string | null {
  if (label.length > MAX_LABEL) return null
  return isPost ? plainText({ value: label, type: 'text', base: null, language: null }) : plainString(label)
}
