// Every way a run can fail, as a closed list. docs/errors.md explains each; test/docs.test.ts holds the two together.

/** A failure's stable name: `ROOM.WHAT`. Programs match on it, people look it up in docs/errors.md. */
export const ERROR_CODES = [
  'usage.invalid',
  'config.missing',
  'config.invalid',
  'fetch.network',
  'fetch.timeout',
  'fetch.status',
  'fetch.redirect',
  'fetch.too_large',
  'fetch.truncated',
  'fetch.encoding',
  'fetch.scheme',
  'fetch.refused_address',
  'fetch.missing_file',
  'parse.empty',
  'parse.not_a_feed',
  'parse.malformed',
  'parse.own_feed',
  'lock.held',
  'store.unavailable',
  'store.newer',
  'store.corrupt',
  'output.unwritable',
  'output.differs',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** A failure an operator can meet: thrown at the edges, caught once per source by the ingest flow and once per run by main. */
export class FeedmillError extends Error {
  override readonly name = 'FeedmillError'
  readonly code: ErrorCode
  /** What we were reading or writing: a URL, a path (with `:LINE:COLUMN` where that helps), a settings key. */
  readonly at: string
  /** What went wrong, without `at`; `message` has both. */
  readonly reason: string

  constructor(code: ErrorCode, at: string, reason: string, cause?: unknown) {
    super(`${at}: ${reason}`, cause === undefined ? undefined : { cause })
    this.code = code
    this.at = at
    this.reason = reason
  }
}

/** As Promise.all, but nothing is at work any more when it fails. */
export async function allOf<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work)
  return Promise.all(work)
}
