// Sources and settings for tests of the fetcher.

import { type FeedSource, type SourceState, UNVISITED } from '../../src/model/source.ts'
import type { SourceId } from '../../src/model/article.ts'
import { FeedmillError } from '../../src/model/errors.ts'
import type { FetchSettings } from '../../src/settings/settings.ts'

/** Limits small enough for tests; nothing but 127.0.0.1 is opened. */
export const FETCH: FetchSettings = {
  timeout: 5000, maxBytes: 100_000, concurrency: 16, perHost: 16, hostDelay: 0, allowPrivate: ['127.0.0.1'],
}

export const USER_AGENT = 'Feedmill/0.0.0 (+https://mill.example.org/)'

export function sourceAt(url: string, more: Partial<FeedSource> = {}): FeedSource {
  return {
    type: 'feed', id: 'sample' as SourceId, title: null, categories: [], tags: [], timezone: 'UTC', enabled: true, refining: null, rights: 'full',
    location: { kind: 'http', url }, headers: {}, every: null, keep: null, refusals: 'domain', secrets: [], secretNames: [], ...more,
  }
}

export function stateWith(known: Partial<SourceState> = {}): SourceState {
  return { ...UNVISITED, ...known }
}

/** The FeedmillError that a promise rejects with; anything else is thrown on. */
export async function failureOf(promise: Promise<unknown>): Promise<FeedmillError> {
  const error = await promise.then(
    (value) => new Error(`did not fail: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  )
  if (error instanceof FeedmillError) return error
  throw error
}
