// One post to its fields: every key of every dialect, what keeps a post out, and what is complained of.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { readPostFile } from '../../../../src/ingest/parse/post/post.ts'
import type { Dialect, PostsSource } from '../../../../src/model/source.ts'
import { NOON, postsSource, read, readGood, withFront } from '../../../support/post-source.ts'

const PATHS: Partial<Record<Dialect, string>> = { jekyll: '_posts/2022-05-13-my-iPhone.md', hugo: 'content/posts/x.md', hexo: 'source/_posts/x.md' }
const pathOf = (dialect: Dialect): string => PATHS[dialect] ?? 'x.md'

function post(dialect: Dialect, lines: string, body = 'Text.', settings: Partial<PostsSource> = {}) {
  const dated = /date|created|published: \d|lastmod/iu.test(lines) || dialect === 'jekyll' ? lines : `date: 2022-05-13\n${lines}`
  return readGood(withFront(dated, body), pathOf(dialect), postsSource(dialect, settings))
}

type Row = readonly [dialect: Dialect, lines: string, expected: string | null, body?: string]

const named = ([dialect, lines, , body]: Row): string => `${dialect}: ${lines}${body === undefined ? '' : ` | ${body}`}`

describe('title', () => {
  const rows: readonly Row[] = [
    ['jekyll', 'title: One', 'One'],
    ['jekyll', 'layout: post', 'My Iphone'],
    ['jekyll', 'title: " "', 'My Iphone'],
    ['jekyll', 'title: "<b>Bold</b> &amp;\\n  wide"', 'Bold &amp; wide'],
    ['jekyll', 'title: a < b and b > c', 'a < b and b > c'],
    ['jekyll', 'title: Map<Tea, Cup> and cup<tea', 'Map<Tea, Cup> and cup<tea'],
    ['jekyll', 'title: <C++ for tea> 1', '<C++ for tea> 1'],
    ['jekyll', 'title: <茶书> 1 <br>2 <!-- 3 -->', '1 2'],
    ['jekyll', 'title: The <div> and the <video> element', 'The <div> and the element'],
    ['jekyll', 'title: <div>All <p>of it</p></div> is HTML</p>', 'All of it is HTML</p>'],
    ['jekyll', 'title: One<script>two</script> <em class="a" hidden>three</em>', 'One three'],
    ['jekyll', 'title: Tea <<strong>>', 'Tea <<strong>>'],
    ['plain', 'title: <茶书> <i>1</i>', '<茶书> 1'],
    ['hugo', 'title: The <div> of <a href=https://tea.example.org/?a,b>tea</a> </p> Map<Tea, Cup> <C++ 1>', 'The of tea Map<Tea, Cup> <C++ 1>'],
    ['jekyll', 'title: [Tea, "a \\"cup\\"", 1.10]', '["Tea", "a \\"cup\\"", 1.10]'],
    ['plain', 'title: [Tea]', 'X'],
    ['hexo', 'title: [Tea]', 'Tea'],
    ['eleventy', 'title: [Tea, 1.10]', 'Tea,1.10'],
    ['hugo', 'TITLE: One', 'One'],
    ['hugo', 'x: y', null],
    ['hexo', 'x: y', null],
    ['astro', 'title: 2022', '2022'],
    ['eleventy', 'x: y', 'From the *heading*'.replaceAll('*', ''), '```\n# code\n```\n## From the *heading* ##'],
    ['docusaurus', 'x: y', 'Linked', '# [Linked](/a) {#id}'],
    ['docusaurus', 'x: y', 'x'],
    ['docusaurus', 'x: y', 'Addressed', '# Addressed {/* #id */}'],
    ['vuepress', 'x: y', '1. Tea & <cups> *', '# 1. Tea &amp; \\<cups> \\* <Badge text="x" />'],
    ['vuepress', 'x: y', 'The snake_case of code', '# The snake_case of `code`'],
    ['vuepress', 'x: y', 'Underlined', 'Underlined\n==='],
    ['obsidian', 'x: y', 'x'],
    ['plain', 'x: y', 'From HTML', '<h1 class="a">From HTML</h1>'],
    ['plain', 'title: {a: b}', 'X'],
  ]
  for (const row of rows) it(named(row), () => assert.equal(post(row[0], row[1], row[3]).item.title?.value ?? null, row[2]))

  it('of a name has no tags and one capital a word', () => {
    const { item } = readGood('Text', '_posts/2022-05-13-teA<b>Cup-ßx.md', postsSource('jekyll'))
    assert.equal(item.title?.value, 'Teacup Ssx')
  })

  const smart: readonly (readonly [title: string, expected: string])[] = [
    [`'"It''s" -- so...'`, '“It’s” – so…'],
    ['Tea &#8211; it&#8217;s &amp; cake&hellip;', 'Tea – it’s & cake…'],
    ['A &lt;div&gt; &bogus; AT&T', 'A <div> &bogus; AT&T'],
  ]
  for (const [title, expected] of smart) {
    it(`is as jekyll-feed shows it when asked for: ${title}`, () => assert.equal(post('jekyll', `title: ${title}`, 'x', { smartTitles: true }).item.title?.value, expected))
  }
})

