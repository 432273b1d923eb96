// What is to be written anew, from the store to the target: which feeds are due, their documents, files.
// Must never hold the bytes of more than two documents in their formats, and never clear the store's list before every file is durable.

import { type DocumentRecord, MANIFEST_PATH } from '../model/document.ts'
import type { Settings } from '../settings/settings.ts'
import type { Store } from '../store/store.ts'
import { createFragmentCache } from './assemble/fragment-cache.ts'
import type { RenderContext } from './assemble/fragments.ts'
import { listDocuments } from './assemble/lists.ts'
import { renderManifest } from './assemble/manifest.ts'
import { createOutbox, type StagedDocument } from './deliver/outbox.ts'
import { commitAll, stageAll } from './deliver/stage.ts'
import type { Target } from './deliver/target.ts'
import { feedDocuments, type OpenedFeed, openFeed, type PublishContext } from './documents.ts'
import type { PublishEdges, PublishReport } from './edges.ts'
import { digestOf, isRecorded, stageDocuments } from './files.ts'
import { type PostsReport, publishPosts } from './posts.ts'
import type { PublishedFeed } from './select/feeds.ts'
import { MANIFEST_DIR, MANIFEST_HASH, RECORDED_DIR, RUN_IS_OPEN, TREE_MADE_WITH } from './setting-names.ts'
import { goneFiles, isComplete, isForeign, livePaths, type Survey, survey } from './survey.ts'
import { rememberComplete } from './up-to-date.ts'

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
  if (signal?.aborted === true) return reportOf(without(progress, [...left.flatMap(({ spec }) => livePaths(spec, settings)), ...found.listFiles]), 0, null)
  onProgress?.(found.due.length, found.due.length, MANIFEST_PATH)
  const lists = listDocuments(settings, found.feeds, progress.records, (path) => isForeign(path, found))
  await deliver(await stageDocuments(lists, settings, found, target), run)
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
  await store.clearFeedsToWrite(found.feedsToClear)
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
      for await (const together of documents) await outbox.add(await stageDocuments(together, run.settings, run.found, edges.target))
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

/** Records are saved before their files are in place: a path that we may have written is known to be ours whatever happens. */
async function deliver(files: readonly StagedDocument[], run: Run): Promise<void> {
  await commitAll(files.map(({ staged }) => staged), () => record(files, run))
  for (const { record: { bytes }, staged } of files) {
    if (staged === null) continue
    run.progress.written += 1
    run.progress.bytes += bytes
  }
}

async function record(files: readonly StagedDocument[], { edges, found, progress }: Run): Promise<void> {
  const changed = files.filter((file) => !isRecorded(file, found))
  if (changed.length > 0) await edges.store.saveDocuments(changed.map(({ record }) => record), [])
  for (const { record: { ranges: _ranges, ...kept } } of changed) progress.records.set(kept.path, kept)
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
