import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { renderHtmlEntry } from '../../../../src/publish/render/html/entry.ts'
import type { Entry } from '../../../../src/publish/select/entry.ts'
import { HARBOUR, SITE, story, term } from '../../../support/story.ts'

const LONG = `<p>${'It took five tides and a seal. '.repeat(20)}</p>`
const HOSTILE = `<script>alert("x")</script>&amp;'`
const ESCAPED = '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;amp;'

function render(changes: Partial<Entry>, site = SITE): string {
  return renderHtmlEntry(story(changes), site)
}

describe('a story', () => {
  const cases: { it: string; changes: Partial<Entry>; has?: string[]; lacks?: string[] }[] = [
    { it: 'has its title as a link below the day', changes: {}, has: ['<h3 lang="en"><a href="https://harbour.example.org/1">The crane moved</a></h3>'] },
    { it: 'has a bare title where it has no address', changes: { url: null }, has: ['<h3 lang="en">The crane moved</h3>'] },
    {
      it: 'without a title takes its time as the link, behind its text',
      changes: { title: null },
      has: ['five tides.</p></div>\n<p class="meta"><a href="https://harbour.example.org/1"><time'],
      lacks: ['<h3'],
    },
    { it: 'tells the time for people and for programs', changes: {}, has: ['<time datetime="2025-10-16T15:05:00Z">15:05</time>'] },
    { it: 'names its source by our page of it', changes: {}, has: ['<a href="https://mill.example.org/source/harbour.html"><bdi>Harbour Notes</bdi></a>'] },
    { it: 'of our own names no source', changes: { source: null }, lacks: ['/source/'] },
    {
      it: 'names the other sources of the same story',
      changes: { alsoIn: [{ ...HARBOUR, title: 'Atlas', pageUrl: 'https://mill.example.org/source/atlas' }] },
      has: ['also in <a href="https://mill.example.org/source/atlas.html"><bdi>Atlas</bdi></a>'],
    },
    {
      it: 'names all authors, linked where they have a page',
      changes: { authors: [{ name: 'A. One', email: 'a@e.example', url: 'https://e.example/a' }, { name: 'B. Two', email: null, url: null }] },
      has: ['<a href="https://e.example/a"><bdi>A. One</bdi></a>, <bdi>B. Two</bdi>'],
      lacks: ['a@e.example'],
    },
    {
      it: 'does not name its source twice',
      changes: { authors: [{ name: 'Harbour Notes', email: null, url: null }, { name: 'B. Two', email: null, url: null }] },
      has: ['</b> · <bdi>B. Two</bdi></p>'],
    },
    { it: 'whose title is a whole text shows the beginning of it', changes: { title: 'Tide '.repeat(2000), contentHtml: LONG }, has: ['…</a></h3>', '…</bdi></span>'], lacks: ['Tide '.repeat(61)] },
    { it: 'revised the same day does not say so', changes: { updatedAt: Date.parse('2025-10-16T20:00:00Z') }, lacks: ['updated'] },
    { it: 'revised later says so', changes: { updatedAt: Date.parse('2025-10-18T20:00:00Z') }, has: ['updated <time datetime="2025-10-18T20:00:00Z">2025-10-18</time>'] },
    { it: 'names where an aggregator had it from', changes: { via: { id: null, title: 'The Gull', feedUrl: null } }, has: ['via <bdi>The Gull</bdi>'] },
    { it: 'names what it points at', changes: { externalUrl: 'https://e.example/x' }, has: ['links to <a href="https://e.example/x"><bdi>e.example</bdi></a>'] },
    { it: 'leads to its comments', changes: { commentsUrl: 'https://e.example/c' }, has: ['<a href="https://e.example/c">comments</a>'] },
    {
      it: 'lists its categories and tags as links to our pages',
      changes: { categories: [term('category', 'places')], tags: [term('tag', '集市', 'jishi')] },
      has: [
        '<li><a href="https://mill.example.org/category/places.html"><bdi>places</bdi></a></li>',
        '<li><a href="https://mill.example.org/tag/jishi.html">#<bdi>集市</bdi></a></li>',
      ],
    },
    { it: 'without terms has no list of them', changes: {}, lacks: ['<ul class="terms"'] },
    { it: 'that is short stands there whole', changes: {}, has: ['<div class="body" lang="en" dir="auto"><p>It took five tides.</p></div>'], lacks: ['<details'] },
    { it: 'that is long is folded behind an excerpt', changes: { contentHtml: LONG }, has: ['<p class="excerpt cut"', '…</p>', '<details>', LONG] },
    {
      it: 'keeps the summary its author wrote, above the fold',
      changes: { contentHtml: LONG, summary: 'Five tides, one crane.' },
      has: ['<p class="excerpt" lang="en" dir="auto">Five tides, one crane.</p>\n<details>'],
    },
    {
      it: 'does not let an excerpt run on into a table',
      changes: { contentHtml: `<p>${'Word '.repeat(20)}end.</p><table><tr><td>cell</td></tr></table>${LONG}` },
      has: ['end.</p>\n<details>'],
    },
    { it: 'with a picture is folded, so that nobody is asked for it', changes: { contentHtml: '<p>Hm.</p><img src="https://e.example/i.png">' }, has: ['<details>', 'loading=lazy'] },
    { it: 'shows its image behind the fold when the text has none', changes: { contentHtml: LONG, imageUrl: 'https://e.example/i.png' }, has: ['<img loading="lazy" src="https://e.example/i.png" alt="">'] },
    { it: 'does not show one image twice', changes: { contentHtml: `${LONG}<img src="https://e.example/i.png">`, imageUrl: 'https://e.example/i.png' }, lacks: ['alt=""'] },
    { it: 'of a summary alone shows it', changes: { contentHtml: '', summary: 'Only this.' }, has: ['>Only this.</p>'], lacks: ['<details'] },
    { it: 'of a title alone is well', changes: { contentHtml: '' }, lacks: ['<details', 'class="body"', 'class="excerpt"'] },
    {
      it: 'plays sound without loading it first',
      changes: { enclosures: [{ url: 'https://e.example/6.mp3', mediaType: 'audio/mpeg', bytes: 30_423_040, seconds: 1900 }] },
      has: ['<audio controls preload="none" src="https://e.example/6.mp3"></audio>', 'audio/mpeg · 30.4 MB · 31:40'],
    },
    {
      it: 'links other attachments, with a size as far as it is known',
      changes: { enclosures: [{ url: 'https://e.example/a.zip', mediaType: 'application/zip', bytes: 0, seconds: null }] },
      has: ['<a href="https://e.example/a.zip">Attachment</a> · application/zip</p>'],
      lacks: ['<audio'],
    },
    { it: 'says its language', changes: { language: 'zh-CN' }, has: ['<h3 lang="zh-CN">', '<div class="body" lang="zh-CN"'] },
    { it: 'of unknown language says so', changes: { language: null }, has: ['<h3 lang="">'] },
    { it: 'takes no odd text for a language', changes: { language: 'en" onclick="x' }, has: ['<h3 lang="">'], lacks: ['onclick'] },
  ]
  for (const c of cases) {
    it(c.it, () => {
      const html = render(c.changes)
      for (const part of c.has ?? []) assert.ok(html.includes(part), `no ${part} in\n${html}`)
      for (const part of c.lacks ?? []) assert.ok(!html.includes(part), `${part} in\n${html}`)
    })
  }

  it('tells its fold apart from the others for those who hear the page', () => {
    assert.ok(render({ contentHtml: LONG }).includes('<span class="unseen">: <bdi>The crane moved</bdi></span></summary>'))
  })

  it('gives Han text a shorter excerpt', () => {
    const html = render({ contentHtml: `<p>${'柳桥大学的学生画出了气温图。'.repeat(30)}</p>`, language: 'zh' })
    const shown = /<p class="excerpt cut"[^>]*>([^<]*)</u.exec(html)?.[1] ?? ''
    assert.ok(shown.length > 60 && shown.length <= 140, `${shown.length} characters`)
  })

  it('sets no blank behind a Chinese full stop in an excerpt', () => {
    const html = render({ contentHtml: `<p>电梯发布了。</p>\n<p>${'居民都很高兴。'.repeat(40)}</p>`, language: 'zh' })
    assert.ok(html.includes('>电梯发布了。居民都很高兴。'), html)
  })

  it('speaks Chinese on a Chinese site', () => {
    assert.ok(render({ contentHtml: LONG }, { ...SITE, language: 'zh-CN' }).includes('阅读全文'))
  })

  it('shows the clock of the site’s zone', () => {
    assert.ok(render({}, { ...SITE, timezone: 'Asia/Shanghai' }).includes('>23:05</time>'))
  })
})

