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
  'output.unreadable',
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

/** What the system says, in words. */
const UNREADABLE: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder, not a file',
  EACCES: 'it may not be read (permission denied)',
  EPERM: 'it may not be read (permission denied)',
  ELOOP: 'its symbolic links go in a circle',
}

const UNWRITABLE: Readonly<Record<string, string>> = {
  ENOSPC: 'cannot be written: the disk is full',
  EDQUOT: 'cannot be written: the quota is used up',
  EMFILE: 'cannot be written: too many files are open at once. Allow 128 or more (`ulimit -n`)',
  EROFS: 'cannot be written: the file system is read-only',
  EACCES: 'cannot be written: permission denied',
  EPERM: 'cannot be written: permission denied',
  ENOTDIR: 'cannot be written: a part of the path is a file, not a folder',
  EEXIST: 'cannot be written: a part of the path is a file, not a folder',
}

/** Why a file, or a folder, cannot be read; the system's own word where there is no better one. */
export function whyUnreadable(error: unknown, kind: 'file' | 'folder' = 'file'): string {
  const code = systemCode(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') return `there is no such ${kind}`
  return UNREADABLE[code ?? ''] ?? `it cannot be read (${code ?? String(error)})`
}

export function whyUnwritable(code: string): string {
  return UNWRITABLE[code] ?? `cannot be written (${code})`
}

/** `ENOENT` and the like; null for what no system said. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
