// What a source's config and the taxonomy make of its items. When they change, stored articles are derived anew (derive.ts).

import { hash } from 'node:crypto'
import type { Source } from '../model/source.ts'
import type { Taxonomy } from '../model/taxonomy.ts'
import type { Rules } from './normalize/normalize.ts'

/** Raised whenever the same raw item would become another article; every store then derives its articles anew, once. */
const DERIVATION_VERSION = 1

export function rulesOf(source: Source, taxonomy: Taxonomy): Rules {
  return { sourceId: source.id, title: source.title, categories: source.categories, tags: source.tags, timezone: source.timezone, taxonomy }
}

/** Changes exactly when these rules would make other articles of the same raw items. */
export function derivationOf(rules: Rules): string {
  const { categories, tags, timezone, taxonomy } = rules
  return hash('sha256', JSON.stringify([DERIVATION_VERSION, categories, tags, timezone, [...taxonomy.aliases], [...taxonomy.labels], [...taxonomy.drop]]))
}
