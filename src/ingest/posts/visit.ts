// What a folder of posts came to since the last visit: read what changed, parse, derive, save. Only files whose size, time or bytes changed
// are read again.

import type { ArticleId, EpochMs } from '../../model/article.ts'
import type { Clock } from '../../model/clock.ts'
import { lacksAmong, type Note, retractedNotes } from '../../model/note.ts'
import type { PostsSource, SourceState } from '../../model/source.ts'
import type { Arrival, FileRecord, Store } from '../../store/store.ts'
import { batchesOf, type FolderScan, type PostFile } from '../fetch/posts.ts'
import type { Rules } from '../normalize/normalize.ts'
import { remembered } from '../plan/history.ts'
import { isStale, type LinkFinder, linkFinder, type References } from './links.ts'
import { type MadePost, preparePosts, type PrepareElsewhere, type PreparedPost, type PostTask } from './prepare.ts'

/** A file written this shortly before we looked may have changed again within one tick of its clock. */
const SETTLED_AFTER = 2000 // ms
// The more posts a transaction saves, the less often the same index pages are written.
const MAX_SAVED_BYTES = 12 * 1024 * 1024
const MAX_SAVED_FILES = 3000
/** From so many posts on other threads prepare them: to start one takes as long as to prepare a thousand. */
const MANY = 2000

export interface PostsEdges {
  readonly store: Store
  readonly now: Clock
  readonly signal: AbortSignal
  readonly prepareElsewhere?: PrepareElsewhere // absent: there are no other threads
}

/** What a visit came to. */
export interface PostsVisit {
  readonly items: number // posts that are articles
  readonly new: number
  readonly updated: number
  readonly removed: number
  readonly notes: readonly Note[]
}

/** A folder as it was found. */
export interface Scanned {
  readonly source: PostsSource
  readonly rules: Rules
  readonly now: EpochMs // before it was looked at
  readonly visited: SourceState // after a visit that went well
  readonly listing: FolderScan
  readonly derivation: string // fingerprint of all that decides what a file becomes
  readonly digest: string // of the listing
}

/** Brings the store in line with it; `ingestPosts` tells how, and what it throws. */
export async function takeIn(scanned: Scanned, state: SourceState, edges: PostsEdges): Promise<PostsVisit> {
  const { source, derivation, listing } = scanned
  // Before anything is saved: a visit that is cut short must not leave a digest that the folder could come back to.
  if (state.bodyHash !== null) await edges.store.saveSourceState(source.id, { ...state, bodyHash: null })
  const visit = await beginVisit(scanned, edges.store)
  const changed = state.derivation === derivation ? changedFiles(visit, state.lastVisitAt) : listing.files
  const saved = { new: 0, updated: 0 }
  const save = async ({ arrivals, files }: Taken): Promise<void> => {
    await saveReferences(visit, edges.store, false)
    const { new: added, updated, retracted } = await edges.store.save({ ...emptyBatch(visit), arrivals: [...arrivals.values()], files })
    visit.notes.push(...retractedNotes(retracted))
    saved.new += added
    saved.updated += updated
  }
  let taken = nothingTaken()
  for await (const batch of prepareAll(visit, changed, state.derivation !== derivation, edges)) {
    edges.signal.throwIfAborted()
    for (const prepared of batch) take(visit, taken, prepared)
    if (!isFull(taken)) continue
    await save(taken)
    taken = nothingTaken()
  }
  if (taken.files.length + taken.arrivals.size > 0) await save(taken)
  const gone = goneFrom(visit)
  for (const path of gone.forgottenFiles) visit.references.byPath.delete(path)
  const changes = saved.new + saved.updated + gone.removed.length
  await edges.store.save({ ...emptyBatch(visit), ...gone, state: stateAfter(visit, scanned, changes > 0) })
  await saveReferences(visit, edges.store, true)
  return { items: visit.claims.size, ...saved, removed: gone.removed.length, notes: visit.notes }
}

