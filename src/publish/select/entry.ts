// Entry: one story as a feed shows it, every question answered, so that the renderers only write.

import type { ArticleId, Author, Enclosure, EpochMs, Origin } from '../../model/article.ts'

export interface Entry {
  readonly articleId: ArticleId
  readonly id: string // absolute IRI, the same in all formats
  readonly url: string | null
  readonly externalUrl: string | null
  readonly title: string | null
  readonly summary: string | null // plain text
  readonly contentHtml: string // safe; '' where there is none
  readonly publishedAt: EpochMs // the claim, else when we first saw it
  readonly updatedAt: EpochMs // never before publishedAt
  readonly claims: EntryClaims
  readonly firstSeenAt: EpochMs | null // null where the source's own date is what dates it: when we came by is then nobody's concern
  readonly language: string | null
  readonly authors: readonly Author[]
  readonly categories: readonly EntryTerm[] // of the whole story
  readonly tags: readonly EntryTerm[]
  readonly enclosures: readonly Enclosure[]
  readonly imageUrl: string | null
  readonly commentsUrl: string | null
  readonly rights: string | null
  readonly via: Origin | null
  readonly source: EntrySource | null // null for a post: it is our own
  readonly alsoIn: readonly EntrySource[] // other sources of the same story
}

/** What the source itself says of its times; null where it is silent, or was in the future. */
interface EntryClaims {
  readonly publishedAt: EpochMs | null
  readonly updatedAt: EpochMs | null
}

export interface EntryTerm {
  readonly label: string
  readonly slug: string
  readonly pageUrl: string // absolute address of the term's feed, without an extension
}

/** Where a fetched article is from. */
export interface EntrySource {
  readonly sourceId: string
  readonly id: string // absolute IRI
  readonly title: string
  readonly feedUrl: string | null
  readonly siteUrl: string | null
  readonly pageUrl: string // absolute address of our feed of this source, without an extension
}
