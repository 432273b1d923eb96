// `feedmill try ID`: visits one source of the config without storing it, and shows what its own rules make of each article.

import { htmlToText, excerpt } from '../../formats/html.ts'
import { formatRfc3339 } from '../../formats/dates.ts'
import { ingestSource } from '../../ingest/ingest.ts'
import { ALONE } from '../../ingest/plan/neighbours.ts'
import type { Article, Term } from '../../model/article.ts'
import { FeedmillError } from '../../model/errors.ts'
import { type Source, UNVISITED } from '../../model/source.ts'
import type { Settings } from '../../settings/settings.ts'
import { counted, type SourceReport, sourceReports } from '../report.ts'
import { inLine } from '../terminal.ts'
import { type Edges, withEdges } from '../wire.ts'

export interface TriedSource {
  readonly kind: 'source'
  readonly source: SourceReport
  readonly articles: readonly Article[] // newest first
  readonly waiting: number // records of a JSON API that have not had their detail call
}

const SHOWN = 1000 // articles, at most
const DETAIL_CALLS = 10 // of a JSON source: enough to see what they bring

/** @throws FeedmillError `store.*`, and what the visit failed with */
export async function trySource(source: Source, settings: Settings): Promise<TriedSource> {
  return withEdges(settings, { store: 'empty' }, async (edges) => {
    const outcome = await ingestSource(asking(source), UNVISITED, settings.taxonomy, edges, { force: true, neighbours: ALONE })
    const [report] = sourceReports([outcome], settings.secrets)
    if (report === undefined || outcome.error !== null) throw new FeedmillError(outcome.error?.code ?? 'parse.empty', source.id, report?.error?.message ?? 'nothing came')
    const waiting = (await edges.store.loadSourceStates()).get(source.id)?.pending.length ?? 0
    return { kind: 'source', source: report, articles: await newestOf(source, edges), waiting }
  })
}

function asking(source: Source): Source {
  if (source.type !== 'json' || source.detail === null) return { ...source, enabled: true }
  return { ...source, enabled: true, detail: { ...source.detail, perRun: Math.min(source.detail.perRun, DETAIL_CALLS) } }
}

async function newestOf(source: Source, { store, complete }: Pick<Edges, 'store' | 'complete'>): Promise<readonly Article[]> {
  const stored = await store.loadArticles(source.id, null, SHOWN)
  const sorted = stored.toSorted((a, b) => b.sighting.sortAt - a.sighting.sortAt)
  return Promise.all(sorted.map(async (one) => (one.complete ? one.article : (await complete(one)).article)))
}

export function describeTriedSource({ source, articles, waiting }: TriedSource): string[] {
  return [
    `${source.id}: ${source.outcome}, ${counted(articles.length, 'article')}`,
    ...(waiting === 0 ? [] : [waiting === 1 ? '1 record waits for its detail call' : `${waiting} records wait for their detail call`]),
    ...articles.flatMap(describeArticle),
    ...source.notes.map(({ code, message }) => `note: ${inLine(message)} [${code}]`),
  ]
}

const EXCERPT = 100 // characters

/** Each field that has a value, by the name that the config has for it. */
function describeArticle(article: Article): string[] {
  const fields: readonly (readonly [name: string, value: string | null])[] = [
    ['guid', article.guid],
    ['url', article.url],
    ['externalUrl', article.externalUrl],
    ['publishedAt', timeOf(article.publishedAt)],
    ['updatedAt', timeOf(article.updatedAt)],
    ['author', article.authors.map(({ name }) => name).join(', ')],
    ['category', termsOf(article.categories)],
    ['tags', termsOf(article.tags)],
    ['image', article.imageUrl],
    ['language', article.language],
    ['summary', excerpt(article.summary ?? '', EXCERPT)],
    ['content', excerpt(htmlToText(article.contentHtml), EXCERPT)],
  ]
  return [`- ${article.title ?? '(untitled)'}`, ...fields.flatMap(([name, value]) => (value === null || value === '' ? [] : [`  ${name}: ${inLine(value)}`]))]
}

function timeOf(at: number | null): string | null {
  return at === null ? null : formatRfc3339(at)
}

function termsOf(terms: readonly Term[]): string {
  return terms.map(({ label, scheme }) => (scheme === null ? label : `${label} (${scheme})`)).join(', ')
}
