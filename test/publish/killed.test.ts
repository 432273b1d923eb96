// Publishing in processes of its own: killed at any moment, and in other zones and languages.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { openDirectory } from '../../src/publish/deliver/directory.ts'
import { publish, type PublishReport } from '../../src/publish/publish.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { articleOf, filesBelow, ingest, settingsFor, terms } from './mill.ts'

const TEMPORARY = /\/\.feedmill-[^/]*\.tmp$/u
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'feedmill-killed-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function articles(title: string) {
  return Array.from({ length: 30 }, (_, n) => articleOf(`urn:n:${n}`, { title: `${title} ${n}`, publishedAt: Date.UTC(2026, 0, 1, n), tags: terms(`tag ${n}`) }))
}

async function take(title: string): Promise<void> {
  const store = await openSqlite(join(root, 'state.db'))
  await ingest(store, articles(title))
  await store.close()
}

async function publishHere(): Promise<PublishReport> {
  const settings = settingsFor(root)
  const store = await openSqlite(settings.store)
  const report = await publish(settings, { store, target: openDirectory(settings.publish.dir), complete: (stored) => stored })
  await store.close()
  return report
}

/** Runs until the end, or until it has told of `killAfter` feeds. */
function publishInChild(environment: Record<string, string> = {}, killAfter = Infinity): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'press.ts'), root], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] })
  let told = 0
  child.stdout.on('data', (lines: Buffer) => {
    told += lines.toString().split('\n').length - 1
    if (told >= killAfter) child.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    child.on('exit', (code, signal) => (code === 0 || signal === 'SIGKILL' ? resolve() : reject(new Error(`exit ${code}`))))
  })
}

function tree(): Record<string, string> {
  const dir = join(root, 'feeds')
  return Object.fromEntries(filesBelow(dir).map((path) => [path, readFileSync(join(dir, path), 'utf8')]))
}

describe('a publish that is killed', () => {
  for (const killAfter of [1, 9, 23, 31]) {
    it(`leaves whole files after ${killAfter} feeds, and the next run completes them`, async () => {
      await take('Alpha')
      await publishHere()
      const before = tree()
      await take('Omega')
      await publishInChild({}, killAfter)
      const between = Object.entries(tree()).filter(([path]) => !TEMPORARY.test(`/${path}`))
      await publishHere()
      const after = tree()
      for (const [path, text] of between) assert.ok(text === before[path] || text === after[path], path)
      assert.deepEqual(Object.keys(after), Object.keys(before))
      assert.ok(Object.values(after).every((text) => !text.includes('Alpha ')))
      assert.equal((await publishHere()).written, 0)
    })
  }

  it('removes its files although their records are ahead of them', async () => {
    const removed = articles('Alpha').map(({ id }) => id)
    await take('Alpha')
    await publishHere()
    await take('Omega')
    await publishInChild({}, 12)
    const store = await openSqlite(join(root, 'state.db'))
    await store.save({ sourceId: articles('Alpha')[0]!.sourceId, seenAt: 0, arrivals: [], removed, files: [], forgottenFiles: [], state: null })
    await store.close()
    await publishHere()
    assert.deepEqual(Object.keys(tree()).filter((path) => path.startsWith('tag/')), [])
  })

  it('knows its files for its own, even on the first run and with other articles', async () => {
    await take('Alpha')
    await publishInChild({}, 12)
    await take('Omega')
    await publishHere()
    assert.ok(Object.values(tree()).every((text) => !text.includes('Alpha ')))
  })
})

describe('the published bytes', () => {
  it('are the same in another zone and language', async () => {
    await take('Title')
    await publishInChild({ TZ: 'UTC', LANG: 'C', LC_ALL: 'C' })
    const here = tree()
    rmSync(join(root, 'feeds'), { recursive: true })
    rmSync(join(root, 'state.db'))
    await take('Title')
    await publishInChild({ TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' })
    assert.deepEqual(tree(), here)
  })
})
