// What there is to publish and how much of it is there: settings, store and target compared. Reads only.

import { hash } from 'node:crypto'
import type { SourceId } from '../model/article.ts'
import { type DocumentRecord, MANIFEST_PATH } from '../model/document.ts'
import type { FeedKey, FeedSpec } from '../model/feed.ts'
import type { SourceState } from '../model/source.ts'
import type { Settings } from '../settings/settings.ts'
import type { Store } from '../store/store.ts'
import { orderOfLists, listPaths } from './assemble/lists.ts'
import { readManifest } from './assemble/manifest.ts'
import { SIBLINGS } from './deliver/compress.ts'
import type { OwnFile, Target } from './deliver/target.ts'
import { RENDER_VERSION } from './render/forms.ts'
import { archiveFolder } from './select/archive.ts'
import { type Attribution, attributionOf } from './select/entries.ts'
import type { EntrySource } from './select/entry.ts'
import { feedName, type PublishedFeed, selectFeeds } from './select/feeds.ts'
import { minutesBetweenRuns } from './select/schedule.ts'
import { MANIFEST_DIR, MANIFEST_HASH, RECORDED_DIR, RUN_IS_OPEN, TREE_MADE_WITH } from './setting-names.ts'

export interface Survey extends Tree, Work {
  readonly feeds: readonly PublishedFeed[] // every one
  readonly ttl: number // minutes
  readonly states: ReadonlyMap<SourceId, SourceState>
  readonly attribution: Attribution
  readonly made: MadeWith
  readonly begun: MadeWith | null // what is kept in place of it until the run has ended; null where nothing is
}

/** What is in the folder, and what of it is ours. */
interface Tree {
  readonly existing: ReadonlySet<string>
  readonly records: ReadonlyMap<string, DocumentRecord> // of what we wrote to this target
  readonly adopted: Hashes // what an earlier manifest tells of that is ours too
  readonly isManifestOurs: boolean // false: manifest.json is somebody else's
  readonly isBelieved: boolean // false: files are to be compared, or another store has written here since
  readonly isTrusted: boolean // false: not believed, or an earlier run did not end and a record may be ahead of its file
}

/** What is to be done. */
interface Work {
  readonly isRemade: boolean // true: whatever was written is assembled again
  readonly due: readonly PublishedFeed[] // those to assemble
  readonly feedsToClear: readonly FeedKey[] // from the store's list of feeds to rewrite, in the end
  readonly expected: ReadonlySet<string> // every file that is to be there, but the manifest and the archives of feeds that are due
  readonly listFiles: readonly string[] // those of them that tell of all feeds together
  readonly areListsCurrent: boolean // false: they are to be made anew, whether any feed is due or not
}

/** Paths, with the hash of the bytes that make a file ours. */
type Hashes = ReadonlyMap<string, string>

/** Everything that shapes the output and is not in an article. Kept from run to run, to see when it changes. */
interface MadeWith {
  readonly settings: string // fingerprint
  readonly lists?: string // fingerprint of what lists of feeds depend on beside those
  readonly entries: string // fingerprint of what all fragments depend on beside their sources
  readonly epoch: string // fingerprint of what fragments depend on; a source that is merely new does not change it
  readonly sources: Readonly<Record<string, string>> // fingerprint of what the config says of each source's attribution, also of those that left
}

/** @param compare  true: what is recorded of files is not believed, all are assembled and compared */
export async function survey(settings: Settings, store: Store, target: Target, compare = false): Promise<Survey> {
  const states = await store.loadSourceStates()
  const feeds = selectFeeds(settings, { states, terms: await store.loadTerms(), summaries: await store.loadFeeds() })
  const attribution = attributionOf(settings, states)
  const before = parseMade(await store.loadSetting(TREE_MADE_WITH))
  const made = makeAfter(before, settings, feeds, states, attribution)
  const tree = await surveyTree(settings, store, target, compare)
  return {
    ...tree,
    ...workIn(tree, settings, feeds, await store.loadFeedsToWrite(), before, made),
    feeds,
    ttl: minutesBetweenRuns(settings.schedule),
    states,
    attribution,
    made,
    begun: before === null ? null : begunFrom(before, made),
  }
}