describe('published and updated', () => {
  const rows: readonly (readonly [dialect: Dialect, lines: string, published: string, updated: string | null])[] = [
    ['jekyll', 'layout: post', '2022-05-13T00:00:00Z', null],
    ['jekyll', 'date: 2021-01-01\nlast_modified_at: 2021-02-01', '2021-01-01T00:00:00Z', '2021-02-01T00:00:00Z'],
    ['jekyll', 'date: 2021-01-01\nlast_modified_at: 2020-02-01', '2021-01-01T00:00:00Z', '2021-01-01T00:00:00Z'],
    ['hugo', 'publishDate: 2021-01-01', '2021-01-01T00:00:00Z', null],
    ['hugo', 'lastmod: 2021-01-01', '2021-01-01T00:00:00Z', '2021-01-01T00:00:00Z'],
    ['hugo', 'date: 2021-01-01\nmodified: 2021-02-01', '2021-01-01T00:00:00Z', '2021-02-01T00:00:00Z'],
    ['hexo', 'date: 2021-01-01\nupdated: 2021-02-01', '2021-01-01T00:00:00Z', '2021-02-01T00:00:00Z'],
    ['eleventy', 'date: Last Modified', '2026-04-02T00:00:00Z', null],
    ['eleventy', 'date: git Created\nmodified: 2026-04-03', '2026-04-02T00:00:00Z', '2026-04-03T00:00:00Z'],
    ['astro', 'pubDate: 2021-01-01\nupdatedDate: 2021-02-01', '2021-01-01T00:00:00Z', '2021-02-01T00:00:00Z'],
    ['astro', 'pubDatetime: 2021-01-01T10:00:00Z\nmodDatetime: 2021-02-01T10:00:00Z', '2021-01-01T10:00:00Z', '2021-02-01T10:00:00Z'],
    ['astro', 'pubDatetime: 2021-01-01T10:00:00Z\nmodDatetime:', '2021-01-01T10:00:00Z', null],
    ['astro', 'published: 2021-01-01', '2021-01-01T00:00:00Z', null],
    ['plain', 'pubDatetime: 2021-01-01T10:00:00Z\nupdatedAt: 2021-02-01', '2021-01-01T10:00:00Z', '2021-02-01T00:00:00Z'],
    ['docusaurus', 'date: 2021-01-01\nlast_update: {date: 2021-02-01}', '2021-01-01T00:00:00Z', '2021-02-01T00:00:00Z'],
    ['vuepress', 'date: 2021-01-01\nlastUpdated: 2021-02-01', '2021-01-01T00:00:00Z', '2021-02-01T00:00:00Z'],
    ['obsidian', 'date: "[[2021-01-01]]"', '2021-01-01T00:00:00Z', null],
    ['obsidian', 'created: 2021-01-01\nmodified: 2021-02-01', '2021-01-01T00:00:00Z', '2021-02-01T00:00:00Z'],
    ['plain', 'published: 2021-01-01\nlastUpdated: true', '2021-01-01T00:00:00Z', null],
  ]
  for (const [dialect, lines, published, updated] of rows) {
    it(`${dialect}: ${lines}`, () => {
      const { item } = post(dialect, lines)
      assert.deepEqual([item.published, item.updated], [published, updated])
    })
  }

  it('come from the name in the site zone', () => {
    assert.equal(readGood(withFront('x: y'), '_posts/2022-05-13-x.md', postsSource('jekyll', { timezone: 'Asia/Shanghai' })).item.published, '2022-05-12T16:00:00Z')
  })
  it('come from the name in UTC where a written day is so', () => {
    const settings = { timezone: 'Asia/Shanghai' }
    assert.equal(readGood(withFront('x: y'), '2022-05-13-x.md', postsSource('eleventy', settings)).item.published, '2022-05-13T00:00:00Z')
    assert.equal(readGood(withFront('x: y'), '2022-05-13-x.md', postsSource('eleventy', { ...settings, zonelessDates: 'site' })).item.published, '2022-05-12T16:00:00Z')
  })
  it('come from the file where nothing else is asked for', () => {
    assert.equal(readGood('Text', 'x.md', postsSource('plain', { missingDate: 'mtime' })).item.published, '2026-04-02T00:00:00Z')
    assert.equal(readGood('Text', '_drafts/x.md', postsSource('jekyll', { drafts: true })).item.published, '2026-04-02T00:00:00Z')
  })
  it('an update that cannot be read is a hint', () => {
    const { item, notes } = post('jekyll', 'last_modified_at: soon')
    assert.equal(item.updated, null)
    assert.match(notes[0]?.message ?? '', /:2:19: last_modified_at: not a date/u)
  })
})

