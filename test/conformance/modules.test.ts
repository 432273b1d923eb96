// People, terms and what modules add, in whichever format they stand.

import type { Author } from '../../src/model/article.ts'
import { atomEntry, type Case, conforms, rdf, rss, rssItem } from './conformance.ts'

const person = (name: string, email: string | null = null, url: string | null = null): Author => ({ name, email, url })

const spellings: readonly (readonly [it: string, text: string, author: Author])[] = [
  ['an address and a name in brackets', 'ann@example.org (Ann Lee)', person('Ann Lee', 'ann@example.org')],
  ['a name and an address in brackets', 'Ann Lee (ann@example.org)', person('Ann Lee', 'ann@example.org')],
  ['a name and an address in angles', 'Ann Lee &lt;ann@example.org&gt;', person('Ann Lee', 'ann@example.org')],
  ['a quoted name and an address', '"Lee, Ann" &lt;ann@example.org&gt;', person('Lee, Ann', 'ann@example.org')],
  ['an address alone', 'ann@example.org', person('ann@example.org', 'ann@example.org')],
  ['an address in empty brackets', 'ann@example.org ()', person('ann@example.org', 'ann@example.org')],
  ['a mailto link', 'mailto:ann@example.org', person('ann@example.org', 'ann@example.org')],
  ['a name alone', 'Ann Lee', person('Ann Lee')],
  ['a name with a page', 'Ann Lee (https://example.org/ann)', person('Ann Lee', null, 'https://example.org/ann')],
  ['a name with an entity', 'Ann &amp;amp; Bob', person('Ann & Bob')],
  ['a handle that is no address', '@ann', person('@ann')],
]

conforms('People', [
  ...spellings.map(([it, text, author]): Case => ({ it: `reads ${it}`, read: rssItem(`<guid>1</guid><author>${text}</author>`), item: { authors: [author] } })),
  { it: 'reads dc:creator twice', read: rssItem('<guid>1</guid><dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>'), item: { authors: [person('Ann'), person('Bob')] } },
  { it: 'joins an address and a name of one item', read: rssItem('<guid>1</guid><author>ann@example.org</author><dc:creator>Ann Lee</dc:creator>'), item: { authors: [person('Ann Lee', 'ann@example.org')] } },
  { it: 'counts a person named twice once', read: rssItem('<guid>1</guid><author>ann@example.org (Ann)</author><itunes:author>Ann</itunes:author>'), item: { authors: [person('Ann', 'ann@example.org')] } },
  { it: 'reads an author with parts, as Atom has it', read: rssItem('<guid>1</guid><author><name>Ann</name><email>ann@example.org</email></author>'), item: { authors: [person('Ann', 'ann@example.org')] } },
  { it: 'reads atom:author in RSS', read: rssItem('<guid>1</guid><atom:author><atom:name>Ann</atom:name></atom:author>'), item: { authors: [person('Ann')] } },
  { it: 'falls back on the managing editor', read: rss('<managingEditor>ed@example.org (Ed)</managingEditor><item><guid>1</guid></item>'), item: { authors: [person('Ed', 'ed@example.org')] } },
  { it: 'does not fall back on the web master', read: rss('<webMaster>web@example.org</webMaster><item><guid>1</guid></item>'), item: { authors: [] } },
  { it: 'falls back on the podcast’s author', read: rss('<itunes:author>The Show</itunes:author><item><guid>1</guid></item>'), item: { authors: [person('The Show')] } },
  { it: 'falls back on the podcast’s owner', read: rss('<itunes:owner><itunes:name>Ann</itunes:name><itunes:email>ann@example.org</itunes:email></itunes:owner><item><guid>1</guid></item>'), item: { authors: [person('Ann', 'ann@example.org')] } },
])

conforms('Terms', [
  { it: 'reads several categories', read: rssItem('<guid>1</guid><category>a</category><category domain="urn:d">b</category>'), item: { tags: ['a', 'b'] } },
  { it: 'keeps a category with a comma or slash whole', read: rssItem('<guid>1</guid><category>Art, music/stage</category>'), item: { tags: ['Art, music/stage'] } },
  { it: 'counts terms that differ in case and blanks once', read: rssItem('<guid>1</guid><category>Big News</category><category>big  news</category>'), item: { tags: ['Big News'] } },
  { it: 'passes over empty ones', read: rssItem('<guid>1</guid><category> </category><category/>'), item: { tags: [] } },
  { it: 'decodes what was escaped twice', read: rssItem('<guid>1</guid><category>R&amp;amp;D</category>'), item: { tags: ['R&D'] } },
  { it: 'splits itunes:keywords at commas', read: rssItem('<guid>1</guid><itunes:keywords>tea, coffee ,,milk</itunes:keywords>'), item: { tags: ['tea', 'coffee', 'milk'] } },
  { it: 'reads media:keywords and media:category of a group', read: rssItem('<guid>1</guid><media:group><media:category label="Cats">c</media:category><media:keywords>kitten</media:keywords></media:group>'), item: { tags: ['Cats', 'kitten'] } },
  { it: 'does not give the feed’s terms to its items', read: rss('<category>all</category><item><guid>1</guid></item>'), item: { tags: [] } },
])