async function surveyTree({ publish: { dir } }: Settings, store: Store, target: Target, compare: boolean): Promise<Tree> {
  const existing = await target.list()
  const isRecorded = (await store.loadSetting(RECORDED_DIR)) === dir
  const records = isRecorded ? await store.loadDocuments() : new Map<string, DocumentRecord>()
  const manifest = await loadManifest(existing, target, isRecorded ? await store.loadSetting(MANIFEST_HASH) : null)
  const isBelieved = !compare && !manifest.isOthers
  const isTrusted = isBelieved && (await store.loadSetting(RUN_IS_OPEN)) !== 'yes'
  const told = manifest.isLast && isTrusted ? new Map<string, string>() : manifest.read() // what we wrote last tells of nothing but our records
  const adopted = await findAdopted(records, told ?? new Map(), existing, target)
  const isManifestOurs = told !== null || !existing.has(MANIFEST_PATH) || (await store.loadSetting(MANIFEST_DIR)) === dir
  return { existing, records, adopted, isManifestOurs, isBelieved, isTrusted }
}

/** @param changed  feeds that the store lists to be rewritten */
function workIn(tree: Tree, settings: Settings, feeds: readonly PublishedFeed[], changed: readonly FeedKey[], before: MadeWith | null, made: MadeWith): Work {
  const filesOf = fileLister(settings, tree.records)
  const isThere = (path: string): boolean => tree.records.has(path) && tree.existing.has(path)
  const isRemade = !tree.isBelieved || before === null || isMadeOtherwise(before, made)
  const due = isRemade ? feeds : dueFeeds(feeds, changed, filesOf, isThere)
  const isDue = new Set(due)
  const feedFiles = feeds.flatMap((feed) => (isDue.has(feed) ? livePaths(feed.spec, settings) : filesOf(feed.spec)))
  const listFiles = listPaths(settings, feeds, (path) => isForeign(path, tree)).flatMap((path) => withSiblings(path, settings))
  return {
    isRemade,
    due,
    feedsToClear: [...changed, ...due.map(({ spec }) => spec.key)],
    expected: new Set([...feedFiles, ...listFiles]),
    listFiles,
    areListsCurrent: before?.lists === made.lists,
  }
}

/** Whether nothing at all is to be done. */
export function isComplete(found: Survey): boolean {
  const { due, areListsCurrent, existing, expected } = found
  return due.length === 0 && areListsCurrent && existing.has(MANIFEST_PATH) && [...expected].every((path) => existing.has(path)) && goneFiles(found, expected).length === 0
}

/** There, and not written by us. */
export function isForeign(path: string, found: Pick<Tree, 'existing' | 'records' | 'adopted'>): boolean {
  return found.existing.has(path) && !isOurs(path, found)
}

export function isOurs(path: string, { records, adopted }: Pick<Tree, 'records' | 'adopted'>): boolean {
  return records.has(path) || adopted.has(path)
}

/** Ours, but published no longer. */
export function goneFiles({ records, adopted }: Tree, expected: ReadonlySet<string>): OwnFile[] {
  const paths = new Set([...records.keys(), ...adopted.keys()].filter((path) => !expected.has(path)))
  return [...paths].map((path) => ({ path, hashes: new Set([records.get(path)?.sha256, adopted.get(path)].filter((known) => known !== undefined)) }))
}

/** The files of a feed that is not due: its live documents, and the archive pages that we wrote of it. Each is asked for more than once. */
function fileLister(settings: Settings, records: ReadonlyMap<string, DocumentRecord>): (spec: FeedSpec) => string[] {
  const archived = Map.groupBy(records.keys(), (path) => path.slice(0, path.lastIndexOf('/') + 1))
  const pages = ({ path, formerPaths }: FeedSpec): readonly string[] =>
    settings.publish.archive ? [path, ...formerPaths].flatMap((address) => archived.get(archiveFolder(address)) ?? []) : []
  const known = new Map<FeedSpec, string[]>()
  return (spec) => {
    const files = known.get(spec) ?? [...livePaths(spec, settings), ...pages(spec)]
    known.set(spec, files)
    return files
  }
}

/** The live documents of a feed: its addresses, past ones too, in every format, with their siblings. */
export function livePaths({ path, formerPaths }: FeedSpec, settings: Settings): string[] {
  const addresses = [path, ...formerPaths]
  return addresses.flatMap((address) => filesAt(address, settings))
}

/** A document in every format, with siblings. */
export function filesAt(address: string, settings: Settings): string[] {
  return settings.publish.formats.flatMap((format) => withSiblings(`${address}.${format}`, settings))
}

function withSiblings(file: string, { publish }: Settings): string[] {
  return publish.precompress ? [file, ...SIBLINGS.map((sibling) => `${file}.${sibling}`)] : [file]
}

