// EDGE: a published folder, read back. It may be anybody's: links are not followed, only plain files of a bearable size are read,
// and nothing outside the folder is ever opened. Must never write.

import { constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { OWN_FOLDERS } from '../../model/document.ts'
import { FeedmillError, whyUnreadable } from '../../model/errors.ts'

const MAX_BYTES = 100_000_000 // of one file: nothing we publish comes near
const MAX_DEPTH = 8 // of folders; ours are four deep

/** A file or link below the folder. */
interface TreeFile {
  readonly path: string // `/` between its parts
  readonly isPlain: boolean // false: a link, a pipe, a device
}

export interface PublishedTree {
  /** Whatever lies where files of ours may be. */
  list(): Promise<readonly TreeFile[]>
  /** Null where there is no plain file, or none that can be read; `too large` for one that is not looked at. */
  read(path: string): Promise<Uint8Array | 'too large' | null>
}

/**
 * @param dir  absolute; a link to a folder will do, as the operator named it
 * @throws FeedmillError output.unreadable from `list`, when the folder itself cannot be read
 */
export function openPublishedTree(dir: string): PublishedTree {
  return {
    list: async () => {
      const found: TreeFile[] = []
      await listFolder(dir, '', 0, found)
      return found
    },
    read: (path) => readPlain(join(dir, path)),
  }
}

async function listFolder(root: string, folder: string, depth: number, found: TreeFile[]): Promise<void> {
  for (const entry of await entriesOf(join(root, folder), depth)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (!entry.isDirectory()) found.push({ path, isPlain: entry.isFile() })
    else if ((folder !== '' || OWN_FOLDERS.has(entry.name)) && depth < MAX_DEPTH) await listFolder(root, path, depth + 1, found)
  }
}

/** In one order on every machine. A folder below that cannot be read holds nothing for anybody: what should be in it is missing. */
async function entriesOf(absolute: string, depth: number) {
  try {
    const entries = await readdir(absolute, { withFileTypes: true })
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    if (depth > 0) return []
    throw new FeedmillError('output.unreadable', absolute, whyUnreadable(error, 'folder'), error)
  }
}

/** Opened without following a link, and without waiting for whoever holds the other end of a pipe; looked at once it is open. */
async function readPlain(absolute: string): Promise<Uint8Array | 'too large' | null> {
  const file = await open(absolute, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)).catch(() => null)
  if (file === null) return null
  try {
    const there = await file.stat()
    if (!there.isFile()) return null
    return there.size > MAX_BYTES ? 'too large' : await file.readFile()
  } catch {
    return null
  } finally {
    await file.close()
  }
}
