// What leaves the store by `keep`, on a real store with given times.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, it } from 'vitest'
import { listedAs, pruneSource, ruleOf } from '../../../src/ingest/recognize/keep.ts'
import type { Article } from '../../../src/model/article.ts'
import { sourceFeed } from '../../../src/model/feed.ts'
import type { Keep, SourceState } from '../../../src/model/source.ts'
import { openSqlite } from '../../../src/store/sqlite.ts'
import { sourceAt, stateWith } from '../../support/feed-source.ts'
import { article, batch, bytes, NOON } from '../../store/samples.ts'

const DAY = 24 * 3600_000
const NOTHING: Keep = { age: null, count: null, size: null }
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Six articles: `d1` is a day old, `d6` six days. */
const SIX = [1, 2, 3, 4, 5, 6].map((days): Article => article('sample', `d${days}`, { publishedAt: NOON - days * DAY, contentHtml: `<p>${'x'.repeat(2000)}</p>`, tags: [`t${days}`] }))

async function openSix() {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-keep-'))
  const store = await openSqlite(join(dir, 'store.db'))
  closing.push(() => store.close(), () => rmSync(dir, { recursive: true }))
  await store.save({ ...batch(SIX), arrivals: SIX.map((made) => ({ article: made, raw: bytes('raw'), complete: true })) })
  await store.clearFeedsToWrite(await store.loadFeedsToWrite())
  const guids = async (): Promise<string[]> => {
    const refs = await store.loadPage(sourceFeed(SIX[0]!.sourceId), 100)
    const entries = await store.loadEntries(refs.map(({ articleId }) => articleId))
    return refs.map(({ articleId }) => entries.get(articleId)?.stored.article.guid ?? '')
  }
  return { store, guids }
}

const listing = (...guids: readonly string[]): SourceState => stateWith({ listed: SIX.filter(({ guid }) => guids.includes(guid)).map(({ id }) => listedAs(id)) })
const all = SIX.map(({ guid }) => guid)
const cases: readonly { it: string; keep: Keep | null; state?: SourceState; stays: readonly string[] }[] = [
  { it: 'is nothing without a keep', keep: null, stays: all },
  { it: 'is what is older', keep: { ...NOTHING, age: 3 * DAY }, stays: ['d1', 'd2', 'd3'] },
  { it: 'is what comes after so many', keep: { ...NOTHING, count: 2 }, stays: ['d1', 'd2'] },
  { it: 'is what comes after so many bytes', keep: { ...NOTHING, size: 6000 }, stays: ['d1', 'd2'] },
  { it: 'is never the newest, however large', keep: { ...NOTHING, size: 1000 }, stays: ['d1'] },
  { it: 'is what is beyond any of several limits', keep: { age: 5 * DAY, count: 3, size: 1_000_000 }, stays: ['d1', 'd2', 'd3'] },
  { it: 'is nothing that upstream still lists', keep: { ...NOTHING, count: 2 }, state: listing('d4', 'd6'), stays: ['d1', 'd2', 'd4', 'd6'] },
  { it: 'is nothing while nobody knows what upstream lists', keep: { ...NOTHING, count: 2 }, state: stateWith(), stays: all },
  { it: 'is also what a source that is gone listed last', keep: { ...NOTHING, count: 2 }, state: { ...listing('d4'), gone: true }, stays: ['d1', 'd2'] },
  { it: 'is nothing within the limits', keep: { age: 400 * DAY, count: 500, size: 20_000_000 }, stays: all },
]
describe('what leaves the store', () => {
  for (const c of cases) {
    it(c.it, async () => {
      const { store, guids } = await openSix()
      const notes = await pruneSource(sourceAt('https://example.org/', { keep: c.keep }), async () => c.state ?? listing(), store, NOON)
      assert.deepEqual(await guids(), c.stays)
      assert.deepEqual(notes.map(({ code }) => code), c.stays.length === all.length ? [] : ['source.pruned'])
    })
  }

  it('is nothing of a source that is switched off: its articles stay published', async () => {
    const { store, guids } = await openSix()
    await pruneSource(sourceAt('https://example.org/', { keep: { ...NOTHING, count: 1 }, enabled: false }), async () => listing(), store, NOON)
    assert.deepEqual(await guids(), all)
  })

  it('takes its feeds with it, onto the list of those to rewrite', async () => {
    const { store } = await openSix()
    await pruneSource(sourceAt('https://example.org/', { keep: { ...NOTHING, count: 4 } }), async () => listing(), store, NOON)
    assert.deepEqual((await store.loadFeedsToWrite()).map(({ kind, of }) => `${kind}/${of}`), ['all/', 'source/sample', 'tag/t5', 'tag/t6'])
    assert.deepEqual(await store.counts(), { articles: 4, stories: 4 })
    assert.deepEqual((await store.loadArticles(SIX[0]!.sourceId, null, 100)).length, 4)
  })

  it('changes nothing when it is looked for again', async () => {
    const { store } = await openSix()
    const source = sourceAt('https://example.org/', { keep: { ...NOTHING, count: 4 } })
    await pruneSource(source, async () => listing(), store, NOON)
    await store.clearFeedsToWrite(await store.loadFeedsToWrite())
    assert.deepEqual(await pruneSource(source, async () => listing(), store, NOON), [])
    assert.deepEqual(await store.loadFeedsToWrite(), [])
  })

  it('is remembered by every identity that it had, and comes back with its first-seen', async () => {
    const { store } = await openSix()
    const keep = { ...NOTHING, count: 4 }
    const sixth = SIX[5]!
    const other = article('sample', 'other')
    await store.save({ ...batch([sixth]), renamings: [{ identity: other.id, articleId: sixth.id, guid: sixth.guid }] })
    await pruneSource(sourceAt('https://example.org/', { keep }), async () => listing(), store, NOON)
    const forgotten = { kind: 'forgotten', rule: ruleOf(keep) }
    assert.deepEqual(await store.recognize([sixth.id, other.id]), new Map([[sixth.id, forgotten], [other.id, forgotten]]))
    const later = { ...sixth, publishedAt: null, revision: 'undated now' }
    assert.equal((await store.save(batch([later], { seenAt: NOON + DAY }))).new, 1)
    const { sighting } = (await store.loadEntries([sixth.id])).get(sixth.id)!.stored
    assert.deepEqual(sighting, { firstSeenAt: NOON, revisedAt: null, sortAt: NOON })
  })
})
