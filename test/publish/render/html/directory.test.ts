import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { type DirectoryFeed, renderDirectory } from '../../../../src/publish/render/html/directory.ts'
import { listed, SITE } from '../../../support/story.ts'

const FEEDS = [
  listed('tag', 'tides', 'tag/tides', 3),
  listed('tag', '集市', 'tag/jishi', 3),
  listed('tag', 'cranes', 'tag/cranes', 9),
  listed('source', 'harbour Notes', 'source/harbour', 5),
  listed('source', 'Atlas', 'source/rivers', 4),
  listed('category', 'places', 'category/places', 40),
  listed('all', 'Example Mill', 'all', 50),
]

function render(feeds: readonly DirectoryFeed[]): string {
  return renderDirectory({ site: SITE, feeds, opmlUrl: 'https://mill.example.org/feeds.opml' })
}

function namesIn(html: string, group: string): string[] {
  const section = html.split(`<section class="group" id="${group}"`)[1]?.split('</section>')[0] ?? ''
  return [...section.matchAll(/<div class="name"><a [^>]*><bdi>([^<]*)</gu)].map((match) => match[1] ?? '')
}

describe('the directory', () => {
  it('lists the busiest terms first, equal ones by their address', () => assert.deepEqual(namesIn(render(FEEDS), 'tags'), ['cranes', '集市', 'tides']))

  it('lists sources by name, whatever their case', () => assert.deepEqual(namesIn(render(FEEDS), 'sources'), ['Atlas', 'harbour Notes']))

  it('is the same for feeds in any order', () => assert.equal(render(FEEDS.toReversed()), render(FEEDS)))

  it('leaves out groups that hold nothing', () => assert.ok(!render(FEEDS.slice(0, 3)).includes('id="sources"')))

  it('gives each feed its page, its forms, its count and its last change', () => {
    const row = render(FEEDS).split('\n').find((line) => line.includes('cranes')) ?? ''
    const parts = ['cranes.html"><bdi>cranes</bdi></a><span class="n">9</span>', 'cranes.rss">RSS</a>', 'cranes.atom">Atom</a>', 'cranes.json">JSON</a>', '>2025-10-16</time>']
    for (const part of parts) assert.ok(row.includes(part), `no ${part} in ${row}`)
  })

  it('links a feed itself where no pages are published', () => {
    const feed = { ...listed('tag', 'cranes', 'tag/cranes'), pageUrl: null }
    assert.ok(render([feed]).includes('<a href="https://mill.example.org/tag/cranes.rss"><bdi>cranes</bdi></a>'))
  })

  it('shows above all how to subscribe to everything, and offers it to programs', () => {
    const html = render(FEEDS)
    assert.ok(html.includes('7 feeds · 50 stories · last change'))
    assert.ok(html.includes('<link rel="alternate" type="application/rss+xml" title="Example Mill (RSS)" href="https://mill.example.org/all.rss">'))
    assert.ok(html.includes('<a href="https://mill.example.org/all.html">Everything</a>'))
  })

  it('offers all feeds as OPML', () => assert.ok(render(FEEDS).includes('href="https://mill.example.org/feeds.opml"')))

  it('hides the search box from those without script', () => assert.match(render(FEEDS), /<search class="find" id="find" hidden>/u))

  it('says so when there is no feed, and has no script then', () => {
    const html = render([])
    assert.ok(html.includes('No feeds yet.') && !html.includes('<script'))
  })

  it('escapes names', () => assert.ok(!render([listed('tag', '<img src=x onerror=alert(1)>', 'tag/x')]).includes('<img')))

  it('groups the digits of large numbers', () => {
    const many = Array.from({ length: 1234 }, (_, i) => listed('tag', `t${i}`, `tag/t${i}`))
    assert.ok(render(many).includes('<small>1,234 feeds</small>'))
  })
})
