// How a conformance case is written and checked: a sentence, a document, and what readFeed must say of it. Only the named fields count.

import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { readFeed, type ReadFeed, type ReadItem } from '../../src/ingest/read-feed.ts'
import { FeedmillError } from '../../src/model/errors.ts'

export interface Case {
  readonly it: string
  readonly read: string | Uint8Array // the document
  readonly url?: string // where it lies
  readonly contentType?: string
  readonly feed?: Partial<Omit<ReadFeed, 'items' | 'notes'>>
  readonly item?: Partial<ReadItem> // of the first item
  readonly ids?: readonly (string | null)[] // of all items
  readonly count?: number // of items
  readonly notes?: readonly string[] // their codes
  readonly fails?: { readonly code: string; readonly says?: RegExp }
}

export function conforms(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const c of cases) it(c.it, () => check(c))
  })
}

function check(c: Case): void {
  if (c.fails !== undefined) return checkFailure(c, c.fails)
  const feed = read(c)
  if (c.feed !== undefined) assert.deepEqual(pick(feed, Object.keys(c.feed)), c.feed)
  if (c.item !== undefined) assert.deepEqual(pick(feed.items[0] ?? {}, Object.keys(c.item)), c.item)
  if (c.ids !== undefined) assert.deepEqual(feed.items.map(({ id }) => id), c.ids)
  if (c.count !== undefined) assert.equal(feed.items.length, c.count)
  if (c.notes !== undefined) assert.deepEqual(feed.notes.map(({ code }) => code), c.notes)
}

function checkFailure(c: Case, expected: { readonly code: string; readonly says?: RegExp }): void {
  assert.throws(
    () => read(c),
    (error) => {
      assert.ok(error instanceof FeedmillError)
      assert.equal(error.code, expected.code)
      if (expected.says !== undefined) assert.match(error.message, expected.says)
      return true
    },
  )
}

function read(c: Case): ReadFeed {
  const bytes = typeof c.read === 'string' ? new TextEncoder().encode(c.read) : c.read
  const hints = { ...(c.url === undefined ? {} : { url: c.url }), ...(c.contentType === undefined ? {} : { contentType: c.contentType }) }
  return readFeed(bytes, hints)
}

function pick(from: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)))
}

// --- documents around the part that matters

const MODULES = [
  ['content', 'http://purl.org/rss/1.0/modules/content/'],
  ['dc', 'http://purl.org/dc/elements/1.1/'],
  ['dcterms', 'http://purl.org/dc/terms/'],
  ['itunes', 'http://www.itunes.com/dtds/podcast-1.0.dtd'],
  ['media', 'http://search.yahoo.com/mrss/'],
  ['atom', 'http://www.w3.org/2005/Atom'],
  ['sy', 'http://purl.org/rss/1.0/modules/syndication/'],
  ['feedburner', 'http://rssnamespace.org/feedburner/ext/1.0'],
  ['thr', 'http://purl.org/syndication/thread/1.0'],
  ['creativeCommons', 'http://backend.userland.com/creativeCommonsRssModule'],
]
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ')

/** An RSS 2.0 channel with these children. */
export function rss(children: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" ${MODULES}><channel>${children}</channel></rss>`
}

/** An RSS 2.0 feed of one item. */
export function rssItem(children: string): string {
  return rss(`<title>Example</title><link>https://example.org/</link><item>${children}</item>`)
}

/** An RSS 1.0 document with these children of rdf:RDF. */
export function rdf(children: string): string {
  return `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ${MODULES}>${children}</rdf:RDF>`
}

export function atom(children: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" ${MODULES.replace('xmlns:atom', 'xmlns:a')}>${children}</feed>`
}

export function atomEntry(children: string): string {
  return atom(`<title>Example</title><id>urn:x:feed</id><entry>${children}</entry>`)
}

/** An Atom 0.3 feed of one entry. */
export function oldAtomEntry(children: string): string {
  return `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Example</title><entry>${children}</entry></feed>`
}

export function jsonFeed(feed: object): string {
  return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Example', items: [], ...feed })
}

export function jsonItem(item: object): string {
  return jsonFeed({ items: [item] })
}

/** Texts in UTF-8 and bytes as they are, one behind the other. */
export function bytes(...parts: readonly (string | readonly number[])[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : Uint8Array.from(part)))))
}