async function beginVisit({ source, rules, now, listing }: Scanned, store: Store): Promise<FolderVisit> {
  const { files } = listing
  const known = await store.loadFiles(source.id)
  const visit: FolderVisit = {
    source,
    rules,
    now,
    known,
    files,
    linksOf: linkFinder(source, files, now),
    references: await loadReferences(source, store),
    unread: unreadOf(known, listing),
    claims: new Map(),
    late: new Map(),
    notes: [...listing.notes],
    relinked: new Set(),
    restless: new Set(listing.unread),
  }
  for (const path of visit.unread) claim(visit, known.get(path)?.articleId ?? null, path)
  return visit
}

/** What is known of the folder, and what this visit has found so far. */
interface FolderVisit {
  readonly source: PostsSource
  readonly rules: Rules
  readonly now: EpochMs
  readonly known: ReadonlyMap<string, FileRecord>
  readonly files: readonly PostFile[]
  readonly claims: Map<ArticleId, string> // which file each article is from
  readonly late: Map<string, FileRecord> // records to be saved last: until then the old ones say what is to be removed
  readonly notes: Note[]
  readonly linksOf: LinkFinder
  readonly references: KnownReferences
  readonly relinked: Set<string> // files to be read again although they did not change: what they link to did
  readonly unread: ReadonlySet<string> // known files that may be there still, in a folder that could not be read
  readonly restless: Set<string> // files that the next visit has to look at, be the folder as it is now
}

/** Of files that ask for the links of others. */
interface KnownReferences {
  readonly byPath: Map<string, References>
  readonly touched: Set<string> // files whose references this visit found
  saved: string
}

const UNSETTLED = '?' // in place of a link, while the article that shows it may not be saved yet: it is looked up again after a killed run

function referencesName({ id }: PostsSource): string {
  return `posts.references.${id}`
}

async function loadReferences(source: PostsSource, store: Store): Promise<KnownReferences> {
  const saved = (await store.loadSetting(referencesName(source))) ?? '[]'
  return { byPath: new Map(JSON.parse(saved) as [string, References][]), touched: new Set(), saved }
}

function unsettled(references: References): References {
  return Object.fromEntries(Object.keys(references).map((name) => [name, UNSETTLED]))
}

/** Before the articles of a batch, and once more, as settled, after the last of them. */
async function saveReferences({ source, references }: FolderVisit, store: Store, isSettled: boolean): Promise<void> {
  const entries = [...references.byPath].map(([path, found]) => [path, isSettled || !references.touched.has(path) ? found : unsettled(found)])
  const text = JSON.stringify(entries)
  if (text === references.saved) return
  await store.saveSetting(referencesName(source), text)
  references.saved = text
}

function unreadOf(known: ReadonlyMap<string, FileRecord>, { files, unread }: FolderScan): ReadonlySet<string> {
  if (unread.length === 0) return new Set()
  const read = new Set(files.map(({ path }) => path))
  return new Set([...known.keys()].filter((path) => !read.has(path) && unread.some((at) => path === at || path.startsWith(`${at}/`))))
}

/** The files to read; the articles of all others are claimed for them. */
function changedFiles(visit: FolderVisit, lastVisitAt: EpochMs | null): readonly PostFile[] {
  const isKept = (file: PostFile): boolean => {
    const record = visit.known.get(file.path)
    return record !== undefined && !isChanged(file, record, visit.now, lastVisitAt)
  }
  const changed = new Set(visit.files.filter((file) => !isKept(file)))
  const isUnsettled = visit.references.saved.includes(`"${UNSETTLED}"`)
  if (changed.size > 0 || isUnsettled || visit.files.length !== visit.known.size) findRelinked(visit, changed)
  for (const file of visit.files) {
    const record = changed.has(file) ? undefined : visit.known.get(file.path)
    const articleId = record?.articleId ?? null
    if (record !== undefined) noteRestless(visit, record)
    if (articleId !== null) visit.claims.set(articleId, file.path)
  }
  return visit.files.filter((file) => changed.has(file))
}

