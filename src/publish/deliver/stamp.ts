// EDGE: whether anything happened in a published folder, told from the times of its folders alone: their files may be thousands. Reads only.

import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { FOLDERS } from './target.ts'

/** A change so soon after another one may leave the same time behind (the clocks of file systems tick in milliseconds, of some in 2 s). */
const SETTLED = 3000 // ms
const MANIFEST = 'manifest.json'

/**
 * A text that is another one once a file was added, removed or replaced. Bytes changed in place are not seen, but in the manifest.
 *
 * @param root  absolute
 * @returns     null where something changed a moment ago, or the folder cannot be read
 */
export async function stampOf(root: string): Promise<string | null> {
  try {
    const folders = ['.', ...FOLDERS, ...(await foldersIn(root, 'archive', 2))] // the pages of a feed lie two levels below
    const times = await Promise.all([...folders, MANIFEST].map((path) => timeOf(join(root, path))))
    const latest = Math.max(...times.map((time) => (time === null ? 0 : time.mtimeMs)))
    if (latest > Date.now() - SETTLED) return null
    return times.map((time, at) => `${folders[at] ?? MANIFEST} ${time?.mtimeMs} ${time?.ino} ${time?.size}`).join('\n')
  } catch {
    return null
  }
}

async function foldersIn(root: string, folder: string, depth: number): Promise<string[]> {
  if (depth === 0) return []
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((): Dirent[] => [])
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`)
  return [...folders, ...(await Promise.all(folders.map((inner) => foldersIn(root, inner, depth - 1)))).flat()]
}

/** Of what a link leads to: the folder itself may be one. */
async function timeOf(path: string) {
  return stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
}
