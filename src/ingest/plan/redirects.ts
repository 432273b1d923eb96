// The way of one visit through redirects: where to ask next, what of it may be remembered, how far secrets travel.
// PURE. Follows nothing by itself.

import { firstValue, type ResponseHeaders } from './conditional.ts'
import { requestUrl, shownUrl } from './request-url.ts'

/** One request of a visit. */
export interface Hop {
  readonly url: URL // without fragment and credentials
  readonly movedTo: string | null // the end of the permanent redirects so far, from the configured URL on; null: none
  readonly permanent: boolean // no temporary redirect on the way here
  readonly trusted: boolean // the way here never left the origin of the configured URL: its credentials and headers may go along
}

/** Why nothing can be asked, in words that follow the name of what named it. */
export interface NoHop {
  readonly fault: string
}

const MAX_REDIRECTS = 10

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const PERMANENT: ReadonlySet<number> = new Set([301, 308])

export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status)
}

/** Where a visit starts: where permanent redirects led before, else the configured URL. */
export function firstHop(configured: string, movedTo: string | null): Hop | NoHop {
  const start = requestUrl(movedTo ?? configured)
  if ('refused' in start) return { fault: start.refused }
  return { url: start.url, movedTo, permanent: true, trusted: movedTo === null || start.url.origin === URL.parse(configured)?.origin }
}

/**
 * Where a redirect leads. Only an unbroken run of permanent redirects is remembered.
 *
 * @see RFC 9110 sections 10.2.2 (Location) and 15.4
 */
export function nextHop(hop: Hop, status: number, headers: ResponseHeaders): Hop | NoHop {
  const location = firstValue(headers['location'])?.trim() ?? ''
  if (location === '') return { fault: `answered ${status} without saying where to go (no Location)` }
  const next = requestUrl(asText(location), hop.url)
  if ('refused' in next) return { fault: `redirects to a place that ${next.refused}` }
  const permanent = hop.permanent && PERMANENT.has(status)
  return {
    url: next.url,
    movedTo: permanent ? next.url.href : hop.movedTo,
    permanent,
    trusted: hop.trusted && next.url.origin === hop.url.origin,
  }
}

/** The reason why a way of `visited` URLs cannot go on to `next`; null where it can. */
export function endlessness(visited: readonly string[], next: URL): string | null {
  if (visited.includes(next.href)) return `redirects in a circle, back to ${shownUrl(next.href)}`
  return visited.length > MAX_REDIRECTS ? `redirects more than ${MAX_REDIRECTS} times` : null
}

/** Header bytes came as Latin-1; servers that send more than ASCII mostly mean UTF-8. */
function asText(latin1: string): string {
  const text = Buffer.from(latin1, 'latin1').toString('utf8')
  return text.includes('\uFFFD') ? latin1 : text
}
