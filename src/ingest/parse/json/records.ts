// The answers of a JSON API by the config's own words: a list to its records as parsed items, a detail to the part that it adds.
// Nothing is fetched here, and no field is guessed: what the config does not name is not read.

import { hash } from 'node:crypto'
import { parseDate } from '../../../formats/dates.ts'
import { resolveBase, resolveUrl } from '../../../formats/urls.ts'
import { FeedmillError } from '../../../model/errors.ts'
import type { Note } from '../../../model/note.ts'
import type { JsonDetail, JsonField, JsonFields, JsonSource } from '../../../model/source.ts'
import { decodeText } from '../decode.ts'
import { MAX_ITEMS, type ParsedItem, type ParsedLink, type ParsedPerson, type ParsedTerm, type ParsedText } from '../parsed.ts'
import { compileQuery, compileTemplate, type Template } from './expressions.ts'
import { parseJson } from './json-text.ts'

/** A record as an item, and what its detail call asks for. */
export interface ParsedRecord {
  readonly item: ParsedItem
  readonly detailUrl: string | null // null: no detail call is configured, or the record lacks what its address is made of
}

export interface RecordPage {
  readonly records: readonly ParsedRecord[]
  readonly next: string | null // as the answer has it
  readonly notes: readonly Note[]
}

export interface PageAddresses {
  readonly at: string // that answered
  readonly shown: string // the same, for errors and notes
  readonly base: string // what relative links start from: the list's own address, whichever page of it this is
}

/** The config of a JSON source made ready for its answers. */
export interface RecordReader {
  /**
   * @param document  an answer, parsed
   * @throws FeedmillError `parse.not_a_feed`
   */
  readonly readPage: (document: unknown, addresses: PageAddresses) => RecordPage
  /** A record that was listed before, by the fields of now; null where it lacks what a record must have. */
  readonly readRecord: (record: unknown, base: string) => ParsedItem | null
  /** Changes exactly when the same record and the same answer may be read as other items. */
  readonly fingerprint: string
  /** @returns what the answer says, as an item with nothing else in it; null where it says nothing */
  readonly readDetail: (document: unknown, at: string) => ParsedItem | null
}

export function createRecordReader(source: JsonSource): RecordReader {
  const items = compileQuery(source.items)
  const next = source.next === null ? null : compileTemplate(source.next, true)
  const fields = compileFields(source.fields)
  const detail = source.detail === null ? null : { url: compileTemplate(source.detail.url, true), fields: compileFields(source.detail.fields) }
  const required = requiredOf(source.fields, source.detail)
  return {
    fingerprint: hash('sha256', JSON.stringify([source.fields, source.detail?.fields]), 'base64url').slice(0, 16),
    readRecord(record, base) {
      const item = itemOf(record, fields, 0, base)
      return missingFrom(item, required, source.timezone).length === 0 ? inItsWords(item, record) : null
    },
    readPage(document, { at, shown, base }) {
      const listed = items(document)
      if (!Array.isArray(listed)) throw new FeedmillError('parse.not_a_feed', shown, `\`items: ${source.items}\` finds no list in this JSON`)
      const notes: Note[] = []
      if (listed.length > MAX_ITEMS) notes.push({ code: 'items.capped', message: `${listed.length} records, the first ${MAX_ITEMS} were read` })
      const records = listed.slice(0, MAX_ITEMS).flatMap((record: unknown, i): ParsedRecord[] => {
        const item = itemOf(record, fields, i + 1, base)
        const lacks = missingFrom(item, required, source.timezone)
        const detailUrl = detail?.url(record)[0] ?? null
        if (lacks.length === 0) return [{ item: inItsWords(item, record), detailUrl: detailUrl === null ? null : (URL.parse(detailUrl, at)?.href ?? null) }]
        notes.push({ code: 'item.skipped', message: `record ${i + 1} of ${shown}: it has no ${lacks.join(', no ')}` })
        return []
      })
      return { records, next: next?.(document)[0] ?? null, notes }
    },
    readDetail(document, at) {
      const item = itemOf(document, detail?.fields ?? {}, 0, at)
      return filledFields(item).length === 0 ? null : inItsWords(item, document)
    },
  }
}

/** @throws FeedmillError `parse.empty`, `parse.malformed` */
export function parseJsonDocument(bytes: Uint8Array, contentType: string | null, at: string): { readonly value: unknown; readonly notes: readonly Note[] } {
  const { text, notes } = decodeText(bytes, contentType)
  if (text.trim() === '') throw new FeedmillError('parse.empty', at, bytes.length === 0 ? 'the document is empty' : 'the document is blank')
  const parsed = parseJson(text, at)
  return { value: parsed.value, notes: [...notes, ...parsed.notes] }
}

// --- what a record must have

type Required = 'title' | 'publishedAt'

/** What is configured, and no detail brings later. */
function requiredOf(fields: JsonFields, detail: JsonDetail | null): readonly Required[] {
  return (['title', 'publishedAt'] as const).filter((field) => fields[field] !== undefined && detail?.fields[field] === undefined)
}

function missingFrom({ guid, links, title, published, base }: ParsedItem, required: readonly Required[], timezone: string): string[] {
  const lacks: string[] = []
  if (required.includes('title') && title === null) lacks.push('title')
  if (required.includes('publishedAt') && (published === null || parseDate(published, timezone) === null)) {
    lacks.push(published === null ? 'time' : `time that can be read (${JSON.stringify(published.slice(0, 40))})`)
  }
  const own = links.find(({ rel }) => rel === 'alternate')
  if (guid === null && !isAddress(own, base)) lacks.push(own === undefined ? 'guid or url' : `guid, no url that can be followed (${JSON.stringify(own.href.slice(0, 80))})`)
  return lacks
}

