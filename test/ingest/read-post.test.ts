// The library's readPost: one post to a plain object, without config or store.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { readPost } from '../../src/ingest/read-post.ts'
import { withFront } from '../support/post-source.ts'

describe('readPost', () => {
  it('gives every field of a post', () => {
    const text = withFront('title: One\ncategory: News\ntags: [a, b]\nauthor: Bo\nimage: /i.png\nlang: en\nexternal_url: https://e.example/', '*Hello*\n\nmore <script>x</script>')
    assert.deepEqual(readPost(text, '_posts/2022-05-13-one.md', { dialect: 'jekyll', siteUrl: 'https://example.org' }), {
      state: 'post',
      id: 'https://example.org/2022/05/13/one.html'.replace('/2022', '/news/2022'),
      link: 'https://example.org/news/2022/05/13/one.html',
      externalLink: 'https://e.example/',
      title: 'One',
      summary: 'Hello',
      content: '<p><em>Hello</em></p>\n<p>more </p>\n',
      published: '2022-05-13T00:00:00Z',
      updated: null,
      authors: [{ name: 'Bo', email: null, url: null }],
      categories: ['News'],
      tags: ['a', 'b'],
      image: 'https://example.org/i.png',
      language: 'en',
      notes: [],
    })
  })

  it('takes terms for what they say, not for HTML', () => {
    const text = withFront('category: "<video>"\ntags: [List<T>, Tea&amp;Cake]')
    const { categories, tags } = readPost(text, '_posts/2022-05-13-one.md', { dialect: 'jekyll' })
    assert.deepEqual([categories, tags], [['<video>'], ['List<T>', 'Tea&amp;Cake']])
  })

  it('reads any dialect, plain by default', () => {
    assert.equal(readPost(withFront('date: 2022-05-13', '# Heading'), 'x.md').title, 'Heading')
    assert.equal(readPost('+++\ntitle = "One"\ndate = 2022-05-13T10:00:00\n+++\n', 'content/x.md', { dialect: 'hugo', timezone: 'Asia/Shanghai' }).published, '2022-05-13T02:00:00Z')
  })

  it('tells why a file is no post', () => {
    const now = new Date('2026-05-01T00:00:00Z')
    assert.equal(readPost(withFront('date: 2027-01-01'), 'x.md', { now }).state, 'future')
    assert.equal(readPost(withFront('date: 2027-01-01'), 'x.md').state, 'post')
    assert.equal(readPost(withFront('date: 2027-01-01'), 'x.md', { now, dialect: 'hexo' }).state, 'post', 'as a source of that dialect')
    assert.equal(readPost(withFront('date: 2027-01-01'), 'x.md', { now, dialect: 'hexo', future: false }).state, 'future')
    assert.equal(readPost(withFront('draft: true'), 'x.md').state, 'hidden')
    assert.equal(readPost('Text', 'x.md').state, 'skipped')
    const broken = readPost('---\ntitle: a\n', 'x.md')
    assert.deepEqual([broken.state, broken.title, broken.notes], ['invalid', null, [{ code: 'post.invalid', message: 'x.md:1:1: the front matter is not closed; end it with a line of ---' }]])
  })
})
