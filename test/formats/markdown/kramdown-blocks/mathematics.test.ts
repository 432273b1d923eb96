// Mathematics that is a block to kramdown: nothing within it is Markdown.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { renderMarkdown } from '../../../../src/formats/markdown/markdown.ts'

const render = (text: string): string => renderMarkdown(text, 'kramdown').trimEnd()

describe('blocks of mathematics', () => {
  const cases = [
    { it: 'with pipes are no table', text: '$$ P(A|B) = x | y $$\n\na', html: '<p>\\[P(A|B) = x | y\\]</p>\n<p>a</p>' },
    { it: 'with signs and blank lines are no list', text: '$$\na\n\n- b\n+ c\n$$', html: '<p>\\[a\n\n- b\n+ c\\]</p>' },
    { it: 'stand in items', text: '- a\n\n  $$\n  b | c\n  $$', html: '<ul>\n<li>\n<p>a</p>\n<p>\\[b | c\\]</p>\n</li>\n</ul>' },
    { it: 'are none beside a text', text: 'a\n$$ b $$\nc', html: '<p>a\n\\(b\\)\nc</p>' },
    { it: 'are none that text follows', text: '$$ a $$ b', html: '<p>\\(a\\) b</p>' },
    { it: 'are none without an end', text: '$$ a\n\nb', html: '<p>$$ a</p>\n<p>b</p>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(render(c.text), c.html))
})
