// Which items of a document are stored articles under other identities.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { isFlood, matchRenumbered, withWaiting } from '../../../src/ingest/recognize/renumbered.ts'
import type { Article, ArticleId } from '../../../src/model/article.ts'
import { likenessOf } from '../../../src/model/identity.ts'
import { article } from '../../store/samples.ts'

const floods = [
  { it: 'is all of a document', items: 20, unknown: 20, expect: true },
  { it: 'is most of a document', items: 20, unknown: 11, expect: true },
  { it: 'is not half of a document', items: 20, unknown: 10, expect: false },
  { it: 'is not the one new item of a day', items: 20, unknown: 1, expect: false },
  { it: 'is not a document of two items', items: 2, unknown: 2, expect: false },
  { it: 'is not an empty document', items: 0, unknown: 0, expect: false },
]
describe('a flood', () => {
  for (const c of floods) it(c.it, () => assert.equal(isFlood(c.items, c.unknown), c.expect))
})

const titled = (guid: string, title: string | null, publishedAt: number | null = 1): Article => article('s', guid, { title, publishedAt })
const five = (prefix: string, at: number | null = 1): Article[] => ['a', 'b', 'c', 'd', 'e'].map((name) => titled(`${prefix}${name}`, `Title ${name}`, at))
const FIVE = ['a', 'b', 'c', 'd', 'e'].map((name) => `new-${name} is old-${name}`)

const cases: readonly { it: string; stored: readonly Article[]; waiting?: readonly Article[]; arriving: readonly Article[]; listed?: readonly string[]; expect: readonly string[] }[] = [
  { it: 'finds each one by title and date', stored: five('old-'), arriving: five('new-'), expect: FIVE },
  { it: 'leaves what has another date', stored: five('old-'), arriving: five('new-', 2), expect: [] },
  { it: 'leaves what has no date', stored: five('old-', null), arriving: five('new-', null), expect: [] },
  { it: 'leaves what has no title', stored: [1, 2, 3].map((n) => titled(`old-${n}`, null, n)), arriving: [1, 2, 3].map((n) => titled(`new-${n}`, null, n)), expect: [] },
  { it: 'leaves two items that are alike', stored: five('old-'), arriving: [...five('new-'), titled('new-2', 'Title a')], expect: FIVE.slice(1) },
  { it: 'leaves an item that two stored ones are like', stored: [...five('old-'), titled('old-2', 'Title a')], arriving: five('new-'), expect: FIVE.slice(1) },
  { it: 'leaves an article that the document lists by itself', stored: five('old-'), arriving: five('new-'), listed: ['old-a'], expect: FIVE.slice(1) },
  { it: 'finds records that wait beside articles', stored: five('old-').slice(0, 1), waiting: five('old-').slice(1), arriving: five('new-'), expect: FIVE },
  { it: 'takes an article that waits to be whole for one', stored: five('old-'), waiting: five('old-'), arriving: five('new-'), expect: FIVE },
  { it: 'leaves an item that an article and a record that waits are like', stored: five('old-'), waiting: [titled('old-2', 'Title a')], arriving: five('new-'), expect: FIVE.slice(1) },
  { it: 'finds half of them, the rest is new', stored: five('old-'), arriving: [...five('new-'), ...Array.from({ length: 5 }, (_, n) => titled(`x${n}`, `X ${n}`))], expect: FIVE },
  { it: 'takes less than half for chance', stored: five('old-'), arriving: [...five('new-'), ...Array.from({ length: 6 }, (_, n) => titled(`x${n}`, `X ${n}`))], expect: [] },
  { it: 'takes two for chance', stored: five('old-').slice(0, 2), arriving: five('new-').slice(0, 3), expect: [] },
]
describe('renumbered items', () => {
  for (const c of cases) {
    it(c.it, () => {
      const { waiting = [] } = c
      const guids = new Map([...c.stored, ...waiting, ...c.arriving].map(({ id, guid }) => [id, guid]))
      const asked = c.arriving.map(likenessOf).filter((likeness) => likeness !== null)
      const stored = new Map(asked.map((likeness) => [likeness, c.stored.filter((made) => likenessOf(made) === likeness).map(({ id }) => id)]))
      const alike = withWaiting(stored, waiting.map((made) => ({ id: made.id, key: made.guid, url: '', likeness: likenessOf(made), item: '', failures: 0, shown: false })))
      const listed = new Set<ArticleId>(c.stored.filter(({ guid }) => c.listed?.includes(guid)).map(({ id }) => id))
      const found = matchRenumbered(c.arriving, alike, listed)
      assert.deepEqual([...found].map(([item, stored]) => `${guids.get(item)} is ${guids.get(stored)}`), c.expect)
    })
  }
})
