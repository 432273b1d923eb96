import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { compileQuery, compileTemplate } from '../../../../src/ingest/parse/json/expressions.ts'

const RECORD: unknown = JSON.parse('{"code":"a&b","title":" \\"T\\" ","tags":["x","","y"],"n":12,"link":"https://e.example/?a=1","none":null,"deep":{"o":{"p":"q"}},"__proto__":{"polluted":"p"}}')

describe('a template', () => {
  const cases: readonly (readonly [it: string, template: string, inUrl: boolean, expect: readonly string[]])[] = [
    ['is JMESPath', 'deep.o.p', false, ['q']],
    ['takes a number for its digits', 'n', false, ['12']],
    ['gives every text of a list, none of them blank', 'tags', false, ['x', 'y']],
    ['gives nothing for null and objects', 'none || deep', false, []],
    ['fills braces', '{title}新闻{n}', false, ['"T"新闻12']],
    ['is none with a hole in it', '{nope}新闻', false, []],
    ['encodes what goes into an address', 'https://e.example/?c={code}', true, ['https://e.example/?c=a%26b']],
    ['leaves an address that it begins with', '{link}&b=2', true, ['https://e.example/?a=1&b=2']],
    ['finds nothing in a prototype', 'constructor.name', false, []],
    ['gives nothing where a function takes another type', "join(',', n)", false, []],
  ]
  for (const [name, template, inUrl, expect] of cases) it(name, () => assert.deepEqual(compileTemplate(template, inUrl)(RECORD), expect))
})

describe('a query', () => {
  for (const record of [null, 'text', 7, []]) it(`finds nothing in ${JSON.stringify(record)}`, () => assert.equal(compileQuery('data.list')(record), null))
})
