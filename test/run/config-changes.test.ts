// What an operator's edits of the config do to what is published, and what never gets out of it.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { RefreshReport } from '../../src/run/report.ts'
import { makeSite, runFeedmill, type Site } from '../support/site.ts'

const RSS = (...items: readonly string[]): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Upstream</title><link>https://up.example.org/</link><description>d</description>${items.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`
const ITEM = '<guid isPermaLink="false">a</guid><title>A</title><link>https://up.example.org/a</link><pubDate>Mon, 01 Jun 2026 08:00:00 GMT</pubDate>'
const POST = '---\ntitle: P\ndate: 2026-05-01 10:00:00 +0000\ntags: [bread, salt]\n---\n\nText.\n'
const SITE = 'site: { title: Mill, url: https://mill.example.org/ }\n'

function config(source: string, rest = ''): string {
  return `${SITE}sources:\n  - { id: up, url: up.rss${source} }\n  - { id: blog, type: posts, path: posts }\n${rest}`
}

function shared(link: string): string {
  return `<guid isPermaLink="false">g</guid><title>${link}</title><link>https://up.example.org/${link}</link>`
}

async function reportOf(site: Site, ...args: readonly string[]): Promise<RefreshReport> {
  const run = await site.run(...args, '--json')
  assert.equal(run.status, 0, run.stderr + run.stdout)
  return JSON.parse(run.stdout) as RefreshReport
}

describe('a config that is edited', () => {
  let site: Site
  beforeAll(async () => {
    site = makeSite({ 'feedmill.yaml': config(', category: caijing'), 'up.rss': RSS(ITEM), 'posts/p.md': POST })
    await reportOf(site, 'refresh')
  })
  afterAll(() => site.remove())

  const atomId = (): string | undefined => /<id>([^<]*)<\/id>/u.exec(site.read('feeds/category/caijing.atom'))?.[1]

  it('keeps a feed’s address and id when its label comes, changes and goes', async () => {
    const before = atomId()
    for (const label of ['财经', 'Economy', null]) {
      site.write('feedmill.yaml', config(', category: caijing', label === null ? '' : `taxonomy: { labels: { caijing: ${label} } }\n`))
      await reportOf(site, 'refresh')
      assert.equal(atomId(), before)
      assert.match(site.read('feeds/category/caijing.rss'), new RegExp(`<title>${label ?? 'caijing'} — Mill</title>`, 'u'))
    }
  })

  it('calls no article updated that only the config changed, and gives the old bytes back when the edit is undone', async () => {
    const before = site.tree('feeds')
    site.write('feedmill.yaml', config(', category: [caijing, world], tags: [x]'))
    await reportOf(site, 'refresh')
    assert.doesNotMatch(site.read('feeds/all.atom'), /<updated>20(?!26-0[56])/u)
    site.write('feedmill.yaml', config(', category: caijing'))
    await reportOf(site, 'refresh')
    const after = site.tree('feeds')
    assert.deepEqual([...after].map(([path, { text }]) => [path, text]), [...before].map(([path, { text }]) => [path, text]))
  })

  it('takes a source of another type for another source: what it brought before leaves', async () => {
    const before = site.tree('feeds')
    const folder = (type: string): string => config('').replace('{ id: blog, type: posts, path: posts }', type)
    await reportOf(site, 'refresh')
    assert.match(site.read('feeds/source/blog.json'), /"title":"P"/u)
    site.write('feedmill.yaml', folder('{ id: blog, url: up.rss }'))
    const { articles } = await reportOf(site, 'refresh')
    assert.deepEqual([articles.stored, articles.stories], [2, 1])
    assert.doesNotMatch(site.read('feeds/source/blog.json'), /"title":"P"/u)
    site.write('feedmill.yaml', config(', category: caijing'))
    await reportOf(site, 'refresh')
    assert.match(site.read('feeds/source/blog.json'), /"title":"P"/u)
    assert.equal(site.tree('feeds').size, before.size)
  })

  it('takes a source’s title and gives it back', async () => {
    site.write('feedmill.yaml', config(', category: caijing, title: Override'))
    await reportOf(site, 'refresh')
    assert.match(site.read('feeds/source/up.rss'), /<title>Override — Mill<\/title>/u)
    site.write('feedmill.yaml', config(', category: caijing'))
    await reportOf(site, 'refresh')
    assert.match(site.read('feeds/source/up.rss'), /<title>Upstream — Mill<\/title>/u)
  })

  it('applies the taxonomy to posts too, from the store alone, also to those of a disabled source', async () => {
    site.write('feedmill.yaml', config(', category: caijing', 'taxonomy: { drop: [bread] }\n'))
    await reportOf(site, 'publish')
    assert.equal(site.tree('feeds').has('tag/bread.rss'), false)
    site.write('feedmill.yaml', config(', category: caijing', 'taxonomy: { drop: [salt] }\n').replace('path: posts', 'path: posts, enabled: false'))
    await reportOf(site, 'refresh')
    assert.deepEqual([site.tree('feeds').has('tag/bread.rss'), site.tree('feeds').has('tag/salt.rss')], [true, false])
  })
})

