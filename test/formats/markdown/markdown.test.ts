// Markdown as the families of site generators read it, footnotes in all of them, and time on hostile texts.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { type MarkdownFlavour, renderMarkdown } from '../../../src/formats/markdown/markdown.ts'

const render = (text: string, flavour: MarkdownFlavour): string => renderMarkdown(text, flavour).trimEnd()

describe('flavours', () => {
  const cases: readonly (readonly [it: string, flavour: MarkdownFlavour, text: string, html: string])[] = [
    ['tables', 'bare', '| a |\n|---|\n| b |', '<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>'],
    ['bare addresses stay text', 'bare', 'see https://e.example/', '<p>see https://e.example/</p>'],
    ['bare addresses become links', 'linked', 'see https://e.example/', '<p>see <a href="https://e.example/">https://e.example/</a></p>'],
    ['names of hosts stay text', 'linked', 'see readme.md and e.example', '<p>see readme.md and e.example</p>'],
    ['line ends stay blanks', 'linked', 'a\nb', '<p>a\nb</p>'],
    ['line ends break', 'broken', 'a\nb', '<p>a<br>\nb</p>'],
    ['quotes stay straight', 'bare', `"a" -- it's`, '<p>&quot;a&quot; -- it\'s</p>'],
    ['Markdown within HTML', 'bare', '<div>\n\n*a*\n\n</div>', '<div>\n<p><em>a</em></p>\n</div>'],
    ['headings without their address', 'linked', '## A {#b-c}', '<h2>A</h2>'],
    ['headings without their attributes', 'goldmark', '## A{#b}\n\nB { #茶 .c d="e f" g=1 }\n---\n\n# C {.d}', '<h2>A</h2>\n<h2>B</h2>\n<h1>C</h1>'],
    ['blocks without their attributes', 'goldmark', '![a](b.png)\n{.c}\n\n# D\n{.c}\nE\n{ .c width="2" }\n\n| f |\n|---|\n\n{.c}\n\n- g\n  {#h}', '<p><img src="b.png" alt="a"></p>\n<h1>D</h1>\n<p>E</p>\n<table>\n<thead>\n<tr>\n<th>f</th>\n</tr>\n</thead>\n</table>\n<ul>\n<li>g</li>\n</ul>'],
    ['blocks with other braces', 'goldmark', 'a\n{b}\n\n{c} {.d}\n\n```\n{.e}\n```', '<p>a\n{b}</p>\n<p>{c} {.d}</p>\n<pre><code>{.e}\n</code></pre>'],
    ['headings with other braces', 'goldmark', '# A {b}\n\n# {#c} d\n\n# {{e}}', '<h1>A {b}</h1>\n<h1>{#c} d</h1>\n<h1>{{e}}</h1>'],
    ['definitions', 'goldmark', 'Tea\n: A *drink*\n: A meal\n\nb', '<dl>\n<dt>Tea</dt>\n<dd>A <em>drink</em></dd>\n<dd>A meal</dd>\n</dl>\n<p>b</p>'],
    ['definitions stay text', 'linked', 'Tea\n: A drink', '<p>Tea\n: A drink</p>'],
    ['bare addresses become links', 'goldmark', 'see https://e.example/', '<p>see <a href="https://e.example/">https://e.example/</a></p>'],
    ['boxes', 'docusaurus', ':::note\n\n*a*\n\n:::\n\nb', '<aside>\n<p><strong>Note</strong></p>\n<p><em>a</em></p>\n</aside>\n<p>b</p>'],
    ['boxes with a title', 'docusaurus', ':::tip[A *b*]{.c}\nd\n:::', '<aside>\n<p><strong>A <em>b</em></strong></p>\n<p>d</p>\n</aside>'],
    ['boxes in boxes', 'docusaurus', '::::info A\n:::danger\nb\n:::\nc\n::::', '<aside>\n<p><strong>A</strong></p>\n<aside>\n<p><strong>Danger</strong></p>\n<p>b</p>\n</aside>\n<p>c</p>\n</aside>'],
    ['boxes in quotes and lists, to their end', 'docusaurus', '> :::note\n> a\n\n- :::tip\n  b\n\nc', '<blockquote>\n<aside>\n<p><strong>Note</strong></p>\n<p>a</p>\n</aside>\n</blockquote>\n<ul>\n<li>\n<aside>\n<p><strong>Tip</strong></p>\n<p>b</p>\n</aside>\n</li>\n</ul>\n<p>c</p>'],
    ['colons in code end no box', 'docusaurus', ':::note\n```\n:::\n```\n:::\na', '<aside>\n<p><strong>Note</strong></p>\n<pre><code>:::\n</code></pre>\n</aside>\n<p>a</p>'],
    ['boxes that fold', 'vuepress', '::: details More <b>\na\n:::', '<details>\n<summary>More <b></summary>\n<p>a</p>\n</details>'],
    ['boxes of other names, where they have a title', 'vuepress', "::: theorem Newton's *first*\na\n:::\n\n:::b[C]\nd\n:::", "<aside>\n<p><strong>Newton's <em>first</em></strong></p>\n<p>a</p>\n</aside>\n<aside>\n<p><strong>C</strong></p>\n<p>d</p>\n</aside>"],
    ['what is no title of a box', 'vuepress', '::: tabs#a\nb\n:::\n\n::: card title="c" icon=d\ne\n:::\n\n::: slide @auto\nf\n:::', '<p>b</p>\n<p>e</p>\n<p>f</p>'],
    ['names of tabs', 'vuepress', '::: code-tabs#a\n@tab b\n```\nc\n```\n@tab:active *d*#e\nf\n@tab\ng\n:::\n\n@tabs', '<p><strong>b</strong></p>\n<pre><code>c\n</code></pre>\n<p><strong><em>d</em></strong></p>\n<p>f</p>\n<p>g</p>\n<p>@tabs</p>'],
    ['what holds no templates', 'vuepress', '::: v-pre\n*{{ a }}*\n:::', '<p><em>{{ a }}</em></p>'],
    ['what stands for a layout', 'vuepress', 'a\n::: center\nb\n:::', '<p>a</p>\n<p>b</p>'],
    ['colons stay text', 'linked', ':::note', '<p>:::note</p>'],
    ['the list of headings', 'vuepress', '[[TOC]]\n\na', '<p>a</p>'],
    ['titles of code, and none of the marks of its lines', 'docusaurus', '```js title="a<b.js" {1}\n// highlight-next-line\na\n  {/* highlight-end */}\n```', '<p>a&lt;b.js</p>\n<pre><code class="language-js">a\n</code></pre>'],
    ['links to notes as words', 'obsidian', '[[A]] [[B/C#D|*e*]] [[#F]] [[G#H]] `[[i]]` [[j', '<p>A *e* F G &gt; H <code>[[i]]</code> [[j</p>'],
    ['embeds', 'obsidian', '![[a b.png]] ![[c.JPG|100x50]] ![[d.mp3]] ![[e]] ![[f g.pdf#page=2]]', '<p><img src="a%20b.png" alt="a b.png"> <img src="c.JPG" alt="c.JPG" width="100" height="50"> <audio src="d.mp3" controls=""></audio> e <a href="f%20g.pdf#page=2">f g.pdf</a></p>'],
    ['no comments', 'obsidian', 'a %%b%% c\n\n%%\nd\n\ne\n%%\n\nf `%%g%%` 5%% h\ni%%', '<p>a  c</p>\n<p>f <code>%%g%%</code> 5</p>'],
    ['no comments over paragraphs', 'obsidian', 'a %%b\n\nc%% d\n\n```\n%%e%%\n```', '<p>a  d</p>\n<pre><code>%%e%%\n</code></pre>'],
    ['code that a line of begins like a comment, and what follows', 'obsidian', 'a `b\n%%c%%` d\n\ne', '<p>a <code>b %%c%%</code> d</p>\n<p>e</p>'],
    ['no comment that does not end', 'obsidian', 'a\n%%\nb\n\nc', '<p>a</p>'],
    ['highlights', 'obsidian', '==a *b*== c == d ==e', '<p><mark>a <em>b</em></mark> c == d ==e</p>'],
    ['callouts', 'obsidian', '> [!note]\n> a\n\n> [!tip]- B *c*\n\n> [d]', '<blockquote>\n<p><strong>Note</strong><br>\na</p>\n</blockquote>\n<blockquote>\n<p><strong>B <em>c</em></strong></p>\n</blockquote>\n<blockquote>\n<p>[d]</p>\n</blockquote>'],
    ['no names of blocks', 'obsidian', 'a ^b-1\n\n- c ^d\n\n2^3', '<p>a</p>\n<ul>\n<li>c</li>\n</ul>\n<p>2^3</p>'],
    ['tables with links in them', 'obsidian', '| a |\n|---|\n| [[b\\|c]] |', '<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>\n</tr>\n</tbody>\n</table>'],
    ['addresses of files', 'docusaurus', '![a](pathname:///b.png)', '<p><img src="/b.png" alt="a"></p>'],
  ]
  for (const [name, flavour, text, html] of cases) it(`${flavour}: ${name}`, () => assert.equal(render(text, flavour), html))
})

