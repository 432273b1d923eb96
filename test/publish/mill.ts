// A small mill for the tests of publishing: settings, articles as ingest would save them, a real store and a real folder.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Article, EpochMs, SourceId, Term } from '../../src/model/article.ts'
import { articleId, revisionOf } from '../../src/model/identity.ts'
import { type Channel, type FeedSource, type PostsSource, type SourceState, UNVISITED } from '../../src/model/source.ts'
import { NO_TAXONOMY } from '../../src/model/taxonomy.ts'
import { openDirectory } from '../../src/publish/deliver/directory.ts'
import { publish } from '../../src/publish/publish.ts'
import type { PublishEdges, PublishReport } from '../../src/publish/edges.ts'
import { postsDefaults } from '../../src/settings/posts-defaults.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Arrival, Store } from '../../src/store/store.ts'

export const NOW = Date.UTC(2026, 0, 15, 12)

export function sourceId(id: string): SourceId {
  return id as SourceId
}

export function feedSource(id: string, given: Partial<FeedSource> = {}): FeedSource {
  return {
    id: sourceId(id),
    type: 'feed',
    title: null,
    categories: [],
    tags: [],
    timezone: 'UTC',
    enabled: true,
    refining: null,
    rights: 'full',
    location: { kind: 'http', url: `https://${id}.example.net/feed.xml` },
    headers: {},
    every: null,
    keep: null,
    refusals: 'domain',
    secrets: [],
    secretNames: [],
    ...given,
  }
}

export function postsSource(id: string, given: Partial<PostsSource> = {}): PostsSource {
  return {
    id: sourceId(id),
    type: 'posts',
    title: null,
    categories: [],
    tags: [],
    timezone: 'UTC',
    enabled: true,
    refining: null,
    rights: 'full',
    path: '/nowhere',
    dialect: 'jekyll',
    siteUrl: 'https://mill.example.org',
    authorsFile: null,
    ...postsDefaults('jekyll'),
    ...given,
  }
}

export function settingsFor(dir: string, given: Partial<Settings> = {}, publishing: Partial<Settings['publish']> = {}): Settings {
  return {
    file: join(dir, 'feedmill.yaml'),
    templatesDir: null,
    site: {
      title: 'Example Mill',
      url: 'https://mill.example.org/',
      description: 'What the mill ground',
      language: 'en',
      timezone: 'UTC',
      author: { name: 'Mia Miller', email: null, url: null },
      templates: {},
    },
    store: join(dir, 'state.db'),
    schedule: '*/15 * * * *',
    sources: [feedSource('ruby')],
    taxonomy: NO_TAXONOMY,
    views: [],
    publish: { dir: join(dir, 'feeds'), formats: ['rss', 'atom', 'json', 'html'], limit: 50, window: null, precompress: false, archive: true, posts: null, ...publishing },
    fetch: { timeout: 20_000, maxBytes: 15_000_000, concurrency: 32, perHost: 2, hostDelay: 100, allowPrivate: [] },
    serve: { host: '127.0.0.1', port: 8080 },
    secrets: [],
    ...given,
  }
}

export function terms(...labels: readonly string[]): Term[] {
  return labels.map((label) => ({ label, scheme: null }))
}

/** An article of the source `ruby`, complete and dated; what is given replaces the rest. */
export function articleOf(guid: string, given: Partial<Article> = {}): Article {
  const from = given.sourceId ?? sourceId('ruby')
  const article = {
    id: articleId(from, guid),
    sourceId: from,
    guid,
    url: `https://ruby.example.net/${encodeURIComponent(guid.toWellFormed())}`,
    externalUrl: null,
    title: `Title of ${guid}`,
    summary: null,
    contentHtml: `<p>Text of ${encodeURIComponent(guid.toWellFormed())}</p>`,
    publishedAt: Date.UTC(2026, 0, 10),
    updatedAt: null,
    language: null,
    authors: [],
    categories: [],
    tags: [],
    enclosures: [],
    imageUrl: null,
    commentsUrl: null,
    rights: null,
    via: null,
    ...given,
  }
  return { ...article, revision: revisionOf(article, article.contentHtml) }
}

export function channelOf(given: Partial<Channel> = {}): Channel {
  return {
    title: 'Ruby News',
    description: 'All about Ruby',
    siteUrl: 'https://ruby.example.net/',
    feedUrl: 'https://ruby.example.net/feed.xml',
    id: null,
    language: null,
    imageUrl: null,
    rights: null,
    updatedAt: null,
    ...given,
  }
}

export function visited(given: Partial<SourceState> = {}): SourceState {
  return { ...UNVISITED, channel: channelOf(), lastVisitAt: NOW, lastSuccessAt: NOW, ...given }
}

/** Saves what one visit brought; articles without text are left to be completed, as posts are. */
export async function ingest(store: Store, articles: readonly Article[], state: SourceState | null = visited(), seenAt: EpochMs = NOW): Promise<void> {
  const bySource = Map.groupBy(articles, (article) => article.sourceId)
  for (const [id, ofSource] of bySource) {
    const arrivals: Arrival[] = ofSource.map((article) => ({ article, raw: new Uint8Array(), complete: article.contentHtml !== '' }))
    await store.save({ sourceId: id, seenAt, arrivals, removed: [], files: [], forgottenFiles: [], state })
  }
}

export interface Mill {
  readonly root: string
  readonly store: Store
  readonly settings: Settings
  publish(edges?: Partial<PublishEdges>, settings?: Settings): Promise<PublishReport>
  read(path: string): string
  /** Every file below the output folder, sorted. */
  files(): string[]
  close(): Promise<void>
}

export async function openMill(given: Partial<Settings> = {}, publishing: Partial<Settings['publish']> = {}): Promise<Mill> {
  const root = mkdtempSync(join(tmpdir(), 'feedmill-publish-'))
  const settings = settingsFor(root, given, publishing)
  const store = await openSqlite(settings.store)
  await store.applyTaxonomy(settings.taxonomy)
  return {
    root,
    store,
    settings,
    publish: (edges, changed = settings) => publish(changed, { store, target: openDirectory(changed.publish.dir), complete: (stored) => stored, posts: changed.publish.posts === null ? null : openDirectory(changed.publish.posts.dir), ...edges }),
    read: (path) => readFileSync(join(settings.publish.dir, path), 'utf8'),
    files: () => filesBelow(settings.publish.dir),
    close: async () => {
      await store.close()
      rmSync(root, { recursive: true })
    },
  }
}

export function filesBelow(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1)).sort()
}

/** Bytes and modification time of every file: what must not move when nothing changed. */
export function snapshot(dir: string): Record<string, string> {
  return Object.fromEntries(filesBelow(dir).map((path) => [path, `${statSync(join(dir, path)).mtimeMs} ${readFileSync(join(dir, path), 'base64')}`]))
}
