import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { createFragmentCache, type Fragment } from '../../../src/publish/assemble/fragment-cache.ts'
import { openSpool, type Spool } from '../../../src/publish/deliver/spool.ts'

let dir: string
let spool: Spool

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'feedmill-cache-'))
  spool = openSpool(join(dir, 'spool'))
})
afterEach(() => {
  spool.close()
  rmSync(dir, { recursive: true })
})

function fragment(key: string, ...texts: readonly string[]): Fragment {
  return { key, updatedAt: 7, texts: texts.map((text) => Buffer.from(text)) }
}

function textsOf(cache: ReturnType<typeof createFragmentCache>, key: string): string[] | null {
  const found = cache.get(key)
  return found === null ? null : found.texts.map((text) => Buffer.from(text).toString())
}

const ONE = 'oneONE'.length

describe('fragments of a run', () => {
  it('are kept in memory as far as there is room, the latest longest', () => {
    const cache = createFragmentCache(null, { segments: 2, segmentBytes: ONE })
    for (const text of ['one', 'two', '3rd']) cache.put(fragment(text, text, text.toUpperCase()))
    assert.deepEqual([textsOf(cache, 'one'), textsOf(cache, 'two'), textsOf(cache, '3rd')], [null, ['two', 'TWO'], ['3rd', '3RD']])
    cache.put(fragment('one', 'one', ''))
    assert.deepEqual([textsOf(cache, 'one'), textsOf(cache, 'two')], [['one', ''], null])
  })

  it('are read out of the spool once they left it, as often as is asked', () => {
    const cache = createFragmentCache(spool, { segments: 1, segmentBytes: 2 * ONE })
    for (const text of ['one', 'two', '3rd', '4th', '5th']) cache.put(fragment(text, text, text.toUpperCase()))
    cache.put(fragment('empty', '', '二'))
    for (let time = 0; time < 3; time += 1) {
      const found = ['one', '4th', 'empty'].map((key) => textsOf(cache, key))
      assert.deepEqual(found, [['one', 'ONE'], ['4th', '4TH'], ['', '二']])
    }
    assert.equal(cache.get('two')?.updatedAt, 7)
  })

  it('stay what they were when their memory is used again', () => {
    const cache = createFragmentCache(spool, { segments: 1, segmentBytes: ONE })
    cache.put(fragment('one', 'one', 'ONE'))
    const found = cache.get('one')
    cache.put(fragment('two', 'two', 'TWO'))
    assert.deepEqual(found?.texts.map((text) => Buffer.from(text).toString()), ['one', 'ONE'])
  })

  it('that are larger than any piece of memory go into the spool at once', () => {
    const cache = createFragmentCache(spool, { segments: 1, segmentBytes: ONE })
    cache.put(fragment('small', 's'))
    cache.put(fragment('large', 'a long text', 'A LONG TEXT'))
    cache.put(fragment('other', 'o'))
    assert.deepEqual(['large', 'small', 'other'].map((key) => textsOf(cache, key)), [['a long text', 'A LONG TEXT'], ['s'], ['o']])
  })

  it('are rendered again where the spool has no room for them', () => {
    const cache = createFragmentCache(openSpool(join(dir, 'small'), { maxBytes: 4 }), { segments: 1, segmentBytes: ONE })
    cache.put(fragment('1', 'one', 'ONE'))
    cache.put(fragment('2', 'two', 'TWO'))
    cache.put(fragment('large', 'a long text'))
    assert.deepEqual([cache.get('1'), textsOf(cache, '2'), cache.get('large')], [null, ['two', 'TWO'], null])
  })

  it('are never another one, whatever is put, asked for and lost', () => {
    const step = fc.record({ key: fc.integer({ min: 0, max: 9 }), sizes: fc.array(fc.integer({ min: 0, max: 2 * ONE }), { minLength: 1, maxLength: 3 }), act: fc.constantFrom('put', 'put', 'get', 'get', 'get', 'fill the disk') })
    const bounds = fc.record({ segments: fc.integer({ min: 1, max: 3 }), segmentBytes: fc.integer({ min: 1, max: 3 * ONE }), maxBytes: fc.constantFrom(0, 5 * ONE, 1e9) })
    fc.assert(fc.property(bounds, fc.array(step, { maxLength: 60 }), ({ maxBytes, ...given }, steps) => {
      let room = 1e9
      const small = openSpool(join(dir, 'small'), { maxBytes, roomIn: () => room })
      const cache = createFragmentCache(small, given)
      const put = new Map<string, string[]>()
      for (const [n, { key, sizes, act }] of steps.entries()) {
        const texts = sizes.map((size, at) => String.fromCodePoint(97 + ((n * 3 + at) % 26)).repeat(size))
        if (act === 'put') cache.put(fragment(`${key}`, ...texts))
        if (act === 'put') put.set(`${key}`, texts)
        if (act === 'fill the disk') room = 0
        const found = act === 'get' ? textsOf(cache, `${key}`) : null
        if (found !== null || (act === 'get' && maxBytes === 1e9 && room > 0)) assert.deepEqual(found ?? undefined, put.get(`${key}`))
      }
      small.close()
    }))
  })
})
