// What `status` says of sources that answer, while something of them cannot be read.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'vitest'
import type { SourceStatus } from '../../../../src/run/commands/status/status.ts'
import { makeSite, type Site } from '../../../support/site.ts'

const SITE = 'site: { title: Mill, url: https://mill.example.org/ }\n'
const LIST = '[{ "id": "1", "title": "One" }'
const FEED = '<rss version="2.0"><channel><title>T</title><item><title>One</title><guid>1</guid></item></channel></rss>'

async function told(site: Site): Promise<string> {
  await site.run('refresh')
  const { sources } = JSON.parse((await site.run('status', '--json')).stdout) as { sources: readonly SourceStatus[] }
  return sources.map(({ state, lacks }) => [state, ...lacks.map(({ code }) => code)].join(' ')).join(', ')
}

describe('a source that answers', () => {
  it('is incomplete as long as its folder has no posts where its dialect looks for them', async () => {
    const site = makeSite({ 'feedmill.yaml': `${SITE}sources: [{ id: blog, type: posts, dialect: jekyll, path: blog }]\n`, 'blog/2026-01-01-a.md': '---\ntitle: A\n---\n' })
    assert.deepEqual([await told(site), await told(site)], ['incomplete posts.misplaced', 'incomplete posts.misplaced'])
    assert.match((await site.run('status', 'blog')).stdout, /state +nothing of it can be read, though visits succeed\n +why +[^]*_posts/u)
    site.write('blog/_posts/2026-01-01-a.md', '---\ntitle: A\n---\n')
    assert.equal(await told(site), 'ok')
    site.remove()
  })

  it('is incomplete as long as one of its posts is invalid', async () => {
    const site = makeSite({ 'feedmill.yaml': `${SITE}sources: [{ id: blog, type: posts, path: blog }]\n`, 'blog/a.md': '---\ntitle: [\n---\n', 'blog/b.md': '---\ntitle: B\ndate: 2026-01-01\n---\n' })
    assert.deepEqual([await told(site), await told(site)], ['incomplete post.invalid', 'incomplete post.invalid'])
    site.write('blog/a.md', '---\ntitle: A\ndate: 2026-01-01\n---\n')
    assert.equal(await told(site), 'ok')
    site.remove()
  })

  it('is incomplete as long as its document is cut, asked again or not', async () => {
    const site = makeSite({ 'feedmill.yaml': `${SITE}sources: [{ id: up, url: up.rss }]\n`, 'up.rss': FEED.slice(0, -10) })
    assert.deepEqual([await told(site), await told(site)], ['incomplete document.cut', 'incomplete document.cut'])
    site.write('up.rss', FEED)
    assert.equal(await told(site), 'ok')
    site.remove()
  })

  const lists = [
    { it: 'fails', broken: null, code: 'list.failed' },
    { it: 'is cut, asked again or not', broken: `${LIST}, { "id": "2`, code: 'document.cut' },
  ]
  for (const c of lists) {
    it(`is incomplete as long as one of its lists ${c.it}`, async () => {
      let isBroken = true
      const server = createServer((request, response) => {
        const body = request.url === '/b' && isBroken ? c.broken : `${LIST}]`
        response.writeHead(body === null ? 500 : 200).end(body)
      }).listen(0, '127.0.0.1')
      await new Promise((done) => server.once('listening', done))
      const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const source = `{ id: api, type: json, url: [${at}/a, ${at}/b], items: "@", fields: { guid: id, title: title } }`
      const site = makeSite({ 'feedmill.yaml': `${SITE}fetch: { allowPrivate: [127.0.0.1], hostDelay: 0ms }\nsources: [${source}]\n` })
      assert.deepEqual([await told(site), await told(site)], [`incomplete ${c.code}`, `incomplete ${c.code}`])
      isBroken = false
      assert.deepEqual([await told(site), await told(site)], ['ok', 'ok'])
      await new Promise((done) => server.close(done))
      site.remove()
    })
  }
})

const API = '{ id: up, type: json, url: ORIGIN/list, items: "@", fields: { guid: id, title: title } }'

describe('a source whose address in the config is another one now', () => {
  const cases = [
    { it: 'a feed', before: '{ id: up, url: ORIGIN/bad }', after: '{ id: up, url: ORIGIN/feed }' },
    { it: 'a JSON API', before: API.replace('list', 'bad'), after: API },
    { it: 'a feed that was a JSON API', before: API.replace('list', 'bad'), after: '{ id: up, url: ORIGIN/feed }' },
  ]
  for (const c of cases) {
    it(`waits for nothing that the former one was refused for: ${c.it}`, async () => {
      const server = createServer(({ url }, response) => response.writeHead(url === '/bad' ? 404 : 200).end(url === '/feed' ? FEED : `${LIST}]`)).listen(0, '127.0.0.1')
      await new Promise((done) => server.once('listening', done))
      const config = (source: string): string => `${SITE}fetch: { allowPrivate: [127.0.0.1] }\nsources: [${source.replace('ORIGIN', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)}]\n`
      const site = makeSite({ 'feedmill.yaml': config(c.before) })
      assert.equal(await told(site), 'failing')
      site.write('feedmill.yaml', config(c.after))
      const { sources } = JSON.parse((await site.run('status', '--json')).stdout) as { sources: readonly SourceStatus[] }
      assert.deepEqual(sources.map(({ state, nextDueAt, error }) => [state, nextDueAt, error]), [['never visited', null, null]])
      assert.equal(await told(site), 'ok')
      await new Promise((done) => server.close(done))
      site.remove()
    })
  }
})
