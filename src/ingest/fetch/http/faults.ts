// What can go wrong between us and a server, in words that an operator can act on.
// PURE. Never repeats text that the server sent.

import { type ErrorCode, systemCode } from '../../../model/errors.ts'

/** A failure before anyone says at which URL: http.ts and file.ts make a FeedmillError of it. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: ErrorCode

  constructor(code: ErrorCode, reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

/** The time limits of a visit, in milliseconds. */
export interface TimeLimits {
  readonly connect: number
  readonly firstByte: number // from the start of a request to the end of its answer's headers
  readonly idle: number // between two pieces of a body
  readonly total: number // of a visit, its redirects included, its waiting for a free place not
}

/** The limits that follow from the one that the config sets. */
export function timeLimits(total: number): TimeLimits {
  return { connect: Math.ceil(total / 2), firstByte: Math.ceil((total * 3) / 4), idle: Math.ceil(total / 2), total }
}

const NETWORK_REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host name (DNS)',
  EAI_AGAIN: 'the name server does not answer (DNS)',
  ECONNREFUSED: 'the connection was refused: nothing listens there',
  ECONNRESET: 'the server broke the connection off',
  EPIPE: 'the server broke the connection off',
  EHOSTUNREACH: 'no way leads to the host',
  ENETUNREACH: 'no way leads to its network',
  EADDRNOTAVAIL: 'no way leads to the address from here',
  EMFILE: 'too many open files on this machine',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate was issued by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate chain is incomplete',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate was issued by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate was issued by an unknown authority',
}

/** Any error that a request can end with. @param answering  whether the answer's headers had come */
export function toFault(error: unknown, answering: boolean, limits: TimeLimits, maxBytes: number): Fault {
  if (error instanceof Fault) return error
  const cause = innermost(error)
  const code = codeOf(cause)
  switch (code) {
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return new Fault('fetch.timeout', `no connection within ${inSeconds(limits.connect)}`, error)
    case 'UND_ERR_BODY_TIMEOUT':
      return new Fault('fetch.timeout', `the answer stopped for ${inSeconds(limits.idle)}`, error)
    case 'UND_ERR_HEADERS_OVERFLOW':
      return new Fault('fetch.too_large', 'the headers of the answer are too large', error)
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return tooLarge(maxBytes)
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return new Fault('fetch.truncated', 'the answer has another length than it announced', error)
    case 'UND_ERR_SOCKET':
    case 'HPE_INVALID_EOF_STATE':
      return new Fault(...closed(answering), error)
    default:
      return new Fault(...wordsFor(code, answering), error)
  }
}

export function tooLarge(maxBytes: number): Fault {
  return new Fault('fetch.too_large', `the answer is larger than ${maxBytes} bytes`)
}

export function noAnswer(limits: TimeLimits): Fault {
  return new Fault('fetch.timeout', `no answer within ${inSeconds(limits.firstByte)}`)
}

export function outOfTime(limits: TimeLimits): Fault {
  return new Fault('fetch.timeout', `not finished within ${inSeconds(limits.total)}`)
}

/** True for the errors of a connection that ended under a request. */
export function isBrokenOff(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(codeOf(error))
}

function wordsFor(code: string, answering: boolean): [ErrorCode, string] {
  if (answering && (code === 'ECONNRESET' || code === 'EPIPE')) return closed(true)
  if (code.startsWith('HPE_')) return ['fetch.network', `the answer is not proper HTTP (${code})`]
  if (/^(?:ERR_SSL_|ERR_TLS_|EPROTO)/u.test(code)) return ['fetch.network', NETWORK_REASONS[code] ?? `no TLS connection could be made (${code})`]
  return ['fetch.network', NETWORK_REASONS[code] ?? `the connection failed (${code})`]
}

function closed(answering: boolean): [ErrorCode, string] {
  if (answering) return ['fetch.truncated', 'the connection ended in the middle of the answer']
  return ['fetch.network', 'the server closed the connection without a proper answer']
}

/** Attempts at several addresses of one name fail together: the last one speaks for all. */
function innermost(error: unknown): unknown {
  return error instanceof AggregateError ? innermost(error.errors.at(-1) ?? null) : error
}

function codeOf(error: unknown): string {
  return systemCode(error) ?? (error instanceof Error ? error.name : 'no reason given')
}

function inSeconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`
}
