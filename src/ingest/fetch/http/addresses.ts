// Which IP addresses lead to the public internet. PURE. Everything else is refused, unless the operator opened it by `fetch.allowPrivate`.

import { BlockList, isIP } from 'node:net'
import { parseRange } from '../../../settings/texts/addresses.ts'

/** Ranges that are not the public internet, and what they are (IANA special-purpose registries; RFC 6890 and successors). */
const SPECIAL: readonly (readonly [range: string, what: string])[] = [
  ['0.0.0.0/8', 'this network'],
  ['10.0.0.0/8', 'a private network'],
  ['100.64.0.0/10', 'a carrier-grade NAT network'],
  ['127.0.0.0/8', 'this machine (loopback)'],
  ['168.63.129.16/32', 'a cloud metadata service'],
  ['169.254.0.0/16', 'a link-local network'],
  ['172.16.0.0/12', 'a private network'],
  ['192.0.0.0/24', 'reserved for protocols'],
  ['192.0.2.0/24', 'reserved for documentation'],
  ['192.88.99.0/24', 'a 6to4 relay'],
  ['192.168.0.0/16', 'a private network'],
  ['198.18.0.0/15', 'reserved for benchmarks'],
  ['198.51.100.0/24', 'reserved for documentation'],
  ['203.0.113.0/24', 'reserved for documentation'],
  ['224.0.0.0/4', 'a multicast group'],
  ['240.0.0.0/4', 'reserved'],
  ['::/128', 'this network'],
  ['::1/128', 'this machine (loopback)'],
  ['::/96', 'an IPv4 address in IPv6 form'],
  ['::ffff:0:0/96', 'an IPv4 address in IPv6 form'],
  ['64:ff9b::/96', 'an IPv4 address behind NAT64'],
  ['64:ff9b:1::/48', 'an IPv4 address behind NAT64'],
  ['2001::/32', 'a Teredo tunnel'],
  ['2001::/23', 'reserved for protocols'],
  ['2001:db8::/32', 'reserved for documentation'],
  ['2002::/16', 'a 6to4 tunnel'],
  ['3fff::/20', 'reserved for documentation'],
  ['fc00::/7', 'a private network'],
  ['fe80::/10', 'a link-local network'],
  ['ff00::/8', 'a multicast group'],
]
const RANGES = SPECIAL.map(([range, what]) => ({ list: listOf(range), what, isV4: range.includes('.') }))
const GLOBAL_V6 = listOf('2000::/3')

/** What an address is when it is not one of the public internet; null when it is. What is no address is no public one either. */
export function specialUse(address: string): string | null {
  const version = isIP(address)
  if (version === 0) return 'no IP address'
  const family = version === 4 ? 'ipv4' : 'ipv6'
  const plain = withoutZone(address)
  // A BlockList takes an IPv4 address for its mapped form, so IPv6 ranges are not asked about one. The other way round it helps:
  // a mapped address meets the range of the IPv4 address it stands for first.
  const range = RANGES.find(({ list, isV4 }) => (isV4 || version === 6) && list.check(plain, family))
  if (range !== undefined) return range.what
  return version === 4 || GLOBAL_V6.check(plain, family) ? null : 'not a public address'
}

/** What `fetch.allowPrivate` opens. */
export interface Opened {
  readonly host: (name: string) => boolean
  readonly address: (address: string) => boolean
}

/** @param entries  addresses, CIDRs or host names; a host opens every address that its name leads to */
export function openedBy(entries: readonly string[]): Opened {
  const hosts = new Set<string>()
  const addresses = new BlockList()
  for (const entry of entries) if (!addRange(addresses, entry)) hosts.add(hostKey(entry))
  return {
    host: (name) => hosts.has(hostKey(name)),
    address: (address) => addresses.check(withoutZone(address), isIP(address) === 6 ? 'ipv6' : 'ipv4'),
  }
}

function listOf(range: string): BlockList {
  const list = new BlockList()
  if (!addRange(list, range)) throw new TypeError(`no range: ${range}`)
  return list
}

/** False where the text is neither an address nor a CIDR. */
function addRange(list: BlockList, text: string): boolean {
  const range = parseRange(text)
  if (range !== null) list.addSubnet(range.address, range.prefix, range.family)
  return range !== null
}

function hostKey(name: string): string {
  return name.toLowerCase().replace(/\.$/u, '')
}

function withoutZone(address: string): string {
  return address.split('%', 1)[0] ?? address
}
