// Blocks of code as kramdown reads them.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { renderMarkdown } from '../../../../src/formats/markdown/markdown.ts'

const render = (text: string): string => renderMarkdown(text, 'kramdown').trimEnd()

describe('code', () => {
  const cases = [
    { it: 'that is indented goes on to a blank line', text: '    a\nb\n    c\n\nd', html: '<pre><code>a b\nc\n</code></pre>\n<p>d</p>' },
    { it: 'goes on behind blank lines where they are followed by more', text: '    a\n\n\n\tb\n\nc', html: '<pre><code>a\n\n\nb\n</code></pre>\n<p>c</p>' },
    { it: 'ends at attributes', text: '    a\n{: .b}\nc', html: '<pre class="b"><code>a\n</code></pre>\n<p>c</p>' },
    { it: 'between fences', text: '~~~ go\na\n\n- b\n~~~', html: '<pre><code class="language-go">a\n\n- b\n</code></pre>' },
    { it: 'is none behind a fence that nothing closes', text: 'a\n\n~~~~\nb\n\n~~~\n*c*\n~~', html: '<p>a</p>\n<p>~~~~\nb</p>\n<p>~~~\n<em>c</em>\n~~</p>' },
    { it: 'is closed by a longer fence', text: '```\na\n~~~\n````\nb', html: '<pre><code>a\n~~~\n</code></pre>\n<p>b</p>' },
    { it: 'is not closed outside of what it is in', text: '- ```\n  a\n\n```\nb\n```', html: '<ul>\n<li>```\na</li>\n</ul>\n<pre><code>b\n</code></pre>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(render(c.text), c.html))
})
