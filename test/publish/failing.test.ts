// A publish that fails or is told to end in the middle: nothing works on behind it, and the next run ends what it began.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, it } from 'vitest'
import type { Article } from '../../src/model/article.ts'
import { openDirectory } from '../../src/publish/deliver/directory.ts'
import type { StagedFile, Target } from '../../src/publish/deliver/target.ts'
import type { Settings } from '../../src/settings/settings.ts'
import type { Store, StoredArticle } from '../../src/store/store.ts'
import { articleOf, feedSource, filesBelow, ingest, type Mill, openMill, sourceId, terms } from './mill.ts'

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

/** One that is broken off as if by a kill: each file comes into its place, and nothing is done after that. */
function brokenOff(dir: string): Target {
  const target = openDirectory(dir)
  return { ...target, stage: async (file) => breakingOff(await target.stage(file)) }
}

function breakingOff(file: StagedFile | null): StagedFile | null {
  return file && { ...file, commit: () => file.commit().then(() => Promise.reject(FAILURE)) }
}

/** A run that is told to end after so many feeds. */
async function endedAfter(feeds: number, settings: Settings): Promise<void> {
  const stop = new AbortController()
  await mill.publish({ signal: stop.signal, onProgress: (done) => done + 1 >= feeds && stop.abort() }, settings)
}

/** More than go out together. */
function longArticles(): Article[] {
  return Array.from({ length: 40 }, (_, n) => articleOf(`long ${n}`, { contentHtml: `<p>${'long '.repeat(10_000)}</p>` }))
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

/** Nothing stands aside, and the next run makes the tree that one into an empty folder makes. */
async function assertMended(): Promise<void> {
  assert.deepEqual(filesBelow(mill.root).filter((path) => path.endsWith('.tmp')), [])
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
    await ingest(mill.store, longArticles())
    await assert.rejects(mill.publish({ store: damagedStore(), target: slowTarget() }), FAILURE)
    assert.equal(atWork, 0)
    assert.ok(mill.files().includes('all.rss'))
    await assertMended()
  })

  it('as its records cannot be saved leaves no file, in place or aside', async () => {
    await ingest(mill.store, longArticles())
    const saveDocuments: Store['saveDocuments'] = (records, gone) => (records.length === 0 ? mill.store.saveDocuments(records, gone) : slowly(() => Promise.reject(FAILURE)))
    await assert.rejects(mill.publish({ store: { ...mill.store, saveDocuments } }), FAILURE)
    assert.equal(atWork, 0)
    assert.deepEqual(mill.files(), [])
    await assertMended()
  })

  it('between two files knows later what it wrote, although their articles changed or left', async () => {
    const [one, two] = [articleOf('one', { tags: terms('a') }), articleOf('two', { tags: terms('b') })]
    const posts = join(mill.root, 'posts')
    const settings: Settings = { ...mill.settings, publish: { ...mill.settings.publish, posts: { dir: posts, dialect: 'jekyll' } } }
    for (const dir of [settings.publish.dir, posts]) {
      const [target, inPosts] = [settings.publish.dir, posts].map((each) => (each === dir ? brokenOff(each) : openDirectory(each)))
      await assert.rejects(mill.publish({ target: target!, posts: inPosts! }, settings), FAILURE)
      assert.ok(filesBelow(dir).length > 0)
    }
    await mill.store.save({ sourceId: one.sourceId, seenAt: 0, arrivals: [], removed: [one.id], files: [], forgottenFiles: [], state: null })
    await ingest(mill.store, [{ ...two, title: 'Other', revision: 'other' }])
    await mill.publish({}, settings)
    assert.deepEqual([mill.files().filter((path) => path.startsWith('tag/a')), readdirSync(posts).length], [[], 1])
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
  for (const feeds of [1, 3]) {
    it(`after ${feeds} feeds under other settings is made good, though those are as before by then`, async () => {
      await mill.publish()
      await endedAfter(feeds, { ...mill.settings, site: { ...mill.settings.site, title: 'For a moment' } })
      await mill.publish()
      assert.equal((await mill.publish({ compare: true })).written, 0)
    })

    it(`after ${feeds} feeds shows a source that was new as the config calls it by then`, async () => {
      await mill.publish()
      const named = (title: string | null): Settings => ({ ...mill.settings, sources: [feedSource('ruby'), feedSource('rust', { title })], publish: { ...mill.settings.publish, posts: { dir: join(mill.root, '_posts'), dialect: 'jekyll' } } })
      await ingest(mill.store, [articleOf('three', { sourceId: sourceId('rust'), tags: terms('a', 'b') })])
      await endedAfter(feeds, named('Before'))
      await mill.publish({}, named('After'))
      assert.ok(!mill.read('all.json').includes('Before') && !mill.read('tag/a.html').includes('Before'))
      assert.equal((await mill.publish({ compare: true }, named('After'))).written, 0)
    })
  }

  it('among posts shows a source as the config calls it by then', async () => {
    const named = (title: string): Settings => ({ ...mill.settings, sources: [feedSource('ruby', { title })], publish: { ...mill.settings.publish, posts: { dir: join(mill.root, '_posts'), dialect: 'jekyll' } } })
    await mill.publish({}, named('One'))
    await assert.rejects(mill.publish({ posts: brokenOff(join(mill.root, '_posts')) }, named('Two')), FAILURE)
    await mill.publish({}, named('One'))
    const posts = filesBelow(join(mill.root, '_posts')).map((path) => readFileSync(join(mill.root, '_posts', path), 'utf8'))
    assert.deepEqual(posts.map((post) => /^source: (.*)$/mu.exec(post)?.[1]), ['"One"', '"One"'])
  })

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
