// Elements in documents of another format, second and third spellings of one fact, and which of several is believed.

import type { Author } from '../../src/model/article.ts'
import { atom, atomEntry, conforms, oldAtomEntry, rdf, rss, rssItem } from './conformance.ts'

const person = (name: string, email: string | null = null, url: string | null = null): Author => ({ name, email, url })
const NEW_YEAR = 'Thu, 01 Jan 2004 00:00:00 GMT'
const at = (day: number) => `2004-01-0${day}T00:00:00Z`

conforms('Which of several dates is believed', [
  { it: 'dc:date where pubDate cannot be read', read: rssItem('<pubDate>soon</pubDate><dc:date>2004-01-02</dc:date>'), item: { published: at(2) }, notes: [] },
  { it: 'pubDate where dc:date cannot', read: rssItem(`<dc:date>soon</dc:date><pubDate>${NEW_YEAR}</pubDate>`), item: { published: at(1) }, notes: [] },
  { it: 'the second pubDate where the first cannot', read: rssItem(`<pubDate>soon</pubDate><pubDate>${NEW_YEAR}</pubDate>`), item: { published: at(1) }, notes: [] },
  { it: 'the first where both can', read: rssItem(`<pubDate>${NEW_YEAR}</pubDate><pubDate>2004-01-02</pubDate>`), item: { published: at(1) } },
  { it: 'dcterms:issued where neither pubDate nor dc:date can', read: rssItem('<pubDate>soon</pubDate><dc:date>later</dc:date><dcterms:issued>2004-01-03</dcterms:issued>'), item: { published: at(3) } },
  { it: 'none where none can, and one note names the first', read: rssItem('<pubDate>soon</pubDate><dc:date>later</dc:date>'), item: { published: null, updated: null }, notes: ['date.unreadable'] },
  { it: 'a date of change is no date of publication, whatever cannot be read', read: rssItem('<pubDate>soon</pubDate><atom:updated>2004-01-02T00:00:00Z</atom:updated>'), item: { published: null, updated: at(2) }, notes: ['date.unreadable'] },
  { it: 'issued where published cannot', read: atomEntry('<published>soon</published><issued>2004-01-02T00:00:00Z</issued>'), item: { published: at(2) }, notes: [] },
  { it: 'dcterms:modified where atom:updated cannot', read: rssItem('<atom:updated>soon</atom:updated><dcterms:modified>2004-01-02</dcterms:modified>'), item: { updated: at(2) }, notes: [] },
  { it: 'pubDate of the channel where lastBuildDate cannot', read: rss(`<lastBuildDate>soon</lastBuildDate><pubDate>${NEW_YEAR}</pubDate>`), feed: { updated: at(1) } },
  { it: 'modified of Atom 0.3 where updated cannot', read: oldAtomEntry('<updated>soon</updated><modified>2004-01-02T00:00:00Z</modified>'), item: { updated: at(2) } },
])

conforms('RSS with names of other formats, undeclared', [
  { it: 'id', read: rssItem('<id>urn:mill:1</id>'), item: { id: 'urn:mill:1' } },
  { it: 'guid before id', read: rssItem('<id>urn:mill:1</id><guid>g</guid>'), item: { id: 'g' } },
  { it: 'summary', read: rssItem('<summary>Short</summary>'), item: { summary: 'Short' } },
  { it: 'description before summary', read: rssItem('<summary>Short</summary><description>Long</description>'), item: { summary: 'Long' } },
  { it: 'published and updated', read: rssItem('<published>2004-01-01</published><updated>2004-01-02</updated>'), item: { published: at(1), updated: at(2) } },
  { it: 'issued and modified', read: rssItem('<issued>2004-01-01</issued><modified>2004-01-02</modified>'), item: { published: at(1), updated: at(2) } },
  { it: 'created', read: rssItem('<created>2004-01-01</created>'), item: { published: at(1) } },
  { it: 'tagline of the channel', read: rss('<tagline>Flour daily</tagline>'), feed: { description: 'Flour daily' } },
  { it: 'subtitle of the channel', read: rss('<subtitle>Flour daily</subtitle>'), feed: { description: 'Flour daily' } },
  { it: 'id of the channel', read: rss('<id>urn:mill:feed</id>'), feed: { id: 'urn:mill:feed' } },
  { it: 'updated of the channel', read: rss('<updated>2004-01-01</updated>'), feed: { updated: at(1) } },
  { it: 'atom:content before a description', read: rssItem('<atom:content type="html">&lt;b>Long&lt;/b></atom:content><description>Short</description>'), item: { content: '<b>Long</b>', summary: 'Short' } },
  { it: 'an author of Atom in a default namespace of its own', read: rssItem('<author xmlns="http://www.w3.org/2005/Atom"><name>Ann</name></author>'), item: { authors: [person('Ann')] } },
  { it: 'an author of the play store', read: rssItem('<g:author xmlns:g="http://www.google.com/schemas/play-podcasts/1.0">Ann</g:author>'), item: { authors: [person('Ann')] } },
  { it: 'a cover by itunes:link', read: rss('<itunes:link rel="image" href="https://example.org/i.jpg"/>'), feed: { image: 'https://example.org/i.jpg' } },
  { it: 'another itunes:link is no cover', read: rss('<itunes:link rel="payment" href="https://example.org/pay"/>'), feed: { image: null } },
  { it: 'several languages, of which the first counts', read: rss('<language>en-GB, fr</language>'), feed: { language: 'en-GB' } },
])

