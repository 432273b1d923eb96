import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { describe, it } from 'vitest'
import { renderRiver } from '../../../../../src/publish/render/html.ts'
import { renderDirectory } from '../../../../../src/publish/render/html/directory.ts'
import { renderHtmlEntry } from '../../../../../src/publish/render/html/entry.ts'
import { DIRECTORY, SUBSCRIBE } from '../../../../../src/publish/render/html/templates/directory-template.ts'
import { FEED } from '../../../../../src/publish/render/html/templates/feed-template.ts'
import { MOVED, PAGE } from '../../../../../src/publish/render/html/templates/page-template.ts'
import { STORY, TEXT } from '../../../../../src/publish/render/html/templates/story-template.ts'
import { templateFaults, type Templates } from '../../../../../src/settings/texts/templates.ts'
import { articleOf, ingest, openMill, snapshot } from '../../../mill.ts'
import { HARBOUR, listed, river, SITE, story, term } from '../../../../support/story.ts'

const EXAMPLE = resolve(import.meta.dirname, '../../../../../config/examples/templates')
const BUILT_IN: Templates = { page: PAGE, directory: DIRECTORY, feed: FEED, story: STORY, moved: MOVED, subscribe: SUBSCRIBE, text: TEXT }

function templatesOf(dir: string): Templates {
  return Object.fromEntries(readdirSync(dir).map((file) => [basename(file, '.mustache'), readFileSync(join(dir, file), 'utf8')]))
}

function siteWith(templates: Templates): typeof SITE {
  return { ...SITE, templates }
}

describe('templates', () => {
  it('that are built in ask for nothing that they are not given', () => {
    assert.deepEqual(Object.keys(BUILT_IN).flatMap((name) => templateFaults(name, BUILT_IN)), [])
  })

  it('of the example are right, and make pages of headlines', () => {
    const templates = templatesOf(EXAMPLE)
    assert.deepEqual(Object.keys(templates).flatMap((name) => templateFaults(name, templates)), [])
    const html = renderHtmlEntry(story(), siteWith(templates))
    assert.ok(html.includes('<h3 lang="en"><a href="https://harbour.example.org/1">The crane moved</a></h3>') && !html.includes('five tides'), html)
    const page = renderRiver(river({ site: siteWith(templates), olderUrl: 'https://mill.example.org/archive/tag/tides/1.html' }))
    assert.ok(page.includes('<a href="https://mill.example.org/archive/tag/tides/1.html">Older stories</a>') && page.includes('id="subscribe"'), page)
  })

  it('stand in for the built-in ones, each for itself', () => {
    const site = siteWith({ page: 'P {{title}} {{{main}}}', feed: 'F {{title}}', directory: 'D {{feeds}}' })
    assert.equal(renderRiver(river({ site })), 'P tides — Example Mill F tides')
    assert.equal(renderDirectory({ site, feeds: [listed('tag', 'x', 'tag/x')], opmlUrl: '' }), 'P Example Mill D 1 feed')
    assert.equal(renderHtmlEntry(story(), site), renderHtmlEntry(story(), SITE))
  })

  it('share parts with the built-in ones', () => assert.match(renderRiver(river({ site: siteWith({ subscribe: 'S {{heading.name}}\n' }) })), /^S Subscribe$/mu))

  it('of styles are let in by the page’s policy', () => {
    const page = renderRiver(river({ site: siteWith({ style: 'p{color:red}' }) }))
    assert.ok(page.includes('<style>p{color:red}</style>') && page.includes(`style-src 'sha256-${hash('sha256', 'p{color:red}', 'base64')}'`), page)
  })

  it('escape whatever upstream wrote', () => {
    const evil = '"><script>alert(1)</script>{{title}}{{{whole}}}'
    const hostile = story({
      title: evil,
      url: 'javascript:alert(1)',
      language: evil,
      summary: evil,
      contentHtml: `<p>${'x'.repeat(900)}</p>`,
      authors: [{ name: evil, email: evil, url: 'javascript:alert(1)' }],
      categories: [term('category', evil, 'x')],
      source: { ...HARBOUR, title: evil },
      via: { id: 'x', title: evil, feedUrl: null },
      rights: evil,
      externalUrl: 'javascript:alert(2)',
      commentsUrl: 'data:text/html,x',
      enclosures: [{ url: 'javascript:alert(3)', mediaType: 'audio/mpeg', bytes: 1, seconds: 1 }],
    })
    const all =
      '{{title}}{{url}}{{language}}{{#source}}{{title}}{{/source}}{{#authors}}{{name}}{{url}}{{/authors}}{{#via}}{{title}}{{/via}}{{rights}}{{excerpt}}' +
      '{{commentsUrl}}{{#linksTo}}{{url}}{{/linksTo}}{{#attachments}}{{url}}{{soundUrl}}{{/attachments}}{{#categories}}{{name}}{{/categories}}'
    for (const html of [renderHtmlEntry(hostile, SITE), renderHtmlEntry(hostile, siteWith({ story: all }))]) {
      assert.ok(!html.includes('<script') && !/(?:href|src)="(?:javascript|data):/u.test(html), html)
    }
    assert.doesNotMatch(renderHtmlEntry(hostile, siteWith({ story: all })), /javascript:|data:/u)
  })

  it('that changed make the pages anew, and no feed', async () => {
    const mill = await openMill()
    await ingest(mill.store, [articleOf('one')])
    await mill.publish()
    const before = snapshot(mill.settings.publish.dir)
    const { written } = await mill.publish({}, { ...mill.settings, site: { ...mill.settings.site, templates: { story: 'S {{title}}' } } })
    const after = snapshot(mill.settings.publish.dir)
    const changed = Object.keys(after).filter((path) => after[path] !== before[path])
    assert.deepEqual([written, changed], [2, ['all.html', 'manifest.json', 'source/ruby.html']])
    assert.match(mill.read('all.html'), /^S Title of one$/mu)
    assert.equal((await mill.publish({}, { ...mill.settings, site: { ...mill.settings.site, templates: { story: 'S {{title}}' } } })).written, 0)
    await mill.close()
  })
})