/** Those that the store lists, and those with a file missing: new ones that hold nothing yet, or one that somebody deleted. */
function dueFeeds(
  feeds: readonly PublishedFeed[],
  changed: readonly FeedKey[],
  filesOf: (spec: FeedSpec) => readonly string[],
  isThere: (path: string) => boolean,
): PublishedFeed[] {
  const names = new Set(changed.map(feedName))
  return feeds.filter(({ spec }) => names.has(feedName(spec.key)) || !filesOf(spec).every(isThere))
}

interface Manifest {
  readonly isLast: boolean // we wrote it, in our last run
  readonly isOthers: boolean // another store has written here since, or a later state of this one: records may tell of files that are others by now
  read(): Hashes | null // null: it is none of ours
}

/** @param last  hash of the one that we wrote last; null where that is not known */
async function loadManifest(existing: ReadonlySet<string>, target: Target, last: string | null): Promise<Manifest> {
  const bytes = existing.has(MANIFEST_PATH) ? await target.read(MANIFEST_PATH) : null
  const isLast = bytes !== null && hash('sha256', bytes) === last
  return { isLast, isOthers: last !== null && !isLast, read: () => (bytes === null ? null : readManifest(Buffer.from(bytes).toString('utf8'))) }
}

/** What a manifest tells of beyond our records: on its word alone a file is ours only while it has the bytes that it tells of. */
async function findAdopted(records: ReadonlyMap<string, DocumentRecord>, manifest: Hashes, existing: ReadonlySet<string>, target: Target): Promise<Hashes> {
  const adopted = new Map<string, string>()
  for (const [path, sha256] of manifest) {
    const known = records.get(path)
    const bytes = known === undefined && existing.has(path) ? await target.read(path) : null
    const isThere = bytes !== null && hash('sha256', bytes) === sha256
    if (isThere || (known !== undefined && known.sha256 !== sha256)) adopted.set(path, sha256)
  }
  return adopted
}

// --- what shapes the output

/** What a source calls itself is in the stamps of its entries; which parts of that are kept secret is not. */
function makeAfter(
  before: MadeWith | null,
  settings: Settings,
  feeds: readonly PublishedFeed[],
  states: ReadonlyMap<SourceId, SourceState>,
  attribution: Attribution,
): MadeWith {
  const { site, publish } = settings
  const configured = attributionOf(settings, new Map())
  const open = settings.secrets.length === 0 ? attribution : attributionOf({ ...settings, secrets: [] }, states)
  const hidden = (id: SourceId): string[] => fieldsThatDiffer(attribution.sources.get(id), open.sources.get(id))
  const sources = feeds.filter(({ spec }) => spec.key.kind === 'source').map(({ spec }) => spec.key.of as SourceId)
  const shown = (id: SourceId): unknown => [configured.sources.get(id), configured.rights.get(id), hidden(id)]
  const fingerprints = sources.map((id) => [id, fingerprint(shown(id))] as const)
  const known: Record<string, string> = { ...before?.sources, ...Object.fromEntries(fingerprints) }
  const shape = fingerprint([RENDER_VERSION, site, minutesBetweenRuns(settings.schedule), publish.formats, publish.limit, publish.window, publish.precompress, publish.archive])
  const entries = fingerprint([RENDER_VERSION, site])
  const isKept = before !== null && before.entries === entries && Object.entries(before.sources).every(([id, old]) => known[id] === old)
  return { settings: shape, lists: fingerprint(orderOfLists(settings, feeds)), entries, epoch: isKept ? before.epoch : fingerprint([entries, known]), sources: known }
}

/**
 * Of a run that does not end some files are as it made them: where that is otherwise than before, the next one makes all anew, though the
 * settings may be those of before again by then; and it knows how sources were shown that were new.
 */
function begunFrom(before: MadeWith, made: MadeWith): MadeWith {
  const isSame = !isMadeOtherwise(before, made) && before.lists === made.lists
  return { ...before, settings: isSame ? before.settings : '', sources: { ...made.sources, ...before.sources } }
}

function fieldsThatDiffer(one: EntrySource | undefined, other: EntrySource | undefined): string[] {
  const known = new Map(Object.entries(other ?? {}))
  return Object.entries(one ?? {}).flatMap(([field, value]) => (known.get(field) === value ? [] : [field]))
}

function isMadeOtherwise(before: MadeWith, made: MadeWith): boolean {
  return before.settings !== made.settings || before.epoch !== made.epoch
}

function parseMade(text: string | null): MadeWith | null {
  return text === null ? null : (JSON.parse(text) as MadeWith)
}

function fingerprint(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url').slice(0, 16)
}
