import assert from 'node:assert/strict'

import { describe, it } from 'vitest'

import { sanitizeHtml } from '../../src/formats/html.ts'

const BASE = 'https://example.org/blog/post'

interface Case {
  readonly it: string
  readonly html: string
  readonly expect: string
  readonly base?: string | null
}

function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const c of cases) {
      it(c.it, () => {
        const base = c.base === undefined ? BASE : c.base
        assert.equal(sanitizeHtml(c.html, base), c.expect)
        assert.equal(sanitizeHtml(c.expect, base), c.expect, 'is its own result')
      })
    }
  })
}

function kept(it: string, html: string): Case {
  return { it, html, expect: html }
}

table('S6: harmless markup stays', [
  kept('text', 'a "b" \'c\' 中文 😀 é'),
  kept('paragraphs and breaks', '<p>a<br>b</p><p>c<wbr>d</p><hr>'),
  kept('headings', '<h1>a</h1><h2>b</h2><h6>c</h6>'),
  kept('emphasis', '<em>a</em><strong>b</strong><i>c</i><b>d</b><u>e</u><s>f</s><small>g</small><mark>h</mark><sub>i</sub><sup>j</sup>'),
  kept('words of computing', '<pre><code>a  b\n\tc</code></pre><kbd>d</kbd><samp>e</samp><var>f</var>'),
  kept('lists', '<ul><li>a</li><li>b<ol start="3" reversed=""><li value="7">c</li></ol></li></ul>'),
  kept('definition lists', '<dl><dt>a</dt><dd>b</dd><div><dt>c</dt><dd>d</dd></div></dl>'),
  kept(
    'tables',
    '<table><caption>a</caption><colgroup><col span="2"></colgroup><thead><tr><th scope="col" abbr="x">b</th></tr></thead>' +
      '<tbody><tr><td colspan="2" rowspan="3">c</td></tr></tbody><tfoot><tr><td></td></tr></tfoot></table>',
  ),
  kept('quotations', '<blockquote cite="https://example.com/">a<p>b</p></blockquote><q cite="https://example.com/">c</q><cite>d</cite>'),
  kept('figures', '<figure><img src="https://example.com/a.png" alt="b" width="3" height="4"><figcaption>c</figcaption></figure>'),
  kept('details', '<details open=""><summary>a</summary>b</details>'),
  kept('ruby', '<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>'),
  kept('directions and languages', '<p dir="rtl" lang="ar">a <bdi>b</bdi> <bdo dir="ltr">c</bdo> <span lang="en">d</span></p>'),
  kept('changes', '<ins cite="https://example.com/" datetime="2026-01-01">a</ins><del>b</del>'),
  kept('times', '<time datetime="2026-01-01">a</time>'),
  kept('abbreviations', '<abbr title="a &amp; b">c</abbr><dfn>d</dfn>'),
  kept('sections', '<article><header>a</header><section>b</section><aside>c</aside><nav>d</nav><footer>e</footer></article>'),
  kept('sound', '<audio src="https://example.com/a.mp3" controls=""></audio>'),
  kept(
    'films with several sources',
    '<video poster="https://example.com/a.png" width="3" height="4" controls="">' +
      '<source src="https://example.com/a.mp4" type="video/mp4">b</video>',
  ),
  { it: 'what is for eyes only', html: '<b aria-hidden="true">x</b>', expect: '<b>x</b>' },
  {
    it: 'text of elements that we do not know',
    html: '<font color=red>a</font><x-y>b</x-y><center>c</center>',
    expect: 'ab<center>c</center>',
  },
  { it: 'text of forms', html: '<form action=/x><fieldset><legend>a</legend><label>b</label></fieldset></form>', expect: 'ab' },
  { it: 'text of a span, without one that says nothing', html: '<span class=x>a<span>b</span></span>', expect: 'ab' },
])

table('C16: links and images are absolute', [
  { it: 'relative links', html: '<a href="../a?b&amp;c#d">x</a>', expect: '<a href="https://example.org/a?b&amp;c#d">x</a>' },
  { it: 'footnotes', html: '<a href="#fn">1</a>', expect: '<a href="https://example.org/blog/post#fn">1</a>' },
  {
    it: 'protocol-relative ones',
    html: '<img src="//example.com/a.png">',
    base: 'http://example.org/',
    expect: '<img src="https://example.com/a.png">',
  },
  { it: 'citations', html: '<q cite="/a">x</q>', expect: '<q cite="https://example.org/a">x</q>' },
  {
    it: 'posters',
    html: '<video src=/a poster=/b></video>',
    expect: '<video src="https://example.org/a" poster="https://example.org/b" controls=""></video>',
  },
  { it: 'lost where there is no base', html: '<a href="/a">x</a><img src="/b">', base: null, expect: 'x' },
  { it: 'lost where nothing is left of them', html: '<a name="a">x</a> <a href="">y</a>', expect: 'x y' },
])

