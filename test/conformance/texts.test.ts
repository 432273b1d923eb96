// Text constructs, references, and links with their bases.

import { atom, atomEntry, conforms, rss, rssItem } from './conformance.ts'

const content = (inside: string) => rssItem(`<guid>1</guid><description>${inside}</description>`)
const title = (inside: string) => rssItem(`<guid>1</guid><title>${inside}</title>`)

conforms('Titles', [
  { it: 'lose their markup', read: title('&lt;b&gt;Big&lt;/b&gt; news'), item: { title: 'Big news' } },
  { it: 'are decoded where they were escaped twice', read: title('AT&amp;amp;T'), item: { title: 'AT&T' } },
  { it: 'keep a sign that is no markup', read: title('1 &lt; 2 &amp; 3 &gt; 2'), item: { title: '1 < 2 & 3 > 2' } },
  { it: 'are read in CDATA', read: title('<![CDATA[Tom & Jerry]]>'), item: { title: 'Tom & Jerry' } },
  { it: 'are read with markup left unescaped', read: title('Big <b>news</b>'), item: { title: 'Big news' } },
  { it: 'have their white space folded', read: title('\n  Big\n\t news  '), item: { title: 'Big news' } },
  { it: 'of blanks are none', read: title(' \n '), item: { title: null } },
  { it: 'never hold a script', read: title('&lt;script&gt;alert(1)&lt;/script&gt;Safe'), item: { title: 'Safe' } },
])

conforms('References (C5, C9)', [
  { it: 'understands HTML’s names', read: title('caf&eacute; &mdash; &copy;'), item: { title: 'café — ©' } },
  { it: 'understands numbers', read: title('&#233;&#xE9;&#x1F600;'), item: { title: 'éé😀' } },
  { it: 'reads 128 to 159 as windows-1252', read: title('&#147;x&#148;'), item: { title: '“x”' } },
  { it: 'drops references to what no XML may hold', read: title('a&#0;b&#x1F;c&#xFFFF;d&#xD800;e'), item: { title: 'abcde' } },
  { it: 'keeps a bare ampersand', read: title('Q&A & more'), item: { title: 'Q&A & more' } },
  { it: 'keeps an unknown name', read: title('&unknown; x'), item: { title: '&unknown; x' } },
  { it: 'keeps a bare less-than', read: title('a < b and c <3 d'), item: { title: 'a < b and c <3 d' } },
  { it: 'understands bare ampersands in addresses', read: rssItem('<link>https://example.org/?a=1&b=2</link>'), item: { link: 'https://example.org/?a=1&b=2' } },
  { it: 'understands them in attributes', read: rssItem('<guid>1</guid><enclosure url="https://example.org/?a=1&b=2&amp;c=3" type="audio/mpeg"/>'), item: { enclosures: [{ url: 'https://example.org/?a=1&b=2&c=3', type: 'audio/mpeg', length: null }] } },
  { it: 'reads text on both sides of a comment', read: title('a<!-- no -->b'), item: { title: 'ab' } },
  { it: 'reads text on both sides of an instruction', read: title('a<?php no ?>b'), item: { title: 'ab' } },
  { it: 'joins text and several CDATA sections', read: title('a<![CDATA[b]]>c<![CDATA[d]]>'), item: { title: 'abcd' } },
  { it: 'reads entities of the internal subset', read: '<!DOCTYPE rss [ <!ENTITY co "Mill > Sons"> <!ENTITY both "&co; &amp; Co"> ]><rss><channel><title>&both;</title></channel></rss>', feed: { title: 'Mill > Sons & Co' } },
  { it: 'never fetches an external one', read: '<!DOCTYPE rss [ <!ENTITY x SYSTEM "file:///etc/passwd"> <!ENTITY % p SYSTEM "https://example.org/x"> %p; ]><rss><channel><title>a&x;b</title></channel></rss>', feed: { title: 'a&x;b' } },
])

