import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { findFeedLinks } from '../../../src/ingest/parse/feed-links.ts'

const page = (head: string, body = '') => `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`
const urls = (html: string) => findFeedLinks(html, 'https://example.org/blog/').map(({ url }) => url)

describe('findFeedLinks (H19)', () => {
  const cases = [
    { it: 'lists feeds in order', html: page('<link rel=alternate type=application/atom+xml href=/b><link rel="alternate" type="application/rss+xml" href="a">'), expect: ['https://example.org/b', 'https://example.org/blog/a'] },
    { it: 'knows JSON feeds', html: page('<link rel="alternate" type="application/feed+json" href="/f.json">'), expect: ['https://example.org/f.json'] },
    { it: 'resolves against <base>', html: page('<base href="/x/"><link rel="alternate" type="application/rss+xml" href="a">'), expect: ['https://example.org/x/a'] },
    { it: 'names each once', html: page('<link rel="alternate" type="application/rss+xml" href="/a"><link rel="alternate" type="application/rss+xml" href="/a">'), expect: ['https://example.org/a'] },
    { it: 'ignores oEmbed and WordPress’s API', html: page('<link rel="alternate" type="application/json" href="/wp-json/x"><link rel="alternate" type="application/json+oembed" href="/o">'), expect: [] },
    { it: 'ignores other relations and types', html: page('<link rel="stylesheet" type="text/css" href="/c"><link rel="alternate" hreflang="de" href="/de">'), expect: [] },
    { it: 'S14: ignores what nobody may ask', html: page(['file:///etc/passwd', 'javascript:alert(1)', 'java&#9;script:x', 'data:,x', 'http://['].map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`).join('')), expect: [] },
    { it: 'ignores links in the body', html: page('', '<link rel="alternate" type="application/rss+xml" href="/a">'), expect: [] },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(urls(c.html), c.expect))

  it('gives titles', () => assert.deepEqual(findFeedLinks(page('<link rel="alternate" type="application/rss+xml" title=" News " href="/a">'), null), [{ url: '/a', title: 'News', mediaType: 'application/rss+xml' }]))

  it('S23: gives titles in one line', () => assert.equal(findFeedLinks(page('<link rel="alternate" type="application/rss+xml" title="All\n  file:///x" href="/a">'), null)[0]?.title, 'All file:///x'))
  it('S14: of a page without an address too, it ignores what nobody may ask', () => assert.deepEqual(findFeedLinks(page('<link rel="alternate" type="application/rss+xml" href="file:///x">'), null), []))
})
