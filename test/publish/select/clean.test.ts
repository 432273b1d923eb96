import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { plainLinesOrNull, plainText, safeUrl } from '../../../src/publish/select/clean.ts'

describe('a text', () => {
  const unseen = ['', ' \t\n', '\u200b\u2060', '\u3164', '\u007f\u0085', '\ufeff\ud800\u007f', '\u0001\ufffe']
  for (const text of unseen) it(`of which nothing is left to see is none: ${JSON.stringify(text)}`, () => assert.deepEqual([plainText(text), plainLinesOrNull(text)], ['', null]))

  it('keeps what can be seen, with all that belongs to it', () => {
    assert.deepEqual(['\u200b茶', ' a \n b\ud800', '👩‍🚀'].map(plainText), ['\u200b茶', 'a b', '👩‍🚀'])
    assert.equal(plainLinesOrNull(' a\r\nb '), 'a\nb')
  })
})

describe('an address', () => {
  const cases = [
    { it: 'keeps its fragment', url: 'https://a.example/p?q=1#part', expect: 'https://a.example/p?q=1#part' },
    { it: 'has one fragment', url: 'https://a.example/p#a#b#', expect: 'https://a.example/p#a%23b%23' },
    { it: 'may end in an empty one', url: 'https://a.example/p#', expect: 'https://a.example/p#' },
    { it: 'is percent-encoded where RFC 3986 asks for it', url: 'https://a.example/[x]|{y}%zz%20', expect: 'https://a.example/%5Bx%5D%7C%7By%7D%25zz%20' },
    { it: 'is none that a browser would run', url: 'javascript:alert(1)', expect: null },
  ]
  for (const { it: sentence, url, expect } of cases) it(sentence, () => assert.equal(safeUrl(url), expect))

  it('costs linear time, whatever is in it', () => {
    const signs = 1_000_000 // took minutes
    assert.equal(safeUrl(`https://a.example/${'#'.repeat(signs)}`)?.length, 'https://a.example/#'.length + 3 * (signs - 1))
  })
})
