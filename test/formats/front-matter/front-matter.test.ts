// The block at the head of a post: where it ends, what its values are, what is refused, and what never runs.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { FrontValue } from '../../../src/formats/front-matter/front-values.ts'
import { type FrontMatterStyle, readFrontMatter } from '../../../src/formats/front-matter/front-matter.ts'

const PLAIN: FrontMatterStyle = {
  blankLinesBefore: false,
  dotsClose: false,
  dedentEnds: false,
  json: false,
  caselessKeys: false,
  openless: false,
  semicolons: false,
  tabsIndent: false,
}
const JEKYLL: FrontMatterStyle = { ...PLAIN, dotsClose: true, dedentEnds: true }
const HUGO: FrontMatterStyle = { ...PLAIN, blankLinesBefore: true, json: true, caselessKeys: true }
const HEXO: FrontMatterStyle = { ...PLAIN, openless: true, semicolons: true, tabsIndent: true }

/** Values as plain data: scalars as their text, quoted ones with quotes around. */
function shown(value: FrontValue): unknown {
  if (value.kind === 'scalar') return value.quoted ? JSON.stringify(value.text) : value.text
  if (value.kind === 'list') return value.items.map(shown)
  return Object.fromEntries([...value.entries].map(([key, inner]) => [key, shown(inner)]))
}

function read(text: string, style: FrontMatterStyle = PLAIN) {
  const front = readFrontMatter(text, style)
  if (front.kind === 'broken') return { error: `${front.error.line}:${front.error.column}: ${front.error.field === null ? '' : `${front.error.field}: `}${front.error.reason}` }
  return {
    fields: Object.fromEntries([...front.fields].map(([key, value]) => [key, shown(value)])),
    body: front.body,
    bodyLine: front.bodyLine,
    warnings: front.warnings.map(({ line, column, field, reason }) => `${line}:${column}: ${field ?? ''}: ${reason}`),
  }
}

