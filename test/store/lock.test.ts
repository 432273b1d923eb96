// The lock, held and fought over by real processes.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { FeedmillError } from '../../src/model/errors.ts'
import { acquireLock } from '../../src/store/lock.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feedmill-lock-'))
  path = join(folder, 'state', 'feedmill.db.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Starts a process that tries to take the lock and keeps it until it is killed; resolves with `held`, or the code it failed with. */
async function contend(): Promise<{ child: ChildProcess; outcome: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'locking.ts'), path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [outcome] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, outcome: outcome.toString().trim() }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('acquireLock', () => {
  it('lets one in at a time', async () => {
    const first = await acquireLock(path)
    await assert.rejects(acquireLock(path), isHeld)
    await first.release()
    await first.release()
    await (await acquireLock(path)).release()
  })

  it('names the process that holds it, since when, and the file', async () => {
    const { child, outcome } = await contend()
    assert.equal(outcome, 'held')
    await assert.rejects(acquireLock(path), (error) => isHeld(error) && error.at === path && new RegExp(`process ${child.pid} since \\d{4}-\\d\\d-\\d\\dT`).test(error.message))
    await end(child)
  })

  it('is free again when its holder was killed', async () => {
    const { child } = await contend()
    await end(child)
    await (await acquireLock(path)).release()
  })

  it('has one winner among many that try at once after a kill', async () => {
    const { child } = await contend()
    await end(child)
    const contenders = await Promise.all([1, 2, 3, 4].map(contend))
    assert.deepEqual(contenders.map(({ outcome }) => outcome).sort(), ['held', 'lock.held', 'lock.held', 'lock.held'])
    await Promise.all(contenders.map((one) => end(one.child)))
  })

  it('is free again where its note cannot be removed', async () => {
    const lock = await acquireLock(path)
    rmSync(`${path}.holder`)
    mkdirSync(`${path}.holder`)
    await lock.release()
    rmSync(`${path}.holder`, { recursive: true })
    await (await acquireLock(path)).release()
  })

  it('says when its file cannot be used', async () => {
    writeFileSync(join(folder, 'file'), '')
    await assert.rejects(acquireLock(join(folder, 'file', 'lock')), (error) => error instanceof FeedmillError && error.code === 'store.unavailable')
  })
})

function isHeld(error: unknown): error is FeedmillError {
  return error instanceof FeedmillError && error.code === 'lock.held'
}
