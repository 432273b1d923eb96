// `feedmill add` and `feedmill revive` against a real server.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { makeSite, type Site } from '../support/site.ts'

const FEED = '<rss version="2.0"><channel><title>Harbour 日报</title><link>https://harbour.example.org/</link><description>d</description><item><title>A</title><guid>1</guid></item></channel></rss>'
const LINK = (path: string): string => `<link rel="alternate" type="application/rss+xml" href="${path}" title="Feed of ${path}">`

describe('sources', () => {
  let server: Server
  let site: Site
  let base: string
  let status = 200
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/one') response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html>${LINK('/feed')}`)
      else if (request.url === '/two') response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html>${LINK('/feed')}${LINK('/other')}`)
      else response.writeHead(status, { 'content-type': 'application/rss+xml' }).end(status === 200 ? FEED : '')
    }).listen(0, '127.0.0.1')
    await new Promise((done) => server.once('listening', done))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    site = makeSite({ 'feedmill.yaml': 'site: { title: M, url: https://m.example.org }\nfetch: { allowPrivate: [127.0.0.1], hostDelay: 0ms }\n# what we follow\nsources:\n  - { id: posts, type: posts, path: posts } # ours\n', 'posts/a.md': 'Hello\n' })
  })
  afterAll(async () => {
    await new Promise((done) => server.close(done))
    site.remove()
  })

  it('are added with an id of their title, comments kept', async () => {
    const run = await site.run('add', `${base}/one`, '--category', 'News')
    assert.match(run.stdout, /^added feed-of-feed /u, run.stderr)
    assert.match(site.read('feedmill.yaml'), /# what we follow[\s\S]*# ours[\s\S]*feed-of-feed/u)
    assert.equal((await site.run('refresh', '--source', 'feed-of-feed', '--strict', '--quiet')).status, 0)
  })

  it('are not added twice, however their address is written, nor with an empty category', async () => {
    const before = site.read('feedmill.yaml')
    const again = await site.run('add', `${base.replace('http', 'HTTP')}/feed/#top`)
    assert.deepEqual([again.status, /the source "feed-of-feed" follows it already/u.test(again.stderr)], [2, true], again.stderr)
    assert.match((await site.run('add', `${base}/other`, '--category', ' ')).stderr, /^feedmill: --category: must not be empty/u)
    assert.equal(site.read('feedmill.yaml'), before)
  })

  it('that are saved are found from where the config lies', async () => {
    site.write('saved/up.rss', FEED)
    site.write('config/other.yaml', 'site: { title: M, url: https://m.example.org }\nsources: []\n')
    assert.equal((await site.run('add', 'saved/up.rss', '--config', 'config/other.yaml')).status, 0)
    assert.match(site.read('config/other.yaml'), /url: \.\.\/saved\/up\.rss$/mu)
    assert.equal((await site.run('check', '--config', 'config/other.yaml')).status, 0)
  })

  it('of a page with several feeds are listed, and nothing is written', async () => {
    const before = site.read('feedmill.yaml')
    const run = await site.run('add', `${base}/two`)
    assert.deepEqual([run.status, /offers several feeds[\s\S]*\/feed[\s\S]*\/other/u.test(run.stderr), site.read('feedmill.yaml')], [2, true, before])
  })

  it('are told of without the password in their address (S16)', async () => {
    const [feed, page] = ['/feed', '/two'].map((path) => `${base.replace('//', '//jo:hush-hush@')}${path}`)
    const [added, refused] = [await site.run('add', feed ?? ''), await site.run('add', page ?? '')]
    assert.match(added.stdout, /^added \S+ \(http:\/\/127\.0\.0\.1:\d+\/feed\) /u, added.stderr)
    assert.doesNotMatch(added.stdout + added.stderr + refused.stdout + refused.stderr, /hush/u)
  })

  it('that were gone are asked again once they are revived (P18)', async () => {
    const ask = async (...more: readonly string[]): Promise<string> => {
      const { stdout } = await site.run('refresh', '--source', 'feed-of-feed', '--json', ...more)
      return (JSON.parse(stdout) as { sources: { outcome: string }[] }).sources[0]?.outcome ?? ''
    }
    status = 410
    assert.equal(await ask('--force'), 'gone')
    status = 200
    assert.equal(await ask(), 'gone')
    assert.equal((await site.run('revive', 'feed-of-feed')).status, 0)
    assert.equal(await ask(), 'unchanged')
  })

  it('of an unknown id are not revived', async () => assert.equal((await site.run('revive', 'nobody')).status, 2))
})
