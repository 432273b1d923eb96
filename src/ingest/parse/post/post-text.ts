// The bytes of a post as text: UTF-8 alone, one kind of line end, no character that XML forbids. Never throws.

import type { Complaint } from '../../../formats/front-matter/front-errors.ts'

export type PostText = { readonly text: string; readonly dropped: number } | { readonly error: Complaint }

const NEWLINE = 0x0a
// XML 1.0 section 2.2; what is not well-formed cannot come out of UTF-8.
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu

/** @returns the text, and how many forbidden characters it held; or the line of the first byte that is not UTF-8 */
export function decodePost(bytes: Uint8Array): PostText {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    return tidyText(decoder.decode(bytes))
  } catch {
    return { error: { line: lineOfBadByte(bytes, decoder), column: 1, field: null, reason: reasonOf(bytes) } }
  }
}

/** A text that was decoded elsewhere: byte order mark and old line ends gone, forbidden characters dropped and counted. */
export function tidyText(text: string): { readonly text: string; readonly dropped: number } {
  const bare = text.startsWith('\u{FEFF}') ? text.slice(1) : text
  const lines = bare.includes('\r') ? bare.replaceAll(/\r\n?/gu, '\n') : bare
  const clean = lines.replaceAll(FORBIDDEN, '')
  return { text: clean, dropped: lines.length - clean.length }
}

/** No character of UTF-8 holds a line end within, so lines can be tried one by one. */
function lineOfBadByte(bytes: Uint8Array, decoder: TextDecoder): number {
  let line = 1
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline === -1 ? bytes.length : newline
    if (!isUtf8(bytes.subarray(start, end), decoder)) return line
    start = end + 1
  }
  return line
}

function isUtf8(bytes: Uint8Array, decoder: TextDecoder): boolean {
  try {
    decoder.decode(bytes)
    return true
  } catch {
    return false
  }
}

function reasonOf(bytes: Uint8Array): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return utf16 ? 'this is UTF-16; save the file as UTF-8' : 'this line is not UTF-8; save the file as UTF-8'
}
