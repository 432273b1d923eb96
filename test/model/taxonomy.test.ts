import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { canonicalTerm, canonicalTerms, type Slug, type Taxonomy, termKey } from '../../src/model/taxonomy.ts'

const TAXONOMY: Taxonomy = {
  labels: new Map([[termKey('caijing'), '财经']]),
  labelled: new Map([
    [termKey('caijing'), 'caijing' as Slug],
    [termKey('财经'), 'caijing' as Slug],
  ]),
  aliases: new Map([[termKey('36kr'), '36氪']]),
  slugs: new Map(),
  drop: new Set([termKey('uncategorized')]),
}

describe('canonicalTerm', () => {
  const cases = [
    { it: 'keeps a term that nobody speaks of', label: 'Ruby', expect: 'Ruby' },
    { it: 'folds blanks', label: ' Ruby \n on  Rails ', expect: 'Ruby on Rails' },
    { it: 'knows a labelled term by its slug', label: '财经', expect: 'caijing' },
    { it: 'drops what nobody can see', label: '\u200B\u2060', expect: null },
    { it: 'drops letters and marks that nobody can see', label: '\u3164\uFE0F', expect: null },
    { it: 'follows an alias in any case', label: '36Kr', expect: '36氪' },
    { it: 'drops what the operator drops', label: 'Uncategorized', expect: null },
    { it: 'drops blanks', label: ' \u3000 ', expect: null },
  ]
  for (const c of cases) it(c.it, () => assert.equal(canonicalTerm(TAXONOMY, c.label)?.label ?? null, c.expect))

  it('keeps the first spelling of terms equal but for case and blanks', () => {
    const terms = ['TechWeb', 'Techweb', 'Tech Web', 'other'].map((label) => ({ label, scheme: null }))
    assert.deepEqual(canonicalTerms(TAXONOMY, terms).map((term) => term.label), ['TechWeb', 'other'])
  })
})
