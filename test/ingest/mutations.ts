// Documents that no publisher meant: seeds of every format, mutated, spliced and cut; and what must hold of whatever is read of them.

import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { sanitizeHtml } from '../../src/formats/html.ts'
import { readFeed } from '../../src/ingest/read-feed.ts'
import { FeedmillError } from '../../src/model/errors.ts'
import { atomEntry, jsonItem, oldAtomEntry, rdf, rssItem } from '../conformance/conformance.ts'

const SEEDS = [
  rssItem('<guid>1</guid><title>A &amp; b</title><description><![CDATA[<p onclick="x()">x<script>y()</script></p>]]></description><pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate>'),
  rssItem('<link>/1</link><media:group><media:content url="v.mp4"/></media:group><author>ann@example.org (Ann)</author><enclosure url="a.mp3"/>'),
  atomEntry('<id>1</id><link rel="enclosure" href="a.mp3"/><content type="xhtml" xml:base="/b/"><div xmlns="http://www.w3.org/1999/xhtml"><a href="javascript:x()">x</a></div></content>'),
  oldAtomEntry('<title mode="base64">PGI+eDwvYj4=</title><content type="text/html" mode="escaped">&lt;a href="data:x">x&lt;/a></content><modified>2003-12-13</modified>'),
  rdf('<item rdf:about="urn:1"><dc:creator>Ann &lt;ann@example.org&gt;</dc:creator><content:encoded>&lt;img src=x onerror=y()&gt;</content:encoded></item>'),
  '<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rss><channel><item><title>&c;</title><pubDate>2004년 05월 28일</pubDate></item></channel></rss>',
  jsonItem({ id: 1, content_html: '<svg><script>x()</script></svg>', authors: [{ name: 'Ann' }], tags: ['a'] }),
  JSON.stringify({ rss: { channel: { item: [{ title: 'A', enclosure: { url: 'a.mp3' } }] } } }),
]
const SCRAPS = [
  '<', '>', '&', ';', '"', "'", '[', ']', '{', '}', '\0', '&#', '<![CDATA[', ']]>', '<!--', '-->', '<?', '?>', '<!DOCTYPE', '</item>', '<item>', '<div>', '\ud83d', 'xmlns=', '/>', '<script>', '<style>', '<table>', '&lt;', '\\u0000',
  'encoding="utf-16"', 'encoding="iso-2022-jp"', 'xml:base="//x"', '"__proto__":', ' onerror=x ',
]

const seed = fc.constantFrom(...SEEDS)
const edits = fc.array(fc.tuple(fc.nat(2000), fc.constantFrom(...SCRAPS), fc.nat(30)), { maxLength: 12 })
const bytesChanged = fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 6 })

/** A seed whose beginning is another's, with scraps put into it and parts cut out of it, and some bytes of the result changed. */
const mutated = fc.tuple(seed, seed, fc.nat(400), edits, bytesChanged).map(([one, other, splice, changes, overwritten]) => {
  const spliced = splice < 100 ? other.slice(0, splice) + one.slice(splice) : one
  const text = changes.reduce((done, [at, scrap, cut]) => done.slice(0, at % done.length) + scrap + done.slice((at % done.length) + cut) || ' ', spliced)
  const bytes = new TextEncoder().encode(text)
  if (splice % 4 === 0) for (const [at, byte] of overwritten) bytes[at % bytes.length] = byte
  return splice % 7 === 0 ? bytes.subarray(0, bytes.length >> 1) : bytes
})

export const documents = fc.oneof({ weight: 9, arbitrary: mutated }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) })

/** Throws unless a document is read twice alike, to safe HTML and web addresses, or refused with a FeedmillError. */
export function checkReading(bytes: Uint8Array): void {
  const outcome = attempt(bytes)
  assert.deepEqual(attempt(bytes), outcome)
  if (typeof outcome === 'string') return
  for (const { content, summary, link, image, enclosures } of outcome.items) {
    for (const html of [content ?? '', summary ?? '']) {
      assert.doesNotMatch(html, /<(?:script|svg|style|iframe|form)|<[^>]*="\s*(?:javascript|data|vbscript):|<[^>]* on\w+=/iu)
      assert.equal(sanitizeHtml(html, null), html)
    }
    for (const url of [link, image, ...enclosures.map((enclosure) => enclosure.url)]) assert.match(url ?? 'https://', /^https?:\/\//u)
  }
}

/** What was read, or the code of the failure; anything else is thrown on. */
function attempt(bytes: Uint8Array): ReturnType<typeof readFeed> | string {
  try {
    return readFeed(bytes, { url: 'https://example.org/' })
  } catch (error) {
    if (!(error instanceof FeedmillError)) throw error
    return error.code
  }
}
