// RSS 0.90 to 2.0, by its specification and its best-practices profile.

import { conforms, rss, rssItem } from './conformance.ts'

conforms('RSS 2.0 channel', [
  { it: 'has a title in plain text', read: rss('<title>News &amp; views</title>'), feed: { title: 'News & views' } },
  { it: 'has the link of its site', read: rss('<link>https://example.org/</link>'), feed: { link: 'https://example.org/' } },
  { it: 'has a description', read: rss('<description>All of it</description>'), feed: { description: 'All of it' } },
  { it: 'has a language', read: rss('<language>en-gb</language>'), feed: { language: 'en-gb' } },
  { it: 'has a language with the wrong hyphen', read: rss('<language>pt_BR</language>'), feed: { language: 'pt-BR' } },
  { it: 'has no language where the text is none', read: rss('<language>English, of course</language>'), feed: { language: null } },
  { it: 'was updated at lastBuildDate', read: rss('<lastBuildDate>Thu, 01 Jan 2026 00:00:00 GMT</lastBuildDate>'), feed: { updated: '2026-01-01T00:00:00Z' } },
  { it: 'was updated at pubDate where that is all', read: rss('<pubDate>Fri, 02 Jan 2026 00:00:00 GMT</pubDate>'), feed: { updated: '2026-01-02T00:00:00Z' } },
  {
    it: 'keeps the image’s own title and link apart',
    read: rss('<image><url>https://example.org/i.png</url><title>Logo</title><link>https://else.example/</link></image><title>T</title>'),
    feed: { image: 'https://example.org/i.png', title: 'T', link: null },
  },
  {
    it: 'keeps the text input’s own title and link apart',
    read: rss('<textInput><title>Search</title><link>https://example.org/s</link></textInput><title>T</title><link>https://example.org/</link>'),
    feed: { title: 'T', link: 'https://example.org/' },
  },
  {
    it: 'names itself by atom:link, which is not the link of its site',
    read: rss('<atom:link rel="self" href="https://example.org/rss"/><link>https://example.org/</link>'),
    feed: { id: 'https://example.org/rss', link: 'https://example.org/' },
  },
  { it: 'may be empty', read: rss('<title>T</title>'), feed: { title: 'T' }, ids: [] },
  { it: 'has facts behind its items', read: rss('<item><guid>1</guid></item><title>T</title>'), feed: { title: 'T' }, ids: ['1'] },
])

conforms('RSS 2.0 item', [
  { it: 'has a title', read: rssItem('<title>One</title>'), item: { title: 'One' } },
  { it: 'has a link', read: rssItem('<link>https://example.org/1</link>'), item: { link: 'https://example.org/1' } },
  { it: 'has a link with blanks around it', read: rssItem('<link>\n  https://example.org/1\n</link>'), item: { link: 'https://example.org/1' } },
  { it: 'has a link in CDATA', read: rssItem('<link><![CDATA[https://example.org/?a=1&b=2]]></link>'), item: { link: 'https://example.org/?a=1&b=2' } },
  { it: 'has a guid', read: rssItem('<guid isPermaLink="false">abc 1</guid>'), item: { id: 'abc 1', link: null } },
  { it: 'takes a guid for its link where it is one', read: rssItem('<guid>https://example.org/1</guid>'), item: { link: 'https://example.org/1' } },
  { it: 'does not where the guid says not', read: rssItem('<guid isPermaLink="false">https://example.org/1</guid>'), item: { link: null } },
  { it: 'does not where the guid is no address', read: rssItem('<guid isPermaLink="true">1234</guid>'), item: { link: null, id: '1234' } },
  { it: 'prefers its link to its guid', read: rssItem('<guid>https://example.org/?p=1</guid><link>https://example.org/1</link>'), item: { link: 'https://example.org/1', id: 'https://example.org/?p=1' } },
  { it: 'is known by its link where it has no guid', read: rssItem('<link>https://example.org/1</link>'), item: { id: 'https://example.org/1' } },
  { it: 'passes over an empty guid', read: rssItem('<guid>  </guid><link>https://example.org/1</link>'), item: { id: 'https://example.org/1' } },
  { it: 'passes over an empty link before a full one', read: rssItem('<link/><link>https://example.org/1</link>'), item: { link: 'https://example.org/1' } },
  { it: 'has its text in description', read: rssItem('<description>&lt;p&gt;Hello&lt;/p&gt;</description>'), item: { content: '<p>Hello</p>', summary: '<p>Hello</p>' } },
  {
    it: 'has its text in content:encoded, and then description introduces it',
    read: rssItem('<description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>'),
    item: { content: '<p>Long</p>', summary: 'Short' },
  },
  {
    it: 'does so whatever their order',
    read: rssItem('<content:encoded><![CDATA[<p>Long</p>]]></content:encoded><description>Short</description>'),
    item: { content: '<p>Long</p>', summary: 'Short' },
  },
  { it: 'falls back from an empty content:encoded', read: rssItem('<content:encoded></content:encoded><description>Short</description>'), item: { content: 'Short', summary: 'Short' } },
  { it: 'has a date', read: rssItem('<pubDate>Thu, 01 Jan 2026 10:00:00 +0200</pubDate><title>t</title>'), item: { published: '2026-01-01T08:00:00Z', updated: null } },
  { it: 'has no date where it has none', read: rssItem('<title>t</title>'), item: { published: null, updated: null } },
  {
    it: 'has every enclosure',
    read: rssItem('<title>t</title><enclosure url="https://example.org/1.mp3" length="10" type="audio/mpeg"/><enclosure url="https://example.org/2.mp4" length="20" type="video/mp4"/>'),
    item: {
      enclosures: [
        { url: 'https://example.org/1.mp3', type: 'audio/mpeg', length: 10 },
        { url: 'https://example.org/2.mp4', type: 'video/mp4', length: 20 },
      ],
    },
  },
  {
    it: 'has an enclosure of unknown length and type',
    read: rssItem('<title>t</title><enclosure url="https://example.org/1.mp3?x=1" length="0" type=""/>'),
    item: { enclosures: [{ url: 'https://example.org/1.mp3?x=1', type: 'audio/mpeg', length: null }] },
  },
  { it: 'drops an enclosure without an address', read: rssItem('<title>t</title><enclosure length="1"/>'), item: { enclosures: [] } },
  { it: 'drops an enclosure of another scheme', read: rssItem('<title>t</title><enclosure url="javascript:alert(1)"/>'), item: { enclosures: [] } },
  { it: 'takes an attached picture for its image', read: rssItem('<title>t</title><enclosure url="https://example.org/1.jpg" type="image/jpeg"/>'), item: { image: 'https://example.org/1.jpg' } },
  { it: 'may have nothing but a title', read: rssItem('<title>Only</title>'), item: { title: 'Only', id: null, link: null } },
  { it: 'is kept, though it has nothing but a term', read: rssItem('<category>x</category>'), item: { id: null, tags: ['x'] } },
  { it: 'is given, though it is empty', read: rssItem('<nothing/> '), ids: [null], notes: [] },
])

