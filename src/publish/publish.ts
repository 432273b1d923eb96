// The publishing half, from the store to the target: which feeds are due, their documents, files.
// Must never hold more than two documents of each format at once, and never clear the store's list before every file is durable.

import { hash } from 'node:crypto'
import type { Document, DocumentRecord } from '../model/document.ts'
import type { Settings } from '../settings/settings.ts'
import type { Store, StoredArticle } from '../store/store.ts'
import { compress, SIBLINGS } from './deliver/compress.ts'
import type { OutgoingFile, Target } from './deliver/target.ts'
import { feedDocuments } from './documents.ts'
import { createFragmentCache, type Press } from './fragments.ts'
import { listDocuments } from './lists.ts'
import { MANIFEST_PATH, renderManifest } from './manifest.ts'
import { type PostsReport, publishPosts } from './posts.ts'
import { keepStanding, standingFiles } from './standing.ts'
import { goneFiles, isComplete, isForeign, LISTED, MADE, OPEN, RECORDED, type Survey, survey } from './survey.ts'

export interface PublishEdges {
  readonly store: Store
  readonly target: Target
  /** Renders the body of a post, which is left for when a feed first shows it. */
  readonly complete: (stored: StoredArticle) => Promise<StoredArticle> | StoredArticle
  readonly onProgress?: (done: number, total: number, what: string) => void
  readonly compare?: boolean // true: the bytes of every file are compared, for `publish --all`
  readonly signal?: AbortSignal // ends the run between two feeds; the next one goes on
  readonly posts?: Target | null // a folder for posts of a site generator; without it none are written
}

/** Files, every published one but manifest.json. */
export interface PublishReport {
  readonly written: number
  readonly unchanged: number // published, and not written in this run
  readonly removed: number
  readonly bytes: number // of those written
  readonly posts?: PostsReport // where they are wanted
}

/** What a run has come to so far. */
interface Progress {
  readonly expected: Set<string> // every file that is to be there, but the manifest
  written: number
  bytes: number
}

/**
 * Writes every feed that changed, the lists of all feeds and the manifest, and removes what is published no longer.
 * Killed at any point it loses nothing: the next run finds its list as it was, and files that have their bytes already.
 *
 * @throws FeedmillError `store.*`, `output.unwritable`
 */
export async function publish(settings: Settings, edges: PublishEdges): Promise<PublishReport> {
  const { store, target } = edges
  const standing = edges.compare === true ? null : await standingFiles(settings, store, target)
  if (standing !== null) return { written: 0, unchanged: standing, removed: 0, bytes: 0 }
  const found = await survey(settings, store, target, edges.compare)
  await claimManifest(found, target)
  const progress: Progress = { expected: new Set(found.expected), written: 0, bytes: 0 }
  if (isComplete(found)) {
    const report = await finish(settings, found, edges, progress, 0)
    await keepStanding(settings, store, target, progress.expected.size)
    return report
  }
  await begin(settings, store)
  if (!(await writeFeeds(settings, found, edges, progress))) return reportOf(progress, 0, null)
  await deliver(listDocuments(settings, found.feeds, await store.loadDocuments(), (path) => isForeign(path, found)), settings, found, edges, progress)
  const gone = goneFiles(found, progress.expected)
  const removed = await target.remove(gone.map((path) => ({ path, hashes: found.ours.get(path) ?? new Set() })))
  await store.saveDocuments([], gone)
  await writeManifest(settings, found, edges)
  await target.settle()
  return finish(settings, found, edges, progress, removed)
}

/** Records of another folder say nothing of this one. */
async function begin({ publish: { dir } }: Settings, store: Store): Promise<void> {
  await store.saveSetting(OPEN, 'yes')
  if ((await store.loadSetting(RECORDED)) === dir) return
  await store.saveDocuments([], [...(await store.loadDocuments()).keys()])
  await store.saveSetting(RECORDED, dir)
}

/** Posts come before the list is cleared: it tells whether any entry changed. */
async function finish(settings: Settings, found: Survey, edges: PublishEdges, progress: Progress, removed: number): Promise<PublishReport> {
  const { store } = edges
  const posts = await publishPosts(settings, found, edges)
  if (edges.signal?.aborted === true) return reportOf(progress, removed, posts)
  await store.saveSetting(MADE, JSON.stringify(found.made))
  await store.clearFeedsToWrite(found.listed)
  await store.saveSetting(OPEN, 'no')
  return reportOf(progress, removed, posts)
}

function reportOf({ expected, written, bytes }: Progress, removed: number, posts: PostsReport | null): PublishReport {
  return { written, unchanged: expected.size - written, removed, bytes, ...(posts !== null && { posts }) }
}

