// A post's body made into safe HTML and a summary, dialect by dialect.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { renderPost } from '../../../src/ingest/normalize/post-body.ts'
import type { Dialect, PostsSource } from '../../../src/model/source.ts'
import { postsSource, readGood, withFront } from '../../support/post-source.ts'

const PATHS: Partial<Record<Dialect, string>> = { jekyll: '_posts/2022-05-13-x.md', hugo: 'content/posts/x.md', hexo: 'source/_posts/x.md' }

function rendered(dialect: Dialect, body: string, lines = 'title: x', path = PATHS[dialect] ?? 'x.md', settings: Partial<PostsSource> = {}) {
  const post = readGood(withFront(`date: 2022-05-13\n${lines}`, body), path, postsSource(dialect, settings))
  const { html, summary, notes } = renderPost(post.body)
  return { html: html.trim(), summary: post.item.summary?.value ?? summary, notes: notes.map(({ message }) => message) }
}

describe('the body', () => {
  const cases: readonly (readonly [it: string, dialect: Dialect, body: string, html: string, path?: string])[] = [
    ['has links that start from the post', 'plain', '[a](b.html) ![c](/d.png)', '<p><a href="https://example.org/x/b.html">a</a> <img src="https://example.org/d.png" alt="c"></p>'],
    ['takes https for links without a scheme', 'jekyll', '[a](//e.example/b)', '<p><a href="https://e.example/b">a</a></p>'],
    ['has no scripts', 'plain', 'a <script>alert(1)</script> <b onclick="x()">b</b>', '<p>a  <b>b</b></p>'],
    ['has no javascript: links', 'jekyll', '<p><a href="javascript:alert(1)">a</a></p>', '<p>a</p>'],
    ['is typographic in jekyll', 'jekyll', '"a" -- b', '<p>“a” – b</p>'],
    ['is as written elsewhere', 'plain', '"a" -- b', '<p>"a" -- b</p>'],
    ['has the addresses of its site in jekyll', 'jekyll', '![a]({{ site.baseurl }}/b.png) ![c]({{ "/d.png" | relative_url }}) `{{ site.url }}`', '<p><img src="https://example.org/b.png" alt="a"> <img src="https://example.org/d.png" alt="c"> <code>{{ site.url }}</code></p>'],
    ['is HTML in HTML files', 'jekyll', '<p>*a*</p> {{ b }}', '<p>*a*</p>', '_posts/2022-05-13-x.html'],
    ['is text in text files', 'jekyll', '*a* <b>', '<p>*a* &lt;b&gt;</p>', '_posts/2022-05-13-x.txt'],
    ['breaks lines in hexo', 'hexo', 'a\nb', '<p>a<br>\nb</p>'],
    ['drops shortcodes in hugo', 'hugo', 'a {{< b >}} c', '<p>a  c</p>'],
    ['is without the title that docusaurus shows above it', 'docusaurus', '# Title\n\nText\n\n# Other', '<p>Text</p>\n<h1>Other</h1>'],
    ['is so in vuepress, whose feeds leave it out', 'vuepress', '# Title\n\nText', '<p>Text</p>'],
    ['is so behind imports too', 'docusaurus', "import A from './a'\n\nTitle\n===\n\nText", '<p>Text</p>'],
    ['has its headings elsewhere', 'plain', '# Title\n\nText', '<h1>Title</h1>\n<p>Text</p>'],
    ['drops imports and keeps the text of components in MDX', 'astro', 'import A from "./a"\n\n<Note>\n\n*a*\n\n</Note>', '<p><em>a</em></p>', 'x.mdx'],
  ]
  for (const [name, dialect, body, html, path] of cases) it(name, () => assert.equal(rendered(dialect, body, undefined, path).html, html))

  it('shows braces where jekyll is not to read them', () => {
    const shown = { html: '<p>{{ page.title }} {% b %}</p>', summary: '{{ page.title }} {% b %}', notes: [] }
    assert.deepEqual(rendered('jekyll', '{{ page.title }} {% b %}', 'title: x\nrender_with_liquid: no'), shown)
    assert.equal(rendered('hexo', 'a {% b %}', 'title: x\nrender_with_liquid: false').html, '<p>a</p>')
  })
  it('counts the template tags that it leaves out', () => {
    assert.deepEqual(rendered('jekyll', 'a {% b %} {{ c }}').notes, ['_posts/2022-05-13-x.md: 2 template tags are not run and left out'])
  })
})

describe('the summary', () => {
  const cases: readonly (readonly [it: string, dialect: Dialect, body: string, summary: string | null, lines?: string])[] = [
    ['is the first block in jekyll, as text', 'jekyll', '*One* &\ntwo.\n\nThree', 'One & two.'],
    ['has the link definitions it needs', 'jekyll', '[One][1].\n\nTwo\n\n[1]: https://e.example/', 'One.'],
    ['is the whole of a body of one block', 'jekyll', 'One', 'One'],
    ['is that of the description', 'jekyll', 'One', 'D', 'description: D'],
    ['is the next block after a hidden spacer', 'jekyll', '<p style="display:none"><br></p>\n\n*Two*\n\nThree', 'Two'],
    ['is none with an empty separator', 'jekyll', 'One', null, 'excerpt_separator: ""'],
    ['is none where the body shows no text', 'jekyll', '![](/a.png)', null],
    ['goes to the mark in hugo', 'hugo', 'One *two*\n\nthree<!--more-->four', 'One two three'],
    ['is Markdown in hugo', 'hugo', 'One', 'D e f & <g> h_i', 'summary: "**D** `e` [f](g) &amp; \\\\<g> h_i"'],
    ['is a description as text in hugo', 'hugo', 'One', '*D* &amp;', 'description: "*D* &amp;"'],
    ['has no footnotes in hugo', 'hugo', 'One[^1]\n\n<!--more-->\n\nTwo\n\n[^1]: Note', 'One1'],
    ['has its footnotes in jekyll', 'jekyll', 'One[^1]\n\nTwo\n\n[^1]: Note', 'One1 Note'],
    ['is none without a mark in plain', 'plain', 'One', null],
  ]
  for (const [name, dialect, body, summary, lines] of cases) it(name, () => assert.equal(rendered(dialect, body, lines).summary, summary))
})

describe('a machine-imported news post', () => {
  const body =
    '<p style="display:none;height:1px;overflow:hidden;"><br /></p><!-- CHART --><p style="text-align:center;"><a href="http://q.example.org/a" class="Chart">' +
    '<img src="https://q.example.org/pic?nid=1&type=k&at=1" width="578" height="276" /></a></p><p>正文。</p><p class="media">（来源：示例报）</p>\n\n' +
    '<http://news.example.org/share?code=1>\n\n[返回](//news.example.org/category/a.html)｜[首页](//news.example.org/)'

  it('reads like an article', () => {
    const { html, summary } = rendered('jekyll', body)
    assert.equal(
      html.replaceAll('\n', ''),
      '<p><a href="http://q.example.org/a"><img src="https://q.example.org/pic?nid=1&amp;type=k&amp;at=1" width="578" height="276"></a></p>' +
        '<p>正文。</p><p>（来源：示例报）</p><p><a href="http://news.example.org/share?code=1">http://news.example.org/share?code=1</a></p>' +
        '<p><a href="https://news.example.org/category/a.html">返回</a>｜<a href="https://news.example.org/">首页</a></p>',
    )
    assert.equal(summary, '正文。 （来源：示例报）')
  })
})
