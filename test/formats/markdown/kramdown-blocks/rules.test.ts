// Lines of dashes and the like, as kramdown reads them: below headings, between blocks, and neither.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { renderMarkdown } from '../../../../src/formats/markdown/markdown.ts'

const render = (text: string): string => renderMarkdown(text, 'kramdown').trimEnd().replaceAll('\n', '')

describe('lines of signs', () => {
  const cases = [
    { it: 'are below headings of one line', text: 'a *b*\n---\nc\n\nd\n=\ne', html: '<h2>a <em>b</em></h2><p>c</p><h1>d</h1><p>e</p>' },
    { it: 'are a dash below several lines', text: 'a\nb\n---', html: '<p>ab—</p>' },
    { it: 'are text below a line that blanks do not part from what is above', text: '# a\nb\n---', html: '<h1>a</h1><p>b—</p>' },
    { it: 'are text in a paragraph', text: 'a\n***\nb', html: '<p>a***b</p>' },
    { it: 'stand between blocks', text: 'a\n\n---\n\n* * *\n_ _ _\nb', html: '<p>a</p><hr><hr><hr><p>b</p>' },
    { it: 'are below headings in items and quotations', text: '> a\n---\n\n- b\n---', html: '<blockquote><h2>a</h2></blockquote><ul><li><h2>b</h2></li></ul>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(render(c.text), c.html))
})
