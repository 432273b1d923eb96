import assert from 'node:assert/strict'

import * as fc from 'fast-check'
import { describe, it } from 'vitest'

import { sanitizeHtml } from '../../../src/formats/html.ts'
import { escapeHtml, excerpt, excerptOfHtml, htmlToText, looksLikeHtml, textToHtml } from '../../../src/formats/html/text.ts'

describe('htmlToText', () => {
  const cases = [
    { it: 'takes tags off', html: '<p>a <b>b</b></p>', expect: 'a b' },
    { it: 'does not part words at inline elements', html: 'un<em>believ</em>able<wbr>!', expect: 'unbelievable!' },
    { it: 'parts words at blocks', html: '<p>a</p><p>b</p>c<br>d<ul><li>e<li>f</ul>', expect: 'a b c d e f' },
    { it: 'parts words at cells', html: '<table><tr><td>a</td><td>b</td></tr></table>', expect: 'a b' },
    { it: 'decodes references once', html: '&amp;lt;b&amp;gt; &eacute; &#x4e2d;', expect: '&lt;b&gt; é 中' },
    { it: 'folds white space', html: ' a \n\t b&nbsp;&nbsp;c ', expect: 'a b c' },
    { it: 'leaves scripts and styles out', html: 'a<script>b</script><style>c</style><template>d</template>e', expect: 'ae' },
    { it: 'leaves comments out', html: 'a<!-- b -->c', expect: 'ac' },
    { it: 'C4: drops what XML forbids', html: 'a\u0000b&#1;c\uD800', expect: 'abc' },
    { it: 'C21: keeps signs that are no tags', html: 'a < b && c > d', expect: 'a < b && c > d' },
    { it: 'reads to the end of what is cut off', html: 'a<b>b<script>c', expect: 'ab' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(htmlToText(c.html), c.expect))
})

describe('textToHtml', () => {
  const cases = [
    { it: 'makes paragraphs of blank lines', text: 'a\n\nb\n \n\nc', expect: '<p>a</p><p>b</p><p>c</p>' },
    { it: 'makes breaks of line ends', text: 'a\nb\r\nc', expect: '<p>a<br>b<br>c</p>' },
    { it: 'escapes', text: 'a < b & <script>', expect: '<p>a &lt; b &amp; &lt;script&gt;</p>' },
    { it: 'makes nothing of blanks', text: ' \n\n ', expect: '' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(textToHtml(c.text), c.expect))

  it('writes what the sanitizer leaves alone, and what reads as it went in', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), assertRoundTrip), { seed: 31, numRuns: 1000 })
  })
})

describe('looksLikeHtml', () => {
  const html = ['<p>a</p>', 'a<br/>b', 'a <a href="x">b</a>', '</div>', 'AT&amp;T', 'caf&eacute;', '&#8217;', '<!-- a -->b', '<FONT>x']
  for (const text of html) it(`sees it in ${text}`, () => assert.equal(looksLikeHtml(text), true))

  const plain = ['', 'a < b', 'a<b', '1 <2> 3', 'List<String>', 'a & b', 'AT&T;', '&nope;', '<user@example.org>', '<https://example.org/>']
  for (const text of plain) it(`does not see it in ${text}`, () => assert.equal(looksLikeHtml(text), false))
})

describe('excerpt', () => {
  const cases = [
    { it: 'leaves a short text alone', text: 'a b', max: 3, expect: 'a b' },
    { it: 'cuts at a word', text: 'some words of a sentence', max: 15, expect: 'some words of…' },
    { it: 'keeps a word that just fits', text: 'some words of a sentence', max: 11, expect: 'some words…' },
    { it: 'drops a comma before the ellipsis', text: 'some words, of a sentence', max: 13, expect: 'some words…' },
    { it: 'cuts a word that is too long to lose', text: 'a'.repeat(100), max: 60, expect: `${'a'.repeat(59)}…` },
    { it: 'cuts Chinese between characters', text: '这是一个很长的句子没有空格', max: 8, expect: '这是一个很长的…' },
    { it: 'drops a Chinese comma before the ellipsis', text: '这是一个，很长的句子', max: 6, expect: '这是一个…' },
    { it: 'does not cut a surrogate pair', text: '😀😀😀', max: 4, expect: '😀…' },
    { it: 'does not cut a family', text: 'ab👩\u200D👩\u200D👧cdefghij', max: 8, expect: 'ab…' },
    { it: 'does not part a letter from its mark', text: '中文中か\u3099中文', max: 5, expect: '中文中…' },
    { it: 'has no room for anything', text: 'abc', max: 0, expect: '' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(excerpt(c.text, c.max), c.expect))

  it('is never longer than asked, and whole characters of the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), assertShort), { seed: 32, numRuns: 1000 })
  })
})

describe('excerptOfHtml', () => {
  const cases = [
    { it: 'does not part a reference at the end of what it reads', html: `${'a '.repeat(100)}&am<b>p;</b> end` },
    { it: 'drops no reference that is as long as an excerpt', html: `&#${'0'.repeat(200)}65;<p>${'b '.repeat(200)}</p>` },
    { it: 'reads on where scripts and blanks stand before the text', html: `<script>${'a'.repeat(500)}</script>${' <br>'.repeat(500)}${'c '.repeat(200)}` },
    { it: 'reads a text without an end of a word', html: `<p>${'d'.repeat(1000)}</p><p>e</p>` },
    { it: 'joins the halves of a pair', html: '<i>\uD83D</i>\uDE00'.repeat(200) },
  ]
  for (const c of cases) it(c.it, () => [1, 20, 50, 99, 100, 300].forEach((max) => assert.equal(excerptOfHtml(c.html, max), excerpt(htmlToText(c.html), max))))

  it('is the excerpt of the whole text, whatever that is', () => {
    const pieces = ['<p>', '</p>', '<b>', '</b>', '<script>', '</script>', '<!--', '-->', '<br/>', '<![CDATA[', ']]>', '&', '&am', 'p;', '&#', '12', '&not', 'in;', '\r', '\n', '  ', '\u3000', '\uD83D', '\uDE00', '\u0301', '\u200D', '\u0001', '<', '>', 'word', '中文。', 'é, ', '<a href="', '">']
    const html = fc.array(fc.constantFrom(...pieces), { maxLength: 400, size: 'max' }).map((all) => all.join(''))
    fc.assert(fc.property(html, fc.nat(60), (text, max) => assert.equal(excerptOfHtml(text, max), excerpt(htmlToText(text), max))), { seed: 33, numRuns: 3000 })
  })
})

describe('escapeHtml', () => {
  it('escapes for text and for attributes', () => assert.equal(escapeHtml('<a b="c">&\u0000'), '&lt;a b=&quot;c&quot;&gt;&amp;'))
})

function assertRoundTrip(text: string): void {
  const html = textToHtml(text)
  assert.equal(sanitizeHtml(html, null), html)
  assert.equal(htmlToText(html), htmlToText(escapeHtml(text)))
}

function assertShort(text: string, max: number): void {
  const short = excerpt(text, max)
  assert.ok(short.length <= Math.max(max, 0))
  assert.ok(short === text || text.startsWith(short.slice(0, -1)))
  assert.ok(short.isWellFormed() || !text.isWellFormed())
}
