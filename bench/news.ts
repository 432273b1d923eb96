// A news site run by configuration: 2,000 outlets (FEEDMILL_BENCH_OUTLETS) with 20 articles each out of a JSON API, then a run in which
// 1 % is new; each a process of its own.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChildCost, FEEDMILL, runChild } from './child.ts'

const OUTLETS = Number(process.env['FEEDMILL_BENCH_OUTLETS'] ?? 2000)
const EACH = 20
const LISTS = 40 // addresses that the records are spread over
const NEW = (OUTLETS * EACH) / 100

/** Both runs' cost on the real command line, and the second's share of the first. The upstream answers from this process. */
export async function benchNews(): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))
  const upstream = await startUpstream()
  try {
    makeSite(dir, upstream.origin)
    const first = await runChild(process.execPath, [...FEEDMILL, 'refresh'], dir)
    upstream.publishNew()
    const second = await runChild(process.execPath, [...FEEDMILL, 'refresh', '--force'], dir)
    const share = (key: 'cpu' | 'wall'): string => `${((100 * second[key]) / first[key]).toFixed(1)} %`
    return [
      row(`${OUTLETS * EACH} articles of ${OUTLETS} outlets`, first),
      row(`${NEW} new ones`, second),
      `the second run took ${share('cpu')} of the first one's CPU, ${share('wall')} of its time (aim 5 %)`,
    ]
  } finally {
    upstream.close()
    rmSync(dir, { recursive: true })
  }
}

function row(what: string, { cpu, wall, megabytes }: ChildCost): string {
  return `${what.padEnd(34)} cpu ${cpu.toFixed(2).padStart(6)} s   wall ${wall.toFixed(2).padStart(6)} s   peak memory ${megabytes.toFixed(0)} MB (aim 300)`
}

function startUpstream(): Promise<{ readonly origin: string; readonly publishNew: () => void; readonly close: () => void }> {
  let news = 0
  const server = createServer((request, response) => {
    const list = Number(/\/list\/(\d+)/u.exec(request.url ?? '')?.[1] ?? -1)
    const etag = `"${list}-${list === 0 ? news : 0}"`
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
    else response.writeHead(200, { 'content-type': 'application/json', etag }).end(JSON.stringify({ list: recordsOf(list, list === 0 ? news : 0) }))
  })
  return new Promise((started) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      started({ origin: `http://127.0.0.1:${port}`, publishNew: () => (news += NEW), close: () => server.close() })
    })
  })
}

/** The new ones come from one outlet in a hundred, as an hour's news does. */
function recordsOf(list: number, news: number): object[] {
  const perList = (OUTLETS * EACH) / LISTS
  const fresh = Array.from({ length: news }, (_, n) => recordOf(OUTLETS * EACH + n, n % (OUTLETS / 100)))
  return [...fresh, ...Array.from({ length: perList }, (_, n) => recordOf(list * perList + n, (list * perList + n) % OUTLETS))]
}

function recordOf(n: number, outlet: number): object {
  const text = Array.from({ length: 6 }, (_, line) => `<p>　　第${n}条新闻的第${line}段，说的是一家公司在这一年里的经营情况。</p>`).join('')
  const time = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString().slice(0, 19).replace('T', ' ')
  return { code: `NW${String(n).padStart(18, '0')}`, title: `新闻${n}`, time, outlet: `第${outlet}日报`, body: `${text}<p>（文章来源：第${outlet}日报）</p>` }
}

function makeSite(dir: string, origin: string): void {
  const lists = Array.from({ length: LISTS }, (_, n) => `${origin}/list/${n}`)
  const fields = '{ guid: code, title: title, publishedAt: time, category: outlet, tags: "{outlet}新闻", content: body, url: "https://news.example.org/a?c={code}" }'
  writeFileSync(
    join(dir, 'feedmill.yaml'),
    `site: { title: Bench, url: https://bench.example.org, timezone: Asia/Shanghai }
fetch: { allowPrivate: [127.0.0.1], hostDelay: 0ms, perHost: 4 }
sources:
  - { id: wire, type: json, url: [${lists.join(', ')}], items: list, fields: ${fields}, clean: { preset: news-cn }, identity: { match: "(?:NW)?(\\\\d{18})" } }
`,
  )
}
