import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { freeSlug, proposeSlug } from '../../src/model/slug.ts'
import type { Slug } from '../../src/model/taxonomy.ts'

describe('proposeSlug', () => {
  const cases = [
    { it: 'joins the syllables of Chinese', label: '21世纪经济报道', expect: '21shijijingjibaodao' },
    { it: 'makes a run of other signs one hyphen', label: '21世纪经济报道  南财', expect: '21shijijingjibaodao-nancai' },
    { it: 'reads a word, not its letters alone', label: '中国银行', expect: 'zhongguoyinhang' },
    { it: 'writes ü as v, as keyboards do', label: '绿色', expect: 'lvse' },
    { it: 'lowers Latin letters', label: 'TechWeb', expect: 'techweb' },
    { it: 'takes accents off', label: 'Économie Straße', expect: 'economie-strasse' },
    { it: 'romanizes Cyrillic', label: 'Новости дня', expect: 'novosti-dnya' },
    { it: 'romanizes kana', label: 'ニュース', expect: 'niyusu' },
    { it: 'keeps Arabic in one piece', label: 'أخبار', expect: 'khbr' },
    { it: 'knows signs alone by their name', label: '🎉', expect: 'tada' },
    { it: 'drops signs beside letters', label: 'C++', expect: 'c' },
    { it: 'is never empty', label: '---', expect: 'term' },
    { it: 'climbs out of no folder', label: '../../etc/passwd', expect: 'etc-passwd' },
    { it: 'is no device of Windows', label: 'CON', expect: 'con-term' },
    { it: 'has a bounded length', label: 'a'.repeat(500), expect: 'a'.repeat(80) },
  ]
  for (const c of cases) it(c.it, async () => assert.equal(await proposeSlug(c.label), c.expect))

  it('gives the next free one to a second term', () => {
    const taken = new Set(['c', 'c-2'])
    assert.equal(freeSlug('c' as Slug, (slug) => taken.has(slug)), 'c-3')
  })
})