describe('where the block is', () => {
  const cases = [
    { it: 'ends at the next line of dashes', text: '---\na: b\n---\nText', fields: { a: 'b' }, body: 'Text' },
    { it: 'lets blanks follow the dashes', text: '--- \na: b\n---\t \nText', fields: { a: 'b' }, body: 'Text' },
    { it: 'does not end at four dashes, dashes with text or indented ones', text: '---\na: |\n  ----\n  ---x\n  ---\n---\nText', fields: { a: '"----\\n---x\\n---\\n"' }, body: 'Text' },
    { it: 'ends at three dots in jekyll', text: '---\na: b\n...\nText', style: JEKYLL, fields: { a: 'b' }, body: 'Text' },
    { it: 'is none in a text without dashes', text: 'Text\n---\n', fields: {}, body: 'Text\n---\n' },
    { it: 'is none where four dashes open', text: '----\na: b\n----\n', fields: {}, body: '----\na: b\n----\n' },
    { it: 'is empty where nothing is between', text: '---\n---\nText', fields: {}, body: 'Text' },
    { it: 'is empty where only comments are', text: '---\n# nothing\n---\nText', fields: {}, body: 'Text' },
    { it: 'is TOML between pluses', text: '+++\na = "b"\nd = 2022-05-13\n+++\nText', style: HUGO, fields: { a: '"b"', d: '2022-05-13' }, body: 'Text' },
    { it: 'may hold what is no day within a text of TOML', text: '+++\na = "2022-02-31"\nd = 2024-02-29\n+++\n', style: HUGO, fields: { a: '"2022-02-31"', d: '2024-02-29' }, body: '' },
    { it: 'is JSON from brace to brace in hugo', text: '{\n"a": "}", "b": [1]\n}\nText', style: HUGO, fields: { a: '"}"', b: ['1'] }, body: '\nText' },
    { it: 'is text from brace to brace elsewhere', text: '{"a": 1}\n', fields: {}, body: '{"a": 1}\n' },
    { it: 'may follow blank lines in hugo', text: '\n \n---\na: b\n---\nText', style: HUGO, fields: { a: 'b' }, body: 'Text' },
    { it: 'may name its language', text: '---yaml\na: b\n---\nText', fields: { a: 'b' }, body: 'Text' },
    { it: 'may begin with its first key in hexo', text: 'a: b\nc:\n- d\n---\nText', style: HEXO, fields: { a: 'b', c: ['d'] }, body: 'Text' },
    { it: 'may begin with dashes there too', text: '---\na: b\n---\nText\n---\n', style: HEXO, fields: { a: 'b' }, body: 'Text\n---\n' },
    { it: 'is none there in a text with a line across', text: 'Text\n\n---\n', style: HEXO, fields: {}, body: 'Text\n\n---\n' },
    { it: 'is none there where nothing closes it', text: 'a: b\n\nText\n', style: HEXO, fields: {}, body: 'a: b\n\nText\n' },
    { it: 'needs its first dashes elsewhere', text: 'a: b\n---\nText', fields: {}, body: 'a: b\n---\nText' },
    { it: 'may have tabs and blanks for an indent in hexo', text: '---\na:\n\t- b\n  - c\nd:\n\te:\n\t\tf: g\n    h: i\n---\n\tText', style: HEXO, fields: { a: ['b', 'c'], d: { e: { f: 'g', h: 'i' } } }, body: '\tText' },
    { it: 'may have tabs for an indent in hexo', text: '---\na:\n\t- b\tc\n\t- d\n---\nText', style: HEXO, fields: { a: ['b\tc', 'd'] }, body: 'Text' },
    { it: 'is JSON without its braces between semicolons in hexo', text: ';;;\n"a": "b",\n"c": ["d;;;"]\n;;;\nText', style: HEXO, fields: { a: '"b"', c: ['"d;;;"'] }, body: 'Text' },
    { it: 'is the same without the first semicolons', text: '"a": "b",\n\t"c": 12\n;;; \nText', style: HEXO, fields: { a: '"b"', c: '12' }, body: 'Text' },
    { it: 'may have its braces there', text: ';;;\n{ "a": "b" }\n;;;\nText', style: HEXO, fields: { a: '"b"' }, body: 'Text' },
    { it: 'is none there in a text in quotes', text: '"Tea": a word\n\nText', style: HEXO, fields: {}, body: '"Tea": a word\n\nText' },
    { it: 'is none between semicolons elsewhere', text: ';;;\n"a": "b"\n;;;\n', fields: {}, body: ';;;\n"a": "b"\n;;;\n' },
    { it: 'ends with the file', text: '---\na: b\n---', fields: { a: 'b' }, body: '' },
  ]
  for (const c of cases) {
    it(c.it, () => {
      const { fields, body } = read(c.text, c.style)
      assert.deepEqual({ fields, body }, { fields: c.fields, body: c.body })
    })
  }

  it('tells the line on which the body begins', () => assert.equal(read('---\na: b\n---\nText').bodyLine, 4))

  it('warns of a block that blank lines make plain text', () => {
    assert.deepEqual(read('\n\n---\na: b\n---\n').warnings, ['3:1: : blank lines before the front matter make it plain text; remove them'])
  })
})

