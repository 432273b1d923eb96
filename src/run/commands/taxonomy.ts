// `feedmill taxonomy`: every category and tag with its slug and its articles, and names that are probably one; `import` fixes the slugs of an existing site.

import { resolve } from 'node:path'
import { byCodeUnit } from '../../formats/text/order.ts'
import type { FeedKey } from '../../model/feed.ts'
import type { TermRecord } from '../../model/taxonomy.ts'
import { addSlugs } from '../../settings/edit/add-slugs.ts'
import { parseSlugsCsv } from '../../settings/edit/slugs-csv.ts'
import { readText } from '../../settings/load.ts'
import type { Settings } from '../../settings/settings.ts'
import { lookAtStore } from '../wire.ts'
import { editConfig } from './config-file.ts'
import { type NearTerms, nearTerms } from './near-terms.ts'

export interface TermReport {
  readonly kind: TermRecord['kind']
  readonly label: string
  readonly slug: string
  readonly formerSlugs: readonly string[]
  readonly articles: number // stories in its feed
}

export interface TaxonomyReport {
  readonly terms: readonly TermReport[] // categories first, the fullest first
  readonly near: readonly NearTerms[]
}

/** A term that an alias merged into another one, with all its articles, is that other one. @throws FeedmillError `store.*` */
export async function listTerms(settings: Settings): Promise<TaxonomyReport> {
  const [records, feeds] = await lookAtStore(settings, (store) => Promise.all([store.loadTerms(), store.loadFeeds()]), [[], []])
  const entriesOf = new Map(feeds.map(({ key, entries }) => [nameOf(key), entries]))
  const isMerged = ({ kind, key }: TermRecord): boolean => settings.taxonomy.aliases.has(key) && !entriesOf.has(nameOf({ kind, of: key }))
  const named = records.filter((record) => !isMerged(record))
  const terms = named.map(({ kind, key, label, slug, formerSlugs }) => ({ kind, label, slug, formerSlugs, articles: entriesOf.get(nameOf({ kind, of: key })) ?? 0 }))
  return { terms: terms.toSorted((a, b) => byCodeUnit(a.kind, b.kind) || b.articles - a.articles || byCodeUnit(a.slug, b.slug)), near: nearTerms(named) }
}

function nameOf({ kind, of }: FeedKey): string {
  return `${kind} ${of}`
}

export function describeTerms({ terms, near }: TaxonomyReport): string[] {
  if (terms.length === 0) return ['no categories and no tags yet']
  return [
    ...terms.map(({ kind, label, slug, formerSlugs, articles }) => `${kind} ${slug}  ${label}  ${articles}${formerSlugs.length === 0 ? '' : `  (was ${formerSlugs.join(', ')})`}`),
    ...near.map(({ kind, labels: [one, other] }) => `${kind}: "${one}" and "${other}" are nearly the same; taxonomy.aliases merges them`),
  ]
}

/**
 * Writes the slugs of a CSV into the config; the next refresh moves what has another one.
 * @returns  how many were not there yet
 * @throws FeedmillError `config.missing` for a file that cannot be read, `config.invalid` for what is wrong in either, before anything is written
 */
export async function importSlugs(csv: string, settings: Settings): Promise<number> {
  const slugs = parseSlugsCsv(await readText(resolve(csv)), resolve(csv))
  let count = 0
  await editConfig(settings.file, (before) => {
    const { text, added } = addSlugs(before, slugs, settings.file)
    count = added
    return text
  })
  return count
}