conforms('Podcasts', [
  { it: 'have a cover for the feed', read: rss('<itunes:image href="https://example.org/c.jpg"/>'), feed: { image: 'https://example.org/c.jpg' } },
  { it: 'have a cover for an episode', read: rssItem('<guid>1</guid><itunes:image href="https://example.org/e.jpg"/>'), item: { image: 'https://example.org/e.jpg' } },
  { it: 'have show notes in itunes:summary', read: rssItem('<guid>1</guid><itunes:summary>Notes</itunes:summary>'), item: { content: 'Notes' } },
  { it: 'have longer ones in description', read: rssItem('<guid>1</guid><description>Long</description><itunes:summary>Notes</itunes:summary>'), item: { content: 'Long' } },
  { it: 'may spell the namespace in other letters', read: '<rss xmlns:i="http://www.itunes.com/DTDs/PodCast-1.0.dtd"><channel><item><guid>1</guid><i:image href="https://example.org/e.jpg"/></item></channel></rss>', item: { image: 'https://example.org/e.jpg' } },
  { it: 'have a title of their own beside the item’s', read: rssItem('<guid>1</guid><title>1: Tea</title><itunes:title>Tea</itunes:title>'), item: { title: '1: Tea' } },
])

conforms('Media RSS', [
  { it: 'attaches media:content', read: rssItem('<guid>1</guid><media:content url="https://example.org/v.mp4" type="video/mp4" fileSize="9" duration="5"/>'), item: { enclosures: [{ url: 'https://example.org/v.mp4', type: 'video/mp4', length: 9 }] } },
  { it: 'attaches every content of a group', read: rssItem('<guid>1</guid><media:group><media:content url="https://example.org/a.mp4"/><media:content url="https://example.org/b.webm"/></media:group>'), item: { enclosures: [{ url: 'https://example.org/a.mp4', type: 'video/mp4', length: null }, { url: 'https://example.org/b.webm', type: 'video/webm', length: null }] } },
  { it: 'attaches a file named by enclosure too once', read: rssItem('<guid>1</guid><enclosure url="https://example.org/a.mp3" type="audio/mpeg" length="0"/><media:content url="https://example.org/a.mp3" fileSize="8"/>'), item: { enclosures: [{ url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 8 }] } },
  { it: 'has a thumbnail', read: rssItem('<guid>1</guid><media:thumbnail url="https://example.org/t.jpg"/>'), item: { image: 'https://example.org/t.jpg', enclosures: [] } },
  { it: 'has a thumbnail within content within a group', read: rssItem('<guid>1</guid><media:group><media:content url="https://example.org/a.mp4"><media:thumbnail url="https://example.org/t.jpg"/></media:content></media:group>'), item: { image: 'https://example.org/t.jpg' } },
  { it: 'has a picture as content', read: rssItem('<guid>1</guid><media:content url="https://example.org/p" medium="image"/>'), item: { image: 'https://example.org/p', enclosures: [{ url: 'https://example.org/p', type: 'image/*', length: null }] } },
  { it: 'has a title and a description where the item has none', read: rssItem('<guid>1</guid><media:group><media:title>M</media:title><media:description>D</media:description></media:group>'), item: { title: 'M', content: 'D' } },
  { it: 'never overrules the item’s own title', read: rssItem('<guid>1</guid><media:title>M</media:title><title>T</title>'), item: { title: 'T' } },
  { it: 'works in Atom', read: atomEntry('<id>1</id><media:group><media:thumbnail url="https://example.org/t.jpg"/><media:description>D</media:description></media:group>'), item: { image: 'https://example.org/t.jpg', summary: 'D' } },
  { it: 'may have the old namespace', read: '<rss xmlns:m="http://search.yahoo.com/mrss"><channel><item><guid>1</guid><m:thumbnail url="https://example.org/t.jpg"/></item></channel></rss>', item: { image: 'https://example.org/t.jpg' } },
])

conforms('Other modules', [
  { it: 'FeedBurner’s original link wins', read: rssItem('<link>https://feeds.example/~r/1</link><feedburner:origLink>https://example.org/1</feedburner:origLink>'), item: { link: 'https://example.org/1' } },
  { it: 'dcterms:modified is when an item changed', read: rssItem('<guid>1</guid><dcterms:modified>2026-01-02</dcterms:modified>'), item: { updated: '2026-01-02T00:00:00Z' } },
  { it: 'dcterms:created is when it was published', read: rssItem('<guid>1</guid><dcterms:created>2026-01-02</dcterms:created>'), item: { published: '2026-01-02T00:00:00Z' } },
  { it: 'pubDate wins over dc:date', read: rssItem('<guid>1</guid><dc:date>2026-01-01</dc:date><pubDate>Fri, 02 Jan 2026 00:00:00 GMT</pubDate>'), item: { published: '2026-01-02T00:00:00Z' } },
  { it: 'atom:link gives RSS items a link', read: rssItem('<guid isPermaLink="false">1</guid><atom:link href="https://example.org/1"/>'), item: { link: 'https://example.org/1' } },
  { it: 'atom:updated gives RSS items a date of change', read: rssItem('<guid>1</guid><atom:updated>2026-01-02T00:00:00Z</atom:updated>'), item: { updated: '2026-01-02T00:00:00Z' } },
  { it: 'an XHTML body is the text', read: rssItem('<guid>1</guid><description>S</description><body xmlns="http://www.w3.org/1999/xhtml"><p>x</p></body>'), item: { content: '<p>x</p>', summary: 'S' } },
  { it: 'the enclosure module of RSS 1.0 attaches files', read: rdf('<item rdf:about="urn:1"><e:enclosure xmlns:e="http://purl.oclc.org/net/rss_2.0/enc#" rdf:resource="https://example.org/1.mp3" e:type="audio/mpeg" e:length="4"/></item>'), item: { enclosures: [{ url: 'https://example.org/1.mp3', type: 'audio/mpeg', length: 4 }] } },
])
