import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { openDirectory } from '../../../src/publish/deliver/directory.ts'
import { commitAll, stageAll } from '../../../src/publish/deliver/stage.ts'
import type { OutgoingFile } from '../../../src/publish/deliver/target.ts'

let dir: string

beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'feedmill-stage-'))))
afterEach(() => rmSync(dir, { recursive: true }))

function file(path: string, text = path): OutgoingFile {
  return { path, parts: [Buffer.from(text)], ownership: 'unknown' }
}

const NAMES = Array.from({ length: 100 }, (_, n) => `${n}.rss`)

describe('files on their way out', () => {
  it('are all in place at the end, and those that were there before are told', async () => {
    writeFileSync(join(dir, 'old.rss'), 'old.rss')
    const staged = await stageAll(['old.rss', ...NAMES].map((path) => file(path)), openDirectory(dir))
    assert.deepEqual([staged[0], staged.filter((one) => one !== null).length], [null, NAMES.length])
    await commitAll(staged)
    assert.deepEqual(readdirSync(dir).sort(), ['old.rss', ...NAMES].sort())
    for (const path of NAMES) assert.equal(readFileSync(join(dir, path), 'utf8'), path)
  })

  it('come after what is to be recorded, and do not come where that fails', async () => {
    const target = openDirectory(dir)
    await assert.rejects(commitAll(await stageAll(NAMES.map((path) => file(path)), target), () => Promise.reject(new Error('no room'))), /no room/u)
    assert.deepEqual(readdirSync(dir), [])
    let isThere: boolean | null = null
    await commitAll(await stageAll([file('a.rss')], target), async () => {
      isThere = existsSync(join(dir, 'a.rss'))
    })
    assert.deepEqual([isThere, readdirSync(dir)], [false, ['a.rss']])
  })

  it('leave nothing standing aside where one of them cannot be staged', async () => {
    writeFileSync(join(dir, '50.rss'), 'of somebody else')
    await assert.rejects(stageAll(NAMES.map((path) => file(path)), openDirectory(dir)), { code: 'output.unwritable', at: join(dir, '50.rss') })
    assert.deepEqual(readdirSync(dir), ['50.rss'])
  })

  it('leave nothing standing aside where one of them cannot take its place', async () => {
    const staged = await stageAll(NAMES.map((path) => file(path)), openDirectory(dir))
    mkdirSync(join(dir, '50.rss'))
    await assert.rejects(commitAll(staged), { code: 'output.unwritable', at: join(dir, '50.rss') })
    assert.deepEqual(readdirSync(dir).sort(), [...NAMES].sort())
  })
})
