// Which files of a feed that is to be rewritten are read and made again, counted on a real folder.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { articleId } from '../../src/model/identity.ts'
import { openDirectory } from '../../src/publish/deliver/directory.ts'
import type { PublishReport } from '../../src/publish/rewrite.ts'
import { OPEN } from '../../src/publish/standing.ts'
import { articleOf, ingest, type Mill, openMill, snapshot, sourceId, visited } from './mill.ts'

let mill: Mill

beforeEach(async () => {
  mill = await openMill({}, { limit: 2, archive: false })
  await ingest(mill.store, [1, 2, 3].map((n) => one(n)))
  await mill.publish()
})
afterEach(() => mill.close())

/** Of three only the second and the third are shown. */
function one(n: number, title = `Title ${n}`) {
  return articleOf(`urn:n:${n}`, { title, publishedAt: n })
}

const fileAt = (path: string): string => join(mill.settings.publish.dir, path)

/** The files that a run reads, and its report. */
async function publishCounting(edges: Parameters<Mill['publish']>[0] = {}): Promise<{ readonly read: readonly string[]; readonly report: PublishReport }> {
  const target = openDirectory(mill.settings.publish.dir)
  const read: string[] = []
  const counting = { ...target, read: async (path: string) => (read.push(path), target.read(path)) }
  const report = await mill.publish({ target: counting, ...edges })
  return { read: read.filter((path) => path !== 'manifest.json').sort(), report }
}

describe('a feed that is to be rewritten', () => {
  it('is neither read nor written where its files show what they would show', async () => {
    const before = snapshot(mill.settings.publish.dir)
    await ingest(mill.store, [one(1, 'Better, but long gone from the feed')])
    const { read, report } = await publishCounting()
    assert.deepEqual([read, report.written], [[], 0])
    assert.deepEqual(snapshot(mill.settings.publish.dir), before)
  })

  it('is written where only the text around its entries is another', async () => {
    await mill.store.save({ sourceId: sourceId('ruby'), seenAt: 1, arrivals: [], removed: [articleId(sourceId('ruby'), 'urn:n:1')], files: [], forgottenFiles: [], state: visited() })
    const { read } = await publishCounting()
    assert.deepEqual(read.filter((path) => path.startsWith('all.')), ['all.atom', 'all.html', 'all.json', 'all.rss'])
    assert.match(mill.read('all.html'), /2 stories/u)
  })

  const reasons = [
    { it: 'whose frames nobody noted, as in stores of before,', spoil: forgetFrames },
    { it: 'that has a file cut off', spoil: async () => writeFileSync(fileAt('all.json'), readFileSync(fileAt('all.json')).subarray(0, 100)) },
    { it: 'after a run that did not end', spoil: () => mill.store.saveSetting(OPEN, 'yes') },
  ]
  for (const { it: sentence, spoil } of reasons) {
    it(`${sentence} is looked at, and whole afterwards`, async () => {
      const before = mill.read('all.json')
      await ingest(mill.store, [one(1, 'Better')])
      await spoil()
      const { read } = await publishCounting()
      assert.ok(read.includes('all.json'))
      assert.equal(mill.read('all.json'), before)
    })
  }

  it('is compared for `publish --all`', async () => {
    const { read } = await publishCounting({ compare: true })
    assert.ok(read.includes('all.json'))
  })
})

async function forgetFrames(): Promise<void> {
  for (const record of (await mill.store.loadDocuments()).values()) {
    const cuts = await mill.store.loadCuts(record.path)
    await mill.store.saveDocuments([{ ...record, cuts: cuts && { ...cuts, frame: '' } }], [])
  }
}
