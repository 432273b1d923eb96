// One run: visit every source that is due, then publish every feed that changed. Also `publish`: the second half alone.

import { ingestSource, type Outcome } from '../ingest/ingest.ts'
import { neighboursOf } from '../ingest/plan/neighbours.ts'
import { keepOf, pruneSource } from '../ingest/recognize/keep.ts'
import { isInLine, rulesOf } from '../ingest/rules.ts'
import type { SourceId } from '../model/article.ts'
import { allOf, FeedmillError } from '../model/errors.ts'
import type { Note } from '../model/note.ts'
import { type Source, type SourceState, UNVISITED } from '../model/source.ts'
import { publish } from '../publish/publish.ts'
import { nearest } from '../settings/checks/nearest.ts'
import type { Settings } from '../settings/settings.ts'
import { type Move, MOVES, type Store } from '../store/store.ts'
import { refreshReport, type RefreshReport } from './report.ts'
import { type Edges, withEdges } from './wire.ts'

export interface RefreshOptions {
  readonly sources?: readonly string[] // ids; the others are skipped
  readonly force?: boolean // due or not; still conditional
  readonly dryRun?: boolean // nothing is written
  readonly signal?: AbortSignal // running requests are aborted, what is finished is kept
  readonly onProgress?: (done: number, total: number, what: string) => void
}

/**
 * One run over a loaded config.
 *
 * @throws FeedmillError usage.invalid (unknown source), lock.held, store.*, output.*; never for a source that fails
 */
export async function refresh(settings: Settings, options: RefreshOptions = {}): Promise<RefreshReport> {
  const chosen = chooseSources(settings, options.sources)
  return withEdges(settings, { store: options.dryRun === true ? 'copy' : 'real', signal: options.signal }, async (edges) => {
    const startedAt = edges.now()
    const outcomes = await prune(chosen, await visitSources(settings, chosen, edges, options), edges, startedAt)
    return finish(settings, edges, startedAt, outcomes, options)
  })
}

/** Publishes from the store alone. @throws as refresh */
export async function publishOnly(settings: Settings, options: RefreshOptions & { readonly all?: boolean } = {}): Promise<RefreshReport> {
  return withEdges(settings, { store: 'real', signal: options.signal }, async (edges) => {
    const startedAt = edges.now()
    await reconcile(settings, edges)
    if (options.all === true) await edges.store.markAllFeeds()
    return finish(settings, { ...edges, compare: options.all === true }, startedAt, [], options)
  })
}

/** Brings what is stored in line with the config: sources that left it, its taxonomy, rules that changed. */
async function reconcile(settings: Settings, edges: Edges): Promise<ReadonlyMap<SourceId, SourceState>> {
  await edges.store.retireSourcesExcept(settings.sources.map(({ id }) => id))
  await edges.store.applyTaxonomy(settings.taxonomy)
  await edges.store.applyViews(settings.views)
  const states = new Map(await edges.store.loadSourceStates())
  for (const source of settings.sources) {
    const state = states.get(source.id)
    const rules = rulesOf(source, settings.taxonomy)
    if (state === undefined || isInLine(state, source, rules)) continue
    const { deriveAnew, replaceOther } = await import('../ingest/derive.ts')
    states.set(source.id, await deriveAnew(await replaceOther(state, source, edges), rules, edges))
  }
  return states
}

/**
 * All sources of the web at once, as the fetcher shares its slots between hosts (a slow host must not hold the others up); what
 * lies on this machine one after the other, as only memory would be shared. Where the store fails the others hang up, and none is at
 * work any more when that is told.
 *
 * @returns  an outcome for each chosen source, in the order of the config
 */
