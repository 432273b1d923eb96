// Numbers for Prometheus: what the runs of this process came to, and how the sources are now. No name of a source is a label: there are
// thousands, and `status` tells of each.

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { RefreshReport } from '../report.ts'
import type { SourceStatus } from '../commands/status/status.ts'

const SECONDS = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600]
const OUTCOMES = ['ingested', 'unchanged', 'skipped', 'failed', 'gone'] as const
const STATES: readonly SourceStatus['state'][] = ['ok', 'incomplete', 'failing', 'gone', 'disabled', 'never visited']

export interface Metrics {
  /** After each run that came to an end. */
  readonly ran: (report: RefreshReport) => void
  /** After each that did not. */
  readonly failed: () => void
  /** The whole text, in Prometheus' exposition format. */
  readonly text: (sources: readonly Pick<SourceStatus, 'state'>[]) => Promise<string>
  readonly contentType: string
}

/** All at zero; numbers of this process alone, so that counters begin anew with it. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const runs = new Counter({ name: 'feedmill_runs_total', help: 'Runs, by how they ended.', labelNames: ['outcome'], registers })
  const seconds = new Histogram({ name: 'feedmill_run_seconds', help: 'How long runs took.', buckets: SECONDS, registers })
  const endedAt = new Gauge({ name: 'feedmill_last_run_timestamp_seconds', help: 'When the last run that came to an end did.', registers })
  const visits = new Counter({ name: 'feedmill_visits_total', help: 'Visits to sources, by what they came to.', labelNames: ['outcome'], registers })
  const arrived = new Counter({ name: 'feedmill_articles_total', help: 'Articles that came in, new or revised.', labelNames: ['kind'], registers })
  const stored = new Gauge({ name: 'feedmill_articles', help: 'Articles that are published, each source for itself.', registers })
  const stories = new Gauge({ name: 'feedmill_stories', help: 'The same, what several sources tell counted once.', registers })
  const written = new Counter({ name: 'feedmill_files_written_total', help: 'Published files that were written.', registers })
  const bytes = new Counter({ name: 'feedmill_bytes_written_total', help: 'Bytes of them.', registers })
  const files = new Gauge({ name: 'feedmill_files', help: 'Published files.', registers })
  const inState = new Gauge({ name: 'feedmill_sources', help: 'Sources of the config, by state.', labelNames: ['state'], registers })
  for (const outcome of OUTCOMES) visits.inc({ outcome }, 0)
  for (const outcome of ['ok', 'failed']) runs.inc({ outcome }, 0)
  return {
    ran: (report) => {
      runs.inc({ outcome: 'ok' })
      seconds.observe(report.seconds)
      endedAt.set(Date.parse(report.startedAt) / 1000 + report.seconds)
      for (const { outcome } of report.sources) visits.inc({ outcome })
      arrived.inc({ kind: 'new' }, report.articles.new)
      arrived.inc({ kind: 'updated' }, report.articles.updated)
      stored.set(report.articles.stored)
      stories.set(report.articles.stories)
      written.inc(report.feeds.written)
      bytes.inc(report.feeds.bytes)
      files.set(report.feeds.written + report.feeds.unchanged)
    },
    failed: () => runs.inc({ outcome: 'failed' }),
    text: (sources) => {
      for (const state of STATES) inState.set({ state }, sources.filter((source) => source.state === state).length)
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}
