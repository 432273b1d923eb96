// Bytes to text: BOM, shape, strict UTF-8, HTTP charset, XML declaration, detection, in that order of trust; labels as WHATWG reads them.
// A character that could not be read is never passed on in silence: a note says so.

import type { Note } from '../../model/note.ts'
import { EBCDIC_PAGES, UPPER_HALVES } from './encodings/code-pages.ts'
import { detectEncodings } from './encodings/detect.ts'

export interface Decoded {
  readonly text: string // no BOM, line ends as `\n`
  readonly encoding: string // what it was read as, by its WHATWG name
  readonly notes: readonly Note[]
}

/** Labels that publishers write and WHATWG does not list. */
const ALIASES: Readonly<Record<string, string>> = {
  ansi: 'windows-1252',
  ms936: 'gbk',
  'windows-936': 'gbk',
  cp936: 'gbk',
  ms949: 'euc-kr',
  cp949: 'euc-kr',
  ms950: 'big5',
  cp950: 'big5',
  cp932: 'shift_jis',
  utf8mb4: 'utf-8',
  'utf-8n': 'utf-8',
  u8: 'utf-8',
  'latin-1': 'windows-1252',
  'iso8859-16': 'iso-8859-16',
  'iso2022-jp': 'iso-2022-jp',
  big5hkscs: 'big5',
  koi8r: 'koi8-r',
  tis620: 'windows-874',
  cp874: 'windows-874',
  'mac-roman': 'macintosh',
  macroman: 'macintosh',
  'mac-cyrillic': 'x-mac-cyrillic',
  maccyrillic: 'x-mac-cyrillic',
  macgreek: 'mac-greek',
  macturkish: 'mac-turkish',
  'iso-8859-1:1987': 'windows-1252',
}

/** Encodings whose bytes mean what UTF-8 would never say twice by chance only in longer texts. */
const MULTI_BYTE = new Set(['gbk', 'gb18030', 'big5', 'euc-kr', 'euc-jp', 'shift_jis', 'iso-2022-jp'])
const CHANCE = 4 // characters beyond ASCII that a multi-byte text may have and still be valid UTF-8 by chance
const HEAD = 1024 // bytes in which an XML declaration is looked for

/** The text of a body. Never throws: what cannot be read is replaced, and a note says how much. */
export function decodeText(bytes: Uint8Array, contentType: string | null): Decoded {
  const shape = shapeOf(bytes)
  if (shape !== null) return decoded(decodeAs(shape.encoding, bytes.subarray(shape.skip)), shape.encoding, [])
  const labels = declaredLabels(bytes, contentType)
  const utf8 = decodeStrictly('utf-8', bytes)
  if (utf8 !== null && !contradicts(labels[0] ?? null, utf8)) return decoded(utf8, 'utf-8', notesOnUtf8(labels, utf8))
  for (const label of labels) {
    const text = label === 'utf-8' ? null : decodeStrictly(label, bytes)
    if (text !== null) return decoded(text, label, label === labels[0] ? [] : [guessed(label, labels[0] ?? label)])
  }
  return utf8 === null ? decodeBroken(bytes, labels) : decoded(utf8, 'utf-8', [])
}

/** The encoding that a label stands for; null for one that nobody can read. */
function encodingOf(label: string): string | null {
  const folded = label.trim().toLowerCase().replaceAll(/[\s_]+/gu, '-')
  const codePage = folded.replace(/^(?:ibm|cs-?ibm|dos|windows|win|cp|x-cp)-?0?(?=\d{3,4}$)/u, 'cp').replace(/^(?=\d{3,4}$)/u, 'cp')
  const names = [label.trim().toLowerCase(), folded, codePage, codePage.replace('cp37', 'cp037')]
  for (const name of names) {
    const known = ALIASES[name] ?? name
    if (isCodePage(known)) return known
    const encoding = whatwgName(known)
    if (encoding !== null) return encoding
  }
  return null
}

function whatwgName(label: string): string | null {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return null
  }
}

function isCodePage(label: string): boolean {
  return Object.hasOwn(UPPER_HALVES, label) || Object.hasOwn(EBCDIC_PAGES, label)
}

// --- what the bytes show by themselves

interface Shape {
  readonly encoding: string
  readonly skip: number // bytes of BOM
}

const BOMS: readonly (readonly [encoding: string, bom: readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]], // before UTF-16, whose BOM starts it
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/** `<?xm` of EBCDIC. */
const EBCDIC_START = [0x4c, 0x6f, 0xa7, 0x94]

/** A first `<` or `{` in wide characters (XML 1.0 appendix F). */
const WIDE: readonly (readonly [encoding: string, zeros: readonly number[], at: number])[] = [
  ['utf-32be', [0, 1, 2], 3],
  ['utf-32le', [1, 2, 3], 0],
  ['utf-16be', [0, 2], 1],
  ['utf-16le', [1, 3], 0],
]

function shapeOf(bytes: Uint8Array): Shape | null {
  for (const [encoding, bom] of BOMS) {
    if (bom.every((byte, index) => bytes[index] === byte)) return { encoding, skip: bom.length }
  }
  for (const [encoding, zeros, at] of WIDE) {
    if (zeros.every((index) => bytes[index] === 0) && (bytes[at] === 0x3c || bytes[at] === 0x7b)) return { encoding, skip: 0 }
  }
  return null
}

