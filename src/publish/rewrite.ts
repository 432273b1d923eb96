// What is to be written anew, from the store to the target: which feeds are due, their documents, files.
// Must never hold the bytes of more than two documents in their formats, and never clear the store's list before every file is durable.

import { createHash } from 'node:crypto'
import { type Document, type DocumentRecord, MANIFEST_PATH, type WrittenDocument } from '../model/document.ts'
import { allOf } from '../model/errors.ts'
import type { Settings } from '../settings/settings.ts'
import type { Store, StoredArticle } from '../store/store.ts'
import { createFragmentCache } from './assemble/fragment-cache.ts'
import type { RenderContext } from './assemble/fragments.ts'
import { listDocuments } from './assemble/lists.ts'
import { renderManifest } from './assemble/manifest.ts'
import { compress, SIBLINGS } from './deliver/compress.ts'
import type { Spool } from './deliver/spool.ts'
import { commitAll, discardAll, stageAll } from './deliver/stage.ts'
import type { OutgoingFile, StagedFile, Target } from './deliver/target.ts'
import { feedDocuments, type OpenedFeed, openFeed, type PublishContext } from './documents.ts'
import { type PostsReport, publishPosts } from './posts.ts'
import type { PublishedFeed } from './select/feeds.ts'
import { MANIFEST_DIR, MANIFEST_HASH, RECORDED_DIR, RUN_IS_OPEN, TREE_MADE_WITH } from './setting-names.ts'
import { goneFiles, isComplete, isForeign, isOurs, livePaths, type Survey, survey } from './survey.ts'
import { rememberComplete } from './up-to-date.ts'

const BATCH_BYTES = 4_000_000 // of files that are synced together

export interface PublishEdges {
  readonly store: Store
  readonly target: Target
  readonly spool?: Spool // for entries that later feeds show too and that have no room in memory; absent: they are rendered again
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
  readonly unchanged: number // published, and not written in this run; of one that was told to end, without what it had still to look at
  readonly removed: number
  readonly bytes: number // of those written
  readonly posts?: PostsReport // where they are wanted
}

/** A run with something to write. */
interface Run {
  readonly settings: Settings
  readonly edges: PublishEdges
  readonly found: Survey
  readonly progress: Progress
}

/** What it has come to so far. */
interface Progress {
  readonly expected: Set<string> // every file that is to be there, but the manifest
  readonly records: Map<string, DocumentRecord> // as the store has them by now
  written: number
  bytes: number
}

/** As `publish`, of which it is the long part. */
export async function rewrite(settings: Settings, edges: PublishEdges): Promise<PublishReport> {
  const { store, target } = edges
  const found = await survey(settings, store, target, edges.compare)
  await claimManifest(found, target)
  const progress: Progress = { expected: new Set(found.expected), records: new Map(found.records), written: 0, bytes: 0 }
  const run: Run = { settings, edges, found, progress }
  if (!isComplete(found)) return write(run)
  const report = await finish(run, 0)
  await rememberComplete(settings, store, target, progress.expected.size)
  return report
}

/** What is due, and what follows from it. */
async function write(run: Run): Promise<PublishReport> {
  const { settings, edges: { store, target, signal, onProgress }, found, progress } = run
  await begin(settings, store, found)
  const left = await writeFeeds(run)
  if (signal?.aborted === true) return reportOf(without(progress, [...left.flatMap(({ spec }) => livePaths(spec, settings)), ...found.lists]), 0, null)
  onProgress?.(found.due.length, found.due.length, MANIFEST_PATH)
  const lists = listDocuments(settings, found.feeds, progress.records, (path) => isForeign(path, found))
  await deliver(await filesOf(lists, run), run)
  const gone = goneFiles(found, progress.expected)
  const removed = await target.remove(gone)
  await store.saveDocuments([], gone.map(({ path }) => path))
  for (const { path } of gone) progress.records.delete(path)
  await writeManifest(run)
  await target.settle()
  return finish(run, removed)
}

/** Records of another folder say nothing of this one. */
async function begin({ publish: { dir } }: Settings, store: Store, { begun }: Survey): Promise<void> {
  await store.saveSetting(RUN_IS_OPEN, 'yes')
  if (begun !== null) await store.saveSetting(TREE_MADE_WITH, JSON.stringify(begun))
  if ((await store.loadSetting(RECORDED_DIR)) === dir) return
  await store.saveDocuments([], [...(await store.loadDocuments()).keys()])
  await store.saveSetting(RECORDED_DIR, dir)
}

