// A saved feed that changes in part: the items that say what they said are not read again, and nobody can tell (real store and files).
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { refresh } from '../../src/run/refresh.ts'
import { withRealStore } from '../../src/run/wire.ts'
import { checkConfig } from '../../src/settings/check.ts'
import type { Settings } from '../../src/settings/settings.ts'
import type { SourceId } from '../../src/model/article.ts'

let dir: string
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'feedmill-unchanged-'))))
afterEach(() => rmSync(dir, { recursive: true }))

interface Item {
  readonly guid: string
  readonly title?: string
  readonly link?: string
  readonly date?: string
}

function settings(rules = ''): Settings {
  return checkConfig(`site: { title: Mill, url: https://mill.example.org }\nsources: [{ id: news, url: news.rss${rules} }]\n`, join(dir, 'feedmill.yaml'), {})
}

async function list(items: readonly Item[], rules = '', channel = 'News') {
  const entries = items.map(({ guid, title = guid, link = `https://news.example.org/${guid}`, date = '01 Jan 2026' }) => `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title><link>${link}</link><pubDate>${date} 09:00:00 GMT</pubDate></item>`)
  writeFileSync(join(dir, 'news.rss'), `<rss version="2.0"><channel><title>${channel}</title><link>https://news.example.org/</link>${entries.join('')}</channel></rss>`)
  const report = await refresh(settings(rules))
  const { new: added, updated, items: count } = report.sources[0] ?? { new: -1, updated: -1, items: -1 }
  return { added, updated, count, written: report.feeds.written }
}

function published(): string[] {
  const { items } = JSON.parse(readFileSync(join(dir, 'feeds/all.json'), 'utf8')) as { items: { title: string; url: string }[] }
  return items.map(({ title, url }) => `${title} ${url.slice('https://news.example.org/'.length)}`).sort()
}

async function listing(): Promise<number> {
  return withRealStore(settings().store, async (store) => (await store.loadListing('news' as SourceId, '')).size)
}

const own = (guid: string): Item => ({ guid, date: `0${guid} Jan 2026` })
const renamed = (guid: string): Item => ({ ...own(guid), guid: `new-${guid}`, title: guid })

describe('a document of which a part is new', () => {
  it('brings what changed and what is new, and counts all of it', async () => {
    await list([{ guid: '1' }, { guid: '2' }, { guid: '3' }])
    const { added, updated, count } = await list([{ guid: '4' }, { guid: '1' }, { guid: '2', title: 'Mended' }, { guid: '3' }])
    assert.deepEqual([added, updated, count, published(), await listing()], [1, 1, 4, ['1 1', '3 3', '4 4', 'Mended 2'], 4])
  })

  it('keeps what it does not list any more, and takes it back as it was', async () => {
    await list([{ guid: '1' }, { guid: '2' }])
    await list([{ guid: '2' }])
    const { added, updated, written } = await list([{ guid: '2' }, { guid: '1' }])
    assert.deepEqual([added, updated, written, published()], [0, 0, 0, ['1 1', '2 2']])
  })

  it('lets the first of two versions of one article count, whichever is the one that we know', async () => {
    await list([{ guid: '1' }, { guid: '2' }])
    await list([{ guid: '1' }, { guid: '1', title: 'Later' }, { guid: '2' }])
    assert.deepEqual(published(), ['1 1', '2 2'])
    await list([{ guid: '1', title: 'Later' }, { guid: '1' }, { guid: '2' }])
    assert.deepEqual(published(), ['2 2', 'Later 1'])
  })

  it('tells two articles apart that share a guid from now on', async () => {
    await list([{ guid: '1', link: 'https://news.example.org/a' }, { guid: '2' }])
    const { added } = await list([{ guid: '1', link: 'https://news.example.org/b', title: 'Other' }, { guid: '1', link: 'https://news.example.org/a' }, { guid: '2' }])
    assert.deepEqual([added, published()], [1, ['1 a', '2 2', 'Other b']])
  })

  it('lets the first of two items count that are one article, the other by a name that its source gave it later', async () => {
    await list([own('1'), own('2'), own('3')])
    await list([renamed('1'), renamed('2'), renamed('3')])
    await list([own('1'), renamed('1'), own('2'), own('3')])
    await list([own('1'), renamed('1'), own('2'), own('3'), own('4')])
    assert.deepEqual(published(), ['1 1', '2 2', '3 3', '4 4'])
    await list([renamed('1'), own('1'), own('2'), own('3')])
    await list([own('1'), own('2'), own('3')])
    assert.deepEqual(published(), ['1 1', '2 2', '3 3', '4 4'])
  })

  it('is read whole when what all its items share has changed', async () => {
    await list([{ guid: '1' }])
    await list([{ guid: '1' }, { guid: '2' }], '', 'Other news')
    assert.match(readFileSync(join(dir, 'feeds/all.rss'), 'utf8'), />Other news<\/source>/u)
  })

  it('has its articles made by the rules of now', async () => {
    await list([{ guid: '1' }, { guid: '2' }])
    await list([{ guid: '1' }, { guid: '3' }], ', tags: [fresh]')
    const { items } = JSON.parse(readFileSync(join(dir, 'feeds/tag/fresh.json'), 'utf8')) as { items: unknown[] }
    assert.equal(items.length, 3)
  })

  it('has each item read by the rules of now, where those of before made two articles of what is one', async () => {
    const identity = ', identity: { match: "([0-9])" }'
    await list([{ guid: '1', title: 'Newest' }, { guid: 'b1', title: 'Older' }, { guid: 'a1', title: 'Oldest' }])
    await list([{ guid: '1', title: 'Newest' }], identity)
    assert.deepEqual(published(), ['Newest 1'])
  })

  it('brings back what the operator lets come again', async () => {
    await list([{ guid: '1' }, { guid: '2' }])
    await withRealStore(settings().store, async (store) => {
      const [one] = await store.loadArticles('news' as SourceId, null, 1)
      if (one !== undefined) await store.retract([one.article.id], 0)
    })
    await list([{ guid: '1' }, { guid: '2' }, { guid: '3' }])
    assert.deepEqual([published().length, await listing()], [2, 2])
    await withRealStore(settings().store, async (store) => store.forgetRetractions((await store.loadRetractions()).map(({ articleId }) => articleId)))
    await list([{ guid: '1' }, { guid: '2' }, { guid: '3' }])
    assert.equal(published().length, 3)
  })
})
