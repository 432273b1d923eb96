// The headers of one request. PURE. Never sends a cookie, a referer or a range of its own, and never a secret to another origin.

import { FeedmillError } from '../../model/errors.ts'
import type { FeedSource, Validators } from '../../model/source.ts'
import { conditionalHeaders } from './conditional.ts'
import type { Hop } from './redirects.ts'
import { basicAuthorization } from './request-url.ts'

const ACCEPT = [
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml',
  'application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1',
].join(', ')

/** Headers that are the connection's or the validators' business, whatever a config says. */
const OURS = new Set([
  'connection', 'content-length', 'expect', 'host', 'if-modified-since', 'if-none-match', 'if-range', 'keep-alive', 'range', 'te',
  'trailer', 'transfer-encoding', 'upgrade',
])
const NAME = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/u
const VALUE = /^[\t\u0020-\u007E\u0080-\u00FF]*$/u

/**
 * @param userAgent  `Feedmill/VERSION (+URL)`
 * @throws FeedmillError `config.invalid` where a configured header could break out of its line
 * @see RFC 9110 sections 10.1.5 (User-Agent) and 12.5 (Accept)
 */
export function requestHeaders(source: FeedSource, hop: Hop, validators: Validators | null, userAgent: string): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: ACCEPT,
    'accept-encoding': 'gzip, deflate, br, zstd',
    ...(hop.trusted && configuredHeaders(source)),
    ...conditionalHeaders(validators, hop.url.href),
  }
}

function configuredHeaders(source: FeedSource): Record<string, string> {
  const authorization = source.location.kind === 'http' ? basicAuthorization(source.location.url) : null
  const headers: Record<string, string> = authorization === null ? {} : { authorization }
  for (const [name, value] of Object.entries(source.headers)) {
    // The value is secret: the message has the name alone.
    if (!NAME.test(name) || !VALUE.test(value)) throw new FeedmillError('config.invalid', `sources.${source.id}.headers`, unsendable(name))
    if (!OURS.has(name.toLowerCase())) headers[name.toLowerCase()] = value
  }
  return headers
}

function unsendable(name: string): string {
  return `${NAME.test(name) ? `the header ${name}` : 'a header name'} holds characters that HTTP does not allow there`
}
