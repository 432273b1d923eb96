// A fetched document to articles, with what the store and the config know of it: guids that were shared, addresses that are secret.

import type { ArticleId } from '../model/article.ts'
import { articleId } from '../model/identity.ts'
import type { Note } from '../model/note.ts'
import type { FeedSource, SourceState } from '../model/source.ts'
import { redact } from '../settings/settings.ts'
import type { Listing, Store } from '../store/store.ts'
import type { Fresh } from './fetch/fetched.ts'
import { feedOf, type Normalized, normalizeFeed, type Rules } from './normalize/normalize.ts'
import { refuseOurFeed, withoutReturned } from './normalize/origins.ts'
import { parseDocument } from './parse/parse.ts'
import type { ParsedFeed, ParsedHints } from './parse/parsed.ts'
import { shownUrl } from './plan/request-url.ts'
import { ruleOf } from './recognize/keep.ts'
import { type Digests, digestsOf, divide, isDoubled, listingOf, NO_LISTING, THE_LIST } from './recognize/listing.ts'
import { type Names, NO_NAMES, recognizeItems } from './recognize/recognize.ts'

export interface ReadDocument extends Omit<Normalized, 'sharedGuids'>, Names {
  readonly unchanged: readonly ArticleId[] // articles whose items say what they said; they are not among the items
  readonly listing: Listing // to be kept with the articles
  readonly sharedGuids: SourceState['sharedGuids']
  readonly hints: ParsedHints
}

interface Surroundings {
  readonly siteUrl: string // of our own feeds
  readonly store: Store
  readonly secrets: readonly string[] // of the config, in every spelling
}

const MAX_SHARED_GUIDS = 1000 // remembered of one source

/** @throws FeedmillError `parse.*` for what is no feed, `store.*` */
export async function readDocument(source: FeedSource, state: SourceState, fetched: Fresh, rules: Rules, around: Surroundings): Promise<ReadDocument> {
  const { unchanged: known, digests, ...read } = await readAlone(source, state, fetched, rules, around)
  const unchanged = [...known.values()]
  if (state.derivation === null) return { ...read, ...NO_NAMES, unchanged, listing: listingOf(read.items, known, digests) } // nothing is stored yet
  const { items, renamings, aliases, notes } = await recognizeItems(read.items, rules, ruleOf(source.keep), around.store, { unchanged })
  return { ...read, items, renamings, aliases, notes: [...read.notes, ...notes], unchanged, listing: listingOf(items, known, digests) }
}

interface ReadAlone extends Omit<ReadDocument, keyof Names | 'unchanged' | 'listing'> {
  readonly unchanged: Listing
  readonly digests: Digests // of all items
}

async function readAlone(source: FeedSource, state: SourceState, fetched: Fresh, rules: Rules, around: Surroundings): Promise<ReadAlone> {
  const site = { url: around.siteUrl }
  const parsed = withoutReturned(parseDocument(fetched.bytes, fetched.contentType, addressOf(source)), site)
  const url = publicUrl(fetched.url, around.secrets)
  const digests = digestsOf(parsed.items, feedOf(parsed.channel, url))
  const shared = new Map(state.sharedGuids)
  const { unchanged, ...normalized } = normalizeChanged(parsed, url, rules, shared, digests, state.derivation === null ? NO_LISTING : await around.store.loadListing(source.id, THE_LIST))
  refuseOurFeed(normalized.channel, fetched.url, addressOf(source), site)
  const { hints } = parsed.channel
  const found = normalized.sharedGuids.filter((guid) => !shared.has(guid))
  if (found.length === 0) return { ...normalized, unchanged, digests, sharedGuids: [...shared], hints }
  const owned = new Map([...shared, ...(await ownersOf(found, rules, around.store))])
  return { ...normalizeFeed(parsed, url, rules, owned), unchanged: NO_LISTING, digests, sharedGuids: [...owned].slice(-MAX_SHARED_GUIDS), hints }
}

/** Without the items that say what they said before; of all where that leaves any doubt. */
function normalizeChanged(
  parsed: ParsedFeed,
  url: string | null,
  rules: Rules,
  shared: ReadonlyMap<string, string | null>,
  digests: Digests,
  before: Listing,
): Normalized & { readonly unchanged: Listing } {
  const { unchanged, others } = divide(digests, before)
  const normalized = normalizeFeed({ ...parsed, items: others }, url, rules, shared)
  if (isDoubled(normalized.items, unchanged)) return { ...normalizeFeed(parsed, url, rules, shared), unchanged: NO_LISTING }
  return { ...normalized, unchanged }
}

/** A guid that is shared for the first time stays with the stored article that had it alone: that one must not come back as new. */
async function ownersOf(guids: readonly string[], { sourceId }: Rules, store: Store): Promise<Map<string, string | null>> {
  const ids = new Map(guids.map((guid) => [guid, articleId(sourceId, guid)]))
  const stored = await store.loadEntries([...ids.values()])
  return new Map([...ids].map(([guid, id]) => [guid, stored.get(id)?.stored.article.url ?? null]))
}

/** The base of relative links is published with them: of an address that holds a secret only the site is left. */
export function publicUrl(url: string | null, secrets: readonly string[]): string | null {
  if (url === null || redact(url, secrets) === url) return url
  const site = `${new URL(url).origin}/`
  return redact(site, secrets) === site ? site : null
}

export function addressOf(source: FeedSource): string {
  return source.location.kind === 'http' ? shownUrl(source.location.url) : source.location.path
}

/** For the operator to see that what was taken down stays so. */
export function retractedNotes(count: number): Note[] {
  return count === 0 ? [] : [{ code: 'item.retracted', message: `${count === 1 ? '1 item was' : `${count} items were`} left out, as retracted` }]
}
