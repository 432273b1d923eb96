// One look at a published tree: what is there, what its manifest says, and what was found to differ. Every file is read through
// here, so that each is hashed once and nothing is read twice.

import { hash } from 'node:crypto'
import { isOwnPath, looksPublished, MANIFEST_PATH } from '../../model/document.ts'
import type { PublishedTree } from '../deliver/published-tree.ts'
import { type ListedFile, readListing } from './listing.ts'

const MAX_DIFFERENCES = 1000 // a tree that is wrong throughout is told of at bearable length

/** One thing that is not as it should be. */
export interface Difference {
  readonly file: string // below the folder
  readonly what: string // one line
}

export interface Inspection {
  readonly tree: PublishedTree
  readonly siteUrl: string // with a slash at its end; '' where nobody says: then no address is the tree's own
  readonly there: ReadonlySet<string> // plain files
  readonly folders: ReadonlyMap<string, readonly string[]> // the same by their folder, which ends in a slash
  readonly listed: ReadonlyMap<string, ListedFile>
  readonly seen: Set<string> // files that were read and hashed
  readonly differences: Map<string, Difference> // each once, by its line
  counts: { files: number; entries: number; omitted: number }
}

/** Lists the folder and reads its manifest. */
export async function beginInspection(tree: PublishedTree, siteUrl: string): Promise<Inspection> {
  const files = await tree.list()
  const there = new Set(files.filter(({ path, isPlain }) => isPlain && isOwnPath(path)).map(({ path }) => path))
  const folders = Map.groupBy(there, (path) => path.slice(0, path.lastIndexOf('/') + 1))
  const empty: Inspection = { tree, siteUrl, there, folders, listed: new Map(), seen: new Set([MANIFEST_PATH]), differences: new Map(), counts: { files: 0, entries: 0, omitted: 0 } }
  for (const { path, isPlain } of files) if (!isPlain && isOwnPath(path)) report(empty, path, 'is no plain file (a link, a pipe, a device): it is not read')
  const inspection = { ...empty, listed: await loadListed(empty) }
  compareWithListing(inspection)
  return inspection
}

export function report({ differences, counts }: Inspection, file: string, ...whats: readonly string[]): void {
  for (const what of whats) {
    const line = `${file}: ${what}`
    if (differences.has(line)) continue
    if (differences.size < MAX_DIFFERENCES) differences.set(line, { file, what })
    else counts.omitted += 1
  }
}

/** A file's bytes, compared with the manifest; null where it is not there, which is said already. */
export async function readBytes(inspection: Inspection, path: string): Promise<Uint8Array | null> {
  const isFirst = !inspection.seen.has(path)
  inspection.seen.add(path)
  if (!inspection.there.has(path)) return null
  const bytes = await inspection.tree.read(path)
  if (bytes === null) report(inspection, path, 'cannot be read')
  if (bytes === 'too large') report(inspection, path, 'is larger than anything that is published: it is not read')
  if (bytes === null || bytes === 'too large') return null
  if (isFirst || path === MANIFEST_PATH) inspection.counts.files += 1
  const listed = inspection.listed.get(path)
  if (listed === undefined) return bytes
  if (listed.bytes !== bytes.length) report(inspection, path, `has ${bytes.length} bytes, ${MANIFEST_PATH} says ${listed.bytes}`)
  else if (listed.sha256 !== hash('sha256', bytes)) report(inspection, path, `has other bytes than ${MANIFEST_PATH} tells of`)
  return bytes
}

/** A file as text; UTF-8 as all of ours. */
export async function readText(inspection: Inspection, path: string): Promise<string | null> {
  const bytes = await readBytes(inspection, path)
  if (bytes === null) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    report(inspection, path, 'is not UTF-8')
    return null
  }
}

/** What of an address is a path of ours, below the site; null for one that leads elsewhere. */
export function pathOf({ siteUrl }: Inspection, url: string): string | null {
  const path = siteUrl !== '' && url.startsWith(siteUrl) ? (url.slice(siteUrl.length).split(/[?#]/u, 1)[0] ?? '') : ''
  return isOwnPath(path) && looksPublished(path) ? path : null
}

/** Says so when a link between files leads to none. */
export function checkLink(inspection: Inspection, file: string, url: string): void {
  const path = pathOf(inspection, url)
  if (path !== null && path !== MANIFEST_PATH && !inspection.there.has(path)) report(inspection, file, `links to ${path}, which is not there`)
}

async function loadListed(inspection: Inspection): Promise<ReadonlyMap<string, ListedFile>> {
  const text = await readText(inspection, MANIFEST_PATH)
  const listing = text === null ? null : readListing(text)
  if (listing === null) report(inspection, MANIFEST_PATH, text === null ? 'is missing or cannot be read' : 'is no manifest')
  report(inspection, MANIFEST_PATH, ...(listing?.complaints ?? []))
  return listing?.files ?? new Map()
}

/** Nothing of ours missing, nothing of ours too many. Without a manifest that is said once, not of every file. */
function compareWithListing(inspection: Inspection): void {
  const { there, listed } = inspection
  for (const path of listed.keys()) if (!there.has(path)) report(inspection, path, `is missing; ${MANIFEST_PATH} lists it`)
  if (listed.size === 0) return
  for (const path of there) if (looksPublished(path) && path !== MANIFEST_PATH && !listed.has(path)) report(inspection, path, `is not in ${MANIFEST_PATH}`)
}
