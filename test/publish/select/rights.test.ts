// What `rights` of a source leaves of an entry, in the entry itself and in every format.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { FeedFormat } from '../../../src/model/feed.ts'
import type { Rights } from '../../../src/model/source.ts'
import { RENDERERS } from '../../../src/publish/render/render.ts'
import { limitedTo, LONGEST, ofBearableLength } from '../../../src/publish/select/rights.ts'
import { attributionOf, toEntry } from '../../../src/publish/select/entries.ts'
import { articleOf, feedSource, ingest, openMill, settingsFor, snapshot, sourceId } from '../mill.ts'
import { SITE, story, term } from '../../support/story.ts'

const WHOLE = story({
  summary: 'A word before.',
  contentHtml: '<p>The whole long text.</p><img src="https://harbour.example.org/inside.png" alt="">',
  externalUrl: 'https://else.example.org/',
  authors: [{ name: 'Ann', email: null, url: null }],
  tags: [term('tag', 'tides')],
  enclosures: [{ url: 'https://harbour.example.org/sound.mp3', mediaType: 'audio/mpeg', bytes: 9, seconds: null }],
  imageUrl: 'https://harbour.example.org/picture.png',
  commentsUrl: 'https://harbour.example.org/comments',
  rights: 'All rights reserved',
})
const FORMATS: readonly FeedFormat[] = ['rss', 'atom', 'json', 'html']
const TITLE = ['The crane moved', 'https://harbour.example.org/1', 'Harbour Notes', 'Ann']
const SUMMARY = ['A word before.', 'tides']
const TEXT = ['The whole long text.', 'inside.png', 'sound.mp3']

const cases: readonly { readonly rights: Rights; readonly has: readonly string[]; readonly lacks: readonly string[] }[] = [
  { rights: 'full', has: [...TITLE, ...SUMMARY, ...TEXT], lacks: [] },
  { rights: 'summary', has: [...TITLE, ...SUMMARY], lacks: [...TEXT, 'picture.png'] },
  { rights: 'link', has: TITLE, lacks: [...SUMMARY, ...TEXT, 'picture.png', 'comments', 'else.example.org'] },
]

describe('the length of an entry', () => {
  const paragraph = '<p>Word by word. </p>'
  const long = paragraph.repeat(Math.ceil(LONGEST / paragraph.length) + 1)

  it('is nobody\'s concern as long as it is bearable', () => assert.equal(ofBearableLength(WHOLE), WHOLE))

  const cases = [
    { it: 'leaves of a book its summary', given: { contentHtml: long }, expect: /^A word before\.$/u },
    { it: 'leaves of a book without a summary its beginning', given: { contentHtml: long, summary: null }, expect: /^Word by word\. .{300,490}…$/u },
    { it: 'leaves of a summary that is a book its beginning', given: { summary: 'so '.repeat(LONGEST), contentHtml: '' }, expect: /^so so .{300,500}…$/u },
  ]
  for (const c of cases) {
    it(c.it, () => {
      const { contentHtml, summary, url, enclosures } = ofBearableLength({ ...WHOLE, ...c.given })
      assert.deepEqual([contentHtml, url, enclosures], ['', WHOLE.url, WHOLE.enclosures])
      assert.match(summary ?? '', c.expect)
    })
  }

  it('leaves of a title that is a book its beginning', () => {
    assert.match(ofBearableLength({ ...WHOLE, title: 'so '.repeat(LONGEST) }).title ?? '', /^so so .{300,500}…$/u)
  })

  it('is bounded in what is published', () => {
    const stored = { article: articleOf('one', { contentHtml: long }), raw: new Uint8Array(), complete: true, sighting: { firstSeenAt: 0, revisedAt: null, sortAt: 0 } }
    const entry = toEntry({ stored, alsoIn: [], categories: [], tags: [] }, attributionOf(settingsFor('/nowhere', { sources: [feedSource('ruby')] }), new Map()))
    for (const format of FORMATS) assert.ok(RENDERERS[format].entry(entry, SITE).length < 10_000, format)
  })
})

describe('rights', () => {
  for (const { rights, has, lacks } of cases) {
    for (const format of FORMATS) {
      it(`${rights} gives no more and no less in ${format}`, () => {
        const text = RENDERERS[format].entry(limitedTo(rights, WHOLE), SITE)
        assert.deepEqual([has.filter((part) => !text.includes(part)), lacks.filter((part) => text.includes(part))], [[], []], text)
      })
    }
  }

  const summaries = [
    { it: 'take the beginning of the text where there is no summary', given: { contentHtml: '<p>One &amp; <b>two</b></p>' }, expect: 'One & two' },
    { it: 'cut a summary that is a text', given: { summary: 'word '.repeat(400) }, expect: `${'word '.repeat(100).trim()}…` },
    { it: 'have none for an entry without any text', given: { contentHtml: '' }, expect: null },
  ]
  for (const c of summaries) it(`summaries ${c.it}`, () => assert.equal(limitedTo('summary', story(c.given)).summary, c.expect))

  it('link still leads somewhere where an entry has no page of its own', () => {
    assert.equal(limitedTo('link', story({ url: null, externalUrl: 'https://else.example.org/' })).externalUrl, 'https://else.example.org/')
  })

  it('changed in the config render what is stored again, by the lead of a story in shared feeds and by each source in its own', async () => {
    const sources = [feedSource('ruby'), feedSource('wire')]
    const mill = await openMill({ sources })
    const url = 'https://ruby.example.net/shared'
    await ingest(mill.store, [articleOf('a', { url, contentHtml: '<p>Text of ruby</p>' })])
    await ingest(mill.store, [articleOf('b', { url, contentHtml: '<p>Text of wire</p>', sourceId: sourceId('wire') })])
    await mill.publish()
    const full = snapshot(mill.settings.publish.dir)
    await mill.publish(undefined, { ...mill.settings, sources: [feedSource('ruby', { rights: 'link' }), feedSource('wire')] })
    for (const format of FORMATS) {
      assert.ok(!mill.read(`all.${format}`).includes('Text of ruby') && !mill.read(`source/ruby.${format}`).includes('Text of ruby'), format)
      assert.ok(mill.read(`source/wire.${format}`).includes('Text of wire'), format)
    }
    await mill.publish()
    assert.deepEqual(Object.entries(snapshot(mill.settings.publish.dir)).map(([path, text]) => [path, text.split(' ')[1]]), Object.entries(full).map(([path, text]) => [path, text.split(' ')[1]]))
    await mill.close()
  })
})