conforms('HTML content', [
  { it: 'is read from escaped markup', read: content('&lt;p&gt;a &amp;amp; b&lt;/p&gt;'), item: { content: '<p>a &amp; b</p>' } },
  { it: 'is read from CDATA', read: content('<![CDATA[<p>a &amp; b</p>]]>'), item: { content: '<p>a &amp; b</p>' } },
  { it: 'is read behind a br that was not closed', read: rssItem('<description>one<br>two</description><title>T</title>'), item: { content: 'one<br>two', title: 'T' } },
  { it: 'is read behind an image that was not closed', read: rssItem('<description>one<img src="https://example.org/i.png">two</description>'), item: { content: 'one<img src="https://example.org/i.png">two' } },
  { it: 'is read from markup left unescaped', read: content('<p>a <b>b</b></p>'), item: { content: '<p>a <b>b</b></p>' } },
  { it: 'is made of lines where there is no markup', read: content('one\ntwo\n\nthree'), item: { content: '<p>one<br>two</p><p>three</p>' } },
  { it: 'is a text that is no markup, escaped', read: content('a &lt; b &amp; c'), item: { content: 'a &lt; b &amp; c' } },
  { it: 'loses scripts and handlers', read: content('&lt;p onclick="x()"&gt;a&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;'), item: { content: '<p>a</p>' } },
])

const linked = '&lt;a href="x"&gt;x&lt;/a&gt;'

conforms('Bases and links (C16)', [
  { it: 'resolves links against the document', read: content(linked), url: 'https://example.org/f/rss', item: { content: '<a href="https://example.org/f/x">x</a>' } },
  { it: 'against the feed’s own link for want of an address', read: rss(`<atom:link rel="self" href="https://example.org/f/rss"/><item><guid>1</guid><description>${linked}</description></item>`), item: { content: '<a href="https://example.org/f/x">x</a>' } },
  { it: 'against the site’s for want of that', read: rss(`<link>https://example.org/s/</link><item><guid>1</guid><description>${linked}</description></item>`), item: { content: '<a href="https://example.org/s/x">x</a>' } },
  { it: 'resolves the item’s link', read: rssItem('<link>/1</link>'), url: 'https://example.org/f/rss', item: { link: 'https://example.org/1' } },
  { it: 'gives a protocol-relative link https', read: rssItem('<link>//example.org/1</link>'), item: { link: 'https://example.org/1' } },
  { it: 'drops a link of another scheme', read: rssItem('<guid isPermaLink="false">1</guid><link>javascript:alert(1)</link>'), item: { link: null } },
  { it: 'obeys xml:base of the feed', read: `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/b/"><entry><id>1</id><link href="p"/><content type="html">${linked}</content></entry></feed>`, url: 'https://else.example/', item: { link: 'https://example.org/b/p', content: '<a href="https://example.org/b/x">x</a>' } },
  { it: 'joins xml:base of every level', read: '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/a/"><entry xml:base="b/"><id>1</id><link xml:base="c/" href="p"/></entry></feed>', item: { link: 'https://example.org/a/b/c/p' } },
  { it: 'resolves a relative xml:base against the document', read: '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="b/"><entry xml:base="c/"><id>1</id><link href="p"/></entry></feed>', url: 'https://example.org/a/feed', item: { link: 'https://example.org/a/b/c/p' } },
  { it: 'passes over an xml:base that is none', read: '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="javascript:x"><entry><id>1</id><link href="p"/></entry></feed>', url: 'https://example.org/', item: { link: 'https://example.org/p' } },
  { it: 'obeys xml:base of a text construct', read: atomEntry(`<id>1</id><content type="html" xml:base="https://example.org/c/">${linked}</content>`), item: { content: '<a href="https://example.org/c/x">x</a>' } },
  { it: 'obeys xml:base within xhtml', read: atomEntry('<id>1</id><content type="xhtml" xml:base="https://example.org/c/"><div xmlns="http://www.w3.org/1999/xhtml"><p xml:base="d/"><a href="x">x</a></p><a href="y">y</a></div></content>'), item: { content: '<p><a href="https://example.org/c/d/x">x</a></p><a href="https://example.org/c/y">y</a>' } },
  { it: 'resolves images, enclosures and authors’ pages', read: atom('<entry><id>1</id><author><name>Ann</name><uri>/ann</uri></author><link rel="enclosure" href="a.mp3"/></entry>'), url: 'https://example.org/f/', item: { authors: [{ name: 'Ann', email: null, url: 'https://example.org/ann' }], enclosures: [{ url: 'https://example.org/f/a.mp3', type: 'audio/mpeg', length: null }] } },
])
