// The records of a JSON API on their way into the store: each once, told from what is known of it, saved some at a time.

import type { ArticleId } from '../model/article.ts'
import type { Clock } from '../model/clock.ts'
import type { Note } from '../model/note.ts'
import type { JsonSource, PendingRecord, SourceState } from '../model/source.ts'
import type { Arrival, Saved, Store, StoredArticle } from '../store/store.ts'
import { publicUrl } from './document.ts'
import { type Derived, normalizeFeed, type Rules } from './normalize/normalize.ts'
import { type ParsedRecord, withTerms } from './parse/json/records.ts'
import type { ParsedChannel } from './parse/parsed.ts'
import { listedAs, ruleOf } from './recognize/keep.ts'
import { digestOf, NO_LISTING } from './recognize/listing.ts'
import { type AlsoListed, type Names, NO_NAMES, type Recognition, recognizeItems } from './recognize/recognize.ts'
import { type DraftRecord, type Mention, sortOut } from './recognize/records.ts'

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

/**
 * Records on their way into the store, so many at a time that memory does not grow with the lists. Lists of one run that are not long
 * are one batch: an article in two of them comes in once.
 */
export function openIntake(source: JsonSource, state: SourceState, rules: Rules, { store, now, secrets }: IntakeEdges): Intake {
  const bases = new Set(source.urls.map((url) => publicUrl(url, secrets) ?? ''))
  const notes: Note[] = []
  const saved = { new: 0, updated: 0, retracted: 0 }
  const listed = new Map<string, string[]>()
  const listings = new Map<string, Map<string, ArticleId>>()
  const items = new Set<ArticleId>()
  let held: ListedRecord[] = []
  let passed: ArticleId[] = [] // unchanged, beside those that are held
  let waiting = state.pending
  const save = async (arrivals: readonly Arrival[], after: SourceState | null, { renamings, aliases }: Names = NO_NAMES): Promise<Saved> => {
    const whole = after !== null && { listings }
    const batch = { sourceId: source.id, seenAt: now(), arrivals, removed: [], files: [], forgottenFiles: [], renamings, aliases, ...whole, state: after }
    const { new: added, updated } = await store.save(batch)
    saved.new += added
    saved.updated += updated
    return saved
  }
  const note = (id: ArticleId, mentions: readonly Mention[]): void => {
    items.add(id)
    for (const { list } of mentions) listed.set(list, listed.get(list) ?? []).get(list)?.push(listedAs(id))
  }
  /** It need not be read again as long as it says the same. */
  const settleMentions = (id: ArticleId, mentions: readonly Mention[]): void => {
    for (const { list, digest } of mentions) listings.get(list)?.set(digest, id)
  }
  const flush = async (): Promise<void> => {
    const { retracted, ...asked } = await wanted(readRecords(held, rules), store)
    const read = await recognized(asked, { waiting, unchanged: passed }, rules, ruleOf(source.keep), store)
    held = []
    passed = []
    const known = await loadKnown(store, read.records.map(({ derived }) => derived.article.id))
    const pending = new Map(waiting.map((record) => [read.renumbered.get(record.id) ?? record.id, record]))
    const sorted = sortOut(source, read.records, known, pending, rules, bases)
    waiting = sorted.waiting
    notes.push(...read.notes, ...sorted.notes)
    saved.retracted += retracted
    const unsettled = new Set(waiting.map(({ id }) => id))
    for (const { derived: { article, raw }, mentions } of read.records) {
      note(article.id, mentions)
      if (!unsettled.has(article.id) && raw.pinned === undefined) settleMentions(article.id, mentions)
    }
    if (sorted.arrivals.length + read.renamings.length + read.aliases.length > 0) await save(sorted.arrivals, null, read)
  }
  return {
    bringsNews: newsFinder(state, rules, store),
    async take(records, list) {
      listings.set(list, listings.get(list) ?? new Map())
      const before = state.derivation === null ? NO_LISTING : await store.loadListing(source.id, list)
      const unsettled = new Set(waiting.map(({ id }) => id))
      for (const record of records) {
        const mentions = [{ list, digest: digestOf(record.item, record.detailUrl ?? '') }]
        const id = before.get(mentions[0]?.digest ?? '')
        if (id === undefined || unsettled.has(id)) {
          held.push({ ...record, mentions })
          continue
        }
        passed.push(id)
        note(id, mentions)
        settleMentions(id, mentions)
      }
      if (held.length >= BATCH) await flush()
    },
    async close() {
      await flush()
      return { waiting, items: items.size, notes, listed, retracted: saved.retracted }
    },
    save,
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
  hints: { ttl: null, updatePeriod: null, updateFrequency: null, skipHours: [], skipDays: [] },
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
  return { ...first, item, mentions: [...first.mentions, ...again.mentions] }
}

/** Pages are read on as long as they bring what is neither an article nor waiting to be one. */
function newsFinder({ pending }: SourceState, rules: Rules, store: Store): (records: readonly ParsedRecord[]) => Promise<boolean> {
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
