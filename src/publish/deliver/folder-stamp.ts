// EDGE: whether anything happened in a published folder, told from the times of its folders alone: their files may be thousands. Reads only.

import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { ARCHIVE_FOLDER, MANIFEST_PATH, OWN_FOLDERS } from '../../model/document.ts'

// A change so soon after another one may leave the same time behind.
const FINE = 100 // ms; where times have fractions of a second the clock ticks every few milliseconds
const COARSE = 3000 // ms; where they have none, on some file systems every two seconds

/**
 * A text that is another one once a file was added, removed or replaced. Bytes changed in place are not seen, but in the manifest.
 * Synchronous calls: there is a folder for each archive, and asynchronous ones cost ten times as much.
 *
 * @param root  absolute
 * @returns     null where something changed a moment ago, or the folder cannot be read
 */
export function folderStamp(root: string): string | null {
  try {
    const folders = ['.', ...OWN_FOLDERS, ...foldersIn(root, ARCHIVE_FOLDER, 2)] // the pages of a feed lie two levels below
    const times = [...folders, MANIFEST_PATH].map((path) => timeOf(join(root, path)))
    const now = Date.now()
    if (!times.every((time) => time === undefined || isSettled(time, now))) return null
    return times.map((time, at) => `${folders[at] ?? MANIFEST_PATH} ${time?.mtimeMs} ${time?.ino} ${time?.size}`).join('\n')
  } catch {
    return null
  }
}

function isSettled({ mtimeMs }: Stats, now: number): boolean {
  return mtimeMs <= now - (mtimeMs % 1000 === 0 ? COARSE : FINE)
}

function foldersIn(root: string, folder: string, depth: number): string[] {
  if (depth === 0) return []
  const folders = entriesOf(join(root, folder)).flatMap((entry) => (entry.isDirectory() ? [`${folder}/${entry.name}`] : []))
  return [...folders, ...folders.flatMap((inner) => foldersIn(root, inner, depth - 1))]
}

function entriesOf(absolute: string): Dirent[] {
  try {
    return readdirSync(absolute, { withFileTypes: true })
  } catch {
    return []
  }
}

/** Of what a link leads to: the folder itself may be one. */
function timeOf(absolute: string): Stats | undefined {
  return statSync(absolute, { throwIfNoEntry: false })
}
