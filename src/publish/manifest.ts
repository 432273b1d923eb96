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

/** The paths that an earlier run listed; null where the text is no manifest of ours. */
export function readManifest(text: string): string[] | null {
  try {
    const manifest: unknown = JSON.parse(text)
    if (!isRecord(manifest) || !isRecord(manifest['files'])) return null
    const files = Object.entries(manifest['files'])
    return files.every(([, file]) => isRecord(file) && typeof file['sha256'] === 'string') ? files.map(([path]) => path) : null
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
