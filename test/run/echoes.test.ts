// Upstreams that repeat what they were asked with: a token of the config gets out neither by what they say nor by what is stored of it.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import { makeSite, type Run, runFeedmill, type Site } from '../support/site.ts'

const TOKEN = 's3cret-token'
const ENV = { TOKEN }

/** As a template may that escapes every sign, in HTML that is escaped in XML. */
function numbered(token: string): string {
  return token.replaceAll('-', '&amp;#45;')
}

/** Everywhere where a feed can say it. */
function rss(token: string): string {
  const at = (path: string): string => `https://up.example.org${path}?token=${token}`
  return `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Feed of ${token}, &lt;b>${numbered(token)}&lt;/b></title>
<link>${at('/')}</link><description>For ${token}</description><atom:link rel="self" href="${at('/rss')}"/><image><url>${at('/icon.png')}</url></image>
<item><title>To ${token}</title><link>${at('/a')}</link><guid isPermaLink="false">id of ${token}</guid><author>${token}@example.org (${token})</author>
<category>tag ${token}</category><source url="${at('/s')}">by ${token}</source><enclosure url="${at('/a.mp3')}" type="audio/mpeg" length="1"/>
<description>&lt;p>For ${token}: &lt;a href="${at('/b')}">b&lt;/a> ${numbered(token)}&lt;/p></description><pubDate>Mon, 01 Jun 2026 08:00:00 GMT</pubDate></item></channel></rss>`
}

const list = (token: string): object => ({ list: [{ id: `1 ${token}`, title: `To ${token}`, outlet: token }], next: `/page?token=${token}` })

/** By path: the body for whoever has the token. */
const ANSWERS: Readonly<Record<string, (token: string) => string>> = {
  '/rss': rss,
  '/json': (token) => JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: token, feed_url: `https://up.example.org/?t=${token}`, items: [{ id: `${token}/1`, content_text: token, tags: [token] }] }),
  '/list': (token) => JSON.stringify(list(token)),
  '/page': (token) => JSON.stringify({ list: [{ id: '2', title: 'On another page' }] }) + ' '.repeat(token.length),
  '/text': (token) => JSON.stringify({ text: `<p>The text for ${token}</p>` }),
  '/broken': (token) => `<rss><channel><title>x</title></chan ${token}`,
}

let server: Server
let base: string
let site: Site

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', base)
    const token = url.searchParams.get('token') ?? request.headers.authorization ?? ''
    const answer = ANSWERS[url.pathname]
    if (token === '' || answer === undefined) response.writeHead(401).end(`not for ${token}`)
    else response.writeHead(200).end(answer(token))
  }).listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((done) => server.close(done)))

beforeEach(() => {
  site = makeSite({})
  return () => site.remove()
})

function configure(sources: string): void {
  site.write('feedmill.yaml', `site: { title: Mill, url: https://mill.example.org/ }\nfetch: { allowPrivate: [127.0.0.1], hostDelay: 0ms }\nsources:\n${sources}`)
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = ENV): Promise<Run> {
  const ran = await runFeedmill(site.dir, args, env)
  assert.equal(ran.status, 0, ran.stdout + ran.stderr)
  return ran
}

/** What is published, with its paths, and what commands tell. */
async function toldBy(...commands: readonly (readonly string[])[]): Promise<string[]> {
  const runs: Run[] = []
  for (const args of commands) runs.push(await run(args))
  return [...runs.map(({ stdout, stderr }) => stdout + stderr), ...[...site.tree('feeds')].map(([path, { text }]) => path + text)]
}

function idsOf(feed: string): string[] {
  return (JSON.parse(site.read(feed)) as { items: { id: string }[] }).items.map(({ id }) => id)
}

const API = (): string => `  - id: api
    type: json
    url: '${base}/list?token=\${TOKEN}'
    items: list
    next: next
    fields: { guid: id, title: title, category: outlet }
    detail: { url: '${base}/text?token=\${TOKEN}&id={id}', fields: { content: text } }
`

describe('S16: a token that an upstream repeats', () => {
  it('is in no published file and in nothing that commands tell', async () => {
    const feeds = ['rss', 'json', 'broken', 'nothing'].map((path) => `  - { id: ${path}, url: '${base}/${path}?token=\${TOKEN}' }\n`)
    configure(`${feeds.join('')}  - { id: head, url: '${base}/rss', headers: { authorization: '\${TOKEN}' } }\n${API()}`)
    const told = await toldBy(['refresh', '--json'], ['refresh', '--force', '--verbose'], ['status', '--json'], ['status', '--verbose'], ['taxonomy'], ['export'], ['try', 'rss'], ['try', 'api', '--json'], ['try', `${base}/rss?token=${TOKEN}`], ['explain', 'id of ***'])
    assert.deepEqual(told.filter((text) => text.includes(TOKEN)), [])
    assert.match(site.read('feeds/source/rss.json'), /"title":"To \*\*\*"/u)
    assert.match(site.read('feeds/source/api.json'), /The text for \*\*\*/u)
    assert.match(site.read('feeds/source/api.json'), /On another page/u) // which only the token itself leads to
    assert.doesNotMatch(site.read('feeds/source/rss.atom'), /up\.example\.org\/rss/u) // its own address is left out
  })

  it('may change: the articles stay what they were', async () => {
    configure(`  - { id: rss, url: '${base}/rss?token=\${TOKEN}' }\n`)
    await run(['refresh'])
    const before = idsOf('feeds/all.json')
    const { articles } = JSON.parse((await run(['refresh', '--json', '--force'], { TOKEN: 'another-token' })).stdout) as { articles: object }
    assert.deepEqual(articles, { new: 0, updated: 0, stored: 1, stories: 1 })
    assert.deepEqual(idsOf('feeds/all.json'), before)
  })

  it('goes from what is stored too once the config calls it one', async () => {
    configure(`  - { id: rss, url: '${base}/rss?token=${TOKEN}' }\n${API().replaceAll('${TOKEN}', TOKEN)}`)
    await run(['refresh'])
    assert.match(site.read('feeds/all.json'), /s3cret-token/u)
    configure(`  - { id: rss, enabled: false, url: '${base}/rss?token=\${TOKEN}' }\n${API().replace('type: json', 'enabled: false\n    type: json')}`)
    const told = await toldBy(['refresh', '--json'], ['status', '--json'], ['try', 'rss', '--json'])
    assert.deepEqual(told.filter((text) => text.includes(TOKEN)), [])
    assert.equal(idsOf('feeds/all.json').length, 3)
  })

  it('is hidden nowhere else: words of a host’s name, short values, what another source says', async () => {
    configure(`  - { id: rss, url: '${base}/rss?token=plain' }\n  - { id: other, url: 'http://\${HOST}/rss?token=\${SHORT}', headers: { x-token: '\${TOKEN}' } }\n`)
    await run(['refresh'], { ...ENV, HOST: base.slice('http://'.length), SHORT: 'plain' })
    assert.match(site.read('feeds/source/rss.json'), /To plain/u)
    assert.match(site.read('feeds/source/other.json'), /To plain/u)
  })
})
