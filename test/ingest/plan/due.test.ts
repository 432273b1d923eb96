import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/model/clock.ts'
import type { FeedSource, JsonSource, PostsSource, SourceState } from '../../../src/model/source.ts'
import type { SourceId } from '../../../src/model/article.ts'
import { nextDueAt, retryDueAt } from '../../../src/ingest/plan/backoff.ts'
import { stateAbout, turnOf, waitOf } from '../../../src/ingest/plan/due.ts'
import { ALONE, neighboursOf } from '../../../src/ingest/plan/neighbours.ts'
import { sourceAt, stateWith } from '../../support/feed-source.ts'

const NOW = Date.UTC(2026, 4, 1)
const WEB = sourceAt('https://example.org/feed')
const API = { ...WEB, type: 'json', urls: ['https://example.org/a'] } as unknown as JsonSource
const FILE: FeedSource = { ...WEB, location: { kind: 'file', path: '/tmp/feed.xml' } }
const SILENT = { every: null, freshUntil: null, document: null }
const SKIPPING = { minInterval: null, skipHours: [0, 1, 2], skipDays: [] }
const POSTS = { id: WEB.id, type: 'posts', enabled: true } as PostsSource
const visitedAgo = (ago: number, wait: number): Partial<SourceState> => ({ lastVisitAt: NOW - ago, nextDueAt: NOW - ago + wait })

