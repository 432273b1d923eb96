// The library's face, as another program imports it.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { FeedmillError, loadConfig, readFeed, readPost, refresh } from '../src/lib.ts'
import { makeSite } from './support/site.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('readFeed', () => {
  const feed = readFeed(
    bytes(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>A &amp; B</title><link>/</link><description>d</description><language>en</language>
      <item><title>One &amp;amp; two</title><link>/1</link><guid isPermaLink="false">g1</guid><pubDate>Fri, 13 May 2022 17:18:53 +0800</pubDate><author>a@example.org (Ann)</author>
        <category>Ruby</category><enclosure url="/a.mp3" type="audio/mpeg" length="123"/><description>Short</description><content:encoded><![CDATA[<p onclick="x()">Long <a href="/2">link</a><script>1</script></p>]]></content:encoded></item>
      </channel></rss>`),
    { contentType: 'application/rss+xml', url: 'https://example.org/feed.rss' },
  )

  it('gives plain text, safe HTML, absolute links and ISO dates', () => {
    assert.deepEqual(feed, {
      title: 'A & B',
      link: 'https://example.org/',
      description: 'd',
      language: 'en',
      updated: null,
      id: feed.id,
      image: null,
      items: [
        {
          id: 'g1',
          title: 'One & two',
          link: 'https://example.org/1',
          summary: 'Short',
          content: '<p>Long <a href="https://example.org/2">link</a></p>',
          published: '2022-05-13T09:18:53Z',
          updated: null,
          authors: [{ name: 'Ann', email: 'a@example.org', url: null }],
          tags: ['Ruby'],
          enclosures: [{ url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 123 }],
          image: null,
        },
      ],
      notes: [],
    })
  })

  it('makes the best of hints that say nothing', () => {
    const document = bytes('<rss><channel><link>https://example.org/</link><item><link>/1</link></item></channel></rss>')
    for (const hints of [{}, { url: '', contentType: '' }, { url: ' ' }, { contentType: 'image/png; charset=klingon' }, { contentType: 'text/xml; charset=utf-16' }]) {
      const read = readFeed(document, hints)
      assert.deepEqual([read.id, read.items[0]?.link, read.notes], [null, 'https://example.org/1', []])
    }
  })

  it('throws one kind of error for what is no feed', () => {
    assert.throws(() => readFeed(bytes('<!doctype html><p>Hello')), (error) => error instanceof FeedmillError && error.code === 'parse.not_a_feed')
    assert.throws(() => readFeed(new Uint8Array()), (error) => error instanceof FeedmillError && error.code === 'parse.empty')
  })
})

describe('readPost', () => {
  it('reads a post by the rules of its dialect', () => {
    const post = readPost('---\ntitle: Hello\ntags: [a, b]\n---\n\nSome *text*.\n', '_posts/2026-01-02-hello.md', { dialect: 'jekyll', siteUrl: 'https://example.org' })
    assert.deepEqual(
      [post.state, post.title, post.link, post.published, post.tags, post.content],
      ['post', 'Hello', 'https://example.org/2026/01/02/hello.html', '2026-01-02T00:00:00Z', ['a', 'b'], '<p>Some <em>text</em>.</p>\n'],
    )
  })
})

describe('loadConfig and refresh', () => {
  it('run a site', async () => {
    const site = makeSite({ 'feedmill.yaml': 'site: { title: M, url: https://m.example.org }\nsources: [{ id: a, type: posts, path: posts }]\n', 'posts/a.md': '---\ntitle: A\ndate: 2026-01-01\n---\nText\n' })
    const report = await refresh(await loadConfig(`${site.dir}/feedmill.yaml`))
    assert.deepEqual([report.ok, report.articles.new, report.sources[0]?.outcome], [true, 1, 'ingested'])
    site.remove()
  })
})
