// `feedmill status`: what the store knows of every source, in plain words.

import type { SourceId } from '../../model/article.ts'
import { type Source, type SourceState, UNVISITED } from '../../model/source.ts'
import { redact, type Settings } from '../../settings/settings.ts'
import type { Retraction, Store } from '../../store/store.ts'
import { lookAtStore } from '../wire.ts'

export interface SourceStatus {
  readonly id: string
  readonly state: 'ok' | 'failing' | 'gone' | 'disabled' | 'never visited'
  readonly title: string | null
  readonly failingSince: string | null // RFC 3339, as all times here
  readonly failures: number
  readonly lastSuccessAt: string | null
  readonly nextDueAt: string | null // null: at the next run
  readonly items: number
  readonly retracted: number // articles that the operator took down
  readonly http: number | null
  readonly movedTo: string | null
  readonly error: { readonly code: string; readonly message: string } | null
}

/** @throws FeedmillError store.* */
export async function status(settings: Settings): Promise<readonly SourceStatus[]> {
  const { states, retractions } = await lookAtStore(settings, knownOf, NOTHING)
  const retracted = Map.groupBy(retractions, ({ sourceId }) => sourceId)
  return settings.sources.map((source) => statusOf(source, states.get(source.id) ?? UNVISITED, retracted.get(source.id)?.length ?? 0, settings.secrets))
}

interface Known {
  readonly states: ReadonlyMap<SourceId, SourceState>
  readonly retractions: readonly Retraction[]
}

const NOTHING: Known = { states: new Map(), retractions: [] }

async function knownOf(store: Store): Promise<Known> {
  return { states: await store.loadSourceStates(), retractions: await store.loadRetractions() }
}

export function describeStatus(source: SourceStatus): string {
  const parts = [
    source.state === 'failing' ? `failing since ${source.failingSince ?? 'now'} (${source.failures} times): ${source.error?.message ?? ''}` : source.state,
    `${source.items} items`,
    ...(source.retracted === 0 ? [] : [`${source.retracted} retracted`]),
    ...(source.http === null ? [] : [`HTTP ${source.http}`]),
    ...(source.lastSuccessAt === null ? [] : [`last success ${source.lastSuccessAt}`]),
    ...(source.state === 'disabled' || source.state === 'gone' ? [] : [`next ${source.nextDueAt ?? 'at the next run'}`]),
    ...(source.movedTo === null ? [] : [`moved to ${source.movedTo}`]),
  ]
  return `${source.id}: ${parts.join(', ')}`
}

function statusOf(source: Source, state: SourceState, retracted: number, secrets: readonly string[]): SourceStatus {
  const safe = (text: string | null): string | null => (text === null ? null : redact(text, secrets))
  return {
    id: source.id,
    state: stateInWords(source, state),
    title: source.title ?? state.channel?.title ?? null,
    failingSince: toIso(state.failingSince),
    failures: state.failures,
    lastSuccessAt: toIso(state.lastSuccessAt),
    nextDueAt: toIso(state.nextDueAt),
    items: state.items,
    retracted,
    http: state.http,
    movedTo: safe(state.movedTo),
    error: state.error === null ? null : { code: state.error.code, message: redact(state.error.message, secrets) },
  }
}

function stateInWords(source: Source, state: SourceState): SourceStatus['state'] {
  if (!source.enabled) return 'disabled'
  if (state.gone) return 'gone'
  if (state.failures > 0) return 'failing'
  return state.lastVisitAt === null ? 'never visited' : 'ok'
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
