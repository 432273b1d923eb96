// Fragments rendered in this run, for the other feeds that show them: the latest ones in memory, the others in a spool. Must never grow
// with the site beyond its bounds.

import type { EpochMs } from '../../model/article.ts'
import type { Spool } from '../deliver/spool.ts'

const CACHE_BYTES = 16_000_000
const REMEMBERED = 100_000 // fragments no longer in memory; 200 bytes each

/** An entry in every format that is published. */
export interface Fragment {
  readonly key: string // changes whenever one of the texts does
  readonly updatedAt: EpochMs // of the entry: what a feed's own is made from
  readonly texts: readonly Uint8Array[] // UTF-8, in the order of the formats in the settings; never changed
}

/** A fragment in the spool. */
interface Spooled {
  readonly updatedAt: EpochMs
  readonly offset: number // of its first text; the others follow it
  readonly lengths: readonly number[] // bytes
}

export interface FragmentCache {
  /** Null for one that was not rendered in this run, or that has to be rendered again. */
  get(key: string): Fragment | null
  put(fragment: Fragment): void
}

/** @param spool  null: what leaves the memory is rendered again */
export function createFragmentCache(spool: Spool | null, maxBytes = CACHE_BYTES): FragmentCache {
  const kept = new Map<string, Fragment>() // the least lately used first
  const spooled = new Map<string, Spooled>()
  let bytes = 0
  const put = (fragment: Fragment): void => {
    kept.set(fragment.key, fragment)
    bytes += sizeOf(fragment)
    for (const oldest of kept.values()) {
      if (bytes <= maxBytes) break
      drop(oldest)
    }
  }
  const drop = (fragment: Fragment): void => {
    kept.delete(fragment.key)
    bytes -= sizeOf(fragment)
    if (!spooled.has(fragment.key) && spooled.size < REMEMBERED) setAside(fragment)
  }
  const setAside = ({ key, updatedAt, texts }: Fragment): void => {
    const offset = spool?.put(texts) ?? null
    if (offset !== null) spooled.set(key, { updatedAt, offset, lengths: texts.map(({ length }) => length) })
  }
  const bringBack = (key: string): Fragment | null => {
    const there = spooled.get(key)
    const fragment = there === undefined || spool === null ? null : fragmentIn(spool, key, there)
    if (fragment !== null) put(fragment)
    return fragment
  }
  return {
    get: (key) => {
      const fragment = kept.get(key)
      if (fragment === undefined) return bringBack(key)
      kept.delete(key)
      kept.set(key, fragment)
      return fragment
    },
    put,
  }
}

function fragmentIn(spool: Spool, key: string, { updatedAt, offset, lengths }: Spooled): Fragment | null {
  const bytes = spool.take(offset, total(lengths))
  if (bytes === null) return null
  let at = 0
  return { key, updatedAt, texts: lengths.map((length) => bytes.subarray(at, (at += length))) }
}

function sizeOf({ texts }: Fragment): number {
  return total(texts.map(({ length }) => length))
}

function total(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 0)
}
