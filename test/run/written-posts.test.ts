// Articles written as Jekyll posts by one mill and read back by another: the same titles, times, terms, links and texts.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { htmlToText } from '../../src/formats/html.ts'
import { makeSite, type Site } from '../support/site.ts'

interface Item {
  readonly url: string
  readonly title: string
  readonly date_published: string
  readonly content_html: string
  readonly tags: readonly string[]
  readonly _feedmill: { readonly categories: readonly string[] }
}

const FEED = `<rss version="2.0"><channel><title>Wire</title><link>https://wire.example.org/</link>
<item><title>A "quoted": title -- {{ site.title }} #1</title><link>https://wire.example.org/1?a=1&amp;b=2</link><guid>w1</guid><category>two words</category><category>2022</category>
<pubDate>Fri, 13 May 2022 17:18:53 +0800</pubDate><description>&lt;p&gt;First *words* {% raw %}.&lt;/p&gt;&lt;pre&gt;a\n\n---\nb&lt;/pre&gt;</description></item>
<item><title>null</title><link>https://wire.example.org/2</link><guid>w2</guid><pubDate>Fri, 13 May 2022 23:30:00 GMT</pubDate><description>Plain &amp;lt;text&amp;gt;</description></item>
</channel></rss>`

const WRITING = `site: { title: Writer, url: https://mill.example.org/, timezone: Asia/Shanghai }
store: writer.db
sources: [{ id: wire, url: wire.rss, category: 财经 }]
publish: { dir: feeds, posts: { dir: site, dialect: jekyll } }
`
const READING = `site: { title: Reader, url: https://mill.example.org/, timezone: Asia/Shanghai }
store: reader.db
sources: [{ id: posts, type: posts, path: site, dialect: jekyll, link: canonical }]
taxonomy: { labels: { caijing: 财经 } }
publish: { dir: read }
`

let site: Site

beforeEach(() => {
  site = makeSite({ 'wire.rss': FEED, 'writer.yaml': WRITING, 'reader.yaml': READING })
})
afterEach(() => site.remove())

function items(path: string): Record<string, unknown>[] {
  const feed = JSON.parse(site.read(path)) as { readonly items: readonly Item[] }
  return feed.items.map(({ url, title, date_published: at, content_html: html, tags, _feedmill }) => ({ url, title, at, text: htmlToText(html), tags, categories: _feedmill.categories }))
}

describe('articles written as posts', () => {
  it('are told of, and read back as they were', async () => {
    const { status, stdout } = await site.run('refresh', '--config', 'writer.yaml', '--json')
    assert.equal(status, 0)
    assert.deepEqual((JSON.parse(stdout) as { posts: unknown }).posts, { written: 2, unchanged: 0, removed: 0 })
    assert.ok(readdirSync(join(site.dir, 'site/_posts')).every((name) => /^2022-05-1[34]-[0-9a-f]{16}\.md$/u.test(name)))
    const read = await site.run('refresh', '--config', 'reader.yaml', '--strict', '--json')
    assert.equal(read.status, 0, read.stdout)
    assert.deepEqual(items('read/all.json'), items('feeds/all.json'))
    assert.equal(items('read/all.json').length, 2)
  })

  it('are planned by a dry run, and not written', async () => {
    const { stdout } = await site.run('refresh', '--config', 'writer.yaml', '--dry-run')
    assert.match(stdout, /2 posts written, 0 unchanged, 0 removed/u)
    assert.throws(() => readdirSync(join(site.dir, 'site')))
  })
})