// --- what is declared

const WIDE_LABEL = /^utf-(?:16|32)/u // every document begins with signs of ASCII, half of whose bytes are zero there

/** The encodings that HTTP and the document claim, HTTP's first (RFC 7303 section 3.2); unreadable labels are left out. */
function declaredLabels(bytes: Uint8Array, contentType: string | null): string[] {
  const http = /;\s*charset\s*=\s*["']?([^"';\s]+)/iu.exec(contentType ?? '')?.[1]
  const start = bytes.subarray(0, HEAD)
  const isEbcdic = EBCDIC_START.every((byte, index) => bytes[index] === byte)
  const head = isEbcdic ? decodeAs('cp037', start) : Buffer.from(start.buffer, start.byteOffset, start.length).toString('latin1')
  const own = /<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"'<>]{1,40})["']/iu.exec(head)?.[1]
  const encodings = [http, own].flatMap((label) => (label === undefined ? [] : (encodingOf(label) ?? [])))
  return encodings.filter((encoding) => !WIDE_LABEL.test(encoding) || start.includes(0))
}

/** Whether valid UTF-8 is believed to be something else all the same: a short multi-byte text, or one that shifts by escapes. */
function contradicts(label: string | null, utf8: string): boolean {
  if (label === 'iso-2022-jp') return utf8.includes('\u001b')
  if (label === null || !MULTI_BYTE.has(label)) return false
  const beyondAscii = utf8.match(/[^\0-\u007f]/gu)?.length ?? 0
  return beyondAscii > 0 && beyondAscii < CHANCE
}

function notesOnUtf8(labels: readonly string[], text: string): Note[] {
  const claimed = labels[0] ?? 'utf-8'
  // An ASCII text is what every label says it is; only a text that differs was mislabelled.
  return claimed === 'utf-8' || labels.includes('utf-8') || !/[^\0-\u007f]/u.test(text) ? [] : [guessed('utf-8', claimed)]
}

// --- what nobody declared rightly

/**
 * Neither UTF-8 nor what was claimed, strictly. A few wrong bytes in either are just that, as long as the rest makes sense;
 * else it is what its letters look like.
 */
function decodeBroken(bytes: Uint8Array, labels: readonly string[]): Decoded {
  for (const label of [...labels.filter((label) => label !== 'utf-8'), 'utf-8']) {
    const text = decodeAs(label, bytes)
    const replaced = countReplaced(text)
    if (replaced <= countBeyondAscii(text) - replaced) return decoded(text, label, [broken(replaced, label)])
  }
  for (const encoding of detectEncodings(bytes)) {
    const text = decodeStrictly(encoding, bytes)
    if (text !== null) return decoded(text, encoding, [guessed(encoding, labels[0] ?? null)])
  }
  return decoded(decodeAs('windows-1252', bytes), 'windows-1252', [guessed('windows-1252', labels[0] ?? null)])
}

function countReplaced(text: string): number {
  let count = 0
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) count += 1
  return count
}

function countBeyondAscii(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) count += 1
  return count
}

function broken(count: number, encoding: string): Note {
  return { code: 'encoding.replaced', message: `${count} characters could not be read as ${encoding} and show as \ufffd` }
}

function guessed(encoding: string, claimed: string | null): Note {
  const claim = claimed === null ? 'no encoding is declared' : `declared as ${claimed}`
  return { code: 'encoding.guessed', message: `${claim}, read as ${encoding}` }
}

// --- decoders

function decoded(text: string, encoding: string, notes: readonly Note[]): Decoded {
  const start = text.startsWith('\ufeff') ? text.slice(1) : text
  return { text: start.includes('\r') ? start.replaceAll(/\r\n?/gu, '\n') : start, encoding, notes }
}

const STRICT_UTF_8 = new TextDecoder('utf-8', { fatal: true })

/** Null where a byte has no meaning. */
function decodeStrictly(encoding: string, bytes: Uint8Array): string | null {
  if (isCodePage(encoding)) {
    const text = decodeAs(encoding, bytes)
    return text.includes('\ufffd') ? null : text
  }
  try {
    return encoding === 'utf-8' ? STRICT_UTF_8.decode(bytes) : new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  const upper = UPPER_HALVES[encoding]
  if (upper !== undefined) return decodeByTable(bytes, ASCII + upper)
  const page = EBCDIC_PAGES[encoding]
  if (page !== undefined) return decodeByTable(bytes, page)
  return encoding.startsWith('utf-32') ? decodeUtf32(bytes, encoding === 'utf-32le') : new TextDecoder(encoding).decode(bytes)
}

const ASCII = String.fromCharCode(...Array.from({ length: 128 }, (_, code) => code))

function decodeByTable(bytes: Uint8Array, table: string): string {
  const characters: string[] = []
  for (const byte of bytes) characters.push(table[byte] ?? '\ufffd')
  return characters.join('')
}

/** WHATWG has no UTF-32, and a few old programs write it. */
function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const characters: string[] = []
  for (let at = 0; at + 4 <= view.byteLength; at += 4) {
    const code = view.getUint32(at, littleEndian)
    characters.push(code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code))
  }
  return characters.join('')
}
