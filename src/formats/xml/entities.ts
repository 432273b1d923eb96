// References in XML text: numeric ones, HTML's names, names declared in the document's own DOCTYPE.
// Nothing is ever fetched, and what a declared name may unfold to is bounded.

import { decodeHTMLStrict } from 'entities'
import { dropForbidden } from '../html.ts'

/** Names that the document declares, each unfolded to its full text, and how much they may still add to it. */
export interface DeclaredEntities {
  readonly texts: ReadonlyMap<string, string>
  left: number // characters; spent as references are undone, then they stay as they are
}

const MAX_REFERENCE = 40 // characters between & and ;
const MAX_DECLARED = 500 // entities
const MAX_UNFOLDED = 4096 // characters of one entity
const MAX_ADDED = 1_000_000 // characters in one document
const NUMERIC = /^#(?:x([\da-f]{1,8})|(\d{1,9}))$/iu

/** Undoes the references of a text; what is none (a bare `&`, an unknown name) stays as it is. */
export function decodeReferences(text: string, declared: DeclaredEntities | null): string {
  let decoded = ''
  let done = 0
  let end = -1
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    if (end <= at) end = text.indexOf(';', at + 1)
    if (end === -1) break
    if (end - at > MAX_REFERENCE) continue
    const character = decodeReference(text.slice(at + 1, end), declared)
    if (character === null) continue
    decoded += text.slice(done, at) + character
    done = end + 1
    at = end
  }
  return done === 0 ? text : decoded + text.slice(done)
}

function decodeReference(name: string, declared: DeclaredEntities | null): string | null {
  switch (name) {
    case 'lt':
      return '<'
    case 'gt':
      return '>'
    case 'amp':
      return '&'
    case 'quot':
      return '"'
    case 'apos':
      return "'"
    default:
      return name.startsWith('#') ? decodeNumber(name) : (decodeDeclared(name, declared) ?? decodeName(name))
  }
}

function decodeDeclared(name: string, declared: DeclaredEntities | null): string | null {
  const text = declared?.texts.get(name)
  if (declared === null || text === undefined || text.length > declared.left) return null
  declared.left -= text.length
  return text
}

/** HTML's reading, where 128 to 159 mean windows-1252; a character that XML forbids is dropped. */
function decodeNumber(name: string): string | null {
  const match = NUMERIC.exec(name)
  if (match === null) return null
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16)
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return ''
  return dropForbidden(code >= 128 && code < 160 ? decodeHTMLStrict(`&#${code};`) : String.fromCodePoint(code))
}

function decodeName(name: string): string | null {
  const reference = `&${name};`
  const decoded = decodeHTMLStrict(reference)
  return decoded === reference ? null : decoded
}

/** Where the DOCTYPE that starts at `start` ends (just behind its `>`), and the entities it declares. */
export function readDoctype(text: string, start: number): { readonly end: number; readonly declared: DeclaredEntities } {
  const end = findDoctypeEnd(text, start)
  return { end, declared: declareEntities(text.slice(start, end)) }
}

/** `>` ends it, save within quotes, comments and the internal subset's brackets. */
function findDoctypeEnd(text: string, start: number): number {
  const mark = /["'[\]>]|<!--|<\?/gu
  mark.lastIndex = start + 2
  let depth = 0
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    const sign = match[0]
    if (sign === '>' && depth === 0) return mark.lastIndex
    if (sign === '[') depth = 1
    if (sign === ']') depth = 0
    const closing = { '"': '"', "'": "'", '<!--': '-->', '<?': '?>' }[sign]
    if (closing === undefined) continue
    const closed = text.indexOf(closing, mark.lastIndex)
    if (closed === -1) break
    mark.lastIndex = closed + closing.length
  }
  const fallback = text.indexOf('>', start)
  return fallback === -1 ? text.length : fallback + 1
}

/** Entities unfold only into what was declared before them: no entity can hold itself, however the document shuffles them. */
function declareEntities(doctype: string): DeclaredEntities {
  const texts = new Map<string, string>()
  const declared: DeclaredEntities = { texts, left: MAX_ADDED }
  for (const match of doctype.matchAll(/<!ENTITY\s+([^\s%"'<>]{1,40})\s+(?:"([^"]*)"|'([^']*)')/gu)) {
    const [, name = '', doubleQuoted, singleQuoted] = match
    if (texts.size === MAX_DECLARED) break
    if (texts.has(name)) continue // XML 1.0 section 4.2: the first declaration binds
    const value = decodeReferences((doubleQuoted ?? singleQuoted ?? '').slice(0, MAX_UNFOLDED), declared)
    texts.set(name, value.length > MAX_UNFOLDED ? '' : value)
  }
  return { texts, left: MAX_ADDED }
}
