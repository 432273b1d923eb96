// A feed as documents: its live ones, and those pages of its archive that changed. Nothing is written here.

import type { SourceId } from '../model/article.ts'
import type { Document, EntryRanges } from '../model/document.ts'
import { feedId, type FeedKey, type FeedSpec } from '../model/feed.ts'
import { allOf } from '../model/errors.ts'
import type { Settings } from '../settings/settings.ts'
import type { EntryRef } from '../store/store.ts'
import { compose, frameFingerprint, type Timed } from './assemble/compose.ts'
import type { Fragment } from './assemble/fragment-cache.ts'
import { holdExactly, loadOrRender, loadRanges, readEntries, type RenderContext } from './assemble/fragments.ts'
import type { DeletedEntry, Envelope } from './render/envelope.ts'
import { FORMS } from './render/forms.ts'
import { renderMovedPage } from './render/html/frame.ts'
import { alternatesOf } from './render/render.ts'
import { type ArchivePage, archivePages, lateEntries, pagePaths } from './select/archive.ts'
import { webUrl } from './select/clean.ts'
import { entryId } from './select/entries.ts'
import type { PublishedFeed } from './select/feeds.ts'
import { withinWindow } from './select/window.ts'
import { filesAt, type Survey } from './survey.ts'

/** Where a document stands among those of its feed; paths without an extension. */
interface Place {
  readonly paths: readonly string[] // its own first, then former ones
  readonly currentPath: string | null // null: it is the live one
  readonly olderPath: string | null
  readonly deleted: readonly DeletedEntry[]
}

/** What all documents of a run are made with. */
export interface PublishContext {
  readonly settings: Settings
  readonly found: Survey
  readonly rendering: RenderContext
}

/** What a feed shows, and what of that stands in its files already. */
export interface OpenedFeed {
  readonly feed: PublishedFeed
  readonly live: readonly EntryRef[]
  readonly hasOlder: boolean // entries than those
  readonly ranges: readonly EntryRanges[] | null // what is remembered of its files
  readonly isHeld: boolean // they hold these very entries, and are not read yet: perhaps they need not be
  readonly kept: ReadonlyMap<string, Fragment> // empty where that is so
}

export async function openFeed(feed: PublishedFeed, { settings, rendering }: PublishContext): Promise<OpenedFeed> {
  const { limit, window } = settings.publish
  const { key, path } = feed.spec
  const newest = await rendering.store.loadPage(key, limit)
  const live = withinWindow(newest, window)
  const ranges = await loadRanges(path, rendering)
  const isHeld = ranges !== null && holdExactly(ranges, live, rendering)
  const kept = isHeld ? new Map<string, Fragment>() : await readEntries(path, ranges, live, rendering)
  return { feed, live, hasOlder: newest.length === limit || live.length < newest.length, ranges, isHeld, kept }
}

/**
 * The documents of a feed, each one's formats together, so that never more than one document is held.
 *
 * @param expect  told every file of the feed's archive, changed or not
 */
export async function* feedDocuments(opened: OpenedFeed, context: PublishContext, expect: (path: string) => void): AsyncGenerator<readonly Document[]> {
  const { feed, live, hasOlder, ranges } = opened
  const { settings, found, rendering } = context
  const { spec } = feed
  const { pages, late } = settings.publish.archive && spec.isArchived ? await loadArchive(spec, live, context) : { pages: [], late: [] }
  const deleted = await deletedEntries(spec.key, live, hasOlder, context)
  const place: Place = { paths: [spec.path, ...spec.formerPaths], currentPath: null, olderPath: pages.at(-1)?.path ?? null, deleted }
  const isSame = opened.isHeld && (await showsTheSame(opened, place, context))
  const kept = opened.isHeld && !isSame ? await readEntries(spec.path, ranges, live, rendering) : opened.kept
  if (!isSame) yield await assemble(feed, place, live, kept, context)
  for (const page of pages) {
    const files = pagePaths(page, spec).flatMap((path) => filesAt(path, settings))
    for (const file of files) expect(file)
    if (!page.isChanged && !found.isRemade && files.every((path) => found.records.has(path) && found.existing.has(path))) continue
    const refs = page.n === null ? late : await rendering.store.loadArchived(spec.key, page.n)
    const keptHere = new Map([...kept, ...(await readEntries(page.path, await loadRanges(page.path, rendering), refs, rendering))]) // what fills a new page stood in the live document
    const pagePlace: Place = { paths: pagePaths(page, spec), currentPath: spec.path, olderPath: page.olderPath, deleted: [] }
    yield await assemble(feed, pagePlace, refs, keptHere, context)
  }
}

