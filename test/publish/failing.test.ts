// A publish that fails or is told to end in the middle: nothing works on behind it, and the next run ends what it began.
import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { openDirectory } from '../../src/publish/deliver/directory.ts'
import type { StagedFile, Target } from '../../src/publish/deliver/target.ts'
import type { Store, StoredArticle } from '../../src/store/store.ts'
import { articleOf, ingest, type Mill, openMill, terms } from './mill.ts'

const FAILURE = new Error('out of order')
const AWHILE = 15 // ms, far longer than any other step of a run here
let mill: Mill
let atWork: number // what has begun, of what takes a while, and not ended

beforeEach(async () => {
  mill = await openMill()
  atWork = 0
  await ingest(mill.store, [articleOf('one', { tags: terms('a') }), articleOf('two', { tags: terms('b') })])
})
afterEach(() => mill.close())

async function slowly<T>(work: () => Promise<T>): Promise<T> {
  atWork += 1
  await setTimeout(AWHILE)
  return work().finally(() => (atWork -= 1))
}

function slowTarget(): Target {
  const target = openDirectory(mill.settings.publish.dir)
  return { ...target, stage: async (file) => slowToCommit(await target.stage(file)) }
}

function slowToCommit(file: StagedFile | null): StagedFile | null {
  return file && { ...file, commit: () => slowly(() => file.commit()) }
}

function slowStore(): Store {
  return { ...mill.store, loadPage: (...which) => slowly(() => mill.store.loadPage(...which)) }
}

/** One that fails where the feed of a source is opened. */
function damagedStore(): Store {
  const store = slowStore()
  return { ...store, loadPage: (key, ...which) => (key.kind === 'source' ? Promise.reject(FAILURE) : store.loadPage(key, ...which)) }
}

function tree(): Record<string, string> {
  return Object.fromEntries(mill.files().map((path) => [path, readFileSync(join(mill.settings.publish.dir, path), 'utf8')]))
}

/** The next run makes the tree that one into an empty folder makes. */
async function assertMended(): Promise<void> {
  await mill.publish()
  const mended = tree()
  rmSync(mill.settings.publish.dir, { recursive: true })
  await mill.publish()
  assert.deepEqual(mended, tree())
}

describe('a publish that fails', () => {
  it('while the next feed is being opened waits for that', async () => {
    await ingest(mill.store, [articleOf('draft', { contentHtml: '' })])
    await assert.rejects(mill.publish({ store: slowStore(), complete: () => Promise.reject(FAILURE) }), FAILURE)
    assert.equal(atWork, 0)
    await assertMended()
  })

  it('while other posts of a feed are being rendered waits for them', async () => {
    await ingest(mill.store, [articleOf('bad', { contentHtml: '' }), articleOf('good', { contentHtml: '' })])
    const complete = (stored: StoredArticle): Promise<StoredArticle> => (stored.article.guid === 'bad' ? Promise.reject(FAILURE) : slowly(() => Promise.resolve(stored)))
    await assert.rejects(mill.publish({ complete }), FAILURE)
    assert.equal(atWork, 0)
    await assertMended()
  })

  it('while files are being written waits for them', async () => {
    const articles = Array.from({ length: 40 }, (_, n) => articleOf(`long ${n}`, { contentHtml: `<p>${'long '.repeat(10_000)}</p>` }))
    await ingest(mill.store, articles) // more than go out together
    await assert.rejects(mill.publish({ store: damagedStore(), target: slowTarget() }), FAILURE)
    assert.equal(atWork, 0)
    assert.ok(mill.files().includes('all.rss'))
    await assertMended()
  })

  it('at the opening of a feed has told of the feeds before it, and of none after', async () => {
    const told: string[] = []
    await assert.rejects(mill.publish({ store: damagedStore(), onProgress: (_done, _total, what) => told.push(what) }), FAILURE)
    assert.deepEqual(told, ['all', 'tag/a', 'tag/b'])
    await assertMended()
  })
})

describe('a publish that is told to end', () => {
  it('has told of the feeds that it wrote alone', async () => {
    const told: string[] = []
    const interruption = new AbortController()
    const onProgress = (done: number, total: number, what: string): void => {
      told.push(`${what} ${done}/${total}`)
      if (what === 'tag/a') interruption.abort()
    }
    await mill.publish({ signal: interruption.signal, onProgress })
    assert.deepEqual(told, ['all 0/4', 'tag/a 1/4'])
    await assertMended()
  })
})