it('links to notes where they have pages', () => {
  assert.equal(renderMarkdown('[[A#b|c]] [[A.md]] [[toString]]', 'obsidian', { links: { A: 'https://example.org/a' } }).trimEnd(), '<p><a href="https://example.org/a">c</a> <a href="https://example.org/a">A.md</a> toString</p>')
})

const list = (...notes: string[]): string => `\n<hr />\n<ol>\n${notes.map((note) => `<li>${note}</li>`).join('\n')}\n</ol>`

describe('footnotes', () => {
  const cases: readonly (readonly [it: string, text: string, html: string])[] = [
    ['are numbered as they are referred to', 'a[^x] b[^1]\n\n[^1]: One\n[^x]: *X*', `<p>a<sup>1</sup> b<sup>2</sup></p>${list('<em>X</em>', 'One')}`],
    ['go on over indented lines', 'a[^1]\n\n[^1]: One\n    two\n\nb', `<p>a<sup>1</sup></p>\n<p>b</p>${list('One\ntwo')}`],
    ['go on over blank lines before indented ones, with blocks of their own', 'a[^1]\n\n[^1]: One\n\n\n    two\n\n\t\tcode\n\n    - b\n\nc', `<p>a<sup>1</sup></p>\n<p>c</p>${list('\n<p>One</p>\n<p>two</p>\n<pre><code>code\n</code></pre>\n<ul>\n<li>b</li>\n</ul>\n')}`],
    ['may be a block below their name', 'a[^1]\n\n[^1]:\n    - b\n    - c', `<p>a<sup>1</sup></p>${list('\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n')}`],
    ['end before what ends a paragraph', 'a[^1]\n\n[^1]: One\ntwo\n# b', `<p>a<sup>1</sup></p>\n<h1>b</h1>${list('One\ntwo')}`],
    ['may name others within', 'a[^1]\n\n[^1]: One[^2]\n\n    [^2]: Two', `<p>a<sup>1</sup></p>${list('One<sup>2</sup>', 'Two')}`],
    ['may refer to each other', 'a[^1]\n\n[^1]: One[^2]\n[^2]: Two[^1]', `<p>a<sup>1</sup></p>${list('One<sup>2</sup>', 'Two<sup>1</sup>')}`],
    ['are not shown when nobody refers to them', 'a\n\n[^1]: One', '<p>a</p>'],
    ['that are not there are text', 'a[^1]', '<p>a[^1]</p>'],
    ['are no links', 'a[^1]\n\n[^1]: https://e.example/', `<p>a<sup>1</sup></p>${list('https://e.example/')}`],
  ]
  for (const [name, text, html] of cases) it(name, () => assert.equal(render(text, 'bare'), html))
  it('may stand within a text where notes or pages have such', () => {
    const html = `<p>a<sup>1</sup> b<sup>2</sup> c^[] ^[d</p>${list('<em>A</em> [e](f)', 'B')}`.replace('[e](f)', '<a href="f">e</a>')
    for (const flavour of ['obsidian', 'vuepress'] as const) assert.equal(render('a^[*A* [e](f)] b[^1] c^[] ^[d\n\n[^1]: B', flavour), html)
  })
})

