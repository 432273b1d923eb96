// A JSON API read end to end: config/examples/finance-news.yaml over a loopback upstream of its shape, a real store and a real tree.
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { describeTriedSource, trySource } from '../../src/run/commands/try-source.ts'
import type { JsonSource } from '../../src/model/source.ts'
import { refresh } from '../../src/run/refresh.ts'
import type { RefreshReport } from '../../src/run/report.ts'
import { checkConfig } from '../../src/settings/check.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { answer, type Script, startWireServer, type WireServer } from '../support/wire-server.ts'

const EXAMPLES = resolve(import.meta.dirname, '../../config/examples')

const latest = (list: readonly object[], next: string | null = null) => JSON.stringify({ data: { list }, next })
const record = (n: number, more: object = {}) => ({ code: code(n), title: `新闻${n}`, showTime: `2022-05-13 17:0${n % 10}:00`, mediaName: '示例日报', digest: `摘要${n}`, ...more })
const code = (n: number) => `NW2022051300000000${String(n).padStart(2, '0')}`
const COLUMNS = JSON.stringify({ columns: [{ name: '要闻', news: [{ infoCode: code(1).slice(2), title: '新闻1', time: '2022-05-13 17:01:00', outlet: '36Kr' }, { infoCode: code(3), title: '新闻3', time: '2022-05-13 17:03:00', outlet: '示例经济报网' }] }] })

/** The state of the upstream, which a test changes. */
interface Upstream {
  latest: string
  page2: string
  failing: Set<string>
}

function json(body: string): Uint8Array {
  return answer(200, { 'content-type': 'application/json', etag: `"${hash('sha1', body)}"` }, body)
}

function wireOf(report: RefreshReport): RefreshReport['sources'][number] | undefined {
  return report.sources[0]
}

function conditional(body: () => string): Script {
  return (socket, { headers }) => {
    const bytes = json(body())
    const etag = /etag: ("\w+")/u.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? ''
    socket.write(headers.get('if-none-match') === etag ? answer(304, { etag }) : bytes)
  }
}

