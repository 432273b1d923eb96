// One visit to a JSON API: its lists, a detail call for each record that is not complete yet, and all that came of it saved at once.

import type { ArticleId, EpochMs } from '../model/article.ts'
import type { Clock } from '../model/clock.ts'
import type { Note } from '../model/note.ts'
import type { JsonSource, ListState, PendingRecord, SourceState } from '../model/source.ts'
import type { Arrival, Saved, Store, StoredArticle } from '../store/store.ts'
import { publicUrl, retractedNotes } from './document.ts'
import { refusalOf } from './fetch/fetched.ts'
import { type CallEdges, callDetails, type ListVisit, visitList } from './json-calls.ts'
import { type Derived, normalizeFeed, type Rules } from './normalize/normalize.ts'
import { createRecordReader, type ParsedRecord, withTerms } from './parse/json/records.ts'
import type { ParsedChannel } from './parse/parsed.ts'
import { longestQuiet } from './plan/neighbours.ts'
import { shownUrl } from './plan/request-url.ts'
import { listedAs, ruleOf } from './recognize/keep.ts'
import { type Names, NO_NAMES, type Recognition, recognizeItems } from './recognize/recognize.ts'
import { type DraftRecord, settle, sortOut } from './recognize/records.ts'
import { derivationOf } from './rules.ts'

export interface JsonEdges extends CallEdges {
  readonly store: Store
  readonly now: Clock
}

/** What a visit came to; `after` makes of it the state that is saved with it. */
export interface JsonVisit {
  readonly kind: 'ingested' | 'unchanged' | 'gone'
  readonly state: SourceState
  readonly new: number
  readonly updated: number
  readonly notes: readonly Note[]
}

export interface JsonPutOff {
  readonly kind: 'put-off'
  readonly until: number
}

/** What the answers say of the visit as such. */
export interface JsonAnswer {
  readonly kind: JsonVisit['kind']
  readonly http: number | null
  readonly quiet: SourceState['quiet'] // who of those asked wants to be left alone, for the longest
  readonly isWaiting: boolean // records wait for their detail call
  readonly freshUntil: EpochMs | null // of the list that asks to be left alone for the longest
}

/**
 * A list that fails is a note as long as another one answers.
 *
 * @param after  what answers make of the state, saved in one transaction with all that they bring
 * @throws FeedmillError `fetch.*`, `parse.*` when no list answers, `store.*`; the signal's reason when it is aborted
 */
export async function ingestJson(source: JsonSource, state: SourceState, rules: Rules, edges: JsonEdges, after: (answer: JsonAnswer) => SourceState): Promise<JsonVisit | JsonPutOff> {
  const reader = rules.reader ?? createRecordReader(source)
  const intake = openIntake(source, state, rules, edges)
  const lists: ListVisit[] = []
  for (let at = 0; at < source.urls.length; at += LISTS_AT_ONCE) {
    const urls = source.urls.slice(at, at + LISTS_AT_ONCE)
    const visits = await Promise.all(urls.map((url) => visitList(source, url, state, reader, intake.bringsNews, edges)))
    for (const visit of visits) {
      lists.push(visit.kind === 'read' ? { ...visit, records: [] } : visit)
      if (visit.kind === 'read') await intake.take(visit.records.map((record) => listedIn(record, visit.state.url)))
    }
  }
  const answers = lists.filter((list) => list.kind === 'read' || list.kind === 'unchanged')
  if (lists.length > 0 && lists.every((list) => list.kind === 'gone')) return saveGone(source, lists, state, intake, after)
  if (answers.length === 0) return withoutAnswer(lists)
  const { waiting, items, notes, listed, retracted } = await intake.close()
  const called = await callDetails(source, waiting, reader, edges)
  const read = lists.filter((list) => list.kind === 'read')
  const kind = read.length === 0 && called.calls === 0 ? 'unchanged' : 'ingested'
  const next: SourceState = {
    ...after({
      kind,
      http: answers[0]?.http ?? null,
      freshUntil: Math.max(...answers.map((list) => list.freshUntil ?? 0)) || null,
      quiet: longestQuiet([...lists.map((list) => (list.kind === 'failed' ? (refusalOf(list.error)?.quiet ?? null) : null)), called.quiet]),
      isWaiting: called.pending.length > 0,
    }),
    lists: listStates(source, lists, state, listed),
    pending: called.pending,
    derivation: derivationOf(rules),
    items: read.length > 0 ? items : state.items,
  }
  const told = [...read.flatMap((list) => list.notes), ...failureNotes(lists), ...notes, ...retractedNotes(retracted), ...called.notes]
  const saved = await intake.save(called.settled.map((record) => settle(record, rules)), next)
  return { kind, state: next, new: saved.new, updated: saved.updated, notes: told }
}