describe('a guid that two items share (C13)', () => {
  it('makes two entries of two ids, and no third one of the article that had it alone', async () => {
    const site = makeSite({ 'feedmill.yaml': `${SITE}sources: [{ id: up, url: up.rss }]\n`, 'up.rss': RSS(shared('one')) })
    await reportOf(site, 'refresh')
    site.write('up.rss', RSS(shared('two'), shared('one')))
    assert.deepEqual((await reportOf(site, 'refresh')).articles, { new: 1, updated: 0, stored: 2, stories: 2 })
    const { items } = JSON.parse(site.read('feeds/all.json')) as { items: { id: string }[] }
    assert.equal(new Set(items.map(({ id }) => id)).size, 2)
    site.remove()
  })
})

describe('a secret of the config (S16)', () => {
  const SECRET = 'to ken/"7"'
  let server: Server
  let site: Site
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url?.startsWith('/html') === true) response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>No feed')
      else response.writeHead(200, { 'content-type': 'text/xml' }).end(RSS('<title>Note</title><link>#note</link><description>&lt;a href="#fn"&gt;1&lt;/a&gt;</description>'))
    }).listen(0, '127.0.0.1')
    await new Promise((done) => server.once('listening', done))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    site = makeSite({
      'feedmill.yaml': `${SITE}fetch: { allowPrivate: [127.0.0.1], hostDelay: 0ms }\nsources:\n  - { id: query, url: '${base}/feed?user=\${TOKEN}' }\n  - { id: path, url: '${base}/feed/\${TOKEN}/x' }\n  - { id: html, url: '${base}/html?user=\${TOKEN}' }\n`,
    })
  })
  afterAll(async () => {
    await new Promise((done) => server.close(done))
    site.remove()
  })

  const spellings = [SECRET, encodeURIComponent(SECRET), encodeURI(SECRET), 'to+ken', 'to%20ken', 'to ken']

  it('is in no output, no report, no status and no published file', async () => {
    const env = { TOKEN: SECRET }
    const runs = [await runFeedmill(site.dir, ['refresh', '--json'], env), await runFeedmill(site.dir, ['refresh', '--verbose', '--force'], env), await runFeedmill(site.dir, ['status', '--json'], env), await runFeedmill(site.dir, ['check', '--online'], env)]
    const said = [...runs.map(({ stdout, stderr }) => stdout + stderr), ...[...site.tree('feeds').values()].map(({ text }) => text)]
    assert.ok(said.some((text) => text.includes('No feed') || text.includes('parse.not_a_feed')))
    assert.deepEqual(said.filter((text) => spellings.some((spelling) => text.includes(spelling))), [])
  })

  it('is in no error of the store’s path', async () => {
    const broken = makeSite({ 'feedmill.yaml': `${SITE}store: "\${DIR}/feedmill.db"\n`, 'secret-place': 'a file, where a folder is meant' })
    for (const command of ['refresh', 'status', 'check']) {
      const { stdout, stderr } = await runFeedmill(broken.dir, [command], { DIR: `${broken.dir}/secret-place` })
      assert.doesNotMatch(stdout + stderr, /secret-place/u, command)
    }
    broken.remove()
  })
})
