// Quotations as kramdown reads them: to the next blank line.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { renderMarkdown } from '../../../../src/formats/markdown/markdown.ts'

const render = (text: string): string => renderMarkdown(text, 'kramdown').trimEnd().replaceAll('\n', '')

describe('quotations', () => {
  const cases = [
    { it: 'hold a list right below', text: '> a\n- b\n- c\n\nd', html: '<blockquote><p>a</p><ul><li>b</li><li>c</li></ul></blockquote><p>d</p>' },
    { it: 'hold headings and code right below', text: '> a\n# b\n```\nc\n```', html: '<blockquote><p>a</p><h1>b</h1><pre><code>c</code></pre></blockquote>' },
    { it: 'are parted by a blank line', text: '> a\n\n> b', html: '<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>' },
    { it: 'within each other', text: '>> a\n> b\n>\n> c', html: '<blockquote><blockquote><p>ab</p></blockquote><p>c</p></blockquote>' },
    { it: 'end at an element that is a block', text: '> a\n<div>b</div>', html: '<blockquote><p>a</p></blockquote><div>b</div>' },
    { it: 'end at attributes', text: '> a\n{: .b}\nc', html: '<blockquote class="b"><p>a</p></blockquote><p>c</p>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(render(c.text), c.html))
})