/** Every address answered 410: nothing is asked any more, what there is stays. */
async function saveGone(source: JsonSource, lists: readonly ListVisit[], state: SourceState, intake: Intake, after: (answer: JsonAnswer) => SourceState): Promise<JsonVisit> {
  const gone = { ...after({ kind: 'gone', http: 410, freshUntil: null, quiet: null, isWaiting: false }), lists: listStates(source, lists, state, new Map()), lastSuccessAt: state.lastSuccessAt }
  return { kind: 'gone', state: gone, ...(await intake.save([], gone)), notes: [] }
}

function withoutAnswer(lists: readonly ListVisit[]): JsonPutOff {
  for (const list of lists) if (list.kind === 'failed') throw list.error
  return { kind: 'put-off', until: Math.max(...lists.map((list) => (list.kind === 'put-off' ? list.until : 0))) }
}

/** An address that brought nothing keeps what was known of it; after a failure its configured form is asked again, as of a feed. */
function listStates(source: JsonSource, lists: readonly ListVisit[], before: SourceState, listed: Listed): ListState[] {
  const noted = (state: ListState): ListState => (source.keep === null ? state : { ...state, listed: listed.get(state.url) ?? [] })
  return lists.flatMap((list, i) => {
    if (list.kind === 'read') return [noted(list.state)]
    if ('state' in list) return [list.state]
    const known = before.lists.find(({ url }) => url === source.urls[i])
    if (known === undefined) return []
    return [list.kind === 'failed' ? { ...known, movedTo: null } : known]
  })
}

function failureNotes(lists: readonly ListVisit[]): Note[] {
  return lists.flatMap((list): Note[] => {
    if (list.kind === 'failed') return [{ code: 'list.failed', message: list.error.message }]
    return list.kind === 'gone' ? [{ code: 'list.failed', message: `${shownUrl(list.state.url)}: is gone for good (410), it is not asked any more` }] : []
  })
}

// --- taking in

const LISTS_AT_ONCE = 4
const BATCH = 1000 // records held at once, as far as a list allows; a longer one is a batch of its own with what is held before it

interface Intake {
  readonly bringsNews: (records: readonly ParsedRecord[]) => Promise<boolean>
  readonly take: (records: readonly ListedRecord[]) => Promise<void>
  /** After the last record. */
  readonly close: () => Promise<{ readonly waiting: readonly PendingRecord[]; readonly items: number; readonly notes: readonly Note[]; readonly listed: Listed; readonly retracted: number }>
  /** The last arrivals, and what has been saved of them all. */
  readonly save: (arrivals: readonly Arrival[], state: SourceState) => Promise<Saved>
}

/**
 * Records on their way into the store, so many at a time that memory does not grow with the lists. Lists of one run that are not long
 * are one batch: an article in two of them comes in once.
 */
function openIntake(source: JsonSource, state: SourceState, rules: Rules, { store, now, secrets }: JsonEdges): Intake {
  const bases = new Set(source.urls.map((url) => publicUrl(url, secrets) ?? ''))
  const notes: Note[] = []
  const saved = { new: 0, updated: 0, retracted: 0 }
  const listed = new Map<string, string[]>()
  let held: readonly ListedRecord[] = []
  let waiting = state.pending
  let items = 0
  const save = async (arrivals: readonly Arrival[], after: SourceState | null, { renamings, aliases }: Names = NO_NAMES): Promise<Saved> => {
    const batch = { sourceId: source.id, seenAt: now(), arrivals, removed: [], files: [], forgottenFiles: [], renamings, aliases, state: after }
    const { new: added, updated } = await store.save(batch)
    saved.new += added
    saved.updated += updated
    return saved
  }
  const note = ({ derived, lists }: DraftRecord): void => {
    for (const list of lists) listed.set(list, listed.get(list) ?? []).get(list)?.push(listedAs(derived.article.id))
  }
  const flush = async (): Promise<void> => {
    const { retracted, ...asked } = await wanted(readRecords(held, rules), store)
    const read = await recognized(asked, waiting, rules, ruleOf(source.keep), store)
    held = []
    const known = await loadKnown(store, read.records.map(({ derived }) => derived.article.id))
    const pending = new Map(waiting.map((record) => [read.renumbered.get(record.id) ?? record.id, record]))
    const sorted = sortOut(source, read.records, known, pending, rules, bases)
    waiting = sorted.waiting
    items += read.records.length
    notes.push(...read.notes, ...sorted.notes)
    saved.retracted += retracted
    for (const record of read.records) note(record)
    if (sorted.arrivals.length + read.renamings.length + read.aliases.length > 0) await save(sorted.arrivals, null, read)
  }
  return {
    bringsNews: newsFinder(state, rules, store),
    async take(records) {
      held = [...held, ...records]
      if (held.length >= BATCH) await flush()
    },
    async close() {
      await flush()
      return { waiting, items, notes, listed, retracted: saved.retracted }
    },
    save,
  }
}

