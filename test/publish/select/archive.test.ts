import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import type { ArticleId } from '../../../src/model/article.ts'
import { archivePages, pagePaths } from '../../../src/publish/select/archive.ts'
import type { EntryRef } from '../../../src/store/store.ts'
import { sourceId } from '../mill.ts'

function ref(sortAt: number, id = String(sortAt)): EntryRef {
  return { articleId: id as ArticleId, sourceId: sourceId('ruby'), sortAt, stamp: '' }
}

/** Entries of the given days of the given years, newest first. */
function days(...given: readonly (readonly [year: number, count: number])[]): EntryRef[] {
  return given.flatMap(([year, count]) => Array.from({ length: count }, (_, day) => ref(Date.UTC(year, 0, 1 + day)))).reverse()
}

describe('the archive of a feed', () => {
  const cases = [
    { it: 'is empty while the live document holds everything', refs: days([2026, 3]), expect: [] },
    { it: 'has a page once it is full', refs: days([2026, 4]), expect: ['2026-1: 3'] },
    { it: 'has no page for what the live document still holds', refs: days([2026, 8]), expect: ['2026-1: 3', '2026-2: 3'] },
    { it: 'begins a page with each year', refs: days([2024, 4], [2026, 1]), expect: ['2024-1: 3', '2024-2: 1'] },
  ]
  for (const c of cases) {
    it(c.it, () => {
      const pages = archivePages('all', c.refs, 3)
      assert.deepEqual(pages.map(({ path, refs }) => `${path.replace('archive/all/', '')}: ${refs.length}`), c.expect)
    })
  }

  it('is a chain to the first entry, each page newest first', () => {
    const pages = archivePages('tag/a', days([2024, 4], [2025, 1], [2026, 2]), 3)
    assert.deepEqual(pages.map(({ path, olderPath }) => [path, olderPath]), [
      ['archive/tag/a/2024-1', null],
      ['archive/tag/a/2024-2', 'archive/tag/a/2024-1'],
      ['archive/tag/a/2025-1', 'archive/tag/a/2024-2'],
    ])
    assert.deepEqual(pages[0]?.refs.map(({ sortAt }) => new Date(sortAt).getUTCDate()), [3, 2, 1])
  })

  const sorted = fc.array(fc.integer({ min: Date.UTC(2019, 0), max: Date.UTC(2026, 0) }), { maxLength: 60 }).map((times) => times.sort((a, b) => b - a).map((at, n) => ref(at, String(n))))

  it('holds every entry that the live document does not', () => {
    fc.assert(
      fc.property(sorted, fc.integer({ min: 1, max: 9 }), (refs, limit) => {
        const shown = new Set([...refs.slice(0, limit), ...archivePages('all', refs, limit).flatMap((page) => page.refs)])
        assert.equal(shown.size, refs.length)
      }),
    )
  })

  it('keeps its pages as they are when newer entries arrive', () => {
    fc.assert(
      fc.property(sorted, fc.array(fc.nat(9_000_000_000), { maxLength: 20 }), fc.integer({ min: 1, max: 9 }), (refs, waits, limit) => {
        const latest = refs[0]?.sortAt ?? 0
        const arrived = waits.sort((a, b) => b - a).map((wait, n) => ref(latest + 1 + wait, `new ${n}`))
        const before = archivePages('all', refs, limit)
        assert.deepEqual(archivePages('all', [...arrived, ...refs], limit).slice(0, before.length), before)
      }),
    )
  })
})

describe('a page of the archive', () => {
  it('is found below the former addresses of its feed too', () => {
    const feed = { path: 'tag/haus', formerPaths: ['tag/house', 'tag/bank'] }
    const page = { path: 'archive/tag/haus/2026-1', olderPath: null, refs: [] }
    assert.deepEqual(pagePaths(page, feed), ['archive/tag/haus/2026-1', 'archive/tag/house/2026-1', 'archive/tag/bank/2026-1'])
  })
})
