// Bodies of posts by several threads: the same bytes as by one, each post's own, whoever renders it.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { bytesOfItem, bytesOfPost } from '../../../src/ingest/normalize/kept.ts'
import { completePost, rawPost } from '../../../src/ingest/normalize/post-body.ts'
import { createCompletion } from '../../../src/run/threads/bodies.ts'
import { createThreads, type Threads } from '../../../src/run/threads/threads.ts'
import type { StoredArticle } from '../../../src/store/store.ts'
import { article, NOON } from '../../store/samples.ts'
import { postsSource, read } from '../../support/post-source.ts'

const SIGHTING = { firstSeenAt: NOON, revisedAt: null, sortAt: NOON }

function post(n: number): StoredArticle {
  const result = read(`---\ntitle: Post\n---\n財經 **${n}** <script>alert(1)</script>\n\n* more [x](javascript:x) ${n}\n`, `_posts/2026-04-01-${n}.md`, postsSource('jekyll'))
  assert.ok(result.kind === 'post')
  const summary = n % 3 === 0 ? `Summary ${n}` : null
  return { article: article('blog', String(n), { contentHtml: '', summary }), raw: bytesOfPost(rawPost(result.item, result.body)), complete: false, sighting: SIGHTING }
}

async function withThreads(use: (threads: Threads) => Promise<void>): Promise<void> {
  const threads = createThreads(3)
  assert.ok(threads !== null)
  try {
    await use(threads)
  } finally {
    await threads.close()
  }
}

describe('bodies', () => {
  it('are what one thread alone makes of them, in any numbers', async () => {
    await withThreads(async (threads) => {
      const complete = createCompletion(threads)
      for (const count of [320, 50, 7, 1, 9]) {
        const posts = Array.from({ length: count }, (_, n) => post(n))
        assert.deepEqual(await Promise.all(posts.map(async (one) => complete(one))), posts.map((one) => completePost(one).stored))
      }
    })
  })

  it('that cannot be read fail, here and elsewhere', async () => {
    await withThreads(async (threads) => {
      const complete = createCompletion(threads)
      for (let n = 0; n < 300; n += 1) await complete(post(n))
      const posts = Array.from({ length: 8 }, (_, n) => post(n))
      const broken = { ...post(8), raw: bytesOfItem({}) }
      const asked = [...posts, broken, broken, ...posts]
      const outcomes = await Promise.allSettled([broken, ...asked].map(async (one) => complete(one)))
      assert.deepEqual([outcomes[0]?.status, outcomes[1]?.status, outcomes[9]?.status], ['rejected', 'fulfilled', 'rejected'])
    })
  })

  it('are rendered here where there are no other threads', async () => {
    assert.deepEqual(await createCompletion(null)(post(1)), completePost(post(1)).stored)
  })
})
