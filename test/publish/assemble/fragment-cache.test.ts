import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

describe('fragments of a run', () => {
  it('are kept in memory as far as there is room, the latest used longest', () => {
    const cache = createFragmentCache(null, 12)
    cache.put(fragment('1', 'one', 'ONE'))
    cache.put(fragment('2', 'two', 'TWO'))
    cache.get('1')
    cache.put(fragment('3', 'three', ''))
    assert.deepEqual([textsOf(cache, '1'), textsOf(cache, '2'), textsOf(cache, '3')], [['one', 'ONE'], null, ['three', '']])
  })

  it('are read out of the spool once they left it, as often as they do', () => {
    const cache = createFragmentCache(spool, 6)
    cache.put(fragment('1', 'one', 'ONE'))
    cache.put(fragment('2', '', '二二'))
    for (let time = 0; time < 3; time += 1) assert.deepEqual([textsOf(cache, '1'), textsOf(cache, '2')], [['one', 'ONE'], ['', '二二']])
    assert.equal(cache.get('1')?.updatedAt, 7)
  })

  it('are rendered again where the spool has no room for them', () => {
    const cache = createFragmentCache(openSpool(join(dir, 'small'), { maxBytes: 4 }), 6)
    for (const key of ['1', '2']) cache.put(fragment(key, 'one', 'ONE'))
    assert.equal(cache.get('1'), null)
  })
})
