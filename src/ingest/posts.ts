// One visit to a folder of posts: scan, read what changed, parse, derive, save. Only files whose size, time or bytes changed are read again.

import { hash } from 'node:crypto'
import type { ArticleId, EpochMs } from '../model/article.ts'
import type { Clock } from '../model/clock.ts'
import type { Note } from '../model/note.ts'
import type { PostsSource, SourceState } from '../model/source.ts'
import type { Arrival, FileRecord, Store } from '../store/store.ts'
import { type PostBytes, type PostFile, readPosts, scanPosts } from './fetch/posts.ts'
import { retractedNotes } from './document.ts'
import { bytesOfPost } from './normalize/kept.ts'
import type { Rules } from './normalize/normalize.ts'
import { derivePost, rawPost, withoutTemplates } from './normalize/post-body.ts'
import { findReferences, isStale, type LinkFinder, linkFinder, type References, resolved } from './post-links.ts'
import { readPostFile, type ReadPostResult } from './parse/post/post.ts'
import { derivationOf } from './rules.ts'

/** Raised whenever the same file would become another article; every store then reads its posts anew, once. */
const POSTS_VERSION = 1
/** A file written this shortly before we looked may have changed again within one tick of its clock. */
const SETTLED_AFTER = 2000 // ms

export interface PostsEdges {
  readonly store: Store
  readonly now: Clock
  readonly signal: AbortSignal
}

/** What a visit came to. */
export interface PostsVisit {
  readonly items: number // posts that are articles
  readonly new: number
  readonly updated: number
  readonly removed: number
  readonly notes: readonly Note[]
}

/**
 * Brings the store in line with a folder of posts.
 * A post that cannot be read keeps the article it made before; of two with one id the first in path order stays.
 * @throws FeedmillError `fetch.missing_file`, `store.*`; the signal's reason when it is aborted
 */
export async function ingestPosts(source: PostsSource, state: SourceState, rules: Rules, edges: PostsEdges): Promise<PostsVisit> {
  const now = edges.now()
  const derivation = fingerprintOf(source, rules)
  const listing = await scanPosts(source)
  const known = await edges.store.loadFiles(source.id)
  const linksOf = linkFinder(source, listing.files, now)
  const references = await loadReferences(source, edges.store)
  const visit: Visit = { source, rules, now, known, files: listing.files, claims: new Map(), late: new Map(), notes: [...listing.notes], linksOf, references, relinked: new Set() }
  const changed = state.derivation === derivation ? changedFiles(visit, state.lastVisitAt) : listing.files
  const saved = { new: 0, updated: 0 }
  for (const batch of readPosts(source, changed)) {
    edges.signal.throwIfAborted()
    const taken = takeBatch(visit, batch, state.derivation !== derivation)
    await saveReferences(visit, edges.store, false)
    const { new: added, updated, retracted } = await edges.store.save({ ...emptyBatch(visit), ...taken })
    visit.notes.push(...retractedNotes(retracted))
    saved.new += added
    saved.updated += updated
  }
  const gone = goneFrom(visit)
  for (const path of gone.forgottenFiles) visit.references.byPath.delete(path)
  await edges.store.save({ ...emptyBatch(visit), ...gone, state: stateAfter(state, visit, derivation) })
  await saveReferences(visit, edges.store, true)
  return { items: visit.claims.size, ...saved, removed: gone.removed.length, notes: visit.notes }
}

