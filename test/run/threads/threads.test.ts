// A large folder of posts prepared by other threads: the store ends up as without them, and what is wrong with one post stays its own.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { batchesOf, scanPosts } from '../../../src/ingest/fetch/posts.ts'
import { ingestPosts } from '../../../src/ingest/posts.ts'
import type { PostsVisit } from '../../../src/ingest/posts/visit.ts'
import { type PreparedPost, preparePosts, type PostTask } from '../../../src/ingest/posts/prepare.ts'
import { rulesOf } from '../../../src/ingest/rules.ts'
import type { Note } from '../../../src/model/note.ts'
import { type PostsSource, UNVISITED } from '../../../src/model/source.ts'
import { NO_TAXONOMY } from '../../../src/model/taxonomy.ts'
import { createThreads, type Threads } from '../../../src/run/threads/threads.ts'
import { openSqlite } from '../../../src/store/sqlite.ts'
import type { StoredArticle } from '../../../src/store/store.ts'
import { NOON, postsSource } from '../../support/post-source.ts'

const POSTS = 2200

let folder: string
let source: PostsSource
let threads: Threads

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feedmill-threads-'))
  source = postsSource('jekyll', { path: join(folder, 'site') })
  mkdirSync(join(folder, 'site/_posts'), { recursive: true })
  for (let n = 0; n < POSTS; n += 1) write(n, textOf(n))
  const made = createThreads(3)
  assert.ok(made !== null)
  threads = made
})

afterEach(async () => {
  await threads.close()
  rmSync(folder, { recursive: true })
})

/** Every kind of post: plain, Chinese, one that links to another, broken, hidden, future, with the address of another. */
function textOf(n: number): string {
  const kinds = ['Text.', '財經 **新聞**。\n\n* 一', 'See {% post_url 2026-01-01-p0 %}.']
  const heads = ['', 'published: false\n', 'date: 2027-01-01\n', 'title: "open\n', 'permalink: /same/\n', 'tags: [a, 財經]\n']
  return `---\n${n % 50 < heads.length ? heads[n % 50] : ''}---\n${kinds[n % kinds.length]} ${n}\n`
}

function write(n: number, text: string): void {
  const file = join(folder, `site/_posts/2026-01-01-p${n}.md`)
  writeFileSync(file, text)
  utimesSync(file, NOON / 1000 - 9999, NOON / 1000 - 9999)
}

async function ingest(name: string, elsewhere: boolean): Promise<{ visits: PostsVisit[]; articles: readonly StoredArticle[] }> {
  const store = await openSqlite(join(folder, name))
  const rules = rulesOf(source, NO_TAXONOMY)
  const edges = { store, now: () => NOON, signal: new AbortController().signal }
  const withThreads = { ...edges, prepareElsewhere: (tasks: Iterable<PostTask>) => threads.run('posts', tasks) }
  const visits: PostsVisit[] = []
  for (let visit = 0; visit < 2; visit += 1) {
    const state = (await store.loadSourceStates()).get(source.id) ?? UNVISITED
    visits.push(await ingestPosts(source, state, rules, elsewhere ? withThreads : edges))
  }
  const articles = await store.loadArticles(source.id, null, POSTS)
  await store.close()
  return { visits, articles }
}

/** Without the kind of its bytes: a buffer becomes a plain array on its way. */
function summary({ file, sha256, outcome }: PreparedPost): unknown {
  if (outcome.kind !== 'post') return [file, sha256, outcome]
  const { arrival, ...rest } = outcome
  return [file, sha256, rest, arrival.article, Buffer.from(arrival.raw).toString()]
}

describe('threads', () => {
  it('bring what one thread alone brings', async () => {
    const alone = await ingest('alone.db', false)
    const together = await ingest('together.db', true)
    assert.ok(alone.articles.length > 1800 && alone.visits[0]?.notes.some(({ message }: Note) => message.includes('has the same address')))
    assert.deepEqual(together, alone)
  })

  it('give results in the order of the tasks', async () => {
    const rules = rulesOf(source, NO_TAXONOMY)
    const { files } = await scanPosts(source)
    const tasks = [...batchesOf(files)].map((batch): PostTask => ({ source, rules, now: NOON, posts: batch.map((file) => ({ file, knownHash: null })) }))
    const found: PreparedPost[] = []
    for await (const prepared of threads.run('posts', tasks)) found.push(...prepared)
    const expected = tasks.flatMap((task) => preparePosts(task, null))
    assert.equal(tasks.length > 3, true)
    assert.deepEqual(found.map(summary), expected.map(summary))
  })

  it('fail as the work does', async () => {
    const broken = { posts: [{}] } as unknown as PostTask
    await assert.rejects(async () => {
      for await (const prepared of threads.run('posts', [broken])) assert.fail(JSON.stringify(prepared))
    }, TypeError)
  })

  it('fail when they are ended before their work', async () => {
    const tasks = [{ source, rules: rulesOf(source, NO_TAXONOMY), now: NOON, posts: [] }]
    const results = threads.run('posts', tasks)[Symbol.asyncIterator]()
    const next = results.next()
    await Promise.all([assert.rejects(next, /ended before its work/u), threads.close()])
  })

  it('are none where there is one core', () => assert.equal(createThreads(1), null))
})
