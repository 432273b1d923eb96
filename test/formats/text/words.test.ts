import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { foldForWords, hasWord } from '../../../src/formats/text/words.ts'

describe('a word is found', () => {
  const cases = [
    { it: 'in any case', text: 'About SQLite.', word: 'sqlite', found: true },
    { it: 'not inside another', text: 'In trust we rust-proof', word: 'trust', found: true },
    { it: 'not at the end of another', text: 'We trust you', word: 'rust', found: false },
    { it: 'not at the beginning of another', text: 'rusty nails', word: 'rust', found: false },
    { it: 'beside signs', text: '(rust), "rust"', word: 'rust', found: true },
    { it: 'behind one inside another', text: 'trust rust', word: 'rust', found: true },
    { it: 'as several over a line end', text: 'The query\n   planner sleeps', word: 'query planner', found: true },
    { it: 'not as several in another order', text: 'planner query', word: 'query planner', found: false },
    { it: 'with signs of its own', text: 'C++ and C# are not C', word: 'c++', found: true },
    { it: 'that begins and ends with signs', text: 'see node.js!', word: '.js', found: true },
    { it: 'in Chinese wherever it stands', text: '大数据时代', word: '数据', found: true },
    { it: 'in Japanese', text: 'データベースの話', word: 'データベース', found: true },
    { it: 'in Korean with an ending', text: '데이터베이스는 빠르다', word: '데이터베이스', found: true },
    { it: 'in Latin letters between Chinese', text: '国产AI芯片', word: 'ai', found: true },
    { it: 'in Arabic as a whole', text: 'هذا كتاب جديد', word: 'كتاب', found: true },
    { it: 'in Arabic not inside another', text: 'هذا مكتبة', word: 'كتب', found: false },
    { it: 'with an accent written either way', text: 'Cafe\u0301 society', word: 'café', found: true },
    { it: 'beside a letter of two code units', text: 'x\u{1D400}rust', word: 'rust', found: false },
    { it: 'not where there is none', text: '', word: 'rust', found: false },
    { it: 'never as nothing', text: 'rust', word: '', found: false },
  ]
  for (const c of cases) it(c.it, () => assert.equal(hasWord(foldForWords(c.text), foldForWords(c.word)), c.found))

  it('behind a million marks on one letter, without bringing them in order', () => {
    assert.ok(hasWord(foldForWords(`a${'\u0301\u0323'.repeat(500_000)} rust`), 'rust'))
  })

  it('wherever it stands between blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }), (before, word, after) => {
        const folded = foldForWords(word)
        assert.equal(hasWord(foldForWords(`${before} . ${folded} . ${after}`), folded), folded !== '')
      }),
    )
  })
})
