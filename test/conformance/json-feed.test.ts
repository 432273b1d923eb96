// JSON Feed 1.1 and 1.0, by the specification, and what is wrongly typed.

import { conforms, jsonFeed, jsonItem } from './conformance.ts'

conforms('JSON Feed', [
  {
    it: 'has what its top level says',
    read: jsonFeed({ title: 'T', home_page_url: 'https://example.org/', feed_url: 'https://example.org/feed.json', description: 'D', language: 'fr', icon: 'https://example.org/i.png' }),
    feed: { title: 'T', link: 'https://example.org/', id: 'https://example.org/feed.json', description: 'D', language: 'fr', image: 'https://example.org/i.png' },
  },
  { it: 'has a favicon for want of an icon', read: jsonFeed({ favicon: 'https://example.org/f.ico' }), feed: { image: 'https://example.org/f.ico' } },
  { it: 'may begin with a BOM and blanks', read: `\ufeff \n${jsonFeed({ items: [{ id: '1' }] })}`, ids: ['1'] },
  { it: 'is told from its body, whatever its label', read: jsonItem({ id: '1' }), contentType: 'text/html', ids: ['1'] },
  { it: 'may say no version', read: '{"title":"T","items":[{"id":"1"}]}', ids: ['1'] },
])

conforms('JSON Feed item', [
  { it: 'has an id and a url', read: jsonItem({ id: '1', url: 'https://example.org/1' }), item: { id: '1', link: 'https://example.org/1' } },
  { it: 'has a number for an id', read: jsonItem({ id: 17 }), item: { id: '17' } },
  { it: 'does not take external_url for its own', read: jsonItem({ id: 'x', external_url: 'https://else.example/' }), item: { link: null } },
  { it: 'prefers content_html to content_text', read: jsonItem({ id: '1', content_text: 'x', content_html: '<p>y</p>' }), item: { content: '<p>y</p>' } },
  { it: 'has plain text', read: jsonItem({ id: '1', content_text: 'a < b' }), item: { content: '<p>a &lt; b</p>' } },
  { it: 'has a summary beside its content', read: jsonItem({ id: '1', summary: 'S', content_html: '<p>y</p>' }), item: { summary: '<p>S</p>', content: '<p>y</p>' } },
  { it: 'has a title in plain text, whatever it looks like', read: jsonItem({ id: '1', title: 'The <b> tag &amp; more' }), item: { title: 'The <b> tag &amp; more' } },
  { it: 'has no title where it says null', read: jsonItem({ id: '1', title: null }), item: { title: null } },
  { it: 'was published and modified', read: jsonItem({ id: '1', date_published: '2026-01-01T10:00:00-05:00', date_modified: '2026-01-02T10:00:00Z' }), item: { published: '2026-01-01T15:00:00Z', updated: '2026-01-02T10:00:00Z' } },
  { it: 'has the authors of version 1.1', read: jsonItem({ id: '1', authors: [{ name: 'Ann', url: 'https://example.org/ann' }, { name: 'Bob' }] }), item: { authors: [{ name: 'Ann', email: null, url: 'https://example.org/ann' }, { name: 'Bob', email: null, url: null }] } },
  { it: 'has the author of version 1', read: jsonItem({ id: '1', author: { name: 'Ann' } }), item: { authors: [{ name: 'Ann', email: null, url: null }] } },
  { it: 'counts an author named both ways once', read: jsonItem({ id: '1', author: { name: 'Ann' }, authors: [{ name: 'Ann' }] }), item: { authors: [{ name: 'Ann', email: null, url: null }] } },
  { it: 'has an address by a mailto page', read: jsonItem({ id: '1', authors: [{ name: 'Ann', url: 'mailto:ann@example.org' }] }), item: { authors: [{ name: 'Ann', email: 'ann@example.org', url: null }] } },
  { it: 'has its feed’s authors where it has none', read: jsonFeed({ authors: [{ name: 'Ann' }], items: [{ id: '1' }] }), item: { authors: [{ name: 'Ann', email: null, url: null }] } },
  { it: 'has tags', read: jsonItem({ id: '1', tags: ['a', ' b ', '', 3] }), item: { tags: ['a', 'b', '3'] } },
  { it: 'has an image, else a banner', read: jsonItem({ id: '1', banner_image: 'https://example.org/b.png' }), item: { image: 'https://example.org/b.png' } },
  { it: 'has attachments', read: jsonItem({ id: '1', attachments: [{ url: 'https://example.org/1.mp3', mime_type: 'audio/mpeg', size_in_bytes: 12, duration_in_seconds: 60 }] }), item: { enclosures: [{ url: 'https://example.org/1.mp3', type: 'audio/mpeg', length: 12 }] } },
  { it: 'resolves its links against the document', read: jsonItem({ id: '1', url: '/1', content_html: '<a href="x">x</a>' }), url: 'https://example.org/a/feed.json', item: { link: 'https://example.org/1', content: '<a href="https://example.org/a/x">x</a>' } },
])

conforms('JSON that is not as it should be (C11, S8)', [
  { it: 'passes over wrongly typed parts', read: jsonItem({ id: '1', title: { a: 1 }, tags: 'x', authors: 'y', attachments: {}, url: 7 }), item: { title: null, tags: [], authors: [], enclosures: [] } },
  { it: 'skips an item that is no object', read: jsonFeed({ items: [null, 'x', { id: '1' }] }), ids: ['1'], notes: ['item.skipped', 'item.skipped'] },
  { it: 'takes nothing from __proto__', read: '{"items":[{"id":"1","__proto__":{"title":"x"},"constructor":{"prototype":{"title":"x"}}}]}', item: { title: null } },
  { it: 'drops characters that no XML may hold', read: '{"items":[{"id":"1","title":"a\\u0000b\\ud800c"}]}', item: { title: 'abc' } },
  { it: 'says where it is malformed', read: '{"items": [\n  {"id" 1}]}', fails: { code: 'parse.malformed', says: /document:2:9: not valid JSON/u } },
  { it: 'says that it ends in the middle', read: '{"items": [', fails: { code: 'parse.malformed', says: /1:12: the document ends in the middle/u } },
  { it: 'says that there are no items', read: '{"title":"x"}', fails: { code: 'parse.not_a_feed', says: /JSON without `items`/u } },
  { it: 'says that it is a list', read: '[1]', fails: { code: 'parse.not_a_feed', says: /JSON list/u } },
  { it: 'survives deep nesting (H6)', read: `{"items":[{"id":"1","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`, ids: ['1'] },
])