conforms('RSS of other versions and shapes', [
  { it: 'reads 0.91 of Netscape with its DOCTYPE', read: '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>T</title><item><title>A</title><link>https://example.org/1</link></item></channel></rss>', feed: { title: 'T' }, ids: ['https://example.org/1'] },
  { it: 'reads 0.92 items without a title', read: '<rss version="0.92"><channel><item><description>Just text</description><link>https://example.org/1</link></item></channel></rss>', item: { title: null, content: 'Just text' } },
  { it: 'reads a namespace that somebody gave to RSS', read: '<rss version="2.0" xmlns="http://backend.userland.com/rss2"><channel><item><title>A</title></item></channel></rss>', item: { title: 'A' } },
  { it: 'reads a namespace that is Atom’s', read: '<rss version="2.0" xmlns="http://www.w3.org/2005/Atom"><channel><item><title>A</title></item></channel></rss>', item: { title: 'A' } },
  { it: 'reads an unknown default namespace', read: '<rss version="2.0" xmlns="urn:made-up"><channel><item><title>A</title></item></channel></rss>', item: { title: 'A' } },
  { it: 'reads prefixed core elements', read: '<r:rss version="2.0" xmlns:r="http://backend.userland.com/rss2"><r:channel><r:item><r:title>A</r:title></r:item></r:channel></r:rss>', item: { title: 'A' } },
  { it: 'reads tags in upper case', read: '<RSS VERSION="2.0"><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>A</TITLE><PUBDATE>1 Jan 2026</PUBDATE></ITEM></CHANNEL></RSS>', item: { title: 'A', published: '2026-01-01T00:00:00Z' } },
  { it: 'reads items outside the channel', read: '<rss version="2.0"><channel><title>T</title></channel><item><guid>1</guid></item></rss>', feed: { title: 'T' }, ids: ['1'] },
  { it: 'reads items within <items>', read: '<rss version="2.0"><channel><items><item><guid>1</guid></item></items></channel></rss>', ids: ['1'] },
  { it: 'reads a channel without <rss>', read: '<channel><title>T</title><item><guid>1</guid></item></channel>', feed: { title: 'T' }, ids: ['1'] },
  { it: 'keeps elements of unknown namespaces apart', read: '<rss version="2.0" xmlns:x="urn:x"><channel><item><x:title>No</x:title><title>Yes</title><x:link>no</x:link></item></channel></rss>', item: { title: 'Yes', link: null } },
  { it: 'tells elements by namespace, not by prefix', read: '<rss version="2.0" xmlns:media="urn:x" xmlns:x="http://purl.org/dc/elements/1.1/"><channel><item><media:title>No</media:title><x:creator>Ann</x:creator><guid>1</guid></item></channel></rss>', item: { title: null, authors: [{ name: 'Ann', email: null, url: null }] } },
  { it: 'knows a customary prefix that is not declared', read: '<rss version="2.0"><channel><item><guid>1</guid><dc:creator>Ann</dc:creator></item></channel></rss>', item: { authors: [{ name: 'Ann', email: null, url: null }] } },
  { it: 'reads a namespace declared where it is used', read: '<rss version="2.0"><channel><item><guid>1</guid><q:encoded xmlns:q="http://purl.org/rss/1.0/modules/content/">&lt;b&gt;x&lt;/b&gt;</q:encoded></item></channel></rss>', item: { content: '<b>x</b>' } },
  { it: 'reads a misspelled namespace', read: '<rss version="2.0" xmlns:d="https://purl.org/dc/elements/1.1"><channel><item><guid>1</guid><d:creator>Ann</d:creator></item></channel></rss>', item: { authors: [{ name: 'Ann', email: null, url: null }] } },
])

conforms('Items that are one or several', [
  { it: 'are given as often as the document has them', read: rss('<item><guid>1</guid></item><item/><item><guid>1</guid></item>'), ids: ['1', null, '1'] },
  { it: 'tells items of one guid apart by their links', read: rss('<item><guid>1</guid><link>https://example.org/1</link></item><item><guid>1</guid><link>https://example.org/2</link></item>'), ids: ['1', '1'] },
  { it: 'keeps the order of the document', read: rss('<item><guid>2</guid></item><item><guid>1</guid></item>'), ids: ['2', '1'] },
  { it: 'ends an item that was not closed where the next begins', read: rss('<item><guid>1</guid><item><guid>2</guid></item>'), ids: ['1', '2'], notes: ['document.malformed'] },
])