describe('what keeps a post out', () => {
  const rows: readonly (readonly [dialect: Dialect, lines: string, kind: string, settings?: Partial<PostsSource>])[] = [
    ['jekyll', 'published: false', 'hidden'],
    ['jekyll', 'published:', 'hidden'],
    ['jekyll', 'published: ~\ntags: [a: b]', 'hidden'],
    ['jekyll', 'published: n', 'post'],
    ['plain', 'published:\ntitle: a', 'post'],
    ['jekyll', 'published: no', 'hidden'],
    ['jekyll', 'published: "false"', 'post'],
    ['jekyll', 'published: false', 'post', { unpublished: true }],
    ['jekyll', 'draft: true', 'hidden'],
    ['jekyll', 'draft: true', 'post', { drafts: true }],
    ['jekyll', 'date: 2026-06-01', 'future'],
    ['jekyll', 'date: 2026-06-01', 'post', { future: true }],
    ['hugo', 'date: 2026-06-01', 'future'],
    ['hugo', 'Draft: "true"', 'hidden'],
    ['hugo', 'build: {list: never}', 'hidden'],
    ['hugo', 'build: {list: always}', 'post'],
    ['hugo', 'build: {list: false}', 'hidden'],
    ['hugo', '_build: {list: local}', 'hidden'],
    ['hugo', '_build: {render: never}', 'post'],
    ['hugo', 'draft: 1', 'hidden'],
    ['hugo', 'Published:', 'hidden'],
    ['hugo', 'headless: true', 'post'],
    ['hugo', 'publishDate: 2026-06-01', 'future'],
    ['hugo', 'publishDate: soon', 'post'],
    ['plain', 'publishDate: 2026-06-01', 'future'],
    ['astro', 'pubDate: 2022-05-13\npublishDate: 2026-06-01', 'post'],
    ['hugo', 'expiryDate: 2026-01-01', 'hidden'],
    ['hugo', 'expiryDate: 2027-01-01', 'post'],
    ['hexo', 'published: false', 'hidden'],
    ['hexo', 'date: 2026-06-01', 'post'],
    ['eleventy', 'permalink: false', 'hidden'],
    ['eleventy', 'eleventyExcludeFromCollections: true', 'hidden'],
    ['astro', 'draft: yes', 'hidden'],
    ['docusaurus', 'unlisted: true', 'hidden'],
    ['docusaurus', 'draft: true', 'hidden'],
    ['vuepress', 'article: false', 'hidden'],
    ['vuepress', 'feed: false', 'hidden'],
    ['vuepress', 'feed: { title: x }', 'post'],
    ['obsidian', 'publish: false', 'hidden'],
    ['plain', 'draft: on', 'hidden'],
    ['plain', 'published: true', 'post'],
  ]
  for (const [dialect, lines, kind, settings] of rows) {
    it(`${dialect}: ${lines} ${JSON.stringify(settings ?? {})}`, () => {
      const dated = lines.includes('date: 2026') ? lines : `date: 2022-05-13\n${lines}`
      assert.equal(read(withFront(dated), pathOf(dialect), postsSource(dialect, settings)).kind, kind)
    })
  }

  it('a headless bundle of hugo is no page', () => {
    for (const name of ['index.md', 'index.zh.md']) assert.equal(read(withFront('date: 2022-05-13\nheadless: true'), `content/posts/tea/${name}`, postsSource('hugo')).kind, 'hidden')
  })
  it('a post that is kept back says when it comes in, with its own date', () => {
    const lines = withFront('date: 2022-05-13\npublishDate: 2026-06-01')
    const result = read(lines, pathOf('hugo'), postsSource('hugo'))
    assert.equal(result.kind === 'future' ? result.dueAt : 0, Date.UTC(2026, 5, 1))
    assert.equal(readGood(lines, pathOf('hugo'), postsSource('hugo', { future: true })).item.published, '2022-05-13T00:00:00Z')
  })
  it('a future post says when it comes in', () => {
    const result = read(withFront('date: 2026-06-01'), '_posts/2022-05-13-x.md', postsSource('jekyll'))
    assert.equal(result.kind === 'future' ? result.dueAt : 0, Date.UTC(2026, 5, 1))
  })
  it('a post that will expire says when', () => assert.equal(post('hugo', 'date: 2022-05-13\nexpiryDate: 2027-01-01').expiresAt, Date.UTC(2027, 0, 1)))
  it('no date at all is a warning', () => {
    const result = read('Text', 'x.md', postsSource('plain'))
    assert.deepEqual([result.kind, result.notes], ['skipped', [{ code: 'post.skipped', message: 'x.md:1:1: date: there is none; add one, or set missingDate: mtime' }]])
  })
})

