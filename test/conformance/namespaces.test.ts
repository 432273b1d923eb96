// Vocabularies by every URI that publishers write for them, old, misspelled or right; and bases at every level of a document.

import { type Case, conforms } from './conformance.ts'

const SPELLINGS: Readonly<Record<string, { readonly uris: readonly string[]; readonly inside: string; readonly item: Case['item'] & {} }>> = {
  'Dublin Core': {
    uris: ['http://purl.org/dc/elements/1.1/', 'http://purl.org/dc/elements/1.0/', 'https://purl.org/dc/elements/1.1/', 'http://purl.org/dc/elements/1.1', 'http://purl.org/DC/elements/1.1/', 'http://purl.org/metadata/dublin_core#'],
    inside: '<p:title>A</p:title>',
    item: { title: 'A' },
  },
  'Dublin Core terms': { uris: ['http://purl.org/dc/terms/', 'http://purl.org/rss/1.0/modules/dcterms/'], inside: '<p:modified>2026-01-01</p:modified>', item: { updated: '2026-01-01T00:00:00Z' } },
  content: { uris: ['http://purl.org/rss/1.0/modules/content/', 'http://purl.org/rss/1.0/modules/content'], inside: '<p:encoded>&lt;b&gt;x&lt;/b&gt;</p:encoded>', item: { content: '<b>x</b>' } },
  itunes: {
    uris: ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'http://www.itunes.com/DTDs/Podcast-1.0.dtd', 'http://www.itunes.com/DTDs/PodCast-1.0.dtd', 'http://example.com/DTDs/PodCast-1.0.dtd', 'https://www.itunes.com/dtds/podcast-1.0.dtd'],
    inside: '<p:keywords>rye</p:keywords>',
    item: { tags: ['rye'] },
  },
  'Media RSS': {
    uris: ['http://search.yahoo.com/mrss/', 'http://search.yahoo.com/mrss', 'https://search.yahoo.com/mrss/', 'http://video.search.yahoo.com/mrss', 'http://www.rssboard.org/media-rss', 'http://tools.search.yahoo.com/mrss/'],
    inside: '<p:thumbnail url="https://example.org/t.jpg"/>',
    item: { image: 'https://example.org/t.jpg' },
  },
  Atom: {
    uris: ['http://www.w3.org/2005/Atom', 'http://www.w3.org/2005/atom', 'http://www.w3.org/2005/Atom/', 'https://www.w3.org/2005/Atom', 'http://purl.org/atom/ns#'],
    inside: '<p:link href="https://example.org/1"/>',
    item: { link: 'https://example.org/1' },
  },
}

for (const [vocabulary, { uris, inside, item }] of Object.entries(SPELLINGS)) {
  conforms(`${vocabulary} by its URI`, uris.map((uri) => ({ it: `reads ${uri}`, read: `<rss version="2.0" xmlns:p="${uri}"><channel><item>${inside}</item></channel></rss>`, item })))
}

const ATOM_URIS = ['http://www.w3.org/2005/Atom', 'https://www.w3.org/2005/Atom/', 'http://purl.org/atom/ns#', 'http://purl.org/atom/ns', 'http://example.com/newformat#', 'http://example.com/necho', 'http://purl.org/echo/', 'uri/of/echo/namespace#', 'http://purl.org/pie/', 'urn:made-up']

conforms('Feeds by the URI of their root', ATOM_URIS.map((uri) => ({ it: `reads Atom by ${uri}`, read: `<feed xmlns="${uri}"><title>T</title><entry><title>A</title></entry></feed>`, feed: { title: 'T' }, item: { title: 'A' } })))

const RSS_URIS = ['http://purl.org/rss/1.0/', 'http://my.netscape.com/rdf/simple/0.9/', 'http://channel.netscape.com/rdf/simple/0.9/', 'http://purl.org/net/rss1.1#']

conforms(
  'RDF by the URI of its items',
  RSS_URIS.map((uri) => ({ it: `reads ${uri}`, read: `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="${uri}"><channel><title>T</title></channel><item r:about="urn:1"><title>A</title></item></r:RDF>`, feed: { title: 'T' }, item: { id: 'urn:1', title: 'A' } })),
)

const where = 'https://example.org/f/atom'
const based = (feed: string, entry: string, inside: string) => `<feed xmlns="http://www.w3.org/2005/Atom"${feed}><entry${entry}>${inside}</entry></feed>`
const base = (uri: string) => ` xml:base="${uri}"`

