// What a source listed in its last document, so that an item that says the same again need not be read again: most of a document that
// changed is as it was. Pure.

import { hash } from 'node:crypto'
import type { ArticleId } from '../../model/article.ts'
import type { Listing } from '../../store/store.ts'
import type { Derived, RawFeed } from '../normalize/normalize.ts'
import type { ParsedItem } from '../parse/parsed.ts'

export const NO_LISTING: Listing = new Map()

const LENGTH = 16 // characters of base64, 96 bits

export type Digests = ReadonlyMap<ParsedItem, string>

/** Each changes with anything that an item says or takes from its document; where it stands in that does not matter. */
export function digestsOf(items: readonly ParsedItem[], feed: RawFeed): Digests {
  const shared = hash('sha256', JSON.stringify(feed))
  return new Map(items.map((item) => [item, hash('sha256', shared + JSON.stringify({ ...item, position: 0 }), 'base64url').slice(0, LENGTH)]))
}

/** Those that say what an item of the listing said, each by its digest, and the others. */
export function divide(digests: Digests, before: Listing): { readonly unchanged: Listing; readonly others: readonly ParsedItem[] } {
  const unchanged = new Map<string, ArticleId>()
  const others: ParsedItem[] = []
  for (const [item, digest] of digests) {
    const id = before.get(digest)
    if (id === undefined) others.push(item)
    else unchanged.set(digest, id)
  }
  return { unchanged, others }
}

/** Whether an item that was read is another version of one that was not: which of them counts is for their whole document to tell. */
export function isDoubled(items: readonly Derived[], unchanged: Listing): boolean {
  const ids = new Set(unchanged.values())
  return items.some(({ article }) => ids.has(article.id))
}

/** The listing to keep. An article that goes by another name than its item has is not in it: that item is read each time. */
export function listingOf(items: readonly Derived[], unchanged: Listing, digests: Digests): Listing {
  const listed = new Map(unchanged)
  for (const { article, raw } of items) {
    const digest = digests.get(raw.item)
    if (digest !== undefined && raw.pinned === undefined) listed.set(digest, article.id)
  }
  return listed
}
