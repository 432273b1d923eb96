// Sentence by sentence: RSS 2.0 and its best-practices profile, RFC 4287 sections 3 and 4, JSON Feed 1.1, Media RSS, the itunes page.
// Most documents have one item with nothing but the element in question.

import type { Author } from '../../src/model/article.ts'
import { atom, atomEntry, conforms, jsonFeed, jsonItem, oldAtomEntry, rdf, rss, rssItem } from './conformance.ts'

const person = (name: string, email: string | null = null, url: string | null = null): Author => ({ name, email, url })
const enclosure = (url: string, type: string, length: number | null = null) => ({ url, type, length })
const file = (name: string) => `https://example.org/${name}`

conforms('RSS 2.0, an item of one element', [
  { it: 'title', read: rssItem('<title>Mill opens</title>'), item: { title: 'Mill opens', id: null, link: null, content: null, summary: null } },
  { it: 'link', read: rssItem('<link>https://example.org/1</link>'), item: { link: file('1'), id: file('1'), title: null } },
  { it: 'description', read: rssItem('<description>All about it</description>'), item: { summary: 'All about it', content: 'All about it', title: null } },
  { it: 'author', read: rssItem('<author>ann@example.org</author>'), item: { authors: [person('ann@example.org', 'ann@example.org')] } },
  { it: 'category', read: rssItem('<category>Grain</category>'), item: { tags: ['Grain'] } },
  { it: 'category with a domain', read: rssItem('<category domain="https://example.org/terms">Grain/Rye</category>'), item: { tags: ['Grain/Rye'] } },
  { it: 'comments', read: rssItem('<comments>https://example.org/1#c</comments>'), item: { link: null } },
  { it: 'enclosure', read: rssItem('<enclosure url="https://example.org/1.mp3" length="12216320" type="audio/mpeg" />'), item: { enclosures: [enclosure(file('1.mp3'), 'audio/mpeg', 12_216_320)] } },
  { it: 'guid', read: rssItem('<guid>https://example.org/1</guid>'), item: { id: file('1'), link: file('1') } },
  { it: 'guid that says it is a permalink', read: rssItem('<guid isPermaLink="true">https://example.org/1</guid>'), item: { link: file('1') } },
  { it: 'guid that says it is none', read: rssItem('<guid isPermaLink="false">urn:mill:1</guid>'), item: { id: 'urn:mill:1', link: null } },
  { it: 'guid in other letters of isPermaLink', read: rssItem('<guid ispermalink="FALSE">https://example.org/1</guid>'), item: { id: file('1'), link: null } },
  { it: 'guid that is a relative permalink', read: rssItem('<guid isPermaLink="true">/1</guid>'), url: 'https://example.org/rss', item: { link: file('1') } },
  { it: 'pubDate', read: rssItem('<pubDate>Sun, 19 May 2002 15:21:36 GMT</pubDate>'), item: { published: '2002-05-19T15:21:36Z', updated: null } },
  { it: 'source, which is not the item’s own', read: rssItem('<source url="https://else.example/rss">Elsewhere</source>'), item: { title: null, link: null } },
  { it: 'title of markup only', read: rssItem('<title>&lt;img src="x.png"&gt;</title>'), item: { title: null } },
  { it: 'description of an image only', read: rssItem('<description>&lt;img src="https://example.org/x.png" alt="Mill"&gt;</description>'), item: { content: '<img src="https://example.org/x.png" alt="Mill">' } },
])

