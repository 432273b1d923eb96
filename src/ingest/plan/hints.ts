// What a source asks of those who poll it, read from HTTP headers and from the document, as milliseconds and UTC hours and days.
// PURE. What cannot be understood is null: bounds and what follows from a hint are backoff.ts's.

import { DAY, HOUR, MINUTE, SECOND } from '../../model/clock.ts'
import type { EpochMs } from '../../model/article.ts'
import type { DocumentHints } from '../../model/source.ts'
import { firstValue, type ResponseHeaders } from './conditional.ts'

/** What a document asks of those who poll it, as it wrote that: `ttl` in minutes, the rest as RSS 0.91 to 2.0 and the syndication module define. */
export interface WrittenHints {
  readonly ttl: string | null
  readonly updatePeriod: string | null
  readonly updateFrequency: string | null
  readonly skipHours: readonly string[]
  readonly skipDays: readonly string[]
}

export const NO_HINTS: WrittenHints = { ttl: null, updatePeriod: null, updateFrequency: null, skipHours: [], skipDays: [] }

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const PERIODS: Readonly<Record<string, number>> = { hourly: HOUR, daily: DAY, weekly: 7 * DAY, monthly: 30 * DAY, yearly: 365 * DAY }
const HTTP_DATE = /^[A-Z][a-z]+,? (?:\d\d[ -][A-Z][a-z]{2}[ -]\d{2,4} \d\d:\d\d:\d\d GMT|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})$/u

/** @see RSS 2.0 `ttl`, `skipHours`, `skipDays`; RSS 1.0 syndication module */
export function readDocumentHints(written: WrittenHints): DocumentHints {
  const period = PERIODS[written.updatePeriod?.trim().toLowerCase() ?? ''] ?? null
  const frequency = wholeNumber(written.updateFrequency) ?? 1
  const minutes = wholeNumber(written.ttl)
  const waits = [minutes === null ? 0 : minutes * MINUTE, period === null ? 0 : period / Math.max(1, frequency)]
  return {
    minInterval: Math.max(...waits) || null,
    // Some write 24 for midnight; RSS 0.91 counted hours from 1 to 24.
    skipHours: written.skipHours.map(wholeNumber).filter((hour) => hour !== null && hour <= 24).map((hour) => (hour ?? 0) % 24),
    skipDays: written.skipDays.map((day) => DAYS.indexOf(day.trim().toLowerCase())).filter((day) => day >= 0),
  }
}

/**
 * How long the answer stays fresh, ms from now: `max-age` less `Age`, else `Expires`. Null: it does not say, or asks to check each time.
 * @see RFC 9111 sections 4.2.1 and 5.2.2
 */
export function readMaxAge(headers: ResponseHeaders, now: EpochMs): number | null {
  const cacheControl = joined(headers['cache-control']).toLowerCase()
  if (/(?:^|[\s,])no-(?:cache|store)(?:$|[\s,])/u.test(cacheControl)) return null
  const seconds = /(?:^|[\s,])max-age="?(\d{1,10})(?!\d)/u.exec(cacheControl)?.[1]
  if (seconds !== undefined) return Math.max(0, Number(seconds) - (wholeNumber(firstValue(headers['age'])) ?? 0)) * SECOND
  const expires = httpDate(firstValue(headers['expires']))
  return expires === null ? null : Math.max(0, expires - now)
}

/**
 * How long a refusal asks us to stay away, ms from now; null where it does not say, or says no time to come.
 * @see RFC 9110 section 10.2.3
 */
export function readRetryAfter(headers: ResponseHeaders, now: EpochMs): number | null {
  const text = firstValue(headers['retry-after'])
  const seconds = wholeNumber(text)
  const wait = seconds === null ? (httpDate(text) ?? now) - now : seconds * SECOND
  return wait > 0 ? wait : null
}

/** An HTTP date in any of its three forms (RFC 9110 section 5.6.7), epoch ms; asctime's has no zone and means UTC. */
function httpDate(text: string | null): EpochMs | null {
  if (text === null || !HTTP_DATE.test(text.trim())) return null
  const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)
  return Number.isNaN(date) ? null : date
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\s*\d{1,10}\s*$/u.test(text) ? Number(text) : null
}

function joined(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value ?? []).join(',')
}
