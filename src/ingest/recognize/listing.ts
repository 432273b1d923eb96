// What a document listed when it was last read, so that an item that says the same again need not be read again: most of a document that
// changed is as it was. Pure.

import { hash } from 'node:crypto'
import type { ArticleId } from '../../model/article.ts'
import type { Listing } from '../../store/store.ts'
import type { Derived, RawFeed } from '../normalize/normalize.ts'
import type { ParsedItem } from '../parse/parsed.ts'

export const NO_LISTING: Listing = new Map()

/** A feed is one list; a JSON API has some, each with its address. */
export const THE_LIST = ''

const LENGTH = 16 // characters of base64, 96 bits

export type Digests = ReadonlyMap<ParsedItem, string>

/**
 * Changes with anything that an item says; where it stands in its document does not matter.
 * @param also  what else its article is made from
 */
export function digestOf(item: ParsedItem, also: string): string {
  return hash('sha256', `${also}\n${JSON.stringify({ ...item, position: 0 })}`, 'base64url').slice(0, LENGTH)
}

/**
 * Of all items of a feed, with what each takes from that.
 * @param derivation  of the rules: by others an item may be another article
 */
export function digestsOf(items: readonly ParsedItem[], feed: RawFeed, derivation: string): Digests {
  const shared = hash('sha256', JSON.stringify([feed, derivation]))
  return new Map(items.map((item) => [item, digestOf(item, shared)]))
}

/**
 * Those that say what an item of the listing said, each by its digest, and the others. Items that have a guid in common are among the others:
 * which articles they are is for all of them to tell.
 */
export function divide(digests: Digests, before: Listing): { readonly unchanged: Listing; readonly others: readonly ParsedItem[] } {
  const isShared = sharedGuidsOf(digests.keys())
  const unchanged = new Map<string, ArticleId>()
  const others: ParsedItem[] = []
  for (const [item, digest] of digests) {
    const id = before.get(digest)
    if (id === undefined || (item.guid !== null && isShared.has(item.guid))) others.push(item)
    else unchanged.set(digest, id)
  }
  return { unchanged, others }
}

function sharedGuidsOf(items: Iterable<ParsedItem>): ReadonlySet<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const { guid } of items) if (guid !== null) (seen.has(guid) ? shared : seen).add(guid)
  return shared
}

/** Whether an item that was read is another version of one that was not, by whatever name: which of them counts is for their whole document to tell. */
export function isDoubled(items: readonly Derived[], unchanged: readonly ArticleId[]): boolean {
  const ids = new Set(unchanged)
  return items.some(({ article }) => ids.has(article.id))
}

/** The listing to keep. An article that goes by another name than its item has is not in it, nor one with such an item beside its own: those are read each time. */
export function listingOf(items: readonly Derived[], unchanged: Listing, digests: Digests): Listing {
  const renamed = new Set(items.filter(({ raw }) => raw.pinned !== undefined).map(({ article }) => article.id))
  const listed = new Map(unchanged)
  for (const { article, raw } of items) {
    const digest = digests.get(raw.item)
    if (digest !== undefined && !renamed.has(article.id)) listed.set(digest, article.id)
  }
  return listed
}
