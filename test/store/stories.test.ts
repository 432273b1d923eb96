import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { ArticleId } from '../../src/model/article.ts'
import type { Placed } from '../../src/store/rows.ts'
import { groupStories, MAX_SHARING, storyKeysOf } from '../../src/store/stories.ts'
import { source } from './samples.ts'

/** `b2:x,y` is the article of source b, second to be seen, with the keys x and y. */
function placed(written: string): Placed {
  const [name = '', keys = ''] = written.split(':')
  const seen = Number(name.slice(1))
  const sighting = { firstSeenAt: seen, revisedAt: null, sortAt: seen }
  return { n: seen, id: name as ArticleId, sourceId: source(name.slice(0, 1)), revision: '', sighting, published: true, terms: [], keys: keys === '' ? [] : keys.split(','), story: seen, stamp: '', hits: [] }
}

describe('groupStories', () => {
  const cases = [
    { it: 'leaves what shares nothing alone', articles: 'a1:x b2:y c3', expect: 'a1 b2 c3' },
    { it: 'joins what shares a key, the first seen first', articles: 'b2:x a1:x', expect: 'a1+b2' },
    { it: 'joins over a chain of keys', articles: 'a1:x b2:x,y c3:y', expect: 'a1+b2+c3' },
    { it: 'joins two stories by a late tie', articles: 'a1:x b2:y c3:x,y', expect: 'a1+b2+c3' },
    { it: 'lets a key that one source uses twice mean nothing', articles: 'a1:x a2:x b3:x', expect: 'a1 a2 b3' },
    { it: 'never takes two articles of a source into one story', articles: 'a1:x a2:y b3:x,y', expect: 'a1+b3 a2' },
    { it: 'does not join two stories that both have an article of a source', articles: 'a1:x b2:x a3:y c4:y d5:x,y', expect: 'a1+b2+d5 a3+c4' },
    { it: 'does not care for the order it is given', articles: 'd5:x,y c4:y a3:y b2:x a1:x', expect: 'a1+b2+d5 a3+c4' },
  ]
  for (const c of cases) {
    it(c.it, () => {
      const stories = groupStories(c.articles.split(' ').map(placed)).map((story) => story.map(({ id }) => id).join('+'))
      assert.equal(stories.sort((a, b) => (a < b ? -1 : 1)).join(' '), c.expect)
    })
  }

  it('lets a key that too many share mean nothing', () => {
    const crowd = Array.from({ length: MAX_SHARING + 1 }, (_, n) => ({ ...placed(`a${n}:x`), sourceId: source(`s${n}`) }))
    assert.deepEqual([groupStories(crowd.slice(1)).length, groupStories(crowd).length], [1, MAX_SHARING + 1])
  })

  it('passes over a barred key', () => assert.equal(groupStories([placed('a1:x'), placed('b2:x')], new Set(['x'])).length, 2))
})

describe('storyKeysOf', () => {
  const cases = [
    { it: 'takes an address and an IRI guid', url: 'https://example.org/a', guid: 'tag:example.org,2026:a', expect: 2 },
    { it: 'takes no guid that is no IRI', url: 'https://example.org/a', guid: '2026/a', expect: 1 },
    { it: 'takes no guid that other sources may use for something else', url: null, guid: 'article:55', expect: 0 },
    { it: 'takes no guid with a blank in it', url: null, guid: 'Re: an answer', expect: 0 },
    { it: 'takes no home page for an article', url: 'https://example.org/?#top', guid: 'a', expect: 0 },
    { it: 'takes a home page with a query', url: 'https://example.org/?p=17', guid: 'a', expect: 1 },
  ]
  for (const c of cases) it(c.it, () => assert.equal(storyKeysOf(c).length, c.expect))

  it('knows an address by its canonical form', () => {
    assert.deepEqual(storyKeysOf({ url: 'https://Example.org/a#part', guid: '' }), storyKeysOf({ url: 'https://example.org/a', guid: '' }))
  })
})