describe('values', () => {
  const cases = [
    { it: 'keeps the text of dates and numbers', text: 'd: 2022-05-13 17:18:53\nt: [1.10, 012, 0x1f, 1_000]', fields: { d: '2022-05-13 17:18:53', t: ['1.10', '012', '0x1f', '1_000'] } },
    { it: 'tells quoted texts from plain ones', text: `a: "no"\nb: 'no'\nc: no`, fields: { a: '"no"', b: '"no"', c: 'no' } },
    { it: 'takes null for absent, in lists too', text: 'a: ~\nb:\nc: null\nd: [x, ~, y]', fields: { d: ['x', 'y'] } },
    { it: 'reads maps and block lists', text: 'a:\n  b:\n    - c\n    - d', fields: { a: { b: ['c', 'd'] } } },
    { it: 'shares what aliases name', text: 'a: &x [1, 2]\nb: *x', fields: { a: ['1', '2'], b: ['1', '2'] } },
    { it: 'does not merge keys', text: 'a: &x {b: c}\nd:\n  <<: *x', fields: { a: { b: 'c' }, d: { '<<': { b: 'c' } } } },
    { it: 'reads what goes on without an indent, as libyaml does', text: "a: [\nx,\n'y'\n]\nb: \"One\n\ntwo: three\"\nc: 'It''s\nfour'", fields: { a: ['x', '"y"'], b: '"One  two: three"', c: `"It's four"` } },
    { it: "reads texts of Ruby's older YAML, whose closing quote has no indent", text: "a: ! 'Green tea\n\n\n  It''s hot.\n\n'\nb:\n- c: 1\n  d: ! 'x\n\n    y\n\n'\n- ! 'p\n\nq'", fields: { a: `"Green tea     It's hot.  "`, b: [{ c: '1', d: '"x      y  "' }, '"p  q"'] } },
    { it: 'takes a comment right behind quotes or brackets for one, as libyaml does', text: `a: [x, y]#z\nb: "t"# u\nc: 'it''s'#v\nd: {e: f}#g\nh: i#j`, fields: { a: ['x', 'y'], b: '"t"', c: `"it's"`, d: { e: 'f' }, h: 'i#j' } },
    { it: "reads a text in Ruby's old way of writing bytes", text: 'a: !binary |-\n  R3LDvG5lciBU\n  ZWU=\nb:\n- !binary |\n  6Iy2\n', fields: { a: '"Grüner Tee"', b: ['"茶"'] } },
    { it: 'reads Chinese keys and texts', text: '标题: 你好', fields: { 标题: '你好' } },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(read(`---\n${c.text}\n---\n`).fields, c.fields))

  it('takes the last of two equal keys and names both lines', () => {
    const { fields, warnings } = read('---\ntitle: a\nx: y\ntitle: b\n---\n')
    assert.deepEqual({ fields, warnings }, { fields: { title: 'b', x: 'y' }, warnings: ['4:1: title: given already in line 2; the last one counts'] })
  })

  it('reads no keys with less of an indent than the first in jekyll, and says so', () => {
    const { fields, warnings } = read('---\n# tea\n  title: a\n  # cup\n  tags:\n  - b\n date: y\n---\n', JEKYLL)
    assert.deepEqual(fields, { title: 'a', tags: ['b'] })
    assert.deepEqual(warnings, ['7:1: : the keys do not begin in one column, and nothing from here on is read; take the blanks from the first ones'])
  })

  it('forgets the case of keys in hugo', () => assert.deepEqual(read('---\nTitle: a\n---\n', HUGO).fields, { title: 'a' }))

  it('reads at most a thousand values of a list', () => {
    const front = readFrontMatter(`---\na: [${'x,'.repeat(1500)}]\n---\n`, PLAIN)
    const list = front.kind === 'read' ? front.fields.get('a') : undefined
    assert.equal(list?.kind === 'list' ? list.items.length : 0, 1000)
  })

  it('keeps __proto__ and constructor as the keys they are', () => {
    const front = readFrontMatter('---\n__proto__: {polluted: yes}\nconstructor: x\n---\n', PLAIN)
    assert.deepEqual(front.kind === 'read' ? [...front.fields.keys()] : [], ['__proto__', 'constructor'])
    assert.equal('polluted' in {}, false)
  })
})

