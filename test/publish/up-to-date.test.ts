// A run in which nothing changed does not look at every feed and file; whatever did change is seen all the same.

import assert from 'node:assert/strict'
import { readdirSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { openDirectory } from '../../src/publish/deliver/directory.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { articleOf, channelOf, feedSource, ingest, type Mill, openMill, sourceId, terms, visited } from './mill.ts'

const OLD = new Date(2026, 0, 1)

describe('a tree that is complete', () => {
  let mill: Mill

  beforeEach(async () => {
    mill = await openMill()
    await ingest(mill.store, [articleOf('one', { tags: terms('a') })])
    await mill.publish()
    age()
    await mill.publish()
  })
  afterEach(async () => mill.close())

  /** As if all in the folder had happened long ago. */
  function age(): void {
    const { dir } = mill.settings.publish
    for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) utimesSync(join(entry.parentPath, entry.name), OLD, OLD)
    utimesSync(dir, OLD, OLD)
  }

  /** Publishes, and tells how often the whole folder was listed. */
  async function publishAndCount(settings = mill.settings, compare = false) {
    const target = openDirectory(settings.publish.dir)
    let lists = 0
    const list = async (): Promise<ReadonlySet<string>> => {
      lists += 1
      return target.list()
    }
    const report = await mill.publish({ target: { ...target, list }, compare }, settings)
    return { lists, ...report }
  }

  it('is not listed again', async () => {
    assert.deepEqual(await publishAndCount(), { lists: 0, written: 0, unchanged: mill.files().length - 1, removed: 0, bytes: 0 })
  })

  it('is listed when it is to be compared', async () => {
    assert.equal((await publishAndCount(mill.settings, true)).lists, 1)
  })

  const twoSources = (): Settings => ({ ...mill.settings, sources: [...mill.settings.sources, feedSource('rust')] })
  const changes: readonly { readonly it: string; readonly step: () => Promise<unknown> | void; readonly settings?: () => Settings; readonly written: number }[] = [
    { it: 'an article came', step: () => ingest(mill.store, [articleOf('two')]), written: 9 },
    { it: 'a source was visited and calls itself something else', step: () => mill.store.saveSourceState(sourceId('ruby'), visited({ channel: channelOf({ title: 'Ruby Daily' }) })), written: 15 },
    { it: 'a source has another picture', step: () => mill.store.saveSourceState(sourceId('ruby'), visited({ channel: channelOf({ imageUrl: 'https://ruby.example.net/i.png' }) })), written: 3 },
    { it: 'a source answered for the first time, without any article', step: () => mill.store.saveSourceState(sourceId('rust'), visited()), settings: twoSources, written: 7 },
    { it: 'its source left the config', step: () => mill.store.retireSourcesExcept([]), written: 11 },
    { it: 'somebody removed a file', step: () => rmSync(join(mill.settings.publish.dir, 'source/ruby.rss')), written: 1 },
    { it: 'somebody removed the manifest', step: () => rmSync(join(mill.settings.publish.dir, 'manifest.json')), written: 0 },
  ]
  for (const { it: what, step, settings, written } of changes) {
    it(`is looked through when ${what}`, async () => {
      await step()
      const report = await publishAndCount(settings?.())
      assert.deepEqual([report.lists, report.written], [1, written])
      assert.ok(mill.files().includes('manifest.json'))
    })
  }

  it('is looked through when the config changed', async () => {
    assert.equal((await publishAndCount({ ...mill.settings, schedule: '0 * * * *' })).lists, 1)
    assert.equal((await publishAndCount({ ...mill.settings, sources: [feedSource('ruby', { title: 'Mine' })] })).lists, 1)
  })

  it('is not listed for a failure that readers see nothing of', async () => {
    await mill.store.saveSourceState(sourceId('ruby'), visited({ failures: 3 }))
    assert.equal((await publishAndCount()).lists, 0)
  })
})
