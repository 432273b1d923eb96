import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { FeedFormat, FeedKey, FeedSpec } from '../../../src/model/feed.ts'
import { renderOpml, renderSubscriptions, type Subscription } from '../../../src/publish/render/opml.ts'
import { settingsFor } from '../mill.ts'

const { site } = settingsFor('/nowhere')

function spec(kind: FeedKey['kind'], title: string, language: string | null = 'en'): FeedSpec {
  return { key: { kind, of: title }, title, description: 'About', path: `${kind}/x`, formerPaths: [], language, link: 'https://a.example/', isArchived: true }
}

function outlines(specs: readonly FeedSpec[], formats: readonly FeedFormat[] = ['rss', 'atom', 'json', 'html']): string[] {
  return renderOpml(site, formats, specs, Date.UTC(2026, 0, 10)).match(/<\/?outline[^>]*>/gu) ?? []
}

function urlOf(formats: readonly FeedFormat[]): string | undefined {
  return /(?:xmlUrl|url)="([^"]*)"/u.exec(outlines([spec('all', 'A')], formats)[0] ?? '')?.[1]
}

describe('the subscription list', () => {
  it('has everything first, then groups of what there is', () => {
    const found = outlines([spec('tag', 'T'), spec('all', 'A'), spec('source', 'S')])
    assert.deepEqual(found.map((outline) => /text="([^"]*)"/u.exec(outline)?.[1] ?? outline), ['A', 'Tags', 'T', '</outline>', 'Sources', 'S', '</outline>'])
  })

  it('names a feed by what readers know best of what is published', () => {
    assert.equal(urlOf(['json', 'atom', 'rss']), 'https://mill.example.org/all/x.rss')
    assert.equal(urlOf(['json', 'atom']), 'https://mill.example.org/all/x.atom')
    assert.equal(urlOf(['html']), 'https://mill.example.org/all/x.html')
  })

  it('says a feed to be in its own language, and nothing where that is not known', () => {
    const [, arabic = '', silent = ''] = outlines([spec('source', 'A', 'ar'), spec('source', 'B', null)])
    assert.deepEqual([arabic, silent].map((outline) => / language="(.*?)"/u.exec(outline)?.[1]), ['ar', undefined])
  })

  it('escapes what upstream wrote', () => {
    assert.match(outlines([spec('source', '"><x> & co')])[1] ?? '', /text="&quot;&gt;&lt;x&gt; &amp; co"/u)
  })

  it('is dated by its newest entry, not by the clock', () => {
    assert.match(renderOpml(site, ['rss'], [], Date.UTC(2026, 0, 10)), /<dateModified>Sat, 10 Jan 2026 00:00:00 GMT<\/dateModified>/u)
    assert.doesNotMatch(renderOpml(site, ['rss'], [], null), /dateModified/u)
  })
})

function subscription(title: string, ...categories: readonly string[]): Subscription {
  return { title, url: `https://${title.toLowerCase()}.example/`, siteUrl: null, categories }
}

function lines(...subscriptions: readonly Subscription[]): string[] {
  const found = renderSubscriptions(site, subscriptions).match(/<\/?outline[^>]*>/gu) ?? []
  return found.map((outline) => [...outline.matchAll(/ (?:text|category)="([^"]*)"/gu)].map(([, value]) => value).join(': ') || outline)
}

describe('what we follow', () => {
  it('stands in an outline of its first category, those without before all', () => {
    assert.deepEqual(lines(subscription('A', 'news', 'tech'), subscription('B'), subscription('C', 'news')), ['B', 'news', 'A: news,tech', 'C: news', '</outline>'])
  })

  it('nests what the attribute cannot hold', () => {
    assert.deepEqual(lines(subscription('A', 'news', 'x, y', '/z')), ['news', 'x, y', '/z', 'A: news', '</outline>', '</outline>', '</outline>'])
  })

  it('is written so that nothing steers a terminal, and nothing is lost', () => {
    assert.match(renderSubscriptions(site, [subscription('A\u202E\u009B1')]), /text="A&#8238;&#155;1"/u)
  })
})
