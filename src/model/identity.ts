// Which items are one article: guid, else url, else title with date. The only file of the model that takes node:crypto.

import { hash } from 'node:crypto'
import type { Article, ArticleId, EpochMs, SourceId } from './article.ts'

/** What identifies an item, as its document gave it; blanks trimmed, empty is null. */
export interface Identifying {
  readonly guid: string | null
  readonly url: string | null
  readonly title: string | null
  readonly publishedAt: EpochMs | null
}

/**
 * The identity key of each item of one document, in its order; null where an item has nothing to be known by.
 * Where two items with different urls share a guid the url decides, also later, when only one of them is left in the document.
 *
 * @param sharedGuids  the guids that were shared before, each with the url of the article that had it alone and goes by it still
 */
export function identityKeys(items: readonly Identifying[], sharedGuids: ReadonlyMap<string, string | null> = new Map()): (string | null)[] {
  const shared = new Set([...sharedGuids.keys(), ...findSharedGuids(items)])
  return items.map((item) => {
    if (item.guid !== null && (!shared.has(item.guid) || item.url === null || sharedGuids.get(item.guid) === item.url)) return item.guid
    if (item.url !== null) return item.url
    return item.title === null ? null : `${item.title}\n${item.publishedAt ?? ''}`
  })
}

/** Guids that two items of one document share although their urls differ. */
export function findSharedGuids(items: readonly Identifying[]): string[] {
  const urlOf = new Map<string, string | null>()
  const shared = new Set<string>()
  for (const { guid, url } of items) {
    if (guid === null) continue
    if (urlOf.has(guid) && urlOf.get(guid) !== url) shared.add(guid)
    urlOf.set(guid, url)
  }
  return [...shared]
}

export function articleId(sourceId: SourceId, key: string): ArticleId {
  return hash('sha256', `${sourceId}\n${key}`) as ArticleId
}

/** What two items have in common that are one item under two guids: title and date. Null where either is missing: such items are alike too easily. */
export function likenessOf({ title, publishedAt }: Pick<Article, 'title' | 'publishedAt'>): string | null {
  return title === null || publishedAt === null ? null : hash('sha256', `${publishedAt}\n${title}`, 'base64url').slice(0, 16)
}

type Noticed = Omit<Article, 'id' | 'sourceId' | 'updatedAt' | 'contentHtml' | 'revision'>

/**
 * Changes exactly when a reader would notice: not for `updatedAt`, which some publishers move at every request.
 * @param body  what the shown text is made from: the safe HTML, or a post's raw body that is rendered later
 */
export function revisionOf(article: Noticed & Pick<Article, 'updatedAt'>, body: string): string {
  // In this order for ever: stored revisions are compared with it. Field by field, as copying and leaving out takes twice the time.
  const noticed: Noticed = {
    guid: article.guid,
    url: article.url,
    externalUrl: article.externalUrl,
    title: article.title,
    summary: article.summary,
    publishedAt: article.publishedAt,
    language: article.language,
    authors: article.authors,
    categories: article.categories,
    tags: article.tags,
    enclosures: article.enclosures,
    imageUrl: article.imageUrl,
    commentsUrl: article.commentsUrl,
    rights: article.rights,
    via: article.via,
  }
  return hash('sha256', `${JSON.stringify(noticed)}\n${body}`)
}

/** Whether a reader would see no difference but in the addresses: those move when a publisher renames its articles. */
export function isMovedOnly(one: Article, other: Article): boolean {
  return beyondAddresses(one) === beyondAddresses(other)
}

function beyondAddresses({ guid: _guid, url: _url, externalUrl: _external, commentsUrl: _comments, updatedAt: _updated, revision: _revision, ...rest }: Article): string {
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))
}
