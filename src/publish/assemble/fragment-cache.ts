// Fragments rendered in this run, for the other feeds that show them: the latest ones in memory, the others where they stand in the
// files written since. Must never grow with the site beyond its bounds.

import { crc32 } from 'node:zlib'
import type { EpochMs } from '../../model/article.ts'
import type { Target } from '../deliver/target.ts'

const CACHE_BYTES = 16_000_000
const REMEMBERED = 100_000 // fragments no longer in memory; 300 bytes each

/** An entry in every format that is published. */
export interface Fragment {
  readonly key: string // changes whenever one of the texts does
  readonly updatedAt: EpochMs // of the entry: what a feed's own is made from
  readonly texts: readonly Uint8Array[] // UTF-8, in the order of the formats in the settings; never changed
}

/** Where the texts of a fragment stand in files of this run. */
interface Standing {
  readonly paths: readonly string[] // a file for each text
  readonly offsets: readonly number[] // bytes
}

/** A fragment that left the memory. */
interface Left extends Standing {
  readonly updatedAt: EpochMs
  readonly lengths: readonly number[] // bytes
  readonly checksum: number // of all its texts: the file may be another by now, though nobody of ill will could write it
}

export interface FragmentCache {
  /** Null for one that was not rendered in this run, or that has to be rendered again. */
  get(key: string): Promise<Fragment | null>
  put(fragment: Fragment): void
  /** Tells where a fragment will be found once its document is written; of one that was not put here nothing is kept. */
  note(key: string, standing: Standing): void
}

export function createFragmentCache(target: Target, maxBytes = CACHE_BYTES): FragmentCache {
  const kept = new Map<string, Fragment>() // the least lately used first
  const standing = new Map<string, Standing>() // of those in `kept`
  const left = new Map<string, Left>()
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
    const { key } = fragment
    const stands = standing.get(key)
    if (stands !== undefined) left.set(key, leave(fragment, stands))
    for (const first of left.size > REMEMBERED ? left.keys().take(1) : []) left.delete(first)
    kept.delete(key)
    standing.delete(key)
    bytes -= sizeOf(fragment)
  }
  const bringBack = async (key: string): Promise<Fragment | null> => {
    const gone = left.get(key)
    const fragment = gone === undefined ? null : await readBack(key, gone, target)
    if (gone === undefined || fragment === null) return null
    standing.set(key, gone)
    put(fragment)
    return fragment
  }
  return {
    get: async (key) => {
      const fragment = kept.get(key)
      if (fragment === undefined) return bringBack(key)
      kept.delete(key)
      kept.set(key, fragment)
      return fragment
    },
    put,
    note: (key, stands) => {
      if (kept.has(key) && !standing.has(key)) standing.set(key, stands)
    },
  }
}

function leave({ updatedAt, texts }: Fragment, { paths, offsets }: Standing): Left {
  return { paths, offsets, updatedAt, lengths: texts.map(({ length }) => length), checksum: checksumOf(texts) }
}

async function readBack(key: string, { paths, offsets, lengths, updatedAt, checksum }: Left, target: Target): Promise<Fragment | null> {
  const texts: Uint8Array[] = []
  for (const [at, path] of paths.entries()) texts.push((await target.readPart(path, offsets[at] ?? 0, lengths[at] ?? 0)) ?? new Uint8Array())
  return checksumOf(texts) === checksum ? { key, updatedAt, texts } : null
}

function checksumOf(texts: readonly Uint8Array[]): number {
  return texts.reduce((sum, text) => crc32(text, sum), 0)
}

function sizeOf({ texts }: Fragment): number {
  return texts.reduce((total, { length }) => total + length, 0)
}
