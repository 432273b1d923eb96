// The entries of a feed as bytes: what the published files hold already is read from them, the rest is rendered once, in all formats.

import { hash, subtle } from 'node:crypto'
import type { ArticleId, EpochMs } from '../../model/article.ts'
import type { DocumentRecord, EntryRanges } from '../../model/document.ts'
import { allOf } from '../../model/errors.ts'
import type { FeedFormat } from '../../model/feed.ts'
import type { EntryRef, Store, StoredArticle, StoredEntry } from '../../store/store.ts'
import type { Target } from '../deliver/target.ts'
import type { Fragment, FragmentCache } from './fragment-cache.ts'
import { RENDERERS } from '../render/render.ts'
import { type Attribution, toEntry } from '../select/entries.ts'

const BATCH = 50 // entries loaded at a time: they are large
const KEY_LENGTH = 16 // characters of base64, 96 bits

/** What entries are made of and with, and where those are that are made already. */
export interface RenderContext {
  readonly store: Store
  readonly target: Target
  /** Called for all posts of a batch at once, so that they may be rendered side by side. */
  readonly complete: (stored: StoredArticle) => Promise<StoredArticle> | StoredArticle
  readonly attribution: Attribution
  readonly formats: readonly FeedFormat[]
  readonly epoch: string // fingerprint of what all fragments depend on beside their articles
  readonly published: ReadonlyMap<string, DocumentRecord> // what we wrote in earlier runs, as far as it is there
  readonly cache: FragmentCache
}

/** A fragment in its place in a feed. */
export interface PlacedFragment extends Fragment {
  readonly publishedAt: EpochMs
}

type Fragments = ReadonlyMap<string, Fragment>

/**
 * The entries in the order given. One that left the store meanwhile is missing.
 *
 * @param kept  fragments at hand, by key
 */
export async function loadOrRender(refs: readonly EntryRef[], kept: Fragments, context: RenderContext): Promise<readonly PlacedFragment[]> {
  const ready = new Map<ArticleId, Fragment>()
  for (const ref of refs) {
    const key = keyOf(ref, context)
    const fragment = kept.get(key) ?? context.cache.get(key)
    if (fragment !== null) ready.set(ref.articleId, fragment)
  }
  const missing = refs.filter(({ articleId }) => !ready.has(articleId))
  for (let start = 0; start < missing.length; start += BATCH) await renderMissing(missing.slice(start, start + BATCH), context, ready)
  return refs.flatMap(({ articleId, sortAt }) => {
    const fragment = ready.get(articleId)
    return fragment === undefined ? [] : [{ ...fragment, publishedAt: sortAt }]
  })
}

async function renderMissing(refs: readonly EntryRef[], context: RenderContext, ready: Map<ArticleId, Fragment>): Promise<void> {
  const entries = await context.store.loadEntries(refs.map(({ articleId }) => articleId))
  const render = async (ref: EntryRef): Promise<void> => {
    const stored = entries.get(ref.articleId)
    if (stored === undefined) return
    const entry = toEntry(await completed(stored, context.complete), context.attribution)
    const texts = encoded(context.formats.map((format) => RENDERERS[format].entry(entry, context.attribution.site)))
    const fragment = { key: keyOf(ref, context), updatedAt: entry.updatedAt, texts }
    ready.set(ref.articleId, fragment)
    context.cache.put(fragment)
  }
  await allOf(refs.map(render))
}

/** All in one piece of memory: to take a piece costs more than to fill it. */
function encoded(texts: readonly string[]): Uint8Array[] {
  const lengths = texts.map((text) => Buffer.byteLength(text, 'utf8'))
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length, 0))
  let at = 0
  return texts.map((text, n) => {
    const start = at
    at += lengths[n] ?? 0
    bytes.write(text, start, 'utf8')
    return bytes.subarray(start, at)
  })
}

/** With its text, which a post lacks until something first shows it. */
export async function completed(entry: StoredEntry, complete: RenderContext['complete']): Promise<StoredEntry> {
  return entry.stored.complete ? entry : { ...entry, stored: await complete(entry.stored) }
}

function keyOf({ articleId, stamp }: EntryRef, { epoch }: RenderContext): string {
  return hash('sha256', `${articleId} ${stamp} ${epoch}`, 'base64url').slice(0, KEY_LENGTH)
}

/**
 * What is remembered of the published files of a document, in the order of the formats. Null where one of them is missing or holds no entries.
 *
 * @param path  of the document, without an extension
 */
export async function loadRanges(path: string, context: RenderContext): Promise<readonly EntryRanges[] | null> {
  const paths = filesOf(path, context)
  if (!paths.every((file) => context.published.has(file))) return null
  const ranges = (await allOf(paths.map((file) => context.store.loadRanges(file)))).flatMap((found) => found ?? [])
  return ranges.length === paths.length ? ranges : null
}

/** Whether the files that these are of show these entries and no others, each as it would be rendered now. */
export function holdExactly(ranges: readonly EntryRanges[], refs: readonly EntryRef[], context: RenderContext): boolean {
  const keys = refs.map((ref) => keyOf(ref, context))
  return ranges.every(({ entries }) => entries.length === keys.length && entries.every(({ key }, at) => key === keys[at]))
}

/**
 * What the published files of a document hold, where any of these entries is among it. The files are believed only while every one of them has the
 * bytes that are recorded of it: where one is missing, foreign or damaged, the answer is empty.
 *
 * @param path  of the document, without an extension
 * @param ranges  what is remembered of its files
 */
export async function readEntries(path: string, ranges: readonly EntryRanges[] | null, refs: readonly EntryRef[], context: RenderContext): Promise<Fragments> {
  const none: Fragments = new Map()
  const [first] = ranges ?? []
  const wanted = new Set(refs.map((ref) => keyOf(ref, context)))
  if (first === undefined || !first.entries.some(({ key }) => wanted.has(key))) return none
  const files = await allOf(filesOf(path, context).map((file) => readPublished(file, context)))
  const texts: ReadonlyMap<string, Uint8Array>[] = []
  for (const [at, bytes] of files.entries()) {
    if (bytes === null) return none
    texts.push(new Map(ranges?.[at]?.entries.map(({ key, offset, length }) => [key, bytes.subarray(offset, offset + length)])))
  }
  return new Map(first.entries.flatMap((range) => fragmentFrom(range, texts)))
}

function filesOf(path: string, { formats }: RenderContext): string[] {
  return formats.map((format) => `${path}.${format}`)
}

/** To hash a file takes twice as long as to read it: another thread does, while the next one is read. */
async function readPublished(path: string, { target, published }: RenderContext): Promise<Uint8Array | null> {
  const bytes = await target.read(path)
  if (bytes === null) return null
  const digest = await subtle.digest('SHA-256', bytes)
  return Buffer.from(digest).toString('hex') === published.get(path)?.sha256 ? bytes : null
}

function fragmentFrom({ key, updatedAt }: Pick<Fragment, 'key' | 'updatedAt'>, files: readonly ReadonlyMap<string, Uint8Array>[]): [string, Fragment][] {
  const texts = files.flatMap((file) => file.get(key) ?? [])
  return texts.length === files.length ? [[key, { key, updatedAt, texts }]] : []
}