/** Adds the files that link to posts whose address is another now. */
function findRelinked({ files, references, relinked, linksOf }: FolderVisit, changed: Set<PostFile>): void {
  if (references.byPath.size === 0) return
  for (const file of files) {
    const before = references.byPath.get(file.path)
    if (before === undefined || changed.has(file) || !isStale(before, linksOf)) continue
    changed.add(file)
    relinked.add(file.path)
  }
}

/** A record without a hash is that of a bad file: it is read in every run, so that its complaint is heard in every run. */
function isChanged(file: PostFile, record: FileRecord, now: EpochMs, lastVisitAt: EpochMs | null): boolean {
  if (record.sha256 === '' || record.size !== file.size || record.modifiedAt !== file.modifiedAt) return true
  return isDue(record, now) || (lastVisitAt !== null && file.modifiedAt > lastVisitAt - SETTLED_AFTER)
}

/** A post that is bad, that becomes due, or that may have changed since within one tick of its clock. */
function noteRestless({ restless, now }: FolderVisit, { path, sha256, dueAt, modifiedAt }: FileRecord): void {
  if (sha256 === '' || dueAt !== null || modifiedAt > now - SETTLED_AFTER) restless.add(path)
}

function isDue({ dueAt }: FileRecord, now: EpochMs): boolean {
  return dueAt !== null && dueAt <= now
}

/** What one transaction saves. */
interface Taken {
  readonly arrivals: Map<ArticleId, Arrival>
  readonly files: FileRecord[]
  bytes: number // of what the arrivals are made from
}

function nothingTaken(): Taken {
  return { arrivals: new Map(), files: [], bytes: 0 }
}

function isFull({ files, bytes }: Taken): boolean {
  return bytes >= MAX_SAVED_BYTES || files.length >= MAX_SAVED_FILES
}

function* tasksOf({ source, rules, now, known, relinked }: FolderVisit, files: readonly PostFile[], anew: boolean): Generator<PostTask> {
  const knownHash = (path: string): string | null => {
    const record = anew || relinked.has(path) ? undefined : known.get(path)
    return record === undefined || isDue(record, now) ? null : record.sha256
  }
  for (const batch of batchesOf(files)) yield { source, rules, now, posts: batch.map((file) => ({ file, knownHash: knownHash(file.path) })) }
}

/** What becomes of the files, batch after batch in their order: by other threads where that is worth starting them. */
async function* prepareAll(visit: FolderVisit, files: readonly PostFile[], anew: boolean, edges: PostsEdges): AsyncGenerator<readonly PreparedPost[]> {
  const tasks = tasksOf(visit, files, anew)
  if (edges.prepareElsewhere !== undefined && files.length >= MANY && visit.rules.refiner === null) yield* edges.prepareElsewhere(tasks)
  else for (const task of tasks) yield preparePosts(task, visit.linksOf)
}

function take(visit: FolderVisit, taken: Taken, prepared: PreparedPost): void {
  const { record, arrival } = settle(visit, prepared)
  noteRestless(visit, record)
  if (arrival !== null) {
    taken.arrivals.set(arrival.article.id, arrival)
    taken.bytes += arrival.raw.length
  }
  const before = visit.known.get(record.path)?.articleId ?? null
  if (before === null || before === record.articleId) taken.files.push(record)
  else visit.late.set(record.path, record)
}

interface SettledPost {
  readonly record: FileRecord
  readonly arrival: Arrival | null
}

function settle(visit: FolderVisit, { file, sha256, outcome }: PreparedPost): SettledPost {
  const before = visit.known.get(file.path)
  if (outcome.kind === 'linked') return settleHere(visit, file)
  if (outcome.kind === 'bad') return bad(visit, file, outcome.notes)
  if (outcome.kind === 'post') return settlePost(visit, file, sha256, outcome)
  if (outcome.kind === 'same') {
    if (before === undefined || !claim(visit, before.articleId, file.path)) return settleHere(visit, file)
    return { record: { ...before, size: file.size, modifiedAt: file.modifiedAt }, arrival: null }
  }
  visit.notes.push(...outcome.notes)
  const dueAt = outcome.kind === 'future' ? outcome.dueAt : null
  return { record: { ...file, sha256: outcome.kind === 'skipped' ? '' : sha256, articleId: null, dueAt }, arrival: null }
}