/** One document is assembled while the one before it is written; false when the run was told to end. */
async function writeFeeds(settings: Settings, found: Survey, edges: PublishEdges, progress: Progress): Promise<boolean> {
  const { formats } = settings.publish
  const { attribution, made, due } = found
  const press: Press = { store: edges.store, complete: edges.complete, attribution, formats, epoch: made.epoch, cache: createFragmentCache() }
  let writing = Promise.resolve()
  for (const [index, feed] of due.entries()) {
    if (edges.signal?.aborted === true) break
    edges.onProgress?.(index, due.length, feed.spec.path)
    for await (const documents of feedDocuments(feed, settings, found, press, (path) => progress.expected.add(path))) {
      await writing
      writing = deliver(documents, settings, found, edges, progress)
      writing.catch(() => {}) // it is awaited in the next round, perhaps after something else failed
    }
  }
  await writing
  edges.onProgress?.(due.length, due.length, MANIFEST_PATH)
  return edges.signal?.aborted !== true
}

// --- files

interface File {
  readonly record: DocumentRecord
  readonly bytes: Uint8Array
  readonly standing: OutgoingFile['standing']
}

/**
 * Records are saved before the files they tell of: a path that we may have written is known to be ours whatever happens. What was
 * there before us must have these bytes already, or be refused, before anything calls it ours.
 */
async function deliver(documents: readonly Document[], settings: Settings, found: Survey, edges: PublishEdges, progress: Progress): Promise<void> {
  const files = (await Promise.all(documents.map((document) => filesOf(document, settings, found)))).flat()
  const isStranger = ({ record, standing }: File): boolean => standing === 'unknown' && found.existing.has(record.path)
  await edges.target.write(files.filter(isStranger).map(outgoing))
  const changed = files.filter(({ record }) => !isRecorded(record, found))
  if (changed.length > 0) await edges.store.saveDocuments(changed.map(({ record }) => record), [])
  const written = await edges.target.write(files.filter((file) => !isStranger(file)).map(outgoing))
  for (const { record } of files) {
    if (!written.has(record.path)) continue
    progress.written += 1
    progress.bytes += record.bytes
  }
}

async function filesOf(document: Document, { publish }: Settings, found: Survey): Promise<File[]> {
  const file = fileOf(document, Buffer.from(document.body, 'utf8'), found)
  if (!publish.precompress) return [file]
  const paths = SIBLINGS.map((sibling) => `${document.path}.${sibling}`)
  // Another version of zlib may make other bytes of the same text: what is there stays.
  if (file.standing === 'same' && paths.every((path) => found.records.has(path) && found.existing.has(path))) return [file]
  const compressed = await compress(file.bytes)
  return [file, ...compressed.map((bytes, index) => fileOf({ ...document, path: paths[index] ?? '' }, bytes, found))]
}

function fileOf({ path, mediaType, items, updatedAt }: Document, bytes: Uint8Array, found: Survey): File {
  const record = { path, mediaType, sha256: hash('sha256', bytes), bytes: bytes.length, items, updatedAt }
  return { bytes, record, standing: standingOf(record, found) }
}

function standingOf({ path, sha256 }: DocumentRecord, { records, ours, isTrusted }: Survey): OutgoingFile['standing'] {
  if (isTrusted && records.get(path)?.sha256 === sha256) return 'same'
  return ours.has(path) ? 'ours' : 'unknown'
}

function outgoing({ record, bytes, standing }: File): OutgoingFile {
  return { path: record.path, bytes, standing }
}

function isRecorded(record: DocumentRecord, { records }: Survey): boolean {
  const known = records.get(record.path)
  return known?.sha256 === record.sha256 && known.items === record.items && known.updatedAt === record.updatedAt && known.mediaType === record.mediaType
}

/** Web apps have a manifest.json too: it is refused before anything is written, for none of ours has these bytes. */
async function claimManifest({ isManifestOurs }: Survey, target: Target): Promise<void> {
  if (isManifestOurs) return
  await target.write([{ path: MANIFEST_PATH, bytes: Buffer.from(renderManifest([]), 'utf8'), standing: 'unknown' }])
}

async function writeManifest({ publish: { dir } }: Settings, { existing }: Survey, { store, target }: PublishEdges): Promise<void> {
  const bytes = Buffer.from(renderManifest((await store.loadDocuments()).values()), 'utf8')
  await target.write([{ path: MANIFEST_PATH, bytes, standing: existing.has(MANIFEST_PATH) ? 'ours' : 'unknown' }])
  await store.saveSetting(LISTED, dir)
}
