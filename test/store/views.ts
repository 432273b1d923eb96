// What every Store must do for views: hold them to a plain reading of their definitions, whatever was saved before or after.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'vitest'
import type { Article } from '../../src/model/article.ts'
import type { Condition, View } from '../../src/model/feed.ts'
import { type TermKey, termKey } from '../../src/model/taxonomy.ts'
import type { Store } from '../../src/store/store.ts'
import type { Opened } from './contract.ts'
import { article, batch, NOON, source } from './samples.ts'

const DAY = 86_400_000
const tags = (...labels: readonly string[]): Condition => ({ kind: 'terms', of: 'tag', keys: labels.map((label): TermKey => termKey(label)) })
const words = (...list: readonly string[]): Condition => ({ kind: 'words', words: list })
const sources = (...ids: readonly string[]): Condition => ({ kind: 'sources', ids: ids.map(source) })
const languages = (...list: readonly string[]): Condition => ({ kind: 'languages', languages: list })
const all = (...of: readonly Condition[]): Condition => ({ kind: 'all', of })
const any = (...of: readonly Condition[]): Condition => ({ kind: 'any', of })
const not = (of: Condition): Condition => ({ kind: 'not', of })
const view = (where: Condition, parts: Partial<View> = {}): View => ({ id: 'mine', title: 'Mine', description: '', where, age: null, ...parts })

const ARTICLES: readonly Article[] = [
  article('one', 'a', { tags: ['SQLite'], language: 'en', title: 'On the query planner' }),
  article('one', 'b', { tags: ['Cats'], language: 'en-GB', contentHtml: '<p>The <b>query</b> planner</p>' }),
  article('two', 'c', { tags: ['sqlite'], language: 'zh-CN', summary: '数据库' }),
  article('two', 'd', { categories: ['SQLite'], language: null }),
]