export async function visitSources(settings: Settings, chosen: readonly Source[], edges: Edges, options: RefreshOptions): Promise<readonly Outcome[]> {
  const states = await reconcile(settings, edges)
  // One time for the whole run: which source answers first must not decide which article was seen first.
  const startedAt = edges.now()
  const failure = new AbortController()
  const still: Edges = { ...edges, now: () => startedAt, signal: AbortSignal.any([edges.signal, failure.signal]) }
  const neighbours = neighboursOf(settings.sources, states, startedAt)
  if (options.force !== true) for (const [domain, until] of neighbours.quiet) edges.quiet.set(domain, until)
  let visited = 0
  const visit = async (source: Source): Promise<Outcome> => {
    const outcome = await ingestSource(source, states.get(source.id) ?? UNVISITED, settings.taxonomy, still, { force: options.force ?? false, neighbours })
    options.onProgress?.((visited += 1), chosen.length, source.id)
    return outcome
  }
  const web = chosen.filter((source) => !isLocal(source)).map(async (source) => [await visit(source)])
  // By id: which of two terms is seen first, and gets the plain slug, must not hang on the order of the config.
  const inTurn = chosen.filter(isLocal).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const visitInTurn = async (): Promise<Outcome[]> => {
    const local: Outcome[] = []
    for (const source of inTurn) local.push(await visit(source))
    return local
  }
  const visits = [visitInTurn(), ...web]
  for (const one of visits) one.catch(() => failure.abort()) // not with the error: to a visit it would be one of its own
  const outcomes = new Map((await allOf(visits)).flat().map((outcome) => [outcome.id, outcome]))
  await edges.flushVisits()
  return chosen.flatMap(({ id }) => outcomes.get(id) ?? [])
}

/** After all visits, for each source that was chosen, visited or not: age comes by itself. */
async function prune(chosen: readonly Source[], outcomes: readonly Outcome[], { store, signal }: Edges, now: number): Promise<readonly Outcome[]> {
  const keeping = chosen.filter((source) => keepOf(source) !== null)
  if (keeping.length === 0 || signal.aborted) return outcomes
  let states: ReturnType<Store['loadSourceStates']> | null = null // read when something is to go: they are long
  const stateOf = async (id: SourceId): Promise<SourceState> => (await (states ??= store.loadSourceStates())).get(id) ?? UNVISITED
  const notes = new Map<SourceId, readonly Note[]>()
  for (const source of keeping) notes.set(source.id, await pruneSource(source, stateOf, store, now))
  return outcomes.map((outcome) => withNotes(outcome, notes.get(outcome.id) ?? []))
}

function withNotes(outcome: Outcome, notes: readonly Note[]): Outcome {
  return notes.length === 0 ? outcome : { ...outcome, notes: [...outcome.notes, ...notes] }
}

export function isLocal(source: Source): boolean {
  return source.type === 'posts' || (source.type === 'feed' && source.location.kind === 'file')
}

async function finish(settings: Settings, edges: Edges, startedAt: number, outcomes: readonly Outcome[], options: RefreshOptions): Promise<RefreshReport> {
  await edges.store.mergeTerms(settings.taxonomy)
  await edges.store.settleNewTerms(settings.taxonomy)
  await edges.store.applyViews(settings.views) // where the newest article of the site left in this run, views with an age reach further back
  const feeds = await publish(settings, { ...edges, ...(options.onProgress && { onProgress: options.onProgress }) })
  const counts = await edges.store.counts()
  const notes = await tellMoves(edges.store)
  return refreshReport({ startedAt, endedAt: edges.now(), outcomes, notes, counts, feeds }, settings.secrets)
}

/** What the operator moved: each move once, when the feeds are published at their new addresses. */
async function tellMoves(store: Store): Promise<readonly Note[]> {
  const moves = JSON.parse((await store.loadSetting(MOVES)) ?? '[]') as readonly Move[]
  if (moves.length > 0) await store.saveSetting(MOVES, '[]')
  const terms = moves.length > 0 ? await store.loadTerms() : []
  return moves.map(({ kind, label, from, to }) => {
    const heir = terms.find((term) => term.kind === kind && term.slug === from)
    const left = heir === undefined ? 'the old address leads there' : `the old address is that of ${heir.label} now`
    return { code: 'term.moved', message: `${kind} ${label}: moved from ${kind}/${from} to ${kind}/${to}; ${left}` }
  })
}

function chooseSources(settings: Settings, ids: readonly string[] | undefined): readonly Source[] {
  const known: readonly string[] = settings.sources.map(({ id }) => id)
  for (const id of ids ?? []) {
    if (known.includes(id)) continue
    const meant = nearest(id, known)
    throw new FeedmillError('usage.invalid', `--source ${id}`, `no source has this id${meant === null ? '' : ` (did you mean ${meant}?)`}`)
  }
  return ids === undefined ? settings.sources : settings.sources.filter(({ id }) => ids.includes(id))
}
