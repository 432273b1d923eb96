// Terms that are probably one under two names: for an operator to merge by an alias. Nothing is merged here.

import type { TermKind, TermRecord } from '../../model/taxonomy.ts'

export interface NearTerms {
  readonly kind: TermKind
  readonly labels: readonly [string, string]
}

/** What is added to a name without another thing being meant. */
const ADDITIONS = /(?:-?(?:com|net|cn|app|news|guanwang|wang|xinwen|online))+$/u
const SHORTEST = 4 // letters of a slug: shorter ones are near too many

/**
 * Pairs whose slugs are the same but for signs, an addition such as `.com` or 网, or one letter; names that differ in a number are two.
 * Takes time linear in the letters of all slugs.
 */
export function nearTerms(records: readonly TermRecord[]): NearTerms[] {
  const seen = new Set<string>()
  return pairsOf(records).flatMap(([a, b]) => {
    const pair = `${a.kind} ${[a.key, b.key].sort().join('\n')}`
    if (seen.has(pair) || !isNear(a, b)) return []
    seen.add(pair)
    return [{ kind: a.kind, labels: [a.label, b.label] }]
  })
}

/** Pairs that share a form: the slug's letters, those without additions, those with one letter left out. */
function pairsOf(records: readonly TermRecord[]): (readonly [TermRecord, TermRecord])[] {
  const first = new Map<string, TermRecord>()
  return records.flatMap((record) => {
    const pairs: (readonly [TermRecord, TermRecord])[] = []
    for (const form of formsOf(record)) {
      const other = first.get(form)
      if (other === undefined) first.set(form, record)
      else if (other !== record) pairs.push([other, record])
    }
    return pairs
  })
}

function formsOf({ kind, slug }: TermRecord): ReadonlySet<string> {
  const letters = lettersOf(slug)
  const bare = lettersOf(slug.replace(ADDITIONS, ''))
  const shorter = letters.length < SHORTEST ? [] : Array.from(letters, (_, at) => letters.slice(0, at) + letters.slice(at + 1))
  return new Set([letters, ...(bare === '' ? [] : [bare]), ...shorter].map((form) => `${kind} ${form}`))
}

/** Without hyphens, and without the number that a collision was given. */
function lettersOf(slug: string): string {
  return slug.replace(/-\d$/u, '').replaceAll('-', '')
}

function isNear(a: TermRecord, b: TermRecord): boolean {
  const [one, other] = [lettersOf(a.slug), lettersOf(b.slug)]
  return one === other || one.replaceAll(/\d/gu, '') !== other.replaceAll(/\d/gu, '')
}
