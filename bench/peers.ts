// Packages that write feeds, for the bench of publishing: each gets a feed's entries as plain objects and renders three formats.

import { Feed } from 'feed'
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith'
import type { Entry } from '../src/publish/select/entry.ts'

export interface PlainFeed {
  readonly title: string
  readonly link: string
  readonly entries: readonly Entry[]
}

/** @returns RSS, Atom and JSON */
export function renderWithFeed({ title, link, entries }: PlainFeed): readonly string[] {
  const feed = new Feed({ title, link, id: link, copyright: '' })
  for (const entry of entries) {
    feed.addItem({
      title: entry.title ?? '',
      id: entry.id,
      link: entry.url ?? '',
      content: entry.contentHtml,
      date: new Date(entry.updatedAt),
      published: new Date(entry.publishedAt),
      author: entry.authors.map(({ name }) => ({ name })),
      category: termsOf(entry).map((name) => ({ name })),
    })
  }
  return [feed.rss2(), feed.atom1(), feed.json1()]
}

/** @returns as renderWithFeed */
export function renderWithFeedsmith(feed: PlainFeed): readonly string[] {
  return [rssOf(feed), atomOf(feed), jsonOf(feed)]
}

function rssOf({ title, link, entries }: PlainFeed): string {
  return generateRssFeed({
    title,
    link,
    description: title,
    items: entries.map((entry) => ({
      title: entry.title ?? '',
      link: entry.url ?? '',
      guid: { value: entry.id },
      pubDate: new Date(entry.publishedAt),
      categories: termsOf(entry).map((name) => ({ name })),
      dc: { creators: entry.authors.map(({ name }) => name) },
      content: { encoded: entry.contentHtml },
    })),
  })
}

function atomOf({ title, link, entries }: PlainFeed): string {
  return generateAtomFeed({
    id: link,
    title: { value: title },
    updated: new Date(entries[0]?.updatedAt ?? 0),
    entries: entries.map((entry) => ({
      id: entry.id,
      title: { value: entry.title ?? '' },
      updated: new Date(entry.updatedAt),
      published: new Date(entry.publishedAt),
      links: [{ href: entry.url ?? '', rel: 'alternate' }],
      authors: entry.authors.map(({ name }) => ({ name })),
      categories: termsOf(entry).map((term) => ({ term })),
      content: { type: 'html', value: entry.contentHtml },
    })),
  })
}

function jsonOf({ title, link, entries }: PlainFeed): string {
  const feed = generateJsonFeed({
    title,
    home_page_url: link,
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.url ?? '',
      title: entry.title ?? '',
      content_html: entry.contentHtml,
      date_published: new Date(entry.publishedAt),
      date_modified: new Date(entry.updatedAt),
      authors: entry.authors.map(({ name }) => ({ name })),
      tags: termsOf(entry),
    })),
  })
  return JSON.stringify(feed)
}

function termsOf({ categories, tags }: Entry): string[] {
  return [...categories, ...tags].map(({ label }) => label)
}