/** The front matter's, else what the body has up to its mark. */
const summaryOf = (dialect: Dialect, lines: string, body: string, settings: Partial<PostsSource> = {}): string | null => {
  const { item, body: kept } = post(dialect, lines, body, settings)
  return item.summary?.value ?? (kept.excerptTo === null ? null : `> ${kept.text.slice(0, kept.excerptTo)}`)
}

describe('summary', () => {
  const rows: readonly Row[] = [
    ['jekyll', 'description: <i>D</i> d\nexcerpt: E', 'D d', 'B'],
    ['jekyll', 'excerpt: "*E*"', '*E*', 'B'],
    ['jekyll', 'excerpt: "Tea &amp; cake&#8217;s <i>&lt;b&gt;</i>&nbsp;&hellip;"', 'Tea & cake’s <b> …', 'B'],
    ['jekyll', 'x: y', '> First', '\n\nFirst\n\nSecond'],
    ['jekyll', 'excerpt_separator: "<!--end-->"', '> One\n\ntwo', 'One\n\ntwo<!--end-->three'],
    ['jekyll', 'excerpt_separator: ""', null, 'First\n\nSecond'],
    ['hugo', 'summary: S\ndescription: D', 'S', 'One<!--more-->two'],
    ['hugo', 'description: D', '> One', 'One<!--more-->two'],
    ['hugo', 'description: D', 'D', 'One'],
    ['hexo', 'x: y', '> One', 'One<!-- more -->two'],
    ['hexo', 'excerpt: E', 'E', 'One<!-- more -->two'],
    ['hexo', 'code: fenced', '> One\n\n~~~\n<!-- more -->\n~~~\n\n', 'One\n\n~~~\n<!-- more -->\n~~~\n\n<!--more-->two'],
    ['hexo', 'code: in backticks', '> Put `<!-- more -->` here\n', 'Put `<!-- more -->` here\n<!-- more -->two'],
    ['hexo', 'description: D', 'D', 'Put `<!-- more -->` here'],
    ['hexo', 'code: in a line of its own', '> ```npm i tea```\n\n', '```npm i tea```\n\n<!-- more -->two'],
    ['hexo', 'code: fenced by four', '> ````md\n```js\n````\n', '````md\n```js\n````\n<!-- more -->two'],
    ['hexo', 'code: fenced in a list', '> - ```js\n  tea\n  ```\n', '- ```js\n  tea\n  ```\n<!-- more -->two'],
    ['hexo', 'code: none behind one tick', "> It`s tea ", 'It`s tea <!-- more -->two'],
    ['hexo', 'code: a mark in it before one', '> Put ``a`<!-- more -->`` here ', 'Put ``a`<!-- more -->`` here <!-- more -->two'],
    ['hexo', 'code: indented', '> One\n\n    <!-- more -->\n\n', 'One\n\n    <!-- more -->\n\n<!-- more -->two'],
    ['hexo', 'code: none in a list', '> - One\n\n    ', '- One\n\n    <!-- more -->two'],
    ['hexo', 'code: none within a paragraph', '> One\n    ', 'One\n    <!-- more -->two'],
    ['hexo', 'blanks: two', null, 'One<!--  more  -->two'],
    ['eleventy', 'excerpt: E', 'E', 'One'],
    ['docusaurus', 'x: y', '> One', 'One\n{/* truncate */}\ntwo'.replace('One\n', 'One')],
    ['vuepress', 'description: D', 'D', 'One<!-- more -->two'],
    ['obsidian', 'x: y', null, 'One<!-- more -->two'],
    ['plain', 'x: y', '> One', 'One<!--more-->two'],
  ]
  for (const row of rows) it(named(row), () => assert.equal(summaryOf(row[0], row[1], row[3] ?? ''), row[2]))

  it("ends at the source's separator", () => assert.equal(summaryOf('jekyll', 'x: y', 'One|two', { excerptSeparator: '|' }), '> One'))
})

