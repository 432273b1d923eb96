import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { SourceId } from '../../../src/model/article.ts'
import { DAY, HOUR, MINUTE } from '../../../src/model/clock.ts'
import type { FeedSource, SourceState } from '../../../src/model/source.ts'
import { turnOf } from '../../../src/ingest/plan/due.ts'
import { domainOf, neighboursOf } from '../../../src/ingest/plan/neighbours.ts'
import { sourceAt, stateWith } from '../../support/feed-source.ts'

const NOW = Date.UTC(2026, 4, 1)
const VISITED = { lastVisitAt: NOW - HOUR, lastSuccessAt: NOW - HOUR, nextDueAt: NOW }

/** The turn of a source beside one other. */
function turn(source: FeedSource, state: Partial<SourceState>, other: FeedSource, othersState: Partial<SourceState>, force = false): string {
  const known = stateWith(state)
  const states = new Map([[source.id, known], [other.id, stateWith(othersState)]])
  return turnOf(source, known, NOW, force, neighboursOf([source, other], states, NOW))
}

describe('P31: a host that asked to be left alone, in a later run', () => {
  const refused = sourceAt('https://a.example.org/feed', { id: 'refused' as SourceId })
  const asked = { quiet: { domain: 'example.org', until: NOW + MINUTE } }
  const cases = [
    { it: 'another source of its domain waits', url: 'https://b.example.org/feed', expect: 'waiting' },
    { it: 'one that moved into the domain waits', url: 'https://example.net/', state: { movedTo: 'https://example.org/' }, expect: 'waiting' },
    { it: 'one of another domain does not', url: 'https://example.net/feed', expect: 'due' },
    { it: 'force does not wait', url: 'https://b.example.org/feed', force: true, expect: 'due' },
    { it: 'one that answers for itself alone does not (`refusals: source`)', url: 'https://b.example.org/', scope: 'source' as const, expect: 'due' },
    { it: 'K9: nobody waits for a time too far off to be asked for', url: 'https://b.example.org/', asked: { quiet: { domain: 'example.org', until: NOW + 400 * DAY } }, expect: 'due' },
    { it: 'nobody waits once the time is over', url: 'https://b.example.org/', asked: { quiet: { domain: 'example.org', until: NOW } }, expect: 'due' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(turn(sourceAt(c.url, c.scope && { refusals: c.scope }), c.state ?? {}, refused, c.asked ?? asked, c.force), c.expect))

  it('outlives the source in the config', () => {
    const states = new Map([[refused.id, stateWith(asked)]])
    assert.equal(turnOf(sourceAt('https://b.example.org/'), stateWith(), NOW, false, neighboursOf([], states, NOW)), 'waiting')
  })
})

describe('P32: two sources with one URL, over the runs', () => {
  const mine = sourceAt('https://example.org/feed', { every: HOUR })
  const twin = { ...mine, id: 'twin' as SourceId }
  const soon = { ...VISITED, nextDueAt: NOW + 15 * MINUTE }
  const cases = [
    { it: 'one that is due waits for the other, to go together from then on', state: VISITED, twin, twins: soon, expect: 'waiting' },
    { it: 'not for longer than its own interval', state: VISITED, twin, twins: { ...soon, nextDueAt: NOW + 2 * HOUR }, expect: 'due' },
    { it: 'not when it is new', state: {}, twin, twins: soon, expect: 'due' },
    { it: 'not when it failed', state: { ...VISITED, failures: 1 }, twin, twins: soon, expect: 'due' },
    { it: 'not for one that is gone', state: VISITED, twin, twins: { ...soon, gone: true }, expect: 'due' },
    { it: 'not for one that fails', state: VISITED, twin, twins: { ...soon, failures: 3 }, expect: 'due' },
    { it: 'not for one that is disabled', state: VISITED, twin: { ...twin, enabled: false }, twins: soon, expect: 'due' },
    { it: 'not for one with other headers', state: VISITED, twin: { ...twin, headers: { 'x-key': 'k' } }, twins: soon, expect: 'due' },
    { it: 'not for one with another URL', state: VISITED, twin: { ...sourceAt('https://example.org/'), id: twin.id, every: HOUR }, twins: soon, expect: 'due' },
    { it: 'both go when both are due', state: VISITED, twin, twins: VISITED, expect: 'due' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(turn(mine, c.state, c.twin, c.twins), c.expect))
})

describe('P31: hosts that belong together', () => {
  const cases = [
    { it: 'a name and those below it', host: 'a.b.example.org', expect: 'example.org' },
    { it: 'the blogs of a platform', host: 'my.tumblr.com', expect: 'tumblr.com' },
    { it: 'not all of a country', host: 'news.example.co.uk', expect: 'example.co.uk' },
    { it: 'not all companies of a country', host: 'www.example.com.cn', expect: 'example.com.cn' },
    { it: 'a bare domain', host: 'example.org', expect: 'example.org' },
    { it: 'a name with its last dot', host: 'www.example.org.', expect: 'example.org' },
    { it: 'a name of one label', host: 'localhost', expect: 'localhost' },
    { it: 'an IPv4 address alone', host: '192.0.2.1', expect: '192.0.2.1' },
    { it: 'an IPv6 address alone', host: '[2001:db8::1]', expect: '[2001:db8::1]' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(domainOf(c.host), c.expect))
})
