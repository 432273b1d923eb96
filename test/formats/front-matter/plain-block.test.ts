// Plain front matter read without a YAML parser: what it reads is what the parser reads, place for place.
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { parseDocument } from 'yaml'
import { type FrontValue, valuesOfYaml } from '../../../src/formats/front-matter/front-values.ts'
import { readPlainBlock } from '../../../src/formats/front-matter/plain-block.ts'

function byParser(block: string): FrontValue | null {
  const document = parseDocument(block, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' })
  assert.deepEqual(document.errors, [])
  const { root, repeated } = valuesOfYaml(document)
  assert.deepEqual(repeated, [])
  return root
}

describe('a plain block', () => {
  const blocks = [
    'title: One\n',
    'title: "One: two # three"\ndate: 2022-05-13 17:18:53 +0800\n',
    "title: 'One'   \n\n\ntags: [a, b c, \"d\", 'e' ]\n",
    'categories: []\nlayout:\n',
    'tags:\n  - a\n  - "b"\n\n  - c d\ntitle: x',
    'tags:\n- a\n- 1.10\nlast: ~\n',
    'title: 你好：世界\nno: no\nurl: https://example.org/a?b=c&d\n',
    'excerpt: a#b \nempty: ""\n__proto__: x\n',
  ]
  for (const block of blocks) {
    it(`is read as the parser reads it: ${JSON.stringify(block)}`, () => {
      const plain = readPlainBlock(block)
      assert.ok(plain !== null)
      assert.deepEqual(plain, byParser(block))
    })
  }

  const left = [
    'a: b: c\n', 'a: b # c\n', 'a: |\n  b\n', 'a: &x b\n', 'a: b\n  c\n', 'a: 1\na: 2\n', 'a: "b\\n"\n',
    'a: [b, [c]]\n', 'a: [b,]\n', 'a: {b: c}\n', '- a\n', 'a\n', '# a\n', 'a:\n  b: c\n', 'a: b:\n', 'a:\tb\n', 'a:\n - b\n  - c\n', "a: 'b''c'\n", 'a: [~]\n', '',
  ]
  for (const block of left) it(`is left to the parser: ${JSON.stringify(block)}`, () => assert.equal(readPlainBlock(block), null))

  it('is never read in another way than the parser does', () => {
    const piece = fc.constantFrom(
      'a', 'title', ':', ': ', ' ', '  ', '\n', '- ', '-', '[', ']', ', ', ',', '"', "'",
      '#', ' #', '~', 'null', '你', '1.10', '\u00A0', '\\', '&x', '*x', '!', '|', '>', '?', '? ', '%', '@', '{', '}', '\n  - ', '\nkey: ', '.',
    )
    const block = fc.array(piece, { maxLength: 14 }).map((pieces) => `key: ${pieces.join('')}`)
    fc.assert(
      fc.property(block, (text) => {
        const plain = readPlainBlock(text)
        if (plain !== null) assert.deepEqual(plain, byParser(text))
      }),
      { numRuns: 3000 },
    )
  })
})
