// Other threads for large batches of pure work: started when the first task comes, ended with the run. A few tasks are on their way at
// most, so that memory stays bounded. What they can do is in thread.ts; results are the same bytes as without them.

import { getCompileCacheDir } from 'node:module'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Answer, Works } from './thread.ts'

const MAX_THREADS = 3 // one thread takes what they make, and can take no more than that
const AHEAD = 12 // tasks in work or waiting: what whoever takes them saves at once, as nobody is handed another one meanwhile
const YOUNG = 16 // MB of a thread's memory for what lives shortly; V8 takes several times as much where nobody says so

export interface Threads {
  readonly size: number // how many there are, or will be
  /** What becomes of each task, in their order. @throws what the work throws: a bug */
  run<Kind extends keyof Works>(kind: Kind, tasks: Iterable<Works[Kind]['task']>): AsyncIterable<Works[Kind]['result']>
  close(): Promise<void>
}

interface Thread {
  readonly worker: Worker
  readonly waiting: Map<number, { readonly resolve: (result: unknown) => void; readonly reject: (error: unknown) => void }>
}

/** Null where there is one core alone: other threads would only take turns with this one. */
export function createThreads(cores = availableParallelism()): Threads | null {
  const size = Math.min(cores - 1, MAX_THREADS)
  if (size < 1) return null
  const threads: Thread[] = []
  let sent = 0
  const send = (kind: keyof Works, task: unknown): Promise<unknown> => {
    if (threads.length < size) threads.push(startThread())
    const thread = threads.reduce((least, other) => (other.waiting.size < least.waiting.size ? other : least))
    const id = (sent += 1)
    return new Promise((resolve, reject) => {
      thread.waiting.set(id, { resolve, reject })
      thread.worker.postMessage({ id, kind, task }, [])
    })
  }
  return {
    size,
    async *run(kind, tasks) {
      const ahead: Promise<unknown>[] = []
      for (const task of tasks) {
        const result = send(kind, task)
        result.catch(() => {}) // it is awaited in its turn, unless one before it failed
        ahead.push(result)
        if (ahead.length === AHEAD) yield (await ahead.shift()) as Works[typeof kind]['result']
      }
      for (const result of ahead) yield (await result) as Works[typeof kind]['result']
    },
    async close() {
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()))
    },
  }
}

/** From src/ and from dist/ alike. */
function startThread(): Thread {
  const file = import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js'
  const worker = new Worker(new URL(file, import.meta.url), { workerData: { compileCache: getCompileCacheDir() ?? null }, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } })
  const thread: Thread = { worker, waiting: new Map() }
  const failAll = (error: unknown): void => {
    for (const { reject } of thread.waiting.values()) reject(error)
    thread.waiting.clear()
  }
  worker.on('message', ({ id, ...answer }: Answer) => {
    const asked = thread.waiting.get(id)
    thread.waiting.delete(id)
    if ('error' in answer) asked?.reject(answer.error)
    else asked?.resolve(answer.result)
  })
  worker.on('error', failAll)
  worker.on('exit', () => failAll(new Error('a thread ended before its work was done')))
  return thread
}
