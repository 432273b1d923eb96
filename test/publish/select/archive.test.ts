import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { ArticleId } from '../../../src/model/article.ts'
import { archivePages, lateEntries, pagePaths } from '../../../src/publish/select/archive.ts'
import type { EntryRef, PageRecord } from '../../../src/store/store.ts'
import { sourceId } from '../mill.ts'

function page(n: number, entries = 3, isChanged = false): PageRecord {
  return { n, entries, isChanged }
}

function nameOf(path: string): string {
  return path.replace('archive/tag/a/', '')
}

describe('the archive of a feed', () => {
  const cases = [
    { it: 'is empty while the live document holds everything', pages: [], isOpen: false, expect: [] },
    { it: 'is a chain of its pages', pages: [page(1), page(2)], isOpen: false, expect: ['1', '2 < 1'] },
    { it: 'has an open page where entries came late', pages: [page(1)], isOpen: true, expect: ['1', '2-open < 1'] },
    { it: 'may be an open page alone', pages: [], isOpen: true, expect: ['1-open'] },
    { it: 'is linked past a page that was emptied', pages: [page(1), page(2, 0), page(3)], isOpen: false, expect: ['1', '3 < 1'] },
    { it: 'does not use the number of an emptied page again', pages: [page(1, 0)], isOpen: true, expect: ['2-open'] },
  ]
  for (const c of cases) {
    it(c.it, () => {
      const told = archivePages('tag/a', c.pages, c.isOpen).map(({ path, olderPath }) => `${nameOf(path)}${olderPath === null ? '' : ` < ${nameOf(olderPath)}`}`)
      assert.deepEqual(told, c.expect)
    })
  }

  it('says which pages changed: the open one always, as its entries are told only when they are asked for', () => {
    assert.deepEqual(archivePages('all', [page(1, 3, true), page(2)], true).map(({ n, isChanged }) => [n, isChanged]), [[1, true], [2, false], [null, true]])
  })
})

describe('late entries', () => {
  it('are in no page and not in the live document', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id): EntryRef => ({ articleId: id as ArticleId, sourceId: sourceId('ruby'), sortAt: 0, stamp: '' }))
    assert.ok(a !== undefined && b !== undefined && c !== undefined)
    assert.deepEqual(lateEntries([a, b], [c, a]), [b])
  })
})

describe('a page of the archive', () => {
  it('is found below the former addresses of its feed too', () => {
    const feed = { path: 'tag/haus', formerPaths: ['tag/house', 'tag/bank'] }
    assert.deepEqual(pagePaths({ path: 'archive/tag/haus/1' }, feed), ['archive/tag/haus/1', 'archive/tag/house/1', 'archive/tag/bank/1'])
  })
})