conforms('RSS 2.0, a channel of one element', [
  { it: 'title', read: rss('<title>Mill news</title>'), feed: { title: 'Mill news', link: null, description: null, language: null, updated: null, id: null, image: null } },
  { it: 'description with markup', read: rss('<description>&lt;b&gt;News&lt;/b&gt; of mills</description>'), feed: { description: 'News of mills' } },
  { it: 'copyright, webMaster, generator, docs, cloud, rating are no other field’s', read: rss('<copyright>c</copyright><webMaster>w@example.org</webMaster><generator>g</generator><docs>https://example.org/d</docs><cloud domain="c.example"/><rating>r</rating>'), feed: { title: null, link: null, description: null, id: null } },
  { it: 'image without the rest', read: rss('<image><url>https://example.org/i.gif</url></image>'), feed: { image: file('i.gif') } },
  { it: 'image with a relative address', read: rss('<image><url>/i.gif</url></image>'), url: 'https://example.org/rss', feed: { image: file('i.gif') } },
  { it: 'managingEditor, the author of items without one', read: rss('<managingEditor>ed@example.org (Ed Mill)</managingEditor><item><title>x</title></item>'), item: { authors: [person('Ed Mill', 'ed@example.org')] } },
  { it: 'category, which is the channel’s own', read: rss('<category>Mills</category><item><title>x</title></item>'), item: { tags: [] } },
  { it: 'link in CDATA', read: rss('<link><![CDATA[https://example.org/?a=1&b=2]]></link>'), feed: { link: 'https://example.org/?a=1&b=2' } },
  { it: 'link with an escaped ampersand', read: rss('<link>https://example.org/?a=1&amp;b=2</link>'), feed: { link: 'https://example.org/?a=1&b=2' } },
])

conforms('The RSS profile', [
  { it: 'titles: a numeric reference of hexadecimal kind for <', read: rssItem('<title>Nickel &#x3C; dime</title>'), item: { title: 'Nickel < dime' } },
  { it: 'titles: an ampersand as &#x26;', read: rssItem('<title>A&#x26;B</title>'), item: { title: 'A&B' } },
  { it: 'titles: doubly escaped text', read: rssItem('<title>Q&amp;amp;A</title>'), item: { title: 'Q&A' } },
  { it: 'descriptions: relative links, resolved against the channel’s link', read: rss('<link>https://example.org/blog/</link><item><description>&lt;a href="1"&gt;one&lt;/a&gt;</description></item>'), item: { content: '<a href="https://example.org/blog/1">one</a>' } },
  { it: 'enclosure: a length of zero is unknown', read: rssItem('<enclosure url="https://example.org/1.mp3" length="0" type="audio/mpeg"/>'), item: { enclosures: [enclosure(file('1.mp3'), 'audio/mpeg')] } },
  { it: 'enclosure: several, in their order', read: rssItem('<enclosure url="https://example.org/b.mp3" length="2" type="audio/mpeg"/><enclosure url="https://example.org/a.mp3" length="1" type="audio/mpeg"/>'), item: { enclosures: [enclosure(file('b.mp3'), 'audio/mpeg', 2), enclosure(file('a.mp3'), 'audio/mpeg', 1)] } },
  { it: 'content:encoded beside a description', read: rssItem('<description>Short</description><content:encoded>&lt;p&gt;Long&lt;/p&gt;</content:encoded>'), item: { summary: 'Short', content: '<p>Long</p>' } },
  { it: 'content:encoded alone', read: rssItem('<content:encoded>&lt;p&gt;Long&lt;/p&gt;</content:encoded>'), item: { summary: null, content: '<p>Long</p>' } },
  { it: 'dc:creator, a name alone', read: rssItem('<dc:creator>Ann Lee</dc:creator>'), item: { authors: [person('Ann Lee')] } },
  { it: 'dc:creator for the channel', read: rss('<dc:creator>Ann Lee</dc:creator><item><title>x</title></item>'), item: { authors: [person('Ann Lee')] } },
  { it: 'atom:link rel=self with a relative address', read: rss('<atom:link rel="self" href="/rss"/>'), url: 'https://example.org/x', feed: { id: file('rss') } },
  { it: 'atom:link never replaces the link', read: rss('<atom:link rel="self" href="https://example.org/rss"/><atom:link rel="hub" href="https://hub.example/"/><link>https://example.org/</link>'), feed: { link: file('') } },
])

