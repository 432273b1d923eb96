// manifest.json: every other published file with its hash, for mirrors and for the next run on a fresh store. Pure.

import { formatRfc3339 } from '../formats/dates.ts'
import type { DocumentRecord } from '../model/document.ts'

export const MANIFEST_PATH = 'manifest.json'

/** Sorted by path, one file a line. */
export function renderManifest(records: Iterable<DocumentRecord>): string {
  const sorted = [...records].sort((a, b) => (a.path < b.path ? -1 : 1))
  const lines = sorted.map(({ path, mediaType, sha256, bytes, items, updatedAt }) => {
    const updated = updatedAt === null ? null : formatRfc3339(updatedAt)
    return `${JSON.stringify(path)}:${JSON.stringify({ type: mediaType, sha256, bytes, items, updated })}`
  })
  return `{"files":{\n${lines.join(',\n')}\n}}\n`
}

/** What an earlier run listed: each path with the hash of its bytes; null where the text is no manifest of ours. */
export function readManifest(text: string): ReadonlyMap<string, string> | null {
  try {
    const manifest: unknown = JSON.parse(text)
    if (!isRecord(manifest) || !isRecord(manifest['files'])) return null
    const files = Object.entries(manifest['files']).map(([path, file]) => [path, isRecord(file) ? file['sha256'] : null] as const)
    return files.every(isHashed) ? new Map(files) : null
  } catch {
    return null
  }
}

function isHashed(file: readonly [path: string, sha256: unknown]): file is readonly [string, string] {
  return typeof file[1] === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
