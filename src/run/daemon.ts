// EDGE: `feedmill start`, the scheduled job: refreshes by node-cron, serves what is published, ends cleanly on SIGTERM and SIGINT.

import { schedule } from 'node-cron'
import { pino, type Logger } from 'pino'
// Files of ours that are loaded elsewhere when a run first needs them: the program may be replaced beneath a daemon.
import '../ingest/derive.ts'
import '../ingest/document.ts'
import '../ingest/json.ts'
import '../ingest/normalize/post-body.ts'
import '../ingest/posts.ts'
import '../ingest/posts/visit.ts'
import { FeedmillError } from '../model/errors.ts'
import '../publish/rewrite.ts'
import { minutesBetweenRuns } from '../publish/select/schedule.ts'
import { startServer } from '../serve/server.ts'
import { redact } from '../settings/secrets.ts'
import type { Settings } from '../settings/settings.ts'
import { refresh } from './refresh.ts'
import type { RefreshReport } from './report.ts'
import { watchAnswers } from './watch/answers.ts'
import { createMetrics, type Metrics } from './watch/metrics.ts'

const JITTER = 30_000 // ms: servers that many mills ask are not asked by all of them at the full quarter hour (P32)
const FEW_MINUTES = 5 // runs that follow each other so closely keep to their times

/** Runs until a signal comes. @throws FeedmillError when the server cannot start */
export async function startDaemon(settings: Settings, options: { readonly quiet: boolean }): Promise<void> {
  const log = openLog(options.quiet)
  const metrics = createMetrics()
  const server = await startServer({ dir: settings.publish.dir, ...settings.serve, answers: watchAnswers(settings, metrics) })
  log.info({ url: redact(server.url, settings.secrets), schedule: settings.schedule, timezone: settings.site.timezone }, 'serving')
  const stopped = new AbortController()
  const runAlone = oneAtATime(() => runOnce(settings, stopped.signal, log, metrics))
  let latest = runAlone()
  // node-cron's own noOverlap would say the same once more, in lines that are no JSON.
  const task = schedule(settings.schedule, () => (latest = runAlone()), {
    timezone: settings.site.timezone,
    maxRandomDelay: minutesBetweenRuns(settings.schedule) < FEW_MINUTES ? 0 : JITTER,
    logger: quietly(log),
  })
  log.info({ signal: await stopSignal() }, 'stopping')
  stopped.abort()
  await task.destroy()
  await server.close()
  await latest
  log.info('stopped')
}

/** A run that takes longer than the pause before the next one is not joined by it. */
function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => (running ??= run().finally(() => (running = null)))
}

/** A run that fails is logged; the next one comes by itself. */
async function runOnce(settings: Settings, signal: AbortSignal, log: Logger, metrics: Metrics): Promise<void> {
  try {
    const report = await refresh(settings, { signal })
    metrics.ran(report)
    logReport(report, log)
  } catch (error) {
    if (!(error instanceof FeedmillError)) throw error
    metrics.failed()
    log.error({ code: error.code }, redact(error.message, settings.secrets))
  }
}

function logReport(report: RefreshReport, log: Logger): void {
  for (const source of report.sources) {
    if (source.outcome === 'failed') log.warn({ source: source.id, code: source.error?.code, nextDueAt: source.nextDueAt }, source.error?.message ?? 'failed')
  }
  const { seconds, articles, feeds } = report
  log.info({ seconds, articles, feeds }, 'refreshed')
}

/** node-cron's word in our log. */
function quietly(log: Logger) {
  return {
    info: (message: string) => log.debug(message),
    debug: (message: string | Error) => log.debug(String(message)),
    warn: (message: string) => log.warn(message),
    error: (message: string | Error) => log.error(String(message)),
  }
}

/** JSON lines on stderr: upstream text in them is escaped, so that it forges no line (S23). */
function openLog(quiet: boolean): Logger {
  return pino({ level: quiet ? 'warn' : 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }))
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
  })
}
