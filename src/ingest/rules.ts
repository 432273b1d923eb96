// What a source's config and the taxonomy make of its items. When they change, stored articles are derived anew (derive.ts).

import { hash } from 'node:crypto'
import type { Source, SourceState } from '../model/source.ts'
import type { Taxonomy } from '../model/taxonomy.ts'
import type { Rules } from './normalize/normalize.ts'
import { createRecordReader } from './parse/json/records.ts'
import { createRefiner } from './refine/refine.ts'

/** Raised whenever the same raw item would become another article; every store then derives its articles anew, once. */
const DERIVATION_VERSION = 2

const NO_SECRETS = { secrets: [], secretNames: [] }

export function rulesOf(source: Source, taxonomy: Taxonomy): Rules {
  const { id: sourceId, categories, tags, timezone, refining } = source
  const refiner = refining === null ? null : createRefiner(refining)
  const { secrets, secretNames } = source.type === 'posts' ? NO_SECRETS : source
  return { sourceId, categories, tags, timezone, taxonomy, refiner, secrets, secretNames, ...(source.type === 'json' && { reader: createRecordReader(source) }) }
}

/** Whether what is stored of a source was made by these very rules, from a source of this type. */
export function isInLine({ type, derivation }: SourceState, source: Source, rules: Rules): boolean {
  const isOfType = type === null || type === source.type
  return isOfType && (derivation === null || derivation.split(':')[0] === derivationOf(rules))
}

/** Those of one taxonomy by what else shapes them: most of a thousand sources differ in nothing but their address. */
const derivations = new WeakMap<Taxonomy, Map<string, string>>()

/**
 * Changes exactly when these rules would make other articles of the same raw items. Not with the values of secrets: tokens may live for an
 * hour, and what is stored is free of those of before.
 */
export function derivationOf({ categories, tags, timezone, taxonomy, refiner, reader, secretNames = [] }: Rules): string {
  const known = derivations.get(taxonomy) ?? new Map<string, string>()
  derivations.set(taxonomy, known)
  const own = JSON.stringify([categories, tags, timezone, refiner?.fingerprint, reader?.fingerprint, secretNames])
  const shaped = [DERIVATION_VERSION, categories, tags, timezone, [...taxonomy.aliases], [...taxonomy.labels], [...taxonomy.drop]]
  const derivation = known.get(own) ?? hash('sha256', JSON.stringify([...shaped, ...[refiner, reader].flatMap((one) => one?.fingerprint ?? []), ...secretNames]))
  known.set(own, derivation)
  return derivation
}
