// One visit to one source: plan, fetch, parse, normalize, save. A failed visit is an outcome, never an exception.
// What reads a document is loaded when the first one comes: most visits bring none.

import { hash } from 'node:crypto'
import type { Clock } from '../model/clock.ts'
import type { EpochMs, SourceId } from '../model/article.ts'
import { FeedmillError, type ErrorCode } from '../model/errors.ts'
import { isCut, lacksAmong, type Note, retractedNotes } from '../model/note.ts'
import type { FeedSource, JsonSource, PostsSource, Source, SourceState } from '../model/source.ts'
import type { Taxonomy } from '../model/taxonomy.ts'
import type { Store, Visit } from '../store/store.ts'
import { type Fetched, type Fetcher, type Fresh, type PutOff, refusalOf } from './fetch/fetched.ts'
import type { JsonAnswer } from './json.ts'
import { nextDueAt, retryDueAt } from './plan/backoff.ts'
import { stateAbout, turnOf } from './plan/due.ts'
import { readDocumentHints } from './plan/hints.ts'
import { answered, isRepeated, remembered } from './plan/history.ts'
import type { Neighbours } from './plan/neighbours.ts'
import type { PrepareElsewhere } from './posts/prepare.ts'
import { listedAs, ruleOf } from './recognize/keep.ts'
import { THE_LIST } from './recognize/listing.ts'
import { derivationOf, rulesOf } from './rules.ts'

/** What ingest asks of the world; built in run/wire.ts. */
export interface IngestEdges {
  readonly store: Store
  readonly fetch: Fetcher
  /** Takes a visit that came to the same as the one before; it is saved soon, together with others. */
  readonly keepVisit: (visit: Visit) => Promise<void>
  readonly now: Clock
  readonly signal: AbortSignal
  readonly prepareElsewhere?: PrepareElsewhere // large folders of posts on other threads; absent: there are none
  readonly secrets: readonly string[] // of the config, in every spelling
  readonly siteUrl: string
}

/** What one visit came to, as `refresh --json` prints it. */
export interface Outcome {
  readonly id: SourceId
  readonly outcome: 'ingested' | 'unchanged' | 'skipped' | 'failed' | 'gone'
  readonly http: number | null
  readonly items: number // in the document, or posts that are articles
  readonly new: number
  readonly updated: number
  readonly error: { readonly code: ErrorCode; readonly message: string } | null
  readonly notes: readonly Note[]
  readonly movedTo: string | null
  readonly nextDueAt: EpochMs | null
}

/** The part of an outcome that differs; the rest is the source's state. */
type Told = Partial<Omit<Outcome, 'id'>> & Pick<Outcome, 'outcome'>

/** Of what whether a source is visited now depends beside itself. */
interface Occasion {
  readonly force: boolean // visit it due or not
  readonly neighbours: Neighbours // what the other sources know of its host and its address
}

/**
 * Visits a source that is due and saves what it brings, all in one transaction.
 * @throws FeedmillError `store.*` only, and bugs
 */
export async function ingestSource(source: Source, stored: SourceState, taxonomy: Taxonomy, edges: IngestEdges, { force, neighbours }: Occasion): Promise<Outcome> {
  const about = stateAbout(source, stored)
  const state = source.type === 'feed' ? readUnderKeep(source, about) : about
  const turn = turnOf(source, state, edges.now(), force, neighbours)
  if (turn === 'gone') return outcome(source, state, { outcome: 'gone' })
  if (turn !== 'due') return outcome(source, state, { outcome: 'skipped' })
  try {
    return await visit(source, state, taxonomy, edges)
  } catch (error) {
    const isStores = error instanceof FeedmillError && error.code.startsWith('store.')
    if (edges.signal.aborted && !isStores) return outcome(source, state, { outcome: 'skipped' }) // we hung up, not the source
    if (!(error instanceof FeedmillError) || isStores) throw error
    return saveFailure(source, state, error, refusalOf(error)?.http ?? null, edges)
  }
}

async function visit(source: Source, state: SourceState, taxonomy: Taxonomy, edges: IngestEdges): Promise<Outcome> {
  if (source.type === 'feed') return visitFeed(source, state, taxonomy, edges)
  return source.type === 'json' ? visitJson(source, state, taxonomy, edges) : visitPosts(source, state, taxonomy, edges)
}