/** Posts come before the list is cleared: it tells whether any entry changed. */
async function finish({ settings, edges, found, progress }: Run, removed: number): Promise<PublishReport> {
  const { store } = edges
  const posts = await publishPosts(settings, found, edges)
  if (edges.signal?.aborted === true) return reportOf(progress, removed, posts)
  await store.saveSetting(TREE_MADE_WITH, JSON.stringify(found.made))
  await store.clearFeedsToWrite(found.listed)
  await store.saveSetting(RUN_IS_OPEN, 'no')
  return reportOf(progress, removed, posts)
}

function reportOf({ expected, written, bytes }: Progress, removed: number, posts: PostsReport | null): PublishReport {
  return { written, unchanged: expected.size - written, removed, bytes, ...(posts !== null && { posts }) }
}

function without({ expected, ...progress }: Progress, paths: readonly string[]): Progress {
  return { ...progress, expected: expected.difference(new Set(paths)) }
}

/** The documents of a feed are assembled while earlier ones are written. @returns the feeds that it left, told to end */
async function writeFeeds(run: Run): Promise<readonly PublishedFeed[]> {
  const { edges, found: { due }, progress } = run
  const context = { ...run, rendering: renderContextOf(run) }
  const outbox = createOutbox((files) => deliver(files, run))
  let reached = 0
  try {
    for await (const opened of openInTurn(due, context)) {
      if (edges.signal?.aborted === true) break
      edges.onProgress?.(reached, due.length, opened.feed.spec.path)
      reached += 1
      const documents = feedDocuments(opened, context, (path) => progress.expected.add(path))
      for await (const together of documents) await outbox.add(await filesOf(together, run))
    }
    await outbox.empty()
  } finally {
    await outbox.rest()
  }
  return due.slice(reached)
}

/** Each feed is opened while the one before it is in use. However it ends, nothing is being opened any more. */
async function* openInTurn(feeds: readonly PublishedFeed[], context: PublishContext): AsyncGenerator<OpenedFeed> {
  let next: Promise<OpenedFeed> | null = null
  try {
    for (const feed of feeds) {
      const current = next
      next = ahead(openFeed(feed, context))
      if (current !== null) yield current
    }
    if (next !== null) yield next
  } finally {
    await next?.catch(() => {})
  }
}

/** It is awaited in its turn, perhaps after something else failed. */
function ahead<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {})
  return work
}

function renderContextOf({ settings, edges: { store, target, spool, complete }, found: { attribution, made, records, existing } }: Run): RenderContext {
  const published = new Map([...records].filter(([path]) => existing.has(path)))
  return { store, target, complete, attribution, formats: settings.publish.formats, epoch: made.epoch, published, cache: createFragmentCache(spool ?? null) }
}

// --- files

/** A file on its way out. */
interface File {
  readonly record: WrittenDocument
  readonly staged: StagedFile | null // null: it is there
}

interface Outbox {
  /** Waits while two batches are in it. */
  add(files: readonly File[]): Promise<void>
  /** Waits until every file is in its place. */
  empty(): Promise<void>
  /** The same after a failure, as far as it can still be done. */
  rest(): Promise<void>
}

/** Files go out in batches: one transaction for their records, and syncs that wait for the disk together. */
function createOutbox(send: (files: readonly File[]) => Promise<void>): Outbox {
  let waiting: File[] = []
  let bytes = 0
  let sending = Promise.resolve()
  const post = async (): Promise<void> => {
    const batch = waiting
    waiting = []
    bytes = 0
    await sending.catch((error: unknown) => discardAll(stagedOf(batch)).then(() => Promise.reject(error)))
    sending = ahead(send(batch))
  }
  const empty = async (): Promise<void> => {
    await post()
    await sending
  }
  return {
    add: async (files) => {
      for (const file of files) {
        waiting.push(file)
        bytes += file.record.bytes
      }
      if (bytes >= BATCH_BYTES) await post()
    },
    empty,
    rest: () => empty().catch(() => {}),
  }
}

