import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { Slug, TermKey } from '../../src/model/taxonomy.ts'
import { type Pin, settleSlugs } from '../../src/store/slugs.ts'

const pin = (key: string, slug: string | null, ...former: string[]): Pin => ({ n: key.codePointAt(0) ?? 0, key: key as TermKey, slug: slug as Slug | null, formerSlugs: former as Slug[] })

describe('settleSlugs', () => {
  const cases = [
    { it: 'leaves alone what nobody fixed', pins: [pin('a', 'a'), pin('b', 'b', 'x')], fixed: {}, expect: [] },
    { it: 'leaves alone what already is where it should be', pins: [pin('a', 'eins')], fixed: { a: 'eins' }, expect: [] },
    { it: 'moves a term and keeps its old address', pins: [pin('a', 'a')], fixed: { a: 'eins' }, expect: [pin('a', 'eins', 'a')] },
    { it: 'moves a term back', pins: [pin('a', 'eins', 'a')], fixed: { a: 'a' }, expect: [pin('a', 'a', 'eins')] },
    { it: 'sends the holder of a fixed slug to the next free one', pins: [pin('a', 'x'), pin('b', 'b'), pin('c', 'x-2')], fixed: { b: 'x' }, expect: [pin('a', 'x-3'), pin('b', 'x', 'b')] },
    { it: 'lets two terms change places', pins: [pin('a', 'a'), pin('b', 'b')], fixed: { a: 'b', b: 'a' }, expect: [pin('a', 'b'), pin('b', 'a')] },
    { it: 'takes a former address away from its old owner', pins: [pin('a', 'eins', 'a'), pin('b', 'b')], fixed: { b: 'a' }, expect: [pin('a', 'eins'), pin('b', 'a', 'b')] },
    { it: 'does not send anyone to a former address of another', pins: [pin('a', 'x'), pin('b', 'b'), pin('c', 'c', 'x-2')], fixed: { b: 'x' }, expect: [pin('a', 'x-3'), pin('b', 'x', 'b')] },
    { it: 'gives a slug that two terms want to the first', pins: [pin('a', 'a'), pin('b', 'b')], fixed: { a: 'x', b: 'x' }, expect: [pin('a', 'x', 'a')] },
    { it: 'finds a place for a new term whose slug was held', pins: [pin('a', 'x'), pin('b', null)], fixed: { b: 'x' }, expect: [pin('a', 'x-2'), pin('b', 'x')] },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(settleSlugs(c.pins, new Map(Object.entries(c.fixed)) as Map<TermKey, Slug>), c.expect))
})
