// What is published of all feeds together: the directory for people, the subscription lists for readers, and the two files that web
// hosts and programs look for by a fixed name. Pure.

import { DIRECTORY_PATH, type Document, type DocumentRecord, HEADERS_PATH, OPML_PATH, WELL_KNOWN_PATH } from '../../model/document.ts'
import type { FeedSpec } from '../../model/feed.ts'
import { canonicalTerms, isSpelledOut, type Slug, termKey } from '../../model/taxonomy.ts'
import type { Settings } from '../../settings/settings.ts'
import { HEADERS_TYPE, renderHeaders } from './headers.ts'
import { FORMS, OPML_TYPE } from '../render/forms.ts'
import { renderDirectory } from '../render/html/directory.ts'
import { renderOpml } from '../render/opml.ts'
import { alternatesOf } from '../render/render.ts'
import type { PublishedFeed } from '../select/feeds.ts'

/** Whether a file is there that is not ours. */
type IsForeign = (path: string) => boolean

/** Where all of them are, siblings left out. */
export function listPaths(settings: Settings, feeds: readonly PublishedFeed[], isForeign: IsForeign): string[] {
  return [
    OPML_PATH,
    ...feeds.flatMap(({ spec }) => opmlPaths(spec)),
    ...(settings.publish.formats.includes('html') ? [DIRECTORY_PATH] : []),
    ...hostPaths(settings, isForeign),
  ]
}

/**
 * What they say of a feed is what its newest document says.
 * @param records  of everything that is published
 */
export function listDocuments(settings: Settings, feeds: readonly PublishedFeed[], records: ReadonlyMap<string, DocumentRecord>, isForeign: IsForeign): Document[] {
  const specs = feeds.map(({ spec }) => spec)
  const updatedAt = newestOf(specs, settings, records)
  const opml: Document = { path: OPML_PATH, mediaType: OPML_TYPE, ...written(renderOpml(settings.site, settings.publish.formats, specs, updatedAt)), items: 0, updatedAt }
  const atHost = hostPaths(settings, isForeign)
  const headers: Document = { path: HEADERS_PATH, mediaType: HEADERS_TYPE, ...written(renderHeaders()), items: 0, updatedAt: null }
  return [
    opml,
    ...categoryDocuments(feeds, settings, records),
    ...(settings.publish.formats.includes('html') ? [directoryDocument(settings, feeds, records, updatedAt)] : []),
    ...[{ ...opml, path: WELL_KNOWN_PATH }, headers].filter(({ path }) => atHost.includes(path)),
  ]
}

/** What they say beyond what the documents of their feeds do: in which order, and which sources a category has. For a fingerprint. */
export function orderOfLists(settings: Settings, feeds: readonly PublishedFeed[]): unknown {
  const inside = [...sourcesByCategory(feeds, settings)].map(([key, sources]) => [key, sources.map(({ path }) => path)])
  return [feeds.map(({ spec }) => spec.path), inside]
}

function written(text: string): Pick<Document, 'parts' | 'ranges'> {
  return { parts: [Buffer.from(text, 'utf8')], ranges: null }
}

/** Names that are fixed for a host mean something only where its root is ours. An operator's own files of these names stay. */
function hostPaths({ site }: Settings, isForeign: IsForeign): string[] {
  return new URL(site.url).pathname === '/' ? [WELL_KNOWN_PATH, HEADERS_PATH].filter((path) => !isForeign(path)) : []
}

function directoryDocument({ site, publish }: Settings, feeds: readonly PublishedFeed[], records: ReadonlyMap<string, DocumentRecord>, updatedAt: number | null): Document {
  const { formats } = publish
  const body = renderDirectory({
    site,
    opmlUrl: `${site.url}${OPML_PATH}`,
    feeds: feeds.map(({ spec, label, entries }) => ({
      kind: spec.key.kind,
      title: label,
      path: spec.path,
      stories: entries,
      updatedAt: updatedOf(spec, formats, records),
      pageUrl: `${site.url}${spec.path}.html`,
      opmlUrl: opmlPaths(spec).length === 0 ? null : `${site.url}${spec.path}.opml`,
      alternates: alternatesOf(`${site.url}${spec.path}`, formats),
    })),
  })
  return { path: DIRECTORY_PATH, mediaType: FORMS.html.mediaType, ...written(body), items: 0, updatedAt }
}

/** Each category as a list for readers: its own feed, and the sources that the config puts into it. */
function categoryDocuments(feeds: readonly PublishedFeed[], settings: Settings, records: ReadonlyMap<string, DocumentRecord>): Document[] {
  const sources = sourcesByCategory(feeds, settings)
  return feeds.flatMap(({ spec }) => {
    const paths = opmlPaths(spec)
    if (paths.length === 0) return []
    const listed = [spec, ...(sources.get(spec.key.of) ?? [])]
    const updatedAt = newestOf(listed, settings, records)
    const { parts, ranges } = written(renderOpml(settings.site, settings.publish.formats, listed, updatedAt, spec.title))
    return paths.map((path) => ({ path, mediaType: OPML_TYPE, parts, ranges, items: 0, updatedAt }))
  })
}

function opmlPaths({ key, path, formerPaths }: FeedSpec): string[] {
  return key.kind === 'category' ? [path, ...formerPaths].map((address) => `${address}.opml`) : []
}

/** Feeds of sources, in the order of all feeds, by the key of each category's feed. */
function sourcesByCategory(feeds: readonly PublishedFeed[], { sources, taxonomy }: Settings): ReadonlyMap<string, readonly FeedSpec[]> {
  const categoriesOf = new Map(sources.map(({ id, categories }) => [id as string, canonicalTerms(taxonomy, categories.map((label) => ({ label, scheme: null })))]))
  const known = categoryKeys(feeds)
  const listed = new Map<string, FeedSpec[]>()
  for (const { spec } of feeds) {
    if (spec.key.kind !== 'source') continue
    for (const key of new Set(categoriesOf.get(spec.key.of)?.map(({ label }) => known.get(termKey(label))))) {
      if (key === undefined) continue
      const inside = listed.get(key) ?? []
      inside.push(spec)
      listed.set(key, inside)
    }
  }
  return listed
}

/** Every spelling of each category to the key of its feed: a source may name it by its label, another one by its slug. */
function categoryKeys(feeds: readonly PublishedFeed[]): ReadonlyMap<string, string> {
  const categories = feeds.filter(({ spec }) => spec.key.kind === 'category')
  const others = categories.flatMap(({ spec, label }) => {
    const slug = spec.path.slice('category/'.length) as Slug
    return [termKey(label), ...(isSpelledOut(label, slug) ? [slug] : [])].map((spelling): [string, string] => [spelling, spec.key.of])
  })
  return new Map([...others, ...categories.map(({ spec }): [string, string] => [spec.key.of, spec.key.of])]) // its own key before all others
}

function newestOf(specs: readonly FeedSpec[], { publish }: Settings, records: ReadonlyMap<string, DocumentRecord>): number | null {
  const times = specs.flatMap((spec) => updatedOf(spec, publish.formats, records) ?? [])
  return times.reduce<number | null>((newest, at) => Math.max(newest ?? at, at), null)
}

function updatedOf({ path }: FeedSpec, formats: readonly string[], records: ReadonlyMap<string, DocumentRecord>): number | null {
  return records.get(`${path}.${formats[0]}`)?.updatedAt ?? null
}
