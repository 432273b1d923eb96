// A made-up site, a story and a feed's page, whole and unremarkable, for tests to change one thing in.

import type { ArticleId } from '../../src/model/article.ts'
import type { River } from '../../src/publish/render/html.ts'
import type { DirectoryFeed } from '../../src/publish/render/html/directory.ts'
import type { Alternate } from '../../src/publish/render/html/frame.ts'
import type { Entry, EntrySource, EntryTerm } from '../../src/publish/select/entry.ts'
import type { SiteSettings } from '../../src/settings/settings.ts'

export const SITE: SiteSettings = {
  title: 'Example Mill',
  url: 'https://mill.example.org/',
  description: 'Feeds for tests.',
  language: 'en',
  timezone: 'UTC',
  author: null,
  templates: {},
}

export const HARBOUR: EntrySource = {
  sourceId: 'harbour',
  id: 'https://harbour.example.org/feed.rss',
  title: 'Harbour Notes',
  feedUrl: 'https://harbour.example.org/feed.rss',
  siteUrl: 'https://harbour.example.org/',
  pageUrl: 'https://mill.example.org/source/harbour',
}

const STORY: Entry = {
  articleId: '0'.repeat(64) as ArticleId,
  id: 'https://harbour.example.org/1',
  url: 'https://harbour.example.org/1',
  externalUrl: null,
  title: 'The crane moved',
  summary: null,
  contentHtml: '<p>It took five tides.</p>',
  publishedAt: Date.parse('2025-10-16T15:05:00Z'),
  updatedAt: Date.parse('2025-10-16T15:05:00Z'),
  claims: { publishedAt: Date.parse('2025-10-16T15:05:00Z'), updatedAt: null },
  firstSeenAt: null,
  language: 'en',
  authors: [],
  categories: [],
  tags: [],
  enclosures: [],
  imageUrl: null,
  commentsUrl: null,
  rights: null,
  via: null,
  source: HARBOUR,
  alsoIn: [],
}

export function story(changes: Partial<Entry> = {}): Entry {
  return { ...STORY, ...changes }
}

export function term(kind: 'category' | 'tag', label: string, slug = label): EntryTerm {
  return { label, slug, pageUrl: `https://mill.example.org/${kind}/${slug}` }
}

/** The page of the tag `tides`, without a story. */
export function river(changes: Partial<River> = {}): River {
  return {
    site: SITE,
    kind: 'tag',
    title: 'tides — Example Mill',
    description: 'tides — Feeds for tests.',
    url: 'https://mill.example.org/tag/tides.html',
    alternates: alternates('tag/tides'),
    opmlUrl: null,
    updatedAt: Date.parse('2025-10-16T15:05:00Z'),
    olderUrl: null,
    newerUrl: null,
    total: 0,
    stories: [],
    ...changes,
  }
}

/** A feed as the directory lists it. */
export function listed(kind: DirectoryFeed['kind'], title: string, path: string, stories = 1): DirectoryFeed {
  return { kind, title, path, stories, updatedAt: Date.parse('2025-10-16T15:05:00Z'), pageUrl: `${SITE.url}${path}.html`, opmlUrl: null, alternates: alternates(path) }
}

export function alternates(path: string): Alternate[] {
  return [
    { name: 'RSS', mediaType: 'application/rss+xml', url: `${SITE.url}${path}.rss` },
    { name: 'Atom', mediaType: 'application/atom+xml', url: `${SITE.url}${path}.atom` },
    { name: 'JSON Feed', mediaType: 'application/feed+json', url: `${SITE.url}${path}.json` },
  ]
}
