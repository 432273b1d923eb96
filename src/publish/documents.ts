// A feed as documents: its live ones, and those pages of its archive that changed. Nothing is written here.

import { hash } from 'node:crypto'
import type { SourceId } from '../model/article.ts'
import type { Document } from '../model/document.ts'
import { feedId, type FeedKey, type FeedSpec } from '../model/feed.ts'
import type { Settings } from '../settings/settings.ts'
import type { EntryRef } from '../store/store.ts'
import { loadOrRender, type Press } from './fragments.ts'
import type { DeletedEntry, Envelope, FragmentRef } from './render/envelope.ts'
import { FORMS } from './render/forms.ts'
import { renderMovedPage } from './render/html.ts'
import { alternatesOf, RENDERERS } from './render/render.ts'
import { type ArchivePage, archivePages, pageDigest, pagePaths } from './select/archive.ts'
import { webUrl } from './select/clean.ts'
import { entryId } from './select/entries.ts'
import type { PublishedFeed } from './select/feeds.ts'
import { filesAt, type Survey } from './survey.ts'

/** Where a document stands among those of its feed; paths without an extension. */
interface Place {
  readonly paths: readonly string[] // its own first, then former ones
  readonly currentPath: string | null // null: it is the live one
  readonly olderPath: string | null
  readonly deleted: readonly DeletedEntry[]
}

/**
 * The documents of a feed, each one's formats together, so that never more than one document is held.
 *
 * @param expect  told every file of the feed's archive, changed or not
 */
export async function* feedDocuments(
  feed: PublishedFeed,
  settings: Settings,
  found: Survey,
  press: Press,
  expect: (path: string) => void,
): AsyncGenerator<readonly Document[]> {
  const { spec, entries } = feed
  const { limit, archive } = settings.publish
  const isArchived = archive && entries > limit
  const refs = await press.store.loadPage(spec.key, isArchived ? entries : limit)
  const pages = isArchived ? archivePages(spec.path, refs, limit) : []
  const deleted = await deletedEntries(spec.key, refs.slice(0, limit), limit, press)
  const live: Place = { paths: [spec.path, ...spec.formerPaths], currentPath: null, olderPath: pages.at(-1)?.path ?? null, deleted }
  yield await assemble(feed, live, refs.slice(0, limit), settings, found, press)
  if (pages.length === 0) return
  for (const file of pages.flatMap((page) => filesOfPage(page, spec, settings))) expect(file)
  yield* changedPages(feed, pages, settings, found, press)
}

/** What was taken down and would still be in the live document: readers who have it are told there. */
async function deletedEntries(key: FeedKey, shown: readonly EntryRef[], limit: number, { store, attribution }: Press): Promise<DeletedEntry[]> {
  const since = shown.length < limit ? Number.MIN_SAFE_INTEGER : (shown.at(-1)?.sortAt ?? 0)
  const deleted = await store.loadDeletedEntries(key, since, limit)
  return deleted.map((retraction) => ({ ref: entryId(retraction, attribution), when: retraction.retractedAt }))
}

function filesOfPage(page: ArchivePage, spec: FeedSpec, settings: Settings): string[] {
  return pagePaths(page, spec).flatMap((path) => filesAt(path, settings))
}

/** A page is assembled again when its digest changed, or when a file of it is not there. */
async function* changedPages(
  feed: PublishedFeed,
  pages: readonly ArchivePage[],
  settings: Settings,
  found: Survey,
  press: Press,
): AsyncGenerator<readonly Document[]> {
  const name = `publish.archive.${feed.spec.path}`
  const known = found.isTrusted ? ((await press.store.loadSetting(name)) ?? '{}') : '{}'
  const before = JSON.parse(known) as Readonly<Record<string, string>>
  const around = fingerprint([press.epoch, found.made.settings, envelopeOf(feed, { paths: [''], currentPath: '', olderPath: null, deleted: [] }, settings, found, [])])
  const digests = Object.fromEntries(pages.map((page) => [page.path, pageDigest(page, around)]))
  for (const page of pages) {
    const isThere = filesOfPage(page, feed.spec, settings).every((path) => found.records.has(path) && found.existing.has(path))
    if (isThere && before[page.path] === digests[page.path]) continue
    const place: Place = { paths: pagePaths(page, feed.spec), currentPath: feed.spec.path, olderPath: page.olderPath, deleted: [] }
    yield await assemble(feed, place, page.refs, settings, found, press)
  }
  const after = JSON.stringify(digests)
  if (after !== known) await press.store.saveSetting(name, after)
}

async function assemble(feed: PublishedFeed, place: Place, refs: readonly EntryRef[], settings: Settings, found: Survey, press: Press): Promise<Document[]> {
  const fragments = await loadOrRender(refs, press)
  return [...fragments].flatMap(([format, texts]) => {
    const envelope = envelopeOf(feed, place, settings, found, texts)
    const body = RENDERERS[format].feed(envelope, texts, settings.site)
    const { mediaType } = FORMS[format]
    const documents = place.paths.map((path) => ({ path: `${path}.${format}`, mediaType, body, items: texts.length, updatedAt: envelope.updatedAt }))
    return format === 'html' ? documents.map((document, i) => (i === 0 ? document : leadingOn(document, envelope, settings))) : documents
  })
}

/** People are led from a feed's former address to its own; programs, which may not follow, get the same content at both. */
function leadingOn(document: Document, { label, address, formats }: Envelope, { site }: Settings): Document {
  const body = renderMovedPage({ site, title: label, url: `${address}.html`, alternates: alternatesOf(address, formats) })
  return { ...document, body, items: 0 }
}

function envelopeOf({ spec, label, entries }: PublishedFeed, place: Place, { site, publish }: Settings, { states, ttl }: Survey, fragments: readonly FragmentRef[]): Envelope {
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
    hub: null,
    language,
    ttl: isLive ? ttl : null,
    entries: isLive ? entries : null,
    updatedAt: [...fragments.map(({ updatedAt }) => updatedAt), ...place.deleted.map(({ when }) => when)].reduce<number | null>(later, null),
    author: site.author ?? { name: site.title, email: null, url: site.url },
    icon: webUrl(channel?.imageUrl ?? null),
    deleted: place.deleted,
  }
}

function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}

function fingerprint(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url').slice(0, 16)
}