table('Images', [
  {
    it: 'lazy ones get their address back',
    html: '<img src="data:image/gif;base64,x" data-src="/a.png">',
    expect: '<img src="https://example.org/a.png">',
  },
  { it: 'without src, data-original', html: '<img data-original="/a.png">', expect: '<img src="https://example.org/a.png">' },
  { it: 'without src, data-lazy-src', html: '<img data-lazy-src="/a.png">', expect: '<img src="https://example.org/a.png">' },
  { it: 'without src, srcset', html: '<img srcset="/a.png 1x, /b.png 2x">', expect: '<img src="https://example.org/a.png">' },
  { it: 'with commas in a srcset', html: '<img srcset="/a,b.png, /c.png 2x">', expect: '<img src="https://example.org/a,b.png">' },
  { it: 'behind a stand-in', html: '<img src="/img/placeholder.gif" data-src="/a.png">', expect: '<img src="https://example.org/a.png">' },
  { it: 'a stand-in alone stays', html: '<img src="/img/blank.png">', expect: '<img src="https://example.org/img/blank.png">' },
  {
    it: 'a sound src stays',
    html: '<img src="/small.png" data-src="/big.png" srcset="/c 2x">',
    expect: '<img src="https://example.org/small.png">',
  },
  {
    it: 'in a picture, the image',
    html: '<picture><source srcset="/a.webp"><img src="/a.png"></picture>',
    expect: '<img src="https://example.org/a.png">',
  },
  {
    it: 'sizes that are plain numbers stay',
    html: '<img src=/a width="300" height="50%">',
    expect: '<img src="https://example.org/a" width="300">',
  },
  { it: 'of one pixel are gone', html: 'a<img src=/a width=1 height=1>b', expect: 'ab' },
  { it: 'of no pixel are gone', html: '<img src=/a width="0" height="0">', expect: '' },
  { it: 'of one pixel by style are gone', html: '<img src=/a style="width: 1px; height:1px">', expect: '' },
  {
    it: 'one pixel high and wide as the page are lines, and stay',
    html: '<img src=/a height=1 width=600>',
    expect: '<img src="https://example.org/a" height="1" width="600">',
  },
  { it: 'without an address are gone', html: '<img alt="a">', expect: '' },
])

table('What is hidden is gone with all in it', [
  { it: 'by attribute', html: 'a<div hidden>b<p>c</p></div>d', expect: 'ad' },
  { it: 'by display', html: 'a<div style="color:red; display : none !important">b</div>c', expect: 'ac' },
  { it: 'by visibility', html: 'a<span style="visibility:hidden">b</span>c', expect: 'ac' },
  { it: 'in an element that we do not pass on', html: 'a<x-y hidden>b<x-y>c</x-y>d</x-y>e', expect: 'ae' },
  { it: 'up to where it ends without an end tag', html: '<ul><li hidden>a<li>b</ul>', expect: '<ul><li>b</li></ul>' },
  { it: 'up to the block that ends a paragraph', html: '<p hidden>a<div>b</div>', expect: '<div>b</div>' },
  { it: 'rows of a table', html: '<table><tr hidden><td>a<tr><td>b</table>', expect: '<table><tr><td>b</td></tr></table>' },
  { it: 'images', html: '<img src=/a hidden><img src=/b style="display:none">', expect: '' },
  { it: 'not by a colour', html: '<p style="color:red">a</p>', expect: '<p>a</p>' },
])

table('What removals leave empty is gone', [
  { it: 'paragraphs', html: '<p>a</p><p><img src=/a width=1 height=1></p><p> <b> </b>\n</p>', expect: '<p>a</p>' },
  { it: 'links', html: 'a<a href="/x"><img src=/a width=1 height=1></a>b', expect: 'ab' },
  { it: 'boxes', html: '<div class="feedflare"><a href="/x"><script></script></a></div>', expect: '' },
  { it: 'but not the blanks between words', html: 'a<b> </b>c<i> <u></u></i>d', expect: 'a c d' },
  {
    it: 'but not cells and items',
    html: '<ul><li></li></ul><table><tr><td></td></tr></table>',
    expect: '<ul><li></li></ul><table><tr><td></td></tr></table>',
  },
  { it: 'but not a blank that cannot break', html: '<p>&nbsp;</p>', expect: '<p>\u00A0</p>' },
])

table('Players become links', [
  {
    it: 'to the page of the film',
    html: '<p><iframe src="//www.youtube.com/embed/AbCdEfGhI-_?rel=0" title="A &amp; B"></iframe></p>',
    expect: '<p><a href="https://www.youtube.com/watch?v=AbCdEfGhI-_">A &amp; B</a></p>',
  },
  {
    it: 'with their address for a title',
    html: '<iframe src="http://player.vimeo.com/video/123?h=x"></iframe>',
    expect: '<p><a href="https://vimeo.com/123">https://vimeo.com/123</a></p>',
  },
  {
    it: 'when they are lazy',
    html: '<iframe src="about:blank" data-src="https://www.dailymotion.com/embed/video/x1"></iframe>',
    expect: '<p><a href="https://www.dailymotion.com/video/x1">https://www.dailymotion.com/video/x1</a></p>',
  },
  { it: 'but frames of others are gone', html: 'a<iframe src="https://example.com/embed/1"></iframe>b', expect: 'ab' },
])

