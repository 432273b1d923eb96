// What a JSON source is asked for: each list once in a run, conditionally, with further pages as long as they bring anything new; then a
// detail call for each record that waits for its text, so many in a run. A record whose call fails is held back for three runs at most,
// then shown with what its list says, and completed when the call succeeds.

import { hash } from 'node:crypto'
import type { EpochMs } from '../model/article.ts'
import { FeedmillError } from '../model/errors.ts'
import { isCut, lacksAmong, type Note } from '../model/note.ts'
import { type FeedSource, type JsonSource, type ListState, type PendingRecord, type SourceState, UNVISITED } from '../model/source.ts'
import { redactAll } from '../settings/secrets.ts'
import { type Fetcher, type Fresh, refusalOf } from './fetch/fetched.ts'
import { longestQuiet } from './plan/neighbours.ts'
import { publicUrl, shownUrl } from './plan/request-url.ts'
import { parseJsonDocument, type ParsedRecord, type RecordReader } from './parse/json/records.ts'
import type { ParsedItem } from './parse/parsed.ts'
import { ruleOf } from './recognize/keep.ts'
import type { Settled } from './recognize/records.ts'

/** What one address came to. */
export type ListVisit =
  | ReadList
  | { readonly kind: 'unchanged'; readonly state: ListState; readonly http: number | null; readonly freshUntil: EpochMs | null }
  | { readonly kind: 'gone'; readonly state: ListState }
  | { readonly kind: 'put-off'; readonly until: number }
  | { readonly kind: 'failed'; readonly error: FeedmillError; readonly http: number | null }

interface ReadList extends Pages {
  readonly kind: 'read'
  readonly state: ListState
  readonly http: number | null
  readonly freshUntil: EpochMs | null
}

export interface CallEdges {
  readonly fetch: Fetcher
  readonly signal: AbortSignal
  readonly secrets: readonly string[] // of the config, in every spelling
}

/** What the calls of one visit are made and read with. */
export interface Calls {
  readonly source: JsonSource
  readonly reader: RecordReader
  readonly edges: CallEdges
}

/** Whether any of these records is not yet an article of ours. */
export type NewsFinder = (records: readonly ParsedRecord[]) => Promise<boolean>

/** Never throws for an address that fails; the signal's reason when it is aborted. */
export async function visitList(url: string, state: SourceState, calls: Calls, bringsNews: NewsFinder): Promise<ListVisit> {
  const { source, edges } = calls
  const before = listBefore(url, state, source)
  if (before.gone) return { kind: 'gone', state: before }
  try {
    const { validators: sent, movedTo, refusedMove } = before
    const fetched = await edges.fetch(requestFor(source, url), { ...UNVISITED, validators: sent, movedTo, refusedMove, failures: state.failures }, edges.signal)
    if (fetched.kind === 'put-off') return { kind: 'put-off', until: fetched.until }
    if (fetched.kind === 'gone') return { kind: 'gone', state: { ...before, gone: true } }
    const { http, freshUntil, validators } = fetched
    if (fetched.kind === 'unchanged') return { kind: 'unchanged', http, freshUntil, state: { ...before, validators, movedTo: fetched.movedTo } }
    const list: ListState = { ...before, validators, bodyHash: hash('sha256', fetched.bytes), movedTo: fetched.movedTo }
    if (list.bodyHash === before.bodyHash) return { kind: 'unchanged', http, freshUntil, state: isCut(before.lacks ?? []) ? { ...list, validators: null } : list }
    const pages = await readPages(url, fetched, calls, bringsNews)
    return { kind: 'read', http, freshUntil, state: { ...list, ...(isCut(pages.notes) && { validators: null }), lacks: lacksAmong(pages.notes) }, ...pages }
  } catch (error) {
    if (!(error instanceof FeedmillError) || error.code.startsWith('store.')) throw error
    return { kind: 'failed', error, http: refusalOf(error)?.http ?? null }
  }
}

/** What is known of a list, as far as it was read by the same words of the config. */
function listBefore(url: string, state: SourceState, source: JsonSource): ListState {
  const reading = readingOf(source)
  const known = state.lists.find((list) => list.url === url)
  const { movedTo = null, refusedMove = null, gone = false } = known ?? {}
  const read = known?.reading === reading ? known : { validators: null, bodyHash: '' }
  return { ...read, url, reading, movedTo, refusedMove, gone }
}

interface Pages {
  readonly records: readonly ParsedRecord[]
  readonly notes: readonly Note[]
  readonly quiet: SourceState['quiet'] // whom a further page's refusal wants to be left alone
}

/** A further page that fails costs what is on it, no more; it is asked again when the list has changed. */
async function readPages(url: string, first: Fresh, calls: Calls, bringsNews: NewsFinder): Promise<Pages> {
  const { source, edges } = calls
  const base = publicUrl(url, edges.secrets) ?? ''
  const read = readPage(first, url, base, calls)
  const records = [...read.records]
  const notes = [...read.notes]
  const asked = new Set([url])
  let page = read
  let at = first.url ?? url
  let quiet: SourceState['quiet'] = null
  while (page.next !== null && asked.size < source.pages && (await bringsNews(page.records))) {
    const next = URL.parse(page.next, at)?.href ?? null
    if (next === null || asked.has(next)) break
    asked.add(next)
    try {
      const fetched = await edges.fetch(requestFor(source, next), UNVISITED, edges.signal)
      if (fetched.kind !== 'fresh') break
      page = readPage(fetched, next, base, calls)
      at = fetched.url ?? next
    } catch (error) {
      if (!(error instanceof FeedmillError)) throw error
      notes.push({ code: 'list.failed', message: error.message })
      quiet = refusalOf(error)?.quiet ?? null
      break
    }
    records.push(...page.records)
    notes.push(...page.notes)
  }
  return { records, notes, quiet }
}