describe('image, language, licence', () => {
  const rows: readonly Row[] = [
    ['jekyll', 'image: {path: img/a.png}', 'https://example.org/img/a.png'],
    ['jekyll', 'image: /img/a.png', 'https://example.org/img/a.png'],
    ['jekyll', 'image: //cdn.example/a.png', 'https://cdn.example/a.png'],
    ['hugo', 'images: [a.png, b.png]', 'https://example.org/posts/x/a.png'],
    ['hugo', 'cover: {image: /a.png}', 'https://example.org/a.png'],
    ['hexo', 'photos: [/a.png]', 'https://example.org/a.png'],
    ['docusaurus', 'image: img/a.png', 'https://example.org/img/a.png'],
    ['docusaurus', 'image: ./a.png', 'https://example.org/a.png'],
    ['astro', 'heroImage: /a.png', 'https://example.org/a.png'],
    ['astro', 'coverImage: { src: /a.png, alt: A }', 'https://example.org/a.png'],
    ['plain', 'image: javascript:alert(1)', null],
    ['plain', 'image: https://cdn.example/a.png', 'https://cdn.example/a.png'],
  ]
  for (const row of rows) it(named(row), () => assert.equal(post(row[0], row[1]).item.imageUrl, row[2]))

  it('language from a key or the suffix', () => {
    assert.equal(post('hexo', 'language: zh-CN').item.language, 'zh-CN')
    assert.equal(readGood(withFront('date: 2022-05-13'), 'content/x.fr.md', postsSource('hugo')).item.language, 'fr')
  })
})