conforms('Bases', [
  { it: 'of the document, for want of any', read: based('', '', '<link href="1"/>'), url: where, item: { link: 'https://example.org/f/1' } },
  { it: 'of the feed', read: based(base('https://a.example/b/'), '', '<link href="1"/>'), url: where, item: { link: 'https://a.example/b/1' } },
  { it: 'of the entry', read: based(base('https://a.example/b/'), base('https://c.example/d/'), '<link href="1"/>'), url: where, item: { link: 'https://c.example/d/1' } },
  { it: 'of the element', read: based('', base('https://c.example/d/'), '<link xml:base="https://e.example/" href="1"/>'), url: where, item: { link: 'https://e.example/1' } },
  { it: 'relative to the one above', read: based(base('https://a.example/b/'), base('c/'), '<link href="1"/>'), url: where, item: { link: 'https://a.example/b/c/1' } },
  { it: 'relative to the document', read: based(base('/b/'), base('c/'), '<link href="1"/>'), url: where, item: { link: 'https://example.org/b/c/1' } },
  { it: 'with a file name, whose folder counts', read: based(base('https://a.example/b/c.atom'), '', '<link href="1"/>'), url: where, item: { link: 'https://a.example/b/1' } },
  { it: 'empty, which changes nothing', read: based(base('https://a.example/b/'), base(''), '<link href="1"/>'), url: where, item: { link: 'https://a.example/b/1' } },
  { it: 'of another scheme, which is none', read: based(base('javascript:x()//'), '', '<link href="1"/>'), url: where, item: { link: 'https://example.org/f/1' } },
  { it: 'beyond ASCII', read: based(base('https://a.example/ü/'), '', '<link href="1"/>'), url: where, item: { link: 'https://a.example/%C3%BC/1' } },
  { it: 'going up', read: based(base('https://a.example/b/c/'), base('../d/'), '<link href="../1"/>'), url: where, item: { link: 'https://a.example/b/1' } },
  { it: 'with only a query to resolve', read: based(base('https://a.example/b?x=1'), '', '<link href="?p=1"/>'), url: where, item: { link: 'https://a.example/b?p=1' } },
  { it: 'for escaped HTML', read: based(base('https://a.example/b/'), '', '<content type="html">&lt;img src="i.png">&lt;a href="/x">x&lt;/a></content>'), url: where, item: { content: '<img src="https://a.example/b/i.png"><a href="https://a.example/x">x</a>' } },
  { it: 'for a summary', read: based('', base('https://c.example/d/'), '<summary type="html">&lt;a href="x">x&lt;/a></summary>'), url: where, item: { summary: '<a href="https://c.example/d/x">x</a>' } },
  { it: 'for xhtml, in its div', read: based('', '', '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml" xml:base="https://c.example/d/"><a href="x">x</a></div></content>'), url: where, item: { content: '<a href="https://c.example/d/x">x</a>' } },
  { it: 'for enclosures', read: based(base('https://a.example/b/'), '', '<link rel="enclosure" href="1.mp3"/>'), url: where, item: { enclosures: [{ url: 'https://a.example/b/1.mp3', type: 'audio/mpeg', length: null }] } },
  { it: 'for people', read: based(base('https://a.example/b/'), '', '<author><name>Ann</name><uri>ann</uri></author>'), url: where, item: { authors: [{ name: 'Ann', email: null, url: 'https://a.example/b/ann' }] } },
  { it: 'for the feed’s own link and logo', read: `<feed xmlns="http://www.w3.org/2005/Atom"${base('https://a.example/b/')}><link href="."/><logo>l.png</logo></feed>`, url: where, feed: { link: 'https://a.example/b/', image: 'https://a.example/b/l.png' } },
  { it: 'in RSS, at every level', read: `<rss${base('https://a.example/')}><channel${base('b/')}><item${base('c/')}><link>1</link></item></channel></rss>`, url: where, item: { link: 'https://a.example/b/c/1' } },
  { it: 'never for ids', read: based(base('https://a.example/b/'), '', '<id>1</id>'), url: where, item: { id: '1' } },
  { it: 'never outlive their element', read: `<feed xmlns="http://www.w3.org/2005/Atom"><entry${base('https://a.example/')}><id>1</id></entry><entry><id>2</id><link href="x"/></entry></feed>`, url: where, ids: ['1', '2'] },
])