/** @param open  makes an empty store */
export function viewsContract(name: string, open: () => Promise<Opened>): void {
  describe(`views of a store on ${name}`, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(async () => opened.discard())

    const held = async (id = 'mine'): Promise<string> => {
      const refs = await store.loadPage({ kind: 'view', of: id }, 100)
      const entries = await store.loadEntries(refs.map(({ articleId }) => articleId))
      const summary = (await store.loadFeeds()).find(({ key }) => key.kind === 'view' && key.of === id)
      assert.equal(summary?.entries ?? 0, refs.length, 'counted')
      return refs.map(({ articleId }) => entries.get(articleId)?.stored.article.guid ?? '?').sort().join('')
    }
    const saveAll = async (): Promise<void> => {
      for (const one of ARTICLES) await store.save(batch([one]))
    }
    const isListed = async (): Promise<boolean> => (await store.loadFeedsToWrite()).some(({ kind }) => kind === 'view')

    const cases: readonly { readonly it: string; readonly where: Condition; readonly holds: string }[] = [
      { it: 'by source', where: sources('one'), holds: 'ab' },
      { it: 'by tag, in any case', where: tags('SQLITE'), holds: 'ac' },
      { it: 'by category', where: { kind: 'terms', of: 'category', keys: [termKey('sqlite')] }, holds: 'd' },
      { it: 'by words in title, summary and text', where: words('Query Planner', '数据'), holds: 'abc' },
      { it: 'by language with its regions', where: languages('en'), holds: 'ab' },
      { it: 'by all', where: all(tags('sqlite'), languages('zh')), holds: 'c' },
      { it: 'by any', where: any(tags('cats'), languages('zh')), holds: 'bc' },
      { it: 'by what does not fit', where: not(languages('en')), holds: 'cd' },
      { it: 'by all of it', where: all(any(tags('sqlite'), words('planner')), not(sources('two'))), holds: 'ab' },
      { it: 'by nothing that there is', where: tags('dogs'), holds: '' },
    ]
    for (const c of cases) {
      it(`hold what fits ${c.it}, saved before or after`, async () => {
        await saveAll()
        await store.applyViews([view(c.where)])
        assert.equal(await held(), c.holds)
        const fresh = await open()
        await fresh.store.applyViews([view(c.where)])
        for (const one of ARTICLES) await fresh.store.save(batch([one]))
        assert.deepEqual(await fresh.store.loadPage({ kind: 'view', of: 'mine' }, 9), await store.loadPage({ kind: 'view', of: 'mine' }, 9))
        await fresh.discard()
      })
    }

    it('do nothing where nothing changed', async () => {
      await saveAll()
      await store.applyViews([view(words('planner'))])
      await store.clearFeedsToWrite(await store.loadFeedsToWrite())
      await store.applyViews([view(words('planner'))])
      await saveAll()
      assert.deepEqual(await store.loadFeedsToWrite(), [])
    })

    it('follow an article that changes, and are rewritten only then', async () => {
      await saveAll()
      await store.applyViews([view(all(words('planner'), not(tags('Secret'))))])
      await store.clearFeedsToWrite(await store.loadFeedsToWrite())
      await store.save(batch([article('two', 'd', { title: 'Elsewhere' })]))
      assert.deepEqual([await held(), await isListed()], ['ab', false])
      await store.save(batch([article('two', 'd', { title: 'A planner' })]))
      assert.deepEqual([await held(), await isListed()], ['abd', true])
      await store.save(batch([article('one', 'a', { tags: ['Secret'], title: 'On the query planner' })]))
      await store.save(batch([], { sourceId: source('one'), removed: ARTICLES.slice(1, 2).map(({ id }) => id) }))
      assert.equal(await held(), 'd')
      await store.retireSourcesExcept([source('one')])
      assert.equal(await held(), '')
      await store.retireSourcesExcept([source('one'), source('two')])
      assert.equal(await held(), 'd')
    })

    it('are worked out anew when their definition changes, and gone when it is', async () => {
      await saveAll()
      await store.applyViews([view(words('planner')), view(tags('cats'), { id: 'cats' })])
      await store.clearFeedsToWrite(await store.loadFeedsToWrite())
      await store.applyViews([view(words('数据')), view(tags('cats'), { id: 'cats' })])
      assert.deepEqual([await held(), await held('cats')], ['c', 'b'])
      assert.deepEqual(await store.loadFeedsToWrite(), [{ kind: 'view', of: 'mine' }])
      await store.applyViews([view(tags('cats'), { id: 'cats' })])
      assert.deepEqual([await held(), await held('cats')], ['', 'b'])
      await saveAll()
      assert.equal(await held(), '')
    })

    it('hold of a story the first article that fits, with the terms of all', async () => {
      const url = 'https://example.org/told'
      await store.applyViews([view(all(tags('B'), not(sources('one'))))])
      await store.save(batch([article('one', 'a', { url, tags: ['A'] })]))
      await store.save(batch([article('two', 'b', { url, tags: ['B'] })], { seenAt: NOON + 1 }))
      await store.save(batch([article('three', 'c', { url })], { seenAt: NOON + 2 }))
      assert.equal(await held(), 'b')
      await store.save(batch([], { sourceId: source('two'), removed: [article('two', 'b').id] }))
      assert.equal(await held(), '')
      await store.save(batch([article('one', 'a', { url, tags: ['B'] })], { seenAt: NOON + 3 }))
      assert.equal(await held(), 'c')
    })

    it('go back for their age from the newest article of the site', async () => {
      const aged = ['0', '1', '2', '3'].map((guid, days) => article('one', guid, { publishedAt: NOON - 10 * DAY + days * DAY }))
      await store.save(batch(aged.slice(0, 3)))
      await store.applyViews([view(sources('one'), { age: DAY })])
      assert.equal(await held(), '12')
      await store.save(batch(aged.slice(3)))
      assert.equal(await held(), '23')
      await store.clearFeedsToWrite(await store.loadFeedsToWrite())
      await store.save(batch([article('one', '0', { publishedAt: NOON - 10 * DAY, title: 'Old and changed' })]))
      assert.deepEqual([await held(), await isListed()], ['23', false])
      await store.save(batch([], { sourceId: source('one'), removed: aged.slice(3).map(({ id }) => id) }))
      await store.applyViews([view(sources('one'), { age: DAY })])
      assert.equal(await held(), '12')
    })
  })
}
