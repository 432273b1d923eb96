// Which files of a feed that is to be rewritten are read and made again, counted on a real folder.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { articleId } from '../../src/model/identity.ts'
import { NO_TAXONOMY, termKey } from '../../src/model/taxonomy.ts'
import { openDirectory } from '../../src/publish/deliver/directory.ts'
import type { PublishReport } from '../../src/publish/edges.ts'
import { RUN_IS_OPEN } from '../../src/publish/setting-names.ts'
import { articleOf, ingest, type Mill, NOW, openMill, snapshot, sourceId, terms, visited } from './mill.ts'

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

function tagged(n: number, ...tags: readonly string[]) {
  return articleOf(`urn:n:${n}`, { publishedAt: n, tags: terms(...tags) })
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

  it('is written at the addresses of a term that is merged into its own', async () => {
    await ingest(mill.store, [tagged(1, 'ruby', 'rb'), tagged(2, 'ruby'), tagged(3, 'ruby')])
    await mill.publish()
    const taxonomy = { ...NO_TAXONOMY, aliases: new Map([[termKey('rb'), 'ruby']]) }
    await mill.store.applyTaxonomy(taxonomy)
    await ingest(mill.store, [tagged(1, 'ruby')])
    await mill.store.mergeTerms(taxonomy)
    await mill.publish()
    for (const format of ['rss', 'atom', 'json']) assert.equal(mill.read(`tag/rb.${format}`), mill.read(`tag/ruby.${format}`))
    assert.match(mill.read('tag/rb.html'), /tag\/ruby\.html/u)
  })

  it('has the time of its newest change in the lists, though its files show none', async () => {
    const settings = { ...mill.settings, publish: { ...mill.settings.publish, formats: ['json'] as const } }
    const twins = ['urn:n:4', 'urn:n:5', 'urn:n:6'].map((guid) => articleOf(guid, { publishedAt: 4 }))
    await ingest(mill.store, twins)
    await mill.publish({}, settings)
    const shown = mill.read('all.json')
    const hidden = twins.find(({ guid }) => !shown.includes(`"${guid}"`))
    await mill.store.retract(hidden === undefined ? [] : [hidden.id], NOW)
    await mill.publish({}, settings)
    const before = snapshot(settings.publish.dir)
    assert.equal(mill.read('all.json'), shown)
    await mill.publish({ compare: true }, settings)
    assert.deepEqual(snapshot(settings.publish.dir), before)
  })

  const reasons = [
    { it: 'whose frames nobody noted, as in stores of before,', spoil: forgetFrames },
    { it: 'that has a file cut off', spoil: async () => writeFileSync(fileAt('all.json'), readFileSync(fileAt('all.json')).subarray(0, 100)) },
    { it: 'after a run that did not end', spoil: () => mill.store.saveSetting(RUN_IS_OPEN, 'yes') },
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
    const ranges = await mill.store.loadRanges(record.path)
    await mill.store.saveDocuments([{ ...record, ranges: ranges && { ...ranges, frame: '' } }], [])
  }
}
