import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { Article, ArticleId, SourceId } from '../../src/model/article.ts'
import { articleId, identityKeys, type Identifying, isMovedOnly, likenessOf, revisionOf } from '../../src/model/identity.ts'
import { article as made } from '../store/samples.ts'

const item = (parts: Partial<Identifying>): Identifying => ({ guid: null, url: null, title: null, publishedAt: null, ...parts })

describe('identityKeys', () => {
  const cases = [
    { it: 'prefers the guid', items: [item({ guid: 'g', url: 'u', title: 't' })], expect: ['g'] },
    { it: 'takes the url where there is no guid', items: [item({ url: 'u', title: 't' })], expect: ['u'] },
    { it: 'takes title and date where there is neither', items: [item({ title: 't', publishedAt: 5 })], expect: ['t\n5'] },
    { it: 'takes a title alone', items: [item({ title: 't' })], expect: ['t\n'] },
    { it: 'has nothing for an item that says nothing', items: [item({})], expect: [null] },
    { it: 'lets the url decide where a guid is shared', items: [item({ guid: 'g', url: 'a' }), item({ guid: 'g', url: 'b' })], expect: ['a', 'b'] },
    { it: 'calls a repeated item the same', items: [item({ guid: 'g', url: 'a' }), item({ guid: 'g', url: 'a' })], expect: ['g', 'g'] },
    { it: 'remembers a guid that was shared before', shared: [['g', null]], items: [item({ guid: 'g', url: 'a' })], expect: ['a'] },
    { it: 'leaves a shared guid to the article that had it alone', shared: [['g', 'a']], items: [item({ guid: 'g', url: 'b' }), item({ guid: 'g', url: 'a' })], expect: ['b', 'g'] },
    { it: 'keeps a shared guid where there is no url', shared: [['g', null]], items: [item({ guid: 'g', title: 't' })], expect: ['g'] },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(identityKeys(c.items, new Map(c.shared as [string, string | null][] | undefined)), c.expect))
})

describe('articleId', () => {
  it('differs between sources that use the same guid', () => {
    assert.notEqual(articleId('a' as SourceId, '1'), articleId('b' as SourceId, '1'))
    assert.match(articleId('a' as SourceId, '1'), /^[0-9a-f]{64}$/)
  })
})

describe('revisionOf', () => {
  const article: Omit<Article, 'revision' | 'contentHtml'> = {
    id: '0' as ArticleId,
    sourceId: 'a' as SourceId,
    guid: 'g',
    url: null,
    externalUrl: null,
    title: 'Title',
    summary: null,
    publishedAt: 1,
    updatedAt: 1,
    language: null,
    authors: [],
    categories: [],
    tags: [],
    enclosures: [],
    imageUrl: null,
    commentsUrl: null,
    rights: null,
    via: null,
  }
  const before = revisionOf(article, '<p>text</p>')

  it('stays when only the claimed time of change moves', () => assert.equal(revisionOf({ ...article, updatedAt: 2 }, '<p>text</p>'), before))
  it('changes with the title', () => assert.notEqual(revisionOf({ ...article, title: 'Titles' }, '<p>text</p>'), before))
  it('changes with the text', () => assert.notEqual(revisionOf(article, '<p>texts</p>'), before))
})

describe('likenessOf', () => {
  it('is one for the same title and date', () => assert.equal(likenessOf({ title: 'T', publishedAt: 1 }), likenessOf({ title: 'T', publishedAt: 1 })))
  it('is another for another date', () => assert.notEqual(likenessOf({ title: 'T', publishedAt: 1 }), likenessOf({ title: 'T', publishedAt: 2 })))
  it('is none without a title or a date', () => assert.deepEqual([likenessOf({ title: null, publishedAt: 1 }), likenessOf({ title: 'T', publishedAt: null })], [null, null]))
})

describe('isMovedOnly', () => {
  const stored = made('s', 'a', { url: 'http://example.org/a', commentsUrl: 'http://example.org/a#c' })
  it('is true of the same article at another address', () => assert.ok(isMovedOnly({ ...stored, guid: 'b', url: 'https://example.org/2/a', commentsUrl: null, revision: 'x' }, stored)))
  it('is false with another text', () => assert.ok(!isMovedOnly({ ...stored, contentHtml: '<p>Other</p>' }, stored)))
  it('is false with another picture', () => assert.ok(!isMovedOnly({ ...stored, imageUrl: 'https://example.org/a.png' }, stored)))
})
