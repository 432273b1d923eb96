// EDGE (timers). Who may send a request now: at most `concurrency` in all, at most `perHost` to one host, a pause between two,
// none to a host that wants to be left alone. Each host has a queue of its own and a place is taken only when the host's turn has
// come: a slow host holds nobody else up. Whoever waits costs a queue entry and nothing more: a run begins with thousands.

import type { EpochMs } from '../../../model/article.ts'
import type { FetchSettings } from '../../../settings/settings.ts'
import { domainOf } from '../../plan/neighbours.ts'

export interface Hosts {
  /**
   * Waits for a place, or for word that there will be none.
   * Rejects with the signal's reason when that is aborted before.
   *
   * @param heeds  false: what others were told of leaving the host alone does not matter
   */
  readonly take: (host: string, signal: AbortSignal, heeds?: boolean) => Promise<Admission>
  /** Until then nobody of a domain (plan/neighbours.ts) gets a place; those that wait for one are told at once. */
  readonly leaveAlone: (domain: string, until: EpochMs) => void
}

/** A place, to be given back once; or the time until which the host wants to be left alone. */
export type Admission = { readonly kind: 'place'; readonly giveBack: () => void } | { readonly kind: 'quiet'; readonly until: EpochMs }

interface Waiter {
  readonly signal: AbortSignal
  readonly heeds: boolean
  readonly resolve: (admission: Admission) => void
  readonly reject: (reason: unknown) => void
}

interface Host {
  readonly domain: string
  readonly place: Admission // the same for all: who gives one back does not matter
  readonly waiting: Waiter[]
  open: number
  freeAt: number // performance.now() from which the next request may start
  isReady: boolean // in the round of hosts that could start a request at once
  timer: NodeJS.Timeout | null
}

/** @param quiet  domains that are to be left alone, and until when; what is learned on the way is put in */
export function createHosts({ concurrency, perHost, hostDelay }: Pick<FetchSettings, 'concurrency' | 'perHost' | 'hostDelay'>, quiet = new Map<string, EpochMs>()): Hosts {
  const hosts = new Map<string, Host>() // never emptied: some hundred bytes for each host ever asked
  const round: Host[] = []
  const watched = new WeakSet<AbortSignal>()
  let open = 0

  async function take(name: string, signal: AbortSignal, heeds = true): Promise<Admission> {
    signal.throwIfAborted()
    watch(signal)
    const host = hosts.get(name) ?? addHost(name)
    const until = heeds ? (quiet.get(host.domain) ?? 0) : 0
    if (until > Date.now()) return { kind: 'quiet', until }
    return new Promise((resolve, reject) => {
      host.waiting.push({ signal, heeds, resolve, reject })
      offer(host)
      startAll()
    })
  }

  function leaveAlone(domain: string, until: EpochMs): void {
    quiet.set(domain, Math.max(until, quiet.get(domain) ?? 0))
    for (const host of hosts.values()) {
      if (host.domain === domain) dismiss(host, ({ heeds }) => heeds, ({ resolve }) => resolve({ kind: 'quiet', until }))
    }
  }

  function addHost(name: string): Host {
    const place: Admission = { kind: 'place', giveBack: () => giveBack(host) }
    const host: Host = { domain: domainOf(name), place, waiting: [], open: 0, freeAt: 0, isReady: false, timer: null }
    hosts.set(name, host)
    return host
  }

  /** Puts a host into the round when it may start a request, or sees to it that it is put there when its pause is over. */
  function offer(host: Host): void {
    if (host.isReady || host.timer !== null || host.waiting.length === 0 || host.open >= perHost) return
    const pause = hostDelay === 0 ? 0 : host.freeAt - performance.now()
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
      if (hostDelay > 0) host.freeAt = performance.now() + hostDelay
      waiter.resolve(host.place)
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
    const fail = (host: Host): void => dismiss(host, (waiter) => waiter.signal === signal, ({ reject }) => reject(signal.reason))
    signal.addEventListener('abort', () => hosts.forEach(fail), { once: true })
  }

  return { take, leaveAlone }
}

/** Sends those away whom it concerns. */
function dismiss(host: Host, isMeant: (waiter: Waiter) => boolean, tell: (waiter: Waiter) => void): void {
  for (const waiter of host.waiting.splice(0)) {
    if (isMeant(waiter)) tell(waiter)
    else host.waiting.push(waiter)
  }
  if (host.waiting.length === 0 && host.timer !== null) {
    clearTimeout(host.timer)
    host.timer = null
  }
}