/**
 * Whether its files, which hold these entries, have the same frame around them too: then they are what would be made, and nothing of them is read.
 * A feed with former addresses is looked at: those may be of a term that was merged into it, whose own documents still stand there.
 */
async function showsTheSame({ feed, live, ranges }: OpenedFeed, place: Place, context: PublishContext): Promise<boolean> {
  const { settings, found, rendering } = context
  if (!found.isTrusted || found.isRemade || place.paths.length > 1) return false
  const timed = live.map(({ sortAt }, at) => ({ publishedAt: sortAt, updatedAt: ranges?.[0]?.entries[at]?.updatedAt ?? 0 }))
  const envelope = envelopeOf(feed, place, timed, context)
  if (!rendering.formats.every((format, at) => ranges?.[at]?.frame === frameFingerprint(format, envelope, timed, settings.site))) return false
  // Not every format shows when its feed changed; the lists of feeds have it from the records.
  if (!rendering.formats.every((format) => found.records.get(`${feed.spec.path}.${format}`)?.updatedAt === envelope.updatedAt)) return false
  const sizes = filesAt(feed.spec.path, settings).map(async (path) => (await rendering.target.size(path)) === found.records.get(path)?.bytes)
  return (await allOf(sizes)).every(Boolean)
}

/** What was taken down and would still be in the live document: readers who have it are told there. */
async function deletedEntries(key: FeedKey, shown: readonly EntryRef[], hasOlder: boolean, { settings, rendering: { store, attribution } }: PublishContext): Promise<DeletedEntry[]> {
  const since = hasOlder ? (shown.at(-1)?.sortAt ?? 0) : Number.MIN_SAFE_INTEGER
  const deleted = await store.loadDeletedEntries(key, since, settings.publish.limit)
  return deleted.map((retraction) => ({ ref: entryId(retraction, attribution), when: retraction.retractedAt }))
}

async function loadArchive(spec: FeedSpec, live: readonly EntryRef[], { settings, rendering: { store } }: PublishContext): Promise<{ pages: ArchivePage[]; late: EntryRef[] }> {
  const pages = await store.sealPages(spec.key, settings.publish.limit)
  const late = lateEntries(await store.loadArchived(spec.key, null), live)
  return { pages: archivePages(spec.path, pages, late.length > 0), late }
}

async function assemble(feed: PublishedFeed, place: Place, refs: readonly EntryRef[], kept: ReadonlyMap<string, Fragment>, context: PublishContext): Promise<Document[]> {
  const { settings, rendering } = context
  const fragments = await loadOrRender(refs, kept, rendering)
  const envelope = envelopeOf(feed, place, fragments, context)
  return rendering.formats.flatMap((format, at) => {
    const { parts, ranges } = compose(format, at, envelope, fragments, settings.site)
    const same = { mediaType: FORMS[format].mediaType, parts, items: fragments.length, updatedAt: envelope.updatedAt }
    const documents = place.paths.map((path, n) => ({ ...same, path: `${path}.${format}`, ranges: n === 0 ? ranges : null }))
    return documents.map((document, n) => (n > 0 && format === 'html' ? leadingOn(document, envelope, settings) : document))
  })
}

/** People are led from a feed's former address to its own; programs, which may not follow, get the same content at both. */
function leadingOn(document: Document, { label, address, formats }: Envelope, { site }: Settings): Document {
  const body = renderMovedPage({ site, title: label, url: `${address}.html`, alternates: alternatesOf(address, formats) })
  return { ...document, parts: [Buffer.from(body, 'utf8')], items: 0 }
}

function envelopeOf({ spec, label, entries }: PublishedFeed, place: Place, entriesShown: readonly Timed[], { settings: { site, publish }, found: { states, ttl } }: PublishContext): Envelope {
  const { key, title, description, link, language } = spec
  const channel = key.kind === 'source' ? (states.get(key.of as SourceId)?.channel ?? null) : null
  const isLive = place.currentPath === null
  const addressOf = (path: string | null): string | null => (path === null ? null : `${site.url}${path}`)
  return {
    id: feedId(key, site),
    kind: key.kind,
    title,
    label,
    description,
    link,
    address: `${site.url}${place.paths[0]}`,
    formats: publish.formats,
    currentAddress: addressOf(place.currentPath),
    olderAddress: addressOf(place.olderPath),
    language,
    ttl: isLive ? ttl : null,
    entries: isLive ? entries : null,
    updatedAt: [...entriesShown.map(({ updatedAt }) => updatedAt), ...place.deleted.map(({ when }) => when)].reduce<number | null>(later, null),
    author: site.author ?? { name: site.title, email: null, url: site.url },
    icon: webUrl(channel?.imageUrl ?? null),
    deleted: place.deleted,
  }
}

function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}
