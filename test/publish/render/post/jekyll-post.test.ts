// A post must be read back as what it was made of, by our own reader and by a YAML parser, whatever upstream wrote.
import assert from 'node:assert/strict'
import { assert as check, property } from 'fast-check'
import { describe, it } from 'vitest'
import { parse } from 'yaml'
import { htmlToText, sanitizeHtml } from '../../../../src/formats/html.ts'
import { bytesOfPost } from '../../../../src/ingest/normalize/kept.ts'
import { completePost, rawPost } from '../../../../src/ingest/normalize/post-body.ts'
import type { ArticleId } from '../../../../src/model/article.ts'
import { isPostName, renderPost } from '../../../../src/publish/render/post/jekyll-post.ts'
import { isMarked } from '../../../../src/publish/render/post/mark.ts'
import { plainText } from '../../../../src/publish/select/clean.ts'
import { hostileTexts } from '../../../support/hostile-texts.ts'
import { postsSource, readGood } from '../../../support/post-source.ts'
import { HARBOUR, SITE, story, term } from '../../../support/story.ts'

const SHANGHAI = { ...SITE, timezone: 'Asia/Shanghai' }
const ID = '3f2a9c01b2d4e5f6'.padEnd(64, '7') as ArticleId

const WHOLE = story({
  articleId: ID,
  title: '快手的2022：“信任” "x" — a: b # c',
  publishedAt: Date.parse('2022-05-13T09:18:53Z'),
  updatedAt: Date.parse('2022-05-14T00:00:00Z'),
  categories: [term('category', '河畔经济报', 'hepanjingjibao')],
  tags: [term('tag', '河畔经济报新闻', 'x'), term('tag', '2022', 'y'), term('tag', 'two words', 'z')],
  authors: [{ name: 'Ann: B', email: null, url: null }, { name: 'Bo', email: null, url: null }],
  summary: 'A "short"\nsummary',
  imageUrl: 'https://harbour.example.org/a.png',
  enclosures: [{ url: 'https://harbour.example.org/a.mp3', mediaType: 'audio/mpeg', bytes: 12, seconds: null }],
})

