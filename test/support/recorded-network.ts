// A network that dials nothing but 127.0.0.1: every other address that a guard lets through is written down, and that is all.
// A broken guard can so reach nobody.

import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import type { Network } from '../../src/ingest/fetch/http/address-guard.ts'

export interface RecordedNetwork extends Network {
  /** Addresses that would have been dialled, in order. */
  readonly dialled: readonly string[]
}

/** @param names  what each host name leads to, one list for each look-up, the last one for all that follow */
export function recordedNetwork(names: Readonly<Record<string, readonly (readonly string[])[]>> = {}): RecordedNetwork {
  const dialled: string[] = []
  const lookups = new Map<string, number>()
  return {
    dialled,
    resolve: (hostname, _options, callback) => {
      const turn = lookups.get(hostname) ?? 0
      lookups.set(hostname, turn + 1)
      const answers = names[hostname] ?? []
      const addresses = answers[Math.min(turn, answers.length - 1)]
      if (addresses === undefined) callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), [])
      else callback(null, addresses.map((address) => ({ address, family: isIP(address) })))
    },
    connector: (options) => {
      const dial = buildConnector(options)
      const lookup = 'lookup' in options && options.lookup !== undefined ? options.lookup : noLookup
      return (target, callback) => {
        if (target.hostname === '127.0.0.1') dial(target, callback)
        else record(target.hostname, lookup, dialled, callback)
      }
    },
  }
}

function record(hostname: string, lookup: LookupFunction, dialled: string[], callback: buildConnector.Callback): void {
  const unreachable = (): void => callback(Object.assign(new Error('recorded, not dialled'), { code: 'ENETUNREACH' }), null)
  if (isIP(hostname) !== 0) {
    dialled.push(hostname)
    unreachable()
    return
  }
  lookup(hostname, { all: true }, (error, found) => {
    if (error !== null) {
      callback(error, null)
      return
    }
    dialled.push(...(typeof found === 'string' ? [found] : found.map(({ address }) => address)))
    unreachable()
  })
}

const noLookup: LookupFunction = (_hostname, _options, callback) => callback(new Error('no guard'), '')
