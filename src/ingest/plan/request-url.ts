// Which URLs may be asked at all, and how a URL is written where people see it.
// PURE. Addresses are no matter of this file: what a name resolves to is known only when connecting (fetch/http/address-guard.ts).

import type { FeedSource } from '../../model/source.ts'
import { redact } from '../../settings/secrets.ts'

/** A URL that may be asked, without fragment and credentials, or the reason why it may not. */
export type RequestUrl = { readonly url: URL } | { readonly refused: string }

/** Ports of other protocols, which a request could be made to talk to (the list of the fetch standard, section 2.9). */
const BLOCKED_PORTS: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117,
  119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636,
  989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])

const SECRET_NAME = /(?:token|key|secret|password|passwd|pass|pwd|auth|signature|sig|session)$/iu
const MAX_SHOWN = 300 // characters

/**
 * Checks scheme and port. The URL parser has already made one form of every spelling of an IPv4 address (decimal, octal, full-width).
 *
 * @param text  absolute, or relative to `base`
 */
export function requestUrl(text: string, base?: URL): RequestUrl {
  const url = URL.parse(text, base?.href)
  if (url === null) return { refused: 'is not a URL' }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { refused: `has the scheme ${url.protocol} (only http: and https: are asked)` }
  if (BLOCKED_PORTS.has(Number(url.port))) return { refused: `has port ${url.port}, which belongs to another protocol` }
  if (url.href.includes('#')) url.hash = ''
  if (url.href.includes('@')) url.username = url.password = ''
  return { url }
}

/** Basic credentials in a URL of the config as a header value; null where it has none. */
export function basicAuthorization(text: string): string | null {
  const url = text.includes('@') ? URL.parse(text) : null
  if (url === null || (url.username === '' && url.password === '')) return null
  const pair = `${decoded(url.username)}:${decoded(url.password)}`
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`
}

/** A URL for messages: without user, password and fragment, what looks like a key in its query hidden, of bounded length. */
export function shownUrl(text: string): string {
  const url = URL.parse(text)
  if (url === null) return '(not a URL)'
  url.username = ''
  url.password = ''
  url.hash = ''
  for (const name of new Set(url.searchParams.keys())) if (SECRET_NAME.test(name)) url.searchParams.set(name, '***')
  // Cut between two parts: of a key that is known but cut in two nobody would know the first half.
  return url.href.length > MAX_SHOWN ? `${url.href.slice(0, MAX_SHOWN).replace(/[^/?&=]*$/u, '')}…` : url.href
}

/** Whether an address of the config lets somebody in: a user, a password, or what looks like a key in its query. */
export function holdsCredentials(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && (url.username !== '' || url.password !== '' || [...url.searchParams.keys()].some((name) => SECRET_NAME.test(name)))
}

/** The base of relative links is published with them: of an address that holds a secret only the site is left. */
export function publicUrl(url: string | null, secrets: readonly string[]): string | null {
  if (url === null || redact(url, secrets) === url) return url
  const site = `${new URL(url).origin}/`
  return redact(site, secrets) === site ? site : null
}

/** Where a feed is read from, for messages. */
export function addressOf({ location }: Pick<FeedSource, 'location'>): string {
  return location.kind === 'http' ? shownUrl(location.url) : location.path
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
