// The Fetcher contract: what a visit to a source over HTTP or on disk brings back. Whoever can do this is a source.

import type { EpochMs } from '../../model/article.ts'
import type { FeedmillError } from '../../model/errors.ts'
import type { FeedSource, SourceState, Validators } from '../../model/source.ts'

export type Fetched = Fresh | Unchanged | Gone | PutOff

interface Answer {
  readonly http: number | null // status; null for files
  readonly movedTo: string | null // where an unbroken chain of permanent redirects leads from the configured URL, old moves included; null: nowhere
  readonly freshUntil: EpochMs | null // by its headers, counted from when it came: a run may be old by then; null: it did not say
}

/** A body that is whole and decoded. Its validators may be stored only together with its articles. */
export interface Fresh extends Answer {
  readonly kind: 'fresh'
  readonly bytes: Uint8Array // content codings undone
  readonly contentType: string | null // as sent
  readonly url: string | null // the address that answered, the base of relative links; null for files
  readonly validators: Validators | null
}

export interface Unchanged extends Answer {
  readonly kind: 'unchanged'
  readonly validators: Validators | null // those to keep: a 304 may bring new ones (RFC 9111 section 4.3.4)
}

export interface Gone extends Answer {
  readonly kind: 'gone' // 410
}

/** Nothing was asked: earlier in this run the host answered another source that it wants to be left alone. No failure of this source. */
export interface PutOff {
  readonly kind: 'put-off'
  readonly host: string
  readonly until: EpochMs
}

/** What an answer that brought no document still tells. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly http: number // status
  readonly retryAfter: number | null // ms from the answer, as the server said it
  readonly at: EpochMs // of the answer: a run may be old by then
  readonly quiet: SourceState['quiet'] // null: it concerns this source alone

  constructor(http: number, retryAfter: number | null, at: EpochMs, quiet: SourceState['quiet'] = null) {
    super(`HTTP status ${http}`)
    this.http = http
    this.retryAfter = retryAfter
    this.at = at
    this.quiet = quiet
  }
}

/** The answer behind a FeedmillError of a Fetcher; null where none came, or a broken one. */
export function refusalOf(error: FeedmillError): Refusal | null {
  return error.cause instanceof Refusal ? error.cause : null
}

/**
 * Throws FeedmillError `fetch.*` for everything that brings no document, `config.invalid` for headers that cannot be sent, and the
 * signal's own reason when that is aborted.
 */
export type Fetcher = (source: FeedSource, state: SourceState, signal: AbortSignal) => Promise<Fetched>
