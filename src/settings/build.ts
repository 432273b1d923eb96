// A config of the right form to Settings: defaults, absolute paths, numbers for durations and sizes. Pure.

import { basename, dirname, join, resolve } from 'node:path'
import type { Author, SourceId } from '../model/article.ts'
import { SECOND } from '../model/clock.ts'
import type { FeedSource, JsonField, JsonFields, JsonSource, Keep, PostsSource, Source } from '../model/source.ts'
import { type Slug, type Taxonomy, type TermKey, termKey } from '../model/taxonomy.ts'
import { buildRefining, type Presets } from './texts/refining.ts'
import type { Config, FeedConfig, JsonConfig, KeepConfig, PostsConfig } from './schema.ts'
import { isAskedWith, secretsAskedWith } from './secrets.ts'
import type { FetchSettings, PublishSettings, Settings, SiteSettings } from './settings.ts'
import { postsDefaults } from './posts-defaults.ts'
import { parseDuration, parseSize } from './units.ts'
import { buildViews } from './views/views.ts'

/**
 * @param file    absolute path of the config
 * @param values  of its `${NAME}`s, by name
 */
export function buildSettings(config: Config, file: string, values: ReadonlyMap<string, string>): Omit<Settings, 'secrets'> {
  const folder = dirname(file)
  // A config kept in config/ belongs to the project around it.
  const project = basename(folder) === 'config' ? dirname(folder) : folder
  const site = buildSite(config.site)
  const taxonomy = buildTaxonomy(config.taxonomy ?? {})
  return {
    file,
    templatesDir: config.site.templates === undefined ? null : resolve(folder, config.site.templates),
    site,
    store: config.store === undefined ? resolve(project, 'state/feedmill.db') : resolve(folder, config.store),
    schedule: config.schedule ?? '*/15 * * * *',
    sources: config.sources.map((source) => buildSource(source, { site, folder, presets: config.presets ?? {}, values })),
    taxonomy,
    views: buildViews(config.views ?? [], taxonomy),
    publish: buildPublish(config.publish ?? {}, folder, resolve(project, 'feeds')),
    fetch: buildFetch(config.fetch ?? {}),
    serve: { host: config.serve?.host ?? '127.0.0.1', port: config.serve?.port ?? 8080 },
  }
}

function buildSite(site: Config['site']): SiteSettings {
  return {
    title: site.title,
    url: `${addressOf(site.url).replace(/\/+$/u, '')}/`,
    description: site.description ?? '',
    language: site.language ?? 'en',
    timezone: site.timezone ?? 'UTC',
    author: site.author === undefined ? null : buildAuthor(site.author),
    templates: {},
  }
}

function buildAuthor({ name, email, url }: NonNullable<Config['site']['author']>): Author {
  return { name, email: email ?? null, url: url === undefined ? null : addressOf(url) }
}

/** In the spelling that every feed can hold and every reader makes of it: ASCII, the host in lower case, blanks encoded. */
function addressOf(written: string): string {
  return new URL(written).href
}

/** What sources take from the rest of the config. */
interface Around {
  readonly site: SiteSettings
  readonly folder: string
  readonly presets: Presets
  readonly values: ReadonlyMap<string, string>
}

function buildSource(source: Config['sources'][number], around: Around): Source {
  if (source.type === 'feed') return buildFeedSource(source, around)
  return source.type === 'json' ? buildJsonSource(source, around) : buildPostsSource(source, around)
}

function buildCommon(source: FeedConfig | JsonConfig | PostsConfig, { site, presets }: Around) {
  return {
    id: source.id as SourceId,
    title: source.title ?? null,
    categories: listOf(source.category),
    tags: listOf(source.tags),
    timezone: source.timezone ?? site.timezone,
    enabled: source.enabled ?? true,
    rights: source.rights ?? 'full',
    refining: buildRefining(source, presets),
  }
}

/** How a source of the web is asked, and how long what it said is kept. */
function buildAsking({ headers = {}, every, keep, refusals = 'domain' }: FeedConfig | JsonConfig, urls: readonly string[], { values }: Around) {
  const asking = { urls, headers: Object.values(headers) }
  return {
    secrets: secretsAskedWith(values.values(), asking),
    secretNames: [...values].flatMap(([name, value]) => (isAskedWith(value, asking) ? [name] : [])),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    every: every ?? null,
    keep: buildKeep(keep),
    refusals,
  }
}

function buildKeep(keep: KeepConfig): Keep | null {
  if (keep === undefined) return null
  if (typeof keep === 'number') return { age: null, count: keep, size: null }
  if (typeof keep === 'string') return { age: parseDuration(keep), count: null, size: parseSize(keep) }
  return { age: keep.age ?? null, count: keep.count ?? null, size: keep.size ?? null }
}

