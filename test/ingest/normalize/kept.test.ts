// What the store keeps of items and posts comes back as it was, whatever their texts hold; also from stores that had posts as JSON alone.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { bytesOfItem, bytesOfPost, type RawPost, readKept } from '../../../src/ingest/normalize/kept.ts'
import { rawPost } from '../../../src/ingest/normalize/post-body.ts'
import { postsSource, read } from '../../support/post-source.ts'

const TEXTS = ['', 'one', '\n', 'two\n\nblocks\n', '財經 \u{1f600}\n\u{feff}', '"}\n{"body":{"text":"forged"}}', '\u2028\u2029\\n']

function post(text: string): RawPost {
  const result = read('---\ntitle: "A\\nB"\n---\nbody', '_posts/2026-04-01-a.md', postsSource('jekyll'))
  assert.ok(result.kind === 'post')
  return rawPost(result.item, { ...result.body, text })
}

describe('what is kept of a post', () => {
  for (const text of TEXTS) {
    it(`comes back with the text ${JSON.stringify(text)}`, () => assert.deepEqual(readKept(bytesOfPost(post(text))), post(text)))
    it(`is read from the JSON of an older store with the text ${JSON.stringify(text)}`, () => assert.deepEqual(readKept(bytesOfItem(post(text))), post(text)))
  }

  it('holds its text as it is', () => assert.ok(Buffer.from(bytesOfPost(post('"財經"\n'))).toString().endsWith('}\n"財經"\n')))

  it('is read from the middle of other bytes', () => {
    const bytes = bytesOfPost(post('text'))
    const around = Buffer.concat([Buffer.from('x\n'), bytes, Buffer.from('\ny')])
    assert.deepEqual(readKept(around.subarray(2, 2 + bytes.length)), post('text'))
  })
})

it('what is kept of an item comes back', () => {
  const kept = { key: 'a', item: { title: '財經\n"' } }
  assert.deepEqual(readKept(bytesOfItem(kept)), kept)
})
