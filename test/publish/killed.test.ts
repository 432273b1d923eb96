// Publishing in processes of its own: killed at any moment, on a full disk, and in other zones and languages.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { openDirectory } from '../../src/publish/deliver/directory.ts'
import { publish } from '../../src/publish/publish.ts'
import type { PublishReport } from '../../src/publish/edges.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { articleOf, filesBelow, ingest, settingsFor, terms } from './mill.ts'

const TEMPORARY = /\/\.feedmill-[^/]*\.tmp$/u
const MAY_MOUNT = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0

/** Publishes onto a disk of 300 KB, then with room enough; what stood there after each run is copied. */
const ON_A_SMALL_DISK = `
  mount -t tmpfs -o size=300k none "$1/feeds" || exit 9
  "$2" "$3" "$1" >/dev/null && exit 8
  cp -a "$1/feeds" "$1/between" || exit 7
  mount -o remount,size=50m "$1/feeds" || exit 6
  "$2" "$3" "$1" >/dev/null || exit 5
  cp -a "$1/feeds" "$1/after"`

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'feedmill-killed-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function articles(title: string) {
  return Array.from({ length: 30 }, (_, n) => articleOf(`urn:n:${n}`, { title: `${title} ${n}`, publishedAt: Date.UTC(2026, 0, 1, n), tags: terms(`tag ${n}`) }))
}

async function take(title: string, where = root): Promise<void> {
  const store = await openSqlite(join(where, 'state.db'))
  await ingest(store, articles(title))
  await store.close()
}

async function publishHere(where = root): Promise<PublishReport> {
  const settings = settingsFor(where)
  const store = await openSqlite(settings.store)
  const report = await publish(settings, { store, target: openDirectory(settings.publish.dir), complete: (stored) => stored })
  await store.close()
  return report
}

/** Runs until the end, until it has told of `killAfter` feeds, or for so many milliseconds. */
function publishInChild(environment: Record<string, string> = {}, killAfter = Infinity, forMs?: number): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'publish-process.ts'), root], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] })
  let told = 0
  child.stdout.on('data', (lines: Buffer) => {
    told += lines.toString().split('\n').length - 1
    if (told >= killAfter) child.kill('SIGKILL')
  })
  const timer = forMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), forMs)
  return new Promise((resolve, reject) => {
    child.on('exit', () => clearTimeout(timer))
    child.on('exit', (code, signal) => (code === 0 || signal === 'SIGKILL' ? resolve() : reject(new Error(`exit ${code}`))))
  })
}

function tree(dir = join(root, 'feeds')): Record<string, string> {
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

describe('a publish that is killed at any moment', () => {
  it('leaves whole files each time, and the next run makes the tree that it would have made', async () => {
    const twin = join(root, 'twin')
    mkdirSync(twin)
    for (const where of [root, twin]) {
      await take('Alpha', where)
      await publishHere(where)
    }
    const started = performance.now()
    await publishInChild()
    const whole = performance.now() - started // more than a run with something to write takes to begin
    for (const [round, share] of [0.3, 0.6, 0.8, 0.9, 1, 1.1, 1.3].entries()) {
      const before = tree()
      for (const where of [root, twin]) await take(`Round ${round}`, where)
      await publishHere(twin)
      const after = tree(join(twin, 'feeds'))
      await publishInChild({}, Infinity, whole * share)
      for (const [path, text] of Object.entries(tree())) assert.ok(TEMPORARY.test(`/${path}`) || text === before[path] || text === after[path], path)
      await publishHere()
      assert.deepEqual(tree(), after)
    }
  }, 60_000)
})

describe('a full disk', () => {
  const victims = ['all.json', 'tag/tag-15.rss', 'source/ruby.html', 'manifest.json']
  for (const victim of victims) {
    it.runIf(existsSync('/dev/full'))(`at ${victim} leaves every file whole, and the next run completes the tree`, async () => {
      const twin = join(root, 'twin')
      mkdirSync(twin)
      for (const title of ['Alpha', 'Omega']) {
        await take(title, twin)
        await publishHere(twin)
      }
      await take('Alpha')
      await publishHere()
      const before = tree()
      await take('Omega')
      // What is written aside goes to a device that is always full.
      symlinkSync('/dev/full', join(root, 'feeds', dirname(victim), `.feedmill-${basename(victim)}-${process.pid}.tmp`))
      await assert.rejects(publishHere(), { code: 'output.unwritable' })
      const after = tree(join(twin, 'feeds'))
      for (const [path, text] of Object.entries(tree())) assert.ok(text === before[path] || text === after[path], path)
      await publishHere()
      assert.deepEqual(tree(), after)
    })
  }

  it.runIf(MAY_MOUNT)('leaves whole files on a first run too, wherever it ends (needs the right to mount)', async () => {
    const twin = join(root, 'twin')
    for (const folder of [twin, join(root, 'feeds')]) mkdirSync(folder)
    await take('Alpha')
    await take('Alpha', twin)
    await publishHere(twin)
    const after = tree(join(twin, 'feeds'))
    const ended = spawnSync('unshare', ['-rm', 'sh', '-c', ON_A_SMALL_DISK, 'sh', root, process.execPath, join(import.meta.dirname, 'publish-process.ts')], { encoding: 'utf8' })
    assert.match(ended.stderr, /disk is full/u)
    assert.equal(ended.status, 0)
    const between = tree(join(root, 'between'))
    assert.ok(Object.keys(between).length > 0 && Object.keys(between).length < Object.keys(after).length)
    for (const [path, text] of Object.entries(between)) assert.equal(text, after[path], path)
    assert.deepEqual(tree(join(root, 'after')), after)
  })
})

describe('too few open files', () => {
  it.runIf(process.platform !== 'win32')('are named with the limit to raise, and the next run completes the tree', async () => {
    await take('Alpha')
    const ended = spawnSync('sh', ['-c', 'ulimit -n 48; exec "$@"', 'sh', process.execPath, join(import.meta.dirname, 'publish-process.ts'), root], { encoding: 'utf8' })
    assert.match(ended.stderr, /too many files are open at once\. Allow 128 or more/u)
    const between = tree()
    await publishHere()
    const after = tree()
    for (const [path, text] of Object.entries(between)) assert.equal(text, after[path], path)
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
