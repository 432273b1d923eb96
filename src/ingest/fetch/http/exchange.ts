// EDGE. One request and its answer over undici, within limits of time and size. Follows no redirects and knows no sources.

import { EventEmitter } from 'node:events'
import { Agent, type buildConnector } from 'undici'
import type { FetchSettings } from '../../../settings/settings.ts'
import { firstValue, type ResponseHeaders } from '../../plan/conditional.ts'
import { type Connections, createConnections } from './connections.ts'
import { isBrokenOff, noAnswer, outOfTime, type TimeLimits, timeLimits, tooLarge, toFault } from './faults.ts'

export interface Answer {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly body: Uint8Array | null // null unless the status is 2xx; its content codings are not undone
}

export interface Client {
  /**
   * @param timeLeft  ms for all of it; the limits for connecting, the first byte and pauses apply too
   * @throws Fault, or the signal's reason when that is aborted
   */
  readonly request: (url: URL, headers: Readonly<Record<string, string>>, timeLeft: number, signal: AbortSignal) => Promise<Answer>
  /** Ends every connection at once. */
  readonly close: () => Promise<void>
}

interface Wire {
  readonly agent: Agent
  readonly connections: Connections
  readonly limits: TimeLimits
  readonly maxBytes: number
}

/** What tells undici to end a request. An emitter costs a fraction of an AbortController, and undici listens to either. */
type Ending = EventEmitter & { reason?: unknown }

type Options = Parameters<Agent['request']>[0]

const MAX_HEADER_BYTES = 32 * 1024
/** What ends an answer that nobody reads on; no failure. */
const ENOUGH = new Error('enough')

export function createClient(settings: FetchSettings, connect: buildConnector.connector): Client {
  const limits = timeLimits(settings.timeout)
  const connections = createConnections(connect)
  const agent = new Agent({
    connect: connections.connect,
    headersTimeout: 0, // exchange() sees to it, to the millisecond
    bodyTimeout: limits.idle,
    connections: settings.perHost,
    maxHeaderSize: MAX_HEADER_BYTES,
    maxResponseSize: settings.maxBytes,
  })
  const wire: Wire = { agent, connections, limits, maxBytes: settings.maxBytes }
  return { request: (url, headers, timeLeft, signal) => exchange(wire, url, headers, timeLeft, signal), close: () => agent.destroy() }
}

async function exchange(wire: Wire, url: URL, headers: Readonly<Record<string, string>>, timeLeft: number, signal: AbortSignal): Promise<Answer> {
  const { limits, maxBytes } = wire
  const start = performance.now()
  const ending: Ending = new EventEmitter()
  const stop = (): void => end(ending, signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  const isShort = timeLeft <= limits.firstByte
  let timer = setTimeout(() => end(ending, isShort ? outOfTime(limits) : noAnswer(limits)), Math.min(timeLeft, limits.firstByte))
  let isAnswering = false
  let isRead = false
  try {
    const options: Options = { origin: url.origin, path: url.pathname + url.search, method: 'GET', headers, signal: ending }
    const { statusCode: status, headers: answered, body } = await send(wire, options, start)
    isAnswering = true
    isRead = status === 304 // which has no body
    if (status < 200 || status > 299) return { status, headers: answered, body: null }
    if (Number(firstValue(answered['content-length'])) > maxBytes) throw tooLarge(maxBytes)
    clearTimeout(timer)
    timer = setTimeout(() => end(ending, outOfTime(limits)), timeLeft - (performance.now() - start))
    const bytes = await body.bytes()
    isRead = true
    return { status, headers: answered, body: bytes }
  } catch (error) {
    signal.throwIfAborted()
    throw toFault(error, isAnswering, limits, maxBytes)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    if (!isRead) end(ending, ENOUGH)
  }
}

async function send({ agent, connections }: Wire, options: Options, start: number) {
  try {
    return await agent.request(options)
  } catch (error) {
    // A connection older than the request was kept alive and ended under it: most likely the server never saw the request, and a
    // GET may be repeated in any case (RFC 9110 section 9.2.2).
    if (isBrokenOff(error) && connections.wereOpenBefore(start, error)) return agent.request(options)
    throw error
  }
}

function end(ending: Ending, reason: unknown): void {
  ending.reason = reason
  ending.emit('abort')
}