conforms('RSS 1.0 and its modules', [
  { it: 'rdf:about is the id', read: rdf('<item rdf:about="https://example.org/1"><link>https://example.org/1?from=rss</link></item>'), item: { id: file('1'), link: 'https://example.org/1?from=rss' } },
  { it: 'dc:title, dc:description, dc:creator, dc:subject, dc:date, dc:language', read: rdf('<item rdf:about="urn:1"><dc:title>T</dc:title><dc:description>D</dc:description><dc:creator>Ann</dc:creator><dc:subject>S</dc:subject><dc:date>2002-10-02</dc:date></item>'), item: { title: 'T', content: 'D', authors: [person('Ann')], tags: ['S'], published: '2002-10-02T00:00:00Z' } },
  { it: 'dc:subject twice', read: rdf('<item rdf:about="urn:1"><dc:subject>a</dc:subject><dc:subject>b</dc:subject></item>'), item: { tags: ['a', 'b'] } },
  { it: 'dc:contributor and dc:publisher are no authors', read: rdf('<item rdf:about="urn:1"><dc:contributor>Con</dc:contributor><dc:publisher>Pub</dc:publisher></item>'), item: { authors: [] } },
  { it: 'dc:language of the channel', read: rdf('<channel><dc:language>de</dc:language></channel>'), feed: { language: 'de' } },
  { it: 'dc:date of the channel', read: rdf('<channel><dc:date>2002-10-02</dc:date></channel>'), feed: { updated: '2002-10-02T00:00:00Z' } },
  { it: 'title and link of textinput and image are their own', read: rdf('<channel><title>T</title><link>https://example.org/</link></channel><image><title>I</title><link>https://else.example/</link></image><textinput><title>S</title><link>https://else.example/s</link></textinput>'), feed: { title: 'T', link: file('') } },
  { it: 'taxo:topics says nothing of tags', read: rdf('<item rdf:about="urn:1"><taxo:topics xmlns:taxo="http://purl.org/rss/1.0/modules/taxonomy/"><rdf:Bag><rdf:li resource="urn:t"/></rdf:Bag></taxo:topics></item>'), item: { tags: [] } },
])

conforms('RFC 4287 section 3, common constructs', [
  { it: '3.1.1.1 text: entities are characters', read: atomEntry('<title>Less: &lt;</title>'), item: { title: 'Less: <' } },
  { it: '3.1.1.1 text: white space may be folded', read: atomEntry('<title>\n a \n b </title>'), item: { title: 'a b' } },
  { it: '3.1.1.2 html: escaped markup', read: atomEntry('<title type="html">Less: &lt;em> &amp;lt; &lt;/em></title>'), item: { title: 'Less: <' } },
  { it: '3.1.1.3 xhtml: the div is no part of the text', read: atomEntry('<title type="xhtml" xmlns:xhtml="http://www.w3.org/1999/xhtml"><xhtml:div>Less: <xhtml:em> &lt; </xhtml:em></xhtml:div></title>'), item: { title: 'Less: <' } },
  { it: '3.1.1.3 xhtml summary', read: atomEntry('<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">This is <b>XHTML</b> content.</div></summary>'), item: { summary: 'This is <b>XHTML</b> content.', content: null } },
  { it: '3.1 a type in other letters', read: atomEntry('<title type="HTML">&lt;b>x&lt;/b></title>'), item: { title: 'x' } },
  { it: '3.2 person: name alone', read: atomEntry('<author><name>Ann</name></author>'), item: { authors: [person('Ann')] } },
  { it: '3.2 person: uri alone', read: atomEntry('<author><uri>https://example.org/ann</uri></author>'), item: { authors: [person(file('ann'), null, file('ann'))] } },
  { it: '3.2 person: email alone', read: atomEntry('<author><email>ann@example.org</email></author>'), item: { authors: [person('ann@example.org', 'ann@example.org')] } },
  { it: '3.2 person: extensions inside', read: atomEntry('<author><name>Ann</name><x:age xmlns:x="urn:x">7</x:age></author>'), item: { authors: [person('Ann')] } },
  { it: '3.2.2 person: a relative uri', read: atomEntry('<author xml:base="https://example.org/p/"><name>Ann</name><uri>ann</uri></author>'), url: 'https://else.example/', item: { authors: [person('Ann', null, file('p/ann'))] } },
  { it: '3.3 date: fractions and offsets', read: atomEntry('<updated>2003-12-13T18:30:02.25+01:00</updated>'), item: { updated: '2003-12-13T17:30:02.250Z' } },
])

