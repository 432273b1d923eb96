// manifest.json: every other published file with its hash, for mirrors and for the next run on a fresh store. Pure.

import { formatRfc3339 } from '../../formats/dates.ts'
import type { EpochMs } from '../../model/article.ts'
import type { DocumentRecord } from '../../model/document.ts'

const LINES = 1000 // of one part: the text of all files of a large site is megabytes

/** Sorted by path, one file a line. @returns UTF-8, in parts */
export function renderManifest(records: Iterable<DocumentRecord>): Uint8Array[] {
  const sorted = [...records].sort((a, b) => (a.path < b.path ? -1 : 1))
  const parts = [Buffer.from('{"files":{\n', 'utf8')]
  const lineOf = createLines()
  for (let at = 0; at < sorted.length; at += LINES) {
    const lines = sorted.slice(at, at + LINES).map((record) => lineOf(record)).join(',\n')
    parts.push(Buffer.from(at === 0 ? lines : `,\n${lines}`, 'utf8'))
  }
  return [...parts, Buffer.from('\n}}\n', 'utf8')]
}

/** All formats of a feed, which stand side by side, were updated at one time. */
function createLines(): (record: DocumentRecord) => string {
  let last: { at: EpochMs | null; text: string | null } = { at: null, text: null }
  return ({ path, mediaType, sha256, bytes, items, updatedAt }) => {
    if (updatedAt !== last.at) last = { at: updatedAt, text: updatedAt === null ? null : formatRfc3339(updatedAt) }
    return `${JSON.stringify(path)}:${JSON.stringify({ type: mediaType, sha256, bytes, items, updated: last.text })}`
  }
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
