import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { nearTerms } from '../../../src/run/commands/near-terms.ts'
import { type Slug, termKey, type TermRecord } from '../../../src/model/taxonomy.ts'

function term(label: string, slug: string, kind: TermRecord['kind'] = 'category'): TermRecord {
  return { kind, key: termKey(label), label, slug: slug as Slug, formerSlugs: [] }
}

describe('names that are nearly the same', () => {
  const cases: readonly (readonly [it: string, records: readonly TermRecord[], near: boolean])[] = [
    ['differ in signs', [term('Tech-Web', 'tech-web'), term('Tech.Web', 'techweb')], true],
    ['had one slug but for its number', [term('C++', 'cweekly'), term('C#', 'cweekly-2')], true],
    ['differ in an addition', [term('示例报', 'shilibao'), term('示例报网', 'shilibaowang')], true],
    ['differ in one letter', [term('36Kr', '36kr'), term('36氪', '36ke')], true],
    ['do not differ in a number', [term('第1日报', 'di1ribao'), term('第2日报', 'di2ribao')], false],
    ['are of one kind', [term('Alpha', 'alpha'), term('Alphas', 'alphas', 'tag')], false],
    ['are long enough to tell', [term('abc', 'abc'), term('abd', 'abd')], false],
  ]
  for (const [name, records, near] of cases) it(name, () => assert.equal(nearTerms(records).length, near ? 1 : 0))
})
