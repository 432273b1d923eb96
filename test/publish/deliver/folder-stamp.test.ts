// Whether a published folder is as it was, told from the times of its folders.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { folderStamp } from '../../../src/publish/deliver/folder-stamp.ts'

const FOLDERS = ['.', 'source', 'archive', 'archive/tag', 'archive/tag/ruby']
const OLD = new Date(2026, 0, 1)

describe('folderStamp', () => {
  let dir: string
  const age = (): void => [...FOLDERS, 'manifest.json'].forEach((path) => utimesSync(join(dir, path), OLD, OLD))
  /** A step made long ago: only the folder that it touched has another time. */
  const long = (path: string, step: () => void): void => {
    step()
    const touched = statSync(join(dir, path)).mtimeMs
    age()
    utimesSync(join(dir, path), OLD, new Date(OLD.getTime() + (touched % 1000) + 1000))
  }

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'feedmill-stamp-'))
    for (const folder of FOLDERS) mkdirSync(join(dir, folder), { recursive: true })
    for (const file of ['all.rss', 'manifest.json', 'source/a.rss', 'archive/tag/ruby/2025-1.rss']) writeFileSync(join(dir, file), 'text')
    age()
  })
  afterEach(() => rmSync(dir, { recursive: true }))

  it('is the same as long as nothing happens', () => {
    assert.notEqual(folderStamp(dir), null)
    assert.equal(folderStamp(dir), folderStamp(dir))
  })

  const changes: readonly { readonly it: string; readonly folder: string; readonly step: () => void }[] = [
    { it: 'a file is removed', folder: '.', step: () => rmSync(join(dir, 'all.rss')) },
    { it: 'a file comes', folder: 'source', step: () => writeFileSync(join(dir, 'source/b.rss'), 'text') },
    { it: 'a file is replaced', folder: 'source', step: () => (writeFileSync(join(dir, 'new'), 'x'), renameSync(join(dir, 'new'), join(dir, 'source/a.rss'))) },
    { it: 'an archive page is removed', folder: 'archive/tag/ruby', step: () => rmSync(join(dir, 'archive/tag/ruby/2025-1.rss')) },
    { it: 'the manifest is edited in place', folder: 'manifest.json', step: () => writeFileSync(join(dir, 'manifest.json'), 'other') },
  ]
  for (const change of changes) {
    it(`is another one once ${change.it}`, () => {
      const before = folderStamp(dir)
      long(change.folder, change.step)
      assert.notEqual(folderStamp(dir), before)
    })
  }

  it('is that of the folder that a link leads to', () => {
    const link = `${dir}-link`
    symlinkSync(dir, link)
    const before = folderStamp(link)
    long('.', () => rmSync(join(dir, 'all.rss')))
    assert.notEqual(folderStamp(link), before)
    rmSync(link)
  })

  describe('right after a change, as the next one might leave the same time', () => {
    const cases: readonly { readonly it: string; readonly at: (now: number) => number; readonly isTold: boolean }[] = [
      { it: 'cannot be told of a time to come', at: (now) => now + 60_000.5, isTold: false },
      { it: 'cannot be told of a whole second, which may be all that there is of the time', at: (now) => now - (now % 1000), isTold: false },
      { it: 'can be told a tenth of a second after a time that has a fraction', at: (now) => now - (now % 1000) - 500, isTold: true },
    ]
    for (const c of cases) {
      it(c.it, () => {
        utimesSync(join(dir, 'source'), OLD, new Date(c.at(Date.now())))
        assert.equal(folderStamp(dir) !== null, c.isTold)
      })
    }
  })

  it('tells of a folder that is not there', () => {
    const before = folderStamp(dir)
    rmSync(join(dir, 'archive'), { recursive: true })
    utimesSync(dir, OLD, OLD)
    assert.notEqual(folderStamp(dir), before)
    assert.notEqual(folderStamp(join(dir, 'none')), null)
  })
})
