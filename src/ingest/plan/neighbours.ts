// What other sources have to do with a source's turn: they share its host, or its very URL. PURE.

import type { EpochMs, SourceId } from '../../model/article.ts'
import type { FeedSource, JsonSource, Source, SourceState } from '../../model/source.ts'
import { MAX_HINT } from './backoff.ts'

export interface Neighbours {
  readonly quiet: ReadonlyMap<string, EpochMs> // domains that asked in earlier runs to be left alone, and until when
  readonly shared: ReadonlyMap<string, EpochMs> // URLs that several sources name: when the first of those that wait is due
}

/** Countries register below a second level of these words, or of two letters (`co.uk`, `com.cn`, `asso.fr`). */
const SECOND_LEVEL = /^(?:[a-z]{2}|com|net|org|edu|gov|mil|asso|info|gouv|govt|school)$/u
const IPV4 = /^[\d.]+$/u

export const ALONE: Neighbours = { quiet: new Map(), shared: new Map() }

/**
 * The domain that one operator most likely answers for: the last two labels of a host name, three where the second is a country's own
 * level. Not the public suffix list, on purpose: sites below a platform (`*.tumblr.com`, `*.github.io`) share the servers that answered.
 *
 * @param host  as in a URL: lower case, an IPv6 address in brackets; an address stands for itself
 */
export function domainOf(host: string): string {
  if (host.startsWith('[') || IPV4.test(host)) return host
  const labels = host.replace(/\.$/u, '').split('.')
  const [second = '', top = ''] = labels.slice(-2)
  return labels.slice(top.length === 2 && SECOND_LEVEL.test(second) ? -3 : -2).join('.')
}

/** @param states  of all sources that are known, also of those that left the config: their hosts have not forgotten us */
export function neighboursOf(sources: readonly Source[], states: ReadonlyMap<SourceId, SourceState>, now: EpochMs): Neighbours {
  const quiet = new Map<string, EpochMs>()
  for (const { quiet: asked } of states.values()) {
    if (isQuiet(asked, now)) quiet.set(asked.domain, Math.max(asked.until, quiet.get(asked.domain) ?? 0))
  }
  return { quiet, shared: dueTogether(sources, states, now) }
}

/** False too where the clock was set back: nobody is left alone for longer than MAX_HINT, and what is twice as far off is a mistake. */
export function isQuiet(asked: SourceState['quiet'], now: EpochMs): asked is NonNullable<SourceState['quiet']> {
  return asked !== null && asked.until > now && asked.until - now <= 2 * MAX_HINT
}

/** Of several that want to be left alone the one that does for the longest. */
export function longestQuiet(asked: readonly SourceState['quiet'][]): SourceState['quiet'] {
  return asked.reduce((longest, one) => (one !== null && one.until > (longest?.until ?? 0) ? one : longest), null)
}

/**
 * Until when a source waits for its neighbours; 0 where it need not: its domain wants to be left alone, or a source with the same URL
 * is due within this one's interval, and one request can serve both.
 */
export function waitForNeighbours(source: FeedSource | JsonSource, state: SourceState, now: EpochMs, { quiet, shared }: Neighbours): EpochMs {
  const url = urlToAsk(source, state)
  if (url === null) return 0
  const quietUntil = quiet.size === 0 || source.refusals === 'source' ? 0 : (quiet.get(domainOf(URL.parse(url)?.hostname ?? '')) ?? 0)
  return Math.max(quietUntil, waitForCompany(source, state, now, shared))
}

/** A source that is new, or in trouble, does not wait for company. */
function waitForCompany({ every, ...source }: FeedSource | JsonSource, state: SourceState, now: EpochMs, shared: Neighbours['shared']): EpochMs {
  if (every === null || shared.size === 0 || source.type !== 'feed' || state.lastSuccessAt === null || state.failures > 0) return 0
  const dueAt = shared.get(sharingKey(source)) ?? 0
  return dueAt - now <= every ? dueAt : 0
}

function dueTogether(sources: readonly Source[], states: ReadonlyMap<SourceId, SourceState>, now: EpochMs): ReadonlyMap<string, EpochMs> {
  const dues = new Map<string, EpochMs>()
  for (const source of sources) {
    const { nextDueAt = null, gone = false, failures = 0 } = states.get(source.id) ?? {}
    if (source.type !== 'feed' || source.every === null || !source.enabled) continue
    if (gone || failures > 0 || nextDueAt === null || nextDueAt <= now) continue
    const key = sharingKey(source)
    dues.set(key, Math.min(nextDueAt, dues.get(key) ?? nextDueAt))
  }
  return dues
}

/** What two sources have in common that one request can serve. */
function sharingKey({ location, headers }: Pick<FeedSource, 'location' | 'headers'>): string {
  return JSON.stringify([location, headers])
}

/** What a visit asks first; null for a saved feed. */
function urlToAsk(source: FeedSource | JsonSource, { failures, movedTo, lists }: SourceState): string | null {
  if (source.type === 'json') return addressOfList(source.urls[0], lists, failures)
  if (source.location.kind === 'file') return null
  return failures === 0 && movedTo !== null ? movedTo : source.location.url
}

/** Its further lists, and its detail calls, are told by the fetcher when they come to a host that wants to be left alone. */
function addressOfList(url: string | undefined, lists: SourceState['lists'], failures: number): string | null {
  const movedTo = failures > 0 ? null : (lists.find((list) => list.url === url)?.movedTo ?? null)
  return movedTo ?? url ?? null
}
