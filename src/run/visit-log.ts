// Visits that changed nothing, on their way into the store: kept for a moment and saved together, as a run has thousands of them.
// What a kill in that moment loses is when some unchanged sources were visited last, never what a visit brought.

import type { Store, Visit } from '../store/store.ts'

export interface VisitLog {
  readonly keep: (visit: Visit) => Promise<void>
  /** Saves what is kept. */
  readonly flush: () => Promise<void>
}

const MOST = 500 // visits kept
const LONGEST = 1000 // ms that one is kept

/** @param now  ms on any clock that does not go back */
export function openVisitLog(store: Pick<Store, 'saveVisits'>, now: () => number = () => performance.now()): VisitLog {
  let kept: Visit[] = []
  let since = 0
  const flush = async (): Promise<void> => {
    const visits = kept
    kept = []
    if (visits.length > 0) await store.saveVisits(visits)
  }
  const keep = async (visit: Visit): Promise<void> => {
    if (kept.length === 0) since = now()
    kept.push(visit)
    if (kept.length >= MOST || now() - since >= LONGEST) await flush()
  }
  return { keep, flush }
}
