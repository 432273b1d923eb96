// The property that any history of visits leaves a Store as the model has it: the same feeds, entries, stories and list of feeds to rewrite.
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { it } from 'vitest'
import { ALL } from '../../src/model/feed.ts'
import { articleId } from '../../src/model/identity.ts'
import type { Store } from '../../src/store/store.ts'
import type { Opened } from './contract.ts'
import { type Entry, Model, nameOf } from './model.ts'
import { article, batch, NOON, source } from './samples.ts'

const SOURCES = ['one', 'two', 'three']
const GUIDS = ['tag:example.org,2026:1', 'tag:example.org,2026:2', 'plain', 'other']
const URLS = [null, 'https://example.org/1', 'https://example.org/2', 'https://example.org/3']
const some = (values: readonly string[]) => fc.subarray([...values], { maxLength: 2 })

const item = fc.record({
  guid: fc.constantFrom(...GUIDS),
  url: fc.constantFrom(...URLS),
  title: fc.constantFrom('Old', 'New'),
  publishedAt: fc.constantFrom(null, NOON - 5, NOON - 9, NOON + 30),
  categories: some(['News', 'Code']),
  tags: some(['One', 'Two', 'Three']),
})
const visit = fc.record({ kind: fc.constant('visit' as const), of: fc.constantFrom(...SOURCES), items: fc.array(item, { maxLength: 4 }), removed: some(GUIDS), pause: fc.nat(20) })
const retire = fc.record({ kind: fc.constant('retire' as const), except: fc.subarray(SOURCES) })
const clear = fc.record({ kind: fc.constant('clear' as const) })
type Step = (typeof visit | typeof retire | typeof clear) extends fc.Arbitrary<infer Value> ? Value : never
const history: fc.Arbitrary<Step[]> = fc.array(fc.oneof({ weight: 6, arbitrary: visit }, { weight: 1, arbitrary: retire }, { weight: 1, arbitrary: clear }), { maxLength: 12 })

export function historyProperty(name: string, open: () => Promise<Opened>, runs: number): void {
  it(`leaves a store on ${name} as the model has it, whatever happened`, async () => {
    await fc.assert(fc.asyncProperty(history, (steps) => holds(steps, open)), { numRuns: runs })
  })
}

async function holds(steps: readonly Step[], open: () => Promise<Opened>): Promise<void> {
  const { store, discard } = await open()
  try {
    const model = new Model()
    let now = NOON
    for (const step of steps) {
      if (step.kind === 'visit') now += step.pause
      await take(step, store, model, now)
      assert.deepEqual(await feedsOf(store), sorted(model.feeds()))
      assert.deepEqual((await store.loadFeedsToWrite()).map(nameOf).sort(), [...model.toWrite].sort())
      assert.deepEqual(await store.counts(), { articles: model.stories().flat().length, stories: model.stories().length })
    }
  } finally {
    await discard()
  }
}

async function take(step: Step, store: Store, model: Model, now: number): Promise<void> {
  if (step.kind === 'clear') {
    await store.clearFeedsToWrite(await store.loadFeedsToWrite())
    model.toWrite.clear()
  } else if (step.kind === 'retire') {
    await store.retireSourcesExcept(step.except.map(source))
    model.retireExcept(step.except)
  } else {
    const articles = step.items.map(({ guid, ...parts }) => article(step.of, guid, parts))
    const removed = step.removed.map((guid) => articleId(source(step.of), guid))
    await store.save(batch(articles, { sourceId: source(step.of), removed, seenAt: now }))
    model.save(step.of, articles, removed, now)
  }
}

async function feedsOf(store: Store): Promise<[string, Entry[]][]> {
  const feeds = new Map<string, Entry[]>()
  for (const { key, entries, newestAt } of await store.loadFeeds()) {
    const page = await store.loadPage(key, 100)
    const shown = await store.loadEntries(page.map(({ articleId: id }) => id))
    assert.deepEqual([entries, newestAt], [page.length, page[0]?.sortAt])
    feeds.set(nameOf(key), page.map(({ articleId: id, sortAt }): Entry => {
      const entry = shown.get(id)
      const terms = (['categories', 'tags'] as const).flatMap((kind) => entry?.[kind].map(({ key: term }) => `${kind} ${term}`) ?? [])
      return [id, sortAt, entry?.alsoIn ?? [], terms]
    }))
  }
  assert.equal((await store.loadPage(ALL, 100)).length, feeds.get(nameOf(ALL))?.length ?? 0)
  return sorted(feeds)
}

function sorted(feeds: ReadonlyMap<string, Entry[]>): [string, Entry[]][] {
  return [...feeds].sort(([a], [b]) => (a < b ? -1 : 1))
}