/** @param base  the list's own address: its further pages are no other place */
function readPage({ bytes, contentType, url: answered }: Fresh, url: string, base: string, { source, reader }: Calls) {
  const at = answered ?? url
  const { value, notes } = parseJsonDocument(bytes, contentType, shownUrl(at))
  const page = reader.readPage(value, { at, shown: shownUrl(at), base })
  const records = page.records.map((record) => ({ ...record, item: redactAll(record.item, source.secrets) })) // addresses to ask stay as they are
  return { ...page, records, notes: [...notes, ...page.notes] }
}

/** A list that was read by other words of the config is read again, changed or not; by another `keep`, too, which may have passed records over. */
function readingOf({ items, fields, next, detail, keep }: JsonSource): string {
  const words = [items, fields, next, detail?.url, detail?.fields]
  return hash('sha256', JSON.stringify(keep === null ? words : [...words, ruleOf(keep)]), 'base64url').slice(0, 16)
}

/** One request of the source, as the fetcher takes it. The configured headers go to the hosts that the config names, to no other. */
function requestFor(source: JsonSource, url: string): FeedSource {
  const origin = URL.parse(url)?.origin
  const isOwn = [...source.urls, ...(source.detail === null ? [] : [fixedPart(source.detail.url)])].some((own) => URL.parse(own)?.origin === origin)
  const { id, title, categories, tags, timezone, enabled, refining, rights, every, keep, refusals, secrets, secretNames } = source
  const headers = { accept: 'application/json, */*;q=0.1', ...(isOwn && source.headers) }
  return { id, title, categories, tags, timezone, enabled, refining, rights, every, keep, refusals, secrets, secretNames, type: 'feed', location: { kind: 'http', url }, headers }
}

/** The address up to its path, where no record has a say in it. */
function fixedPart(template: string): string {
  return /^https?:\/\/[^/?#{}]+(?=[/?#])/u.exec(template)?.[0] ?? ''
}

// --- details

const HELD_RUNS = 3
const MAX_FAILURES = 50 // then it stays as its list has it

export interface DetailVisit {
  readonly settled: readonly Settled[]
  readonly pending: readonly PendingRecord[] // to be kept for the next run
  readonly calls: number
  readonly quiet: SourceState['quiet'] // who wants to be left alone, for the longest
  readonly notes: readonly Note[]
}

type DetailAnswer =
  | { readonly kind: 'answered'; readonly detail: ParsedItem }
  | { readonly kind: 'failed'; readonly reason: string; readonly quiet: SourceState['quiet'] }
  | { readonly kind: 'not-asked' }

/**
 * @param waiting  the longest waiting first
 * @throws the signal's reason when it is aborted
 */
export async function callDetails(waiting: readonly PendingRecord[], calls: Calls): Promise<DetailVisit> {
  const inTurn = waiting.toSorted((a, b) => a.failures - b.failures) // those that never failed first, each in its order
  const asked = inTurn.slice(0, calls.source.detail?.perRun ?? 0)
  const answers = await Promise.all(asked.map((record) => callDetail(record, calls)))
  const settled: Settled[] = []
  const pending: PendingRecord[] = []
  const notes: Note[] = []
  for (const [i, record] of asked.entries()) {
    const answer = answers[i] ?? { kind: 'not-asked' }
    if (answer.kind === 'answered') settled.push({ record, detail: answer.detail })
    if (answer.kind === 'not-asked') pending.push(record)
    if (answer.kind !== 'failed') continue
    const failed = { ...record, failures: record.failures + 1, shown: record.failures + 1 > HELD_RUNS }
    if (failed.shown && !record.shown) settled.push({ record: failed, detail: null })
    if (failed.shown && !record.shown) notes.push({ code: 'item.incomplete', message: `${record.key}: published without its detail, which failed in ${failed.failures} runs` })
    if (failed.failures < MAX_FAILURES) pending.push(failed)
    notes.push({ code: 'detail.failed', message: `${record.key}: ${answer.reason}; ${consequence(failed)}` })
  }
  const quiet = longestQuiet(answers.map((answer) => (answer.kind === 'failed' ? answer.quiet : null)))
  return { settled, pending: [...pending, ...inTurn.slice(asked.length)], calls: asked.length, quiet, notes }
}

function consequence({ failures, shown }: PendingRecord): string {
  if (failures >= MAX_FAILURES) return `failed ${failures} times, it is not asked again`
  return shown ? 'shown without it, asked again in the next run' : `held back (run ${failures} of ${HELD_RUNS})`
}

async function callDetail({ url }: PendingRecord, { source, reader, edges }: Calls): Promise<DetailAnswer> {
  try {
    const fetched = await edges.fetch(requestFor(source, url), UNVISITED, edges.signal)
    if (fetched.kind === 'put-off') return { kind: 'not-asked' }
    const shown = shownUrl(url)
    if (fetched.kind !== 'fresh') return { kind: 'failed', quiet: null, reason: `${shown}: answered ${fetched.http}` }
    const detail = reader.readDetail(parseJsonDocument(fetched.bytes, fetched.contentType, shown).value, publicUrl(fetched.url ?? url, edges.secrets) ?? '')
    if (detail === null) return { kind: 'failed', quiet: null, reason: `${shown}: answered ${fetched.http} without any of the fields` }
    return { kind: 'answered', detail: redactAll(detail, source.secrets) }
  } catch (error) {
    if (!(error instanceof FeedmillError)) throw error
    return { kind: 'failed', quiet: refusalOf(error)?.quiet ?? null, reason: error.message }
  }
}
