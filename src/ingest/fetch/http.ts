// EDGE. One visit to one source over HTTP: conditional, redirects followed by hand, within limits of time and size.
// Never follows a redirect unchecked, never sends validators or secrets to a URL they do not belong to, keeps no cookies.

import type { buildConnector } from 'undici'
import type { EpochMs } from '../../model/article.ts'
import { FeedmillError } from '../../model/errors.ts'
import type { FeedSource, SourceState } from '../../model/source.ts'
import type { FetchSettings } from '../../settings/settings.ts'
import { freshUntil, quietFor } from '../plan/backoff.ts'
import { firstValue, refreshed, type ResponseHeaders, validatorsOf } from '../plan/conditional.ts'
import { domainOf } from '../plan/neighbours.ts'
import { readMaxAge, readRetryAfter } from '../plan/hints.ts'
import { endlessness, firstHop, type Hop, isRedirect, nextHop } from '../plan/redirects.ts'
import { requestHeaders } from '../plan/request-headers.ts'
import { shownUrl } from '../plan/request-url.ts'
import { type Fetched, type Fetcher, Refusal } from './fetched.ts'
import { guardedConnector } from './http/address-guard.ts'
import { decodeBody } from './http/content-codings.ts'
import { type Answer, type Client, createClient } from './http/exchange.ts'
import { Fault, timeLimits } from './http/faults.ts'
import { createHosts, type Hosts, type Admission } from './http/hosts.ts'

export interface HttpFetcher {
  readonly fetch: Fetcher
  /** Ends every connection at once. */
  readonly close: () => Promise<void>
}

/** What all visits share. */
interface Shared {
  readonly client: Client
  readonly hosts: Hosts
  readonly timeout: number
  readonly maxBytes: number
  readonly userAgent: string
}

/** What one visit is made with. */
interface VisitContext {
  readonly shared: Shared
  readonly source: FeedSource
  readonly state: SourceState
  readonly signal: AbortSignal
}

// Not by `import`: that reads every name of the module, one of which loads Node's own copy of undici, a tenth of a start.
const { STATUS_CODES } = process.getBuiltinModule('node:http')

type Place = Extract<Admission, { kind: 'place' }>

/**
 * @param userAgent   `Feedmill/VERSION (+URL)`
 * @param sharedUrls  those that several sources name: in one run, which is one signal, they are asked once for all that know the same of them
 * @param quiet       domains that earlier runs were asked to leave alone, and until when; it may be filled later
 * @param connect     makes the connections; only tests give their own
 */
export function createHttpFetcher(
  settings: FetchSettings,
  userAgent: string,
  sharedUrls: ReadonlySet<string> = new Set(),
  quiet = new Map<string, EpochMs>(),
  connect: buildConnector.connector = guardedConnector(settings.allowPrivate, timeLimits(settings.timeout).connect),
): HttpFetcher {
  const { timeout, maxBytes } = settings
  const shared: Shared = { client: createClient(settings, connect), hosts: createHosts(settings, quiet), timeout, maxBytes, userAgent }
  const runs = new WeakMap<AbortSignal, Map<string, Promise<Fetched>>>()
  const fetchOnce: Fetcher = (source, state, signal) => {
    const visits = runs.get(signal) ?? new Map<string, Promise<Fetched>>()
    runs.set(signal, visits)
    const key = requestKey(source, state)
    const visiting = visits.get(key) ?? visit({ shared, source, state, signal })
    visits.set(key, visiting)
    return visiting
  }
  const fetch: Fetcher = (source, state, signal) =>
    sharedUrls.has(urlOf(source)) ? fetchOnce(source, state, signal) : visit({ shared, source, state, signal })
  return { fetch, close: shared.client.close }
}

/** What two visits of one run have in common that can be one. */
function requestKey(source: FeedSource, { movedTo, refusedMove, failures, validators }: SourceState): string {
  return JSON.stringify([urlOf(source), source.headers, movedTo, refusedMove, failures > 0, validators])
}

/** Waits before it makes anything, as thousands of visits wait at the same time. */
async function visit(context: VisitContext): Promise<Fetched> {
  const { shared, source, state, signal } = context
  const configured = urlOf(source)
  const movedTo = knownMove(state)
  const host = URL.parse(movedTo ?? configured)?.hostname ?? ''
  const admission = await shared.hosts.take(host, signal, source.refusals === 'domain')
  if (admission.kind === 'quiet') return { kind: 'put-off', host, until: admission.until }
  const start = firstHop(configured, movedTo)
  if (!('fault' in start)) return followRedirects(context, start, admission)
  admission.giveBack()
  throw new FeedmillError('fetch.scheme', shownUrl(movedTo ?? configured), `the URL ${start.fault}`)
}

