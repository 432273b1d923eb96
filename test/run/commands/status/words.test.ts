// The status of sources as people read it: in trouble first, within 80 columns, and never in upstream's own words.

import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { SourceStatus } from '../../../../src/run/commands/status/status.ts'
import { describeSource, describeSources } from '../../../../src/run/commands/status/words.ts'

const OK: SourceStatus = {
  id: 'wire', type: 'feed', state: 'ok', title: 'The Wire', addresses: ['https://wire.example.org/feed'], failingSince: null, failures: 0,
  lastVisitAt: '2026-05-01T12:00:07.000Z', lastSuccessAt: '2026-05-01T12:00:07.000Z', changedAt: null, nextDueAt: null, waitsFor: null, items: 20,
  pending: 0, retracted: 0, http: 200, error: null, lacks: [], movedTo: null, moves: [], quiet: null, history: [],
}
const FAILING: SourceStatus = {
  ...OK, id: 'ruby', state: 'failing', failures: 12, failingSince: '2026-04-28T09:00:00.000Z', nextDueAt: '2026-05-02T12:00:00.000Z', waitsFor: 'failures', http: 503,
  error: { code: 'fetch.status', message: 'https://ruby.example.org/a/rather/long/address/of/a/feed.xml: answered 503 Service Unavailable, asking us to wait 120 s' },
}
const GONE: SourceStatus = { ...OK, id: 'old', state: 'gone', http: 410, history: [{ outcome: 'gone', http: 410, visits: 1, firstAt: '2026-05-01T10:00:00.000Z', lastAt: '2026-05-01T10:00:00.000Z' }] }
const MOVED: SourceStatus = { ...OK, id: 'away', movedTo: 'https://new.example.org/', moves: [{ from: 'https://wire.example.org/feed', to: 'https://new.example.org/' }] }

describe('the status of all sources', () => {
  it('says how many there are of each kind, and begins with those in trouble', () => {
    const lines = describeSources([OK, { ...OK, id: 'off', state: 'disabled' }, GONE, { ...OK, id: 'new', state: 'never visited' }, FAILING])
    assert.equal(lines[0], '5 sources: 1 failing, 1 gone, 1 never visited, 1 disabled, 1 ok (times in UTC)')
    assert.deepEqual(lines.filter((line) => /^\S/u.test(line)).slice(1), ['failing', 'gone', 'never visited', 'disabled', 'ok'])
  })

  it('tells of one that fails since when, why, and when it is asked again', () => {
    assert.deepEqual(describeSources([FAILING]).slice(2), [
      'failing',
      '  ruby  failed 12 times since 2026-04-28 09:00, last success 2026-05-01 12:00',
      '        https://ruby.example.org/a/rather/long/address/of/a/feed.xml: answered',
      '        503 Service Unavailable, asking us to wait 120 s [fetch.status]',
      '        next 2026-05-02 12:00: it keeps failing and is asked ever more seldom',
    ])
  })

  it('does not say of one that answered, but never with a feed, that it never answered', () => {
    const lines = describeSources([{ ...GONE, lastSuccessAt: null }, { ...FAILING, lastSuccessAt: null }]).join('\n')
    assert.equal(lines.match(/, no success yet/gu)?.length, 2)
  })

  it('tells how a move is undone, and how one that is gone is asked again', () => {
    const text = describeSources([GONE, MOVED]).join('\n')
    assert.match(text, /`feedmill revive old`/u)
    assert.match(text, /moved to https:\/\/new\.example\.org\/\n +`feedmill revive away` undoes that/u)
  })

  it('tells what is lacking of one that answers', () => {
    const lacks = [{ code: 'posts.misplaced', message: 'no folder in it is named _posts' }] as const
    assert.deepEqual(describeSources([{ ...OK, state: 'incomplete', items: 0, lacks }]).slice(2), ['incomplete', '  wire  0 items', '        no folder in it is named _posts [posts.misplaced]', '        next at the next run'])
    assert.match(describeSource({ ...OK, state: 'incomplete', items: 0, lacks }).join('\n'), /state +nothing of it can be read, though visits succeed\n +why +no folder in it/u)
    assert.match(describeSource({ ...OK, state: 'incomplete', lacks }).join('\n'), /state +something of it cannot be read/u)
  })

  it('tells the first of many things that are lacking', () => {
    const lacks = Array.from({ length: 5 }, (_, n) => ({ code: 'post.invalid' as const, message: `${n}.md:1:1: bad` }))
    assert.deepEqual(describeSources([{ ...OK, state: 'incomplete', lacks }]).slice(4), [
      ...['0', '1', '2'].map((n) => `        ${n}.md:1:1: bad [post.invalid]`), '        and 2 more: `feedmill status wire`', '        next at the next run',
    ])
  })

  it('has one line for each that works', () => assert.deepEqual(describeSources([OK]).slice(3), ['  wire  20 items, next at the next run']))

  it('fits 80 columns, but for a single word that is longer', () => {
    const long = { ...FAILING, id: 'a-source-with-a-name-that-is-longer-than-others' }
    for (const line of [...describeSources([FAILING, GONE, MOVED, long]), ...describeSource(FAILING)]) assert.ok(line.length <= 80 || !line.trim().includes(' '), line)
    const address = `https://example.org/${'a'.repeat(100)}`
    assert.ok(describeSource({ ...OK, addresses: [address] }).some((line) => line.endsWith(address)))
  })

  it('says so when there is none', () => assert.deepEqual(describeSources([]), ['0 sources: none is configured (times in UTC)']))
})

describe('the status of one source', () => {
  it('tells all that is known, the newest visits first', () => {
    const history: SourceStatus['history'] = [
      { outcome: 'ingested', http: 200, visits: 1, firstAt: '2026-05-01T08:00:00.000Z', lastAt: '2026-05-01T08:00:00.000Z' },
      { outcome: 'unchanged', http: 304, visits: 8, firstAt: '2026-05-01T08:15:00.000Z', lastAt: '2026-05-01T10:00:00.000Z' },
    ]
    assert.deepEqual(describeSource({ ...MOVED, history, changedAt: '2026-05-01T08:00:00.000Z', pending: 3, nextDueAt: '2026-05-01T16:00:00.000Z', waitsFor: 'headers' }), [
      'away: The Wire',
      '  state         ok',
      '  address       https://wire.example.org/feed',
      '  moved to      https://new.example.org/',
      '                `feedmill revive away` undoes that',
      '  last success  2026-05-01 12:00',
      '  last visit    2026-05-01 12:00, HTTP 200',
      '  last change   2026-05-01 08:00',
      '  next          2026-05-01 16:00: its server asks for it (max-age, Expires)',
      '  items         20 in its last document, 3 wait for their text',
      '  visits        2026-05-01 08:15 to 10:00 unchanged, HTTP 304, 8 times',
      '                2026-05-01 08:00 ingested, HTTP 200',
      '',
    ])
  })

  it('S23: a title with line breaks forges no line', () => {
    assert.equal(describeSource({ ...OK, title: 'Wire\n  state         gone' })[0], 'wire: Wire state gone')
  })
})