conforms('RFC 4287 section 4.1, feed, entry, content', [
  { it: '4.1.1 a feed’s logo, rights, generator and contributor are no other field’s', read: atom('<title>T</title><rights>r</rights><generator uri="https://g.example/">g</generator><contributor><name>C</name></contributor>'), feed: { title: 'T', description: null, link: null, image: null } },
  { it: '4.1.1 an icon', read: atom('<title>T</title><icon>/i.ico</icon>'), url: 'https://example.org/atom', feed: { image: file('i.ico') } },
  { it: '4.1.2 an entry with nothing but its id', read: atomEntry('<id>urn:1</id>'), item: { id: 'urn:1', title: null, link: null, content: null, summary: null, published: null, updated: null, authors: [], tags: [] } },
  { it: '4.1.2 an entry without an id', read: atomEntry('<title>x</title>'), item: { id: null, title: 'x' } },
  { it: '4.1.3.1 content of type text', read: atomEntry('<content type="text">a &lt;b> c</content>'), item: { content: '<p>a &lt;b&gt; c</p>' } },
  { it: '4.1.3.1 content of type html', read: atomEntry('<content type="html">&lt;p>a&lt;/p></content>'), item: { content: '<p>a</p>' } },
  { it: '4.1.3.1 content without a type is text', read: atomEntry('<content>a &amp; b</content>'), item: { content: '<p>a &amp; b</p>' } },
  { it: '4.1.3.2 content by src', read: atomEntry('<content src="https://example.org/1.mp4" type="video/mp4"/>'), item: { content: null } },
  { it: '4.1.3.3 content of text/plain', read: atomEntry('<content type="text/plain">a &lt; b</content>'), item: { content: '<p>a &lt; b</p>' } },
  { it: '4.1.3.3 content of a media type in base64', read: atomEntry('<content type="image/png">iVBORw0KGgo=</content>'), item: { content: null } },
  { it: '4.1.3.3 content of an XML media type', read: atomEntry('<content type="application/xhtml+xml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a</p></div></content>'), item: { content: '<p>a</p>' } },
  { it: '4.1.3.3 content of XML that is no HTML has its text', read: atomEntry('<content type="application/xml"><x:a xmlns:x="urn:x">one</x:a></content>'), item: { content: 'one' } },
])