describe('hostile texts', () => {
  const bait = ['%%', '%%a\n', '==', '==a', '[[', '![[a|', '> [!a]\n', '<div>', '<div ', '<!--', '</div>', '<', '*', '**a ', '`', '[', '![', '$$', '{:', '{: a', '[^1]', '[^1]: ', '"', '\\', '| a ', '> ', '- ', '<p><div>', '*a*{:.b}', '&', '<a href="', 'a\n: ', ':::note\n', '::::a\n:::', ':::', '# {', '# {.a ', '- a\n', '1. ', '- a\n\n', '- > ', '> a\n', '    a\n\n', '```\n', '````\n```\n', '$$ a\n\n', 'a\n---\n', '^\n', '[a] ', '^[', '^[a]', '@tab ']
  for (const flavour of ['kramdown', 'broken', 'goldmark', 'docusaurus', 'vuepress', 'obsidian'] as const) {
    for (const sign of bait) it(`${flavour} ends with ${JSON.stringify(sign)} over and over`, () => assert.equal(typeof render(sign.repeat(20_000 / sign.length), flavour), 'string'))
  }
  it('ends with many tables of contents', () => assert.equal(render('[[toc]]\n'.repeat(20_000), 'vuepress'), ''))
  it('ends with many unclosed elements on lines of their own', () => assert.equal(typeof render('<div>\n\n'.repeat(5000), 'kramdown'), 'string'))
})
