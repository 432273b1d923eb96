// What a visit leaves of itself in the state, what the last ones came to, for people, and whether one came to the same as the one before.
// PURE. Bounded: it is part of the state.

import type { EpochMs } from '../../model/article.ts'
import { type SourceState, type Stretch, UNVISITED } from '../../model/source.ts'

/** Enough for twenty changes of a source's mind; a quiet month is one of them. */
const MAX_STRETCHES = 20

/** The history with one more visit: visits in a row that came to the same are told together. */
export function remembered(history: readonly Stretch[], at: EpochMs, { outcome, http }: Pick<Stretch, 'outcome' | 'http'>): readonly Stretch[] {
  const last = history.at(-1)
  if (last?.outcome !== outcome || last.http !== http) return [...history.slice(1 - MAX_STRETCHES), { outcome, http, firstAt: at, lastAt: at, visits: 1 }]
  return [...history.slice(0, -1), { ...last, lastAt: at, visits: last.visits + 1 }]
}

/** What any answer makes of a state: nothing fails any more. */
export function answered(state: SourceState, now: EpochMs, http: number | null): SourceState {
  return { ...state, failures: 0, failingSince: null, lastVisitAt: now, lastSuccessAt: now, http, error: null }
}

/** What a visit changes even when it comes to the same as the one before. */
const TIMES: ReadonlySet<keyof SourceState> = new Set(['lastVisitAt', 'lastSuccessAt', 'nextDueAt', 'history'])

const KEYS = Object.keys(UNVISITED) as (keyof SourceState)[]

/** Whether a visit that went well left all of a state as it was but its times: such a visit can be told in a few bytes (Store.saveVisits). */
export function isRepeated(before: SourceState, after: SourceState): boolean {
  if (before.history.length === 0 || before.history.length !== after.history.length) return false
  if (before.history.at(-1)?.firstAt !== after.history.at(-1)?.firstAt) return false // another stretch began where an old one was dropped
  return KEYS.every((key) => TIMES.has(key) || before[key] === after[key])
}