/**
 * The document that we know is read once more under another `keep`: what it lists is to be known where there is one, and may have been passed
 * over by the limits of before.
 */
function readUnderKeep({ keep }: FeedSource, state: SourceState): SourceState {
  return state.readUnder === ruleOf(keep) ? state : { ...state, validators: null, bodyHash: null }
}

async function visitFeed(source: FeedSource, state: SourceState, taxonomy: Taxonomy, edges: IngestEdges): Promise<Outcome> {
  const fetched = await edges.fetch(source, state, edges.signal)
  if (fetched.kind === 'put-off') return putOff(source, state, fetched.until, edges)
  const after = stateAfter(source, state, fetched, edges.now())
  if (fetched.kind === 'gone') {
    await edges.store.saveSourceState(source.id, after)
    return outcome(source, after, { outcome: 'gone' })
  }
  const bodyHash = fetched.kind === 'fresh' ? hash('sha256', fetched.bytes) : state.bodyHash
  if (fetched.kind === 'unchanged' || bodyHash === state.bodyHash) {
    const same = isCut(state.lacks) ? { ...after, validators: null } : after
    if (isRepeated(state, same)) await edges.keepVisit({ sourceId: source.id, at: edges.now(), nextDueAt: same.nextDueAt })
    else await edges.store.saveSourceState(source.id, same)
    return outcome(source, after, { outcome: 'unchanged' })
  }
  try {
    const history = remembered(state.history, edges.now(), { outcome: 'ingested', http: fetched.http })
    return await saveDocument(source, { ...after, bodyHash, changedAt: edges.now(), history }, fetched, taxonomy, edges)
  } catch (error) {
    if (!(error instanceof FeedmillError) || !error.code.startsWith('parse.')) throw error
    return saveFailure(source, state, error, fetched.http, edges)
  }
}

/** A visit before its time (`--force`) that is put off does not bring the time forward. */
async function putOff(source: Source, state: SourceState, until: EpochMs, edges: IngestEdges): Promise<Outcome> {
  const later = { ...state, nextDueAt: Math.max(until, state.nextDueAt ?? 0) }
  await edges.store.saveSourceState(source.id, later)
  return outcome(source, later, { outcome: 'skipped' })
}

/**
 * Validators and body hash are kept only together with the articles they stand for: else a 304 would hide those for ever. Those of a document
 * that is cut are not: they may be of the whole one, as a server names them before it fails in the middle.
 */
async function saveDocument(source: FeedSource, after: SourceState, fetched: Fresh, taxonomy: Taxonomy, edges: IngestEdges): Promise<Outcome> {
  const { readDocument } = await import('./document.ts')
  const rules = rulesOf(source, taxonomy)
  const { channel, arrivals, unchanged, listing, sharedGuids, renamings, aliases, notes, hints: written } = await readDocument(source, after, fetched, rules, edges)
  const hints = readDocumentHints(written)
  const state: SourceState = {
    ...after,
    channel,
    sharedGuids,
    hints,
    lacks: lacksAmong(notes),
    validators: isCut(notes) ? null : after.validators,
    derivation: derivationOf(rules),
    listed: source.keep === null ? null : [...arrivals.map(({ article }) => article.id), ...unchanged].map(listedAs),
    readUnder: ruleOf(source.keep),
    items: arrivals.length + unchanged.length,
    nextDueAt: dueAfter(source, edges.now(), { ...after, hints }, fetched),
  }
  const { retracted, ...saved } = await edges.store.save({
    sourceId: source.id,
    seenAt: edges.now(),
    arrivals,
    removed: [],
    files: [],
    forgottenFiles: [],
    renamings,
    aliases,
    listings: new Map([[THE_LIST, listing]]),
    state,
  })
  return outcome(source, state, { outcome: 'ingested', ...saved, notes: [...notes, ...retractedNotes(retracted)] })
}

