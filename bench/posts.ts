// Folders of posts to feeds, on the real command line: cold, with nothing changed, after one edit and after 1 % of edits; beside bare
// reading and writing of the same bytes, and beside Hugo where it is installed. FEEDMILL_BENCH_POSTS sets how many posts (10,000).

import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ChildCost, FEEDMILL, runChild } from './child.ts'
import { makeHugoSite } from './hugo-site.ts'
import { numbers, post } from './texts.ts'

const POSTS = Number(process.env['FEEDMILL_BENCH_POSTS'] ?? 10_000)
const BARE = resolve(import.meta.dirname, 'posts-bare.ts')
const CONFIG = `site: { title: Bench, url: https://bench.example.org }
publish: { limit: 50, formats: [rss, atom, json], archive: false }
sources: [{ id: posts, type: posts, path: posts, dialect: jekyll }]
`

/** What a run is called, what it cost, and how many times less than Hugo's whole build it is to take. */
interface Measurement {
  readonly what: string
  readonly cost: ChildCost
  readonly aims: Partial<ChildCost>
}

export async function benchPosts(): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))
  try {
    const posts = join(dir, 'posts/_posts')
    makePosts(posts)
    writeFileSync(join(dir, 'feedmill.yaml'), CONFIG)
    const ours = await measureOurs(dir, posts)
    const bare = [
      { what: 'reading the files', cost: await runNode(dir, BARE, 'read', posts), aims: {} },
      { what: 'writing the same bytes', cost: await runNode(dir, BARE, 'write', join(dir, 'feeds'), join(dir, 'bare')), aims: {} },
    ]
    const hugo = await measureHugo(dir, posts)
    const missing = hugo === null ? ['Hugo is not installed: nothing to compare with'] : [row({ what: 'Hugo, a whole build', cost: hugo, aims: {} }, null)]
    return [`${POSTS} posts`, ...[...ours, ...bare].map((measured) => row(measured, hugo)), ...missing]
  } finally {
    rmSync(dir, { recursive: true })
  }
}

async function measureOurs(dir: string, posts: string): Promise<Measurement[]> {
  const refresh = (): Promise<ChildCost> => runNode(dir, ...FEEDMILL, 'refresh')
  const cold = await refresh()
  await refresh() // the second run reads files again that were written within a tick of the first
  const warm = await refresh()
  edit(posts, 1)
  const one = await refresh()
  edit(posts, POSTS / 100)
  const some = await refresh()
  return [
    { what: 'cold', cost: cold, aims: { cpu: 4, wall: 4, megabytes: 8 } },
    { what: 'nothing changed', cost: warm, aims: { wall: 50 } },
    { what: 'one post edited', cost: one, aims: { wall: 40 } },
    { what: '1 % edited', cost: some, aims: { wall: 12 } },
  ]
}

/** Hugo keeps nothing between builds: each costs what the first does. */
async function measureHugo(dir: string, posts: string): Promise<ChildCost | null> {
  if (spawnSync('hugo', ['version']).status !== 0) return null
  const site = join(dir, 'hugo')
  makeHugoSite(site)
  return runChild('hugo', ['--quiet', '--source', site, '--contentDir', posts, '--destination', join(site, 'public')], dir)
}

function runNode(dir: string, ...args: readonly string[]): Promise<ChildCost> {
  return runChild(process.execPath, args, dir)
}

function row({ what, cost, aims }: Measurement, hugo: ChildCost | null): string {
  const cells = (['cpu', 'wall', 'megabytes'] as const).map((key) => cell(key, cost[key], hugo?.[key] ?? null, aims[key]))
  return `${what.padEnd(24)}${cells.join('')}`
}

function cell(key: keyof ChildCost, value: number, hugos: number | null, aim: number | undefined): string {
  const amount = key === 'megabytes' ? `${value.toFixed(0)} MB` : `${key} ${value.toFixed(2)} s`
  const less = hugos === null ? '' : `${(hugos / value).toFixed(1)}x less${aim === undefined ? '' : ` (aim ${aim})`}`
  return amount.padStart(16) + less.padStart(22)
}

function makePosts(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const next = numbers(7)
  for (let n = 0; n < POSTS; n += 1) writeFileSync(join(folder, `2020-01-01-NW${String(n).padStart(6, '0')}.md`), post(n, next))
}

/** Posts from everywhere in the folder, each with another line at its end. */
function edit(folder: string, count: number): void {
  const names = readdirSync(folder).sort()
  for (let at = 0; at < count; at += 1) appendFileSync(join(folder, names[Math.floor(((at + 0.5) * names.length) / count)] ?? ''), '\nMore.\n')
}
