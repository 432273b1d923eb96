import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { ALL, feedId, isOurFeed } from '../../src/model/feed.ts'

const site = { url: 'https://mill.example.org/feeds/' }
const OUR_ID = feedId(ALL, site)

describe('a feed that comes back', () => {
  const cases = [
    { it: 'is ours by its address', id: null, feedUrl: 'https://mill.example.org/feeds/all.rss', ours: true },
    { it: 'is ours by its address over http', id: null, feedUrl: 'http://mill.example.org/feeds/tag/tides.json', ours: true },
    { it: 'is ours where it is a page of an archive', id: null, feedUrl: 'https://mill.example.org/feeds/archive/tag/tides/2026-1.atom', ours: true },
    { it: 'is ours by its id alone', id: OUR_ID, feedUrl: null, ours: true },
    { it: 'is ours by its id where another host serves it', id: OUR_ID, feedUrl: 'https://proxy.example.net/all.atom', ours: true },
    { it: 'is another mill’s on our host', id: OUR_ID, feedUrl: 'https://mill.example.org/other/all.atom', ours: false },
    { it: 'is another mill’s on another port of our host', id: OUR_ID, feedUrl: 'https://mill.example.org:8443/feeds/all.atom', ours: false },
    { it: 'is another mill’s', id: feedId(ALL, { url: 'https://other.example.org/' }), feedUrl: 'https://other.example.org/feeds/all.atom', ours: false },
    { it: 'is a blog’s of our site', id: null, feedUrl: 'https://mill.example.org/feeds/blog.xml', ours: false },
    { it: 'is no page of ours for people', id: null, feedUrl: 'https://mill.example.org/feeds/all.html', ours: false },
    { it: 'is no source of ours named as one of its entries', id: 'tag:mill.example.org,2026:feed/all', feedUrl: null, ours: false },
    { it: 'is nobody’s without a name', id: null, feedUrl: null, ours: false },
    { it: 'is nobody’s by a broken address', id: null, feedUrl: 'https://[', ours: false },
  ]
  for (const { it: sentence, ours, ...named } of cases) it(sentence, () => assert.equal(isOurFeed(named, site), ours))
})