// --- records

interface ListedRecord extends ParsedRecord {
  readonly lists: readonly string[] // addresses of those that have it
}

function listedIn(record: ParsedRecord, list: string): ListedRecord {
  return { ...record, lists: [list] }
}

/** The articles of each list, as ListState has them. */
type Listed = ReadonlyMap<string, readonly string[]>

const CHANNEL: ParsedChannel = {
  format: 'json api',
  title: null,
  description: null,
  links: [],
  id: null,
  language: null,
  updated: null,
  imageUrl: null,
  rights: null,
  people: [],
  base: null,
  hints: { ttl: null, updatePeriod: null, updateFrequency: null, skipHours: [], skipDays: [] },
}

interface ReadRecords {
  readonly records: readonly DraftRecord[]
  readonly notes: readonly Note[]
}

/** Records that are known under another identity, as the articles that they are. */
async function recognized({ records, notes }: ReadRecords, waiting: readonly PendingRecord[], rules: Rules, keep: string | null, store: Store): Promise<ReadRecords & Omit<Recognition, 'items'>> {
  const { items, ...found } = await recognizeItems(records.map(({ derived }) => derived), rules, keep, store, { waiting })
  const drafts = new Map(records.map((record) => [record.derived.raw.item, record]))
  const settled = items.map((derived) => drafted(derived, drafts.get(derived.raw.item)))
  return { ...found, records: settled, notes: [...notes, ...found.notes] }
}

/** Each article once, in the lists' order. */
function readRecords(listed: readonly ListedRecord[], rules: Rules): ReadRecords {
  const once = mergeRepeated(listed, rules)
  const byItem = new Map(once.map((record) => [record.item, record]))
  const { items, notes } = normalizeFeed({ channel: CHANNEL, items: once.map(({ item }) => item), notes: [] }, null, rules, new Map())
  return { records: items.map((derived) => drafted(derived, byItem.get(derived.raw.item))), notes }
}

function drafted(derived: Derived, of: Omit<DraftRecord, 'derived'> | undefined): DraftRecord {
  return { derived, detailUrl: of?.detailUrl ?? null, lists: of?.lists ?? [] }
}

/** Those that were not taken down: no detail is asked for the others. */
async function wanted({ records, notes }: ReadRecords, store: Store): Promise<ReadRecords & { readonly retracted: number }> {
  const out = await store.findRetracted(records.map(({ derived }) => derived.article))
  return { records: records.filter(({ derived }) => !out.has(derived.article.id)), notes, retracted: out.size }
}

/** What two lists have of one article is one record, with the terms of both. */
function mergeRepeated(listed: readonly ListedRecord[], rules: Rules): ListedRecord[] {
  const byIdentity = new Map<string, ListedRecord>()
  for (const record of listed) {
    const { guid, links } = record.item
    const url = links[0]?.href ?? null
    const identity = rules.refiner?.identify(guid, url) ?? guid ?? url ?? ''
    const first = byIdentity.get(identity)
    byIdentity.set(identity, first === undefined ? record : merged(first, record))
  }
  return [...byIdentity.values()]
}

function merged(first: ListedRecord, again: ListedRecord): ListedRecord {
  const item = { ...first.item, terms: withTerms(first.item.terms, again.item.terms) }
  return { ...first, item, lists: [...new Set([...first.lists, ...again.lists])] }
}

/** Pages are read on as long as they bring what is neither an article nor waiting to be one. */
function newsFinder({ pending }: SourceState, rules: Rules, store: Store): (records: readonly ParsedRecord[]) => Promise<boolean> {
  const waiting = new Set(pending.map(({ id }) => id))
  return async (listed) => {
    const { records } = await wanted(readRecords(listed.map((record) => listedIn(record, '')), rules), store)
    const known = await store.recognize(records.map(({ derived }) => derived.article.id))
    return records.some(({ derived }) => !known.has(derived.article.id) && !waiting.has(derived.article.id))
  }
}

async function loadKnown(store: Store, ids: readonly ArticleId[]): Promise<ReadonlyMap<ArticleId, StoredArticle>> {
  const entries = await store.loadEntries(ids)
  return new Map([...entries].map(([id, { stored }]) => [id, stored]))
}