conforms('RFC 4287 section 4.2, metadata', [
  { it: '4.2.1 authors of the entry before those of the feed', read: atom('<author><name>Feed</name></author><entry><author><name>Entry</name></author></entry>'), item: { authors: [person('Entry')] } },
  { it: '4.2.1 several authors', read: atomEntry('<author><name>A</name></author><author><name>B</name></author>'), item: { authors: [person('A'), person('B')] } },
  { it: '4.2.2 category by its term', read: atomEntry('<category term="rye"/>'), item: { tags: ['rye'] } },
  { it: '4.2.2 category by its label', read: atomEntry('<category term="rye" scheme="https://example.org/s" label="Rye flour"/>'), item: { tags: ['Rye flour'] } },
  { it: '4.2.2 category with content', read: atomEntry('<category>rye</category>'), item: { tags: ['rye'] } },
  { it: '4.2.6 ids are compared as they are', read: atomEntry('<id>http://WWW.example.org/Thing</id>'), item: { id: 'http://WWW.example.org/Thing' } },
  { it: '4.2.6 blanks around an id are none of it', read: atomEntry('<id>\n urn:1 \n</id>'), item: { id: 'urn:1' } },
  { it: '4.2.7 link without rel', read: atomEntry('<link href="https://example.org/1"/>'), item: { link: file('1') } },
  { it: '4.2.7.2 rel=related is not the entry’s own', read: atomEntry('<link rel="related" href="https://example.org/r"/>'), item: { link: null } },
  { it: '4.2.7.2 rel=via is not the entry’s own', read: atomEntry('<link rel="via" href="https://example.org/v"/>'), item: { link: null } },
  { it: '4.2.7.2 rel=enclosure', read: atomEntry('<link rel="enclosure" type="audio/mpeg" length="1337" title="x" href="https://example.org/1.mp3"/>'), item: { link: null, enclosures: [enclosure(file('1.mp3'), 'audio/mpeg', 1337)] } },
  { it: '4.2.7.2 several enclosures', read: atomEntry('<link rel="enclosure" href="https://example.org/1.mp3"/><link rel="enclosure" href="https://example.org/1.ogg"/>'), item: { enclosures: [enclosure(file('1.mp3'), 'audio/mpeg'), enclosure(file('1.ogg'), 'audio/ogg')] } },
  { it: '4.2.7.2 an unknown rel is not the entry’s own', read: atomEntry('<link rel="https://example.org/rel" href="https://example.org/x"/>'), item: { link: null } },
  { it: '4.2.7.4 hreflang does not matter', read: atomEntry('<link hreflang="de" href="https://example.org/1"/>'), item: { link: file('1') } },
  { it: '4.2.9 published', read: atomEntry('<published>2003-12-13T08:29:29-04:00</published>'), item: { published: '2003-12-13T12:29:29Z', updated: null } },
  { it: '4.2.12 subtitle', read: atom('<subtitle type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">All of <b>it</b></div></subtitle><title>T</title>'), feed: { description: 'All of it' } },
  { it: '4.2.13 summary of text', read: atomEntry('<summary>1 &lt; 2</summary>'), item: { summary: '<p>1 &lt; 2</p>', content: null } },
  { it: '4.2.14 title of the feed as html', read: atom('<title type="html">&lt;b>T&lt;/b></title>'), feed: { title: 'T' } },
  { it: '4.2.15 updated', read: atomEntry('<updated>2003-12-13T18:30:02Z</updated>'), item: { updated: '2003-12-13T18:30:02Z', published: null } },
])

conforms('Atom 0.3 modes and old names', [
  { it: 'title in base64', read: oldAtomEntry('<title mode="base64">TWlsbCBuZXdz</title>'), item: { title: 'Mill news' } },
  { it: 'content in base64 that says nothing of its type', read: oldAtomEntry('<content type="application/octet-stream" mode="base64">PGI+eDwvYj4=</content>'), item: { content: '<b>x</b>' } },
  { it: 'base64 of no text', read: oldAtomEntry('<content type="application/octet-stream" mode="base64">iVBORw0KGgo=</content>'), item: { content: null } },
  { it: 'xhtml that was escaped all the same', read: atomEntry('<content type="xhtml"><![CDATA[<p>x</p>]]></content>'), item: { content: '<p>x</p>' } },
  { it: 'title escaped', read: oldAtomEntry('<title type="text/html" mode="escaped">&lt;b>Mill&lt;/b></title>'), item: { title: 'Mill' } },
  { it: 'title as XML', read: oldAtomEntry('<title type="application/xhtml+xml" mode="xml"><div xmlns="http://www.w3.org/1999/xhtml">The <b>mill</b></div></title>'), item: { title: 'The mill' } },
  { it: 'summary escaped', read: oldAtomEntry('<summary type="text/html" mode="escaped">&lt;i>x&lt;/i></summary>'), item: { summary: '<i>x</i>' } },
  { it: 'modified', read: oldAtomEntry('<modified>2003-12-13T18:30:02Z</modified>'), item: { updated: '2003-12-13T18:30:02Z', published: null } },
  { it: 'author', read: oldAtomEntry('<author><name>Ann</name><email>ann@example.org</email><url>https://example.org/ann</url></author>'), item: { authors: [person('Ann', 'ann@example.org', file('ann'))] } },
  { it: 'contributor is no author', read: oldAtomEntry('<contributor><name>Con</name></contributor>'), item: { authors: [] } },
  { it: 'link with rel=alternate', read: oldAtomEntry('<link rel="alternate" type="text/html" href="https://example.org/1"/>'), item: { link: file('1') } },
  { it: 'link with rel=service.post is not the entry’s own', read: oldAtomEntry('<link rel="service.post" href="https://example.org/post"/>'), item: { link: null } },
  { it: 'info of the feed', read: '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><info>About</info></feed>', feed: { description: 'About' } },
  { it: 'tagline with mode', read: '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><tagline type="text/html" mode="escaped">&lt;b>All&lt;/b></tagline></feed>', feed: { description: 'All' } },
  { it: 'dc:subject in an entry', read: oldAtomEntry('<subject xmlns="http://purl.org/dc/elements/1.1/">rye</subject>'), item: { tags: ['rye'] } },
])

