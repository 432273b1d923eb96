// What is broken, cut, hostile or no feed at all (C6 to C8, H5, H6, H16, H17, S1, S2, S11).

import { bytes, conforms, rss, rssItem } from './conformance.ts'

conforms('Around the root', [
  { it: 'reads blanks before the declaration', read: '\n\n  <?xml version="1.0"?><rss><channel><title>T</title></channel></rss>', feed: { title: 'T' } },
  { it: 'reads two declarations', read: '<?xml version="1.0"?><?xml version="1.0" encoding="utf-8"?><rss><channel><title>T</title></channel></rss>', feed: { title: 'T' } },
  { it: 'reads what follows a web server’s warning', read: '<br />\n<b>Warning</b>: Undefined variable $x in <b>/srv/feed.php</b><br>\n<?xml version="1.0"?><rss><channel><title>T</title></channel></rss>', feed: { title: 'T' } },
  { it: 'passes over junk after the root', read: '<rss><channel><title>T</title></channel></rss><!-- 0.1 s --><script>x()</script> junk', feed: { title: 'T' }, notes: [] },
  { it: 'reads a DOCTYPE with an internal subset', read: '<!DOCTYPE rss [<!ELEMENT rss (channel)> <!-- > ] --> <?x > ?> <!ENTITY a "]>">]><rss><channel><title>T&a;</title></channel></rss>', feed: { title: 'T]>' } },
  { it: 'reads stylesheets as what they are: nothing', read: '<?xml-stylesheet href="https://example.org/x.xsl"?><rss><channel><title>T</title></channel></rss>', feed: { title: 'T' } },
])

conforms('Crossed and cut', [
  { it: 'reads crossed tags, and says where', read: '<rss><channel><title>a<b>b</title></b></channel></rss>', feed: { title: 'ab' }, notes: ['document.malformed'] },
  { it: 'passes over an end tag that ends nothing', read: '<rss><channel></div><title>T</title></channel></rss>', feed: { title: 'T' }, notes: ['document.malformed'] },
  { it: 'reads attributes without quotes and without values', read: '<rss><channel><item><guid isPermaLink=false checked>1</guid></item></channel></rss>', ids: ['1'] },
  { it: 'gives the whole items of a cut document, and says so', read: '<rss><channel><title>T</title><item><guid>1</guid></item><item><guid>2</guid><title>Hal', feed: { title: 'T' }, ids: ['1'], notes: ['document.cut'] },
  { it: 'never gives half an item', read: '<rss><channel><item><guid>1</guid></item><item><guid>2</gui', ids: ['1'] },
  { it: 'gives all items where only the last tags are missing', read: '<rss><channel><item><guid>1</guid></item><item><guid>2</guid></item>', ids: ['1', '2'], notes: ['document.cut'] },
  { it: 'says where a document is cut that has no whole item', read: '<rss>\n<channel><item><guid>1', fails: { code: 'parse.malformed', says: /document:2:23: the document ends inside <guid>/u } },
  { it: 'gives the whole items before a CDATA section that never ends', read: '<rss><channel><item><guid>1</guid></item><item><title><![CDATA[x</title></item></channel></rss>', ids: ['1'], notes: ['document.cut'] },
])

conforms('What is no feed', [
  { it: 'says that nothing came', read: '', fails: { code: 'parse.empty', says: /empty/u } },
  { it: 'says that blanks came', read: ' \n ', fails: { code: 'parse.empty', says: /blank/u } },
  { it: 'says that a page came, and counts its feeds', read: '<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/a"><link rel="alternate" type="application/atom+xml" href="/b"></head><body></body></html>', fails: { code: 'parse.not_a_feed', says: /HTML page that offers 2 feeds/u } },
  { it: 'says that a page came without any', read: '<html><body><h1>Not found</h1></body></html>', fails: { code: 'parse.not_a_feed', says: /HTML page that offers no feed/u } },
  { it: 'does not take a word in a page for a feed', read: '<html><body><feed><title>x</title></feed></body></html>', fails: { code: 'parse.not_a_feed' } },
  { it: 'says that a PNG came', read: bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), fails: { code: 'parse.not_a_feed', says: /PNG/u } },
  { it: 'says that text came', read: 'Service unavailable', fails: { code: 'parse.not_a_feed', says: /plain text/u } },
  { it: 'says that OPML came', read: '<opml version="2.0"><head/><body/></opml>', fails: { code: 'parse.not_a_feed', says: /OPML/u } },
  { it: 'names the root of other XML', read: '<urlset><url/></urlset>', fails: { code: 'parse.not_a_feed', says: /<urlset>/u } },
])

const nested = (depth: number) => `${'<b>'.repeat(depth)}x${'</b>'.repeat(depth)}`

conforms('Hostile documents', [
  { it: 'bounds nested entities (S1)', read: `<!DOCTYPE rss [<!ENTITY a0 "0123456789">${Array.from({ length: 30 }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`).join('')}]><rss><channel><title>ok</title><description>&a30;</description></channel></rss>`, feed: { title: 'ok' } },
  { it: 'bounds repeated entities (S1)', read: `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(4000)}">]><rss><channel><title>ok</title><description>${'&a;'.repeat(100_000)}</description></channel></rss>`, feed: { title: 'ok' } },
  { it: 'passes over entities that hold themselves (S1)', read: '<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]><rss><channel><title>x&a;</title></channel></rss>', feed: { title: 'x&b;' } },
  { it: 'survives deep nesting (H6)', read: rss(`<item><guid>1</guid><description>${nested(100_000)}</description></item>`), ids: ['1'] },
  { it: 'survives escaped deep nesting (H6)', read: rss(`<item><guid>1</guid><description><![CDATA[${nested(50_000)}]]></description></item>`), ids: ['1'] },
  { it: 'survives a run of bare signs (S11)', read: rss(`<title>ok</title><description>${'<1 &'.repeat(200_000)}</description>`), feed: { title: 'ok' } },
  { it: 'survives a tag that never ends (S11)', read: rss(`<item><guid>1</guid></item><item ${'a="1" '.repeat(200_000)}`), ids: ['1'] },
  { it: 'survives a great many groups of one item (H5)', read: rssItem(`<media:group><media:content url="https://example.org/a.mp3"/><media:keywords>a</media:keywords></media:group>`.repeat(200_000)), count: 1, item: { tags: ['a'] } },
  { it: 'survives a very long date, name and address (S11)', read: rss(`<item><guid>1</guid><pubDate>${'1 '.repeat(100_000)}</pubDate><author>${'a@'.repeat(100_000)}</author><category>${'x'.repeat(100_000)}</category></item>`), ids: ['1'], notes: ['date.unreadable', 'term.dropped'] },
  { it: 'reads no more than 50,000 items, and says so (H5)', read: rss('<item><guid>1</guid></item>'.repeat(60_000)), count: 50_000, notes: ['items.capped'] },
])
