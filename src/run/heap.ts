// EDGE: what is asked of V8 for a run that takes in documents (docs/decisions/0017-heap.md).

import { setFlagsFromString } from 'node:v8'
import type { Settings } from '../settings/settings.ts'

const GROWTH = 60 // percent of what is in use: by so much the heap grows before V8 looks through it for what is not

/**
 * For the whole process, and thus for the command line alone. What is made of documents lives too long for small collections; posts leave
 * little behind, and a site of nothing else would pay some percent of its time.
 */
export function boundHeap({ sources }: Settings): void {
  if (sources.some(({ type }) => type !== 'posts')) setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
}
