// EDGE: a file of its own for what one run puts aside for later. Nobody else can open it: it loses its name as soon as it is there, and
// its room with the end of the process, however that comes. Must never make a run fail: what cannot be put aside is made again.

import { closeSync, openSync, readSync, rmSync, writevSync } from 'node:fs'

const MAX_BYTES = 1_000_000_000

export interface Spool {
  /** @returns the offset of these bytes, one part behind the other; null where there is no room for them */
  put(parts: readonly Uint8Array[]): number | null
  /** Null where they cannot be read. */
  take(offset: number, length: number): Uint8Array | null
  close(): void
}

/**
 * Made when the first bytes come; what has this name is replaced.
 *
 * @param path  absolute, on a disk: it may become as large as `maxBytes`
 */
export function openSpool(path: string, maxBytes = MAX_BYTES): Spool {
  let file: number | null = null
  let end = 0
  let isFull = false
  return {
    put: (parts) => {
      const length = parts.reduce((bytes, part) => bytes + part.length, 0)
      if (isFull || end + length > maxBytes) return null
      file ??= create(path)
      isFull = file === null || write(file, parts, end) !== length
      if (isFull) return null
      end += length
      return end - length
    },
    take: (offset, length) => (file === null ? null : read(file, offset, length)),
    close: () => {
      if (file === null) return
      closeSync(file)
      rmSync(path, { force: true }) // where a file cannot lose its name while it is open
      file = null
    },
  }
}

function create(path: string): number | null {
  try {
    rmSync(path, { force: true }) // what a process that was killed left
    const file = openSync(path, 'wx+', 0o600)
    rmSync(path, { force: true })
    return file
  } catch {
    return null
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
