import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { ALL, type FeedKey } from '../../../src/model/feed.ts'
import type { Slug, TermKey, TermRecord } from '../../../src/model/taxonomy.ts'
import { type PublishedFeed, selectFeeds, type Stored } from '../../../src/publish/select/feeds.ts'
import type { Settings } from '../../../src/settings/settings.ts'
import { channelOf, feedSource, postsSource, settingsFor, sourceId, visited } from '../mill.ts'

function term(kind: TermRecord['kind'], label: string, slug: string, formerSlugs: readonly string[] = []): TermRecord {
  return { kind, key: label.toLowerCase() as TermKey, label, slug: slug as Slug, formerSlugs: formerSlugs as readonly Slug[] }
}

function select(stored: Partial<Stored>, given: Partial<Settings> = {}): PublishedFeed[] {
  return selectFeeds(settingsFor('/nowhere', given), { states: new Map(), terms: [], summaries: [], ...stored })
}

function holding(...keys: readonly FeedKey[]): Stored['summaries'] {
  return keys.map((key) => ({ key, entries: 2, newestAt: 0 }))
}

const bank = term('tag', 'Bank', 'bank')
const news = term('category', 'World  News', 'world-news')

describe('the feeds to publish', () => {
  it('are one for everything, also while there is nothing', () => {
    assert.deepEqual(select({}, { sources: [] }), [
      {
        spec: { key: ALL, title: 'Example Mill', description: 'What the mill ground', path: 'all', formerPaths: [], language: 'en', link: 'https://mill.example.org/', isArchived: true },
        label: 'Example Mill',
        entries: 0,
      },
    ])
  })

  it('call a term of which nothing can be seen by its slug', () => {
    const unseen = term('tag', '\u3164', 'term-2')
    assert.deepEqual(select({ terms: [unseen], summaries: holding({ kind: 'tag', of: unseen.key }) }).map(({ label }) => label), ['Example Mill', 'term-2'])
  })

  it('say at least what they are where the site says nothing of itself', () => {
    const { site } = settingsFor('/nowhere')
    assert.deepEqual(select({ terms: [bank], summaries: holding({ kind: 'tag', of: bank.key }) }, { site: { ...site, description: '' } }).map(({ spec }) => spec.description), ['Example Mill', 'Bank'])
  })

  it('name a term and the site', () => {
    const [, feed] = select({ terms: [news], summaries: holding({ kind: 'category', of: news.key }) })
    assert.deepEqual(feed, {
      spec: {
        key: { kind: 'category', of: news.key },
        title: 'World News — Example Mill',
        description: 'World News — What the mill ground',
        path: 'category/world-news',
        formerPaths: [],
        language: 'en',
        link: 'https://mill.example.org/category/world-news.html',
        isArchived: true,
      },
      label: 'World News',
      entries: 2,
    })
  })

  it('name a source as the config does, else as it names itself, else by its id', () => {
    const sources = [feedSource('one', { title: 'First' }), feedSource('two'), feedSource('three')]
    const states = new Map([
      [sourceId('one'), visited()],
      [sourceId('two'), visited({ channel: channelOf({ title: ' Ruby\u0000  News ' }) })],
      [sourceId('three'), visited({ channel: null })],
    ])
    assert.deepEqual(select({ states }, { sources }).slice(1).map(({ label }) => label), ['First', 'Ruby News', 'three'])
    assert.deepEqual(select({ states }, { sources: sources.toReversed() }), select({ states }, { sources }))
  })

  it('hold no term without entries', () => assert.equal(select({ terms: [bank] }, { sources: [] }).length, 1))

  it('hold no source that was never read', () => assert.equal(select({ states: new Map() }).length, 1))

  it('hold a source that was read, even while it is empty', () => {
    assert.deepEqual(select({ states: new Map([[sourceId('ruby'), visited()]]) }).map(({ spec }) => spec.path), ['all', 'source/ruby'])
  })

  it('lead to the site that a source is the feed of', () => {
    const sources = [feedSource('ruby'), postsSource('blog')]
    const states = new Map([
      [sourceId('ruby'), visited({ channel: channelOf({ siteUrl: 'javascript:alert(1)' }) })],
      [sourceId('blog'), visited({ channel: null })],
    ])
    const links = select({ states }, { sources }).map(({ spec }) => spec.link)
    assert.deepEqual(links, ['https://mill.example.org/', 'https://mill.example.org/', 'https://mill.example.org/source/ruby.html'])
  })

  it('are in the language of the site, but for a source that does not say so or names another', () => {
    const sources = [feedSource('a'), feedSource('b'), feedSource('c'), postsSource('d')]
    const states = new Map(['ar', null, 'no tag'].map((language, at) => [sources[at]!.id, visited({ channel: channelOf({ title: 'T', language }) })]))
    assert.deepEqual(select({ states: states.set(sourceId('d'), visited({ channel: null })) }, { sources }).map(({ spec }) => spec.language), ['en', 'en', 'ar', null, null])
  })

  it('keep former addresses that nobody else has taken', () => {
    const terms = [term('tag', 'Haus', 'haus', ['bank', 'house']), bank]
    const summaries = holding({ kind: 'tag', of: 'haus' }, { kind: 'tag', of: 'bank' })
    assert.deepEqual(select({ terms, summaries }).map(({ spec }) => spec.formerPaths), [[], [], ['tag/house']])
  })

  it('are listed in the same order, however the store gives them', () => {
    const terms = [term('tag', 'b', 'b'), term('tag', 'a', 'a'), term('category', 'z', 'z')]
    const summaries = holding(...terms.map(({ kind, key }) => ({ kind, of: key })))
    const paths = (given: readonly TermRecord[]): string[] => select({ terms: given, summaries }).map(({ spec }) => spec.path)
    assert.deepEqual(paths(terms), ['all', 'category/z', 'tag/a', 'tag/b'])
    assert.deepEqual(paths(terms.toReversed()), paths(terms))
  })
})
