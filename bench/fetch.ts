// A whole refresh of 5,000 sources of the web, beside a bare undici loop that fetches the same URLs and keeps their validators.
// Server and clients run in processes of their own; what counts is the client's CPU, user and system, from start to end of its run.

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { RUNTIME } from './child.ts'
import type { Cost } from './fetch-client.ts'

const SOURCES = 5000
const AT_ONCE = 64
const ROUNDS = 3

/** Who fetches: each call is one run in a process of its own. */
interface Clients {
  readonly bare: () => Promise<Cost>
  readonly ours: () => Promise<Cost>
}

export async function benchFetch(): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))
  const server = spawn(process.execPath, [join(import.meta.dirname, 'fetch-server.ts'), String(SOURCES)], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const origin = String((await once(server.stdout, 'data'))[0]).trim()
    const config = makeSite(dir, origin)
    const clients: Clients = {
      bare: () => runClient('bare', origin, String(SOURCES), String(AT_ONCE), join(dir, 'bare.json')),
      ours: () => runClient('ours', config),
    }
    const three: Clients = { ...clients, ours: () => runClient('ours', makeSite(join(dir, 'three'), origin, 'publish: { formats: [rss, atom, json], archive: false }')) }
    return [
      await compare('first run', 1, clients),
      await compare('nothing changed', ROUNDS, clients),
      await compare('5 % changed', ROUNDS, clients, () => fetch(`${origin}/next-round`)),
      await compare('first run, no pages, no archive', 1, three),
    ]
  } finally {
    server.kill()
    rmSync(dir, { recursive: true })
  }
}

/** The median of some rounds, each of them prepared, run bare, and run by us. */
async function compare(what: string, rounds: number, { bare, ours }: Clients, prepare?: () => Promise<unknown>): Promise<string> {
  const costs: { readonly bare: Cost; readonly ours: Cost }[] = []
  for (let round = 0; round < rounds; round += 1) {
    await prepare?.()
    costs.push({ bare: await bare(), ours: await ours() })
  }
  const least = median(costs.map((cost) => cost.bare.seconds))
  const spent = median(costs.map((cost) => cost.ours.seconds))
  const megabytes = Math.max(...costs.map((cost) => cost.ours.megabytes))
  const ratio = `${(spent / least).toFixed(2)}x its CPU`
  return `${`${SOURCES} sources, ${what}`.padEnd(46)} ${spent.toFixed(2).padStart(6)} s   bare undici: ${least.toFixed(2).padStart(6)} s   ${ratio.padStart(14)}, at most ${Math.round(megabytes)} MB`
}

async function runClient(...args: readonly string[]): Promise<Cost> {
  const { stdout } = await promisify(execFile)(process.execPath, [...RUNTIME, join(import.meta.dirname, 'fetch-client.ts'), ...args])
  return JSON.parse(stdout) as Cost
}

/** @param more  lines of the config; without any, feeds and pages are published, each with its archive */
function makeSite(dir: string, origin: string, more = ''): string {
  mkdirSync(dir, { recursive: true })
  const sources = Array.from({ length: SOURCES }, (_, n) => `  - { id: s${n}, url: "${origin}/${n}", category: c${n % 20} }`)
  const limits = `{ concurrency: ${AT_ONCE}, perHost: ${AT_ONCE}, hostDelay: 0ms, allowPrivate: [127.0.0.1] }`
  const config = join(dir, 'feedmill.yaml')
  writeFileSync(config, `site: { title: Bench, url: https://bench.example.org }\nfetch: ${limits}\n${more}\nsources:\n${sources.join('\n')}\n`)
  return config
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