conforms('JSON Feed 1.1', [
  { it: 'user_comment, next_url, expired and hubs are no other field’s', read: jsonFeed({ user_comment: 'c', next_url: 'https://example.org/2', expired: true, hubs: [{ type: 'WebSub', url: 'https://hub.example/' }] }), feed: { description: null, link: null, id: null } },
  { it: 'an item with nothing but its id', read: jsonItem({ id: '1' }), item: { id: '1', link: null, title: null, content: null, summary: null, published: null, updated: null, authors: [], tags: [], enclosures: [], image: null } },
  { it: 'an item without an id', read: jsonItem({ title: 'x' }), item: { id: null, title: 'x' } },
  { it: 'an id that is a fraction', read: jsonItem({ id: 1.5 }), item: { id: '1.5' } },
  { it: 'content_html', read: jsonItem({ content_html: '<p>Hi</p>' }), item: { content: '<p>Hi</p>', summary: null } },
  { it: 'content_text of several lines', read: jsonItem({ content_text: 'a\nb\n\nc' }), item: { content: '<p>a<br>b</p><p>c</p>' } },
  { it: 'summary alone', read: jsonItem({ summary: 'S & s' }), item: { summary: '<p>S &amp; s</p>', content: null } },
  { it: 'image before banner_image', read: jsonItem({ image: 'https://example.org/i.png', banner_image: 'https://example.org/b.png' }), item: { image: file('i.png') } },
  { it: 'authors of the feed for items without', read: jsonFeed({ authors: [{ name: 'Ann' }], items: [{ id: '1' }, { id: '2', authors: [{ name: 'Bob' }] }] }), item: { authors: [person('Ann')] } },
  { it: 'an author with a url alone', read: jsonItem({ authors: [{ url: 'https://example.org/ann' }] }), item: { authors: [person(file('ann'), null, file('ann'))] } },
  { it: 'language of the feed', read: jsonFeed({ language: 'en-US' }), feed: { language: 'en-US' } },
  { it: 'several attachments', read: jsonItem({ attachments: [{ url: 'https://example.org/a.m4a', mime_type: 'audio/x-m4a', size_in_bytes: 5, duration_in_seconds: 9 }, { url: 'https://example.org/a.mp3', mime_type: 'audio/mpeg' }] }), item: { enclosures: [enclosure(file('a.m4a'), 'audio/x-m4a', 5), enclosure(file('a.mp3'), 'audio/mpeg')] } },
  { it: 'an attachment without a url is none', read: jsonItem({ attachments: [{ mime_type: 'audio/mpeg' }] }), item: { enclosures: [] } },
  { it: 'extensions are passed over', read: jsonItem({ id: '1', _mill: { title: 'No' } }), item: { title: null } },
  { it: 'gives the whole items of a cut document', read: jsonFeed({ items: [{ id: '1' }, { id: '2', title: 'x' }] }).slice(0, -8), ids: ['1'], notes: ['document.cut'] },
])