conforms('Atom with names of other formats', [
  { it: 'description', read: atomEntry('<description>Short</description>'), item: { summary: '<p>Short</p>', content: null } },
  { it: 'content:encoded', read: atomEntry('<content:encoded>&lt;b>Long&lt;/b></content:encoded><summary>Short</summary>'), item: { content: '<b>Long</b>', summary: '<p>Short</p>' } },
  { it: 'content before content:encoded', read: atomEntry('<content:encoded>A</content:encoded><content>B</content>'), item: { content: '<p>B</p>' } },
  { it: 'guid', read: atomEntry('<guid>urn:mill:1</guid>'), item: { id: 'urn:mill:1' } },
  { it: 'pubDate', read: atomEntry(`<pubDate>${NEW_YEAR}</pubDate>`), item: { published: at(1) } },
  { it: 'dc:date', read: atomEntry('<dc:date>2004-01-01</dc:date>'), item: { published: at(1), updated: null } },
  { it: 'description of the feed', read: atom('<description>Flour daily</description>'), feed: { description: 'Flour daily' } },
  { it: 'subtitle before it', read: atom('<description>A</description><subtitle>B</subtitle>'), feed: { description: 'B' } },
  { it: 'a logo with a base of its own', read: atom('<logo xml:base="/l/">x.png</logo>'), url: 'https://example.org/feed', feed: { image: 'https://example.org/l/x.png' } },
  { it: 'a logo under the feed’s base, which counts once', read: atom('<logo>x.png</logo>').replace('<feed ', '<feed xml:base="/l/" '), url: 'https://example.org/feed', feed: { image: 'https://example.org/l/x.png' } },
])

conforms('People, however they are spelled', [
  { it: 'an address in angle brackets', read: rssItem('<author>Ann Lee &lt;ann@example.org></author>'), item: { authors: [person('Ann Lee', 'ann@example.org')] } },
  { it: 'an address in round brackets', read: rssItem('<author>Ann Lee (ann@example.org)</author>'), item: { authors: [person('Ann Lee', 'ann@example.org')] } },
  { it: 'an address with a subject', read: rssItem('<author>mailto:ann@example.org?subject=Flour (Ann Lee)</author>'), item: { authors: [person('Ann Lee', 'ann@example.org')] } },
  { it: 'a million at signs beside an address (S11)', read: rssItem(`<author>ann@example.org ${'@'.repeat(1_000_000)}</author>`), count: 1 },
  { it: 'a name in quotes', read: rssItem('<author>"Lee, Ann" &lt;ann@example.org></author>'), item: { authors: [person('Lee, Ann', 'ann@example.org')] } },
  { it: 'empty brackets', read: rssItem('<author>ann@example.org ()</author>'), item: { authors: [person('ann@example.org', 'ann@example.org')] } },
  { it: 'brackets without an address', read: rssItem('<author>Ann (Mill)</author>'), item: { authors: [person('Ann (Mill)')] } },
  { it: 'a link as dc:creator', read: rssItem('<dc:creator>&lt;a href="/ann">Ann&lt;/a></dc:creator>'), item: { authors: [person('Ann')] } },
  { it: 'an address beside the name in Atom', read: atomEntry('<author><name>Ann &lt;ann@example.org></name></author>'), item: { authors: [person('Ann', 'ann@example.org')] } },
  { it: 'an address of its own in Atom stays', read: atomEntry('<author><name>Ann @ mill</name><email>ann@example.org</email></author>'), item: { authors: [person('Ann @ mill', 'ann@example.org')] } },
  { it: 'an at sign that is no address', read: atomEntry('<author><name>@ann</name></author>'), item: { authors: [person('@ann')] } },
  { it: 'dc:creator of RDF in several elements', read: rdf('<item rdf:about="urn:1"><dc:creator>Ann</dc:creator><dc:creator>Bo</dc:creator></item>'), item: { authors: [person('Ann'), person('Bo')] } },
])
