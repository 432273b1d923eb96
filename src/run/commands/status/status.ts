// `feedmill status`: what is known of every source, and why it is not asked sooner. Reads only. Its words are words.ts's.

import { stateAbout, type Wait, waitOf } from '../../../ingest/plan/due.ts'
import { isQuiet, type Neighbours, neighboursOf } from '../../../ingest/plan/neighbours.ts'
import { addressOf, shownUrl } from '../../../ingest/plan/request-url.ts'
import type { EpochMs, SourceId } from '../../../model/article.ts'
import { FeedmillError } from '../../../model/errors.ts'
import type { Note } from '../../../model/note.ts'
import { type Source, type SourceState, type Stretch, UNVISITED } from '../../../model/source.ts'
import { nearest } from '../../../settings/checks/nearest.ts'
import { redact } from '../../../settings/secrets.ts'
import type { Settings } from '../../../settings/settings.ts'
import type { Retraction, Store } from '../../../store/store.ts'
import { lookAtStore } from '../../wire.ts'

/** One source. Times are RFC 3339 in UTC; texts are freed of secrets. */
export interface SourceStatus {
  readonly id: string
  readonly type: Source['type']
  readonly state: 'ok' | 'incomplete' | 'failing' | 'gone' | 'disabled' | 'never visited'
  readonly title: string | null
  readonly addresses: readonly string[] // in the config: URLs, or a path
  readonly failingSince: string | null
  readonly failures: number // visits in a row
  readonly lastVisitAt: string | null
  readonly lastSuccessAt: string | null
  readonly changedAt: string | null // the last visit that brought another document
  readonly nextDueAt: string | null // null: at the next run, or never (gone, disabled)
  readonly waitsFor: Wait['reason'] | null // what nextDueAt comes from
  readonly items: number // in the last document
  readonly pending: number // records of a JSON API that wait for their detail call
  readonly retracted: number // articles that the operator took down
  readonly http: number | null // status of the last answer
  readonly error: { readonly code: string; readonly message: string } | null
  readonly lacks: readonly Note[] // what of it cannot be read, though it answers
  readonly movedTo: string | null // the first of `moves`
  readonly moves: readonly { readonly from: string; readonly to: string }[] // remembered: asked in place of the configured addresses
  readonly quiet: { readonly domain: string; readonly until: string } | null // who refused us and asked to be left alone
  readonly history: readonly Visits[] // the last visits, oldest first
}

/** Visits in a row that came to the same. */
interface Visits extends Pick<Stretch, 'outcome' | 'http' | 'visits'> {
  readonly firstAt: string
  readonly lastAt: string
}

/**
 * @param ids  of those to tell of; none: all, in the order of the config
 * @throws FeedmillError usage.invalid (unknown source), store.*
 */
export async function status(settings: Settings, ids: readonly string[] = [], now: EpochMs = Date.now()): Promise<readonly SourceStatus[]> {
  const chosen = ids.length === 0 ? settings.sources : ids.map((id) => findSource(id, settings))
  const { states, retractions } = await lookAtStore(settings, knownOf, NOTHING)
  const around: Around = { now, neighbours: neighboursOf(settings.sources, states, now), secrets: settings.secrets }
  const retracted = Map.groupBy(retractions, ({ sourceId }) => sourceId)
  return chosen.map((source) => statusOf(source, stateAbout(source, states.get(source.id) ?? UNVISITED), retracted.get(source.id)?.length ?? 0, around))
}

interface Known {
  readonly states: ReadonlyMap<SourceId, SourceState>
  readonly retractions: readonly Retraction[]
}

const NOTHING: Known = { states: new Map(), retractions: [] }

async function knownOf(store: Store): Promise<Known> {
  return { states: await store.loadSourceStates(), retractions: await store.loadRetractions() }
}

interface Around {
  readonly now: EpochMs
  readonly neighbours: Neighbours
  readonly secrets: readonly string[]
}

function findSource(id: string, { sources }: Settings): Source {
  const found = sources.find((source) => source.id === id)
  if (found !== undefined) return found
  const meant = nearest(id, sources.map((source) => source.id))
  throw new FeedmillError('usage.invalid', id, `no source has this id${meant === null ? '' : ` (did you mean ${meant}?)`}`)
}

function statusOf(source: Source, state: SourceState, retracted: number, { now, neighbours, secrets }: Around): SourceStatus {
  const safe = (text: string): string => redact(text, secrets)
  const wait = waitOf(source, state, now, neighbours)
  const moves = movesOf(source, state).map(({ from, to }) => ({ from: safe(from), to: safe(to) }))
  const { failures, items, http, error, lacks, quiet } = state
  return {
    id: source.id,
    type: source.type,
    state: stateInWords(source, state),
    title: source.title ?? (state.channel?.title ? safe(state.channel.title) : null),
    addresses: addressesOf(source).map(safe),
    failingSince: toIso(state.failingSince),
    failures,
    lastVisitAt: toIso(state.lastVisitAt),
    lastSuccessAt: toIso(state.lastSuccessAt),
    changedAt: toIso(state.changedAt),
    nextDueAt: toIso(wait?.until ?? null),
    waitsFor: wait?.reason ?? null,
    items,
    pending: state.pending.length,
    retracted,
    http,
    error: error && { code: error.code, message: safe(error.message) },
    lacks: lacks.map(({ code, message }) => ({ code, message: safe(message) })),
    movedTo: moves[0]?.to ?? null,
    moves,
    quiet: isQuiet(quiet, now) ? { domain: safe(quiet.domain), until: new Date(quiet.until).toISOString() } : null,
    history: state.history.map(({ firstAt, lastAt, ...stretch }) => ({ ...stretch, firstAt: new Date(firstAt).toISOString(), lastAt: new Date(lastAt).toISOString() })),
  }
}

function stateInWords(source: Source, state: SourceState): SourceStatus['state'] {
  if (!source.enabled) return 'disabled'
  if (state.gone) return 'gone'
  if (state.failures > 0) return 'failing'
  if (state.lastVisitAt === null) return 'never visited'
  return state.lacks.length > 0 ? 'incomplete' : 'ok'
}

function addressesOf(source: Source): readonly string[] {
  if (source.type === 'json') return source.urls.map(shownUrl)
  return [source.type === 'posts' ? source.path : addressOf(source)]
}

function movesOf(source: Source, { movedTo, lists }: SourceState): SourceStatus['moves'] {
  if (source.type === 'json') return lists.filter(({ url }) => source.urls.includes(url)).flatMap((list) => move(list.url, list.movedTo))
  return source.type === 'feed' && source.location.kind === 'http' ? move(source.location.url, movedTo) : []
}

function move(from: string, to: string | null): SourceStatus['moves'] {
  return to === null ? [] : [{ from: shownUrl(from), to: shownUrl(to) }]
}

function toIso(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
