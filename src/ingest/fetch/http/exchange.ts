// EDGE. One request and its answer over undici, within limits of time and size. Follows no redirects and knows no sources.
// Takes the answer from undici's dispatcher itself: docs/decisions/0005-dispatch.md says what that saves.

import { Agent, type buildConnector, type Dispatcher } from 'undici'
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
  /** Ends every connection at once; requests under way, and later ones, reject with an error that is no Fault: no server is to blame. */
  readonly close: () => Promise<void>
}

/** What all requests of a client share. */
interface Shared {
  readonly agent: Agent
  readonly connections: Connections
  readonly limits: TimeLimits
  readonly maxBytes: number
  readonly open: Set<Exchange>
}

interface Settle {
  readonly resolve: (answer: Answer) => void
  readonly reject: (reason: unknown) => void
}

const MAX_HEADER_BYTES = 32 * 1024
/** The body of a redirect or a refusal is let pass when it is short and quick: to end it would end the connection too. */
const MAX_PASSED_BYTES = 16 * 1024
const PASSING_TIME = 500 // ms
/** An idle connection is closed after so many ms, whatever the server offers: most hosts are asked once in a run. */
const KEEP_ALIVE = 4000
/** What undici is told when we end a request; why we did is the exchange's to say. */
const ENDED = new Error('ended')
const CLOSED = new Error('the fetcher was closed')

export function createClient(settings: FetchSettings, connect: buildConnector.connector): Client {
  const limits = timeLimits(settings.timeout)
  const connections = createConnections(connect)
  const agent = new Agent({
    connect: connections.connect,
    headersTimeout: 0, // the exchange sees to it, to the millisecond
    bodyTimeout: limits.idle,
    connections: settings.perHost,
    keepAliveTimeout: KEEP_ALIVE,
    keepAliveMaxTimeout: KEEP_ALIVE,
    maxHeaderSize: MAX_HEADER_BYTES,
    maxResponseSize: settings.maxBytes,
  })
  const shared: Shared = { agent, connections, limits, maxBytes: settings.maxBytes, open: new Set() }
  const watched = new WeakSet<AbortSignal>()
  let isClosed = false
  return {
    request: async (url, headers, timeLeft, signal) => {
      signal.throwIfAborted()
      if (isClosed) throw CLOSED
      if (!watched.has(signal)) watch(shared, signal)
      watched.add(signal)
      const options = { origin: url.origin, path: url.pathname + url.search, method: 'GET' as const, headers }
      return new Promise((resolve, reject) => new Exchange(shared, options, timeLeft, signal, { resolve, reject }).send())
    },
    close: async () => {
      isClosed = true
      shared.open.forEach((exchange) => exchange.end(CLOSED))
      await agent.destroy()
    },
  }
}

/** One listener for each signal, not for each request: a run has thousands of requests and one signal. */
function watch({ open }: Shared, signal: AbortSignal): void {
  const abort = (): void => open.forEach((exchange) => exchange.signal === signal && exchange.end(signal.reason))
  signal.addEventListener('abort', abort, { once: true })
}

/** A request under way, which time, size and the run may end. Undici calls it as things come; it settles its promise once. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly signal: AbortSignal
  private readonly shared: Shared
  private readonly options: Dispatcher.DispatchOptions
  private readonly settle: Settle
  private readonly timeLeft: number
  private readonly start = performance.now()
  private readonly chunks: Buffer[] = []
  private controller: Dispatcher.DispatchController | null = null
  private timer: NodeJS.Timeout
  private answer: Answer | null = null // once its headers are there
  private passedBytes = 0
  private ending: { readonly reason: unknown } | null = null // why we ended it ourselves
  private isRepeated = false

  constructor(shared: Shared, options: Dispatcher.DispatchOptions, timeLeft: number, signal: AbortSignal, settle: Settle) {
    this.shared = shared
    this.options = options
    this.timeLeft = timeLeft
    this.signal = signal
    this.settle = settle
    const { limits } = shared
    const isShort = timeLeft <= limits.firstByte
    this.timer = setTimeout(() => this.end(isShort ? outOfTime(limits) : noAnswer(limits)), Math.min(timeLeft, limits.firstByte))
    shared.open.add(this)
  }

  send(): void {
    this.shared.agent.dispatch(this.options, this)
  }

  /** @param reason  what the promise rejects with; null where the answer is whole without its body */
  end(reason: unknown): void {
    this.ending ??= { reason }
    if (this.controller === null) this.fail(reason)
    else this.controller.abort(ENDED)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.ending !== null) controller.abort(ENDED)
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    if (status < 200) return // an interim answer
    const { limits, maxBytes } = this.shared
    this.answer = { status, headers, body: null }
    const bytes = Number(firstValue(headers['content-length']) ?? 0)
    if (status === 304) return // which ends with its headers
    if (!isSuccess(status)) return this.passOver(bytes)
    if (bytes > maxBytes) return this.end(tooLarge(maxBytes))
    this.endAfter(this.timeLeft - (performance.now() - this.start), outOfTime(limits))
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.answer !== null && isSuccess(this.answer.status)) {
      this.chunks.push(chunk)
      return
    }
    this.passedBytes += chunk.length
    if (this.passedBytes > MAX_PASSED_BYTES) this.end(null)
  }

  onResponseEnd(): void {
    this.close()
    if (this.answer !== null) this.settle.resolve(isSuccess(this.answer.status) ? { ...this.answer, body: Buffer.concat(this.chunks) } : this.answer)
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.ending !== null) this.fail(this.ending.reason)
    else if (this.mayBeRepeated(error)) this.repeat()
    else this.fail(toFault(error, this.answer !== null, this.shared.limits, this.shared.maxBytes))
  }

  /**
   * A connection older than the request was kept alive and ended under it: most likely the server never saw the request, and a
   * GET may be repeated in any case (RFC 9110 section 9.2.2).
   */
  private mayBeRepeated(error: Error): boolean {
    return !this.isRepeated && this.answer === null && isBrokenOff(error) && this.shared.connections.wereOpenBefore(this.start, error)
  }

  private repeat(): void {
    this.isRepeated = true
    this.controller = null
    this.send()
  }

  /** A body that nobody reads. @param bytes  as many as it is said to have */
  private passOver(bytes: number): void {
    if (bytes > MAX_PASSED_BYTES) this.end(null)
    else this.endAfter(PASSING_TIME, null)
  }

  private endAfter(milliseconds: number, reason: unknown): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.end(reason), milliseconds)
  }

  /** An answer whose body nobody wants is one all the same. */
  private fail(reason: unknown): void {
    this.close()
    if (this.answer === null || isSuccess(this.answer.status) || this.signal.aborted) this.settle.reject(reason)
    else this.settle.resolve(this.answer)
  }

  private close(): void {
    clearTimeout(this.timer)
    this.shared.open.delete(this)
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299
}
