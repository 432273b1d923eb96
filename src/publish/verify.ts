// The published tree, read back as subscribers' programs would: its formats against each other, against manifest.json, and against
// the store where there is one. It holds one document at a time and must never write.

import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'
import { DIRECTORY_PATH, MANIFEST_PATH, OPML_PATH } from '../model/document.ts'
import type { Settings } from '../settings/settings.ts'
import type { PublishedTree } from './deliver/published-tree.ts'
import { compareReadings } from './verify/compare.ts'
import { type Expected, expectedFeed, loadExpected, type TreeOrigin } from './verify/expected.ts'
import { checkLinksOf, feedStems, type VerifiedFeed, verifyFeed } from './verify/feeds.ts'
import { beginInspection, checkLink, type Difference, type Inspection, pathOf, readBytes, readText, report } from './verify/inspection.ts'
import { feedsOfOpml } from './verify/read-links.ts'
import { siteOf } from './verify/site.ts'

interface VerifyEdges {
  readonly tree: PublishedTree
  /** What the tree was published from; null: the tree is compared with itself alone. */
  readonly origin: TreeOrigin | null
  readonly onProgress?: (done: number, total: number, what: string) => void
}

export interface VerifyReport {
  readonly feeds: number
  readonly files: number // read
  readonly entries: number // read, archives included
  readonly isComparedWithStore: boolean
  readonly differences: readonly Difference[] // none: everything is as it should be
  readonly omitted: number // differences beyond the first thousand
}

/**
 * Reads every file of a published tree and tells what differs from what.
 * @throws FeedmillError output.unreadable when the folder itself cannot be read, `store.*`
 */
export async function verifyTree({ tree, origin, onProgress }: VerifyEdges): Promise<VerifyReport> {
  const inspection = await beginInspection(tree, origin?.settings.site.url ?? (await siteOf(tree)))
  const expected = origin === null ? null : await loadExpected(origin)
  if (inspection.siteUrl === '') report(inspection, 'all.rss', 'does not say where the tree is published: no link in it can be followed')
  const stems = feedStems(inspection)
  const feeds: VerifiedFeed[] = []
  for (const [index, stem] of stems.entries()) {
    onProgress?.(index, stems.length, stem)
    const feed = await verifyFeed(inspection, stem)
    if (origin !== null && expected !== null) await compareWithStore(inspection, feed, origin, expected)
    feeds.push({ ...feed, newest: null }) // its entries are not needed any more
  }
  if (origin !== null && expected !== null) checkExpected(inspection, stems, origin.settings, expected)
  await checkLists(inspection, feeds)
  await checkRest(inspection)
  const { counts, differences } = inspection
  return { feeds: stems.length, ...counts, isComparedWithStore: origin !== null, differences: [...differences.values()] }
}

// --- the store

async function compareWithStore(
  inspection: Inspection,
  { stem, copyOf, newest, entries }: VerifiedFeed,
  origin: TreeOrigin,
  expected: Expected,
): Promise<void> {
  const { publish } = origin.settings
  const path = `${stem}.${publish.formats.find((format) => format !== 'html') ?? 'html'}`
  const feed = expected.feeds.get(stem)
  if (feed === undefined) {
    const isFormer = copyOf !== null && expected.feeds.get(copyOf)?.spec.formerPaths.includes(stem) === true
    if (!isFormer) report(inspection, path, 'is of a feed that the store does not know')
    return
  }
  if (newest === null) return
  report(inspection, path, ...compareReadings({ name: 'the store', feed: await expectedFeed(feed, origin, expected) }, { name: path, feed: newest }))
  if (publish.archive && feed.spec.isArchived && entries !== feed.entries) report(inspection, path, `has ${entries} entries with its archive, the store has ${feed.entries}`)
}

/** Every feed of the store is there in every format, and nothing waits to be published. */
function checkExpected(inspection: Inspection, stems: readonly string[], { publish }: Settings, { feeds, unpublished }: Expected): void {
  const known = new Set(stems)
  for (const [path, { spec }] of feeds) {
    for (const address of [path, ...spec.formerPaths]) {
      const lacking = publish.formats.map((format) => `${address}.${format}`).filter((file) => !inspection.there.has(file))
      for (const file of lacking) report(inspection, file, known.has(address) ? 'is missing; the config asks for it' : 'is missing; the store has this feed')
    }
  }
  if (unpublished > 0) report(inspection, MANIFEST_PATH, `is older than the store: ${unpublished} feeds changed since, run feedmill publish`)
}

// --- lists of feeds

/** The directory and the subscription lists name every feed, and nothing that is not there. */
async function checkLists(inspection: Inspection, feeds: readonly VerifiedFeed[]): Promise<void> {
  const own = feeds.filter(({ copyOf }) => copyOf === null).map(({ stem }) => stem)
  const directory = inspection.there.has(DIRECTORY_PATH) ? await readText(inspection, DIRECTORY_PATH) : null
  if (directory !== null) checkNamed(inspection, DIRECTORY_PATH, checkLinksOf(inspection, DIRECTORY_PATH, directory).map(({ url }) => url), own)
  for (const path of inspection.there) if (path.endsWith('.opml')) await checkOpml(inspection, path, own)
  if (!inspection.there.has(OPML_PATH)) report(inspection, OPML_PATH, 'is missing')
}

async function checkOpml(inspection: Inspection, path: string, own: readonly string[]): Promise<void> {
  const text = await readText(inspection, path)
  if (text === null) return
  try {
    const urls = feedsOfOpml(text)
    for (const url of urls) checkLink(inspection, path, url)
    if (path === OPML_PATH) checkNamed(inspection, path, urls, own)
  } catch (error) {
    report(inspection, path, error instanceof Error ? error.message : String(error))
  }
}

function checkNamed(inspection: Inspection, path: string, urls: readonly string[], stems: readonly string[]): void {
  const named = new Set(urls.map((url) => pathOf(inspection, url)?.replace(/\.[a-z]+$/u, '')))
  for (const stem of stems) if (!named.has(stem)) report(inspection, path, `does not name the feed ${stem}`)
}

// --- everything else

/** Files that no feed led to: compressed siblings hold what their originals hold; of the others the manifest tells. */
async function checkRest(inspection: Inspection): Promise<void> {
  for (const path of inspection.listed.keys()) {
    if (inspection.seen.has(path)) continue
    const bytes = await readBytes(inspection, path)
    const original = /^(.+)\.(?:br|gz)$/u.exec(path)?.[1]
    if (bytes !== null && original !== undefined) await checkSibling(inspection, path, bytes, original)
  }
}

async function checkSibling(inspection: Inspection, path: string, bytes: Uint8Array, original: string): Promise<void> {
  const listed = inspection.listed.get(original)
  if (listed === undefined) return report(inspection, path, `is the compressed form of ${original}, which manifest.json does not list`)
  const unpacked = await unpack(path, bytes, listed.bytes)
  if (unpacked === null || hash('sha256', unpacked) !== listed.sha256) report(inspection, path, `does not hold what ${original} holds`)
}

/** Null where it cannot be unpacked, or holds more than it should. */
function unpack(path: string, bytes: Uint8Array, size: number): Promise<Uint8Array | null> {
  const limits = { maxOutputLength: Math.max(1, size) }
  const unpacked: Promise<Uint8Array> = path.endsWith('.br') ? promisify(brotliDecompress)(bytes, limits) : promisify(gunzip)(bytes, limits)
  return unpacked.catch(() => null)
}