/** Records with an address that is none would all be one. */
function isAddress(own: ParsedLink | undefined, base: string | null): boolean {
  return own !== undefined && resolveUrl(own.href, resolveBase(base, null))?.startsWith('http') === true
}

// --- one record

const MAX_SAID = 1_000_000 // characters of a record, or of an answer, that are kept as they came

/** Without them where they are too long, or nested so deep that they cannot be written again: then what the fields made of them is kept. */
function inItsWords(item: ParsedItem, record: unknown): ParsedItem {
  try {
    return (JSON.stringify(record)?.length ?? Infinity) > MAX_SAID ? item : { ...item, said: { record } }
  } catch (error) {
    if (error instanceof RangeError) return item
    throw error
  }
}

type Templates = Readonly<Partial<Record<JsonField, readonly Template[]>>>

const ADDRESSES: ReadonlySet<string> = new Set<JsonField>(['url', 'externalUrl', 'image'])

function compileFields(fields: JsonFields): Templates {
  const entries = Object.entries(fields).map(([field, templates]) => [field, templates.map((template) => compileTemplate(template, ADDRESSES.has(field)))] as const)
  return Object.fromEntries(entries)
}

function itemOf(record: unknown, fields: Templates, position: number, base: string): ParsedItem {
  const all = (field: JsonField): string[] => (fields[field] ?? []).flatMap((template) => template(record))
  const first = (field: JsonField): string | null => all(field)[0] ?? null
  const text = (field: JsonField): ParsedText | null => textOf(first(field), base)
  return {
    position,
    guid: first('guid'),
    guidIsPermalink: false,
    links: [...all('url').slice(0, 1).map((href) => link(href, 'alternate', base)), ...all('externalUrl').slice(0, 1).map((href) => link(href, 'related', base))],
    title: text('title'),
    summary: htmlOf(first('summary'), base),
    content: text('content'),
    published: timeOf(first('publishedAt')),
    updated: timeOf(first('updatedAt')),
    language: first('language'),
    people: all('author').map((name): ParsedPerson => ({ text: name, name: null, email: null, url: null })),
    terms: [...all('category').map((label) => term(label, 'category')), ...all('tags').map((label) => term(label, 'tag'))],
    enclosures: [],
    imageUrl: first('image'),
    commentsUrl: null,
    rights: null,
    origin: null,
    base,
  }
}

function textOf(value: string | null, base: string): ParsedText | null {
  return value === null ? null : { value, type: 'guess', base, language: null }
}

/** A digest is a summary, however short the record is otherwise. */
function htmlOf(value: string | null, base: string): ParsedText | null {
  return value === null ? null : { value, type: /<[a-z!/]/iu.test(value) ? 'html' : 'text', base, language: null }
}

function link(href: string, rel: string, base: string): ParsedLink {
  return { href, rel, type: null, length: null, title: null, base }
}

function term(label: string, kind: ParsedTerm['kind']): ParsedTerm {
  return { label, scheme: null, kind }
}

/** Ten digits are seconds since 1970, thirteen are milliseconds; all else is a date as somebody wrote it. */
function timeOf(written: string | null): string | null {
  if (written === null || !/^\d{10}(?:\d{3})?$/u.test(written)) return written
  return new Date(Number(written) * (written.length === 10 ? 1000 : 1)).toISOString()
}

// --- two parts of one record

type Part = 'guid' | 'links' | 'title' | 'summary' | 'content' | 'published' | 'updated' | 'language' | 'people' | 'terms' | 'imageUrl'
const PARTS: readonly Part[] = ['guid', 'links', 'title', 'summary', 'content', 'published', 'updated', 'language', 'people', 'terms', 'imageUrl']

/** The parts of an item that say anything, but its identity. */
export function filledFields(item: ParsedItem): Part[] {
  return PARTS.filter((part) => {
    const value = item[part]
    return part !== 'guid' && value !== null && !(Array.isArray(value) && value.length === 0)
  })
}

/** The list's item with these parts of another one in place of its own. */
export function withParts(item: ParsedItem, other: ParsedItem, parts: readonly string[]): ParsedItem {
  const taken = PARTS.filter((part) => parts.includes(part)).map((part) => [part, other[part]] as const)
  return { ...item, ...Object.fromEntries(taken) }
}

/** A listed record completed by its answer. */
export function withAnswer(listed: ParsedItem, answer: ParsedItem): ParsedItem {
  const record = listed.said?.record
  const said = record !== undefined && answer.said !== undefined && { said: { record, answer: { base: answer.base ?? '', value: answer.said.record } } }
  return { ...withParts(listed, answer, filledFields(answer)), ...said }
}

/** Terms of two readings of one record, each once. */
export function withTerms(terms: readonly ParsedTerm[], more: readonly ParsedTerm[]): readonly ParsedTerm[] {
  return [...terms, ...termsBeyond(terms, more)]
}

export function termsBeyond(terms: readonly ParsedTerm[], more: readonly ParsedTerm[]): readonly ParsedTerm[] {
  const has = new Set(terms.map(({ kind, label }) => `${kind} ${label}`))
  return more.filter(({ kind, label }) => !has.has(`${kind} ${label}`))
}
