// How a config writes addresses: single ones, ranges of them, names of hosts. PURE. What an address may be asked for is not decided here.

export interface AddressRange {
  readonly address: string
  readonly prefix: number // bits
  readonly family: 'ipv4' | 'ipv6'
}

/** An address (an IPv6 one in brackets or not) or a CIDR; null for any other text. */
export function parseRange(text: string): AddressRange | null {
  const [address = '', bits, ...rest] = text.replaceAll(/[[\]]/gu, '').split('/')
  const family = familyOf(address)
  const widest = family === 'ipv4' ? 32 : 128
  // Digits alone: Number takes an empty text for 0, and that opens everything.
  if (family === null || rest.length > 0 || !/^\d{1,3}$/u.test(bits ?? '0')) return null
  const prefix = Number(bits ?? widest)
  return prefix > widest ? null : { address, prefix, family }
}

/** Whether a text is a host as a URL has it: no port, no path, an IPv4 address in its one form. */
export function isHostName(text: string): boolean {
  return URL.parse(`http://${text}/`)?.hostname === text.toLowerCase()
}

/** As the URL parser has it: an IPv4 address in its one form, an IPv6 one without zone. */
function familyOf(address: string): AddressRange['family'] | null {
  if (/^[\d.]+$/u.test(address) && isHostName(address)) return 'ipv4'
  return /^[\da-f:.]*:[\da-f:.]*$/iu.test(address) && URL.canParse(`http://[${address}]/`) ? 'ipv6' : null
}
