// Typographic signs in titles, as SmartyPants has them.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { smarten } from '../../../src/formats/markdown/typography.ts'

describe('typographic signs', () => {
  const cases: readonly (readonly [plain: string, smart: string])[] = [
    ['"a" and \'b\'', '“a” and ‘b’'],
    ["it's, dogs', '90s", 'it’s, dogs’, ’90s'],
    [`"'a' b"`, '“‘a’ b”'],
    ['a -- b --- c...', 'a – b — c…'],
    ['<<a>>', '«a»'],
    ['("a")', '(“a”)'],
    ['说"你好"', '说”你好”'],
    ['"你好"', '“你好”'],
    ["'s and ('s 's", '’s and (‘s ‘s'],
    ['tea..."cup" "--cup', 'tea…“cup” “–cup'],
    ['"--cup', '”–cup'],
    ['红茶 " 绿茶', '红茶 “ 绿茶'],
    ['红茶　"绿茶', '红茶　”绿茶'],
    ['""tea"', '"”tea”'],
    [`tea"'cup`, 'tea”‘cup'],
    ['"_tea_" -- "*"', '“_tea_” – “*”'],
    ['no signs', 'no signs'],
  ]
  for (const [plain, smart] of cases) it(plain, () => assert.equal(smarten(plain), smart))
})
