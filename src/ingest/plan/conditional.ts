// Validators to the headers that make a request conditional, and answers to the validators worth keeping.
// PURE. Values are echoed byte for byte as the server spelled them: nothing is parsed, invented or re-formatted.

import type { Validators } from '../../model/source.ts'

/** Response headers by lower-case name, their bytes read as Latin-1; a list where a header came twice. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

const MAX_LENGTH = 4096 // characters; many servers refuse requests whose headers pass 8 KB
const SENDABLE = /^[\t\u0020-\u007E\u0080-\u00FF]+$/u // field-value of RFC 9110 section 5.5: no CR, LF or NUL

/**
 * `if-none-match` and `if-modified-since` for one URL; none where the validators belong to another one.
 *
 * @param url  the URL about to be asked, absolute, without fragment
 * @see RFC 9110 sections 8.8 and 13.1
 */
export function conditionalHeaders(validators: Validators | null, url: string): Record<string, string> {
  if (validators === null || validators.url !== url) return {}
  const etag = sendable(validators.etag)
  const lastModified = sendable(validators.lastModified)
  return {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  }
}

/** The validators of a body that came from `url`; null where it has none that can be sent back. */
export function validatorsOf(url: string, headers: ResponseHeaders): Validators | null {
  const etag = sendable(firstValue(headers['etag']))
  const lastModified = sendable(firstValue(headers['last-modified']))
  return etag === null && lastModified === null ? null : { url, etag, lastModified }
}

/**
 * The validators to keep after a 304: what it brings replaces what we had, each header for itself (RFC 9111 section 4.3.4). The given
 * ones themselves where it brings no others.
 */
export function refreshed(kept: Validators, headers: ResponseHeaders): Validators {
  const etag = sendable(firstValue(headers['etag'])) ?? kept.etag
  const lastModified = sendable(firstValue(headers['last-modified'])) ?? kept.lastModified
  return etag === kept.etag && lastModified === kept.lastModified ? kept : { url: kept.url, etag, lastModified }
}

/** A header's value, the first where it came twice; null where it is missing. */
export function firstValue(value: string | readonly string[] | undefined): string | null {
  return (typeof value === 'string' ? value : value?.[0]) ?? null
}

/** The text itself when it may stand in a request header, else null: a mended validator would match nothing. */
function sendable(text: string | null): string | null {
  return text !== null && text.length <= MAX_LENGTH && SENDABLE.test(text) ? text : null
}
