// A fetched document to articles, with what the store and the config know of it: guids that were shared, addresses that are secret.

import { articleId } from '../model/identity.ts'
import type { Note } from '../model/note.ts'
import type { FeedSource, SourceState } from '../model/source.ts'
import { redact } from '../settings/settings.ts'
import type { Store } from '../store/store.ts'
import type { Fresh } from './fetch/fetched.ts'
import { type Normalized, normalizeFeed, type Rules } from './normalize/normalize.ts'
import { refuseOurFeed, withoutReturned } from './normalize/origins.ts'
import { parseDocument } from './parse/parse.ts'
import type { ParsedFeed, ParsedHints } from './parse/parsed.ts'
import { shownUrl } from './plan/request-url.ts'
import { ruleOf } from './recognize/keep.ts'
import { type Names, NO_NAMES, recognizeItems } from './recognize/recognize.ts'

export interface ReadDocument extends Omit<Normalized, 'sharedGuids'>, Names {
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
  const read = await readAlone(source, state, fetched, rules, around)
  if (state.derivation === null) return { ...read, ...NO_NAMES } // nothing is stored yet
  const { items, renamings, aliases, notes } = await recognizeItems(read.items, rules, ruleOf(source.keep), around.store)
  return { ...read, items, renamings, aliases, notes: [...read.notes, ...notes] }
}

type ReadAlone = Omit<ReadDocument, keyof Names>

async function readAlone(source: FeedSource, state: SourceState, fetched: Fresh, rules: Rules, around: Surroundings): Promise<ReadAlone> {
  const site = { url: around.siteUrl }
  const parsed = withoutReturned(parseDocument(fetched.bytes, fetched.contentType, addressOf(source)), site)
  const url = publicUrl(fetched.url, around.secrets)
  const known = new Map(state.sharedGuids)
  const normalized = normalizeFeed(parsed, url, rules, known)
  refuseOurFeed(normalized.channel, fetched.url, addressOf(source), site)
  const found = normalized.sharedGuids.filter((guid) => !known.has(guid))
  if (found.length === 0) return { ...normalized, sharedGuids: [...known], hints: parsed.channel.hints }
  return sharing(parsed, url, rules, new Map([...known, ...(await ownersOf(found, rules, around.store))]))
}

function sharing(parsed: ParsedFeed, url: string | null, rules: Rules, shared: ReadonlyMap<string, string | null>): ReadAlone {
  return { ...normalizeFeed(parsed, url, rules, shared), sharedGuids: [...shared].slice(-MAX_SHARED_GUIDS), hints: parsed.channel.hints }
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
