// A fetched document to articles, with what the store and the config know of it: guids that were shared, addresses that are secret.

import type { ArticleId } from '../model/article.ts'
import { articleId } from '../model/identity.ts'
import type { FeedSource, SourceState } from '../model/source.ts'
import { redactAll, withoutSecret } from '../settings/secrets.ts'
import type { Arrival, Listing, Store } from '../store/store.ts'
import type { Fresh } from './fetch/fetched.ts'
import { arrivalOf } from './normalize/kept-record.ts'
import { channelOf, feedOf, type Normalized, normalizeFeed, type Rules } from './normalize/normalize.ts'
import { refuseOurFeed, withoutReturned } from './normalize/origins.ts'
import { parseDocument } from './parse/parse.ts'
import type { ParsedFeed } from './parse/parsed.ts'
import type { WrittenHints } from './plan/hints.ts'
import { addressOf, publicUrl } from './plan/request-url.ts'
import { ruleOf } from './recognize/keep.ts'
import { type Digests, digestsOf, divide, isDoubled, listingOf, NO_LISTING, THE_LIST } from './recognize/listing.ts'
import { type Names, NO_NAMES, recognizeItems } from './recognize/recognize.ts'
import { derivationOf } from './rules.ts'

export interface ReadDocument extends Omit<Normalized, 'items' | 'sharedGuids'>, Names {
  readonly arrivals: readonly Arrival[]
  readonly unchanged: readonly ArticleId[] // articles whose items say what they said; they are not among the arrivals
  readonly listing: Listing // to be kept with the articles
  readonly sharedGuids: SourceState['sharedGuids']
  readonly hints: WrittenHints
}

interface Surroundings {
  readonly siteUrl: string // of our own feeds
  readonly store: Store
  readonly secrets: readonly string[] // of the config, in every spelling
}

const MAX_SHARED_GUIDS = 1000 // remembered of one source

/** @throws FeedmillError `parse.*` for what is no feed, `store.*` */
export async function readDocument(source: FeedSource, state: SourceState, fetched: Fresh, rules: Rules, around: Surroundings): Promise<ReadDocument> {
  const { store, secrets, siteUrl } = around
  const said = withoutSecrets(parseDocument(fetched.bytes, fetched.contentType, addressOf(source)), rules.secrets)
  const parsed = withoutReturned(said, { url: siteUrl })
  const url = publicUrl(fetched.url, secrets)
  refuseOurFeed(channelOf(parsed.channel, url, rules.timezone), fetched.url, addressOf(source), { url: siteUrl })
  const document = { parsed, url, digests: digestsOf(parsed.items, feedOf(parsed.channel, url), derivationOf(rules)), source, state, rules, store }
  const changed = await readChanged(document, state.derivation === null ? NO_LISTING : await store.loadListing(source.id, THE_LIST))
  const { items, ...read } = isDoubled(changed.items, changed.unchanged) ? await readChanged(document, NO_LISTING) : changed
  return { ...read, arrivals: items.map((item) => arrivalOf(item, rules)) }
}

/** A document of which no item is read yet, and all that shapes them. */
interface ParsedDocument {
  readonly parsed: ParsedFeed
  readonly url: string | null // where it lies
  readonly digests: Digests // of all items
  readonly source: FeedSource
  readonly state: SourceState
  readonly rules: Rules
  readonly store: Store
}

/** Its items but those that say what they said before. */
async function readChanged(
  { parsed, url, digests, source, state, rules, store }: ParsedDocument,
  before: Listing,
): Promise<Omit<ReadDocument, 'arrivals'> & Pick<Normalized, 'items'>> {
  const { unchanged: known, others } = divide(digests, before)
  const read = await normalizeSharing({ ...parsed, items: others }, url, rules, new Map(state.sharedGuids), store)
  const unchanged = [...known.values()]
  const partial = { ...read, unchanged, hints: parsed.channel.hints }
  if (state.derivation === null) return { ...partial, ...NO_NAMES, listing: listingOf(read.items, known, digests) } // nothing is stored yet
  const { items, renamings, aliases, notes } = await recognizeItems(read.items, rules, ruleOf(source.keep), store, { unchanged })
  return { ...partial, items, renamings, aliases, notes: [...read.notes, ...notes], listing: listingOf(items, known, digests) }
}

type Shared = Omit<Normalized, 'sharedGuids'> & Pick<ReadDocument, 'sharedGuids'>

async function normalizeSharing(parsed: ParsedFeed, url: string | null, rules: Rules, shared: ReadonlyMap<string, string | null>, store: Store): Promise<Shared> {
  const normalized = normalizeFeed(parsed, url, rules, shared)
  const found = normalized.sharedGuids.filter((guid) => !shared.has(guid))
  if (found.length === 0) return { ...normalized, sharedGuids: [...shared] }
  const owned = new Map([...shared, ...(await ownersOf(found, rules, store))])
  return { ...normalizeFeed(parsed, url, rules, owned), sharedGuids: [...owned].slice(-MAX_SHARED_GUIDS) }
}

/** A guid that is shared for the first time stays with the stored article that had it alone: that one must not come back as new. */
async function ownersOf(guids: readonly string[], { sourceId }: Rules, store: Store): Promise<Map<string, string | null>> {
  const ids = new Map(guids.map((guid) => [guid, articleId(sourceId, guid)]))
  const stored = await store.loadEntries([...ids.values()])
  return new Map([...ids].map(([guid, id]) => [guid, stored.get(id)?.stored.article.url ?? null]))
}

/** Some upstreams repeat what they were asked with: in their own address, in links, in what they say. Of the source's own addresses such are no use. */
function withoutSecrets(parsed: ParsedFeed, secrets: readonly string[]): ParsedFeed {
  if (secrets.length === 0) return parsed
  const { id, imageUrl, links } = parsed.channel
  const open = { id: withoutSecret(id, secrets), imageUrl: withoutSecret(imageUrl, secrets), links: links.filter(({ href }) => withoutSecret(href, secrets) !== null) }
  return redactAll({ ...parsed, channel: { ...parsed.channel, ...open } }, secrets)
}
