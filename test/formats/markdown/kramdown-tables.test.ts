// kramdown's tables, with and without the line below their head.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { renderMarkdown } from '../../../src/formats/markdown/markdown.ts'

const render = (text: string): string => renderMarkdown(text, 'kramdown').replaceAll(/>\s+</gu, '><').trim()
const table = (inside: string): string => `<table>${inside}</table>`
const row = (...cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
const body = (...rows: readonly string[]): string => table(`<tbody>${rows.join('')}</tbody>`)

describe('a table', () => {
  const cases = [
    { it: 'needs no line below its head', text: '| a | b |\n| c | d |', html: body(row('a', 'b'), row('c', 'd')) },
    { it: 'needs no pipes at its edges', text: 'a | b\nc | d', html: body(row('a', 'b'), row('c', 'd')) },
    { it: 'may be one line', text: 'a | *b*', html: body(row('a', '<em>b</em>')) },
    { it: 'has a head above the line', text: 'A | B\n--|--\n1 | 2', html: table(`<thead><tr><th>A</th><th>B</th></tr></thead><tbody>${row('1', '2')}</tbody>`) },
    {
      it: 'has columns that the line aligns',
      text: '|A|B|C|\n|:-|:-:|-:|\n|1|2|3|',
      html: table('<thead><tr><th style="text-align:left">A</th><th style="text-align:center">B</th><th style="text-align:right">C</th></tr></thead><tbody><tr><td style="text-align:left">1</td><td style="text-align:center">2</td><td style="text-align:right">3</td></tr></tbody>'),
    },
    { it: 'has a foot below equal signs', text: '|a|b|\n|=\n|c|d|', html: table(`<tbody>${row('a', 'b')}</tbody><tfoot>${row('c', 'd')}</tfoot>`) },
    { it: 'has a body for each further line of dashes', text: '|a|\n|-\n|b|\n|-\n|c|', html: table(`<thead><tr><th>a</th></tr></thead><tbody>${row('b')}</tbody><tbody>${row('c')}</tbody>`) },
    { it: 'fills up short rows', text: 'a | b\nc |', html: body(row('a', 'b'), row('c', '')) },
    { it: 'is not parted by pipes in code or escaped ones', text: 'a | `b|c` | d\\|e', html: body(row('a', '<code>b|c</code>', 'd|e')) },
    { it: 'has pipes in code of HTML', text: '| <code>a|b</code> | c |', html: body(row('<code>a|b</code>', 'c')) },
    { it: 'is none where the only pipes are in elements', text: '<a href="/b">a | b</a>', html: '<p><a href="/b">a | b</a></p>' },
    { it: 'may have attributes', text: '| a |\n{: .wide}', html: '<table class="wide"><tbody><tr><td>a</td></tr></tbody></table>' },
    { it: 'stands in a list', text: '- | a | b', html: `<ul><li>${body(row('a', 'b'))}</li></ul>` },
    { it: 'is none when a line follows that has no pipe', text: 'a | b\nc', html: '<p>a | b\nc</p>' },
    { it: 'is none within a paragraph', text: 'a\nb | c', html: '<p>a\nb | c</p>' },
    { it: 'is none with pipes in code alone', text: '`a|b`', html: '<p><code>a|b</code></p>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(render(c.text), c.html))

  const hostile = { pipes: '|'.repeat(20_000), rows: '| a\n'.repeat(20_000), ticks: '`| '.repeat(20_000), cut: `${'a | b\n'.repeat(5000)}c\n`, wide: `${'|a'.repeat(1000)}\n${'|b\n'.repeat(1000)}` }
  for (const [name, text] of Object.entries(hostile)) it(`is read in little time, however made: ${name}`, { timeout: 5000 }, () => assert.ok(render(text) !== ''))
})
