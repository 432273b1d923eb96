// The entries of a feed as text: what was rendered before is taken from the store, the rest is rendered once, in all formats, and kept.

import type { ArticleId, EpochMs } from '../model/article.ts'
import type { FeedFormat } from '../model/feed.ts'
import type { EntryRef, Fragment, Store, StoredArticle, StoredEntry } from '../store/store.ts'
import type { FragmentRef } from './render/envelope.ts'
import { RENDERERS } from './render/render.ts'
import { type Attribution, toEntry } from './select/entries.ts'

const KEPT_AS = 'entry' // in the store; the formats are part of every stamp
const BATCH = 50 // entries loaded at a time: they are large
const CACHE_CHARACTERS = 8_000_000 // of fragments in memory: an article is in ten feeds, and the store is asked for it once

export interface Press {
  readonly store: Store
  readonly complete: (stored: StoredArticle) => Promise<StoredArticle> | StoredArticle
  readonly attribution: Attribution
  readonly formats: readonly FeedFormat[]
  readonly epoch: string // fingerprint of what all fragments depend on beside their articles
  readonly cache: FragmentCache
}

/** An entry in every format of the press. */
interface Rendered {
  readonly updatedAt: EpochMs // of the entry: what a feed's own is made from
  readonly texts: readonly string[] // in the order of `Press.formats`
}

/** Entries of this run; the least lately used go first. */
export interface FragmentCache {
  get(id: ArticleId, stamp: string): Rendered | null
  put(id: ArticleId, stamp: string, rendered: Rendered): void
}

/** The entries in every format, in the order given. One that left the store meanwhile is missing from all. */
export async function loadOrRender(refs: readonly EntryRef[], press: Press): Promise<ReadonlyMap<FeedFormat, readonly FragmentRef[]>> {
  const ready = new Map<ArticleId, Rendered>()
  await collectKept(refs, press, ready)
  const missing = refs.filter(({ articleId }) => !ready.has(articleId))
  for (let start = 0; start < missing.length; start += BATCH) await renderMissing(missing.slice(start, start + BATCH), press, ready)
  return new Map(press.formats.map((format, at) => [format, refs.flatMap((ref) => fragmentOf(ref, ready.get(ref.articleId), at))]))
}

function fragmentOf({ sortAt }: EntryRef, rendered: Rendered | undefined, at: number): FragmentRef[] {
  return rendered === undefined ? [] : [{ publishedAt: sortAt, updatedAt: rendered.updatedAt, text: rendered.texts[at] ?? '' }]
}

async function collectKept(refs: readonly EntryRef[], press: Press, ready: Map<ArticleId, Rendered>): Promise<void> {
  const wanted: EntryRef[] = []
  for (const ref of refs) {
    const cached = press.cache.get(ref.articleId, stampOf(ref, press))
    if (cached === null) wanted.push(ref)
    else ready.set(ref.articleId, cached)
  }
  if (wanted.length === 0) return
  const kept = await press.store.loadFragments(KEPT_AS, wanted.map(({ articleId }) => articleId))
  for (const ref of wanted) {
    const fragment = kept.get(ref.articleId)
    if (fragment === undefined || fragment.stamp !== stampOf(ref, press)) continue
    const rendered = unpack(fragment.text)
    ready.set(ref.articleId, rendered)
    press.cache.put(ref.articleId, fragment.stamp, rendered)
  }
}

async function renderMissing(refs: readonly EntryRef[], press: Press, ready: Map<ArticleId, Rendered>): Promise<void> {
  const entries = await press.store.loadEntries(refs.map(({ articleId }) => articleId))
  const made: Fragment[] = []
  for (const ref of refs) {
    const stored = entries.get(ref.articleId)
    if (stored === undefined) continue
    const entry = toEntry(await completed(stored, press), press.attribution)
    const rendered = { updatedAt: entry.updatedAt, texts: press.formats.map((format) => RENDERERS[format].entry(entry, press.attribution.site)) }
    const stamp = stampOf(ref, press)
    ready.set(ref.articleId, rendered)
    press.cache.put(ref.articleId, stamp, rendered)
    made.push({ articleId: ref.articleId, stamp, text: pack(rendered) })
  }
  if (made.length > 0) await press.store.saveFragments(KEPT_AS, made)
}

async function completed(entry: StoredEntry, press: Press): Promise<StoredEntry> {
  return entry.stored.complete ? entry : { ...entry, stored: await press.complete(entry.stored) }
}

function stampOf({ stamp }: EntryRef, { epoch }: Press): string {
  return `${stamp}.${epoch}`
}

/** The store keeps one text of all formats: time and lengths on its first line, then the texts. */
function pack({ updatedAt, texts }: Rendered): string {
  return `${[updatedAt, ...texts.map((text) => text.length)].join(' ')}\n${texts.join('')}`
}

function unpack(packed: string): Rendered {
  const head = packed.indexOf('\n')
  const [updatedAt = 0, ...lengths] = packed.slice(0, head).split(' ').map(Number)
  let end = head + 1
  const texts = lengths.map((length) => packed.slice(end, (end += length)))
  return { updatedAt, texts }
}

export function createFragmentCache(maxCharacters = CACHE_CHARACTERS): FragmentCache {
  const kept = new Map<ArticleId, { readonly stamp: string; readonly rendered: Rendered; readonly size: number }>()
  let characters = 0
  const drop = (id: ArticleId): void => {
    characters -= kept.get(id)?.size ?? 0
    kept.delete(id)
  }
  return {
    get(id, stamp) {
      const found = kept.get(id)
      if (found === undefined || found.stamp !== stamp) return null
      kept.delete(id)
      kept.set(id, found)
      return found.rendered
    },
    put(id, stamp, rendered) {
      drop(id)
      const size = rendered.texts.reduce((total, text) => total + text.length, 0)
      kept.set(id, { stamp, rendered, size })
      characters += size
      for (const oldest of kept.keys()) {
        if (characters <= maxCharacters) break
        drop(oldest)
      }
    },
  }
}
