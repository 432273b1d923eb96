// Lists as kramdown reads them: what belongs to an item, and which of its paragraphs are shown as such.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { renderMarkdown } from '../../../../src/formats/markdown/markdown.ts'

const render = (text: string): string => renderMarkdown(text, 'kramdown').trimEnd().replaceAll('\n', '')

describe('lists', () => {
  const cases = [
    { it: 'within the items of numbered ones take two blanks', text: '1. a\n  - b\n  - c\n2. d', html: '<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>' },
    { it: 'of another kind are within, whatever their indent', text: '1. a\n- b\n2. c', html: '<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>' },
    { it: 'have items of any sign', text: '- a\n* b\n+ c', html: '<ul><li>a</li><li>b</li><li>c</li></ul>' },
    { it: 'count from one', text: '3. a\n4. b', html: '<ol><li>a</li><li>b</li></ol>' },
    { it: 'have numbers with dots', text: '1) a\n2) b', html: '<p>1) a2) b</p>' },
    { it: 'of any number interrupt a paragraph', text: 'a\n2. b', html: '<p>a</p><ol><li>b</li></ol>' },
    { it: 'have code in their items without blank lines', text: '1. a\n```\nb\n```\n2. c', html: '<ol><li>a<pre><code>b</code></pre></li><li>c</li></ol>' },
    { it: 'have code that begins like a list', text: '- a\n  ```\n  - b\n  ```\n- c', html: '<ul><li>a<pre><code>- b</code></pre></li><li>c</li></ul>' },
    { it: 'go on behind blank lines with what is indented', text: '- a\n\n  b\n\nc', html: '<ul><li><p>a</p><p>b</p></li></ul><p>c</p>' },
    { it: 'have tabs for four blanks', text: '-\ta\n\t-\tb\n\n\t\tc\n-\td', html: '<ul><li>a<ul><li><p>b</p><p>c</p></li></ul></li><li>d</li></ul>' },
    { it: 'show a paragraph as such where a blank line is behind it', text: '- a\n\n- b\n- c', html: '<ul><li><p>a</p></li><li>b</li><li>c</li></ul>' },
    { it: 'show a last one as those before', text: '- a\n\n- b', html: '<ul><li><p>a</p></li><li><p>b</p></li></ul>' },
    { it: 'show none for a blank line at their end', text: '- a\n- b\n\nc', html: '<ul><li>a</li><li>b</li></ul><p>c</p>' },
    { it: 'may begin with nothing', text: '- \n\n    a\n- b', html: '<ul><li><p>a</p></li><li>b</li></ul>' },
    { it: 'may hold signs that end lines elsewhere', text: '- \u2028\n- a\u2029b', html: '<ul><li></li><li>a\u2029b</li></ul>' },
    { it: 'end at a rule behind a blank line', text: '* a\n\n* * *\n\nb', html: '<ul><li>a</li></ul><hr><p>b</p>' },
    { it: 'end at an element that is a block', text: '- a\n<div>b</div>\n- c\n<br>\n- d', html: '<ul><li>a</li></ul><div>b</div><ul><li>c<br></li><li>d</li></ul>' },
    { it: 'take what is deeper below a list within as text of it', text: '1. a\n   - b\n  - c', html: '<ol><li>a<ul><li>b- c</li></ul></li></ol>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(render(c.text), c.html))
})
