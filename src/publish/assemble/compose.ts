// A document's bytes: what a renderer writes around entries, with the entries' own bytes in between. Nothing is copied or joined.

import type { Cut } from '../../model/document.ts'
import type { FeedFormat } from '../../model/feed.ts'
import type { SiteSettings } from '../../settings/settings.ts'
import type { PlacedFragment } from './fragments.ts'
import type { Envelope } from '../render/envelope.ts'
import { RENDERERS } from '../render/render.ts'

/** Stands for an entry while the text around it is written. No text of a feed holds it: XML forbids it, so it never gets that far. */
const HERE = '\u0001'

export interface Composed {
  readonly parts: readonly Uint8Array[]
  readonly cuts: readonly Cut[]
}

/** @param at  place of the format among those of the fragments */
export function compose(format: FeedFormat, at: number, envelope: Envelope, fragments: readonly PlacedFragment[], site: SiteSettings): Composed {
  const marked = fragments.map(({ publishedAt, updatedAt }) => ({ publishedAt, updatedAt, text: HERE }))
  const [head = '', ...behind] = RENDERERS[format].feed(envelope, marked, site).split(HERE)
  if (behind.length !== fragments.length) throw new Error(`${envelope.address}.${format}: the text around its entries holds a forbidden character`)
  const encode = createEncoder()
  const parts: Uint8Array[] = [encode(head)]
  const cuts: Cut[] = []
  let offset = parts[0]?.length ?? 0
  for (const [n, { key, updatedAt, texts }] of fragments.entries()) {
    const entry = texts[at] ?? new Uint8Array()
    const next = encode(behind[n] ?? '')
    cuts.push({ key, updatedAt, offset, length: entry.length })
    parts.push(entry, next)
    offset += entry.length + next.length
  }
  return { parts, cuts }
}

/** Between most entries stands the same. */
function createEncoder(): (text: string) => Uint8Array {
  let last = { text: '', bytes: new Uint8Array() }
  return (text) => {
    if (text !== last.text) last = { text, bytes: Buffer.from(text, 'utf8') }
    return last.bytes
  }
}
