// The other end of threads.ts: runs in a thread of its own, does one task after the other, knows neither store nor network.

import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { RenderedPost } from '../../ingest/normalize/post-body.ts'
import type { PostTask, PreparedPost } from '../../ingest/posts/prepare.ts'

/** What threads can do. */
export interface Works {
  readonly posts: { readonly task: PostTask; readonly result: readonly PreparedPost[] }
  readonly bodies: { readonly task: readonly Uint8Array[]; readonly result: readonly RenderedPost[] } // of posts, as the store keeps them
}

type Question = { readonly [Kind in keyof Works]: { readonly id: number; readonly kind: Kind; readonly task: Works[Kind]['task'] } }[keyof Works]

export type Answer = { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: unknown }

const { compileCache } = workerData as { readonly compileCache: string | null }
if (compileCache !== null) enableCompileCache(compileCache)
// After the cache is there.
const { renderKept } = await import('../../ingest/normalize/post-body.ts')
const { preparePosts, withSharedBuffer } = await import('../../ingest/posts/prepare.ts')

/** What a task comes to, and the buffers that go with it. */
function work(question: Question): { readonly result: unknown; readonly buffers: ArrayBuffer[] } {
  if (question.kind === 'bodies') return { result: question.task.map(renderKept), buffers: [] }
  const { prepared, buffer } = withSharedBuffer(preparePosts(question.task, null))
  return { result: prepared, buffers: [buffer] }
}

parentPort?.on('message', (question: Question) => {
  const { id } = question
  try {
    const { result, buffers } = work(question)
    parentPort?.postMessage({ id, result } satisfies Answer, buffers)
  } catch (error) {
    parentPort?.postMessage({ id, error } satisfies Answer, [])
  }
})
