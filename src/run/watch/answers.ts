// What the daemon answers beside files: /status for people and programs, /metrics for Prometheus. The same data as `feedmill status`.

import { OPML_PATH } from '../../model/document.ts'
import type { Answer } from '../../serve/server.ts'
import { renderStatus, type ShownSource } from '../../serve/status.ts'
import type { Settings } from '../../settings/settings.ts'
import { status, type SourceStatus } from '../commands/status/status.ts'
import { briefly, factsOf, visitsOf } from '../commands/status/words.ts'
import { printable, safeJson } from '../terminal.ts'
import type { Metrics } from './metrics.ts'

/** By path. Each looks at the store when it is asked; who asks meanwhile gets the same answer. */
export function watchAnswers(settings: Settings, metrics: Metrics): ReadonlyMap<string, (accept: string) => Promise<Answer>> {
  const look = shared(() => status(settings))
  const asJson = async (): Promise<Answer> => ({ type: 'application/json; charset=utf-8', body: `${safeJson({ ok: true, sources: await look() })}\n` })
  const asPage = async (): Promise<Answer> => ({ type: 'text/html; charset=utf-8', body: pageOf(await look(), settings) })
  return new Map([
    ['/status', (accept: string) => (prefersJson(accept) ? asJson() : asPage())],
    ['/status.json', asJson],
    ['/metrics', async () => ({ type: metrics.contentType, body: await metrics.text(await look()) })],
  ])
}

/** Without HTML pages there is no directory to lead to, but a subscription list. */
function pageOf(sources: readonly SourceStatus[], { site, publish }: Settings): string {
  return renderStatus(site.title, publish.formats.includes('html') ? '/' : `/${OPML_PATH}`, sources.map(shown))
}

function shown(source: SourceStatus): ShownSource {
  return {
    id: source.id,
    title: source.title === null ? null : printable(source.title),
    state: source.state,
    brief: briefly(source).map(printable),
    facts: factsOf(source).map(([label, text]) => [label, printable(text)]),
    visits: source.history.map((visits) => ({ outcome: visits.outcome, text: visitsOf(visits) })),
  }
}

/** RFC 9110 section 12.5.1, as far as it is needed: browsers name text/html, programs that want JSON do not. */
function prefersJson(accept: string): boolean {
  return /application\/json/iu.test(accept) && !/text\/html/iu.test(accept)
}

function shared<T>(look: () => Promise<T>): () => Promise<T> {
  let looking: Promise<T> | null = null
  return () => (looking ??= look().finally(() => (looking = null)))
}
