// Whose turn it is in a run. PURE. Says why a source is passed over, so that a run can tell it.

import { DAY } from '../../model/clock.ts'
import type { EpochMs } from '../../model/article.ts'
import { type FeedSource, type JsonSource, type Source, type SourceState, UNVISITED } from '../../model/source.ts'
import { nextDueAt, retryDueAt } from './backoff.ts'
import { ALONE, type Neighbours, waitForNeighbours } from './neighbours.ts'

/** `gone`: it answered 410 and is not asked again. `waiting`: its time (`nextDueAt`) has not come, or its neighbours' has not. */
export type Turn = 'due' | 'disabled' | 'gone' | 'waiting'

/** Nothing makes us wait longer than a day for a hint, a week for skipped days, or the own interval: a later time is a mistake. */
const LONGEST_WAIT = 8 * DAY

/**
 * Whether a source is visited in this run.
 *
 * What lies on this machine is read each time, which costs less than deciding not to, unless the operator set `every`.
 *
 * @param force  visit it due or not, gone or not; a disabled one stays unvisited
 */
export function turnOf(source: Source, state: SourceState, now: EpochMs, force = false, neighbours: Neighbours = ALONE): Turn {
  if (!source.enabled) return 'disabled'
  if (force || source.type === 'posts') return 'due'
  if (source.type === 'feed' && source.location.kind === 'file' && source.every === null) return 'due'
  if (state.gone) return 'gone'
  return isWaiting(source.every, state, now) || waitForNeighbours(source, state, now, neighbours) > now ? 'waiting' : 'due'
}

/** What we know of a source, as long as it is about the place that the config names now: one of another type, or given another URL, starts afresh. */
export function stateAbout(source: Source, state: SourceState): SourceState {
  if (state.type !== null && state.type !== source.type) return stateAbout(source, UNVISITED)
  const known = state.type === source.type ? state : { ...state, type: source.type }
  return source.type === 'posts' ? known : stateAt(locationOf(source), known)
}

function locationOf(source: FeedSource | JsonSource): string {
  if (source.type === 'json') return source.urls.join('\n')
  return source.location.kind === 'http' ? source.location.url : source.location.path
}

function stateAt(location: string, state: SourceState): SourceState {
  if (state.location === location) return state
  if (state.location === null) return { ...state, location }
  const { type, channel, items, derivation, sharedGuids, lists, pending } = state // of the articles that stay, and of each list by its own address
  return { ...UNVISITED, type, location, channel, items, derivation, sharedGuids, lists, pending }
}

/** False too where the clock was set back: a visit in the future, or a time further off than any wait, holds nobody up. */
function isWaiting(every: number | null, state: SourceState, now: EpochMs): boolean {
  if (state.nextDueAt === null || state.nextDueAt <= now) return false
  const longest = Math.max(LONGEST_WAIT, every ?? 0)
  return (state.lastVisitAt ?? now) <= now && state.nextDueAt - now <= longest
}

/** Until when a source is left alone, and what makes it so: docs/commands.md explains each word. */
export interface Wait {
  readonly until: EpochMs
  readonly reason: 'interval' | 'rest' | 'document' | 'headers' | 'skipped' | 'failures' | 'retry-after' | 'host' | 'shared'
}

/** Null for a source that is asked by the next run, or never: one that is gone or disabled. */
export function waitOf(source: Source, state: SourceState, now: EpochMs, neighbours: Neighbours): Wait | null {
  if (source.type === 'posts' || turnOf(source, state, now, false, neighbours) !== 'waiting') return null
  const own = isWaiting(source.every, state, now) ? (state.nextDueAt ?? 0) : 0
  // One that was put off by its host waits for just as long; and of those that share an address this may be the one that is due first.
  const quiet = waitForNeighbours(source, state, now, { ...neighbours, shared: ALONE.shared })
  const until = waitForNeighbours(source, state, now, neighbours)
  if (quiet >= Math.max(own, until)) return { until: quiet, reason: 'host' }
  return own >= until ? { until: own, reason: ownReason(source, state, own) } : { until, reason: 'shared' }
}

/** Told from what is kept of the last visit: whatever goes beyond it came with the answer's headers, which are not kept. */
function ownReason(source: FeedSource | JsonSource, { failures, hints, changedAt, lastVisitAt }: SourceState, due: EpochMs): Wait['reason'] {
  const visitedAt = lastVisitAt ?? due
  const { id, every } = source
  if (failures > 0) return due > retryDueAt(visitedAt, id, failures, { every, retryAfter: null }) ? 'retry-after' : 'failures'
  const waits = { every, document: hints, freshUntil: null, changedAt }
  if (due > nextDueAt(visitedAt, waits)) return 'headers'
  if (due <= nextDueAt(visitedAt, { ...waits, document: null })) return every === null ? 'rest' : 'interval'
  const allowed = hints === null ? null : { ...hints, skipHours: [], skipDays: [] }
  return due > nextDueAt(visitedAt, { ...waits, document: allowed }) ? 'skipped' : 'document'
}
