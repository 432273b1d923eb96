// `feedmill import` and `feedmill export`: subscription lists of other programs into the config, and what the config follows as one.

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { canonicalUrl } from '../../formats/urls.ts'
import { decodeText } from '../../ingest/parse/decode.ts'
import { type OpmlFault, type OpmlFeed, parseOpml } from '../../ingest/parse/opml.ts'
import { holdsCredentials, shownUrl } from '../../ingest/plan/request-url.ts'
import type { SourceId } from '../../model/article.ts'
import { FeedmillError, whyUnreadable } from '../../model/errors.ts'
import type { Note } from '../../model/note.ts'
import { freeSlug, proposeSlug } from '../../model/slug.ts'
import type { Source, SourceState } from '../../model/source.ts'
import { renderSubscriptions, type Subscription } from '../../publish/render/opml.ts'
import { attributionOf } from '../../publish/select/entries.ts'
import { addSources, type NewSource } from '../../settings/edit/add-sources.ts'
import { redact } from '../../settings/secrets.ts'
import type { Settings } from '../../settings/settings.ts'
import { lookAtStore } from '../wire.ts'
import { editConfig } from './config-file.ts'
import { addressesOf, followersIn } from './sources.ts'

// --- import

export interface ImportReport {
  readonly added: readonly NewSource[]
  readonly skipped: readonly { readonly url: string; readonly title: string | null; readonly followedBy: string }[] // the id of a source
  readonly bad: readonly OpmlFault[]
  readonly notes: readonly Note[]
}

/**
 * Adds every feed of an OPML file to the config, comments kept, in one edit: all of them or, on an error, none.
 *
 * @throws FeedmillError `config.missing` for a file that cannot be read, `usage.invalid` for one that is no OPML, else as editConfig
 */
export async function importOpml(path: string, settings: Settings): Promise<ImportReport> {
  const file = resolve(path)
  const { text, notes } = decodeText(await readBytes(file), null)
  const parsed = parseOpml(text, file)
  const { added, skipped } = await chooseNew(parsed.feeds, settings.sources)
  if (added.length > 0) await editConfig(settings.file, (config) => addSources(config, added, settings.file))
  return { added, skipped, bad: parsed.faults, notes: [...notes, ...parsed.notes] }
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new FeedmillError('config.missing', file, whyUnreadable(error), error)
  }
}

async function chooseNew(feeds: readonly OpmlFeed[], sources: readonly Source[]): Promise<Pick<ImportReport, 'added' | 'skipped'>> {
  const followed = followersIn(sources)
  const taken = new Set<string>(sources.map(({ id }) => id))
  const added: NewSource[] = []
  const skipped: ImportReport['skipped'][number][] = []
  for (const { url, title, categories } of feeds) {
    const followedBy = followed.get(canonicalUrl(url))
    if (followedBy !== undefined) {
      skipped.push({ url, title, followedBy })
      continue
    }
    const id = freeSlug(await proposeSlug(title ?? new URL(url).hostname), (slug) => taken.has(slug))
    taken.add(id)
    followed.set(canonicalUrl(url), id)
    added.push({ id, url, title, category: categories.length > 1 ? categories : (categories[0] ?? null) })
  }
  return { added, skipped }
}

/** @param isQuiet  only what is wrong */
export function describeImport({ added, skipped, bad, notes }: ImportReport, file: string, isQuiet: boolean): string[] {
  const done = [
    `${added.length} added to ${file}, ${skipped.length} followed already, ${bad.length} bad`,
    ...added.map(({ id, url }) => `  ${id}: ${shownUrl(url)}`),
    ...skipped.map(({ url, followedBy }) => `  skipped: ${shownUrl(url)} is followed by ${followedBy}`),
  ]
  return [
    ...(isQuiet ? [] : done),
    ...bad.map(({ title, reason }) => `  bad: ${title}: ${reason}`),
    ...notes.map(({ code, message }) => `  ${message} [${code}]`),
  ]
}

// --- export

export interface ExportReport {
  readonly opml: string
  readonly exported: number
  readonly left: readonly { readonly id: string; readonly reason: string }[]
}

/** Every source that is a feed of the web, with what it calls itself. @throws FeedmillError `store.*` */
export async function exportOpml(settings: Settings): Promise<ExportReport> {
  const states = await lookAtStore(settings, (store) => store.loadSourceStates(), new Map<SourceId, SourceState>())
  const { sources } = attributionOf(settings, states)
  const safe = (text: string): string => redact(text, settings.secrets)
  const exported: Subscription[] = []
  const left: ExportReport['left'][number][] = []
  for (const source of settings.sources) {
    const reason = reasonToLeave(source, settings.secrets)
    const [url] = addressesOf(source)
    if (reason !== null || url === undefined) left.push({ id: source.id, reason: reason ?? '' })
    else exported.push({ title: safe(sources.get(source.id)?.title ?? source.id), url, siteUrl: siteOf(sources.get(source.id)?.siteUrl ?? null), categories: source.categories.map(safe) })
  }
  return { opml: renderSubscriptions(settings.site, exported), exported: exported.length, left }
}

function siteOf(url: string | null): string | null {
  return url === null || holdsCredentials(url) ? null : url
}

/** Whoever gets the list could read with our rights. */
function reasonToLeave(source: Source, secrets: readonly string[]): string | null {
  if (source.type === 'posts') return 'is a folder of posts'
  if (source.type === 'json') return 'is a JSON API, which no reader knows'
  if (source.location.kind === 'file') return 'is a file of this machine'
  const { url } = source.location
  return holdsCredentials(url) || redact(url, secrets) !== url ? 'has a secret in its address' : null
}

export function describeLeft({ left }: ExportReport): string[] {
  return left.map(({ id, reason }) => `left out: ${id} ${reason}`)
}
