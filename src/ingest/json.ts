// One visit to a JSON API: its lists, a detail call for each record that is not complete yet, and all that came of it saved at once.

import type { EpochMs } from '../model/article.ts'
import type { FeedmillError } from '../model/errors.ts'
import { lacksAmong, type Note, retractedNotes } from '../model/note.ts'
import type { JsonSource, ListState, SourceState } from '../model/source.ts'
import { refusalOf } from './fetch/fetched.ts'
import { type CallEdges, callDetails, type ListVisit, visitList } from './json-calls.ts'
import { type Intake, type IntakeEdges, type Listed, openIntake } from './json-intake.ts'
import type { Rules } from './normalize/normalize.ts'
import { createRecordReader } from './parse/json/records.ts'
import { longestQuiet } from './plan/neighbours.ts'
import { shownUrl } from './plan/request-url.ts'
import { settle } from './recognize/records.ts'
import { derivationOf } from './rules.ts'

export interface JsonEdges extends CallEdges, IntakeEdges {}

const LISTS_AT_ONCE = 2 // as many as one host is asked at once, where nobody says otherwise

/** What a visit came to; `after` makes of it the state that is saved with it. */
export interface JsonVisit {
  readonly kind: 'ingested' | 'unchanged' | 'gone'
  readonly state: SourceState
  readonly new: number
  readonly updated: number
  readonly notes: readonly Note[]
}

/** No list answered, as its host wants to be left alone. */
export interface JsonPutOff {
  readonly kind: 'put-off'
  readonly state: SourceState
  readonly until: EpochMs
}

/** No list answered, and one failed at least. */
export interface JsonFailure {
  readonly kind: 'failed'
  readonly state: SourceState
  readonly error: FeedmillError // of the list that asks to be left alone for the longest, else of the first
}

/** What the answers say of the visit as such. */
export interface JsonAnswer {
  readonly kind: JsonVisit['kind']
  readonly http: number | null
  readonly quiet: SourceState['quiet'] // who of those asked wants to be left alone, for the longest
  readonly isWaiting: boolean // records wait for their detail call
  readonly freshUntil: EpochMs | null // of the list that asks to be left alone for the longest
}

/**
 * A list that fails is a note as long as another one answers.
 *
 * @param after  what answers make of the state, saved in one transaction with all that they bring
 * @throws FeedmillError `store.*`; the signal's reason when it is aborted
 */
export async function ingestJson(source: JsonSource, state: SourceState, rules: Rules, edges: JsonEdges, after: (answer: JsonAnswer) => SourceState): Promise<JsonVisit | JsonPutOff | JsonFailure> {
  const calls = { source, reader: rules.reader ?? createRecordReader(source), edges }
  const intake = openIntake(source, state, rules, edges)
  const lists: ListVisit[] = []
  for (let at = 0; at < source.urls.length; at += LISTS_AT_ONCE) {
    const urls = source.urls.slice(at, at + LISTS_AT_ONCE)
    const visits = await Promise.all(urls.map((url) => visitList(url, state, calls, intake.bringsNews)))
    for (const visit of visits) {
      lists.push(visit.kind === 'read' ? { ...visit, records: [] } : visit)
      if (visit.kind === 'read') await intake.take(visit.records, visit.state.url)
    }
  }
  const answers = lists.filter((list) => list.kind === 'read' || list.kind === 'unchanged')
  if (lists.length > 0 && lists.every((list) => list.kind === 'gone')) return saveGone(source, lists, state, intake, after)
  if (answers.length === 0) {
    edges.signal.throwIfAborted() // who hung up while they failed blames none
    return withoutAnswer(source, lists, state)
  }
  const { waiting, items, notes, listed, retracted } = await intake.close()
  const called = await callDetails(waiting, calls)
  const read = lists.filter((list) => list.kind === 'read')
  const kind = read.length === 0 && called.calls === 0 ? 'unchanged' : 'ingested'
  const lacks = lists.map((list, i) => lacksOf(list, knownOf(source, i, state)))
  const next: SourceState = {
    ...after({
      kind,
      http: answers[0]?.http ?? null,
      freshUntil: Math.max(...answers.map((list) => list.freshUntil ?? 0)) || null,
      quiet: longestQuiet([quietAfter(lists), called.quiet]),
      isWaiting: called.pending.length > 0,
    }),
    lists: listStates(source, lists, state, listed),
    pending: called.pending,
    lacks: lacksAmong(lacks.flat()),
    derivation: derivationOf(rules),
    items: read.length > 0 ? items : state.items,
  }
  const told = [...read.flatMap((list) => list.notes), ...lists.flatMap(failureNotes), ...notes, ...retractedNotes(retracted), ...called.notes]
  const saved = await intake.save(called.settled.map((record) => settle(record, rules)), next)
  return { kind, state: next, new: saved.new, updated: saved.updated, notes: told }
}

