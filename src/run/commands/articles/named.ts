// Which articles somebody means by an id, an address or a guid, of those that are stored and of those that were taken down.

import { canonicalUrl } from '../../../formats/urls.ts'
import type { ArticleId } from '../../../model/article.ts'
import { FeedmillError } from '../../../model/errors.ts'
import { redact, type Settings } from '../../../settings/settings.ts'
import type { Retraction, Store } from '../../../store/store.ts'

const PAGE = 500 // articles looked through at once

interface Named {
  readonly id: ArticleId
  readonly guid: string
  readonly url: string | null
}

export async function articlesNamed(store: Store, asked: string, settings: Settings): Promise<ArticleId[]> {
  const isAsked = matcherOf(asked)
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

export async function retractionsNamed(store: Store, asked: string): Promise<readonly Retraction[]> {
  const isAsked = matcherOf(asked)
  return (await store.loadRetractions()).filter(({ articleId: id, guid, url }) => isAsked({ id, guid, url }))
}

export function noSuchArticle(asked: string, settings: Settings): FeedmillError {
  return new FeedmillError('usage.invalid', redact(asked, settings.secrets), 'no article that is stored has this id, address or guid')
}

/** Addresses that lead to one page are one. */
function matcherOf(asked: string): (article: Named) => boolean {
  const address = canonicalUrl(asked)
  return ({ id, guid, url }) => id === asked || guid === asked || (url !== null && canonicalUrl(url) === address)
}
