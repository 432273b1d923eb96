// Documents as files: with compressed siblings where they are wanted, what is recorded of each, and whose the file is that is there.

import { createHash } from 'node:crypto'
import type { Document, DocumentRecord, WrittenDocument } from '../model/document.ts'
import { allOf } from '../model/errors.ts'
import type { Settings } from '../settings/settings.ts'
import { compress, SIBLINGS } from './deliver/compress.ts'
import type { StagedDocument } from './deliver/outbox.ts'
import { stageAll } from './deliver/stage.ts'
import type { OutgoingFile, Target } from './deliver/target.ts'
import { isOurs, type Survey } from './survey.ts'

/** What was there before us must have these bytes already, or is refused here, before anything calls it ours. */
export async function stageDocuments(documents: readonly Document[], settings: Settings, found: Survey, target: Target): Promise<StagedDocument[]> {
  const made = (await allOf(documents.map((document) => withSiblings(document, settings, found)))).flat()
  const staged = await stageAll(made.map(({ outgoing }) => outgoing), target)
  return made.map(({ record }, at) => ({ record, staged: staged[at] ?? null }))
}

/** A file whose bytes are at hand. */
interface MadeFile {
  readonly record: WrittenDocument
  readonly outgoing: OutgoingFile
}

async function withSiblings(document: Document, settings: Settings, found: Survey): Promise<MadeFile[]> {
  const file = fileOf(document, found)
  if (!settings.publish.precompress) return [file]
  const paths = SIBLINGS.map((sibling) => `${document.path}.${sibling}`)
  // Another version of zlib may make other bytes of the same text: what is there stays. The manifest says of it what it says of its document.
  const isThere = (path: string): boolean => found.existing.has(path) && found.records.get(path)?.updatedAt === document.updatedAt
  if (file.outgoing.ownership === 'same' && paths.every(isThere)) return [file]
  const compressed = await compress(Buffer.concat(document.parts))
  return [file, ...compressed.map((bytes, index) => fileOf({ ...document, path: paths[index] ?? '', parts: [bytes], ranges: null }, found))]
}

function fileOf({ path, mediaType, parts, ranges, items, updatedAt }: Document, found: Survey): MadeFile {
  const bytes = parts.reduce((total, { length }) => total + length, 0)
  const record = { path, mediaType, sha256: digestOf(parts), bytes, items, updatedAt, ranges }
  return { record, outgoing: { path, parts, ownership: ownershipOf(record, found) } }
}

/** SHA-256, 64 lowercase hex digits. */
export function digestOf(parts: readonly Uint8Array[]): string {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return digest.digest('hex')
}

function ownershipOf({ path, sha256 }: DocumentRecord, found: Survey): OutgoingFile['ownership'] {
  if (found.isTrusted && found.records.get(path)?.sha256 === sha256) return 'same'
  return isOurs(path, found) ? 'ours' : 'unknown'
}

/** With entries also when nothing else changed: they may have new keys. */
export function isRecorded({ record }: StagedDocument, { records }: Survey): boolean {
  const known = records.get(record.path)
  if (record.ranges !== null) return false
  return known?.sha256 === record.sha256 && known.items === record.items && known.updatedAt === record.updatedAt && known.mediaType === record.mediaType
}
