// Fragments rendered in this run, for the other feeds that show them: one behind the other in a log, whose end is in memory and
// the rest in a spool. Must never grow with the site beyond its bounds.

import type { EpochMs } from '../../model/article.ts'
import type { Spool } from '../deliver/spool.ts'

const SEGMENTS = 8 // that are kept in memory
const SEGMENT_BYTES = 1_000_000
const REMEMBERED = 100_000 // fragments; 200 bytes each

/** An entry in every format that is published. */
export interface Fragment {
  readonly key: string // changes whenever one of the texts does
  readonly updatedAt: EpochMs // of the entry: what a feed's own is made from
  readonly texts: readonly Uint8Array[] // UTF-8, in the order of the formats in the settings; never changed
}

/** A piece of the log. Fragments are copied in and out, and its memory is used again: nothing short-lived is held for their sake. */
interface Segment {
  memory: Buffer | null // null: it is in the spool, or nowhere
  end: number // bytes of it that are in use
  offset: number | null // in the spool
}

/** Where a fragment is: one text behind the other. */
interface Place {
  readonly updatedAt: EpochMs
  readonly segment: Segment
  readonly start: number
  readonly lengths: readonly number[] // bytes
}

export interface FragmentCache {
  /** Null for one that was not rendered in this run, or that has to be rendered again. */
  get(key: string): Fragment | null
  put(fragment: Fragment): void
}

/** @param spool  null: what leaves the memory is rendered again */
export function createFragmentCache(spool: Spool | null, { segments = SEGMENTS, segmentBytes = SEGMENT_BYTES } = {}): FragmentCache {
  const places = new Map<string, Place>()
  const inMemory: Segment[] = [] // the oldest first
  const segmentFor = (length: number): Segment => {
    const last = inMemory.at(-1)
    if (last !== undefined && last.end + length <= segmentBytes) return last
    const memory = inMemory.length < segments ? null : unload(inMemory.shift(), spool)
    const segment = { memory: memory ?? Buffer.allocUnsafeSlow(segmentBytes), end: 0, offset: null }
    inMemory.push(segment)
    return segment
  }
  return {
    get: (key) => {
      const place = places.get(key)
      return place === undefined ? null : fragmentAt(key, place, spool)
    },
    put: ({ key, updatedAt, texts }) => {
      if (places.size >= REMEMBERED && !places.has(key)) return
      const lengths = texts.map(({ length }) => length)
      const isLarge = total(lengths) > segmentBytes
      const segment = isLarge ? { memory: null, end: 0, offset: spool?.put(texts) ?? null } : segmentFor(total(lengths))
      places.set(key, { updatedAt, segment, start: segment.end, lengths })
      if (!isLarge) append(texts, segment)
    },
  }
}

/** To the spool, where it has room. @returns the memory, for another one */
function unload(segment: Segment | undefined, spool: Spool | null): Buffer | null {
  if (!segment?.memory) return null
  const { memory } = segment
  segment.offset = spool?.put([memory.subarray(0, segment.end)]) ?? null
  segment.memory = null
  return memory
}

function append(texts: readonly Uint8Array[], segment: Segment): void {
  for (const text of texts) {
    segment.memory?.set(text, segment.end)
    segment.end += text.length
  }
}

function fragmentAt(key: string, { updatedAt, segment, start, lengths }: Place, spool: Spool | null): Fragment | null {
  const bytes = read(segment, start, total(lengths), spool)
  if (bytes === null) return null
  let at = 0
  const texts = lengths.map((length) => {
    at += length
    return bytes.subarray(at - length, at)
  })
  return { key, updatedAt, texts }
}

function read({ memory, offset }: Segment, start: number, length: number, spool: Spool | null): Uint8Array | null {
  if (memory !== null) return new Uint8Array(memory.subarray(start, start + length))
  return offset === null || spool === null ? null : spool.take(offset + start, length)
}

function total(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 0)
}
