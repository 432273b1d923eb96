// The records of a JSON API on their way into the store: each once, told from what is known of it, saved some at a time.

import type { ArticleId } from '../model/article.ts'
import type { Clock } from '../model/clock.ts'
import { articleId } from '../model/identity.ts'
import type { Note } from '../model/note.ts'
import type { JsonSource, PendingRecord, SourceState } from '../model/source.ts'
import type { Arrival, Saved, Store, StoredArticle } from '../store/store.ts'
import { redactAll } from '../settings/secrets.ts'
import { permalinkOf } from './normalize/links.ts'
import { type Derived, normalizeFeed, type Rules } from './normalize/normalize.ts'
import { type ParsedRecord, withTerms } from './parse/json/records.ts'
import type { ParsedChannel, ParsedItem } from './parse/parsed.ts'
import { NO_HINTS } from './plan/hints.ts'
import { publicUrl } from './plan/request-url.ts'
import { listedAs, ruleOf } from './recognize/keep.ts'
import { digestOf, NO_LISTING } from './recognize/listing.ts'
import { type AlsoListed, type Names, NO_NAMES, type Recognition, recognizeItems } from './recognize/recognize.ts'
import { type DraftRecord, type Mention, sortOut } from './recognize/records.ts'
import { derivationOf } from './rules.ts'

const BATCH = 1000 // records held at once, as far as a list allows; a longer one is a batch of its own with what is held before it

export interface IntakeEdges {
  readonly store: Store
  readonly now: Clock
  readonly secrets: readonly string[] // of the config, in every spelling
}

export interface Intake {
  readonly bringsNews: (records: readonly ParsedRecord[]) => Promise<boolean>
  readonly take: (records: readonly ParsedRecord[], list: string) => Promise<void>
  /** After the last record. */
  readonly close: () => Promise<{ readonly waiting: readonly PendingRecord[]; readonly items: number; readonly notes: readonly Note[]; readonly listed: Listed; readonly retracted: number }>
  /** The last arrivals, and what has been saved of them all. */
  readonly save: (arrivals: readonly Arrival[], state: SourceState) => Promise<Saved>
}

/** What an intake has come to so far. */
interface Progress {
  readonly lists: Lists
  readonly notes: Note[]
  readonly saved: { new: number; updated: number; retracted: number }
  held: ListedRecord[]
  passed: Set<ArticleId> // unchanged, beside those that are held
  waiting: readonly PendingRecord[]
}

/** What all of one visit shares. */
interface IntakeContext {
  readonly source: JsonSource
  readonly rules: Rules
  readonly edges: IntakeEdges
  readonly bases: ReadonlySet<string> // addresses of the lists
  readonly shaped: string // what else an article is made by: without its list it belongs to another one
}

/**
 * Records on their way into the store, so many at a time that memory does not grow with the lists. Lists of one run that are not long
 * are one batch: an article in two of them comes in once.
 */
export function openIntake(source: JsonSource, state: SourceState, rules: Rules, edges: IntakeEdges): Intake {
  const bases = new Set(source.urls.map((url) => publicUrl(url, edges.secrets) ?? ''))
  const context: IntakeContext = { source, rules, edges, bases, shaped: JSON.stringify([derivationOf(rules), ...bases]) }
  const waiting = state.pending.map((record) => underRules(record, rules))
  const progress: Progress = { lists: createLists(), notes: [], saved: { new: 0, updated: 0, retracted: 0 }, held: [], passed: new Set(), waiting }
  const known = new Set(state.lists.map(({ url }) => url)) // of another one a listing may be left from before its articles went and came again
  return {
    bringsNews: newsFinder(waiting, rules, edges.store),
    async take(records, list) {
      hold(records, list, known.has(list) ? await edges.store.loadListing(source.id, list) : NO_LISTING, context, progress)
      if (progress.held.length >= BATCH) await flush(context, progress)
    },
    async close() {
      await flush(context, progress)
      const { lists, notes, saved } = progress
      return { waiting: progress.waiting, items: lists.items.size, notes, listed: lists.listed, retracted: saved.retracted }
    },
    save: (arrivals, after) => save(arrivals, after, NO_NAMES, context, progress),
  }
}

