// What we publish, held to the rules of the W3C feed validator (support/feed-rules.ts): the sample as it is committed, and feeds of
// whatever an upstream may write.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { sanitizeHtml } from '../../../src/formats/html.ts'
import type { Article } from '../../../src/model/article.ts'
import { RENDERERS } from '../../../src/publish/render/render.ts'
import { attributionOf, toEntry } from '../../../src/publish/select/entries.ts'
import type { Entry } from '../../../src/publish/select/entry.ts'
import { checkAtom, checkJsonFeed, checkOpml, checkRss, type Finding } from '../../support/feed-rules.ts'
import { articleOf, channelOf, feedSource, NOW, settingsFor, sourceId, visited } from '../mill.ts'
import { ENVELOPE } from './envelope.ts'

const FEEDS = resolve(import.meta.dirname, '../../../feeds')
const CHECKS = { rss: checkRss, atom: checkAtom, json: checkJsonFeed } as const
const FORMATS = ['rss', 'atom', 'json'] as const
const settings = settingsFor('/nowhere', { sources: [feedSource('ruby'), feedSource('quiet', { rights: 'link' }), feedSource('brief', { rights: 'summary' })] })
const { site } = settings
const attribution = attributionOf(settings, new Map([[sourceId('ruby'), visited({ channel: channelOf({ language: 'en' }) })]]))

function entryOf(given: Partial<Article>): Entry {
  const article = articleOf(given.guid ?? 'one', given)
  const sighting = { firstSeenAt: NOW, revisedAt: null, sortAt: article.publishedAt ?? NOW }
  return toEntry({ stored: { article, raw: new Uint8Array(), complete: true, sighting }, alsoIn: [], categories: [], tags: [] }, attribution)
}

function findingsIn(entries: readonly Entry[]): Finding[] {
  return FORMATS.flatMap((format) => {
    const fragments = entries.map((entry) => ({ publishedAt: entry.publishedAt, updatedAt: entry.updatedAt, text: RENDERERS[format].entry(entry, site) }))
    return CHECKS[format](RENDERERS[format].feed(ENVELOPE, fragments, site), `${ENVELOPE.address}.${format}`)
  })
}

function orNull<T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(of)
}

describe('the published sample', () => {
  for (const path of globSync('**/*.{rss,atom,json}', { cwd: FEEDS }).filter((file) => file !== 'manifest.json').sort()) {
    it(`is right in ${path}`, () => {
      const format = path.split('.').at(-1) as (typeof FORMATS)[number]
      assert.deepEqual(CHECKS[format](readFileSync(join(FEEDS, path), 'utf8'), `https://mill.example.org/${path}`), [])
    })
  }
  it('is right in its subscription lists', () => {
    for (const path of globSync('**/*.opml', { cwd: FEEDS })) assert.deepEqual(checkOpml(readFileSync(join(FEEDS, path), 'utf8')), [])
  })
})

describe('an entry breaks no rule', () => {
  const enclosure = { url: 'https://a.example/1.mp3', mediaType: 'audio/mpeg', bytes: 0, seconds: 7 }
  const cases: readonly { readonly it: string; readonly given: Partial<Article> }[] = [
    { it: 'of a title alone', given: { contentHtml: '' } },
    { it: 'of pictures alone', given: { contentHtml: '<img src="https://a.example/1.png" alt="">' } },
    { it: 'without a title', given: { title: null } },
    { it: 'of a source that lets no more than a link be published', given: { sourceId: sourceId('quiet'), enclosures: [enclosure] } },
    { it: 'of a source that lets a summary be published', given: { sourceId: sourceId('brief'), enclosures: [enclosure] } },
    { it: 'of a podcast', given: { enclosures: [enclosure, { ...enclosure, url: 'https://a.example/2.ogg', bytes: null, seconds: null }] } },
    { it: 'with an enclosure of no type', given: { enclosures: [{ ...enclosure, mediaType: 'audio' }] } },
    { it: 'with signs in its address that none may have', given: { url: 'https://a.example/a[1]|2?q={x}&r=^`"<>#a#b%zz' } },
    { it: 'with an address in Chinese', given: { url: 'https://例子.example/财经?问=答', guid: 'https://例子.example/财经' } },
    { it: 'in a language that there is not', given: { language: 'jp' } },
    { it: 'in a language by name', given: { language: 'english' } },
    { it: 'by somebody at a host alone', given: { authors: [{ name: 'A', email: 'a@localhost', url: null }] } },
    { it: 'by somebody with parentheses', given: { authors: [{ name: 'A :) (B', email: 'a@x.example', url: null }] } },
    { it: 'by an address that is an email', given: { authors: [{ name: '', email: 'a@x.example', url: null }] } },
    { it: 'from elsewhere, which has no title', given: { via: { id: null, title: '', feedUrl: 'https://w.example/f' } } },
    { it: 'of the year 1970', given: { publishedAt: 0 } },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(findingsIn([entryOf(c.given)]), []))

  it('whatever upstream wrote', () => {
    const part = fc.constantFrom(']]>', '<![CDATA[', '</item>', '<b>', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<a href="javascript:x">y</a>', '<a href="/z">z</a>', '&amp;', '&#60;', '&', '<', '"', "'", '\u0000', '\uFFFE', '\uD800', '\u2028', '\n', ' ', '\u{1F600}', '财经', '%', '%zz', '#', '|', '[', 'x@y.example', '(', ')', '{{', 'zh', '-')
    const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
    const url = fc.oneof(text, text.map((rest) => `https://x.example/${rest}`), text.map((rest) => `https://x.example/?q=${rest}#${rest}`))
    const article = fc.record({
      guid: fc.oneof(text, url, fc.uuid()),
      url: orNull(url),
      externalUrl: orNull(url),
      title: orNull(text.map((title) => title.replaceAll(/[<>&]/gu, ''))),
      summary: orNull(text),
      contentHtml: text.map((html) => sanitizeHtml(html, 'https://x.example/')),
      language: orNull(fc.oneof(text, fc.constantFrom('en', 'zh-CN', 'jp', 'en_US'))),
      authors: fc.array(fc.record({ name: text, email: orNull(fc.oneof(text, fc.emailAddress())), url: orNull(url) }), { maxLength: 2 }),
      enclosures: fc.array(fc.record({ url, mediaType: fc.oneof(text, fc.constant('audio/mpeg')), bytes: orNull(fc.nat()), seconds: orNull(fc.nat()) }), { maxLength: 3 }),
      imageUrl: orNull(url),
      commentsUrl: orNull(url),
      rights: orNull(text),
      via: orNull(fc.record({ id: orNull(url), title: text, feedUrl: orNull(url) })),
      publishedAt: orNull(fc.integer({ min: 0, max: NOW })),
      sourceId: fc.constantFrom(sourceId('ruby'), sourceId('quiet'), sourceId('brief')),
    })
    fc.assert(
      fc.property(article, (given) => {
        const isEmpty = given.url === null && given.externalUrl === null && given.contentHtml === '' // a blank text is all it has
        const found = findingsIn([entryOf(given)]).filter(({ rule }) => !(isEmpty && rule === 'NotBlank'))
        assert.deepEqual(found, [])
      }),
      { numRuns: 500 },
    )
  })
})