table('What comes out nests as a browser would have it', [
  { it: 'unclosed elements', html: '<div><p>a<b>b', expect: '<div><p>a<b>b</b></p></div>' },
  { it: 'crossed elements', html: '<b>a<i>b</b>c</i>', expect: '<b>a<i>b</i></b>c' },
  { it: 'end tags of nothing', html: 'a</b></p></div></table>b</br>c', expect: 'ab<br>c' },
  { it: 'paragraphs', html: '<p>a<p>b', expect: '<p>a</p><p>b</p>' },
  { it: 'blocks in a paragraph', html: '<p>a<ul><li>b</ul>c</p>', expect: '<p>a</p><ul><li>b</li></ul>c' },
  {
    it: 'a link around a block in a paragraph',
    html: '<p>a <a href=/x>b<div>c</div></a></p>',
    expect: '<p>a <a href="https://example.org/x">b</a></p><a href="https://example.org/x"><div>c</div></a>',
  },
  {
    it: 'links in links',
    html: '<a href=/x>a<a href=/y>b</a></a>',
    expect: '<a href="https://example.org/x">a</a><a href="https://example.org/y">b</a>',
  },
  { it: 'items', html: '<ul><li>a<li>b<ul><li>c</ul><li>d</ul>', expect: '<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>' },
  { it: 'terms and definitions', html: '<dl><dt>a<dd>b<dt>c</dl>', expect: '<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>' },
  { it: 'headings', html: '<h1>a<h2>b</h1>c', expect: '<h1>a</h1><h2>b</h2>c' },
  {
    it: 'cells and rows',
    html: '<table><tr><td>a<td>b<tr><td>c</table>',
    expect: '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>',
  },
  { it: 'text in a table but in no cell', html: '<table>a<tr>b</table>', expect: '<table><tr><td>a</td></tr><tr><td>b</td></tr></table>' },
  {
    it: 'a table in a table',
    html: '<table><tr><table><td>a</table></table>',
    expect: '<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>',
  },
  { it: 'cells outside a table', html: '<td>a</td><tr>b</tr>', expect: 'ab' },
  {
    it: 'columns',
    html: '<table><col><col span=2><tr><td>a</table>',
    expect: '<table><colgroup><col><col span="2"></colgroup><tr><td>a</td></tr></table>',
  },
  { it: 'ruby', html: '<ruby>a<rt>b<rp>c</ruby>', expect: '<ruby>a<rt>b</rt><rp>c</rp></ruby>' },
  {
    it: 'end tags do not reach out of a cell',
    html: '<div><table><tr><td>a</div>b</td></tr></table></div>',
    expect: '<div><table><tr><td>ab</td></tr></table></div>',
  },
  { it: 'slashes of XML on links and frames', html: '<a href="/x"/>a<iframe/>b<script/>c', expect: 'abc' },
])

table('Text', [
  { it: 'is decoded once', html: '&amp;amp; &amp;lt;b&amp;gt;', expect: '&amp;amp; &amp;lt;b&amp;gt;' },
  { it: 'is escaped where it must be', html: 'a < b & c > d', expect: 'a &lt; b &amp; c &gt; d' },
  { it: 'loses names of characters', html: '&eacute;&hellip;&#8217;&#x4e2d;', expect: 'é…’中' },
  { it: 'C4: loses characters that XML forbids', html: 'a\u0000b\u000Bc&#1;d\uFFFFe', expect: 'abcde' },
  { it: 'C4: loses lone surrogates and keeps pairs', html: 'a\uD800b😀', expect: 'ab😀' },
  { it: 'has one kind of line end', html: 'a\r\nb\rc&#13;d', expect: 'a\nb\nc\nd' },
  { it: 'C9: is none in a comment', html: 'a<!-- b -->c', expect: 'ac' },
  { it: 'is what a misplaced CDATA section holds', html: '<![CDATA[a & <b>]]>', expect: 'a &amp; &lt;b&gt;' },
])

describe('H6, S11: sanitizeHtml stands', () => {
  it('deep nesting', () => {
    const html = sanitizeHtml('<div>'.repeat(100_000) + 'x', BASE)
    assert.equal(html, `${'<div>'.repeat(200)}x${'</div>'.repeat(200)}`)
  })

  it('a long text whose relative links begin with a long address', () => {
    const link = '<a href=x>y</a>'
    const base = `https://example.org/${'a'.repeat(900)}/`
    assert.equal(sanitizeHtml(link, base), `<a href="${base}x">y</a>`)
    assert.ok(sanitizeHtml(link.repeat(200_000), base).length <= 200_000 * link.length)
  })

  const tags = ['<b>', '<p><b>', '<table>', '<table><td>', '<a href=/x>', '<li>', '<svg>', '<b hidden>', '</p>', '<h1><b>', ' <b> </b>']
  const bait = [...tags, '<', '<a ', '&', '&#x', '<!--']
  for (const piece of bait) {
    it(`a long row of ${piece}`, () => assert.ok(sanitizeHtml(piece.repeat(50_000), BASE).length <= piece.repeat(50_000).length * 6))
  }
})