/** Records are saved before their files are in place: a path that we may have written is known to be ours whatever happens. */
async function deliver(files: readonly File[], run: Run): Promise<void> {
  await commitAll(stagedOf(files), () => record(files, run))
  for (const { record: { bytes }, staged } of files) {
    if (staged === null) continue
    run.progress.written += 1
    run.progress.bytes += bytes
  }
}

async function record(files: readonly File[], { edges, found, progress }: Run): Promise<void> {
  const changed = files.filter((file) => !isRecorded(file, found))
  if (changed.length > 0) await edges.store.saveDocuments(changed.map(({ record }) => record), [])
  for (const { record: { ranges: _ranges, ...kept } } of changed) progress.records.set(kept.path, kept)
}

function stagedOf(files: readonly File[]): (StagedFile | null)[] {
  return files.map(({ staged }) => staged)
}

/** What was there before us must have these bytes already, or is refused here, before anything calls it ours. */
async function filesOf(documents: readonly Document[], run: Run): Promise<File[]> {
  const made = (await allOf(documents.map((document) => withSiblings(document, run)))).flat()
  const staged = await stageAll(made.map(({ outgoing }) => outgoing), run.edges.target)
  return made.map(({ record }, at) => ({ record, staged: staged[at] ?? null }))
}

/** A file whose bytes are at hand. */
interface MadeFile {
  readonly record: WrittenDocument
  readonly outgoing: OutgoingFile
}

async function withSiblings(document: Document, { settings, found }: Run): Promise<MadeFile[]> {
  const file = fileOf(document, found)
  if (!settings.publish.precompress) return [file]
  const paths = SIBLINGS.map((sibling) => `${document.path}.${sibling}`)
  // Another version of zlib may make other bytes of the same text: what is there stays. The manifest says of it what it says of its document.
  const isThere = (path: string): boolean => found.existing.has(path) && found.records.get(path)?.updatedAt === document.updatedAt
  if (file.outgoing.ownership === 'same' && paths.every(isThere)) return [file]
  const compressed = await compress(Buffer.concat(document.parts))
  return [file, ...compressed.map((bytes, index) => fileOf({ ...document, path: paths[index] ?? '', parts: [bytes], ranges: null }, found))]
}

function fileOf({ path, mediaType, parts, ranges, items, updatedAt }: Document, found: Survey): MadeFile {
  const bytes = parts.reduce((total, { length }) => total + length, 0)
  const record = { path, mediaType, sha256: digestOf(parts), bytes, items, updatedAt, ranges }
  return { record, outgoing: { path, parts, ownership: ownershipOf(record, found) } }
}

/** SHA-256, 64 lowercase hex digits. */
function digestOf(parts: readonly Uint8Array[]): string {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return digest.digest('hex')
}

function ownershipOf({ path, sha256 }: DocumentRecord, found: Survey): OutgoingFile['ownership'] {
  if (found.isTrusted && found.records.get(path)?.sha256 === sha256) return 'same'
  return isOurs(path, found) ? 'ours' : 'unknown'
}

/** With entries also when nothing else changed: they may have new keys. */
function isRecorded({ record }: File, { records }: Survey): boolean {
  const known = records.get(record.path)
  if (record.ranges !== null) return false
  return known?.sha256 === record.sha256 && known.items === record.items && known.updatedAt === record.updatedAt && known.mediaType === record.mediaType
}

/** Web apps have a manifest.json too: it is refused before anything is written, for none of ours has these bytes. */
async function claimManifest({ isManifestOurs }: Survey, target: Target): Promise<void> {
  if (isManifestOurs) return
  await commitAll(await stageAll([{ path: MANIFEST_PATH, parts: renderManifest([]), ownership: 'unknown' }], target))
}

async function writeManifest({ settings, edges: { store, target }, found: { existing }, progress }: Run): Promise<void> {
  const parts = renderManifest(progress.records.values())
  await commitAll(await stageAll([{ path: MANIFEST_PATH, parts, ownership: existing.has(MANIFEST_PATH) ? 'ours' : 'unknown' }], target))
  await store.saveSetting(MANIFEST_DIR, settings.publish.dir)
  await store.saveSetting(MANIFEST_HASH, digestOf(parts))
}