conforms('RSS in JSON', [
  { it: 'reads channel and items', read: JSON.stringify({ rss: { version: '2.0', channel: { title: 'T', link: 'https://example.org/', item: [{ title: 'A', link: 'https://example.org/1', pubDate: 'Wed, 02 Oct 2002 13:00:00 GMT' }, { guid: { '#value': 'urn:2', isPermaLink: false } }] } } }), feed: { title: 'T', link: file('') }, item: { title: 'A', link: file('1'), published: '2002-10-02T13:00:00Z' }, ids: [file('1'), 'urn:2'] },
  { it: 'reads a single item that is no list', read: '{"rss":{"channel":{"item":{"title":"A"}}}}', item: { title: 'A' } },
  { it: 'reads enclosures and categories', read: JSON.stringify({ rss: { channel: { item: [{ enclosure: { url: 'https://example.org/1.mp3', length: 7, type: 'audio/mpeg' }, category: ['a', { '#value': 'b', domain: 'd' }] }] } } }), item: { enclosures: [enclosure(file('1.mp3'), 'audio/mpeg', 7)], tags: ['a', 'b'] } },
])

conforms('CDF', [
  { it: 'reads a channel and its items', read: '<CHANNEL HREF="https://example.org/" LASTMOD="1998-11-05T22:00"><TITLE>T</TITLE><ABSTRACT>D</ABSTRACT><ITEM HREF="https://example.org/1" LASTMOD="2003-12-03T18:43Z"><TITLE>A</TITLE><ABSTRACT>S</ABSTRACT></ITEM></CHANNEL>', feed: { title: 'T', description: 'D', link: file(''), updated: '1998-11-05T22:00:00Z' }, item: { title: 'A', link: file('1'), updated: '2003-12-03T18:43:00Z', content: 'S' } },
])

conforms('Media RSS', [
  { it: 'content of a medium without a type', read: rssItem('<media:content url="https://example.org/v" medium="video"/>'), item: { enclosures: [enclosure(file('v'), 'video/*')] } },
  { it: 'the thumbnail of an item before that of a group', read: rssItem('<media:group><media:thumbnail url="https://example.org/g.jpg"/></media:group><media:thumbnail url="https://example.org/t.jpg"/>'), item: { image: file('t.jpg') } },
  { it: 'the first of several thumbnails', read: rssItem('<media:thumbnail url="https://example.org/1.jpg"/><media:thumbnail url="https://example.org/2.jpg"/>'), item: { image: file('1.jpg') } },
  { it: 'a title of html', read: rssItem('<media:title type="html">&lt;b&gt;M&lt;/b&gt;</media:title>'), item: { title: 'M' } },
  { it: 'a description of html', read: rssItem('<media:description type="html">&lt;b&gt;D&lt;/b&gt;</media:description>'), item: { content: '<b>D</b>' } },
  { it: 'keywords', read: rssItem('<media:keywords>kitty, cat, big dog</media:keywords>'), item: { tags: ['kitty', 'cat', 'big dog'] } },
  { it: 'a category with a label', read: rssItem('<media:category scheme="urn:s" label="Sports">s/p</media:category>'), item: { tags: ['Sports'] } },
  { it: 'media:credit is no author', read: rssItem('<media:credit role="producer">Pro</media:credit>'), item: { authors: [] } },
  { it: 'media:player is no enclosure', read: rssItem('<media:player url="https://example.org/player"/>'), item: { enclosures: [] } },
  { it: 'the same file in enclosure and content', read: rssItem('<enclosure url="https://example.org/1.mp4" length="9" type="video/mp4"/><media:content url="https://example.org/1.mp4" duration="30"/>'), item: { enclosures: [enclosure(file('1.mp4'), 'video/mp4', 9)] } },
])

