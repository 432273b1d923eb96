// What the last visits to a source came to, for people. PURE. Bounded: it is saved with every visit.

import type { EpochMs } from '../../model/article.ts'
import type { Stretch } from '../../model/source.ts'

/** Enough for twenty changes of a source's mind; a quiet month is one of them. */
const MAX_STRETCHES = 20

/** The history with one more visit: visits in a row that came to the same are told together. */
export function remembered(history: readonly Stretch[], at: EpochMs, { outcome, http }: Pick<Stretch, 'outcome' | 'http'>): readonly Stretch[] {
  const last = history.at(-1)
  if (last?.outcome !== outcome || last.http !== http) return [...history.slice(1 - MAX_STRETCHES), { outcome, http, firstAt: at, lastAt: at, visits: 1 }]
  return [...history.slice(0, -1), { ...last, lastAt: at, visits: last.visits + 1 }]
}
