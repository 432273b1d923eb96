// `feedmill retract`: takes a story down for good, and publishes without it at once. Its second half undoes that.

import type { ArticleId } from '../../../model/article.ts'
import type { PublishReport } from '../../../publish/edges.ts'
import type { Settings } from '../../../settings/settings.ts'
import { publishOnly } from '../../refresh.ts'
import { withRealStore } from '../../wire.ts'
import { articlesNamed, noSuchArticle, retractionsNamed } from './named.ts'
import { describeRetraction, type RetractedArticle, toldOf } from './retracted.ts'

export interface RetractReport {
  readonly retracted: readonly RetractedArticle[] // of every source that told the story; for `--undo` those that may come again
  readonly feeds: PublishReport
}

/**
 * Every article that is named goes, and with it what other sources told of the same stories: the text is to be gone.
 *
 * @param asked  an id, an address or a guid
 * @throws FeedmillError `usage.invalid` where it names none, `lock.held`, `store.*`, `output.*`: then the next run completes the tree
 */
export async function retract(asked: string, settings: Settings): Promise<RetractReport> {
  const retracted = await withRealStore(settings.store, async (store) => {
    const taken = await store.retract(await articlesNamed(store, asked, settings), Date.now())
    return taken.length > 0 ? taken : retractionsNamed(store, asked, settings)
  })
  if (retracted.length === 0) throw noSuchArticle(asked, settings)
  return { retracted: retracted.map(toldOf), feeds: (await publishOnly(settings)).feeds }
}

/** All that one retraction took down may come again. @throws as retract */
export async function undoRetraction(asked: string, settings: Settings): Promise<RetractReport> {
  const forgotten = await withRealStore(settings.store, async (store) => {
    const named = await retractionsNamed(store, asked, settings)
    const times = new Set(named.map(({ retractedAt }) => retractedAt))
    const together = (await store.loadRetractions()).filter(({ retractedAt }) => times.has(retractedAt))
    await store.forgetRetractions(together.map(({ articleId }): ArticleId => articleId))
    return together
  })
  if (forgotten.length === 0) throw noSuchArticle(asked, settings)
  return { retracted: forgotten.map(toldOf), feeds: (await publishOnly(settings)).feeds }
}

export function describeRetracted({ retracted, feeds }: RetractReport, undone: boolean): string[] {
  const counts = `${feeds.written} files written, ${feeds.removed} removed`
  return [...retracted.map(describeRetraction), undone ? `undone: it comes again when its source lists it; ${counts}` : counts]
}
