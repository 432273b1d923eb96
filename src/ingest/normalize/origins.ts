// Where items were before they came to us, as their document tells it; our own output coming back is told by it and kept out.

import { FeedmillError } from '../../model/errors.ts'
import { isOurFeed } from '../../model/feed.ts'
import type { Note } from '../../model/note.ts'
import type { Channel } from '../../model/source.ts'
import type { ParsedFeed, ParsedItem } from '../parse/parsed.ts'

interface Site {
  readonly url: string // ends in a slash
}

interface NamedFeed {
  readonly id: string | null
  readonly feedUrl: string | null
}

/**
 * A mill that reads itself would take in all it has, each item from yet another feed.
 * @param documentUrl  that answered; null for files
 * @throws FeedmillError `parse.own_feed`
 */
export function refuseOurFeed({ id, feedUrl }: Channel, documentUrl: string | null, at: string, site: Site): void {
  const named = [{ id, feedUrl }, { id: null, feedUrl: documentUrl }].find((feed) => isOurFeed(feed, site))
  if (named === undefined) return
  throw new FeedmillError('parse.own_feed', at, `this is a feed that we publish ourselves (${named.feedUrl ?? named.id ?? ''}); take it out of the sources`)
}

/** The document without the items that an upstream took from a feed of ours; one note for each such feed. */
export function withoutReturned(parsed: ParsedFeed, site: Site): ParsedFeed {
  const origins = parsed.items.map((item) => ourFeedAmong(item, site))
  const returned = Map.groupBy(origins.filter((origin) => origin !== null), (origin) => origin)
  if (returned.size === 0) return parsed
  const notes = [...returned].map(([origin, items]): Note => ({ code: 'item.returned', message: `${items.length === 1 ? '1 item' : `${items.length} items`} came from our own feed ${origin}, and did not come in again` }))
  return { ...parsed, items: parsed.items.filter((_item, at) => origins[at] === null), notes: [...parsed.notes, ...notes] }
}

/** The first feed of ours in an item's chain of origins: the feed that it was taken from, and those before it. */
function ourFeedAmong({ origin, links }: ParsedItem, site: Site): string | null {
  const before = links.filter(({ rel }) => rel === 'via').map(({ href }): NamedFeed => ({ id: href, feedUrl: href }))
  const ours = [...(origin === null ? [] : [origin]), ...before].find((feed) => isOurFeed(feed, site))
  return ours === undefined ? null : (ours.feedUrl ?? ours.id)
}
