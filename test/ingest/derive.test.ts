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
