// Packages that write feeds, for the bench of publishing: each gets the entries of one of our JSON feeds and renders three formats.

import { Feed } from 'feed'
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith'

interface JsonFeed {
  readonly title: string
  readonly home_page_url: string
  readonly items: readonly JsonItem[]
}

interface JsonItem {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly content_html: string
  readonly date_published: string
  readonly date_modified: string
  readonly authors: readonly { readonly name: string }[]
  readonly tags: readonly string[]
}

/** @returns how many characters came of it, so that nothing can be left out */
export function renderWithFeed(text: string): number {
  const { title, home_page_url: link, items } = JSON.parse(text) as JsonFeed
  const feed = new Feed({ title, link, id: link, copyright: '' })
  for (const item of items) {
    feed.addItem({
      title: item.title,
      id: item.id,
      link: item.url,
      content: item.content_html,
      date: new Date(item.date_modified),
      published: new Date(item.date_published),
      author: item.authors.map(({ name }) => ({ name })),
      category: item.tags.map((name) => ({ name })),
    })
  }
  return feed.rss2().length + feed.atom1().length + feed.json1().length
}

/** @returns as renderWithFeed */
export function renderWithFeedsmith(text: string): number {
  const { title, home_page_url: link, items } = JSON.parse(text) as JsonFeed
  const rss = generateRssFeed({
    title,
    link,
    description: title,
    items: items.map((item) => ({
      title: item.title,
      link: item.url,
      guid: { value: item.id },
      pubDate: new Date(item.date_published),
      categories: item.tags.map((name) => ({ name })),
      dc: { creators: item.authors.map(({ name }) => name) },
      content: { encoded: item.content_html },
    })),
  })
  const atom = generateAtomFeed({
    id: link,
    title: { value: title },
    updated: new Date(items[0]?.date_modified ?? 0),
    entries: items.map((item) => ({
      id: item.id,
      title: { value: item.title },
      updated: new Date(item.date_modified),
      published: new Date(item.date_published),
      links: [{ href: item.url, rel: 'alternate' }],
      authors: item.authors.map(({ name }) => ({ name })),
      categories: item.tags.map((term) => ({ term })),
      content: { type: 'html', value: item.content_html },
    })),
  })
  const json = generateJsonFeed({
    title,
    home_page_url: link,
    items: items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      content_html: item.content_html,
      date_published: new Date(item.date_published),
      date_modified: new Date(item.date_modified),
      authors: [...item.authors],
      tags: [...item.tags],
    })),
  })
  return rss.length + atom.length + JSON.stringify(json).length
}
