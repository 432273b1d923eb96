// manifest.json as a mirror reads it: untrusted, every field checked. Pure.

import { isOwnPath } from '../../model/document.ts'

/** What the manifest says of one file. */
export interface ListedFile {
  readonly type: string
  readonly sha256: string
  readonly bytes: number
  readonly items: number
  readonly updated: string | null
}

interface Listing {
  readonly files: ReadonlyMap<string, ListedFile>
  readonly complaints: readonly string[] // what in it cannot be meant
}

/** @returns null where the text is no manifest at all */
export function readListing(text: string): Listing | null {
  const files = new Map<string, ListedFile>()
  const complaints: string[] = []
  const listed = filesOf(text)
  if (listed === null) return null
  for (const [path, file] of Object.entries(listed)) {
    if (!isOwnPath(path)) complaints.push(`names ${JSON.stringify(path.slice(0, 200))}, which is no path of a published file`)
    else if (isListedFile(file)) files.set(path, file)
    else complaints.push(`says of ${path} not what a manifest says of a file`)
  }
  return { files, complaints }
}

function filesOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const manifest: unknown = JSON.parse(text)
    return isRecord(manifest) && isRecord(manifest['files']) ? manifest['files'] : null
  } catch {
    return null
  }
}

function isListedFile(file: unknown): file is ListedFile {
  if (!isRecord(file)) return false
  const { type, sha256, bytes, items, updated } = file
  return typeof type === 'string' && typeof sha256 === 'string' && isCount(bytes) && isCount(items) && (updated === null || typeof updated === 'string')
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