describe('complaints', () => {
  const rows: readonly (readonly [it: string, lines: string, message: string])[] = [
    ['a date that is none', 'title: a\ndate: 2022-13-45', '_posts/x/2022-05-13-x.md:3:7: date: there is no such day or time'],
    ['a broken title', 'title: "a "b""', `_posts/x/2022-05-13-x.md:2:11: title: unescaped quote in a quoted text; write 'a "b"'`],
    ['a key given twice', 'title: a\ntitle: b', '_posts/x/2022-05-13-x.md:3:1: title: given already in line 2; the last one counts'],
    ['a slip in the word title', 'ditle: a', '_posts/x/2022-05-13-x.md:2:8: ditle: not known; did you mean title?'],
    ['two letters swapped in date', 'title: a\ndaet: 2022-05-13', '_posts/x/2022-05-13-x.md:3:7: daet: not known; did you mean date?'],
  ]
  for (const [name, lines, message] of rows) {
    it(name, () => assert.deepEqual(read(withFront(lines), '_posts/x/2022-05-13-x.md', postsSource('jekyll')).notes.map((note) => note.message).slice(0, 1), [message]))
  }

  it('none for what lies near no known key', () => assert.deepEqual(post('jekyll', 'title: a\ndata: b\nsubtitle: c').notes.map(({ message }) => message.slice(-23)), ['not known; did you mean date?'.slice(-23)]))
})

const readBytes = (bytes: Uint8Array) => readPostFile(bytes, '_posts/2022-05-13-x.md', postsSource('jekyll'), { now: NOON, modifiedAt: NOON })
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('bytes', () => {
  it('lose their mark and old line ends', () => {
    const result = readBytes(encode('\u{FEFF}---\r\ntitle: a\r---\r\nOne\r\ntwo\r'))
    assert.deepEqual(result.kind === 'post' ? [result.item.title?.value, result.body.text] : result, ['a', 'One\ntwo\n'])
  })
  it('lose what XML forbids, counted', () => {
    const result = readBytes(encode('---\ntitle: a\u{0}b\n---\n\u{1}\u{FFFF}x'))
    assert.deepEqual(result.kind === 'post' ? [result.item.title?.value, result.body.text] : result, ['ab', 'x'])
    assert.deepEqual(result.notes, [{ code: 'text.forbidden', message: '_posts/2022-05-13-x.md: 3 characters that XML forbids are dropped' }])
  })
  const refused: readonly (readonly [it: string, bytes: Uint8Array, message: string])[] = [
    ['not UTF-8', Uint8Array.of(0x61, 0x0a, 0x62, 0xff, 0x0a), '_posts/2022-05-13-x.md:2:1: this line is not UTF-8; save the file as UTF-8'],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0x00), '_posts/2022-05-13-x.md:1:1: this is UTF-16; save the file as UTF-8'],
    ['over 10 MiB', new Uint8Array(10 * 1024 * 1024 + 1), '_posts/2022-05-13-x.md:1:1: the file is over 10 MiB'],
  ]
  for (const [name, bytes, message] of refused) it(`are refused when ${name}`, () => assert.deepEqual(readBytes(bytes).notes, [{ code: 'post.invalid', message }]))

  it('may be none at all', () => {
    const result = readBytes(new Uint8Array())
    assert.equal(result.kind === 'post' ? result.item.title?.value : '', 'X')
  })
})
