// EDGE: a folder as the target. A file is written aside in its own folder, synced and renamed, so that a reader sees the old one or
// the new one, never a part. Must never write or remove anything outside the folder, nor replace what Feedmill did not write.
// Of what is done to each file only the sync is asynchronous: it alone waits for the disk, and to hand a call to a thread costs more
// than most calls. So a file is written while those before it are synced, side by side, and while the next ones are made.

import { hash } from 'node:crypto'
import { closeSync, type Dirent, fsync, lstatSync, openSync, readdirSync, readFileSync, renameSync, rmSync, type Stats, writevSync } from 'node:fs'
import { mkdir, open, realpath, rm, rmdir, unlink } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { isOwnPath, OWN_FOLDERS } from '../../model/document.ts'
import { FeedmillError, systemCode, whyUnwritable } from '../../model/errors.ts'
import { folderStamp } from './folder-stamp.ts'
import type { OutgoingFile, OwnFile, StagedFile, Target } from './target.ts'

const ASIDE = /^\.feedmill-.+\.tmp$/u // dot files are not served by any web server's defaults

const sync = promisify(fsync)

interface Directory {
  readonly root: string
  readonly dryRun: boolean
  readonly checked: Map<string, Promise<string>> // folders found or made safe, by their path below the root
  readonly touched: Set<string> // absolute; to be synced
}

/**
 * The folder and those below it are made when the first file needs them.
 *
 * @param dir             absolute
 * @param options.dryRun  tells what would be written and removed, and does neither
 */
export function openDirectory(dir: string, options: { readonly dryRun?: boolean } = {}): Target {
  const directory: Directory = { root: dir, dryRun: options.dryRun ?? false, checked: new Map(), touched: new Set() }
  return {
    list: () => listFiles(directory),
    stamp: async () => folderStamp(dir),
    read: async (path) => (isOwnPath(path) ? readIfThere(join(dir, path)) : null),
    size: async (path) => (isOwnPath(path) ? sizeIfThere(join(dir, path)) : null),
    stage: (file) => stageFile(directory, file),
    remove: (files) => removeFiles(directory, files),
    settle: () => settle(directory),
  }
}

// --- reading

async function listFiles(directory: Directory): Promise<Set<string>> {
  const found = new Set<string>()
  for (const aside of listFolder(directory.root, '', found)) await clearAside(directory, aside)
  return found
}

/** Synchronous, as folderStamp is. @returns what interrupted writes left, absolute */
function listFolder(root: string, folder: string, found: Set<string>): string[] {
  const absolute = join(root, folder)
  return readFolder(absolute).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return folder !== '' || OWN_FOLDERS.has(entry.name) ? listFolder(root, path, found) : []
    if (!entry.isFile()) return []
    if (ASIDE.test(entry.name)) return [join(absolute, entry.name)]
    found.add(path)
    return []
  })
}

function readFolder(absolute: string): Dirent[] {
  try {
    return readdirSync(absolute, { withFileTypes: true })
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw unwritable(absolute, error)
  }
}

async function clearAside(directory: Directory, absolute: string): Promise<void> {
  if (!directory.dryRun) await rm(absolute, { force: true }).catch((error: unknown) => Promise.reject(unwritable(absolute, error)))
}

function readIfThere(absolute: string): Uint8Array<ArrayBuffer> | null {
  try {
    return readFileSync(absolute)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw unwritable(absolute, error)
  }
}

function statIfThere(absolute: string): Stats | null {
  try {
    return lstatSync(absolute, { throwIfNoEntry: false }) ?? null
  } catch (error) {
    throw unwritable(absolute, error)
  }
}

function sizeIfThere(absolute: string): number | null {
  const there = statIfThere(absolute)
  return there?.isFile() === true ? there.size : null
}

// --- writing

/** Written at once, and synced when it takes its place: until then it holds neither its bytes nor an open file. */
async function stageFile(directory: Directory, file: OutgoingFile): Promise<StagedFile | null> {
  const path = safePath(directory, file.path)
  const absolute = join(await safeFolder(directory, dirname(path)), basename(path))
  const there = statIfThere(absolute)
  if (there !== null && isSame(absolute, there, file)) return null
  if (there !== null && (file.ownership === 'unknown' || !there.isFile())) throw foreign(absolute)
  if (directory.dryRun) return { path, commit: async () => {}, discard: async () => {} }
  const aside = join(dirname(absolute), `.feedmill-${basename(absolute)}-${process.pid}.tmp`)
  writeAside(aside, absolute, file.parts)
  return { path, commit: () => commitFile(directory, aside, absolute), discard: async () => removeAside(aside) }
}

function isSame(absolute: string, there: Stats, { parts, ownership }: OutgoingFile): boolean {
  if (!there.isFile() || there.size !== parts.reduce((bytes, part) => bytes + part.length, 0)) return false
  if (ownership === 'same') return true
  const old = readIfThere(absolute)
  if (old === null) return false
  let at = 0
  for (const part of parts) {
    if (Buffer.compare(old.subarray(at, at + part.length), part) !== 0) return false
    at += part.length
  }
  return true
}

function writeAside(aside: string, absolute: string, parts: readonly Uint8Array[]): void {
  try {
    const file = openSync(aside, 'w')
    try {
      // A disk that is nearly full takes a part, and says so the next time.
      for (let rest = parts; rest.length > 0; ) rest = after(rest, writevSync(file, rest))
    } finally {
      closeSync(file)
    }
  } catch (error) {
    removeAside(aside)
    throw unwritable(absolute, error)
  }
}

