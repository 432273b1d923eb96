// EDGE (timers). Who may send a request now: at most `concurrency` in all, at most `perHost` to one host, a pause between two.
// Each host has a queue of its own and a place is taken only when the host's turn has come: a slow host holds nobody else up.

import type { FetchSettings } from '../../../settings/settings.ts'

export interface Hosts {
  /**
   * Waits for a place; the caller gives it back by calling what it got, once.
   * Rejects with the signal's reason when that is aborted before.
   */
  readonly take: (host: string, signal: AbortSignal) => Promise<() => void>
}

interface Waiter {
  readonly signal: AbortSignal
  readonly start: () => void
  readonly fail: (reason: unknown) => void
}

interface Host {
  readonly waiting: Waiter[]
  open: number
  freeAt: number // performance.now() from which the next request may start
  isReady: boolean // in the round of hosts that could start a request at once
  timer: NodeJS.Timeout | null
}

export function createHosts({ concurrency, perHost, hostDelay }: Pick<FetchSettings, 'concurrency' | 'perHost' | 'hostDelay'>): Hosts {
  const hosts = new Map<string, Host>() // never emptied: some fifty bytes for each host ever asked
  const round: Host[] = []
  const watched = new WeakSet<AbortSignal>()
  let open = 0

  async function take(name: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    watch(signal)
    const host = hosts.get(name) ?? newHost()
    hosts.set(name, host)
    return new Promise((resolve, reject) => {
      const start = (): void => resolve(() => giveBack(host))
      host.waiting.push({ signal, start, fail: reject })
      offer(host)
      startAll()
    })
  }

  /** Puts a host into the round when it may start a request, or sees to it that it is put there when its pause is over. */
  function offer(host: Host): void {
    if (host.isReady || host.timer !== null || host.waiting.length === 0 || host.open >= perHost) return
    const pause = host.freeAt - performance.now()
    if (pause > 0) {
      host.timer = setTimeout(() => {
        host.timer = null
        host.freeAt = 0
        offer(host)
        startAll()
      }, pause)
    } else {
      host.isReady = true
      round.push(host)
    }
  }

  function startAll(): void {
    while (open < concurrency) {
      const host = round.shift()
      if (host === undefined) return
      host.isReady = false
      const waiter = host.waiting.shift()
      if (waiter === undefined) continue
      host.open += 1
      open += 1
      host.freeAt = performance.now() + hostDelay
      waiter.start()
      offer(host)
    }
  }

  function giveBack(host: Host): void {
    host.open -= 1
    open -= 1
    offer(host)
    startAll()
  }

  /** One listener for each signal, not for each waiter: a run has thousands of waiters and one signal. */
  function watch(signal: AbortSignal): void {
    if (watched.has(signal)) return
    watched.add(signal)
    signal.addEventListener('abort', () => hosts.forEach(failAborted), { once: true })
  }

  return { take }
}

function newHost(): Host {
  return { waiting: [], open: 0, freeAt: 0, isReady: false, timer: null }
}

function failAborted(host: Host): void {
  const waiting = host.waiting.splice(0)
  for (const waiter of waiting) {
    if (waiter.signal.aborted) waiter.fail(waiter.signal.reason)
    else host.waiting.push(waiter)
  }
  if (host.waiting.length === 0 && host.timer !== null) {
    clearTimeout(host.timer)
    host.timer = null
  }
}
