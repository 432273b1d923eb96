import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { type River, renderRiver } from '../../../src/publish/render/html.ts'
import { river, SITE } from '../../support/story.ts'

const PAGE: River = river({
  total: 1200,
  stories: [
    { publishedAt: Date.parse('2025-10-16T15:05:00Z'), html: '<article>1</article>' },
    { publishedAt: Date.parse('2025-10-16T01:05:00Z'), html: '<article>2</article>' },
    { publishedAt: Date.parse('2025-10-15T17:00:00Z'), html: '<article>3</article>' },
  ],
})

function daysOf(html: string): string[] {
  return [...html.matchAll(/<h2><time datetime="([^"]*)">/gu)].map((match) => match[1] ?? '')
}

describe('a feed’s page', () => {
  it('puts stories under the days of the site’s zone', () => {
    assert.deepEqual(daysOf(renderRiver(PAGE)), ['2025-10-16', '2025-10-15'])
    assert.deepEqual(daysOf(renderRiver({ ...PAGE, site: { ...SITE, timezone: 'Asia/Shanghai' } })), ['2025-10-16'])
  })

  it('writes days in words', () => {
    const html = renderRiver(PAGE)
    assert.ok(html.includes('<span class="weekday">Thursday </span><b>16 </b><span class="month">October 2025</span>'))
    assert.ok(renderRiver({ ...PAGE, site: { ...SITE, language: 'zh-CN' } }).includes('<span class="month">2025年10月</span><b>16日</b><span class="weekday"> 星期四</span>'))
  })

  it('keeps the stories’ order and bytes', () => {
    assert.deepEqual(renderRiver(PAGE).match(/<article>\d<\/article>/gu), ['<article>1</article>', '<article>2</article>', '<article>3</article>'])
  })

  it('says what it is', () => {
    const html = renderRiver(PAGE)
    for (const part of ['<title>tides — Example Mill</title>', '<p class="kind">Tag</p>', '<h1><bdi>tides</bdi></h1>', '1,200 stories · last change <time datetime="2025-10-16T15:05:00Z">2025-10-16</time>']) {
      assert.ok(html.includes(part), part)
    }
  })

  it('describes itself where that says more than its title', () => {
    assert.ok(!renderRiver(PAGE).includes('class="lede"'))
    assert.ok(renderRiver({ ...PAGE, kind: 'all', title: SITE.title, description: 'A mill.' }).includes('<p class="lede" dir="auto">A mill.</p>'))
  })

  const forms = [
    { name: 'RSS', type: 'application/rss+xml', url: 'https://mill.example.org/tag/tides.rss' },
    { name: 'Atom', type: 'application/atom+xml', url: 'https://mill.example.org/tag/tides.atom' },
    { name: 'JSON Feed', type: 'application/feed+json', url: 'https://mill.example.org/tag/tides.json' },
  ]
  for (const { name, type, url } of forms) {
    it(`offers ${name} to programs, as a link and as text to copy`, () => {
      const html = renderRiver(PAGE)
      assert.ok(html.includes(`<link rel="alternate" type="${type}" title="tides — Example Mill (${name})" href="${url}">`))
      assert.ok(html.includes(`<a href="${url}" type="${type}">${name}</a>`))
      assert.ok(html.replaceAll('<wbr>', '').includes(`<code>${url}</code>`))
    })
  }

  it('offers no form that is not published', () => assert.ok(!renderRiver({ ...PAGE, alternates: [] }).includes('id="subscribe"')))

  it('leads to older stories', () => {
    const html = renderRiver({ ...PAGE, olderUrl: 'https://mill.example.org/archive/tag/tides/3.html' })
    assert.ok(html.includes('<link rel="prev" href="https://mill.example.org/archive/tag/tides/3.html">'))
    assert.ok(html.includes('<a href="https://mill.example.org/archive/tag/tides/3.html" rel="prev">Older stories →</a>'))
  })

  it('leads from an archive to the newest stories, and does not ask to subscribe to the archive', () => {
    const html = renderRiver({ ...PAGE, newerUrl: 'https://mill.example.org/tag/tides.html' })
    assert.ok(html.includes('<a href="https://mill.example.org/tag/tides.html" rel="current">← Newest stories</a>'))
    assert.ok(html.includes('<p class="kind">Tag · Archive</p>') && !html.includes('id="subscribe"'))
  })

  it('without stories says so, and how to subscribe all the same', () => {
    const html = renderRiver({ ...PAGE, stories: [], updatedAt: null })
    assert.ok(html.includes('<p class="empty">Nothing here yet.'))
    assert.ok(html.includes('id="subscribe"'))
    assert.deepEqual(daysOf(html), [])
  })

  it('escapes what the config and upstream call things', () => {
    const name = '"><script>x</script>'
    const html = renderRiver({ ...PAGE, site: { ...SITE, title: name }, title: name, description: `x${name}` })
    assert.ok(!html.includes('<script'), html)
  })
})
