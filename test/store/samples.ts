// Articles, batches and channels for the tests of the store: made up, small, each a function of what the test names.
import type { Article, SourceId } from '../../src/model/article.ts'
import { articleId, revisionOf } from '../../src/model/identity.ts'
import { type SourceState, UNVISITED } from '../../src/model/source.ts'
import type { Arrival, Batch } from '../../src/store/store.ts'

export const NOON = Date.UTC(2026, 4, 1, 12)

export const source = (id: string): SourceId => id as SourceId

interface Parts extends Partial<Omit<Article, 'sourceId' | 'categories' | 'tags'>> {
  readonly categories?: readonly string[]
  readonly tags?: readonly string[]
}

/** An article of a source, known by its guid; what is not given is as plain as can be. */
export function article(sourceId: string, guid: string, parts: Parts = {}): Article {
  const made: Article = {
    id: articleId(source(sourceId), guid),
    sourceId: source(sourceId),
    guid,
    url: null,
    externalUrl: null,
    title: `Title of ${guid}`,
    summary: null,
    contentHtml: '<p>Text</p>',
    publishedAt: NOON - 1000,
    updatedAt: null,
    language: null,
    authors: [],
    enclosures: [],
    imageUrl: null,
    commentsUrl: null,
    rights: null,
    via: null,
    revision: '',
    ...parts,
    categories: (parts.categories ?? []).map((label) => ({ label, scheme: null })),
    tags: (parts.tags ?? []).map((label) => ({ label, scheme: null })),
  }
  return { ...made, revision: parts.revision ?? revisionOf(made, made.contentHtml) }
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const arrival = (made: Article, raw = `raw ${made.revision}`): Arrival => ({ article: made, raw: bytes(raw), complete: true })

/** What one visit to the source of these articles brings. */
export function batch(articles: readonly Article[], parts: Partial<Batch> = {}): Batch {
  const sourceId = articles[0]?.sourceId ?? source('wire')
  return { sourceId, seenAt: NOON, arrivals: articles.map((made) => arrival(made)), removed: [], files: [], forgottenFiles: [], state: null, ...parts }
}

export function state(title: string, parts: Partial<SourceState> = {}): SourceState {
  const channel = { title, description: null, siteUrl: 'https://example.org/', feedUrl: 'https://example.org/feed', id: null, language: null, imageUrl: null, rights: null, updatedAt: null }
  return { ...UNVISITED, channel, ...parts }
}
