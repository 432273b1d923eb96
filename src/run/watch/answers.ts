// What the daemon answers beside files: /status for people and programs, /metrics for Prometheus. The same data as `feedmill status`.

import type { Answer } from '../../serve/server.ts'
import { renderStatus } from '../../serve/status.ts'
import type { Settings } from '../../settings/settings.ts'
import { status, type SourceStatus } from '../commands/status/status.ts'
import { describeSource } from '../commands/status/words.ts'
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

function pageOf(sources: readonly SourceStatus[], { site }: Settings): string {
  const told = sources.map((source) => ({ id: source.id, title: source.title, state: source.state, text: printable(describeSource(source).slice(1).join('\n').trimEnd()) }))
  return renderStatus(site.title, told)
}

/** RFC 9110 section 12.5.1, as far as it is needed: browsers name text/html, programs that want JSON do not. */
function prefersJson(accept: string): boolean {
  return /application\/json/iu.test(accept) && !/text\/html/iu.test(accept)
}

function shared<T>(look: () => Promise<T>): () => Promise<T> {
  let looking: Promise<T> | null = null
  return () => (looking ??= look().finally(() => (looking = null)))
}