/** What says the same as the last time is passed, the rest is held. */
function hold(records: readonly ParsedRecord[], list: string, before: ReadonlyMap<string, ArticleId>, { rules, shaped }: IntakeContext, { lists, held, passed, waiting }: Progress): void {
  lists.begin(list)
  const unsettled = new Set(waiting.map(({ id }) => id))
  const repeated = repeatedAmong(records, rules)
  for (const record of records) {
    const digest = repeated.has(record) ? null : digestOf(record.item, `${shaped} ${record.detailUrl}`)
    const mentions = [{ list, item: record.item, digest }]
    const id = digest === null ? undefined : before.get(digest)
    if (id === undefined || unsettled.has(id)) {
      held.push({ ...record, mentions })
      continue
    }
    passed.add(id)
    lists.note(id, mentions)
    lists.settle(id, mentions)
  }
}

/** Saves what is held, but for what waits for its detail call. */
async function flush(context: IntakeContext, progress: Progress): Promise<void> {
  const { source, rules, edges: { store }, bases } = context
  const { lists, held, passed } = progress
  const { retracted, ...asked } = await wanted(readRecords(held, rules), store)
  const read = await recognized(asked, { waiting: progress.waiting, unchanged: [...passed] }, rules, ruleOf(source.keep), store)
  progress.held = []
  progress.passed = new Set()
  const stored = await loadKnown(store, read.records.map(({ derived }) => derived.article.id))
  const pending = new Map(progress.waiting.map((record) => [read.renumbered.get(record.id) ?? record.id, record]))
  const sorted = sortOut(source, read.records, stored, pending, rules, bases)
  progress.waiting = sorted.waiting
  progress.notes.push(...read.notes, ...sorted.notes)
  progress.saved.retracted += retracted
  const unsettled = new Set([...sorted.waiting.map(({ id }) => id), ...renamedAmong(read.records)])
  for (const { derived: { article }, mentions } of read.records) {
    lists.note(article.id, mentions)
    if (!unsettled.has(article.id)) lists.settle(article.id, mentions)
  }
  if (sorted.arrivals.length + read.renamings.length + read.aliases.length > 0) await save(sorted.arrivals, null, read, context, progress)
}

/** @returns what has been saved in all */
async function save(arrivals: readonly Arrival[], state: SourceState | null, { renamings, aliases }: Names, { source, edges }: IntakeContext, { lists, saved }: Progress): Promise<Saved> {
  const batch = { sourceId: source.id, seenAt: edges.now(), arrivals, removed: [], files: [], forgottenFiles: [], renamings, aliases, listings: lists.handOver(), state }
  const { new: added, updated } = await edges.store.save(batch)
  saved.new += added
  saved.updated += updated
  return saved
}

// --- lists

/** Which articles the lists of this visit hold. */
interface Lists {
  readonly items: ReadonlySet<ArticleId>
  readonly listed: Listed
  readonly begin: (list: string) => void
  readonly note: (id: ArticleId, mentions: readonly Mention[]) => void
  /** It need not be read again as long as it says the same. */
  readonly settle: (id: ArticleId, mentions: readonly Mention[]) => void
  /** What was settled since the last time. Each listing is whole, as what is held is of whole lists, and goes with its articles: there may be no end of this visit. */
  readonly handOver: () => ReadonlyMap<string, ReadonlyMap<string, ArticleId>>
}

function createLists(): Lists {
  const items = new Set<ArticleId>()
  const listed = new Map<string, string[]>()
  let listings = new Map<string, Map<string, ArticleId>>()
  return {
    items,
    listed,
    begin: (list) => listings.set(list, listings.get(list) ?? new Map()),
    note: (id, mentions) => {
      items.add(id)
      for (const { list } of mentions) listed.set(list, listed.get(list) ?? []).get(list)?.push(listedAs(id))
    },
    settle: (id, mentions) => {
      for (const { list, digest } of mentions) if (digest !== null) listings.get(list)?.set(digest, id)
    },
    handOver: () => {
      const whole = listings
      listings = new Map()
      return whole
    },
  }
}

