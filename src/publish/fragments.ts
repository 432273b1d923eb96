// The entries of a feed as text: what was rendered before is taken from the store, the rest is rendered once for all formats that
// lack it, and kept.

import type { ArticleId } from '../model/article.ts'
import type { FeedFormat } from '../model/feed.ts'
import type { EntryRef, Fragment, Store, StoredArticle, StoredEntry } from '../store/store.ts'
import type { FragmentRef } from './render/envelope.ts'
import { RENDERERS } from './render/render.ts'
import { type Attribution, toEntry } from './select/entries.ts'

const BATCH = 50 // entries loaded at a time: they are large
const CACHE_CHARACTERS = 24_000_000 // of fragments in memory: an article is in ten feeds, and the store is asked for it once

export interface Press {
  readonly store: Store
  readonly complete: (stored: StoredArticle) => Promise<StoredArticle> | StoredArticle
  readonly attribution: Attribution
  readonly formats: readonly FeedFormat[]
  readonly epoch: string // fingerprint of what all fragments depend on beside their articles
  readonly cache: FragmentCache
}

/** Fragments of this run, by format and article; the least lately used go first. */
export interface FragmentCache {
  get(format: FeedFormat, id: ArticleId, stamp: string): FragmentRef | null
  put(format: FeedFormat, id: ArticleId, stamp: string, fragment: FragmentRef): void
}

/** The entries in every format, in the order given. One that left the store meanwhile is missing from all. */
export async function loadOrRender(refs: readonly EntryRef[], press: Press): Promise<ReadonlyMap<FeedFormat, readonly FragmentRef[]>> {
  const ready = new Map(press.formats.map((format) => [format, new Map<ArticleId, FragmentRef>()]))
  for (const [format, fragments] of ready) await collectKept(refs, format, press, fragments)
  const missing = refs.filter(({ articleId }) => [...ready.values()].some((fragments) => !fragments.has(articleId)))
  for (let start = 0; start < missing.length; start += BATCH) await renderMissing(missing.slice(start, start + BATCH), press, ready)
  return new Map([...ready].map(([format, fragments]) => [format, refs.flatMap(({ articleId }) => fragments.get(articleId) ?? [])]))
}

async function collectKept(refs: readonly EntryRef[], format: FeedFormat, press: Press, found: Map<ArticleId, FragmentRef>): Promise<void> {
  const wanted: EntryRef[] = []
  for (const ref of refs) {
    const cached = press.cache.get(format, ref.articleId, stampOf(ref, press))
    if (cached === null) wanted.push(ref)
    else found.set(ref.articleId, cached)
  }
  if (wanted.length === 0) return
  const kept = await press.store.loadFragments(format, wanted.map(({ articleId }) => articleId))
  for (const ref of wanted) {
    const fragment = kept.get(ref.articleId)
    if (fragment === undefined || fragment.stamp !== stampOf(ref, press)) continue
    const unpacked = unpack(fragment.text, ref)
    found.set(ref.articleId, unpacked)
    press.cache.put(format, ref.articleId, fragment.stamp, unpacked)
  }
}

async function renderMissing(refs: readonly EntryRef[], press: Press, ready: ReadonlyMap<FeedFormat, Map<ArticleId, FragmentRef>>): Promise<void> {
  const entries = await press.store.loadEntries(refs.map(({ articleId }) => articleId))
  const made = new Map(press.formats.map((format) => [format, [] as Fragment[]]))
  for (const ref of refs) {
    const stored = entries.get(ref.articleId)
    if (stored === undefined) continue
    const entry = toEntry(await completed(stored, press), press.attribution)
    for (const [format, fragments] of ready) {
      if (fragments.has(ref.articleId)) continue
      const fragment = { publishedAt: ref.sortAt, updatedAt: entry.updatedAt, text: RENDERERS[format].entry(entry, press.attribution.site) }
      fragments.set(ref.articleId, fragment)
      press.cache.put(format, ref.articleId, stampOf(ref, press), fragment)
      made.get(format)?.push({ articleId: ref.articleId, stamp: stampOf(ref, press), text: pack(fragment) })
    }
  }
  for (const [format, fragments] of made) if (fragments.length > 0) await press.store.saveFragments(format, fragments)
}

async function completed(entry: StoredEntry, press: Press): Promise<StoredEntry> {
  return entry.stored.complete ? entry : { ...entry, stored: await press.complete(entry.stored) }
}

function stampOf({ stamp }: EntryRef, { epoch }: Press): string {
  return `${stamp}.${epoch}`
}

/** The store keeps one text: the time that a feed's own `updated` is made from stands on its first line. */
function pack({ updatedAt, text }: FragmentRef): string {
  return `${updatedAt}\n${text}`
}

function unpack(packed: string, { sortAt }: EntryRef): FragmentRef {
  const end = packed.indexOf('\n')
  return { publishedAt: sortAt, updatedAt: Number(packed.slice(0, end)), text: packed.slice(end + 1) }
}

export function createFragmentCache(maxCharacters = CACHE_CHARACTERS): FragmentCache {
  const kept = new Map<string, { readonly stamp: string; readonly fragment: FragmentRef }>()
  let characters = 0
  const drop = (key: string): void => {
    characters -= kept.get(key)?.fragment.text.length ?? 0
    kept.delete(key)
  }
  return {
    get(format, id, stamp) {
      const key = `${format} ${id}`
      const found = kept.get(key)
      if (found === undefined || found.stamp !== stamp) return null
      kept.delete(key)
      kept.set(key, found)
      return found.fragment
    },
    put(format, id, stamp, fragment) {
      const key = `${format} ${id}`
      drop(key)
      kept.set(key, { stamp, fragment })
      characters += fragment.text.length
      for (const oldest of kept.keys()) {
        if (characters <= maxCharacters) break
        drop(oldest)
      }
    },
  }
}
