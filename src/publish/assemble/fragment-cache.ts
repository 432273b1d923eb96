// Fragments rendered in this run, for the other feeds that show them: one behind the other as on a tape, whose end is in memory and
// the rest in a spool. Must never grow with the site beyond its bounds.

import type { EpochMs } from '../../model/article.ts'
import type { Spool } from '../deliver/spool.ts'

const REELS = 8 // that are kept in memory
const REEL_BYTES = 1_000_000
const REMEMBERED = 100_000 // fragments; 200 bytes each

/** An entry in every format that is published. */
export interface Fragment {
  readonly key: string // changes whenever one of the texts does
  readonly updatedAt: EpochMs // of the entry: what a feed's own is made from
  readonly texts: readonly Uint8Array[] // UTF-8, in the order of the formats in the settings; never changed
}

/** A piece of the tape. Fragments are copied in and out, and its memory is used again: nothing short-lived is held for their sake. */
interface Reel {
  memory: Buffer | null // null: it is in the spool, or nowhere
  end: number // bytes of it that are in use
  offset: number | null // in the spool
}

/** Where a fragment is: one text behind the other. */
interface Place {
  readonly updatedAt: EpochMs
  readonly reel: Reel
  readonly start: number
  readonly lengths: readonly number[] // bytes
}

export interface FragmentCache {
  /** Null for one that was not rendered in this run, or that has to be rendered again. */
  get(key: string): Fragment | null
  put(fragment: Fragment): void
}

/** @param spool  null: what leaves the memory is rendered again */
export function createFragmentCache(spool: Spool | null, { reels = REELS, reelBytes = REEL_BYTES } = {}): FragmentCache {
  const places = new Map<string, Place>()
  const inMemory: Reel[] = [] // the oldest first
  const reelFor = (length: number): Reel => {
    const last = inMemory.at(-1)
    if (last !== undefined && last.end + length <= reelBytes) return last
    const memory = inMemory.length < reels ? null : unload(inMemory.shift(), spool)
    const reel = { memory: memory ?? Buffer.allocUnsafeSlow(reelBytes), end: 0, offset: null }
    inMemory.push(reel)
    return reel
  }
  return {
    get: (key) => {
      const place = places.get(key)
      return place === undefined ? null : fragmentAt(key, place, spool)
    },
    put: ({ key, updatedAt, texts }) => {
      if (places.size >= REMEMBERED && !places.has(key)) return
      const lengths = texts.map(({ length }) => length)
      const isLarge = total(lengths) > reelBytes
      const reel = isLarge ? { memory: null, end: 0, offset: spool?.put(texts) ?? null } : reelFor(total(lengths))
      places.set(key, { updatedAt, reel, start: reel.end, lengths })
      if (!isLarge) append(texts, reel)
    },
  }
}

/** To the spool, where it has room. @returns the memory, for another one */
function unload(reel: Reel | undefined, spool: Spool | null): Buffer | null {
  if (!reel?.memory) return null
  const { memory } = reel
  reel.offset = spool?.put([memory.subarray(0, reel.end)]) ?? null
  reel.memory = null
  return memory
}

function append(texts: readonly Uint8Array[], reel: Reel): void {
  for (const text of texts) {
    reel.memory?.set(text, reel.end)
    reel.end += text.length
  }
}

function fragmentAt(key: string, { updatedAt, reel, start, lengths }: Place, spool: Spool | null): Fragment | null {
  const bytes = read(reel, start, total(lengths), spool)
  if (bytes === null) return null
  let at = 0
  return { key, updatedAt, texts: lengths.map((length) => bytes.subarray(at, (at += length))) }
}

function read({ memory, offset }: Reel, start: number, length: number, spool: Spool | null): Uint8Array | null {
  if (memory !== null) return new Uint8Array(memory.subarray(start, start + length))
  return offset === null || spool === null ? null : spool.take(offset + start, length)
}

function total(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 0)
}
