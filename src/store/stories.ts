// PURE. Which articles of several sources are one story, which feeds each is shown in and what an entry's
// stamp covers. Nothing here reads or writes.

import { hash } from 'node:crypto'
import { canonicalUrl, isGlobalIri } from '../formats/urls.ts'
import type { Article, SourceId } from '../model/article.ts'
import type { TermKind } from '../model/taxonomy.ts'
import type { Placed } from './rows.ts'

/** The articles of one story in the order they were first seen; the first one leads. Never empty, one article a source. */
export type Story = readonly [Placed, ...Placed[]]

/**
 * More published articles than this with one key: it names no story. It bounds what one arrival can cause where a source gives
 * all its articles the same address.
 */
export const MAX_SHARING = 64

/** What an article shares with others of its story: its canonical URL, its guid where no other source would mean something else by it; hashed, 0 to 2 of them. */
export function storyKeysOf({ url, guid }: Pick<Article, 'url' | 'guid'>): string[] {
  const keys = []
  if (url !== null && !isHomePage(url)) keys.push(keyOf('url', canonicalUrl(url)))
  if (isGlobalIri(guid)) keys.push(keyOf('guid', guid))
  return keys
}

/** An address without path and query says where a site is, not which article. */
function isHomePage(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && /^https?:$/u.test(parsed.protocol) && parsed.pathname === '/' && parsed.search === ''
}

function keyOf(kind: 'url' | 'guid', text: string): string {
  return hash('sha256', `${kind}\n${text}`, 'base64url').slice(0, 22)
}

/** Two articles of one source, or too many of all, make a key mean nothing. */
export function isShareable(sharing: readonly Placed[]): boolean {
  return sharing.length <= MAX_SHARING && new Set(sharing.map(({ sourceId }) => sourceId)).size === sharing.length
}

/**
 * Parts articles into stories. In the order first seen, each joins the stories of those before it with which it shares a key, the
 * earliest first, as long as no source has two articles in one story. The outcome depends on the articles alone, not on their order.
 *
 * @param articles  everything that shares a key with one of them, except by a barred key
 * @param barred    keys that name no story because of articles that are not given
 */
export function groupStories(articles: Iterable<Placed>, barred: ReadonlySet<string> = new Set()): Story[] {
  const ordered = [...articles].sort(byFirstSeen)
  const sharing = shareableKeys(ordered, barred)
  const storyOf = new Map<Placed, Placed[]>()
  for (const article of ordered) {
    storyOf.set(article, [article])
    const tied = article.keys.flatMap((key) => sharing.get(key) ?? []).filter((other) => storyOf.has(other))
    for (const earlier of tied.sort(byFirstSeen)) joinStories(storyOf, earlier, article)
  }
  return [...new Set(storyOf.values())].map((story) => story.sort(byFirstSeen) as [Placed, ...Placed[]])
}

function shareableKeys(ordered: readonly Placed[], barred: ReadonlySet<string>): Map<string, Placed[]> {
  const sharing = new Map<string, Placed[]>()
  for (const article of ordered) {
    for (const key of article.keys) {
      const others = sharing.get(key)
      if (others === undefined) sharing.set(key, [article])
      else others.push(article)
    }
  }
  for (const [key, articles] of sharing) if (articles.length === 1 || barred.has(key) || !isShareable(articles)) sharing.delete(key)
  return sharing
}

function joinStories(storyOf: Map<Placed, Placed[]>, earlier: Placed, article: Placed): void {
  const first = storyOf.get(earlier) ?? []
  const second = storyOf.get(article) ?? []
  if (first === second) return
  const both = [...first, ...second]
  if (new Set(both.map(({ sourceId }) => sourceId)).size < both.length) return
  for (const member of both) storyOf.set(member, both)
}

/** Ties are broken by id, so that what is seen at once is ordered the same on every machine. */
export function byFirstSeen(a: Placed, b: Placed): number {
  return a.sighting.firstSeenAt - b.sighting.firstSeenAt || (a.id < b.id ? -1 : 1)
}

/** The terms of the whole story, each once, the lead's first. */
export function termsOf(story: Story): readonly number[] {
  return story.length === 1 ? story[0].terms : [...new Set(story.flatMap(({ terms }) => terms))]
}

/** What the reader sees of a term. */
export interface ShownTerm {
  readonly kind: TermKind
  readonly label: string
  readonly slug: string
}

/**
 * @param shown     every term of the story, by its feed
 * @param editions  of the story's sources, as far as they ever changed what entries show of them
 * @returns         22 characters that change with the article's revision and times, the story's terms, its sources and what they call themselves
 */
export function entryStamp(article: Placed, story: Story, shown: ReadonlyMap<number, ShownTerm>, editions: ReadonlyMap<SourceId, number>): string {
  const terms = termsOf(story).map((term) => shown.get(term))
  const ofKind = (kind: TermKind): unknown => terms.flatMap((term) => (term?.kind === kind ? [term.label, term.slug] : []))
  const alsoIn = story.filter((member) => member !== article).map(({ sourceId }) => sourceId)
  const { revision, sighting } = article
  const renamed = story.flatMap(({ sourceId }) => (editions.has(sourceId) ? [[sourceId, editions.get(sourceId)]] : []))
  const seen = [revision, sighting.revisedAt, sighting.sortAt, ofKind('category'), ofKind('tag'), alsoIn, ...renamed]
  return hash('sha256', JSON.stringify(seen), 'base64url').slice(0, 22)
}