function buildFeedSource(source: FeedConfig, around: Around): FeedSource {
  const isWeb = /^https?:/iu.test(source.url)
  return {
    ...buildCommon(source, around),
    ...buildAsking(source, isWeb ? [source.url] : [], around),
    type: 'feed',
    location: isWeb ? { kind: 'http', url: new URL(source.url).href } : { kind: 'file', path: resolve(around.folder, source.url) },
  }
}

function buildJsonSource(source: JsonConfig, around: Around): JsonSource {
  const { detail } = source
  const urls = listOf(source.url)
  return {
    ...buildCommon(source, around),
    ...buildAsking(source, detail === undefined ? urls : [...urls, detail.url], around),
    type: 'json',
    urls: [...new Set(urls.map((url) => new URL(url).href))],
    items: source.items,
    fields: buildFields(source.fields),
    next: source.next ?? null,
    pages: source.pages ?? 10,
    detail: detail === undefined ? null : { url: detail.url, fields: buildFields(detail.fields), perRun: detail.perRun ?? 200 },
  }
}

function buildFields(fields: JsonConfig['fields']): JsonFields {
  return Object.fromEntries(Object.entries(fields).map(([field, templates]) => [field as JsonField, listOf(templates)]))
}

function buildPostsSource(source: PostsConfig, around: Around): PostsSource {
  const { site, folder } = around
  const dialect = source.dialect ?? 'plain'
  const defaults = postsDefaults(dialect)
  return {
    ...buildCommon(source, around),
    type: 'posts',
    path: resolve(folder, source.path),
    dialect,
    siteUrl: (source.siteUrl ?? site.url).replace(/\/+$/u, ''),
    permalink: source.permalink ?? defaults.permalink,
    drafts: source.drafts ?? defaults.drafts,
    future: source.future ?? defaults.future,
    unpublished: source.unpublished ?? defaults.unpublished,
    smartTitles: source.smartTitles ?? defaults.smartTitles,
    ids: source.ids ?? defaults.ids,
    jekyllFeedCategories: source.jekyllFeedCategories ?? defaults.jekyllFeedCategories,
    zonelessDates: source.zonelessDates ?? defaults.zonelessDates,
    missingDate: source.missingDate ?? defaults.missingDate,
    link: source.link ?? defaults.link,
    excerptSeparator: source.excerptSeparator ?? defaults.excerptSeparator,
    authorsFile: source.authors === undefined ? null : resolve(folder, source.authors),
    authors: defaults.authors,
  }
}

function listOf(terms: string | readonly string[] | undefined): readonly string[] {
  if (terms === undefined) return []
  return typeof terms === 'string' ? [terms] : terms
}

function buildTaxonomy(taxonomy: NonNullable<Config['taxonomy']>): Taxonomy {
  const labels = Object.entries(taxonomy.labels ?? {})
  const slugs = Object.entries(taxonomy.slugs ?? {})
  const steps = Object.entries(taxonomy.aliases ?? {}).map(([from, to]) => [termKey(from), to] as const)
  const aliases = new Map(steps.filter(([from, to]) => from !== termKey(to))) // `Techweb: TechWeb` says what is so already
  return {
    labels: new Map(labels.map(([slug, label]) => [termKey(slug), label])),
    labelled: new Map(labels.flatMap(([slug, label]) => [slug, label].map((spelling) => [termKey(spelling), slug as Slug] as const))),
    aliases: new Map([...aliases].map(([from, to]) => [from, endOfAliases(aliases, to)])),
    slugs: new Map([...labels.map(([slug]) => [termKey(slug), slug as Slug] as const), ...slugs.map(([term, slug]) => [termKey(term), slug as Slug] as const)]),
    drop: new Set((taxonomy.drop ?? []).map(termKey)),
  }
}

/** Where a chain of aliases ends; checks/cross-checks.ts has refused circles. */
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
    window: publish.window ?? null,
    precompress: publish.precompress ?? false,
    archive: publish.archive ?? true,
    posts: publish.posts === undefined ? null : { dir: postsFolder(publish.posts.dir, folder), dialect: publish.posts.dialect },
  }
}

/** Where Jekyll looks for posts: `_posts` of the site, unless it is named itself. Absolute. */
export function postsFolder(dir: string, folder: string): string {
  const site = resolve(folder, dir)
  return basename(site) === '_posts' ? site : join(site, '_posts')
}

/** How everything is fetched when the config does not say. */
export const DEFAULT_FETCH: FetchSettings = buildFetch({})

function buildFetch(fetch: NonNullable<Config['fetch']>): FetchSettings {
  return {
    timeout: fetch.timeout ?? 20 * SECOND,
    maxBytes: fetch.maxBytes ?? 15_000_000,
    concurrency: fetch.concurrency ?? 32,
    perHost: fetch.perHost ?? 2,
    hostDelay: fetch.hostDelay ?? 100,
    allowPrivate: fetch.allowPrivate ?? [],
  }
}
