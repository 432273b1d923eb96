// An article that was taken down, as commands tell of it. Pure.

import { formatRfc3339 } from '../../../formats/dates.ts'
import type { ArticleId, SourceId } from '../../../model/article.ts'
import type { Retraction } from '../../../store/store.ts'
import { inLine } from '../../terminal.ts'

export interface RetractedArticle {
  readonly id: ArticleId
  readonly source: SourceId
  readonly guid: string
  readonly url: string | null
  readonly retractedAt: string // RFC 3339
}

export function toldOf({ articleId, sourceId, guid, url, retractedAt }: Retraction): RetractedArticle {
  return { id: articleId, source: sourceId, guid, url, retractedAt: formatRfc3339(retractedAt) }
}

export function describeRetraction({ source, guid, url, retractedAt }: RetractedArticle): string {
  return `retracted ${retractedAt}: from ${source}, guid ${inLine(guid)}${url === null || url === guid ? '' : `, ${url}`}`
}