describe('a news site by configuration', () => {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-json-'))
  const upstream: Upstream = { latest: '', page2: '', failing: new Set([code(2)]) }
  let server: WireServer
  let settings: Settings
  let first: RefreshReport

  const detail: Script = async (socket, { target }) => {
    const asked = new URL(target, 'http://x').searchParams.get('code') ?? ''
    if (upstream.failing.has(asked)) return socket.write(answer(503, {}, 'busy'))
    if (asked === code(4)) await sleep(150)
    const body = `<p><img src="https://pic.example.org/GetPic.aspx?at=${server.requests.length}"></p><p>　　正文${asked.slice(-2)}，<a class="keytip" data-code="1,600519" href="//quote.example.org/1">某酒</a>。</p><p>（文章来源：<a href="/m">示例</a>日报）</p>`
    return socket.write(json(JSON.stringify({ data: { body } })))
  }
  const calls = (): string[] => server.requests.filter(({ target }) => target.startsWith('/text')).map(({ target }) => target.slice(-2))
  const items = (path = 'all'): { id: string; url: string; title: string; content_html?: string; tags: string[]; date_published: string; authors: { name: string }[] }[] =>
    (JSON.parse(readFileSync(join(settings.publish.dir, `${path}.json`), 'utf8')) as { items: never[] }).items
  const itemOf = (title: string) => items('source/wire').find((item) => item.title === title)
  const stamps = () =>
    readdirSync(settings.publish.dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => [entry.name, statSync(join(entry.parentPath, entry.name)).mtimeMs])
  const run = () => refresh(settings, { force: true })

  beforeAll(async () => {
    server = await startWireServer({ '/latest': conditional(() => upstream.latest), '/page2': conditional(() => upstream.page2), '/columns': conditional(() => COLUMNS), '/text': detail })
    upstream.latest = latest([record(1), record(2), { code: '', title: '', showTime: '' }, null as never, record(4, { title: '他说："好"' }), record(5, { showTime: 'soon' })], '/page2')
    upstream.page2 = latest([record(6)])
    cpSync(EXAMPLES, join(dir, 'config/examples'), { recursive: true })
    const file = join(dir, 'config/examples/finance-news.yaml')
    const text = readFileSync(file, 'utf8').replaceAll('https://api.example.org', server.origin)
    settings = checkConfig(`${text}fetch: { allowPrivate: [127.0.0.1], hostDelay: 0ms, perHost: 8 }\n`, file, {})
    first = await refresh(settings)
  })
  afterAll(async () => {
    await server.close()
    rmSync(dir, { recursive: true })
  })

  it('reads both forms of list and the next page', () => {
    assert.equal(wireOf(first)?.outcome, 'ingested')
    assert.deepEqual(items('source/wire').map(({ title }) => title), ['新闻6', '他说："好"', '新闻3', '新闻1'])
  })
  it('makes one article of two lists’ records, with the terms of both', () => assert.deepEqual(itemOf('新闻1')?.tags, ['示例日报', '36氪', '示例日报新闻', '36Kr新闻', '600519']))
  it('takes times without a zone for the site’s', () => assert.equal(itemOf('新闻1')?.date_published, '2022-05-13T09:01:00Z'))
  it('cleans the text and takes the author from it', () => {
    assert.deepEqual([itemOf('新闻3')?.content_html, itemOf('新闻3')?.authors.map(({ name }) => name)], ['<p>正文03，某酒。</p>', ['示例日报']])
  })
  it('merges an alias into its category', () => assert.deepEqual(items('category/shilijingjibao').map(({ title }) => title), ['某公司的2022：背靠“信任”', '新闻3']))
  it('says which records it skipped, where and why', () => {
    const skipped = wireOf(first)?.notes.filter(({ code: kind }) => kind === 'item.skipped').map(({ message }) => message.replace(server.origin, ''))
    assert.deepEqual(skipped, [
      'record 3 of /latest?count=100: it has no title, no time, no guid or url',
      'record 4 of /latest?count=100: it has no title, no time, no guid or url',
      'record 6 of /latest?count=100: it has no time that can be read ("soon")',
    ])
  })
  it('holds back a record whose detail call fails, and says so with the status', () => {
    assert.equal(itemOf('新闻2'), undefined)
    assert.match(wireOf(first)?.notes.find(({ code: kind }) => kind === 'detail.failed')?.message ?? '', /answered 503 Service Unavailable.*held back \(run 1 of 3\)/u)
  })
  it('reads an earlier site’s posts by the same rules, under the ids they had', () => {
    const [post] = items('source/earlier')
    assert.deepEqual([post?.id, post?.url], ['https://posts.example.org/shilijingjibao/2022/05/13/NW202205130000000009', 'https://finance.example.org/share.html?code=NW202205130000000009'])
    assert.deepEqual([post?.title, post?.content_html], ['某公司的2022：背靠“信任”', '<p>5月13日，某公司宣布了新的计划。</p><p>计划将于年内实施。</p>'])
    assert.deepEqual([post?.date_published, post?.authors, post?.tags], ['2022-05-13T09:18:53Z', [{ name: '示例经济报' }], ['示例经济报', '示例经济报新闻']])
  })

  it('is shown by `try` with what each field became', async () => {
    const wire = settings.sources[0]
    assert.ok(wire !== undefined)
    const lines = describeTriedSource(await trySource(wire, settings))
    for (const expected of ['- 他说："好"', '  category: 示例日报', '  tags: 示例日报新闻, 600519 (instrument)', '  content: 正文04，某酒。', '1 record waits for its detail call']) {
      assert.ok(lines.includes(expected), `${expected}\n${lines.join('\n')}`)
    }
  })

  it('repeats no detail call and writes nothing in a second run', async () => {
    const [before, asked] = [stamps(), calls().length]
    const second = await run()
    assert.deepEqual(calls().slice(asked), ['02'])
    assert.deepEqual([wireOf(second)?.new, wireOf(second)?.updated, second.feeds.written], [0, 0, 0])
    assert.deepEqual(stamps(), before)
  })
  it('asks for new records alone when a list changed', async () => {
    upstream.latest = latest([record(7), record(1), record(2)], '/page2')
    const asked = calls().length
    const third = await run()
    assert.deepEqual([calls().slice(asked), wireOf(third)?.new, wireOf(third)?.updated], [['07', '02'].toSorted().toReversed(), 1, 0])
  })
  it('shows a record with its summary after three runs, and completes it when the call succeeds', async () => {
    const fourth = await run()
    assert.deepEqual([itemOf('新闻2')?.content_html, wireOf(fourth)?.new], ['<p>摘要2</p>', 1])
    const incomplete = wireOf(fourth)?.notes.filter(({ code: kind }) => kind === 'item.incomplete').map(({ message }) => message)
    assert.deepEqual(incomplete, [`${code(2)}: published without its detail, which failed in 4 runs`])
    upstream.failing.clear()
    const fifth = await run()
    assert.ok(!wireOf(fifth)?.notes.some(({ code: kind }) => kind === 'item.incomplete'))
    assert.deepEqual([itemOf('新闻2')?.content_html, wireOf(fifth)?.new, wireOf(fifth)?.updated], ['<p>正文02，某酒。</p>', 0, 1])
  })
  it('takes over what a list corrects, without a call', async () => {
    upstream.latest = latest([record(7, { title: '新闻七' }), record(1)])
    const asked = calls().length
    await run()
    assert.deepEqual([calls().slice(asked), itemOf('新闻七')?.content_html], [[], '<p>正文07，某酒。</p>'])
  })
  it('applies changed rules to what is stored, without the network', async () => {
    const requests = server.requests.length
    const changed = { ...settings, sources: settings.sources.map((source) => Object.assign({}, source, source.id === 'wire' && { enabled: false, refining: null })) }
    await refresh(changed)
    assert.deepEqual([server.requests.length - requests, itemOf('新闻七')?.content_html?.includes('文章来源')], [0, true])
  })
  it('applies changed fields to what is stored, the answers of its detail calls among it, without the network', async () => {
    const requests = server.requests.length
    const wired = (parts: Partial<JsonSource>): Settings => ({ ...settings, sources: settings.sources.map((source) => (source.type === 'json' ? Object.assign({}, source, { enabled: false }, parts) : source)) })
    const wire = settings.sources[0]
    assert.ok(wire?.type === 'json' && wire.detail !== null)
    const fields = { ...wire.fields, title: ['{mediaName || outlet}: {title}'], tags: ['{mediaName || outlet} news'] }
    const changed = await refresh(wired({ fields, detail: { ...wire.detail, fields: { content: ['data.body'], summary: ['{data.body}'] } } }))
    const one = items('source/wire').find(({ title }) => title === '示例日报: 新闻1')
    // What the second list had of it stays as it was read then: it is listed again by its own words.
    assert.deepEqual([one?.tags, one?.content_html], [['示例日报', '36氪', '示例日报 news', '36Kr新闻', '600519'], '<p>正文01，某酒。</p>'])
    assert.deepEqual([server.requests.length - requests, changed.articles.new], [0, 0])
    await refresh(wired({ fields: { ...wire.fields, title: ['headline'] } }))
    assert.ok(items('source/wire').some(({ title }) => title === '示例日报: 新闻1'), 'a record without what a record must have stays the article that it was')
    await refresh(wired({}))
    assert.deepEqual(itemOf('新闻1')?.tags, ['示例日报', '36氪', '示例日报新闻', '36Kr新闻', '600519'])
    assert.equal(server.requests.length, requests)
  })
  it('goes on revising its articles when the config names their list by another address', async () => {
    upstream.latest = latest([record(7, { title: '新闻柒' }), record(1)])
    const asked = calls().length
    const sources = settings.sources.map((source) => (source.type === 'json' ? Object.assign({}, source, { urls: source.urls.map((url) => url.replace('count=100', 'count=200')) }) : source))
    const { articles } = await refresh({ ...settings, sources }, { force: true })
    assert.deepEqual([articles.new, articles.updated, calls().slice(asked), itemOf('新闻柒')?.content_html], [0, 1, [], '<p>正文07，某酒。</p>'])
  })
})