function after(parts: readonly Uint8Array[], bytes: number): Uint8Array[] {
  const rest: Uint8Array[] = []
  let left = bytes
  for (const part of parts) {
    if (part.length > left) rest.push(part.subarray(left))
    left = Math.max(0, left - part.length)
  }
  return rest
}

async function commitFile(directory: Directory, aside: string, absolute: string): Promise<void> {
  try {
    await syncFile(aside)
    renameSync(aside, absolute)
  } catch (error) {
    removeAside(aside)
    throw unwritable(absolute, error)
  }
  directory.touched.add(dirname(absolute))
}

/** By another handle than it was written with, so that files in wait hold none: what is synced is the file. */
async function syncFile(absolute: string): Promise<void> {
  const file = openSync(absolute, 'r+')
  try {
    await sync(file)
  } finally {
    closeSync(file)
  }
}

function removeAside(aside: string): void {
  try {
    rmSync(aside, { force: true })
  } catch {
    // The first error is the one that tells; the next run clears it away.
  }
}

async function removeFiles(directory: Directory, files: readonly OwnFile[]): Promise<number> {
  const removed: string[] = []
  for (const file of files) if (isOwnPath(file.path) && (await removeFile(directory, file))) removed.push(file.path)
  if (!directory.dryRun) for (const folder of new Set(removed.map(dirname))) await removeEmpty(directory, folder)
  return removed.length
}

async function removeFile(directory: Directory, { path, hashes }: OwnFile): Promise<boolean> {
  const absolute = join(directory.root, path)
  if (statIfThere(absolute)?.isFile() !== true) return false
  const folder = await safeFolder(directory, dirname(path))
  const bytes = readIfThere(absolute)
  if (bytes === null || !hashes.has(hash('sha256', bytes))) return false
  if (directory.dryRun) return true
  await unlink(join(folder, basename(path))).catch((error: unknown) => Promise.reject(unwritable(absolute, error)))
  directory.touched.add(folder)
  return true
}

/** A folder of ours, and those around it, as far as nothing is left in them. One that cannot be removed harms nobody. */
async function removeEmpty(directory: Directory, folder: string): Promise<void> {
  if (!OWN_FOLDERS.has(folder.split('/')[0] ?? '')) return
  const real = await safeFolder(directory, folder)
  try {
    await rmdir(join(directory.root, folder))
  } catch {
    return
  }
  directory.checked.delete(folder)
  directory.touched.delete(real)
  directory.touched.add(await safeFolder(directory, dirname(folder)))
  await removeEmpty(directory, dirname(folder))
}

async function settle(directory: Directory): Promise<void> {
  for (const folder of directory.touched) await syncFolder(folder)
  directory.touched.clear()
}

/** A rename is durable once its folder is synced. Windows can neither do nor need it. */
async function syncFolder(absolute: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const folder = await open(absolute, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch (error) {
    throw unwritable(absolute, error)
  }
}

// --- staying inside

function safePath({ root }: Directory, path: string): string {
  if (isOwnPath(path)) return path
  throw new FeedmillError('output.unwritable', join(root, '.'), `${JSON.stringify(path)} is no path of ours: nothing is written outside this folder`)
}

/** The folder, absolute, made if need be; checked once a run. */
function safeFolder(directory: Directory, folder: string): Promise<string> {
  const known = directory.checked.get(folder)
  if (known !== undefined) return known
  const checked = folder === '.' ? makeRoot(directory) : makeFolder(directory, folder)
  directory.checked.set(folder, checked)
  return checked
}

/** The folder itself may be a link: the operator named it. */
async function makeRoot({ root, dryRun }: Directory): Promise<string> {
  try {
    if (!dryRun) await mkdir(root, { recursive: true })
    return dryRun && statIfThere(root) === null ? root : await realpath(root)
  } catch (error) {
    throw unwritable(root, error)
  }
}

/** A link that leads out of the folder is refused, whoever made it. */
async function makeFolder(directory: Directory, folder: string): Promise<string> {
  const root = await safeFolder(directory, '.')
  const absolute = join(await safeFolder(directory, dirname(folder)), basename(folder))
  try {
    if (directory.dryRun && statIfThere(absolute) === null) return absolute
    if (!directory.dryRun && statIfThere(absolute) === null) await mkdir(absolute, { recursive: true })
    const real = await realpath(absolute)
    if (!lstatSync(real).isDirectory()) throw new FeedmillError('output.unwritable', absolute, 'is a file where a folder must be')
    if (real.startsWith(`${root}${sep}`)) return real
  } catch (error) {
    throw unwritable(absolute, error)
  }
  throw new FeedmillError('output.unwritable', absolute, 'is a link that leads out of the folder that is published to')
}

function foreign(absolute: string): FeedmillError {
  return new FeedmillError('output.unwritable', absolute, 'is there already and was not written by Feedmill: move it away, or choose another publish.dir')
}

function unwritable(absolute: string, error: unknown): unknown {
  if (error instanceof FeedmillError) return error
  const code = systemCode(error)
  if (code === null) return error
  return new FeedmillError('output.unwritable', absolute, `${whyUnwritable(code)}${code === 'ENOSPC' || code === 'EDQUOT' ? '. What was published before is intact' : ''}`, error)
}
