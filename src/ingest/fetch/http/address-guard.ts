// EDGE. Makes every connection of the HTTP fetcher, and refuses those that do not lead to the public internet.
// The address that is checked is the one that is dialled: a name cannot answer differently in between.

import { lookup as dnsLookup, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { openedBy, type Opened, specialUse } from './addresses.ts'
import { Fault } from './faults.ts'

/** Resolves a name to all its addresses. */
export type ResolveAll = (
  hostname: string,
  options: { readonly all: true; readonly family?: number; readonly hints?: number },
  callback: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void

/** What the guard stands in front of; tests put a recorder there that never dials. */
export interface Network {
  readonly resolve: ResolveAll
  readonly connector: (options: buildConnector.BuildOptions) => buildConnector.connector
}

const REAL: Network = {
  resolve: (hostname, options, callback) => dnsLookup(hostname, options, callback),
  connector: buildConnector,
}

/**
 * A connector for an undici dispatcher. It fails with Fault `fetch.refused_address` before anything is sent.
 *
 * @param allowPrivate    addresses, CIDRs or hosts that may be dialled all the same
 * @param connectTimeout  ms, name look-up and TLS included
 */
export function guardedConnector(allowPrivate: readonly string[], connectTimeout: number, network: Network = REAL): buildConnector.connector {
  const opened = openedBy(allowPrivate)
  const dial = network.connector({
    timeout: connectTimeout,
    allowH2: false,
    lookup: guardedLookup(opened, network.resolve),
    // Node gives each of several addresses 250 ms by default, which loses far-off hosts to a dead address that is tried after them.
    autoSelectFamilyAttemptTimeout: Math.max(250, Math.floor(connectTimeout / 4)),
  })
  return (options, callback) => {
    // An address in the place of a name is dialled without a look-up.
    const refusal = isIP(options.hostname) === 0 ? null : refusalOf(options.hostname, [options.hostname], opened)
    if (refusal === null) dial(options, callback)
    else callback(refusal, null)
  }
}

function guardedLookup(opened: Opened, resolve: ResolveAll): LookupFunction {
  return (hostname, options, callback) => {
    const { family, hints } = options
    const wanted = { all: true as const, ...(typeof family === 'number' && { family }), ...(hints !== undefined && { hints }) }
    resolve(hostname, wanted, (error, found) => {
      const failure = error ?? refusalOf(hostname, found.map(({ address }) => address), opened)
      const addresses = failure === null ? found.filter(({ address }) => mayDial(hostname, address, opened)) : []
      const [first] = addresses
      if (failure !== null || first === undefined) callback(failure, '')
      else if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

/** Null where at least one address may be dialled. */
function refusalOf(hostname: string, addresses: readonly string[], opened: Opened): Fault | null {
  if (addresses.some((address) => mayDial(hostname, address, opened))) return null
  const [address = 'nowhere'] = addresses
  const subject = address === hostname ? address : `${hostname} leads to ${address}, which`
  return new Fault('fetch.refused_address', `${subject} is ${specialUse(address) ?? 'no address'}; fetch.allowPrivate opens single ones`)
}

function mayDial(hostname: string, address: string, opened: Opened): boolean {
  return specialUse(address) === null || opened.host(hostname) || opened.address(address)
}
