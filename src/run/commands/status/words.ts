// The status of sources in words, for a terminal of 80 columns: those in trouble first, one of many in a line or two, a single one in full.
// PURE. Text from upstream is folded into its line; the terminal drops what could steer it.

import type { SourceStatus } from './status.ts'

const COLUMNS = 80
const REASONS_SHOWN = 3 // of one of many
const LONGEST_ID = 24 // a longer one has a line of its own
/** In this order: what wants attention comes first. */
const STATES: readonly SourceStatus['state'][] = ['failing', 'gone', 'incomplete', 'never visited', 'disabled', 'ok']

const REASONS: Readonly<Record<NonNullable<SourceStatus['waitsFor']>, string>> = {
  interval: 'that is its own interval (`every`)',
  rest: 'it has not changed for long and is asked less often',
  document: 'its document asks for it (ttl, sy:updatePeriod)',
  headers: 'its server asks for it (max-age, Expires)',
  skipped: 'its document names hours or days to skip',
  failures: 'it keeps failing and is asked ever more seldom',
  'retry-after': 'its server refused us and asks for it (Retry-After)',
  host: 'its host refused another request and wants to be left alone',
  shared: 'a source with the same address is due then, one request serves both',
}

/** All of them, a line or a few each, by state. */
export function describeSources(sources: readonly SourceStatus[]): string[] {
  const groups = STATES.map((state) => ({ state, members: sources.filter((source) => source.state === state) })).filter(({ members }) => members.length > 0)
  const counts = groups.map(({ state, members }) => `${members.length} ${state}`).join(', ')
  const width = Math.min(LONGEST_ID, Math.max(0, ...sources.map(({ id }) => id.length)))
  return [
    `${sources.length} ${sources.length === 1 ? 'source' : 'sources'}: ${counts || 'none is configured'} (times in UTC)`,
    ...groups.flatMap(({ state, members }) => ['', state].concat(members.flatMap((source) => describeShortly(source, width)))),
  ]
}

/** One source, all that is known of it. */
export function describeSource(source: SourceStatus): string[] {
  const { id, title } = source
  const name = title === null ? id : `${id}: ${title}`
  return [...wrapped(name, '', '  '), ...factsOf(source).flatMap(([label, text]) => wrapped(text, `  ${label.padEnd(14)}`, ' '.repeat(16))), '']
}

/** Each a word and what there is to say; an empty word: more of the same. */
export function factsOf(source: SourceStatus): readonly (readonly [label: string, text: string])[] {
  const { id, addresses, items, pending, http, lastVisitAt, changedAt } = source
  const facts: readonly (readonly [string, string | null])[] = [
    ['state', stateOf(source)],
    ...reasonsOf(source).map((reason, at): [string, string] => [at === 0 ? 'why' : '', reason]),
    ...addresses.map((address): [string, string] => ['address', address]),
    ...source.moves.flatMap(({ to }): [string, string][] => [['moved to', to], ['', moveHint(id)]]),
    ['last success', source.lastSuccessAt === null ? 'never' : momentOf(source.lastSuccessAt)],
    ['last visit', lastVisitAt === null ? 'never' : `${momentOf(lastVisitAt)}${http === null ? '' : `, HTTP ${http}`}`],
    ['last change', changedAt === null ? null : momentOf(changedAt)],
    ['next', nextOf(source)],
    ['quiet', source.quiet === null ? null : `${source.quiet.domain} wants to be left alone until ${momentOf(source.quiet.until)}`],
    ['items', `${items} in its last document${pending === 0 ? '' : `, ${pending} wait for their text`}`],
    ['retracted', source.retracted === 0 ? null : String(source.retracted)],
    ...source.history.toReversed().map((visits, at): [string, string] => [at === 0 ? 'visits' : '', visitsOf(visits)]),
  ]
  return facts.flatMap(([label, text]) => (text === null ? [] : [[label, text] as const]))
}