/** After a failure the configured URL is asked again: it may know a newer place than the one it sent us to before. */
function knownMove({ failures, movedTo }: SourceState): string | null {
  return failures === 0 ? movedTo : null
}

/** From the first request of a visit through its redirects to what they end in. */
async function followRedirects(context: VisitContext, start: Hop, place: Place): Promise<Fetched> {
  const { shared, source, signal } = context
  const visited: string[] = []
  let admission: Admission = place
  let hop = start
  let timeLeft = shared.timeout
  try {
    for (;;) {
      visited.push(hop.url.href)
      if (admission.kind === 'quiet') return { kind: 'put-off', host: hop.url.hostname, until: admission.until }
      const begin = performance.now()
      const answer = await requestOnce(context, hop, timeLeft, admission)
      if (!isRedirect(answer.status)) return toFetched(context, hop, answer)
      timeLeft -= performance.now() - begin
      hop = hopAfter(hop, answer, visited)
      admission = await shared.hosts.take(hop.url.hostname, signal, source.refusals === 'domain')
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const where = visited.length > 1 ? `after a redirect to ${shownUrl(hop.url.href)}: ` : ''
    throw new FeedmillError(error.code, shownUrl(start.url.href), where + error.message, error.cause)
  }
}

/** One request on a place of its host, which is given back. */
async function requestOnce({ shared, source, state, signal }: VisitContext, hop: Hop, timeLeft: number, { giveBack }: Place): Promise<Answer> {
  try {
    return await shared.client.request(hop.url, requestHeaders(source, hop, state.validators, shared.userAgent), timeLeft, signal)
  } finally {
    giveBack()
  }
}

function hopAfter(hop: Hop, answer: Answer, visited: readonly string[]): Hop {
  const next = nextHop(hop, answer.status, answer.headers)
  if ('fault' in next) throw new Fault('fetch.redirect', next.fault)
  const endless = endlessness(visited, next.url)
  if (endless !== null) throw new Fault('fetch.redirect', endless)
  return next
}

/** What the last answer of a visit comes to. */
function toFetched(context: VisitContext, hop: Hop, { status, headers, body }: Answer): Fetched {
  const { shared, state } = context
  const now = Date.now()
  const { validators: sent } = state
  const movedTo = hop.movedTo === state.refusedMove ? null : hop.movedTo
  const fresh = freshUntil(now, readMaxAge(headers, now))
  // 410 behind a temporary redirect says nothing of the URL that we follow; where a remembered move led there, the URL of the config was
  // not asked, and is by the next visit. A new move that ends so is none to be remembered: no feed is there.
  if (status === 410 && hop.permanent && knownMove(state) === null) return { kind: 'gone', http: status, movedTo: state.movedTo, freshUntil: null }
  if (status === 304 && sent?.url === hop.url.href) return { kind: 'unchanged', http: status, movedTo, freshUntil: fresh, validators: refreshed(sent, headers) }
  if (body === null || [204, 205, 206].includes(status)) throw refusal(context, hop.url.hostname, status, headers, now)
  const bytes = decodeBody(body, codingOf(headers), shared.maxBytes)
  const { href } = hop.url
  const contentType = firstValue(headers['content-type'])
  return { kind: 'fresh', http: status, movedTo, freshUntil: fresh, bytes, contentType, url: href, validators: validatorsOf(href, headers) }
}

function refusal({ shared, source: { refusals } }: VisitContext, host: string, status: number, headers: ResponseHeaders, now: EpochMs): Fault {
  const retryAfter = readRetryAfter(headers, now)
  const quietTime = refusals === 'source' ? null : quietFor(status, retryAfter)
  const quiet = quietTime === null ? null : { domain: domainOf(host), until: now + quietTime }
  if (quiet !== null) shared.hosts.leaveAlone(quiet.domain, quiet.until)
  const wish = retryAfter === null ? '' : `, asking us to wait ${Math.ceil(retryAfter / 1000)} s`
  return new Fault('fetch.status', `answered ${status} ${wordsOf(status)}${wish}`, new Refusal(status, retryAfter, now, quiet))
}

/** Our own words: the server's could hold anything. */
function wordsOf(status: number): string {
  if (status === 304) return 'Not Modified, although it was not told what we have'
  return STATUS_CODES[status] ?? '(unknown)'
}

function codingOf(headers: ResponseHeaders): string | null {
  const value = headers['content-encoding']
  return typeof value === 'string' ? value : (value?.join(',') ?? null)
}

function urlOf({ id, location }: FeedSource): string {
  if (location.kind !== 'http') throw new TypeError(`${id} is no HTTP source`)
  return location.url
}
