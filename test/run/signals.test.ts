// Signals that end a command which looks and keeps nothing: nothing of it is left behind.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { makeSite, type Site } from '../support/site.ts'

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')
let server: Server
let site: Site

beforeAll(async () => {
  server = createServer((_request, response) => response.writeHead(200).write('<rss>')).listen(0, '127.0.0.1') // and no more
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  site = makeSite({ 'tmp/.keep': '', 'feedmill.yaml': `site: { title: M, url: https://m.example.org/ }\nfetch: { allowPrivate: [127.0.0.1] }\nsources: [{ id: slow, url: "${url}" }]\n` })
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
  site.remove()
})

const scratch = (): string[] => readdirSync(join(site.dir, 'tmp')).filter((name) => name.startsWith('feedmill-'))

/** Sends the signal once the source was asked: then there is a store for the while. */
async function killed(signal: NodeJS.Signals, ...args: readonly string[]): Promise<{ readonly ended: number | NodeJS.Signals | null; readonly during: number }> {
  const asked = once(server, 'request')
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: site.dir, env: { ...process.env, TMPDIR: join(site.dir, 'tmp') } })
  await asked
  const during = scratch().length
  child.kill(signal)
  const [status, by] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return { ended: status ?? by, during }
}

describe('a command that is killed', () => {
  const cases = [
    { args: ['check', '--online'], signal: 'SIGINT', ended: 'SIGINT' },
    { args: ['try', 'slow'], signal: 'SIGTERM', ended: 'SIGTERM' },
    { args: ['refresh', '--dry-run'], signal: 'SIGINT', ended: 130 },
    { args: ['refresh', '--dry-run'], signal: 'SIGHUP', ended: 'SIGHUP' },
  ] as const
  for (const { args, signal, ended } of cases) {
    it(`${args.join(' ')}, by ${signal}, takes its temporary store along`, async () => {
      assert.deepEqual(await killed(signal, ...args), { ended, during: 1 })
      assert.deepEqual(scratch(), [])
    })
  }
})
