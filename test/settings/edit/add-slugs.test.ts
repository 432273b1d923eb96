// Slugs of an existing site on their way from a CSV into the config.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { Slug } from '../../../src/model/taxonomy.ts'
import { addSlugs } from '../../../src/settings/edit/add-slugs.ts'
import { parseSlugsCsv } from '../../../src/settings/edit/slugs-csv.ts'

const SLUGS = new Map([['示例报', 'shilibao' as Slug], ['A: b', 'a-b' as Slug]])
const added = (text: string) => addSlugs(text, SLUGS, 'feedmill.yaml').text

describe('slugs in the config', () => {
  const cases: readonly (readonly [it: string, text: string, expect: string])[] = [
    ['follow those that are there', 'taxonomy:\n  slugs:\n    x: y # mine\n\nserve: {}\n', 'taxonomy:\n  slugs:\n    x: y # mine\n    示例报: shilibao\n    "A: b": a-b\n\nserve: {}\n'],
    ['join the rest of the taxonomy', 'taxonomy:\n  drop: [x]\n', 'taxonomy:\n  drop: [x]\n  slugs:\n    示例报: shilibao\n    "A: b": a-b\n'],
    ['begin a taxonomy at the end', 'site: {}', 'site: {}\ntaxonomy:\n  slugs:\n    示例报: shilibao\n    "A: b": a-b\n'],
    ['go between braces', 'taxonomy: { slugs: { x: y } } # z\n', 'taxonomy: { slugs: { x: y, "示例报": shilibao, "A: b": a-b } } # z\n'],
    ['end their lines as the others do', 'taxonomy:\r\n  slugs:\r\n    x: y # mine\r\n', 'taxonomy:\r\n  slugs:\r\n    x: y # mine\r\n    示例报: shilibao\r\n    "A: b": a-b\r\n'],
    ['are not written twice', 'taxonomy: { slugs: { 示例报: shilibao, "a:b": a-b } }\n', 'taxonomy: { slugs: { 示例报: shilibao, "a:b": a-b } }\n'],
  ]
  for (const [name, text, expect] of cases) it(name, () => assert.equal(added(text), expect))

  it('refuses another slug for a term', () => assert.throws(() => added('taxonomy: { slugs: { 示例报: other } }\n'), /"示例报" has the slug "other", not "shilibao"/u))
  it('stay texts where they look like numbers', () => {
    assert.equal(addSlugs('taxonomy: { slugs: { x: y } }\n', new Map([['Year', '2026' as Slug]]), 'f').text, 'taxonomy: { slugs: { x: y, "Year": "2026" } }\n')
  })
  for (const empty of ['taxonomy:\n', 'taxonomy: {}\n', 'taxonomy:\n  slugs:\n  drop: [x]\n']) {
    it(`are told for writing by hand where nothing can be added to: ${JSON.stringify(empty)}`, () => assert.throws(() => added(empty), /cannot be added to by a program; by hand:\n {2}slugs:/u))
  }
  it('refuses a slug that another term has', () => assert.throws(() => added('taxonomy: { slugs: { Other: shilibao } }\n'), /the slug "shilibao" is that of "Other"/u))
})

describe('a CSV of slugs', () => {
  const cases: readonly (readonly [it: string, csv: string, expect: readonly (readonly string[])[]])[] = [
    ['has a term and its slug in a row', '示例报,shilibao\r\nA,a\r\n', [['示例报', 'shilibao'], ['A', 'a']]],
    ['may name its columns', '\uFEFFslug,label\nshilibao,示例报\n', [['示例报', 'shilibao']]],
    ['may have quotes', '"A, ""b""",a-b\n\n', [['A, "b"', 'a-b']]],
  ]
  for (const [name, csv, expect] of cases) it(name, () => assert.deepEqual([...parseSlugsCsv(csv, 'x.csv')], expect))

  it('refuses what may be half of a term, or another column than was meant', () => {
    assert.throws(() => parseSlugsCsv('News, sport,news-sport\n', 'x.csv'), /x\.csv:1: has more than two columns; a term with a comma/u)
    assert.throws(() => parseSlugsCsv('id,name,slug\n7,News,news\n', 'x.csv'), /x\.csv:1: has more than two columns/u)
    assert.deepEqual([...parseSlugsCsv('News,news,,\n', 'x.csv')], [['News', 'news']])
  })
  it('refuses quotes around a part of a column', () => assert.throws(() => parseSlugsCsv('"A" ,a\n"B,b\n', 'x.csv'), /x\.csv:1: has a quote[^]*x\.csv:2: has a quote/u))
  it('refuses what no file may be called on Windows', () => assert.throws(() => parseSlugsCsv('Foo,foo\nBar,con\n', 'x.csv'), /x\.csv:2: "con" is the name of a device/u))
  it('names every bad row', () => assert.throws(() => parseSlugsCsv('a,A b\n,x\nb,b\nb,c\n', 'x.csv'), /x\.csv:1: must be[^]*x\.csv:2: must be[^]*x\.csv:4: "b" has the slug "b" already/u))
})
