// The other end of threads.ts: runs in a thread of its own, does one task after the other, knows neither store nor network.

import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { PostTask, PreparedPost } from '../../ingest/posts/prepare.ts'

/** What threads can do. */
export interface Works {
  readonly posts: { readonly task: PostTask; readonly result: readonly PreparedPost[] }
}

type Question = { readonly [Kind in keyof Works]: { readonly id: number; readonly kind: Kind; readonly task: Works[Kind]['task'] } }[keyof Works]

export type Answer = { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: unknown }

const { compileCache } = workerData as { readonly compileCache: string | null }
if (compileCache !== null) enableCompileCache(compileCache)
const { preparePosts, withSharedBuffer } = await import('../../ingest/posts/prepare.ts') // after the cache is there

parentPort?.on('message', ({ id, task }: Question) => {
  try {
    const { prepared, buffer } = withSharedBuffer(preparePosts(task, null))
    parentPort?.postMessage({ id, result: prepared } satisfies Answer, [buffer])
  } catch (error) {
    parentPort?.postMessage({ id, error } satisfies Answer, [])
  }
})
