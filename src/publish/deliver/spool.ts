// EDGE: a file of its own for what one run puts aside for later. Nobody else can open it: it loses its name as soon as it is there, and
// its room with the end of the process, however that comes. Must never make a run fail: what cannot be put aside is made again.

import { closeSync, openSync, readSync, rmSync, statfsSync, writevSync } from 'node:fs'
import { dirname } from 'node:path'

const MAX_BYTES = 1_000_000_000
// Shares of the room that its disk would have without it: the store lies there too, perhaps the feeds.
const TAKEN = 0.25 // at most
const YIELDED = 0.5 // when others have filled so much that it would hold this share, it gives everything back

export interface Spool {
  /** @returns the offset of these bytes, one part behind the other; null where there is no room for them */
  put(parts: readonly Uint8Array[]): number | null
  /** Null where they cannot be read. */
  take(offset: number, length: number): Uint8Array | null
  close(): void
}

interface SpoolBounds {
  readonly maxBytes?: number
  /** Bytes that are free on the disk of this folder. */
  readonly roomIn?: (folder: string) => number
}

/**
 * Made when the first bytes come; what has this name is replaced. Once others fill its disk it gives its room back, and takes nothing any more.
 *
 * @param path  absolute, on a disk: it may become as large as `maxBytes`
 */
export function openSpool(path: string, { maxBytes = MAX_BYTES, roomIn = freeIn }: SpoolBounds = {}): Spool {
  const folder = dirname(path)
  let file: number | null = null
  let end = 0
  let isClosed = false
  const close = (): void => {
    isClosed = true
    if (file !== null) remove(file, path)
    file = null
  }
  const add = (parts: readonly Uint8Array[], length: number): boolean => {
    file ??= create(path)
    return file !== null && write(file, parts, end) === length
  }
  /** Bytes that the disk would have without us, once we have given way to others. */
  const look = (): number => {
    const room = roomIn(folder) + end
    if (end > YIELDED * room) close()
    return room
  }
  return {
    put: (parts) => {
      const length = parts.reduce((bytes, part) => bytes + part.length, 0)
      if (isClosed || end + length > Math.min(maxBytes, TAKEN * look())) return null
      if (!add(parts, length)) {
        close()
        return null
      }
      end += length
      return end - length
    },
    take: (offset, length) => {
      if (file !== null) look()
      return file === null ? null : read(file, offset, length)
    },
    close,
  }
}

/** Nothing where nobody can tell. */
function freeIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return 0
  }
}

function create(path: string): number | null {
  try {
    unname(path) // what a process that was killed left
    const file = openSync(path, 'wx+', 0o600)
    unname(path)
    return file
  } catch {
    return null
  }
}

function remove(file: number, path: string): void {
  try {
    closeSync(file)
  } catch {
    // It held nothing that anybody needs.
  }
  unname(path) // where a file cannot lose its name while it is open
}

function unname(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Then it is in the way of the next one, which makes do without.
  }
}

/** @returns how many bytes the disk took */
function write(file: number, parts: readonly Uint8Array[], offset: number): number {
  try {
    return writevSync(file, parts, offset)
  } catch {
    return 0
  }
}

function read(file: number, offset: number, length: number): Uint8Array | null {
  const bytes = Buffer.allocUnsafeSlow(length)
  try {
    return readSync(file, bytes, 0, length, offset) === length ? bytes : null
  } catch {
    return null
  }
}
