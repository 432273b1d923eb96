import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { openSpool } from '../../../src/publish/deliver/spool.ts'

let dir: string

beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'feedmill-spool-'))))
afterEach(() => rmSync(dir, { recursive: true }))

const bytes = (text: string): Buffer => Buffer.from(text)
const text = (found: Uint8Array | null): string | null => (found === null ? null : Buffer.from(found).toString())

describe('a spool', () => {
  it('gives back what was put into it, by its place', () => {
    const spool = openSpool(join(dir, 'spool'))
    assert.deepEqual([spool.put([bytes('one'), bytes(''), bytes('ONE')]), spool.put([bytes('two')])], [0, 6])
    assert.deepEqual([text(spool.take(6, 3)), text(spool.take(3, 3)), text(spool.take(0, 6))], ['two', 'ONE', 'oneONE'])
    spool.close()
  })

  it('is not there before the first bytes, and has no name after them', () => {
    const spool = openSpool(join(dir, 'spool'))
    assert.equal(spool.take(0, 0), null)
    writeFileSync(join(dir, 'spool'), 'what a process that was killed left')
    spool.put([bytes('one')])
    assert.equal(text(spool.take(0, 3)), 'one')
    if (process.platform !== 'win32') assert.deepEqual(readdirSync(dir), [])
    spool.close()
    spool.close()
    assert.deepEqual(readdirSync(dir), [])
  })

  it('takes no more than it may hold, and says so', () => {
    const spool = openSpool(join(dir, 'spool'), { maxBytes: 5 })
    assert.deepEqual([spool.put([bytes('one')]), spool.put([bytes('two')]), spool.put([bytes('2')])], [0, null, 3])
    assert.equal(spool.take(3, 2), null)
    spool.close()
  })

  it('takes nothing where it cannot be made', () => {
    const spool = openSpool(join(dir, 'nowhere/spool'))
    assert.deepEqual([spool.put([bytes('one')]), spool.put([bytes('two')]), spool.take(0, 3)], [null, null, null])
    spool.close()
  })

  it('takes a quarter of the room on its disk, and gives all of it back once others fill that', () => {
    let free = 12
    const spool = openSpool(join(dir, 'spool'), { roomIn: () => free })
    assert.deepEqual([spool.put([bytes('one')]), spool.put([bytes('two')])], [0, null])
    free = 3
    assert.equal(text(spool.take(0, 3)), 'one')
    free = 2
    assert.equal(spool.take(0, 3), null)
    free = 1000
    assert.deepEqual([spool.take(0, 3), spool.put([bytes('two')])], [null, null])
  })

  it('takes nothing after its end, and none can make it fail then', () => {
    const spool = openSpool(join(dir, 'spool'))
    spool.put([bytes('one')])
    mkdirSync(join(dir, 'spool'))
    spool.close()
    assert.deepEqual([spool.put([bytes('two')]), spool.take(0, 3), readdirSync(dir)], [null, null, ['spool']])
  })
})
