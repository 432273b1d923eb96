// What Jekyll's kramdown makes of Markdown, where it differs from CommonMark.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { renderMarkdown } from '../../../src/formats/markdown/markdown.ts'

const render = (text: string): string => renderMarkdown(text, 'kramdown').trimEnd()

describe('HTML blocks', () => {
  const cases = [
    { it: 'pass on as they are, Markdown within included', text: '<p>*as is*</p>\n\n*emphasis*', html: '<p>*as is*</p>\n<p><em>emphasis</em></p>' },
    { it: 'go on over blank lines to their end tag', text: '<div>\n*a*\n\n*b*\n</div>\n\n*c*', html: '<div>\n*a*\n\n*b*\n</div>\n<p><em>c</em></p>' },
    { it: 'end at their end tag without a blank line', text: '<div>a</div>\n*b*', html: '<div>a</div>\n<p><em>b</em></p>' },
    { it: 'count elements of one name in each other', text: '<div><div>*a*</div>\n\n*b*</div>\n\nc', html: '<div><div>*a*</div>\n\n*b*</div>\n<p>c</p>' },
    { it: 'stand side by side on a line', text: '<p>a</p><!-- c --><p>b</p>\n<https://e.example/>', html: '<p>a</p><!-- c --><p>b</p>\n<p><a href="https://e.example/">https://e.example/</a></p>' },
    { it: 'leave the rest of their line to Markdown', text: '<div>a</div> *b*', html: '<div>a</div><p><em>b</em></p>' },
    { it: 'interrupt a paragraph', text: 'a\n<div>b</div>\nc', html: '<p>a</p>\n<div>b</div>\n<p>c</p>' },
    { it: 'are none with elements that stand within lines', text: '<span>*a*</span>', html: '<p><span><em>a</em></span></p>' },
    { it: 'end at a blank line when they are never closed', text: '<div>*a*\n\n*b*', html: '<div>*a*\n<p><em>b</em></p>' },
    { it: 'hold none when they say so', text: '<div markdown="0">\n*a*\n</div>', html: '<div markdown="0">\n*a*\n</div>' },
    { it: 'hold Markdown when they say so', text: '<div markdown="1">\n*a*\n</div>', html: '<div markdown="1">\n<p><em>a</em></p>\n</div>' },
    { it: 'hold Markdown in an element within them that says so', text: '<div>\n<h3>*t*</h3>\n<div markdown = "1">\n* a\n{:toc}\n\n*b*\n</div>\n</div><!-- c -->\n\n*d*', html: '<div>\n<h3>*t*</h3>\n<div markdown = "1">\n<p><em>b</em></p>\n</div>\n</div><!-- c -->\n<p><em>d</em></p>' },
    { it: 'hold no Markdown beside such an element that is closed before them', text: '<div markdown="1">*a*\n</div>\n<div>*b*</div>', html: '<div markdown="1"><p><em>a</em></p>\n</div>\n<div>*b*</div>' },
    { it: 'show what is no tag', text: '<pre>\nMap<Tea, Cup> <b>x</b> <t@e.example> <T[]> </b,> a < b\n</pre>', html: '<pre>\nMap&lt;Tea, Cup> <b>x</b> &lt;t@e.example> &lt;T[]> &lt;/b,> a < b\n</pre>' },
    { it: 'are none within a paragraph where they are comments', text: 'a\n<!--more-->\nb', html: '<p>a\n<!--more-->\nb</p>' },
    { it: 'end a paragraph where they are comments with blank lines', text: 'a\n<!--b\n\nc-->\nd', html: '<p>a</p>\n<!--b\n\nc-->\n<p>d</p>' },
    { it: 'do not see tags in comments', text: '<div><!-- </div> -->*a*</div>\n\nb', html: '<div><!-- </div> -->*a*</div>\n<p>b</p>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(render(c.text), c.html))
})

describe('beginnings of comments in a paragraph', () => {
  const cases = [
    { it: 'that are never closed', text: `a\n${'<?b\n'.repeat(100_000)}` },
    { it: 'that one end closes', text: `a\n${'<!--\n'.repeat(100_000)}-->` },
  ]
  for (const c of cases) it(`cost what their length does, be they ever so many ${c.it}`, { timeout: 10_000 }, () => assert.match(render(c.text), /^<p>a\n/u))
})

describe('ends of blocks', () => {
  const cases = [
    { it: 'part two lists', text: '* a\n  b\n^\n\n* c', html: '<ul>\n<li>a\nb</li>\n</ul>\n<ul>\n<li>c</li>\n</ul>' },
    { it: 'part two paragraphs', text: 'a\n^ \nb\n\n^', html: '<p>a</p>\n<p>b</p>' },
    { it: 'end a quotation', text: '> a\n^\nb', html: '<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>' },
    { it: 'are text where anything stands beside them', text: 'a\n ^\n^b', html: '<p>a\n^\n^b</p>' },
    { it: 'are code in code', text: '```\n^\n```', html: '<pre><code>^\n</code></pre>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(render(c.text), c.html))
})

describe('links and signs', () => {
  const cases = [
    { it: 'an address in angle brackets', text: '<https://e.example/?a=1&b=2>', html: '<p><a href="https://e.example/?a=1&amp;b=2">https://e.example/?a=1&amp;b=2</a></p>' },
    { it: 'empty angle brackets are text', text: 'a <> b', html: '<p>a &lt;&gt; b</p>' },
    { it: 'a bare address is text', text: 'https://e.example/', html: '<p>https://e.example/</p>' },
    { it: 'quotes, dashes and dots', text: `"a" -- it's --- 'b'...`, html: '<p>“a” – it’s — ‘b’…</p>' },
    { it: 'not in code', text: '`"a" -- b...`', html: '<p><code>&quot;a&quot; -- b...</code></p>' },
    { it: 'not behind a backslash', text: String.raw`\"a\"`, html: '<p>&quot;a&quot;</p>' },
    { it: 'two backslashes at the end of a line, which break it', text: 'a\\\\\nb\\\\ c\\\\', html: '<p>a<br>\nb\\ c\\</p>' },
    { it: 'a backslash before a sign that needs none', text: String.raw`$a\,b\;c$ \% \& \* \~ [d\,e](f)`, html: String.raw`<p>$a\,b\;c$ \% \&amp; * ~ <a href="f">d\,e</a></p>` },
    { it: 'around emphasis', text: '"*a*" and "`b`"', html: '<p>“<em>a</em>” and “<code>b</code>”</p>' },
    { it: 'strong text between Chinese letters and signs', text: '他说**“好。”**然后', html: '<p>他说<strong>“好。”</strong>然后</p>' },
    { it: 'stars between blanks are text', text: '2 * 3 * 4', html: '<p>2 * 3 * 4</p>' },
    { it: 'strong and emphasised', text: '***a*** **b *c* d**', html: '<p><em><strong>a</strong></em> <strong>b <em>c</em> d</strong></p>' },
    { it: 'guillemets around what could be a tag', text: 'a <<b>> <b>c</b>', html: '<p>a «b» <b>c</b></p>' },
    { it: 'no Markdown in code of HTML', text: '"<code>__init__ -- *a*</code>" <kbd class="k">_b_</kbd> <code>*c*', html: '<p>“<code>__init__ -- *a*</code>” <kbd class="k">_b_</kbd> <code><em>c</em></p>' },
    { it: 'no link that ends within code of HTML', text: '[a <code>](/b) c</code>', html: '<p>[a <code>](/b) c</code></p>' },
    { it: 'an address with blanks', text: '![a](/tea cups (2).png "t") [b](c d)', html: '<p><img src="/tea%20cups%20(2).png" alt="a" title="t"> <a href="c%20d">b</a></p>' },
    { it: 'references with blanks before them', text: '[a *b*] [c], [d]\n[C] [e] [f]\n\n[c]: /g "h"', html: '<p><a href="/g" title="h">a <em>b</em></a>, <a href="/g" title="h">d</a> [e] [f]</p>' },
    { it: 'references to addresses with blanks, and comments in the form of one', text: '[a], [b c], [d]\n\n[a]: /tea cup.html\n[B c]:/e\n[//]: # to be written\n[//]:# too\n[d]: /f g "h"\ni', html: '<p><a href="/tea%20cup.html">a</a>, <a href="/e">b c</a>, <a href="/f%20g" title="h">d</a></p>\n<p>i</p>' },
    { it: 'no reference within a paragraph', text: 'a\n[//]: # b c', html: '<p>a\n[//]: # b c</p>' },
    { it: 'references beside links and pictures', text: '[a](/b) [c] ![d] [c]\n\n[c]: /e', html: '<p><a href="/b">a</a> <a href="/e">c</a> ![d] <a href="/e">c</a></p>' },
    { it: 'an address with a parenthesis that is escaped without need', text: String.raw`[a](/tea_(b\)) c [d](/e_(f\))`, html: '<p><a href="/tea_(b)">a</a> c <a href="/e_(f)">d</a></p>' },
    { it: 'no address beyond its line', text: '[b](c d\ne)', html: '<p>[b](c d\ne)</p>' },
    { it: 'mathematics is left alone', text: 'x $$a_b \\{c\\} *d*$$ y', html: String.raw`<p>x \(a_b \{c\} *d*\) y</p>` },
    { it: 'mathematics of its own', text: '$$\na < b\n$$', html: String.raw`<p>\[a &lt; b\]</p>` },
  ]
  for (const c of cases) it(c.it, () => assert.equal(render(c.text), c.html))
})

describe('attribute lists', () => {
  const cases = [
    { it: 'before a block', text: '{: .note #x key="v"}\nText', html: '<p class="note" id="x" key="v">Text</p>' },
    { it: 'behind a block', text: 'Text\n{: .note}', html: '<p class="note">Text</p>' },
    { it: 'behind a block and a blank line belong to the next', text: 'One\n\n{: .note}\nTwo', html: '<p>One</p>\n<p class="note">Two</p>' },
    { it: 'behind emphasis', text: '*a*{:.b} c', html: '<p><em class="b">a</em> c</p>' },
    { it: 'behind a link', text: `[a](/b){:title="t" target='_blank'}`, html: '<p><a href="/b" title="t" target="_blank">a</a></p>' },
    { it: 'behind an image', text: '![a](/b.png){: width="20"}', html: '<p><img src="/b.png" alt="a" width="20"></p>' },
    { it: 'behind plain text are text', text: 'a {:.b}', html: '<p>a {:.b}</p>' },
    { it: 'at the start of a list item', text: '- {:.b} a', html: '<ul>\n<li> a</li>\n</ul>' },
    { it: 'behind a list', text: '- a\n- b\n{: .c}', html: '<ul class="c">\n<li>a</li>\n<li>b</li>\n</ul>' },
    { it: 'that are defined for later', text: '{:ref: .b}\n\nText', html: '<p>Text</p>' },
    { it: 'that ask for a table of contents', text: '* TOC\n{:toc}\n\n# A', html: '<h1>A</h1>' },
    { it: 'that speak of one in a value', text: '* a\n{: title="our toc here"}', html: '<ul title="our toc here">\n<li>a</li>\n</ul>' },
    { it: 'that ask for one with a class', text: '1. TOC\n{:toc .note}\n\n# A', html: '<h1>A</h1>' },
    { it: 'of headings', text: '## A {#b}', html: '<h2>A</h2>' },
    { it: 'in a quotation', text: '> a\n{: .b}', html: '<blockquote class="b">\n<p>a</p>\n</blockquote>' },
    { it: 'comments of kramdown', text: 'a\n\n{::comment}\nhidden\n{:/comment}\n\nb', html: '<p>a</p>\n<p>b</p>' },
    { it: 'comments of kramdown within a line', text: 'a {::comment}*b*{:/comment} c{::comment}d{:/}', html: '<p>a  c</p>' },
    { it: 'HTML without Markdown', text: 'a {::nomarkdown}<b>*c*</b>{:/} {::nomarkdown}d', html: '<p>a <b>*c*</b> {::nomarkdown}d</p>' },
    { it: 'behind others', text: '![a](/b.png){: .c }{: width="7"}\n\n*d*\n{: .e}\n{: #f}', html: '<p><img src="/b.png" alt="a" class="c" width="7"></p>\n<p class="e" id="f"><em>d</em></p>' },
    { it: 'options of kramdown', text: '{::options parse_block_html="true" /}\n\na', html: '<p>a</p>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(render(c.text), c.html))
})

describe('texts between marks', () => {
  it('find their neighbours at once, however many marks lie between', () => {
    const stars = '*'.repeat(40_000)
    assert.match(render(`${stars}"a"${stars}`), /“a”/u)
  })
})
