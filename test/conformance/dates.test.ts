// Dates as publishers write them, read as `published` of an item (C20). Without a zone they are UTC here; a source's `timezone` says otherwise.

import { atomEntry, type Case, conforms, jsonItem, oldAtomEntry, rdf, rss, rssItem } from './conformance.ts'

type Dates = Readonly<Record<string, string | null>>

/** Each a spelling, and the instant it names; null: no date. */
function reads(title: string, dates: Dates): void {
  conforms(title, Object.entries(dates).map(([text, published]): Case => ({ it: `reads ${text}`, read: rssItem(`<guid>1</guid><pubDate>${text}</pubDate>`), item: { published, updated: null } })))
}

reads('RFC 822 dates', {
  'Wed, 02 Oct 2002 13:00:00 GMT': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 13:00:00 +0000': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 15:00:00 +0200': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 08:00:00 EST': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 09:00:00 EDT': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 07:00:00 CST': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 08:00:00 CDT': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 06:00:00 MST': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 07:00:00 MDT': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 05:00:00 PST': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 06:00:00 PDT': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 09:00:00 AST': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 13:00:00 UT': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 13:00:00 UTC': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 13:00:00 Z': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 15:00:00 CEST': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 14:00:00 BST': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 13:00:00 Etc/GMT': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 22:00:00 Asia/Tokyo': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 13:00 GMT': '2002-10-02T13:00:00Z',
  'Wed, 2 Oct 2002 13:00:00 GMT': '2002-10-02T13:00:00Z',
  'Wed,  2 Oct 2002 13:00:00 GMT': '2002-10-02T13:00:00Z',
  '02 Oct 2002 13:00:00 GMT': '2002-10-02T13:00:00Z',
  '2 Oct 02 13:00 GMT': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 02 13:00:00 GMT': '2002-10-02T13:00:00Z',
  'Sat, 02 Oct 99 13:00:00 GMT': '1999-10-02T13:00:00Z',
  'Wed, 02 Oct 2002': '2002-10-02T00:00:00Z',
  'Wed, 02 Oct 2002 13:00:00': '2002-10-02T13:00:00Z',
  'Wed, 02 October 2002 13:00:00 GMT': '2002-10-02T13:00:00Z',
  'Wednesday, 02 October 2002 13:00:00 GMT': '2002-10-02T13:00:00Z',
  'WED, 02 OCT 2002 13:00:00 gmt': '2002-10-02T13:00:00Z',
  'Wed 02 Oct 2002 13:00:00 GMT': '2002-10-02T13:00:00Z',
  'Wed, Oct 02 2002 13:00:00 GMT': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 13:00:00.123 GMT': '2002-10-02T13:00:00.123Z',
  'Wed, 02 Oct 2002 1:00:00 PM GMT': '2002-10-02T13:00:00Z',
  'Wed, 02-Oct-2002 13:00:00 GMT': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 13:00:00 GMT (a comment)': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 15:00:00 +02:00': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 15:00:00 GMT+2': '2002-10-02T13:00:00Z',
  'Wed, 02 Oct 2002 18:30:00 +0530': '2002-10-02T13:00:00Z',
  'Thu, 03 Oct 2002 02:45:00 +1345': '2002-10-02T13:00:00Z',
})

reads('W3CDTF and RFC 3339 dates', {
  '2002': '2002-01-01T00:00:00Z',
  '2002-10': '2002-10-01T00:00:00Z',
  '2002-10-02': '2002-10-02T00:00:00Z',
  '2002-10-02T13:00Z': '2002-10-02T13:00:00Z',
  '2002-10-02T13:00+01:00': '2002-10-02T12:00:00Z',
  '2002-10-02T13:00:05Z': '2002-10-02T13:00:05Z',
  '2002-10-02T13:00:05.5Z': '2002-10-02T13:00:05.500Z',
  '2002-10-02T13:00:05-08:00': '2002-10-02T21:00:05Z',
  '2002-10-02T13:00:05+0100': '2002-10-02T12:00:05Z',
  '2002-10-02T13:00:05': '2002-10-02T13:00:05Z',
  '2002-10-02t13:00:05z': '2002-10-02T13:00:05Z',
  '2002-10-02 13:00:05Z': '2002-10-02T13:00:05Z',
  '2002-10-02T24:00:00Z': '2002-10-03T00:00:00Z',
  '20021002T130005Z': '2002-10-02T13:00:05Z',
  '20021002': '2002-10-02T00:00:00Z',
  '2002-275': '2002-10-02T00:00:00Z',
  '2002275': '2002-10-02T00:00:00Z',
  '02-10-02': '2002-10-02T00:00:00Z',
})

