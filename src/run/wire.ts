// EDGE: the only file that names concrete edges: which store, which fetcher, which target, whose clock.

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFetcher } from '../ingest/fetch/fetch.ts'
import type { IngestEdges } from '../ingest/ingest.ts'
import type { EpochMs } from '../model/article.ts'
import { allOf } from '../model/errors.ts'
import { textForWords } from '../ingest/normalize/kept.ts'
import { openDirectory } from '../publish/deliver/directory.ts'
import { openSpool } from '../publish/deliver/spool.ts'
import type { PublishEdges } from '../publish/edges.ts'
import { redactError } from '../settings/secrets.ts'
import type { Settings } from '../settings/settings.ts'
import { acquireLock } from '../store/lock.ts'
import { copySqlite, openSqlite } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { createCompletion } from './threads/bodies.ts'
import { createThreads } from './threads/threads.ts'
import { removeWhenKilled } from './signals.ts'
import { VERSION } from './version.ts'
import { openVisitLog, type VisitLog } from './visit-log.ts'

export interface Edges extends IngestEdges, Omit<PublishEdges, 'onProgress'> {
  readonly flushVisits: VisitLog['flush']
  readonly signal: AbortSignal
  /** Domains that the fetcher leaves alone, and until when: a run puts in what earlier ones were told. */
  readonly quiet: Map<string, EpochMs>
}

interface Wiring {
  /** `real`, under the lock; else one that is thrown away: a `copy` of it, or `empty`. Nothing is published but from the real one. */
  readonly store: 'real' | 'copy' | 'empty'
  readonly signal?: AbortSignal | undefined
}

/** Opens everything a run needs and closes it whatever happens. */
export async function withEdges<T>(settings: Settings, wiring: Wiring, run: (edges: Edges) => Promise<T>): Promise<T> {
  const runOn = (store: Store): Promise<T> => withFetcher(settings, store, wiring, run)
  try {
    if (wiring.store !== 'real') return await withScratchStore(wiring.store === 'copy' ? settings.store : null, wiring.signal !== undefined, runOn)
    return await withRealStore(settings.store, runOn)
  } catch (error) {
    throw redactError(error, settings.secrets)
  }
}

/** The store under the lock. */
export async function withRealStore<T>(path: string, use: (store: Store) => Promise<T>): Promise<T> {
  const lock = await acquireLock(`${path}.lock`)
  try {
    return await withStore(path, use)
  } finally {
    await lock.release()
  }
}

async function withStore<T>(path: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openSqlite(path, textForWords)
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

/** What is stored, to be looked at and not changed; `otherwise` where nothing is stored yet. */
export async function lookAtStore<T>(settings: Settings, look: (store: Store) => Promise<T>, otherwise: T): Promise<T> {
  if (!existsSync(settings.store)) return otherwise
  try {
    return await withStore(settings.store, look)
  } catch (error) {
    throw redactError(error, settings.secrets)
  }
}

/**
 * It begins as a copy of `path`, or empty where that is null or not there yet.
 * @param isHeeded  signals end the run in good order
 */
async function withScratchStore<T>(path: string | null, isHeeded: boolean, use: (store: Store) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'feedmill-'))
  const release = removeWhenKilled(folder, isHeeded)
  try {
    const copy = join(folder, 'scratch.db')
    if (path !== null) await copySqlite(path, copy)
    return await withStore(copy, use)
  } finally {
    await rm(folder, { recursive: true, force: true })
    release()
  }
}

async function withFetcher<T>(settings: Settings, store: Store, wiring: Wiring, run: (edges: Edges) => Promise<T>): Promise<T> {
  const quiet = new Map<string, EpochMs>()
  const fetcher = createFetcher(settings.fetch, userAgentOf(settings), settings.sources, quiet)
  const visits = openVisitLog(store)
  const threads = createThreads()
  const spool = wiring.store === 'real' ? openSpool(`${settings.store}.spool`) : null // beside it, as temporary folders are often in memory
  try {
    return await run({
      store,
      fetch: fetcher.fetch,
      keepVisit: visits.keep,
      flushVisits: visits.flush,
      quiet,
      target: openDirectory(settings.publish.dir, { dryRun: wiring.store !== 'real' }),
      posts: settings.publish.posts === null ? null : openDirectory(settings.publish.posts.dir, { dryRun: wiring.store !== 'real' }),
      ...(spool !== null && { spool }),
      ...(threads !== null && { prepareElsewhere: (tasks) => threads.run('posts', tasks) }),
      complete: createCompletion(threads),
      now: Date.now,
      signal: wiring.signal ?? new AbortController().signal,
      secrets: settings.secrets,
      siteUrl: settings.site.url,
    })
  } finally {
    spool?.close()
    await allOf([visits.flush(), fetcher.close(), ...(threads === null ? [] : [threads.close()])])
  }
}

export function userAgentOf(settings: Pick<Settings, 'site'>): string {
  return `Feedmill/${VERSION} (+${settings.site.url})`
}
