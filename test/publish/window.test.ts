// Feeds that reach back so far over a real store and folder: what leaves them stays in their archive, and nothing hangs on the clock.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { articleOf, ingest, type Mill, openMill, snapshot, terms } from './mill.ts'

const DAY = 24 * 3600_000
let mill: Mill

beforeEach(async () => {
  mill = await openMill({}, { limit: 4, window: 10 * DAY })
})
afterEach(() => mill.close())

const onDay = (day: number, tag = 'a') => articleOf(`urn:day:${day}`, { publishedAt: Date.UTC(2025, 0, day), tags: terms(tag) })
const days = (path: string): number[] => {
  const feed = JSON.parse(mill.read(path)) as { readonly items: readonly { readonly id: string }[] }
  return feed.items.map(({ id }) => Number(id.slice('urn:day:'.length)))
}
const archived = (feed: string): number[] => mill.files().filter((path) => path.startsWith(`archive/${feed}/`) && path.endsWith('.json')).flatMap(days)

describe('a window for feeds', () => {
  it('leaves older entries to the archive, and loses none', async () => {
    await ingest(mill.store, [30, 25, 19, 1].map((day) => onDay(day)))
    await mill.publish()
    assert.deepEqual([days('all.json'), archived('all')], [[30, 25], [19, 1]])
    assert.match(mill.read('all.rss'), /rel="prev-archive"/u)
  })

  it('is counted from each feed’s own newest entry', async () => {
    await ingest(mill.store, [onDay(60), onDay(25, 'quiet'), onDay(19, 'quiet'), onDay(1, 'quiet')])
    await mill.publish()
    assert.deepEqual([days('all.json'), days('tag/quiet.json'), archived('tag/quiet')], [[60], [25, 19], [1]])
  })

  it('writes nothing as time goes by, and the same whenever it is written', async () => {
    await ingest(mill.store, [30, 25, 19, 1].map((day) => onDay(day)))
    await mill.publish()
    const before = snapshot(mill.settings.publish.dir)
    assert.equal((await mill.publish()).written, 0)
    await mill.store.markAllFeeds()
    assert.equal((await mill.publish({ compare: true })).written, 0)
    assert.deepEqual(snapshot(mill.settings.publish.dir), before)
  })

  it('moves on with what arrives, page by page', async () => {
    await ingest(mill.store, [30, 25, 19, 1].map((day) => onDay(day)))
    await mill.publish()
    await ingest(mill.store, [31, 37, 38, 60].map((day) => onDay(day)))
    await mill.publish()
    assert.deepEqual(days('all.json'), [60])
    assert.deepEqual(new Set([...days('all.json'), ...archived('all')]), new Set([60, 38, 37, 31, 30, 25, 19, 1]))
  })

  it('is no wider than the limit', async () => {
    await ingest(mill.store, [30, 29, 28, 27, 26, 25].map((day) => onDay(day)))
    await mill.publish()
    assert.deepEqual(days('all.json'), [30, 29, 28, 27])
  })

  it('shows all again when it is gone', async () => {
    await ingest(mill.store, [30, 25, 19, 1].map((day) => onDay(day)))
    await mill.publish()
    await mill.publish({}, { ...mill.settings, publish: { ...mill.settings.publish, window: null } })
    assert.deepEqual([days('all.json'), archived('all')], [[30, 25, 19, 1], []])
  })
})
