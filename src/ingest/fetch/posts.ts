// EDGE. Finds and reads the files of a folder of posts. What a link leads to outside the folder is never read.

import { type Dirent, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { byCodeUnit } from '../../formats/text/order.ts'
import type { EpochMs } from '../../model/article.ts'
import { FeedmillError, systemCode, whyUnreadable } from '../../model/errors.ts'
import type { Note } from '../../model/note.ts'
import type { PostsSource } from '../../model/source.ts'
import { chooseFiles, isPostsFolder, lackOfPostsFolder, MAX_POST_BYTES, mayHoldPosts } from './post-files.ts'

/** A post as the folder has it. */
export interface PostFile {
  readonly path: string // below the source's folder, `/` between parts
  readonly size: number // bytes
  readonly modifiedAt: EpochMs
}

export interface FolderScan {
  readonly files: readonly PostFile[] // sorted by path
  readonly notes: readonly Note[] // links that lead outside, names without a date, files that cannot be read
  readonly unread: readonly string[] // folders and files that are there and could not be looked at: what they hold is not gone
}

export interface PostBytes {
  readonly bytes: Uint8Array | null // null: it went away, may not be read or is too large
  readonly reason: string // why there are none
}

const MAX_BATCH_BYTES = 1024 * 1024
const MAX_BATCH_FILES = 250
const MAX_STATS = 1000 // in a row, before others get their turn
const MAX_DEPTH = 40 // folders in each other

/**
 * The posts below a source's folder, none of them read. Synchronous calls in small lots: they cost a tenth of asynchronous ones.
 * @throws FeedmillError `fetch.missing_file` where the folder is missing, no folder or may not be read
 */
export async function scanPosts(source: PostsSource): Promise<FolderScan> {
  const walk: Walk = { source, root: rootOf(source.path), paths: [], notes: [], unread: [], visited: new Set(), postsFolders: [] }
  await walkFolder(walk, '', walk.root, 0)
  const { posts, misnamed } = chooseFiles(walk.paths, source)
  const files: PostFile[] = []
  for (const [index, path] of posts.entries()) {
    if (index % MAX_STATS === MAX_STATS - 1) await breathe()
    const file = statPost(walk, path)
    if (file !== null) files.push(file)
  }
  const named = misnamed.map((path) => skipped(path, 'the name is not YYYY-MM-DD-title; rename the file or write its date into the name'))
  return { files, notes: [...lackIn(walk), ...walk.notes, ...named], unread: walk.unread }
}

/** What could not be looked at may be what is missing. */
function lackIn({ source, paths, unread, postsFolders }: Walk): Note[] {
  const lack = postsFolders.length + unread.length > 0 ? null : lackOfPostsFolder(paths, source)
  return lack === null ? [] : [{ code: 'posts.misplaced', message: lack }]
}

/** Files in the order given, in batches of about a megabyte. */
export function* batchesOf(files: readonly PostFile[]): Generator<readonly PostFile[]> {
  let batch: PostFile[] = []
  let bytes = 0
  for (const file of files) {
    batch.push(file)
    bytes += file.size
    if (bytes < MAX_BATCH_BYTES && batch.length < MAX_BATCH_FILES) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}

/** One file that a scan has found. */
export function readPost(source: PostsSource, file: PostFile): PostBytes {
  if (file.size > MAX_POST_BYTES) return { bytes: null, reason: 'the file is over 10 MiB' }
  try {
    return { bytes: readFileSync(join(source.path, file.path)), reason: '' }
  } catch (error) {
    return { bytes: null, reason: whyUnreadable(error) }
  }
}

interface Walk {
  readonly source: PostsSource
  readonly root: string // real path
  readonly paths: string[]
  readonly notes: Note[]
  readonly unread: string[]
  readonly postsFolders: string[] // by their name, be they empty
  readonly visited: Set<string> // real paths of folders that links led to: they may go in a circle
}

function rootOf(path: string): string {
  try {
    const root = realpathSync(path)
    if (!statSync(root).isDirectory()) throw new FeedmillError('fetch.missing_file', path, 'not a folder')
    return root
  } catch (error) {
    if (error instanceof FeedmillError) throw error
    throw new FeedmillError('fetch.missing_file', path, whyUnreadable(error, 'folder'), error)
  }
}

async function walkFolder(walk: Walk, folder: string, real: string, depth: number): Promise<void> {
  const entries = entriesOf(walk, folder, real)
  if (walk.paths.length % MAX_STATS > MAX_STATS - 10) await breathe()
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (isPostsFolder(entry.name)) walk.postsFolders.push(path)
    const isLink = entry.isSymbolicLink()
    const target = isLink ? targetOf(walk, path) : { path: `${real}${sep}${entry.name}`, is: entry }
    if (target === null) continue
    // A pipe or a device is no post, behind a link neither: who reads it waits for ever.
    if (target.is.isFile()) walk.paths.push(path)
    else if (!target.is.isDirectory()) continue
    else if (mayHoldPosts(path, walk.source.dialect) && depth < MAX_DEPTH && isNew(walk, target.path, isLink ? real : null)) await walkFolder(walk, path, target.path, depth + 1)
  }
}

function entriesOf(walk: Walk, folder: string, real: string): Dirent[] {
  try {
    return readdirSync(real, { withFileTypes: true }).sort((a, b) => byCodeUnit(a.name, b.name))
  } catch (error) {
    if (folder === '') throw new FeedmillError('fetch.missing_file', walk.source.path, whyUnreadable(error, 'folder'), error)
    complain(walk, folder, error)
    return []
  }
}

interface Target {
  readonly path: string // real path
  readonly is: Pick<Dirent, 'isFile' | 'isDirectory'>
}

/** What a link leads to; null, with a note, where that is outside the folder or nothing. */
function targetOf(walk: Walk, path: string): Target | null {
  try {
    const target = realpathSync(join(walk.source.path, path))
    if (target === walk.root || target.startsWith(walk.root + sep)) return { path: target, is: statSync(target) }
    walk.notes.push(skipped(path, 'this link leads outside the folder and is not followed'))
  } catch (error) {
    complain(walk, path, error)
  }
  return null
}

const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP'])

function complain(walk: Walk, path: string, error: unknown): void {
  walk.notes.push(skipped(path, whyUnreadable(error)))
  if (!GONE.has(systemCode(error) ?? '')) walk.unread.push(path)
}

/** A folder is walked once for each link to it; a link to a folder that it lies in goes in a circle. @param linkedFrom  null: no link */
function isNew(walk: Walk, target: string, linkedFrom: string | null): boolean {
  if (linkedFrom === null) return true
  if (walk.visited.has(target) || `${linkedFrom}${sep}`.startsWith(target + sep)) return false
  walk.visited.add(target)
  return true
}

function statPost(walk: Walk, path: string): PostFile | null {
  try {
    const { size, mtimeMs } = statSync(`${walk.root}${sep}${path}`)
    return { path, size, modifiedAt: Math.floor(mtimeMs) }
  } catch (error) {
    complain(walk, path, error)
    return null
  }
}

function skipped(path: string, reason: string): Note {
  return { code: 'post.skipped', message: `${path}:1:1: ${reason}` }
}
