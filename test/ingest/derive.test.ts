// Rules of a source that change: what is stored follows them, and nobody is asked again.
import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { makeSite, type Site } from '../support/site.ts'

const item = (guid: string, title: string, text: string): string =>
  `<item><title>${title}</title><guid isPermaLink="false">${guid}</guid><pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate><description><![CDATA[${text}]]></description></item>`
const RSS = `<rss version="2.0"><channel><title>Wire</title><link>https://wire.example.org/</link>
${item('NW202601010000000001', 'One', '<p>a</p><p class="ad">b</p>')}${item('202601010000000001', 'One', '<p>a</p>')}${item('x', 'Other', '<p>c</p>')}</channel></rss>`

interface Entry {
  readonly title: string
  readonly content_html: string
}

describe('stored articles', () => {
  let site: Site
  const configure = (rules: string): void => site.write('feedmill.yaml', `site: { title: T, url: https://example.org }\nsources:\n  - { id: wire, url: wire.rss${rules} }\n`)
  const shown = async (): Promise<string[]> => {
    // The document is the same in each run, so what changes comes from the store.
    const { status, stderr } = await site.run('refresh')
    assert.equal(status, 0, stderr)
    const { items } = JSON.parse(site.read('feeds/all.json')) as { readonly items: readonly Entry[] }
    return items.map(({ title, content_html: html }) => `${title} ${html}`).toSorted()
  }
  beforeAll(() => {
    site = makeSite({ 'wire.rss': RSS })
  })
  afterAll(() => site.remove())

  it('are as they came without rules', async () => {
    configure('')
    assert.deepEqual(await shown(), ['One <p>a</p>', 'One <p>a</p><p>b</p>', 'Other <p>c</p>'])
  })
  it('are cleaned when a rule is added', async () => {
    configure(', clean: { remove: [.ad] }')
    assert.deepEqual(await shown(), ['One <p>a</p>', 'One <p>a</p>', 'Other <p>c</p>'])
  })
  it('become one when a rule of identity says so', async () => {
    configure(', clean: { remove: [.ad] }, identity: { match: "(?:NW)?(\\\\d{18})" }')
    assert.deepEqual(await shown(), ['One <p>a</p>', 'Other <p>c</p>'])
  })
  it('are raw again when the rules go', async () => {
    configure('')
    const entries = await shown()
    assert.deepEqual([entries.length, entries.includes('Other <p>c</p>')], [2, true])
  })
})

describe('stored posts', () => {
  let site: Site
  const configure = (rules: string, taxonomy = ''): void =>
    site.write('feedmill.yaml', `site: { title: T, url: https://example.org }\nsources:\n  - { id: blog, type: posts, path: site, dialect: jekyll${rules} }\n${taxonomy}`)
  const shown = async (): Promise<unknown> => {
    assert.equal((await site.run('refresh')).status, 0)
    const { items } = JSON.parse(site.read('feeds/all.json')) as { readonly items: readonly { content_html: string; authors?: readonly { name: string }[] }[] }
    return items.map(({ content_html: html, authors }) => [html, authors?.map(({ name }) => name)])
  }
  beforeAll(() => {
    site = makeSite({ 'site/_posts/2022-05-13-a.md': '---\ntitle: A\ntags: x\n---\n<p class="ad">b</p><p>a</p><p class="by">Ann</p>' })
  })
  afterAll(() => site.remove())
  const RULES = ', clean: { remove: [.ad] }, extract: { author: { select: .by, remove: true } }'
  const RAW = [['<p>b</p><p>a</p><p>Ann</p>', undefined]]
  const CLEAN = [['<p>a</p>', ['Ann']]]

  it('are as they came without rules', async () => {
    configure('')
    assert.deepEqual(await shown(), RAW)
  })
  it('are cleaned when a rule is added', async () => {
    configure(RULES)
    assert.deepEqual(await shown(), CLEAN)
  })
  it('stay clean when the taxonomy changes, and in the run after that', async () => {
    configure(RULES, 'taxonomy: { labels: { x: X } }\n')
    assert.deepEqual([await shown(), await shown()], [CLEAN, CLEAN])
  })
  it('are raw again when the rules go', async () => {
    configure('')
    assert.deepEqual(await shown(), RAW)
  })
})