async function visitJson(source: JsonSource, state: SourceState, taxonomy: Taxonomy, edges: IngestEdges): Promise<Outcome> {
  const now = edges.now()
  const after = ({ kind, http, freshUntil, quiet, isWaiting }: JsonAnswer): SourceState => {
    const changedAt = kind === 'ingested' ? now : state.changedAt
    return {
      ...answered(state, now, http),
      // One with records that wait for their detail call does not rest.
      nextDueAt: nextDueAt(now, { every: source.every, document: null, freshUntil, changedAt: isWaiting ? null : changedAt }),
      changedAt,
      gone: kind === 'gone',
      quiet,
      history: remembered(state.history, now, { outcome: kind, http }),
    }
  }
  const { ingestJson } = await import('./json.ts')
  const visited = await ingestJson(source, state, rulesOf(source, taxonomy), edges, after)
  if (visited.kind === 'put-off') return putOff(source, visited.state, visited.until, edges)
  if (visited.kind === 'failed') return saveFailure(source, visited.state, visited.error, refusalOf(visited.error)?.http ?? null, edges)
  const { kind, state: next, ...told } = visited
  return outcome(source, next, { outcome: kind, new: told.new, updated: told.updated, notes: told.notes })
}

async function visitPosts(source: PostsSource, state: SourceState, taxonomy: Taxonomy, edges: IngestEdges): Promise<Outcome> {
  const { ingestPosts } = await import('./posts.ts')
  const visited = await ingestPosts(source, state, rulesOf(source, taxonomy), edges)
  const changed = visited.new + visited.updated + visited.removed > 0
  return outcome(source, { ...state, http: null, error: null, nextDueAt: null }, { outcome: changed ? 'ingested' : 'unchanged', ...visited })
}

/** What an answer, whatever it brought, makes of the state; what a document says is added by saveDocument. */
function stateAfter(source: FeedSource, state: SourceState, fetched: Exclude<Fetched, PutOff>, now: EpochMs): SourceState {
  return {
    ...answered(state, now, fetched.http),
    validators: fetched.kind === 'gone' ? state.validators : fetched.validators,
    lastSuccessAt: fetched.kind === 'gone' ? state.lastSuccessAt : now,
    nextDueAt: dueAfter(source, now, state, fetched),
    movedTo: fetched.movedTo,
    gone: fetched.kind === 'gone',
    quiet: null,
    history: remembered(state.history, now, { outcome: fetched.kind === 'gone' ? 'gone' : 'unchanged', http: fetched.http }),
  }
}

/** What lies on this machine is read in each run, unless the operator gave it an interval. */
function isReadEachRun(source: Source): boolean {
  return ownInterval(source) === null && (source.type === 'posts' || (source.type === 'feed' && source.location.kind === 'file'))
}

function ownInterval(source: Source): number | null {
  return source.type === 'posts' ? null : source.every
}

/** What a saved feed says of polling was meant for others. */
function dueAfter(source: FeedSource, now: EpochMs, { hints, changedAt }: SourceState, { freshUntil }: Exclude<Fetched, PutOff>): EpochMs | null {
  if (isReadEachRun(source)) return null
  if (source.location.kind === 'file') return nextDueAt(now, { every: source.every, document: null, freshUntil: null })
  return nextDueAt(now, { every: source.every, document: hints, changedAt, freshUntil })
}

async function saveFailure(source: Source, state: SourceState, error: FeedmillError, http: number | null, edges: IngestEdges): Promise<Outcome> {
  const now = edges.now()
  const failures = state.failures + 1
  const failed: SourceState = {
    ...state,
    bodyHash: source.type === 'posts' ? null : state.bodyHash, // of the folder before a visit that may have saved half of what changed
    failures,
    failingSince: state.failingSince ?? now,
    lastVisitAt: now,
    nextDueAt: isReadEachRun(source) ? null : retryDueAt(now, source.id, failures, { every: ownInterval(source), retryAfter: retryAfterOf(error, now) }),
    http,
    error: { code: error.code, message: error.message },
    quiet: refusalOf(error)?.quiet ?? state.quiet,
    history: remembered(state.history, now, { outcome: 'failed', http }),
  }
  await edges.store.saveSourceState(source.id, failed)
  return outcome(source, failed, { outcome: 'failed', error: failed.error })
}

function outcome(source: Source, state: SourceState, told: Told): Outcome {
  const { http, items, movedTo, nextDueAt: due } = state
  return { id: source.id, http, items, new: 0, updated: 0, error: null, notes: [], movedTo, nextDueAt: due, ...told }
}

/** From `now` on, which is when the run began: what was asked for counts from the answer. */
function retryAfterOf(error: FeedmillError, now: EpochMs): number | null {
  const refusal = refusalOf(error)
  return refusal === null || refusal.retryAfter === null ? null : refusal.retryAfter + Math.max(0, refusal.at - now)
}
