// What a run came to: the object that `refresh --json` prints, and the same in words. Pure.

import type { Outcome } from '../ingest/ingest.ts'
import type { Note } from '../model/note.ts'
import type { PostsReport } from '../publish/posts.ts'
import type { PublishReport } from '../publish/edges.ts'
import { redact } from '../settings/secrets.ts'
import type { Counts } from '../store/store.ts'
import { inLine } from './terminal.ts'

export interface RefreshReport {
  readonly ok: true
  readonly startedAt: string // RFC 3339, UTC
  readonly seconds: number
  readonly sources: readonly SourceReport[]
  readonly notes: readonly Note[] // of the site as a whole
  readonly articles: { readonly new: number; readonly updated: number; readonly stored: number; readonly stories: number }
  readonly feeds: Omit<PublishReport, 'posts'>
  readonly posts?: PostsReport // where `publish.posts` asks for them
}

export type SourceReport = Omit<Outcome, 'nextDueAt'> & { readonly nextDueAt: string | null }

export function refreshReport(
  run: { readonly startedAt: number; readonly endedAt: number; readonly outcomes: readonly Outcome[]; readonly notes: readonly Note[]; readonly counts: Counts; readonly feeds: PublishReport },
  secrets: readonly string[],
): RefreshReport {
  const sum = (count: (outcome: Outcome) => number): number => run.outcomes.reduce((total, outcome) => total + count(outcome), 0)
  const { posts, ...feeds } = run.feeds
  return {
    ok: true,
    startedAt: new Date(run.startedAt).toISOString(),
    seconds: Math.max(0, run.endedAt - run.startedAt) / 1000,
    sources: sourceReports(run.outcomes, secrets),
    notes: run.notes.map((note) => ({ ...note, message: redact(note.message, secrets) })),
    articles: { new: sum((o) => o.new), updated: sum((o) => o.updated), stored: run.counts.articles, stories: run.counts.stories },
    feeds,
    ...(posts !== undefined && { posts }),
  }
}

/** Times for programs, and no secret of the config in any text. */
export function sourceReports(outcomes: readonly Outcome[], secrets: readonly string[]): SourceReport[] {
  const safe = (text: string): string => redact(text, secrets)
  return outcomes.map((outcome) => ({
    ...outcome,
    error: outcome.error && { ...outcome.error, message: safe(outcome.error.message) },
    notes: outcome.notes.map((note) => ({ ...note, message: safe(note.message) })),
    movedTo: outcome.movedTo && safe(outcome.movedTo),
    nextDueAt: outcome.nextDueAt === null ? null : new Date(outcome.nextDueAt).toISOString(),
  }))
}

/** Exit status of a run: 3 when every source that was visited failed, or when anything did under `--strict`. */
export function exitCodeOf(sources: readonly Pick<SourceReport, 'outcome' | 'notes'>[], strict: boolean): 0 | 3 {
  const visited = sources.filter(({ outcome }) => outcome !== 'skipped')
  const failed = visited.filter(({ outcome }) => outcome === 'failed')
  if (strict) return failed.length > 0 || visited.some(({ notes }) => notes.some(({ code }) => code === 'post.invalid')) ? 3 : 0
  return visited.length > 0 && failed.length === visited.length ? 3 : 0
}

/** What `check` found, as lines for a person. */
export function describeCheck(sources: readonly SourceReport[]): string[] {
  const notes = sources.reduce((total, source) => total + source.notes.length, 0)
  const failed = sources.filter(({ outcome }) => outcome === 'failed').length
  return [`config is valid; ${counted(sources.length, 'source')} read: ${failed} failed, ${counted(notes, 'note')}`, ...sources.flatMap((source) => describeSource(source, true))]
}

/** The report as lines for a person; `verbose` tells of every source and note, else of those that want attention. */
export function describeReport(report: RefreshReport, verbose: boolean): string[] {
  const { sources, notes, articles, feeds, posts } = report
  return [
    ...(sources.length === 0 && articles.stored > 0 ? [] : [`${counted(sources.length, 'source')}: ${tally(sources)}`]), // `publish` asks none
    ...sources.flatMap((source) => describeSource(source, verbose)),
    ...notes.map(({ code, message }) => `  ${message} [${code}]`),
    `${counted(articles.stored, 'article')} (${counted(articles.stories, 'story', 'stories')}): ${articles.new} new, ${articles.updated} updated`,
    `${counted(feeds.written, 'file')} written (${sizeInWords(feeds.bytes)}), ${feeds.unchanged} unchanged, ${feeds.removed} removed, in ${report.seconds.toFixed(1)} s`,
    ...(posts === undefined ? [] : [`${counted(posts.written, 'post')} written, ${posts.unchanged} unchanged, ${posts.removed} removed`]),
  ]
}

/** The lines that a quiet run still has to say: which sources failed and which posts are invalid. */
export function describeFailures(sources: readonly SourceReport[]): string[] {
  const lines = sources.flatMap((source) => [
    ...(source.outcome === 'failed' ? [failureLine(source)] : []),
    ...source.notes.filter(({ code }) => code === 'post.invalid').map((note) => noteLine(source, note)),
  ])
  return lines.map((line) => line.trim())
}

function tally(sources: readonly SourceReport[]): string {
  const kinds = ['ingested', 'unchanged', 'skipped', 'gone', 'failed'] as const
  const counts = kinds.map((kind) => ({ kind, count: sources.filter(({ outcome }) => outcome === kind).length }))
  return counts.filter(({ count }) => count > 0).map(({ kind, count }) => `${count} ${kind}`).join(', ') || 'nothing to do'
}

function describeSource(source: SourceReport, verbose: boolean): string[] {
  const line = source.outcome === 'failed' ? failureLine(source) : `  ${source.id}: ${source.outcome}, ${counted(source.items, 'item')}, ${source.new} new, ${source.updated} updated`
  const notes = source.notes.map((note) => noteLine(source, note))
  const tells = verbose || source.outcome === 'failed' || source.outcome === 'gone' || (source.outcome === 'ingested' && source.new + source.updated > 0)
  return [...(tells ? [line] : []), ...(verbose ? notes : shortened(notes, source.id))]
}

function noteLine({ id }: SourceReport, { code, message }: Note): string {
  return `  ${id}: ${inLine(message)} [${code}]`
}

const NOTES_SHOWN = 5

function shortened(notes: readonly string[], id: string): string[] {
  if (notes.length <= NOTES_SHOWN) return [...notes]
  return [...notes.slice(0, NOTES_SHOWN), `  ${id}: ${notes.length - NOTES_SHOWN} more notes (--verbose shows all)`]
}

function failureLine({ id, error, nextDueAt }: SourceReport): string {
  return `  ${id}: failed: ${inLine(error?.message ?? 'unknown reason')} [${error?.code ?? ''}]${nextDueAt === null ? '' : `; next try ${nextDueAt}`}`
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`
}
