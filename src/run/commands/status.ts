// `feedmill status`: what the store knows of every source, in plain words.

import type { SourceId } from '../../model/article.ts'
import { type Source, type SourceState, UNVISITED } from '../../model/source.ts'
import { redact, type Settings } from '../../settings/settings.ts'
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
  readonly http: number | null
  readonly movedTo: string | null
  readonly error: { readonly code: string; readonly message: string } | null
}

/** @throws FeedmillError store.* */
export async function status(settings: Settings): Promise<readonly SourceStatus[]> {
  const states = await lookAtStore(settings, (store) => store.loadSourceStates(), new Map<SourceId, SourceState>())
  return settings.sources.map((source) => statusOf(source, states.get(source.id) ?? UNVISITED, settings.secrets))
}

export function describeStatus(source: SourceStatus): string {
  const parts = [
    source.state === 'failing' ? `failing since ${source.failingSince ?? 'now'} (${source.failures} times): ${source.error?.message ?? ''}` : source.state,
    `${source.items} items`,
    ...(source.http === null ? [] : [`HTTP ${source.http}`]),
    ...(source.lastSuccessAt === null ? [] : [`last success ${source.lastSuccessAt}`]),
    ...(source.state === 'disabled' || source.state === 'gone' ? [] : [`next ${source.nextDueAt ?? 'at the next run'}`]),
    ...(source.movedTo === null ? [] : [`moved to ${source.movedTo}`]),
  ]
  return `${source.id}: ${parts.join(', ')}`
}

function statusOf(source: Source, state: SourceState, secrets: readonly string[]): SourceStatus {
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
