// Which articles somebody means by an id, an address or a guid, of those that are stored and of those that were taken down.

import { canonicalUrl } from '../../../formats/urls.ts'
import type { ArticleId, SourceId } from '../../../model/article.ts'
import { FeedmillError } from '../../../model/errors.ts'
import { entryId } from '../../../publish/select/entries.ts'
import { redact } from '../../../settings/secrets.ts'
import type { Settings } from '../../../settings/settings.ts'
import type { Retraction, Store } from '../../../store/store.ts'

const PAGE = 500 // articles looked through at once

interface Named {
  readonly id: ArticleId
  readonly sourceId: SourceId
  readonly guid: string
  readonly url: string | null
}

export async function articlesNamed(store: Store, asked: string, settings: Settings): Promise<ArticleId[]> {
  const isAsked = matcherOf(asked, settings)
  const ids: ArticleId[] = []
  for (const { id: source } of settings.sources) {
    for (let after: ArticleId | null = null, more = true; more; ) {
      const page: Awaited<ReturnType<Store['loadArticles']>> = await store.loadArticles(source, after, PAGE)
      ids.push(...page.filter(({ article }) => isAsked(article)).map(({ article }) => article.id))
      after = page.at(-1)?.article.id ?? null
      more = page.length === PAGE
    }
  }
  return ids
}

export async function retractionsNamed(store: Store, asked: string, settings: Settings): Promise<readonly Retraction[]> {
  const isAsked = matcherOf(asked, settings)
  return (await store.loadRetractions()).filter(({ articleId: id, ...retraction }) => isAsked({ id, ...retraction }))
}

export function noSuchArticle(asked: string, settings: Settings): FeedmillError {
  return new FeedmillError('usage.invalid', redact(asked, settings.secrets), 'no article that is stored has this id, address or guid')
}

/** Addresses that lead to one page are one. An id is ours, or the one that feeds show. */
function matcherOf(asked: string, { site, sources }: Settings): (article: Named) => boolean {
  const address = canonicalUrl(asked)
  const posts = new Set(sources.filter(({ type }) => type === 'posts').map(({ id }) => id))
  const isShownAs = (article: Named): boolean => asked.startsWith('tag:') && entryId(article, { site, posts }) === asked
  return (article) => article.id === asked || article.guid === asked || isShownAs(article) || (article.url !== null && canonicalUrl(article.url) === address)
}
