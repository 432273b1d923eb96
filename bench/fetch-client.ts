// One client of the benchmark `fetch`, in a process of its own: `bare ORIGIN SOURCES AT_ONCE FILE` or `ours CONFIG`.
// Prints what its run cost.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'undici'
import '../src/ingest/fetch/http.ts' // loaded when first needed; here before the clock starts, as undici is for the other client
import { boundHeap } from '../src/run/heap.ts'
import { refresh } from '../src/run/refresh.ts'
import { loadConfig } from '../src/settings/load.ts'

export interface Cost {
  readonly seconds: number // CPU, user and system
  readonly megabytes: number // resident, at its peak
}

const [who, ...args] = process.argv.slice(2)
const run = who === 'bare' ? await prepareBare(args) : await prepareOurs(args)
const before = process.cpuUsage()
await run()
const { user, system } = process.cpuUsage(before)
const cost: Cost = { seconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 }
process.stdout.write(JSON.stringify(cost))

async function prepareOurs([config = '']: readonly string[]): Promise<() => Promise<void>> {
  const settings = await loadConfig(config)
  boundHeap(settings) // as the command line does
  return async () => {
    const { sources } = await refresh(settings)
    const failed = sources.find(({ outcome }) => outcome === 'failed' || outcome === 'skipped')
    if (failed !== undefined) throw new Error(`${failed.id} was not fetched: ${failed.error?.message}`)
  }
}

/** The least that a program can do: fetch, and keep the validators for the next time. */
async function prepareBare([origin = '', sources = '', atOnce = '', file = '']: readonly string[]): Promise<() => Promise<void>> {
  const etags = new Map<string, string>(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, string][]) : [])
  const dispatcher = new Agent({ connections: Number(atOnce) })
  let n = 0
  const work = async (): Promise<void> => {
    for (let url = `${origin}/${n}`; n < Number(sources); url = `${origin}/${n}`) {
      n += 1
      const etag = etags.get(url)
      const { headers, body } = await request(url, { dispatcher, headers: { 'accept-encoding': 'gzip', ...(etag !== undefined && { 'if-none-match': etag }) } })
      await body.bytes()
      if (typeof headers['etag'] === 'string') etags.set(url, headers['etag'])
    }
  }
  return async () => {
    await Promise.all(Array.from({ length: Number(atOnce) }, work))
    await dispatcher.close()
    writeFileSync(file, JSON.stringify([...etags]))
  }
}
