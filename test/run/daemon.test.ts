// `feedmill start` as a service manager runs it: a process that is told to stop.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { request } from 'undici'
import { afterAll, describe, it } from 'vitest'
import { makeSite } from '../support/site.ts'

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')

interface Daemon {
  readonly process: ChildProcess
  readonly lines: Record<string, unknown>[]
  readonly until: (message: string) => Promise<Record<string, unknown>>
  readonly ended: Promise<number | null>
}

function start(cwd: string): Daemon {
  const child = spawn(process.execPath, [MAIN, 'start'], { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
  const lines: Record<string, unknown>[] = []
  let rest = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts.map((line) => JSON.parse(line) as Record<string, unknown>))
  })
  const until = async (message: string): Promise<Record<string, unknown>> => {
    for (let tries = 0; tries < 400; tries += 1) {
      const found = lines.find(({ msg }) => msg === message)
      if (found !== undefined) return found
      await new Promise((done) => setTimeout(done, 25))
    }
    throw new Error(`never said: ${message}; said ${JSON.stringify(lines)}`)
  }
  return { process: child, lines, until, ended: new Promise((done) => child.on('exit', (code) => done(code))) }
}

describe('start', () => {
  const site = makeSite({
    'feedmill.yaml': 'site: { title: Mill, url: https://mill.example.org/ }\nschedule: "* * * * * *"\nserve: { port: 0 }\nsources: [{ id: posts, type: posts, path: posts }]\n',
    'posts/2026-01-01-a.md': '---\ntitle: A\n---\n\nText.\n',
  })
  afterAll(() => site.remove())

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`refreshes, serves, refreshes again by schedule, and ends on ${signal} with 0`, async () => {
      const daemon = start(site.dir)
      const { url } = await daemon.until('serving')
      await daemon.until('refreshed')
      const feed = await request(`${String(url)}all.rss`)
      assert.deepEqual([feed.statusCode, (await feed.body.text()).includes('<title>A</title>')], [200, true])
      assert.equal((await request(`${String(url)}healthz`)).statusCode, 200)
      const status = await request(`${String(url)}status.json`)
      assert.equal(((await status.body.json()) as { sources: { state: string }[] }).sources[0]?.state, 'ok')
      assert.match(await (await request(`${String(url)}metrics`)).body.text(), /^feedmill_runs_total\{outcome="ok"\} [1-9]/mu)
      daemon.lines.length = 0
      await daemon.until('refreshed')
      daemon.process.kill(signal)
      assert.equal(await daemon.ended, 0)
      assert.equal(daemon.lines.at(-1)?.['msg'], 'stopped')
    })
  }
})
