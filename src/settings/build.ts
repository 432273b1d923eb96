// A config of the right form to Settings: defaults, absolute paths, numbers for durations and sizes. Pure.

import { basename, dirname, resolve } from 'node:path'
import type { Author, SourceId } from '../model/article.ts'
import type { FeedSource, PostsSource, Source } from '../model/source.ts'
import { type Slug, type Taxonomy, type TermKey, termKey } from '../model/taxonomy.ts'
import type { Config, FeedConfig, PostsConfig } from './schema.ts'
import type { FetchSettings, PublishSettings, Settings, SiteSettings } from './settings.ts'
import { parseDuration, parseSize } from './units.ts'

/** @param file  absolute path of the config */
export function buildSettings(config: Config, file: string): Omit<Settings, 'secrets'> {
  const folder = dirname(file)
  // A config kept in config/ belongs to the project around it.
  const project = basename(folder) === 'config' ? dirname(folder) : folder
  const site = buildSite(config.site)
  return {
    file,
    site,
    store: config.store === undefined ? resolve(project, 'state/feedmill.db') : resolve(folder, config.store),
    schedule: config.schedule ?? '*/15 * * * *',
    sources: config.sources.map((source) => buildSource(source, site, folder)),
    taxonomy: buildTaxonomy(config.taxonomy ?? {}),
    publish: buildPublish(config.publish ?? {}, folder, resolve(project, 'feeds')),
    fetch: buildFetch(config.fetch ?? {}),
    serve: { host: config.serve?.host ?? '127.0.0.1', port: config.serve?.port ?? 8080 },
  }
}

function buildSite(site: Config['site']): SiteSettings {
  return {
    title: site.title,
    url: `${site.url.replace(/\/+$/u, '')}/`,
    description: site.description ?? '',
    language: site.language ?? 'en',
    timezone: site.timezone ?? 'UTC',
    author: site.author === undefined ? null : buildAuthor(site.author),
  }
}

function buildAuthor(author: NonNullable<Config['site']['author']>): Author {
  return { name: author.name, email: author.email ?? null, url: author.url ?? null }
}

function buildSource(source: Config['sources'][number], site: SiteSettings, folder: string): Source {
  return source.type === 'feed' ? buildFeedSource(source, site, folder) : buildPostsSource(source, site, folder)
}

function buildCommon(source: FeedConfig | PostsConfig, site: SiteSettings) {
  return {
    id: source.id as SourceId,
    title: source.title ?? null,
    categories: listOf(source.category),
    tags: listOf(source.tags),
    timezone: source.timezone ?? site.timezone,
    enabled: source.enabled ?? true,
  }
}

function buildFeedSource(source: FeedConfig, site: SiteSettings, folder: string): FeedSource {
  const isWeb = /^https?:/iu.test(source.url)
  return {
    ...buildCommon(source, site),
    type: 'feed',
    location: isWeb ? { kind: 'http', url: new URL(source.url).href } : { kind: 'file', path: resolve(folder, source.url) },
    headers: Object.fromEntries(Object.entries(source.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
    every: source.every === undefined ? null : parseDuration(source.every),
  }
}

function buildPostsSource(source: PostsConfig, site: SiteSettings, folder: string): PostsSource {
  const dialect = source.dialect ?? 'plain'
  return {
    ...buildCommon(source, site),
    type: 'posts',
    path: resolve(folder, source.path),
    dialect,
    siteUrl: (source.siteUrl ?? site.url).replace(/\/+$/u, ''),
    permalink: source.permalink ?? 'date',
    drafts: source.drafts ?? false,
    future: source.future ?? !['jekyll', 'hugo', 'plain'].includes(dialect),
    unpublished: source.unpublished ?? false,
    smartTitles: source.smartTitles ?? false,
    ids: source.ids ?? 'link',
    jekyllFeedCategories: source.jekyllFeedCategories ?? false,
    zonelessDates: source.zonelessDates ?? 'dialect',
    missingDate: source.missingDate ?? 'skip',
    link: source.link ?? 'own',
    excerptSeparator: source.excerptSeparator ?? null,
    authorsFile: source.authors === undefined ? null : resolve(folder, source.authors),
    authors: {},
  }
}

function listOf(terms: string | readonly string[] | undefined): readonly string[] {
  if (terms === undefined) return []
  return typeof terms === 'string' ? [terms] : terms
}

function buildTaxonomy(taxonomy: NonNullable<Config['taxonomy']>): Taxonomy {
  const labels = Object.entries(taxonomy.labels ?? {})
  const slugs = Object.entries(taxonomy.slugs ?? {})
  const aliases = new Map(Object.entries(taxonomy.aliases ?? {}).map(([from, to]) => [termKey(from), to]))
  return {
    labels: new Map(labels.flatMap(([slug, label]) => [[termKey(slug), label] as const, [termKey(label), label] as const])),
    aliases: new Map([...aliases].map(([from, to]) => [from, endOfAliases(aliases, to)])),
    slugs: new Map([...labels.map(([slug, label]) => [termKey(label), slug as Slug] as const), ...slugs.map(([term, slug]) => [termKey(term), slug as Slug] as const)]),
    drop: new Set((taxonomy.drop ?? []).map(termKey)),
  }
}

/** Where a chain of aliases ends; check.ts has refused circles. */
function endOfAliases(aliases: ReadonlyMap<TermKey, string>, to: string): string {
  let end = to
  for (let next = aliases.get(termKey(end)); next !== undefined; next = aliases.get(termKey(end))) end = next
  return end
}

function buildPublish(publish: NonNullable<Config['publish']>, folder: string, defaultDir: string): PublishSettings {
  return {
    dir: publish.dir === undefined ? defaultDir : resolve(folder, publish.dir),
    formats: [...new Set(publish.formats ?? (['rss', 'atom', 'json', 'html'] as const))],
    limit: publish.limit ?? 50,
    precompress: publish.precompress ?? false,
    archive: publish.archive ?? true,
  }
}

/** How everything is fetched when the config does not say. */
export const DEFAULT_FETCH: FetchSettings = buildFetch({})

function buildFetch(fetch: NonNullable<Config['fetch']>): FetchSettings {
  return {
    timeout: parseDuration(fetch.timeout ?? '20s') ?? 0,
    maxBytes: parseSize(fetch.maxBytes ?? '15MB') ?? 0,
    concurrency: fetch.concurrency ?? 32,
    perHost: fetch.perHost ?? 2,
    hostDelay: parseDuration(fetch.hostDelay ?? '100ms') ?? 0,
    allowPrivate: fetch.allowPrivate ?? [],
  }
}