interface Visit {
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
async function saveReferences({ source, references }: Visit, store: Store, isSettled: boolean): Promise<void> {
  const entries = [...references.byPath].map(([path, found]) => [path, isSettled || !references.touched.has(path) ? found : unsettled(found)])
  const text = JSON.stringify(entries)
  if (text === references.saved) return
  await store.saveSetting(referencesName(source), text)
  references.saved = text
}

/** Everything that decides what a file becomes. */
function fingerprintOf(source: PostsSource, rules: Rules): string {
  // What the rules make of a post is derived from its raw text (derive.ts) and needs no file; the rest decides how files are read.
  const { id: _id, title: _title, enabled: _enabled, path: _path, authorsFile: _file, categories: _categories, tags: _tags, rights: _rights, ...reading } = source
  return `${derivationOf(rules)}:${hash('sha256', JSON.stringify([POSTS_VERSION, reading]))}`
}

/** The files to read; the articles of all others are claimed for them. */
function changedFiles(visit: Visit, lastVisitAt: EpochMs | null): readonly PostFile[] {
  const isKept = (file: PostFile): boolean => {
    const record = visit.known.get(file.path)
    return record !== undefined && !isChanged(file, record, visit.now, lastVisitAt)
  }
  const changed = new Set(visit.files.filter((file) => !isKept(file)))
  const isUnsettled = visit.references.saved.includes(`"${UNSETTLED}"`)
  if (changed.size > 0 || isUnsettled || visit.files.length !== visit.known.size) findRelinked(visit, changed)
  for (const file of visit.files) {
    const articleId = changed.has(file) ? null : (visit.known.get(file.path)?.articleId ?? null)
    if (articleId !== null) visit.claims.set(articleId, file.path)
  }
  return visit.files.filter((file) => changed.has(file))
}

/** Adds the files that link to posts whose address is another now. */
function findRelinked({ files, references, relinked, linksOf }: Visit, changed: Set<PostFile>): void {
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

function isDue({ dueAt }: FileRecord, now: EpochMs): boolean {
  return dueAt !== null && dueAt <= now
}

interface Taken {
  readonly arrivals: readonly Arrival[]
  readonly files: readonly FileRecord[]
}

function takeBatch(visit: Visit, batch: readonly PostBytes[], anew: boolean): Taken {
  const arrivals = new Map<ArticleId, Arrival>()
  const files: FileRecord[] = []
  for (const read of batch) {
    const { record, arrival } = takeFile(visit, read, anew)
    if (arrival !== null) arrivals.set(arrival.article.id, arrival)
    const before = visit.known.get(record.path)?.articleId ?? null
    if (before === null || before === record.articleId) files.push(record)
    else visit.late.set(record.path, record)
  }
  return { arrivals: [...arrivals.values()], files }
}

interface TakenFile {
  readonly record: FileRecord
  readonly arrival: Arrival | null
}

function takeFile(visit: Visit, { file, bytes, reason }: PostBytes, anew: boolean): TakenFile {
  if (bytes === null) return bad(visit, file, [{ code: 'post.invalid', message: `${file.path}:1:1: ${reason}` }])
  const sha256 = hash('sha256', bytes)
  const before = visit.known.get(file.path)
  if (!anew && !visit.relinked.has(file.path) && before?.sha256 === sha256 && !isDue(before, visit.now) && claim(visit, before.articleId, file.path)) {
    return { record: { ...before, size: file.size, modifiedAt: file.modifiedAt }, arrival: null }
  }
  const result = readPostFile(bytes, file.path, visit.source, { now: visit.now, modifiedAt: file.modifiedAt })
  return takeResult(visit, file, sha256, result)
}

function takeResult(visit: Visit, file: PostFile, sha256: string, result: ReadPostResult): TakenFile {
  if (result.kind === 'invalid') return bad(visit, file, result.notes)
  const record: FileRecord = { ...file, sha256, articleId: null, dueAt: result.kind === 'future' ? result.dueAt : null }
  if (result.kind !== 'post') {
    visit.notes.push(...result.notes)
    return { record: result.kind === 'skipped' ? { ...record, sha256: '' } : record, arrival: null }
  }
  const references = findReferences(result.body.text, visit.linksOf)
  visit.references.touched.add(file.path)
  if (Object.keys(references).length > 0) visit.references.byPath.set(file.path, references)
  else visit.references.byPath.delete(file.path)
  const body = { ...result.body, links: resolved(references) }
  const raw = rawPost(result.item, body)
  const { article, notes, complete } = derivePost(raw, visit.rules)
  if (!claim(visit, article.id, file.path)) {
    const message = `${file.path}:1:1: link: ${visit.claims.get(article.id)} has the same address, ${body.base}; give one of them another`
    return bad(visit, file, [...result.notes, { code: 'post.invalid', message }])
  }
  visit.notes.push(...result.notes, ...notes, ...withoutTemplates(body.text, body).notes)
  return { record: { ...record, articleId: article.id, dueAt: result.expiresAt }, arrival: { article, raw: bytesOfPost(raw), complete } }
}

/** The first in path order has the article; another file that had it is read again in the next run, and complained of. */
function claim(visit: Visit, id: ArticleId | null, path: string): boolean {
  const holder = id === null ? undefined : visit.claims.get(id)
  if (holder !== undefined && holder < path) return false
  if (id !== null) visit.claims.set(id, path)
  if (holder !== undefined && holder !== path) dispossess(visit, holder, path)
  return true
}

function dispossess(visit: Visit, holder: string, path: string): void {
  const record = visit.known.get(holder)
  if (record !== undefined) visit.late.set(holder, { ...record, sha256: '', articleId: null, dueAt: null })
  visit.notes.push({ code: 'post.invalid', message: `${holder}:1:1: link: ${path} has the same address; give one of them another` })
}

/** A bad post keeps what it made before, unless another file has that now. */
function bad(visit: Visit, file: PostFile, notes: readonly Note[]): TakenFile {
  const before = visit.known.get(file.path)?.articleId ?? null
  const kept = before !== null && claim(visit, before, file.path) ? before : null
  visit.notes.push(...notes.map((note) => (kept === null || note.code !== 'post.invalid' ? note : { ...note, message: `${note.message} (what it said before stays published)` })))
  return { record: { ...file, sha256: '', articleId: kept, dueAt: null }, arrival: null }
}

/** Articles that no file has now, with the records that tell of them. */
function goneFrom(visit: Visit): { removed: ArticleId[]; files: FileRecord[]; forgottenFiles: string[] } {
  const present = new Set(visit.files.map(({ path }) => path))
  const had = [...visit.known.values()].flatMap(({ articleId }) => (articleId === null || visit.claims.has(articleId) ? [] : [articleId]))
  return {
    removed: [...new Set(had)],
    files: [...visit.late.values()],
    forgottenFiles: [...visit.known.keys()].filter((path) => !present.has(path)),
  }
}

function emptyBatch({ source, now }: Visit) {
  return { sourceId: source.id, seenAt: now, arrivals: [], removed: [], files: [], forgottenFiles: [], state: null }
}

function stateAfter(state: SourceState, visit: Visit, derivation: string): SourceState {
  const { now, claims } = visit
  return { ...state, derivation, failures: 0, failingSince: null, lastVisitAt: now, lastSuccessAt: now, nextDueAt: null, http: null, error: null, items: claims.size }
}
