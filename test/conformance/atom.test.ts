// Atom 1.0 by RFC 4287, and Atom 0.3.

import { atom, atomEntry, conforms, oldAtomEntry } from './conformance.ts'

conforms('Atom feed', [
  { it: 'has an id and a title', read: atom('<id>urn:x:1</id><title>T</title>'), feed: { id: 'urn:x:1', title: 'T' } },
  { it: 'has a subtitle', read: atom('<title>T</title><subtitle type="html">&lt;b&gt;All&lt;/b&gt; of it</subtitle>'), feed: { description: 'All of it' } },
  { it: 'has the link of its site, not that of itself', read: atom('<title>T</title><link rel="self" href="https://example.org/atom"/><link href="https://example.org/"/>'), feed: { link: 'https://example.org/' } },
  { it: 'was updated', read: atom('<title>T</title><updated>2026-01-01T00:00:00Z</updated>'), feed: { updated: '2026-01-01T00:00:00Z' } },
  { it: 'has a logo, before an icon', read: atom('<title>T</title><icon>https://example.org/i.ico</icon><logo>https://example.org/l.png</logo>'), feed: { image: 'https://example.org/l.png' } },
  { it: 'has the language of xml:lang', read: '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>T</title></feed>', feed: { language: 'de' } },
  { it: 'may have its namespace under a prefix', read: '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title><a:entry><a:id>1</a:id></a:entry></a:feed>', feed: { title: 'T' }, ids: ['1'] },
  { it: 'may have no namespace', read: '<feed><title>T</title><entry><id>1</id></entry></feed>', feed: { title: 'T' }, ids: ['1'] },
  { it: 'may be a single entry', read: '<entry xmlns="http://www.w3.org/2005/Atom"><id>1</id><title>A</title></entry>', ids: ['1'], item: { title: 'A' } },
])

conforms('Atom entry', [
  { it: 'has an id', read: atomEntry('<id>urn:x:1</id>'), item: { id: 'urn:x:1' } },
  { it: 'was published and updated', read: atomEntry('<id>1</id><published>2026-01-01T00:00:00Z</published><updated>2026-01-02T00:00:00Z</updated>'), item: { published: '2026-01-01T00:00:00Z', updated: '2026-01-02T00:00:00Z' } },
  { it: 'says nothing of publication where it has only updated', read: atomEntry('<id>1</id><updated>2026-01-02T00:00:00Z</updated>'), item: { published: null, updated: '2026-01-02T00:00:00Z' } },
  { it: 'keeps its content and its summary', read: atomEntry('<id>1</id><summary>Short</summary><content type="html">&lt;p&gt;Long&lt;/p&gt;</content>'), item: { content: '<p>Long</p>', summary: '<p>Short</p>' } },
  { it: 'has only a summary', read: atomEntry('<id>1</id><summary type="html">&lt;i&gt;Short&lt;/i&gt;</summary>'), item: { content: null, summary: '<i>Short</i>' } },
  {
    it: 'has authors with address and page',
    read: atomEntry('<id>1</id><author><name>Ann</name><email>ann@example.org</email><uri>https://example.org/ann</uri></author><author><name>Bob</name></author>'),
    item: { authors: [{ name: 'Ann', email: 'ann@example.org', url: 'https://example.org/ann' }, { name: 'Bob', email: null, url: null }] },
  },
  { it: 'has its feed’s author where it has none', read: atom('<title>T</title><author><name>Ann</name></author><entry><id>1</id></entry>'), item: { authors: [{ name: 'Ann', email: null, url: null }] } },
  { it: 'has its source’s author before its feed’s', read: atom('<author><name>Ann</name></author><entry><id>1</id><source><author><name>Sue</name></author></source></entry>'), item: { authors: [{ name: 'Sue', email: null, url: null }] } },
  { it: 'does not count contributors as authors', read: atomEntry('<id>1</id><author><name>Ann</name></author><contributor><name>Bob</name></contributor>'), item: { authors: [{ name: 'Ann', email: null, url: null }] } },
  { it: 'keeps what its source says apart', read: atomEntry('<id>1</id><source><id>urn:s</id><title>S</title><updated>2020-01-01T00:00:00Z</updated><link href="https://else.example/"/></source>'), item: { id: '1', title: null, updated: null, link: null } },
  { it: 'shows the label of a category, else its term', read: atomEntry('<id>1</id><category term="t1" label="Tea time"/><category term="t2" scheme="urn:s"/>'), item: { tags: ['Tea time', 't2'] } },
])

