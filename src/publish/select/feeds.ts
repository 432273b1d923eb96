// Every feed we publish: one for everything, one for each view, for each category and each tag that holds an entry, for each source. Pure.

import { byCodeUnit } from '../../formats/text/order.ts'
import type { SourceId } from '../../model/article.ts'
import { ALL, type FeedKey, type FeedSpec, sourceFeed, type View } from '../../model/feed.ts'
import type { Source, SourceState } from '../../model/source.ts'
import type { TermRecord } from '../../model/taxonomy.ts'
import type { Settings } from '../../settings/settings.ts'
import type { FeedSummary } from '../../store/store.ts'
import { languageTag, plainText, siteOfSource, titleOfSource } from './clean.ts'

export interface Stored {
  readonly states: ReadonlyMap<SourceId, SourceState>
  readonly terms: readonly TermRecord[]
  readonly summaries: readonly FeedSummary[]
}

/** A feed to publish, with how much it holds. */
export interface PublishedFeed {
  readonly spec: FeedSpec
  readonly label: string // its title without the site's
  readonly entries: number
}

/**
 * The feeds in the order people see them listed: everything, views as the config has them, categories and tags by label, sources by title.
 *
 * The feed of everything and those of views are there from the first day, and a source's from its first good visit for as long as the config names
 * it: a subscriber's address does not vanish because a source is empty for a while. A term's feed is there while it holds an entry.
 */
export function selectFeeds(settings: Settings, stored: Stored): PublishedFeed[] {
  const entries = new Map(stored.summaries.map((summary) => [feedName(summary.key), summary.entries]))
  const published = (spec: FeedSpec, label: string): PublishedFeed => ({ spec, label, entries: entries.get(feedName(spec.key)) ?? 0 })
  const isRead = ({ id }: Source): boolean => (stored.states.get(id)?.lastSuccessAt ?? null) !== null || entries.has(feedName(sourceFeed(id)))
  const taken = new Set(stored.terms.map(pathOf))
  return [
    published(feedOfAll(settings), plainText(settings.site.title)),
    ...settings.views.map((view) => published(feedOfView(settings, view), plainText(view.title))),
    ...sortTerms(stored.terms)
      .map((term) => published(feedOfTerm(settings, term, taken), labelOf(term)))
      .filter((feed) => feed.entries > 0),
    ...settings.sources
      .filter(isRead)
      .map((source) => {
        const title = titleOfSource(source, stored.states.get(source.id))
        return published(feedOfSource(settings, source, title, stored.states.get(source.id)), title)
      })
      .sort(byTitle),
  ]
}

/** A key as one text: for maps. */
export function feedName({ kind, of }: FeedKey): string {
  return `${kind}/${of}`
}

function feedOfAll({ site }: Settings): FeedSpec {
  const title = plainText(site.title)
  return { key: ALL, title, description: plainText(site.description) || title, path: 'all', formerPaths: [], language: site.language, link: site.url, isArchived: true }
}

function feedOfView({ site, publish }: Settings, { id, title, description, age }: View): FeedSpec {
  const label = plainText(title)
  const path = `view/${id}`
  return {
    key: { kind: 'view', of: id },
    title: `${label} — ${plainText(site.title)}`,
    description: plainText(description) || describe(label, site.description),
    path,
    formerPaths: [],
    language: site.language,
    link: publish.formats.includes('html') ? `${site.url}${path}.html` : site.url,
    isArchived: age === null,
  }
}

/** Whatever their order in the config, which may change. */
function byTitle(a: PublishedFeed, b: PublishedFeed): number {
  return byCodeUnit(a.label.toLowerCase(), b.label.toLowerCase()) || byCodeUnit(a.spec.path, b.spec.path)
}

/** By code units: a locale's order differs between machines. */
function sortTerms(terms: readonly TermRecord[]): TermRecord[] {
  return terms.toSorted((a, b) => byCodeUnit(a.kind, b.kind) || byCodeUnit(a.label, b.label) || byCodeUnit(a.slug, b.slug))
}

function feedOfTerm({ site, publish }: Settings, term: TermRecord, taken: ReadonlySet<string>): FeedSpec {
  const label = labelOf(term)
  const path = pathOf(term)
  return {
    key: { kind: term.kind, of: term.key },
    title: `${label} — ${plainText(site.title)}`,
    description: describe(label, site.description),
    path,
    formerPaths: term.formerSlugs.map((slug) => `${term.kind}/${slug}`).filter((former) => !taken.has(former)),
    language: site.language,
    link: publish.formats.includes('html') ? `${site.url}${path}.html` : site.url,
    isArchived: true,
  }
}

function feedOfSource({ site, publish, secrets }: Settings, source: Source, title: string, state: SourceState | undefined): FeedSpec {
  const path = `source/${source.id}`
  return {
    key: sourceFeed(source.id),
    title: `${title} — ${plainText(site.title)}`,
    description: describe(title, site.description), // not what upstream says: that changes with every visit on some sites
    path,
    formerPaths: [],
    language: source.type === 'posts' ? site.language : languageTag(state?.channel?.language ?? null),
    link: siteOfSource(source, state, secrets) ?? (publish.formats.includes('html') ? `${site.url}${path}.html` : site.url),
    isArchived: true,
  }
}

/** Older stores may have a term of which nothing can be seen. */
function labelOf({ label, slug }: TermRecord): string {
  return plainText(label) || slug
}

function pathOf({ kind, slug }: TermRecord): string {
  return `${kind}/${slug}`
}

function describe(label: string, siteDescription: string): string {
  const description = plainText(siteDescription)
  return description === '' ? label : `${label} — ${description}`
}