function describeShortly(source: SourceStatus, width: number): string[] {
  const { id } = source
  const indent = ' '.repeat(width + 4)
  const [first = '', ...rest] = briefly(source)
  const label = `  ${id.padEnd(width)}  `
  const begin = id.length > width ? [`  ${id}`, ...wrapped(first, indent, indent)] : wrapped(first, label, indent)
  return [...begin, ...rest.flatMap((line) => wrapped(line, indent, indent))]
}

/** What one of many is told in, a line or a few. */
export function briefly(source: SourceStatus): readonly string[] {
  const { id, state } = source
  const isTold = state === 'failing' || state === 'incomplete'
  const lines = [shortFacts(source), ...(isTold ? firstOf(reasonsOf(source), id) : []), ...(['ok', 'failing', 'gone', 'incomplete'].includes(state) ? [`next ${nextOf(source)}`] : [])]
  const told = state === 'ok' ? [lines.join(', ')] : lines
  return [...told, ...source.moves.flatMap(({ to }) => [`moved to ${to}`, moveHint(id)])].filter((line) => line !== '')
}

function shortFacts(source: SourceStatus): string {
  const { state, items, lastSuccessAt } = source
  const last = lastSuccessAt === null ? 'no success yet' : `last success ${momentOf(lastSuccessAt)}`
  if (state === 'failing') return `${stateOf(source)}, ${last}`
  if (state === 'gone') return `${stateOf(source)}, ${last}`
  if (state === 'ok' || state === 'incomplete') return `${items} ${items === 1 ? 'item' : 'items'}${source.retracted === 0 ? '' : `, ${source.retracted} retracted`}`
  return state === 'disabled' ? last : 'asked by the next run'
}

function stateOf({ state, failingSince, failures, history, items }: SourceStatus): string {
  if (state === 'failing') return `${failures === 1 ? 'failed once, on' : `failed ${failures} times since`} ${momentOf(failingSince ?? '')}`
  if (state === 'incomplete') return items === 0 ? 'nothing of it can be read, though visits succeed' : 'something of it cannot be read, though visits succeed'
  const since = history.at(-1)?.firstAt
  if (state === 'gone') return `answered 410${since === undefined ? '' : ` on ${momentOf(since)}`}, not asked any more`
  return state === 'disabled' ? 'disabled in the config, its articles stay published' : state
}

/** Of a failure it is the error alone: what was lacking before may be mended. */
function reasonsOf({ error, lacks }: SourceStatus): readonly string[] {
  return (error === null ? lacks : [error]).map(({ code, message }) => `${message} [${code}]`)
}

function nextOf({ id, state, nextDueAt, waitsFor }: SourceStatus): string {
  if (state === 'gone') return `never, unless \`feedmill revive ${id}\` is run`
  if (state === 'disabled') return 'never'
  if (nextDueAt === null || waitsFor === null) return 'at the next run'
  return `${momentOf(nextDueAt)}: ${REASONS[waitsFor]}`
}

function firstOf(reasons: readonly string[], id: string): readonly string[] {
  if (reasons.length <= REASONS_SHOWN) return reasons
  return [...reasons.slice(0, REASONS_SHOWN), `and ${reasons.length - REASONS_SHOWN} more: \`feedmill status ${id}\``]
}

function moveHint(id: string): string {
  return `\`feedmill revive ${id}\` undoes that`
}

/** Visits in a row that came to the same. */
export function visitsOf({ outcome, http, visits, firstAt, lastAt }: SourceStatus['history'][number]): string {
  const end = firstAt.slice(0, 10) === lastAt.slice(0, 10) ? momentOf(lastAt).slice(11) : momentOf(lastAt)
  const span = firstAt === lastAt ? momentOf(firstAt) : `${momentOf(firstAt)} to ${end}`
  return `${span}  ${outcome}${http === null ? '' : `, HTTP ${http}`}${visits === 1 ? '' : `, ${visits} times`}`
}

/** `2026-05-01 12:00`, in UTC. */
function momentOf(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ')
}

/** Words in lines of 80 columns; one that is longer, as addresses may be, is left whole so that it can be copied. */
function wrapped(text: string, first: string, further: string): string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.trim().split(/\s+/u)) {
    if (!isEmpty && line.length + 1 + word.length > COLUMNS) {
      lines.push(line)
      line = further
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}