/** Once more, whatever is known of its bytes, and where the links of all posts can be found. */
function settleHere(visit: FolderVisit, file: PostFile): SettledPost {
  const { source, rules, now, linksOf } = visit
  const [prepared] = preparePosts({ source, rules, now, posts: [{ file, knownHash: null }] }, linksOf)
  return settle(visit, prepared ?? { file, sha256: '', outcome: { kind: 'bad', notes: [] } })
}

function settlePost(visit: FolderVisit, file: PostFile, sha256: string, { arrival, link, expiresAt, references, notes, textNotes }: MadePost): SettledPost {
  visit.references.touched.add(file.path)
  if (Object.keys(references).length > 0) visit.references.byPath.set(file.path, references)
  else visit.references.byPath.delete(file.path)
  const { id } = arrival.article
  if (!claim(visit, id, file.path)) {
    const message = `${file.path}:1:1: link: ${visit.claims.get(id)} has the same address, ${link}; give one of them another`
    return bad(visit, file, [...notes, { code: 'post.invalid', message }])
  }
  visit.notes.push(...notes, ...textNotes)
  return { record: { ...file, sha256, articleId: id, dueAt: expiresAt }, arrival }
}

/** The first in path order has the article; another file that had it is read again in the next run, and complained of. */
function claim(visit: FolderVisit, id: ArticleId | null, path: string): boolean {
  const holder = id === null ? undefined : visit.claims.get(id)
  if (holder !== undefined && holder < path) return false
  if (id !== null) visit.claims.set(id, path)
  if (holder !== undefined && holder !== path) dispossess(visit, holder, path)
  return true
}

function dispossess(visit: FolderVisit, holder: string, path: string): void {
  const record = visit.known.get(holder)
  if (record !== undefined) visit.late.set(holder, { ...record, sha256: '', articleId: null, dueAt: null })
  visit.restless.add(holder)
  visit.notes.push({ code: 'post.invalid', message: `${holder}:1:1: link: ${path} has the same address; give one of them another` })
}

/** A bad post keeps what it made before, unless another file has that now. */
function bad(visit: FolderVisit, file: PostFile, notes: readonly Note[]): SettledPost {
  const before = visit.known.get(file.path)?.articleId ?? null
  const kept = before !== null && claim(visit, before, file.path) ? before : null
  visit.notes.push(...notes.map((note) => (kept === null || note.code !== 'post.invalid' ? note : { ...note, message: `${note.message} (what it said before stays published)` })))
  return { record: { ...file, sha256: '', articleId: kept, dueAt: null }, arrival: null }
}

/** Articles that no file has now, with the records that tell of them. */
function goneFrom(visit: FolderVisit): { removed: ArticleId[]; files: FileRecord[]; forgottenFiles: string[] } {
  const present = new Set([...visit.files.map(({ path }) => path), ...visit.unread])
  const removed = new Set<ArticleId>()
  for (const { articleId } of visit.known.values()) if (articleId !== null && !visit.claims.has(articleId)) removed.add(articleId)
  return {
    removed: [...removed],
    files: [...visit.late.values()],
    forgottenFiles: visit.known.keys().filter((path) => !present.has(path)).toArray(),
  }
}

function emptyBatch({ source, now }: FolderVisit) {
  return { sourceId: source.id, seenAt: now, arrivals: [], removed: [], files: [], forgottenFiles: [], state: null }
}

function stateAfter({ claims, restless, notes }: FolderVisit, { now, visited, derivation, digest }: Scanned, isChanged: boolean): SourceState {
  const history = remembered(visited.history, now, { outcome: isChanged ? 'ingested' : 'unchanged', http: null })
  return {
    ...visited,
    history,
    changedAt: isChanged ? now : visited.changedAt,
    derivation,
    bodyHash: restless.size === 0 ? digest : null,
    items: claims.size,
    lacks: lacksAmong(notes),
  }
}