describe('hostile text', () => {
  const fields: { it: string; changes: Partial<Entry> }[] = [
    { it: 'in a title', changes: { title: HOSTILE } },
    { it: 'in a title above a fold', changes: { title: HOSTILE, contentHtml: LONG } },
    { it: 'in a summary', changes: { summary: HOSTILE, contentHtml: '' } },
    { it: 'in a summary above a fold', changes: { summary: HOSTILE, contentHtml: LONG } },
    { it: 'in an author', changes: { authors: [{ name: HOSTILE, email: null, url: null }] } },
    { it: 'in a category', changes: { categories: [term('category', HOSTILE, 'x')] } },
    { it: 'in a tag', changes: { tags: [term('tag', HOSTILE, 'x')] } },
    { it: 'in a source', changes: { source: { ...HARBOUR, title: HOSTILE } } },
    { it: 'in the rights', changes: { rights: HOSTILE, contentHtml: LONG } },
    { it: 'in an origin', changes: { via: { id: null, title: HOSTILE, feedUrl: null } } },
    { it: 'in a media type', changes: { enclosures: [{ url: 'https://e.example/a', mediaType: `audio/${HOSTILE}`, bytes: null, seconds: null }] } },
    { it: 'in an address', changes: { url: `https://e.example/${HOSTILE}` } },
  ]
  for (const field of fields) {
    it(`${field.it} is text`, () => {
      const html = render(field.changes)
      assert.ok(!html.includes('<script'), html)
      assert.ok(html.includes(ESCAPED), html)
    })
  }

  const addresses = ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', ' javascript:alert(1)', '//e.example/x', '']
  for (const url of addresses) {
    it(`${JSON.stringify(url)} is no address`, () => {
      const enclosures = [{ url, mediaType: 'audio/mpeg', bytes: null, seconds: null }]
      const authors = [{ name: 'A', email: null, url }]
      const html = render({ url, externalUrl: url, commentsUrl: url, imageUrl: url, enclosures, authors, contentHtml: LONG, source: null })
      assert.ok(!html.includes('href=') && !html.includes('src='), html)
    })
  }
})
