// kramdown's definition lists and abbreviations.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { renderMarkdown } from '../../../src/formats/markdown/markdown.ts'

const render = (text: string): string => renderMarkdown(text, 'kramdown').replaceAll(/>\s+</gu, '><').trim()

describe('a definition list', () => {
  const cases = [
    { it: 'has terms and what they mean', text: 'a\n: one', html: '<dl><dt>a</dt><dd>one</dd></dl>' },
    { it: 'gives a term two meanings', text: 'a\n: one\n: *two*', html: '<dl><dt>a</dt><dd>one</dd><dd><em>two</em></dd></dl>' },
    { it: 'gives two terms one meaning', text: 'a\nb\n: one', html: '<dl><dt>a</dt><dt>b</dt><dd>one</dd></dl>' },
    { it: 'goes on after a blank line', text: 'a\n: one\n\nb\n: two\n\nText', html: '<dl><dt>a</dt><dd>one</dd><dt>b</dt><dd>two</dd></dl><p>Text</p>' },
    { it: 'has paragraphs where a blank line is before the colon', text: 'a\n\n: one', html: '<dl><dt>a</dt><dd><p>one</p></dd></dl>' },
    { it: 'holds blocks that are indented', text: 'a\n: one\n\n  - two', html: '<dl><dt>a</dt><dd>one\n<ul><li>two</li></ul></dd></dl>' },
    { it: 'holds another one', text: '- a\n  : one\n\nb\n: two', html: '<ul><li><dl><dt>a</dt><dd>one</dd></dl></li></ul><dl><dt>b</dt><dd>two</dd></dl>' },
    { it: 'is none without a blank behind the colon', text: 'a\n:one', html: '<p>a\n:one</p>' },
    { it: 'is none without a term', text: ': one', html: '<p>: one</p>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(render(c.text), c.html))
})

describe('an abbreviation', () => {
  const cases = [
    { it: 'has its long form wherever it stands', text: 'HTML and *HTML*\n\n*[HTML]: Hyper "Text"', html: '<p><abbr title="Hyper &quot;Text&quot;">HTML</abbr> and <em><abbr title="Hyper &quot;Text&quot;">HTML</abbr></em></p>' },
    { it: 'is a word of its own', text: 'XHTML HTMLS\n\n*[HTML]: x', html: '<p>XHTML HTMLS</p>' },
    { it: 'may be made of signs', text: 'C++ (x)\n\n*[C++]: See', html: '<p><abbr title="See">C++</abbr> (x)</p>' },
    { it: 'may have no long form', text: 'CSS\n\n*[CSS]:', html: '<p><abbr>CSS</abbr></p>' },
    { it: 'is none in code', text: '`HTML`\n\n*[HTML]: x', html: '<p><code>HTML</code></p>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(render(c.text), c.html))
})

describe('hostile words', () => {
  const texts = { terms: 'a\n'.repeat(100_000), colons: 'a\n: b\n'.repeat(5000), nested: 'a\n: '.repeat(2000), abbreviations: '*[a]: b\n'.repeat(50_000), short: `${Array.from({ length: 300 }, (_, n) => `*[${n}]: x`).join('\n')}\n\n${'1 '.repeat(20_000)}` }
  for (const [name, text] of Object.entries(texts)) it(`are read in little time: ${name}`, { timeout: 5000 }, () => assert.ok(render(text).length >= 0))
})