conforms('itunes', [
  { it: 'author of the episode', read: rssItem('<itunes:author>Ann Lee</itunes:author>'), item: { authors: [person('Ann Lee')] } },
  { it: 'author of the show', read: rss('<itunes:author>The Show</itunes:author><item><title>x</title></item>'), item: { authors: [person('The Show')] } },
  { it: 'title where there is no other', read: rssItem('<itunes:title>Rye</itunes:title>'), item: { title: 'Rye' } },
  { it: 'summary of the episode', read: rssItem('<itunes:summary>About rye</itunes:summary>'), item: { summary: 'About rye', content: 'About rye' } },
  { it: 'subtitle where there is no other text', read: rssItem('<itunes:subtitle>Rye</itunes:subtitle>'), item: { summary: 'Rye' } },
  { it: 'summary of the show', read: rss('<itunes:summary>About mills</itunes:summary>'), feed: { description: 'About mills' } },
  { it: 'image of the show', read: rss('<itunes:image href="https://example.org/show.jpg"/>'), feed: { image: file('show.jpg') } },
  { it: 'image of the episode', read: rssItem('<itunes:image href="https://example.org/ep.jpg"/>'), item: { image: file('ep.jpg') } },
  { it: 'keywords', read: rssItem('<itunes:keywords>rye,wheat</itunes:keywords>'), item: { tags: ['rye', 'wheat'] } },
  { it: 'category of the show is not the episode’s', read: rss('<itunes:category text="Arts"><itunes:category text="Food"/></itunes:category><item><title>x</title></item>'), item: { tags: [] } },
  { it: 'explicit, episode, season, block say nothing we show', read: rssItem('<itunes:explicit>true</itunes:explicit><itunes:episode>3</itunes:episode><itunes:season>1</itunes:season><itunes:block>Yes</itunes:block>'), item: { title: null, content: null, tags: [] } },
])

conforms('Documents of one element', [
  { it: 'an Atom feed with a logo', read: atom('<logo>https://example.org/l.png</logo>'), feed: { image: file('l.png') }, ids: [] },
  { it: 'an Atom feed without anything', read: atom(''), feed: { title: null }, ids: [] },
  { it: 'an Atom feed of no namespace with an author', read: '<feed><author><name>Ann</name></author></feed>', ids: [] },
  { it: 'an RSS document without anything', read: '<rss version="2.0"/>', feed: { title: null }, ids: [] },
  { it: 'an XML document of somebody’s own', read: '<feed><animal>oats</animal></feed>', fails: { code: 'parse.not_a_feed' } },
])

conforms('Elements where they do not belong', [
  { it: 'an item in a title that was not closed', read: '<rss><channel><title>T<item><title>A</title></item></channel></rss>', feed: { title: 'T' }, item: { title: 'A' }, notes: ['document.malformed'] },
  { it: 'an item within an entry is part of it', read: atomEntry('<content type="application/xml"><item><title>No</title></item></content><title>Yes</title>'), item: { title: 'Yes' }, count: 1 },
  { it: 'an enclosure by atom:link in RSS', read: rssItem('<atom:link rel="enclosure" href="https://example.org/1.mp3" length="3" type="audio/mpeg"/>'), item: { link: null, enclosures: [enclosure(file('1.mp3'), 'audio/mpeg', 3)] } },
  { it: 'content without its prefix in RSS', read: rssItem('<content>&lt;b&gt;x&lt;/b&gt;</content>'), item: { content: '<b>x</b>' } },
  { it: 'several authors in one element', read: rssItem('<author>ann@example.org (Ann), bob@example.org (Bob)</author>'), item: { authors: [person('Ann', 'ann@example.org'), person('Bob', 'bob@example.org')] } },
  { it: 'a comma in a name parts nobody', read: rssItem('<author>Lee, Ann &lt;ann@example.org&gt;</author>'), item: { authors: [person('Lee, Ann', 'ann@example.org')] } },
  { it: 'RSS 1.1 with its items in a list', read: '<Channel xmlns="http://purl.org/net/rss1.1#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="https://example.org/rss"><title>T</title><items rdf:parseType="Collection"><item rdf:about="urn:1"><title>A</title></item></items></Channel>', feed: { title: 'T', id: file('rss') }, item: { id: 'urn:1', title: 'A' } },
  { it: 'a link as text in Atom', read: atomEntry('<link>https://example.org/1</link>'), item: { link: file('1') } },
  { it: 'a link by href in RSS', read: rss('<link href="https://example.org/"/>'), feed: { link: file('') } },
])
