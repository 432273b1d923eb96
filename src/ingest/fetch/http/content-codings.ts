// Content codings undone: gzip, deflate, br, zstd, in chains. PURE. Never makes more than the allowed bytes out of a bomb.
// In one call, not as a stream: parsing what comes out takes several times as long, on the same thread.

import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { systemCode } from '../../../model/errors.ts'
import { Fault } from './faults.ts'

type Decode = (bytes: Uint8Array, maxOutputLength: number) => Uint8Array

const MAX_CODINGS = 3
const ZSTD_WINDOW = 23 // log2; RFC 9659 section 3 allows 8 MB for a content coding

const gunzip: Decode = (bytes, maxOutputLength) => gunzipSync(bytes, { maxOutputLength })

const CODINGS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  ['br', (bytes, maxOutputLength) => brotliDecompressSync(bytes, { maxOutputLength })],
  ['zstd', (bytes, maxOutputLength) => zstdDecompressSync(bytes, { maxOutputLength, params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW } })],
])

/**
 * A body without its content codings.
 *
 * Two kinds of wrong labels are forgiven, as no document can be mistaken there: gzip without a label, and plain text with one.
 *
 * @param encoding  the Content-Encoding header, in any case; null: none
 * @param maxBytes  of the result and of every step on the way
 * @throws Fault    `fetch.encoding` for an unknown, corrupt or truncated coding, `fetch.too_large`
 * @see RFC 9110 section 8.4
 */
export function decodeBody(bytes: Uint8Array, encoding: string | null, maxBytes: number): Uint8Array {
  const codings = codingsOf(encoding)
  if (codings.length > MAX_CODINGS) throw new Fault('fetch.encoding', `the document is coded ${codings.length} times (at most ${MAX_CODINGS})`)
  if (codings.length === 0) return isGzip(bytes) ? undo(bytes, 'gzip', maxBytes) : bytes
  if (bytes.length === 0) return bytes
  try {
    // Codings are listed in the order they were applied.
    return codings.toReversed().reduce((coded, coding) => undo(coded, coding, maxBytes), bytes)
  } catch (error) {
    if (error instanceof Fault && error.code !== 'fetch.too_large' && looksPlain(bytes)) return bytes
    throw error
  }
}

function codingsOf(encoding: string | null): string[] {
  const names = (encoding ?? '').toLowerCase().split(',').map((name) => name.trim())
  return names.filter((name) => name !== '' && name !== 'identity')
}

function undo(bytes: Uint8Array, coding: string, maxBytes: number): Uint8Array {
  const decode = CODINGS.get(coding)
  if (decode === undefined) throw new Fault('fetch.encoding', `the document has an unknown content coding${named(coding)}`)
  try {
    return decode(bytes, maxBytes)
  } catch (error) {
    const code = systemCode(error) ?? 'unreadable'
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new Fault('fetch.too_large', `the document unpacks to more than ${maxBytes} bytes`, error)
    if (code === 'Z_BUF_ERROR') throw new Fault('fetch.truncated', `the document ends in the middle of its ${coding} data`, error)
    throw new Fault('fetch.encoding', `the document is not valid ${coding} data (${code})`, error)
  }
}

/** Half of the servers that say deflate send zlib data, as they should, the other half raw deflate (RFC 9110 section 8.4.1.2, note). */
function inflate(bytes: Uint8Array, maxOutputLength: number): Uint8Array {
  const [first = 0, second = 0] = bytes
  const isZlib = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0
  return isZlib ? inflateSync(bytes, { maxOutputLength }) : inflateRawSync(bytes, { maxOutputLength })
}

/** A name from upstream is repeated only where it is one. */
function named(coding: string): string {
  return /^[a-z\d-]{1,20}$/u.test(coding) ? ` (${coding})` : ''
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Whether the bytes begin as a feed does, after a BOM and blanks. Coded data hardly ever does. */
function looksPlain(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart()
  return /^(?:<[?!A-Za-z]|\{\s*")/u.test(start)
}
