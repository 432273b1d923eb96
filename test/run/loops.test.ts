// Two real mills on one host that follow each other, in every format, and a mill that follows itself: it ends, and nothing is doubled.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, it } from 'vitest'
import { refresh } from '../../src/run/refresh.ts'
import type { RefreshReport } from '../../src/run/report.ts'
import { startServer, type Server } from '../../src/serve/server.ts'
import { checkConfig } from '../../src/settings/check.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { snapshot } from '../publish/mill.ts'

const ITEMS = 3
const feed = (name: string): string =>
  `<rss version="2.0"><channel><title>${name}</title><link>https://${name}.example.org/</link><description/>${Array.from({ length: ITEMS }, (_, n) => `<item><title>${name} ${n}</title><guid isPermaLink="false">${name}-${n}</guid><link>https://${name}.example.org/${n}</link><pubDate>Thu, 0${n + 1} Jan 2026 00:00:00 GMT</pubDate></item>`).join('')}</channel></rss>`

interface LoopMill {
  readonly dir: string
  readonly server: Server
  settings: Settings
}

async function startMill(root: string, name: string): Promise<LoopMill> {
  const dir = join(root, name)
  mkdirSync(join(dir, 'feeds'), { recursive: true })
  writeFileSync(join(dir, 'own.rss'), feed(name))
  const server = await startServer({ dir: join(dir, 'feeds'), host: '127.0.0.1', port: 0 })
  const mill = { dir, server, settings: settingsOf(dir, server.url, []) }
  await refresh(mill.settings)
  return mill
}

/** @param followed  addresses of other mills' feeds */
function settingsOf(dir: string, url: string, followed: readonly string[]): Settings {
  const sources = [{ id: 'own', url: 'own.rss' }, ...followed.map((address, at) => ({ id: `other-${at}`, url: address }))]
  return checkConfig(JSON.stringify({ site: { title: 'Mill', url }, store: 'state.db', publish: { dir: 'feeds' }, sources, fetch: { hostDelay: '0ms', allowPrivate: ['127.0.0.1'] } }), join(dir, 'feedmill.yaml'), {})
}

async function round(mills: readonly LoopMill[]): Promise<RefreshReport[]> {
  const reports: RefreshReport[] = []
  for (const { settings } of mills) reports.push(await refresh(settings, { force: true }))
  return reports
}

const returned = (report: RefreshReport): string[] => report.sources.flatMap(({ notes }) => notes).flatMap(({ code, message }) => (code === 'item.returned' ? [message] : []))

const root = mkdtempSync(join(tmpdir(), 'feedmill-loops-'))
const started: LoopMill[] = []
afterAll(async () => {
  for (const { server } of started) await server.close()
  rmSync(root, { recursive: true })
})

async function ringOf(names: readonly string[], format: string): Promise<LoopMill[]> {
  const ring: LoopMill[] = []
  for (const name of names) ring.push(await startMill(join(root, `${format}-${names.length}`), name))
  started.push(...ring)
  for (const [at, mill] of ring.entries()) mill.settings = settingsOf(mill.dir, mill.server.url, [`${ring[(at + 1) % ring.length]?.server.url}all.${format}`])
  return ring
}

describe('mills that follow each other', () => {
  const cases = ['rss', 'atom', 'json'].flatMap((format) => [['one', 'two'], ['one', 'two', 'three']].map((names) => ({ format, names })))
  for (const { format, names } of cases) {
    it(`take each other’s articles by ${format} and none of their own, ${names.length} in a ring`, async () => {
      const ring = await ringOf(names, format)
      const told: RefreshReport[] = []
      for (let n = 0; n <= ring.length; n += 1) told.push(...(await round(ring)))
      const before = ring.map(({ dir }) => snapshot(join(dir, 'feeds')))
      const last = await round(ring)
      const all = ITEMS * ring.length
      assert.deepEqual(last.map(({ articles, feeds }) => [articles.new, articles.updated, articles.stored, articles.stories, feeds.written]), ring.map(() => [0, 0, all, all, 0]))
      assert.deepEqual(ring.map(({ dir }) => snapshot(join(dir, 'feeds'))), before)
      for (const { server } of ring) {
        const note = `${ITEMS} items came from our own feed ${server.url}all.${format}, and did not come in again`
        assert.ok(told.some((report) => returned(report).includes(note)), note)
      }
    })
  }

  for (const format of ['rss', 'atom', 'json']) {
    it(`refuse a source that is their own ${format}`, async () => {
      const mill = await startMill(join(root, `self-${format}`), 'one')
      started.push(mill)
      const { sources } = await refresh(settingsOf(mill.dir, mill.server.url, [`${mill.server.url}source/own.${format}`]), { force: true })
      const [, self] = sources
      assert.deepEqual([self?.outcome, self?.error?.code], ['failed', 'parse.own_feed'])
      assert.ok(self?.error?.message.includes(`(${mill.server.url}source/own.${format})`), self?.error?.message ?? '')
    })
  }
})