describe('what is refused, with the place and the repair', () => {
  const cases = [
    { it: 'a block that is not closed', text: '---\ntitle: a\nText', error: '1:1: the front matter is not closed; end it with a line of ---' },
    { it: 'TOML that is not closed', text: '+++\ntitle = "a"\n', error: '1:1: the front matter is not closed; end it with a line of +++' },
    { it: 'a list', text: '---\n- a\n---\n', error: '2:1: the front matter is a list, not lines of `key: value`' },
    { it: 'a text', text: '---\njust text\n---\n', error: '2:1: the front matter is a text, not lines of `key: value`' },
    { it: 'a quote inside double quotes', text: '---\nx: y\ntitle: "He said "no" twice"\n---\n', error: `3:17: title: unescaped quote in a quoted text; write 'He said "no" twice'` },
    { it: 'both kinds of quotes', text: `---\ntitle: "It's "so""\n---\n`, error: String.raw`2:14: title: unescaped quote in a quoted text; write "It's \"so\""` },
    { it: 'an apostrophe inside single quotes', text: `---\ntitle: 'It's so'\n---\n`, error: `2:11: title: unescaped quote in a quoted text; write "It's so"` },
    { it: 'a quote that is never closed', text: '---\ntitle: "open\nx: y\n---\n', error: `2:8: title: the quote opened here is not closed; write 'open'` },
    { it: 'a list that is never closed', text: '---\ntags: [a,\nb\ntitle: c\n---\n', error: '3:1: tags: flow sequence in block collection must be sufficiently indented and end with a ]' },
    { it: 'a colon in a plain text', text: '---\ntitle: One: two\n---\n', error: `2:8: title: a colon in a text without quotes; write 'One: two'` },
    { it: 'a text that begins with a sign', text: '---\ntitle: @home\n---\n', error: `2:8: title: a text may not begin with @; write '@home'` },
    { it: 'an alias of nothing', text: '---\ntitle: *all* of it\n---\n', error: `2:8: title: a text may not begin with *; write '*all* of it'` },
    { it: 'a key without a blank behind it', text: '---\ntitle:x\ndate: y\n---\n', error: '2:1: title: write a blank behind title:' },
    { it: 'keys in different columns', text: '---\n title: x\ndate: y\n---\n', error: '3:1: date: the keys do not begin in one column; take the blanks from the first ones' },
    { it: 'a tab', text: '---\na:\n\tb: c\n---\n', error: '3:1: a: a tab indents this line; use blanks' },
    { it: 'a tag that makes objects', text: '---\nx: 1\na: !!js/function "function () {}"\n---\n', error: '3:18: a: the tag !!js/function is not read; remove it' },
    { it: 'a tag that makes bytes', text: '---\na: !!binary aGk=\n---\n', error: '2:13: a: the tag !!binary is not read; remove it' },
    { it: 'bad JSON', text: '{\n"a": b\n}\n', style: HUGO, match: /^1:1: Unexpected token 'b'$/u },
    { it: 'bad JSON between semicolons', text: ';;;\n"a": "b"\n"c": "d"\n;;;\n', style: HEXO, error: "3:1: Expected ',' or '}' after property value" },
    { it: 'semicolons that are not closed', text: ';;;\n"a": "b"\n', style: HEXO, error: '1:1: the front matter is not closed; end it with a line of ;;;' },
    { it: 'bad TOML', text: '+++\na = "b"\nc = \n+++\n', style: HUGO, match: /^3:\d+: / },
    { it: 'a day in TOML that there is not', text: '+++\na = "2022-02-31"\nd = 2022-02-31T10:00:00+08:00\n+++\n', style: HUGO, error: '3:5: Invalid TOML document: invalid date' },
    { it: 'another language', text: '---python\na = 1\n---\n', error: '1:1: ---python is no front matter that is read; write --- alone' },
  ]
  for (const c of cases) {
    it(c.it, () => {
      const { error } = read(c.text, c.style)
      if (c.match === undefined) assert.equal(error, c.error)
      else assert.match(error ?? '', c.match)
    })
  }
})

describe('hostile front matter', () => {
  for (const word of ['js', 'javascript', 'JS', 'JavaScript', 'coffee', 'cson', 'constructor', 'toString', 'hasOwnProperty', '__proto__']) {
    it(`never runs ---${word}`, () => {
      const front = readFrontMatter(`---${word}\n(globalThis.feedmillRan = true)\n---\n`, PLAIN)
      assert.equal('feedmillRan' in globalThis, false)
      assert.equal(front.kind === 'broken' || front.fields.size === 0, true)
    })
  }

  it('never runs a language named behind blanks', () => {
    assert.equal(read('--- js\n(globalThis.feedmillRan = true)\n---\n').error, '1:1: ---js is no front matter that is read; write --- alone')
    assert.equal('feedmillRan' in globalThis, false)
  })

  it('is refused again when it is read again', () => {
    const broken = '---\ntitle: "a" b\n---\n'
    assert.deepEqual(read(broken), read(broken))
    assert.ok('error' in read(broken))
  })

  it('is refused when aliases stand for too many values', () => {
    const levels = Array.from({ length: 9 }, (_, level) => `l${level}: &l${level} [${level === 0 ? 'x' : `*l${level - 1},`.repeat(9)}]`)
    assert.match(read(`---\n${levels.join('\n')}\n---\n`).error ?? '', /^\d+:\d+: l\d: more than 10000 values/u)
  })

  it('is refused beyond 64 KiB', () => assert.match(read(`---\na: ${'x'.repeat(70_000)}\n---\n`).error ?? '', /not closed within 64 KiB/u))

  it('is refused with more than a thousand blank lines in a row', () => {
    assert.match(read(`---\na: b\n${'\n'.repeat(1100)}c: d\n---\n`).error ?? '', /more than 1000 blank lines/u)
  })

  it('is refused, not overflowed by, lists in lists in lists', () => assert.ok('error' in read(`---\na: ${'['.repeat(60_000)}\n---\n`)))
})