describe('renderPost', () => {
  it('writes everything that Jekyll and its plugins look for', () => {
    const { path, text } = renderPost(WHOLE, SHANGHAI)
    assert.equal(path, '2022-05-13-3f2a9c01b2d4e5f6.md')
    const lines = text.split('\n')
    assert.match(lines[1] ?? '', /^# Written by Feedmill; what is changed here is lost\. [0-9a-f]{32}$/u)
    assert.deepEqual(lines.toSpliced(1, 1), [
      '---',
      'title: "快手的2022：“信任” \\"x\\" — a: b # c"',
      'date: 2022-05-13 17:18:53 +0800',
      'last_modified_at: 2022-05-14 08:00:00 +0800',
      'categories: ["hepanjingjibao"]',
      'tags: ["河畔经济报新闻","2022","two words"]',
      'author: "Ann: B, Bo"',
      'description: "A \\"short\\" summary"',
      'image: "https://harbour.example.org/a.png"',
      'enclosures: [{"url":"https://harbour.example.org/a.mp3","type":"audio/mpeg","length":12}]',
      'canonical_url: "https://harbour.example.org/1"',
      'link: "https://harbour.example.org/1"',
      'source: "Harbour Notes"',
      'guid: "https://harbour.example.org/1"',
      '---',
      '<div markdown="0">',
      '<p>It took five tides.</p>',
      '</div>',
      '',
    ])
  })

  it('leaves out what an article lacks', () => {
    const { text } = renderPost(story({ url: null, title: 'T' }), SITE)
    assert.deepEqual([...text.matchAll(/^(\w+): /gmu)].map(([, key]) => key), ['title', 'date', 'source', 'guid'])
  })

  it('takes the link of a post of our own for its canonical address, not for one elsewhere', () => {
    const { text } = renderPost(story({ source: null }), SITE)
    assert.deepEqual([/^canonical_url: .*/mu.exec(text)?.[0], /^link: /mu.test(text)], ['canonical_url: "https://harbour.example.org/1"', false])
  })

  const days = [
    { it: 'names a post after the day of the site', timezone: 'Asia/Shanghai', at: '2022-05-13T17:00:00Z', day: '2022-05-14', date: '2022-05-14 01:00:00 +0800' },
    { it: 'knows a zone behind UTC', timezone: 'America/St_Johns', at: '2022-01-01T01:00:00Z', day: '2021-12-31', date: '2021-12-31 21:30:00 -0330' },
    { it: 'takes UTC where a zone was not whole minutes away', timezone: 'Asia/Shanghai', at: '1900-06-01T12:00:00Z', day: '1900-06-01', date: '1900-06-01 12:00:00 +0000' },
    { it: 'begins with the first date that there is', timezone: 'America/New_York', at: '1900-01-01T00:00:00Z', day: '1900-01-01', date: '1900-01-01 00:00:00 +0000' },
  ]
  for (const c of days) {
    it(c.it, () => {
      const { path, text } = renderPost(story({ publishedAt: Date.parse(c.at), updatedAt: Date.parse(c.at) }), { ...SITE, timezone: c.timezone })
      assert.deepEqual([path.slice(0, 10), /^date: (.*)/mu.exec(text)?.[1]], [c.day, c.date])
      assert.ok(isPostName(path))
    })
  }

  const untitled = [
    { it: 'makes a title of the text', story: { contentHtml: '<p>First <em>words</em> of a note.</p>' }, title: 'First words of a note.' },
    { it: 'makes a title of the summary', story: { contentHtml: '', summary: 'In short' }, title: 'In short' },
    { it: 'falls back to the source', story: { contentHtml: '<img src="https://e.example/a.png">' }, title: HARBOUR.title },
    { it: 'falls back to the site', story: { contentHtml: '', source: null }, title: SITE.title },
  ]
  for (const c of untitled) {
    it(`${c.it} where there is none`, () => assert.equal(frontOf(renderPost(story({ title: null, ...c.story }), SITE).text)['title'], c.title))
  }

  it('shows the summary of an article without a text', () => {
    assert.match(renderPost(story({ contentHtml: '', summary: 'a < b\n\nc {{ d }}' }), SITE).text, /<p>a &lt; b<\/p><p>c &#123;\{ d \}\}<\/p>/u)
  })
})

describe('a body', () => {
  const bodies = [
    { it: 'holds no Liquid', html: '<p title="{{ a }}">{{ b }}{% c %}{{{ d</p><code>{%- e</code>', expect: '<p title="&#123;{ a }}">&#123;{ b }}&#123;% c %}&#123;&#123;{ d</p><code>&#123;%- e</code>' },
    { it: 'holds no attribute list of kramdown', html: '<p>a</p>{: .b} {::nomarkdown}', expect: '<p>a</p>&#123;: .b} &#123;::nomarkdown}' },
    { it: 'holds no blank line', html: '<p>a</p>\n\n \n<p>b</p>', expect: '<p>a</p>\n<p>b</p>' },
    { it: 'keeps the blank lines of what is preformatted', html: '<pre>a\n\n\nb</pre>\n\n<p>c</p>', expect: '<pre>a&#10;&#10;\nb</pre>\n<p>c</p>' },
    { it: 'keeps what looks like the end of a front matter', html: '<pre>a\n---\nb</pre>', expect: '<pre>a\n---\nb</pre>' },
  ]
  for (const c of bodies) {
    it(c.it, () => assert.equal(renderPost(story({ contentHtml: c.html }), SITE).text.split('\n---\n<div markdown="0">\n')[1], `${c.expect}\n</div>\n`))
  }
})

describe('the mark', () => {
  const { text } = renderPost(WHOLE, SITE)
  it('is on every post', () => assert.ok(isMarked(text)))
  it('is lost with any change', () => assert.ok(!isMarked(text.replace('tides', 'ties')) && !isMarked(text.replace('# Written', '# written')) && !isMarked('')))
})

describe('hostile texts', () => {
  it('come back exactly from YAML', () => {
    check(
      property(hostileTexts, hostileTexts, (written, label) => {
        const [title, tag] = [plainText(written) || 'x', plainText(label) || 'y']
        const front = frontOf(renderPost(story({ title, summary: `x${tag}`, tags: [term('tag', tag, 'slug')] }), SITE).text)
        assert.deepEqual([front['title'], front['tags'], front['guid']], [title, [tag], 'https://harbour.example.org/1'])
      }),
      { numRuns: 2000 },
    )
  })

  it('come back from our reader of posts: title, time, terms, link and text', () => {
    check(
      property(hostileTexts, hostileTexts, (written, inside) => {
        const title = plainText(written).replaceAll('<', '‹') || 'x' // tags in a title of Jekyll's are dropped, as jekyll-feed does
        const contentHtml = sanitizeHtml(`<p>${inside}</p><pre>${inside}\n\n${inside}</pre>{{ Liquid }} *emphasis* _a_ {: .x}`, null)
        const { path, text } = renderPost(story({ title, contentHtml, tags: [term('tag', title, 'slug')], categories: [term('category', 'C', 'c-1')] }), SHANGHAI)
        const source = postsSource('jekyll', { timezone: 'Asia/Shanghai', link: 'canonical' })
        const { item, body, notes } = readGood(text, `_posts/${path}`, source)
        assert.deepEqual([item.title?.value, item.published, notes], [title, '2025-10-16T15:05:00Z', []])
        assert.deepEqual(item.terms.map(({ label }) => label), ['c-1', title])
        assert.equal(item.links[0]?.href, 'https://harbour.example.org/1')
        assert.equal(shownText(rawPost(item, body)), htmlToText(contentHtml))
      }),
      { numRuns: 500 },
    )
  })
})

function frontOf(text: string): Readonly<Record<string, unknown>> {
  const block = /^---\n([\s\S]*?)\n---\n/u.exec(text)?.[1] ?? ''
  return parse(block, { version: '1.1' }) as Record<string, unknown>
}

function shownText(raw: ReturnType<typeof rawPost>): string {
  const stored = { raw: bytesOfPost(raw), article: { summary: null } } as unknown as Parameters<typeof completePost>[0]
  return htmlToText(completePost(stored).stored.article.contentHtml)
}
