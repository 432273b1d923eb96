// Which lines are code by their indent.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { isIndentedCode, NO_INDENTS } from '../../../../src/formats/markdown/marks/indented-code.ts'

describe('a line of four blanks', () => {
  const cases: readonly (readonly [it: string, text: string, code: readonly string[]])[] = [
    ['is code at the start, and behind a blank line', '    a\n\nb\n\n\tc', ['    a', '\tc']],
    ['is code behind another, blank lines between them', '    a\n    b\n\n      c', ['    a', '    b', '      c']],
    ['is none within a paragraph', 'a\n    b', []],
    ['is none in a list', '- a\n\n    b\n\n      c', []],
    ['is code where a list is over', '1. a\n\nb\n\n    c', ['    c']],
    ['is code whatever its sign', '    - a', ['    - a']],
  ]
  for (const [name, text, code] of cases) {
    it(name, () => {
      const before = { ...NO_INDENTS }
      assert.deepEqual(text.split('\n').filter((line) => isIndentedCode(before, line)), code)
    })
  }
})
