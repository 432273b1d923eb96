import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { createFragmentCache, type Fragment } from '../../../src/publish/assemble/fragment-cache.ts'
import { openDirectory } from '../../../src/publish/deliver/directory.ts'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'feedmill-cache-'))
  writeFileSync(join(dir, 'all.rss'), '<rss>one two</rss>')
  writeFileSync(join(dir, 'all.atom'), '<feed>ONE TWO</feed>')
})
afterEach(() => rmSync(dir, { recursive: true }))

function fragment(key: string, ...texts: readonly string[]): Fragment {
  return { key, updatedAt: 7, texts: texts.map((text) => Buffer.from(text)) }
}

const paths = ['all.rss', 'all.atom']

async function textsOf(cache: ReturnType<typeof createFragmentCache>, key: string): Promise<string[] | null> {
  const found = await cache.get(key)
  return found === null ? null : found.texts.map((text) => Buffer.from(text).toString())
}

describe('fragments of a run', () => {
  it('are kept in memory as far as there is room, the latest used longest', async () => {
    const cache = createFragmentCache(openDirectory(dir), 12)
    cache.put(fragment('1', 'one', 'ONE'))
    cache.put(fragment('2', 'two', 'TWO'))
    await cache.get('1')
    cache.put(fragment('3', 'three', ''))
    assert.deepEqual([await textsOf(cache, '1'), await textsOf(cache, '2'), await textsOf(cache, '3')], [['one', 'ONE'], null, ['three', '']])
  })

  it('are read out of the files that hold them once they left it', async () => {
    const cache = createFragmentCache(openDirectory(dir), 6)
    cache.put(fragment('1', 'one', 'ONE'))
    cache.note('1', { paths, offsets: [5, 6] })
    cache.put(fragment('2', 'two', 'TWO'))
    assert.deepEqual(await textsOf(cache, '1'), ['one', 'ONE'])
    assert.deepEqual(await textsOf(cache, '1'), ['one', 'ONE'])
  })

  it('are not taken from a file that is another one by now, or gone', async () => {
    for (const spoil of [() => writeFileSync(join(dir, 'all.atom'), '<feed>ONe TWO</feed>'), () => rmSync(join(dir, 'all.rss'))]) {
      const cache = createFragmentCache(openDirectory(dir), 6)
      cache.put(fragment('1', 'one', 'ONE'))
      cache.note('1', { paths, offsets: [5, 6] })
      cache.put(fragment('2', 'two', 'TWO'))
      spoil()
      assert.equal(await cache.get('1'), null)
    }
  })
})