conforms('Atom links', [
  { it: 'takes a missing rel for alternate', read: atomEntry('<id>1</id><link href="https://example.org/1"/>'), item: { link: 'https://example.org/1' } },
  { it: 'never takes an enclosure for the link, though it comes first', read: atomEntry('<id>1</id><link rel="enclosure" href="https://example.org/1.mp3"/><link rel="alternate" href="https://example.org/1"/>'), item: { link: 'https://example.org/1' } },
  { it: 'never takes edit, replies or via for the link', read: atomEntry('<id>urn:1</id><link rel="edit" href="https://example.org/e"/><link rel="replies" href="https://example.org/r"/><link rel="via" href="https://example.org/v"/>'), item: { link: null } },
  { it: 'prefers a page among several alternates', read: atomEntry('<id>1</id><link rel="alternate" type="application/pdf" href="https://example.org/1.pdf"/><link rel="alternate" type="text/html" href="https://example.org/1"/>'), item: { link: 'https://example.org/1' } },
  { it: 'takes an alternate of another type where there is no page', read: atomEntry('<id>1</id><link rel="alternate" type="application/pdf" href="https://example.org/1.pdf"/>'), item: { link: 'https://example.org/1.pdf' } },
  { it: 'knows a rel in the registry’s long form and upper case', read: atomEntry('<id>1</id><link rel="http://www.iana.org/assignments/relation/Alternate" href="https://example.org/1"/>'), item: { link: 'https://example.org/1' } },
  { it: 'takes an id that is an address for want of links', read: atomEntry('<id>https://example.org/1</id>'), item: { link: 'https://example.org/1' } },
  { it: 'passes over a link that is broken', read: atomEntry('<id>1</id><link href="http://[bad"/><link href="https://example.org/1"/>'), item: { link: 'https://example.org/1' } },
  { it: 'has its enclosures', read: atomEntry('<id>1</id><link rel="enclosure" href="https://example.org/1.ogg" type="Audio/OGG" length="7"/>'), item: { enclosures: [{ url: 'https://example.org/1.ogg', type: 'audio/ogg', length: 7 }] } },
  { it: 'links to content that lies elsewhere', read: atomEntry('<id>urn:1</id><content src="https://example.org/1.html" type="text/html"/>'), item: { content: null, link: 'https://example.org/1.html' } },
])

conforms('Atom text constructs', [
  { it: 'takes text for text', read: atomEntry('<id>1</id><title>1 &lt; 2 &amp;amp; 3</title>'), item: { title: '1 < 2 &amp; 3' } },
  { it: 'takes markup in text for text', read: atomEntry('<id>1</id><title type="text">The &lt;b> tag</title>'), item: { title: 'The <b> tag' } },
  { it: 'reads html', read: atomEntry('<id>1</id><title type="html">AT&amp;amp;T &lt;b>rises&lt;/b></title>'), item: { title: 'AT&T rises' } },
  { it: 'reads html in CDATA', read: atomEntry('<id>1</id><content type="html"><![CDATA[<p>x</p>]]></content>'), item: { content: '<p>x</p>' } },
  { it: 'unwraps the div of xhtml', read: atomEntry('<id>1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a<br/>b</p></div></content>'), item: { content: '<p>a<br>b</p>' } },
  { it: 'takes the prefix off xhtml', read: atomEntry('<id>1</id><content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>a &amp; b</h:p></h:div></content>'), item: { content: '<p>a &amp; b</p>' } },
  { it: 'keeps the blanks within xhtml', read: atomEntry('<id>1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><b>a</b> <i>b</i></div></title>'), item: { title: 'a b' } },
  { it: 'closes empty elements of xhtml as HTML does', read: atomEntry('<id>1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x<b/>y</p></div></content>'), item: { content: '<p>xy</p>' } },
  { it: 'reads content of type text as lines', read: atomEntry('<id>1</id><content>a &lt; b\n\nc</content>'), item: { content: '<p>a &lt; b</p><p>c</p>' } },
  { it: 'reads a media type for html', read: atomEntry('<id>1</id><content type="text/html">&lt;p>x&lt;/p></content>'), item: { content: '<p>x</p>' } },
  { it: 'shows nothing of an image in base64', read: atomEntry('<id>1</id><content type="image/png">iVBORw0KGgo=</content>'), item: { content: null } },
  { it: 'reads xhtml that was sent without a type', read: atomEntry('<id>1</id><content><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content>'), item: { content: '<p>x</p>' } },
])

conforms('Atom 0.3', [
  { it: 'has issued, modified and created', read: oldAtomEntry('<id>1</id><issued>2004-01-02T00:00:00Z</issued><modified>2004-01-03T00:00:00Z</modified><created>2004-01-01T00:00:00Z</created>'), item: { published: '2004-01-02T00:00:00Z', updated: '2004-01-03T00:00:00Z' } },
  { it: 'has created where nothing was issued', read: oldAtomEntry('<id>1</id><created>2004-01-01T00:00:00Z</created>'), item: { published: '2004-01-01T00:00:00Z' } },
  { it: 'has a tagline', read: '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><tagline>All of it</tagline></feed>', feed: { description: 'All of it' } },
  { it: 'has content in mode escaped', read: oldAtomEntry('<id>1</id><content type="text/html" mode="escaped">&lt;p>x&lt;/p></content>'), item: { content: '<p>x</p>' } },
  { it: 'has content in mode xml', read: oldAtomEntry('<id>1</id><content type="application/xhtml+xml" mode="xml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content>'), item: { content: '<p>x</p>' } },
  { it: 'has content in mode base64', read: oldAtomEntry('<id>1</id><content type="text/html" mode="base64">PHA+eDwvcD4=</content>'), item: { content: '<p>x</p>' } },
  { it: 'has authors with a page by the name of url', read: oldAtomEntry('<id>1</id><author><name>Ann</name><url>https://example.org/ann</url></author>'), item: { authors: [{ name: 'Ann', email: null, url: 'https://example.org/ann' }] } },
])
