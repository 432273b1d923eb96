// EDGE. One visit to one source over HTTP: conditional, redirects followed by hand, within limits of time and size.
// Never follows a redirect unchecked, never sends validators or secrets to a URL they do not belong to, keeps no cookies.

import { STATUS_CODES } from 'node:http'
import type { buildConnector } from 'undici'
import type { EpochMs } from '../../model/article.ts'
import { FeedmillError } from '../../model/errors.ts'
import type { FeedSource, SourceState, Validators } from '../../model/source.ts'
import type { FetchSettings } from '../../settings/settings.ts'
import { MAX_HINT } from '../plan/backoff.ts'
import { firstValue, refreshed, type ResponseHeaders, validatorsOf } from '../plan/conditional.ts'
import { readMaxAge, readRetryAfter } from '../plan/hints.ts'
import { endlessness, firstHop, type Hop, isRedirect, nextHop } from '../plan/redirects.ts'
import { requestHeaders } from '../plan/request-headers.ts'
import { shownUrl } from '../plan/request-url.ts'
import { type Fetched, type Fetcher, type HttpHints, type PutOff, Refusal } from './fetched.ts'
import { guardedConnector } from './http/address-guard.ts'
import { decodeBody } from './http/content-codings.ts'
import { type Answer, type Client, createClient } from './http/exchange.ts'
import { Fault, timeLimits } from './http/faults.ts'
import { createHosts, type Hosts } from './http/hosts.ts'

export interface HttpFetcher {
  readonly fetch: Fetcher
  /** Ends every connection at once. */
  readonly close: () => Promise<void>
}

/** What all visits share. */
interface Wire {
  readonly client: Client
  readonly hosts: Hosts
  readonly timeout: number
  readonly maxBytes: number
  readonly userAgent: string
  readonly putOff: Map<string, EpochMs> // hosts that want to be left alone
}

const NO_HINTS: HttpHints = { maxAge: null, retryAfter: null }

/**
 * @param userAgent  `Feedmill/VERSION (+URL)`
 * @param connect    makes the connections; only tests give their own
 */
export function createHttpFetcher(
  settings: FetchSettings,
  userAgent: string,
  connect: buildConnector.connector = guardedConnector(settings.allowPrivate, timeLimits(settings.timeout).connect),
): HttpFetcher {
  const client = createClient(settings, connect)
  const { timeout, maxBytes } = settings
  const wire: Wire = { client, hosts: createHosts(settings), timeout, maxBytes, userAgent, putOff: new Map() }
  const runs = new WeakMap<AbortSignal, Map<string, Promise<Fetched>>>()
  const fetch: Fetcher = (source, state, signal) => {
    const running = runs.get(signal) ?? new Map<string, Promise<Fetched>>()
    runs.set(signal, running)
    const key = requestKey(source, state)
    const visiting = running.get(key) ?? visit(wire, source, state, signal).finally(() => running.delete(key))
    running.set(key, visiting)
    return visiting
  }
  return { fetch, close: client.close }
}

/** What two visits of one run have in common that can be one: a URL that several sources name is asked once. */
function requestKey({ location, headers }: FeedSource, { movedTo, failures, validators }: SourceState): string {
  return JSON.stringify([location, headers, movedTo, failures > 0, validators])
}

async function visit(wire: Wire, source: FeedSource, state: SourceState, signal: AbortSignal): Promise<Fetched> {
  if (source.location.kind !== 'http') throw new TypeError(`${source.id} is no HTTP source`)
  const configured = source.location.url
  // After a failure the configured URL is asked again: it may know a newer place than the one it sent us to before.
  const movedTo = state.failures === 0 ? state.movedTo : null
  const start = firstHop(configured, movedTo)
  if (typeof start === 'string') throw new FeedmillError('fetch.scheme', shownUrl(movedTo ?? configured), `the URL ${start}`)
  const visited: string[] = []
  let hop: Hop = start
  let timeLeft = wire.timeout
  try {
    for (;;) {
      visited.push(hop.url.href)
      const asked = await ask(wire, source, hop, state.validators, timeLeft, signal)
      if ('kind' in asked) return asked
      if (!isRedirect(asked.answer.status)) return conclude(wire, hop, asked.answer, state.validators)
      hop = follow(hop, asked.answer, visited)
      timeLeft -= asked.milliseconds
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const place = visited.length > 1 ? `after a redirect to ${shownUrl(hop.url.href)}: ` : ''
    throw new FeedmillError(error.code, shownUrl(start.url.href), place + error.message, error.cause)
  }
}

/** Waits for the host's turn and makes one request. The waiting is not counted against the time limit. */
async function ask(
  wire: Wire,
  source: FeedSource,
  hop: Hop,
  validators: Validators | null,
  timeLeft: number,
  signal: AbortSignal,
): Promise<PutOff | { readonly answer: Answer; readonly milliseconds: number }> {
  const host = hop.url.hostname
  const giveBack = await wire.hosts.take(host, signal)
  try {
    const until = wire.putOff.get(host) ?? 0
    if (until > Date.now()) return { kind: 'put-off', host, until }
    const headers = requestHeaders(source, hop, validators, wire.userAgent)
    const start = performance.now()
    const answer = await wire.client.request(hop.url, headers, timeLeft, signal)
    return { answer, milliseconds: performance.now() - start }
  } finally {
    giveBack()
  }
}

function follow(hop: Hop, answer: Answer, visited: readonly string[]): Hop {
  const next = nextHop(hop, answer.status, answer.headers)
  if (typeof next === 'string') throw new Fault('fetch.redirect', next)
  const endless = endlessness(visited, next.url)
  if (endless !== null) throw new Fault('fetch.redirect', endless)
  return next
}

/** What the last answer of a visit comes to. */
function conclude(wire: Wire, hop: Hop, { status, headers, body }: Answer, sent: Validators | null): Fetched {
  const now = Date.now()
  const { movedTo } = hop
  const hints: HttpHints = { maxAge: readMaxAge(headers, now), retryAfter: null }
  // 410 behind a temporary redirect says nothing of the URL that we follow.
  if (status === 410 && hop.permanent) return { kind: 'gone', http: status, movedTo, hints: NO_HINTS }
  if (status === 304 && sent?.url === hop.url.href) return { kind: 'unchanged', http: status, movedTo, hints, validators: refreshed(sent, headers) }
  if (body === null || [204, 205, 206].includes(status)) throw refusal(wire, hop.url.hostname, status, headers, now)
  const bytes = decodeBody(body, codingOf(headers), wire.maxBytes)
  const { href } = hop.url
  const contentType = firstValue(headers['content-type'])
  return { kind: 'fresh', http: status, movedTo, hints, bytes, contentType, url: href, validators: validatorsOf(href, headers) }
}

function refusal(wire: Wire, host: string, status: number, headers: ResponseHeaders, now: EpochMs): Fault {
  const retryAfter = readRetryAfter(headers, now)
  if ((status === 429 || status === 503) && retryAfter !== null) wire.putOff.set(host, now + Math.min(retryAfter, MAX_HINT))
  const wish = retryAfter === null ? '' : `, asking us to wait ${Math.ceil(retryAfter / 1000)} s`
  return new Fault('fetch.status', `answered ${status} ${wordsOf(status)}${wish}`, new Refusal(status, retryAfter))
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
