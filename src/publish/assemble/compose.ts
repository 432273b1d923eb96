// A document's bytes: what a renderer writes around entries, with the entries' own bytes in between. Nothing is copied or joined.

import { hash } from 'node:crypto'
import type { EntryRange, EntryRanges } from '../../model/document.ts'
import type { FeedFormat } from '../../model/feed.ts'
import type { SiteSettings } from '../../settings/settings.ts'
import type { PlacedFragment } from './fragments.ts'
import type { Envelope } from '../render/envelope.ts'
import { RENDERERS } from '../render/render.ts'

/** Stands for an entry while the text around it is written. No text of a feed holds it: XML forbids it, so it never gets that far. */
const HERE = '\u0001'
const FINGERPRINT_LENGTH = 22 // characters of base64, 132 bits

interface Composed {
  readonly parts: readonly Uint8Array[]
  readonly ranges: EntryRanges | null // null: there are no entries
}

/** The times of an entry: all of it that the text around it shows. */
export type Timed = Pick<PlacedFragment, 'publishedAt' | 'updatedAt'>

/** @param at  place of the format among those of the fragments */
export function compose(format: FeedFormat, at: number, envelope: Envelope, fragments: readonly PlacedFragment[], site: SiteSettings): Composed {
  const frame = frameOf(format, envelope, fragments, site)
  const [head = '', ...behind] = frame.split(HERE)
  if (behind.length !== fragments.length) throw new Error(`${envelope.address}.${format}: the text around its entries holds a forbidden character`)
  const encode = createEncoder()
  const parts: Uint8Array[] = [encode(head)]
  const ranges: EntryRange[] = []
  let offset = parts[0]?.length ?? 0
  for (const [n, { key, updatedAt, texts }] of fragments.entries()) {
    const entry = texts[at] ?? new Uint8Array()
    const next = encode(behind[n] ?? '')
    ranges.push({ key, updatedAt, offset, length: entry.length })
    parts.push(entry, next)
    offset += entry.length + next.length
  }
  return { parts, ranges: ranges.length === 0 ? null : { frame: fingerprintOf(frame), entries: ranges } }
}

/** What `EntryRanges.frame` is where these entries would be composed. */
export function frameFingerprint(format: FeedFormat, envelope: Envelope, entries: readonly Timed[], site: SiteSettings): string {
  return fingerprintOf(frameOf(format, envelope, entries, site))
}

/** The text around entries, with a mark for each. */
function frameOf(format: FeedFormat, envelope: Envelope, entries: readonly Timed[], site: SiteSettings): string {
  const marked = entries.map(({ publishedAt, updatedAt }) => ({ publishedAt, updatedAt, text: HERE }))
  return RENDERERS[format].feed(envelope, marked, site)
}

function fingerprintOf(frame: string): string {
  return hash('sha256', frame, 'base64url').slice(0, FINGERPRINT_LENGTH)
}

/** Between most entries stands the same. */
function createEncoder(): (text: string) => Uint8Array {
  let last = { text: '', bytes: new Uint8Array() }
  return (text) => {
    if (text !== last.text) last = { text, bytes: Buffer.from(text, 'utf8') }
    return last.bytes
  }
}
