// When a source may be asked again, after a visit that went well and after one that failed.
// PURE: the time is given, jitter comes from the source's id. Never gives up: a dead source is asked once a day.

import { DAY, HOUR, MINUTE, SECOND } from '../../model/clock.ts'
import type { EpochMs, SourceId } from '../../model/article.ts'
import type { DocumentHints } from '../../model/source.ts'

/** The longest that a source's own hints can hold us off; its operator's `every` has no such bound. */
export const MAX_HINT = DAY
/** A source without an interval of its own rests for a twentieth of the time since it last changed, once that is worth a pause. */
const REST_FRACTION = 20
const SHORTEST_REST = 15 * MINUTE
const LONGEST_REST = 4 * HOUR
const FIRST_BACKOFF = 5 * MINUTE
const MAX_BACKOFF = DAY
const MAX_LEEWAY = 30 * SECOND

/** All that asks a source that answered to be left alone, null where nobody did; what is not a time is in milliseconds. */
export interface Waits {
  readonly every: number | null // the operator's interval
  readonly freshUntil: EpochMs | null // as freshUntil gives it
  readonly document: DocumentHints | null // of the last document read: a 304 does not repeat them
  readonly changedAt?: EpochMs | null // when it last brought another document
}

/**
 * When a source that answered may be asked again: the longest of the own interval and the source's hints, then past the hours
 * and days the source sets aside. One without an interval of its own is due at the next run, unless it has not changed for long.
 *
 * @param now  epoch ms, the time of the run: all its visits have one
 * @returns    epoch ms, never before `now`. Never throws.
 * @see RFC 9111 section 4.2.2 (heuristic freshness), RSS 2.0 `ttl`, `skipHours`, `skipDays`
 */
export function nextDueAt(now: EpochMs, waits: Waits): EpochMs {
  const own = waits.every === null ? restOf(now, waits.changedAt ?? null) : ownInterval(waits.every)
  const due = now + Math.max(own, clampHint(waits.document?.minInterval ?? null))
  return afterSkipped(Math.max(due, waits.freshUntil ?? 0), waits.document)
}

/**
 * Until when an answer asks to be taken for fresh; null: it does not.
 *
 * @param at      when it came
 * @param maxAge  ms, as readMaxAge gives it
 * @see RFC 9111 section 5.2.2.1 (max-age)
 */
export function freshUntil(at: EpochMs, maxAge: number | null): EpochMs | null {
  const hint = clampHint(maxAge)
  return hint === 0 ? null : at + hint
}

/**
 * When a source that failed may be asked again: its own interval, at least 5 minutes, doubled for each further failure up to a
 * day, or what Retry-After asks when that is longer. Up to a tenth is taken off by the source's id, so that sources that fell
 * together do not return together.
 *
 * @param failures  failed visits in a row, this one counted: an integer from 1
 * @see RFC 9110 section 10.2.3 (Retry-After)
 */
export function retryDueAt(now: EpochMs, id: SourceId, failures: number, waits: { readonly every: number | null; readonly retryAfter: number | null }): EpochMs {
  const every = waits.every ?? 0
  const backoff = Math.min(Math.max(every, FIRST_BACKOFF) * 2 ** (failures - 1), MAX_BACKOFF)
  const spread = Math.round(backoff * (1 - jitter(id) / 10))
  return now + Math.max(spread, every, clampHint(waits.retryAfter))
}

/**
 * How long an answer keeps us from the whole host, ms; null: not at all. A 429 concerns all that we ask there, whether it says for how
 * long or not; a 503 may be about one page, unless it says when to come back.
 *
 * @param retryAfter  ms, as readRetryAfter gives it
 * @see RFC 9110 section 10.2.3, RFC 6585 section 4
 */
export function quietFor(status: number, retryAfter: number | null): number | null {
  if (status === 429) return Math.min(retryAfter ?? FIRST_BACKOFF, MAX_HINT)
  return status === 503 && retryAfter !== null ? Math.min(retryAfter, MAX_HINT) : null
}

/** Zero for no hint and for one that makes no sense. */
function clampHint(hint: number | null): number {
  return hint === null || !(hint > 0) ? 0 : Math.min(hint, MAX_HINT)
}

/**
 * How long a source that the operator gave no interval is left alone, ms: it is asked at every run until it has not changed for five
 * hours, then ever more seldom, and every four hours when it has not for days. What it publishes is late by a twentieth of its silence.
 */
function restOf(now: EpochMs, changedAt: EpochMs | null): number {
  const rest = changedAt === null ? 0 : Math.floor((now - changedAt) / REST_FRACTION)
  return rest < SHORTEST_REST ? 0 : Math.min(rest, LONGEST_REST)
}

/** A little less than asked, as runs start by the clock: a visit at 12:00:03 must not make `every: 15m` miss the run of 12:15:00. */
function ownInterval(every: number): number {
  return every - Math.min(Math.floor(every / 20), MAX_LEEWAY)
}

/** The first moment from `at` on that is in no skipped hour or day, at most a week away; `at` itself where all of them are skipped. */
function afterSkipped(at: EpochMs, document: DocumentHints | null): EpochMs {
  if (document === null || (document.skipHours.length === 0 && document.skipDays.length === 0)) return at
  for (let hours = 0; hours <= 7 * 24; hours += 1) {
    const moment = hours === 0 ? at : Math.floor(at / HOUR + hours) * HOUR
    const date = new Date(moment)
    if (!document.skipHours.includes(date.getUTCHours()) && !document.skipDays.includes(date.getUTCDay())) return moment
  }
  return at
}

/** From 0 up to 1, the same for the same id (FNV-1a). */
function jitter(id: SourceId): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return (hash >>> 0) / 2 ** 32
}
