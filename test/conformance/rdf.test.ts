// RSS 1.0 and 0.90: items beside the channel, identified by rdf:about.

import { conforms, rdf } from './conformance.ts'

const NETSCAPE = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"'

conforms('RSS 1.0', [
  {
    it: 'reads the channel',
    read: rdf('<channel rdf:about="https://example.org/rdf"><title>T</title><link>https://example.org/</link><description>D</description></channel>'),
    feed: { title: 'T', link: 'https://example.org/', description: 'D', id: 'https://example.org/rdf' },
  },
  { it: 'reads items beside the channel', read: rdf('<channel><title>T</title></channel><item rdf:about="urn:1"><title>A</title></item>'), item: { id: 'urn:1', title: 'A' } },
  { it: 'passes over the table of contents', read: rdf('<channel><title>T</title><items><rdf:Seq><rdf:li rdf:resource="urn:1"/></rdf:Seq></items></channel><item rdf:about="urn:1"/>'), ids: ['urn:1'] },
  { it: 'reads the picture beside the channel', read: rdf('<channel><title>T</title><image rdf:resource="https://example.org/i.png"/></channel><image rdf:about="https://example.org/i.png"><title>Logo</title><url>https://example.org/i.png</url></image>'), feed: { image: 'https://example.org/i.png', title: 'T' } },
  { it: 'reads dc:date', read: rdf('<item rdf:about="urn:1"><dc:date>2026-01-01T10:00:00+02:00</dc:date></item>'), item: { published: '2026-01-01T08:00:00Z' } },
  { it: 'reads dc:creator and dc:subject', read: rdf('<item rdf:about="urn:1"><dc:creator>Ann</dc:creator><dc:subject>news</dc:subject></item>'), item: { authors: [{ name: 'Ann', email: null, url: null }], tags: ['news'] } },
  { it: 'reads content:encoded', read: rdf('<item rdf:about="urn:1"><description>S</description><content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded></item>'), item: { content: '<p>x</p>', summary: 'S' } },
  { it: 'reads RSS 0.90', read: `<rdf:RDF ${NETSCAPE}><channel><title>T</title></channel><item><title>A</title><link>https://example.org/1</link></item></rdf:RDF>`, feed: { title: 'T' }, item: { title: 'A', id: 'https://example.org/1' } },
  { it: 'reads RDF with RSS under a prefix', read: '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rss="http://purl.org/rss/1.0/"><rss:channel><rss:title>T</rss:title></rss:channel><rss:item r:about="urn:1"><rss:title>A</rss:title></rss:item></r:RDF>', feed: { title: 'T' }, item: { id: 'urn:1', title: 'A' } },
  { it: 'refuses RDF about something else', read: '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description/></rdf:RDF>', fails: { code: 'parse.not_a_feed' } },
])