/** Every address answered 410: nothing is asked any more, what there is stays. */
async function saveGone(source: JsonSource, lists: readonly ListVisit[], state: SourceState, intake: Intake, after: (answer: JsonAnswer) => SourceState): Promise<JsonVisit> {
  const gone = { ...after({ kind: 'gone', http: 410, freshUntil: null, quiet: null, isWaiting: false }), lists: listStates(source, lists, state, new Map()), lastSuccessAt: state.lastSuccessAt }
  return { kind: 'gone', state: gone, ...(await intake.save([], gone)), notes: [] }
}

/** That one list is gone holds, whatever becomes of the others. */
function withoutAnswer(source: JsonSource, lists: readonly ListVisit[], before: SourceState): JsonPutOff | JsonFailure {
  const state = { ...before, lists: listStates(source, lists, before, new Map()), quiet: quietAfter(lists) ?? before.quiet }
  const errors = lists.flatMap((list) => (list.kind === 'failed' ? [list.error] : []))
  const [error] = errors.toSorted((a, b) => (refusalOf(b)?.retryAfter ?? 0) - (refusalOf(a)?.retryAfter ?? 0))
  if (error !== undefined) return { kind: 'failed', state, error }
  return { kind: 'put-off', state, until: Math.max(...lists.map((list) => (list.kind === 'put-off' ? list.until : 0))) }
}

function quietAfter(lists: readonly ListVisit[]): SourceState['quiet'] {
  return longestQuiet(lists.map(quietOf))
}

function quietOf(list: ListVisit): SourceState['quiet'] {
  if (list.kind === 'read') return list.quiet
  return list.kind === 'failed' ? (refusalOf(list.error)?.quiet ?? null) : null
}

/** An address that brought nothing keeps what was known of it; after a failure its configured form is asked again, as of a feed. */
function listStates(source: JsonSource, lists: readonly ListVisit[], before: SourceState, listed: Listed): ListState[] {
  const noted = (state: ListState): ListState => (source.keep === null ? state : { ...state, listed: listed.get(state.url) ?? [] })
  return lists.flatMap((list, i) => {
    if (list.kind === 'read') return [noted(list.state)]
    if ('state' in list) return [list.state]
    const known = knownOf(source, i, before)
    if (known === undefined) return []
    return [list.kind === 'failed' ? { ...known, movedTo: null } : known]
  })
}

function knownOf({ urls }: JsonSource, at: number, { lists }: SourceState): ListState | undefined {
  return lists.find(({ url }) => url === urls[at])
}

/** What was lacking of a list that is as it was, or not asked now, is lacking still. */
function lacksOf(list: ListVisit, known: ListState | undefined): readonly Note[] {
  if (list.kind === 'failed' || list.kind === 'gone') return failureNotes(list)
  return (list.kind === 'put-off' ? known : list.state)?.lacks ?? []
}

function failureNotes(list: ListVisit): Note[] {
  if (list.kind === 'failed') return [{ code: 'list.failed', message: list.error.message }]
  return list.kind === 'gone' ? [{ code: 'list.failed', message: `${shownUrl(list.state.url)}: is gone for good (410), it is not asked any more` }] : []
}