// --- records

interface ListedRecord extends ParsedRecord {
  readonly mentions: readonly Mention[]
}

/** The articles of each list, as ListState has them. */
export type Listed = ReadonlyMap<string, readonly string[]>

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
  hints: NO_HINTS,
}

interface ReadRecords {
  readonly records: readonly DraftRecord[]
  readonly notes: readonly Note[]
}

/** Records that are known under another identity, as the articles that they are. */
async function recognized({ records, notes }: ReadRecords, also: AlsoListed, rules: Rules, keep: string | null, store: Store): Promise<ReadRecords & Omit<Recognition, 'items'>> {
  const { items, ...found } = await recognizeItems(records.map(({ derived }) => derived), rules, keep, store, also)
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
  return { derived, detailUrl: of?.detailUrl ?? null, mentions: of?.mentions ?? [] }
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
    const identity = identityOf(record, rules)
    const first = byIdentity.get(identity)
    byIdentity.set(identity, first === undefined ? record : merged(first, record))
  }
  return [...byIdentity.values()]
}

function identityOf({ item }: ParsedRecord, { refiner }: Rules): string {
  const url = permalinkOf(item, null)
  return refiner?.identify(item.guid, url) ?? item.guid ?? url ?? ''
}

/** Which of them counts is for their whole list to tell: they are read each time. */
function repeatedAmong(records: readonly ParsedRecord[], rules: Rules): ReadonlySet<ParsedRecord> {
  const byIdentity = Map.groupBy(records, (record) => identityOf(record, rules))
  return new Set([...byIdentity.values()].filter(({ length }) => length > 1).flat())
}

/** By another rule of identity a record waits to be another article than when it was listed. What is secret now need not have been then. */
function underRules({ url, ...listed }: PendingRecord, { sourceId, refiner, secrets }: Rules): PendingRecord {
  const item = redactAll(JSON.parse(listed.item) as ParsedItem, secrets)
  const record = { ...redactAll(listed, secrets), url, ...(secrets.length > 0 && { item: JSON.stringify(item) }) }
  return { ...record, id: articleId(sourceId, record.pinned ?? refiner?.identify(item.guid, permalinkOf(item, null)) ?? record.key) }
}

/** Articles that a list names otherwise than we do, perhaps beside their own name. */
function renamedAmong(records: readonly DraftRecord[]): ArticleId[] {
  return records.filter(({ derived: { raw } }) => raw.pinned !== undefined).map(({ derived: { article } }) => article.id)
}

function merged(first: ListedRecord, again: ListedRecord): ListedRecord {
  const item = { ...first.item, terms: withTerms(first.item.terms, again.item.terms) }
  return { item, detailUrl: first.detailUrl ?? again.detailUrl, mentions: [...first.mentions, ...again.mentions] }
}

/** Pages are read on as long as they bring what is neither an article nor waiting to be one. */
function newsFinder(pending: readonly PendingRecord[], rules: Rules, store: Store): (records: readonly ParsedRecord[]) => Promise<boolean> {
  const waiting = new Set(pending.map(({ id }) => id))
  return async (listed) => {
    const { records } = await wanted(readRecords(listed.map((record) => ({ ...record, mentions: [] })), rules), store)
    const known = await store.recognize(records.map(({ derived }) => derived.article.id))
    return records.some(({ derived }) => !known.has(derived.article.id) && !waiting.has(derived.article.id))
  }
}

async function loadKnown(store: Store, ids: readonly ArticleId[]): Promise<ReadonlyMap<ArticleId, StoredArticle>> {
  const entries = await store.loadEntries(ids)
  return new Map([...entries].map(([id, { stored }]) => [id, stored]))
}