describe('whose turn it is', () => {
  const cases = [
    { it: 'a source that was never visited', source: WEB, state: {}, expect: 'due' },
    { it: 'P32: one whose time has not come waits, also after a restart', source: WEB, state: visitedAgo(MINUTE, HOUR), expect: 'waiting' },
    { it: 'one whose time has come', source: WEB, state: visitedAgo(HOUR, HOUR), expect: 'due' },
    { it: 'P18: one that is gone is not asked again', source: WEB, state: { gone: true }, expect: 'gone' },
    { it: 'a disabled one is never visited', source: { ...WEB, enabled: false }, state: {}, force: true, expect: 'disabled' },
    { it: 'force does not wait', source: WEB, state: visitedAgo(MINUTE, HOUR), force: true, expect: 'due' },
    { it: 'P18: force asks even one that is gone', source: WEB, state: { gone: true }, force: true, expect: 'due' },
    { it: 'a saved feed is read each time', source: FILE, state: visitedAgo(MINUTE, HOUR), expect: 'due' },
    { it: 'a saved feed with an interval waits for it', source: { ...FILE, every: HOUR }, state: visitedAgo(MINUTE, HOUR), expect: 'waiting' },
    { it: 'posts are read each time', source: POSTS, state: visitedAgo(MINUTE, HOUR), expect: 'due' },
    { it: 'K9: a clock that was set back holds nobody up', source: WEB, state: visitedAgo(-HOUR, HOUR), expect: 'due' },
    { it: 'K9: nor does a time too far off to be a wait', source: WEB, state: visitedAgo(MINUTE, 400 * DAY), expect: 'due' },
    { it: 'an own interval of a month is a wait', source: { ...WEB, every: 30 * DAY }, state: visitedAgo(MINUTE, 30 * DAY), expect: 'waiting' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(turnOf(c.source, stateWith(c.state), NOW, c.force), c.expect))
})

describe('what is known of a source', () => {
  const known = stateWith({ type: 'feed', location: 'https://example.org/feed', gone: true, movedTo: 'https://example.org/new', failures: 3, items: 7 })
  it('stays as long as its URL does', () => assert.equal(stateAbout(WEB, known), known))
  it('is about its URL from the first visit on', () => {
    assert.deepEqual(stateAbout(WEB, stateWith({ failures: 1 })), stateWith({ type: 'feed', failures: 1, location: 'https://example.org/feed' }))
  })
  it('does not outlive another URL in the config: neither validators, nor moves, nor failures', () => {
    assert.deepEqual(stateAbout(FILE, known), stateWith({ type: 'feed', location: '/tmp/feed.xml', items: 7 }))
  })
  it('does not outlive another type', () => {
    assert.deepEqual(stateAbout(API, known), stateWith({ type: 'json', location: 'https://example.org/a' }))
  })
  it('does not outlive other lists of a JSON API, but for what is known of each by its own address', () => {
    const lists = [{ url: 'https://example.org/a', reading: 'r', validators: null, bodyHash: 'h', movedTo: null, refusedMove: null, gone: true }]
    const failing = stateAbout(API, stateWith({ type: 'json', failures: 3, nextDueAt: NOW + DAY, gone: true, lists }))
    assert.deepEqual([failing.failures, failing.gone], [3, true])
    const given = { ...API, urls: [...API.urls, 'https://example.org/b'] }
    assert.deepEqual(stateAbout(given, failing), stateWith({ type: 'json', location: given.urls.join('\n'), lists }))
  })
})

describe('what a source waits for', () => {
  const visited = { lastVisitAt: NOW, lastSuccessAt: NOW }
  const hints = { minInterval: null, skipHours: [], skipDays: [] }
  const cases: readonly { readonly it: string; readonly source?: FeedSource; readonly state: Partial<SourceState>; readonly expect: string | null }[] = [
    { it: 'nothing: it is due', state: { ...visited, nextDueAt: NOW }, expect: null },
    { it: 'nothing: it is gone', state: { ...visited, gone: true, nextDueAt: NOW + HOUR }, expect: null },
    { it: 'its own interval', source: { ...WEB, every: HOUR }, state: { ...visited, nextDueAt: NOW + HOUR - 30_000 }, expect: 'interval' },
    { it: 'P11: what its server asks for', source: { ...WEB, every: HOUR }, state: { ...visited, nextDueAt: NOW + 2 * HOUR }, expect: 'headers' },
    { it: 'P13: what its document asks for', state: { ...visited, nextDueAt: NOW + 2 * HOUR, hints: { ...hints, minInterval: 2 * HOUR } }, expect: 'document' },
    { it: 'P14: the end of the hours that its document sets aside', state: { ...visited, nextDueAt: nextDueAt(NOW, { ...SILENT, document: SKIPPING }), hints: SKIPPING }, expect: 'skipped' },
    { it: 'that it may have changed at last', state: { ...visited, changedAt: NOW - 40 * DAY, nextDueAt: NOW + 4 * HOUR }, expect: 'rest' },
    { it: 'P17: the next try after failures', state: { ...visited, failures: 3, nextDueAt: retryDueAt(NOW, WEB.id, 3, { every: null, retryAfter: null }) }, expect: 'failures' },
    { it: 'P15: what its server asked for when it refused us', state: { ...visited, failures: 1, nextDueAt: NOW + 9 * HOUR }, expect: 'retry-after' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(waitOf(c.source ?? WEB, stateWith({ type: 'feed', ...c.state }), NOW + MINUTE, ALONE)?.reason ?? null, c.expect))

  it('P31: its domain, which refused another source', () => {
    const quiet = new Map([['example.org', NOW + DAY]])
    assert.deepEqual(waitOf(WEB, stateWith({ ...visited, nextDueAt: NOW }), NOW + MINUTE, { ...ALONE, quiet }), { until: NOW + DAY, reason: 'host' })
  })

  it('P31: its domain, by which it was put off until then', () => {
    const quiet = new Map([['example.org', NOW + HOUR]])
    assert.deepEqual(waitOf(WEB, stateWith({ type: 'feed', nextDueAt: NOW + HOUR }), NOW + MINUTE, { ...ALONE, quiet }), { until: NOW + HOUR, reason: 'host' })
  })

  it('its own interval, also where the config is full of others', () => {
    const mine = { ...WEB, every: HOUR }
    const state = stateWith({ ...visited, nextDueAt: NOW + HOUR - 30_000 })
    const neighbours = neighboursOf([mine], new Map([[mine.id, state]]), NOW + MINUTE)
    assert.deepEqual(waitOf(mine, state, NOW + MINUTE, neighbours), { until: NOW + HOUR - 30_000, reason: 'interval' })
  })

  it('P32: a source with the same address', () => {
    const mine = { ...WEB, every: DAY }
    const twin = { ...mine, id: 'twin' as SourceId }
    const states = new Map([[mine.id, stateWith({ ...visited, nextDueAt: NOW })], [twin.id, stateWith({ ...visited, nextDueAt: NOW + 2 * HOUR })]])
    const neighbours = neighboursOf([mine, twin], states, NOW + MINUTE)
    assert.deepEqual(waitOf(mine, stateWith({ ...visited, nextDueAt: NOW }), NOW + MINUTE, neighbours), { until: NOW + 2 * HOUR, reason: 'shared' })
  })
})
