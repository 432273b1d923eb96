// Bodies of posts, rendered side by side: of those that are asked for at once this thread renders a share and other threads the rest.
// What renders them is loaded with the first one.

import type { RenderedPost } from '../../ingest/normalize/post-body.ts'
import type { StoredArticle } from '../../store/store.ts'
import type { Threads } from './threads.ts'

/** So many bodies of a run are rendered here: to start a thread takes as long. */
const FEW = 300
/** Fewer than this at once are not worth a message. */
const LEAST = 8

interface Asked {
  readonly stored: StoredArticle
  readonly resolve: (stored: StoredArticle) => void
  readonly reject: (error: unknown) => void
}

const loadRenderer = once(() => import('../../ingest/normalize/post-body.ts'))

/** To ask for a module again that is there takes as long as to render a short body. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null
  return () => (loaded ??= load())
}

/** @returns  what completes one post; posts that are asked for in one turn of the loop are rendered together */
export function createCompletion(threads: Threads | null): (stored: StoredArticle) => Promise<StoredArticle> {
  let rendered = 0
  let together: Asked[] = []
  if (threads === null) return complete
  const start = (): void => {
    const asked = together
    together = []
    rendered += asked.length
    if (asked.length < LEAST) for (const one of asked) settle(one)
    else renderTogether(asked, threads)
  }
  return (stored) => {
    if (rendered < FEW) {
      rendered += 1
      return complete(stored)
    }
    return new Promise((resolve, reject) => {
      if (together.push({ stored, resolve, reject }) === 1) queueMicrotask(start)
    })
  }
}

/** Equal shares; ours comes last, while the others are at work. */
function renderTogether(asked: readonly Asked[], threads: Threads): void {
  const share = Math.ceil(asked.length / (threads.size + 1))
  const ours = asked.slice(0, share)
  const shares: Asked[][] = []
  for (let at = share; at < asked.length; at += share) shares.push(asked.slice(at, at + share))
  for (const theirs of shares) void renderElsewhere(theirs, threads)
  for (const one of ours) settle(one)
}

async function complete(stored: StoredArticle): Promise<StoredArticle> {
  const { completePost } = await loadRenderer()
  return completePost(stored).stored
}

async function renderElsewhere(asked: readonly Asked[], threads: Threads): Promise<void> {
  try {
    const results: RenderedPost[] = []
    for await (const rendered of threads.run('bodies', [asked.map(({ stored }) => stored.raw)])) results.push(...rendered)
    const { withText } = await loadRenderer()
    for (const [at, rendered] of results.entries()) asked[at]?.resolve(withText(asked[at].stored, rendered))
  } catch (error) {
    for (const { reject } of asked) reject(error)
  }
}

function settle({ stored, resolve, reject }: Asked): void {
  void complete(stored).then(resolve, reject)
}