reads('Dates of programs and of countries', {
  'Wed Oct  2 13:00:05 2002': '2002-10-02T13:00:05Z',
  'Wed Oct 2 13:00:05 PDT 2002': '2002-10-02T20:00:05Z',
  '2002-10-02 13:00:05.0': '2002-10-02T13:00:05Z',
  '2002-10-02 13:00:05.123': '2002-10-02T13:00:05.123Z',
  'Wed, 2002/10/02 13:00:05 EDT': '2002-10-02T17:00:05Z',
  '1033563605': '2002-10-02T13:00:05Z',
  '1033563605000': '2002-10-02T13:00:05Z',
  '2002년 10월 02일  22:00:05': '2002-10-02T13:00:05Z',
  '2002-10-02 오후 10:00:05': '2002-10-02T13:00:05Z',
  '2002-10-02 오전 9:00:05': '2002-10-02T00:00:05Z',
  '2002年10月2日 13:00:05': '2002-10-02T13:00:05Z',
  '2002年10月2日 下午1:00': '2002-10-02T13:00:00Z',
  '2002年10月2日13時00分': '2002-10-02T13:00:00Z',
  'Τετ, 02 Οκτ 2002 15:00:05 EET': '2002-10-02T13:00:05Z',
  'Κυρ, 11 Ιούλ 2004 12:00:00 EST': '2004-07-11T17:00:00Z',
  'Πέμ, 06 Μαϊ 2004 12:00:00 EST': '2004-05-06T17:00:00Z',
  'Σάβ, 03 Αύγ 2002 12:00:00 GMT': '2002-08-03T12:00:00Z',
  'Τρι, 12 Μάρ 2002 12:00:00 GMT': '2002-03-12T12:00:00Z',
  '2002-október-2T15:00+02:00': '2002-10-02T13:00:00Z',
  '2004-augusztus-3T9:15-05:00': '2004-08-03T14:15:00Z',
  'Mi, 02 Okt 2002 15:00:05 +0200': '2002-10-02T13:00:05Z',
  'mer, 02 oct. 2002 15:00:05 +0200': '2002-10-02T13:00:05Z',
  'Ср, 02 окт 2002 17:00:05 +0400': '2002-10-02T13:00:05Z',
  '2 de octubre de 2002': '2002-10-02T00:00:00Z',
  'October 2, 2002': '2002-10-02T00:00:00Z',
  '10/02/2002 13:00': '2002-10-02T13:00:00Z',
  '02.10.2002 13:00': '2002-10-02T13:00:00Z',
})

reads('Texts that name no instant', {
  soon: null,
  'Wed, 31 Feb 2002 13:00:00 GMT': null,
  'Wed, 02 Oct 2002 25:00:00 GMT': null,
  '2002-13-02T13:00:00Z': null,
  '2002-10-32': null,
  '0001-01-01T00:00:00Z': null,
  '12345-01-01': null,
})

conforms('Where dates stand', [
  { it: 'reads dc:date of RSS 1.0', read: rdf('<item rdf:about="urn:1"><dc:date>2002-10-02</dc:date></item>'), item: { published: '2002-10-02T00:00:00Z' } },
  { it: 'reads dcterms:issued', read: rssItem('<dcterms:issued>2002-10-02</dcterms:issued>'), item: { published: '2002-10-02T00:00:00Z' } },
  { it: 'reads published and updated of Atom apart', read: atomEntry('<published>2002-10-02T13:00:00Z</published><updated>2002-10-03T13:00:00Z</updated>'), item: { published: '2002-10-02T13:00:00Z', updated: '2002-10-03T13:00:00Z' } },
  { it: 'reads a date in CDATA with blanks', read: rssItem('<pubDate>\n<![CDATA[ Wed, 02 Oct 2002 13:00:00 GMT ]]>\n</pubDate>'), item: { published: '2002-10-02T13:00:00Z' } },
  { it: 'passes over an empty date before a full one', read: rssItem('<pubDate/><dc:date>2002-10-02</dc:date>'), item: { published: '2002-10-02T00:00:00Z' } },
  { it: 'reads issued before created in Atom 0.3', read: oldAtomEntry('<created>2002-10-01T00:00:00Z</created><issued>2002-10-02T13:00:00+00:00</issued>'), item: { published: '2002-10-02T13:00:00Z' } },
  { it: 'reads numbers in JSON as Unix times', read: jsonItem({ id: '1', date_published: 1_033_563_605 }), item: { published: '2002-10-02T13:00:05Z' } },
  { it: 'reads date_modified of JSON', read: jsonItem({ id: '1', date_modified: '2002-10-02T13:00:05+01:00' }), item: { published: null, updated: '2002-10-02T12:00:05Z' } },
  { it: 'reads lastBuildDate before pubDate for the feed', read: rss('<pubDate>Wed, 02 Oct 2002 13:00:00 GMT</pubDate><lastBuildDate>Thu, 03 Oct 2002 13:00:00 GMT</lastBuildDate>'), feed: { updated: '2002-10-03T13:00:00Z' } },
  { it: 'says so where it cannot read one', read: rssItem('<pubDate>soon</pubDate>'), item: { published: null }, notes: ['date.unreadable'] },
])
