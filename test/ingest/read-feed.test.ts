import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { readFeed } from '../../src/ingest/read-feed.ts'
import { FeedmillError } from '../../src/model/errors.ts'
import { atomEntry, jsonItem, rdf, rssItem } from '../conformance/conformance.ts'

const SEEDS = [
  rssItem('<guid>1</guid><title>A &amp; b</title><description><![CDATA[<p onclick="x()">x<script>y()</script></p>]]></description><pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate>'),
  atomEntry('<id>1</id><link rel="enclosure" href="a.mp3"/><content type="xhtml" xml:base="/b/"><div xmlns="http://www.w3.org/1999/xhtml"><a href="javascript:x()">x</a></div></content>'),
  rdf('<item rdf:about="urn:1"><dc:creator>Ann &lt;ann@example.org&gt;</dc:creator><content:encoded>&lt;img src=x onerror=y()&gt;</content:encoded></item>'),
  jsonItem({ id: 1, content_html: '<svg><script>x()</script></svg>', authors: [{ name: 'Ann' }], tags: ['a'] }),
]
const SCRAPS = ['<', '>', '&', '&#', ';', '"', "'", '<![CDATA[', ']]>', '<!--', '-->', '<?', '?>', '<!DOCTYPE', '[', ']', '{', '}', '</item>', '<item>', '<div>', '\0', '\ud83d', 'xmlns=', '/>', '<script>']

/** A seed with scraps put into it and parts cut out of it. */
const mutated = fc
  .tuple(fc.constantFrom(...SEEDS), fc.array(fc.tuple(fc.nat(2000), fc.constantFrom(...SCRAPS), fc.nat(30)), { maxLength: 12 }))
  .map(([seed, edits]) => edits.reduce((text, [at, scrap, cut]) => text.slice(0, at % text.length) + scrap + text.slice((at % text.length) + cut) || ' ', seed))

describe('readFeed', () => {
  it('throws nothing but FeedmillError, lets no script pass and says the same twice, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        const outcome = attempt(text)
        assert.doesNotMatch(outcome, /<script|<svg|"content":"[^"]*javascript:|<[^>]* on\w+=/iu)
        assert.equal(attempt(text), outcome)
      }),
      { numRuns: 2000, seed: 20_260_101 },
    )
  })
})

/** What was read, titles and names left out (plain text may well speak of scripts), or the code of the failure. */
function attempt(text: string): string {
  try {
    const { items, notes } = readFeed(new TextEncoder().encode(text), { url: 'https://example.org/' })
    return JSON.stringify({ html: items.map(({ content, summary }) => ({ content, summary })), links: items.map(({ link }) => link), notes: notes.map(({ code }) => code) })
  } catch (error) {
    if (!(error instanceof FeedmillError)) throw error
    return error.code
  }
}
