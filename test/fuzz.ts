// `npm run fuzz [INPUTS] [SEED]`: a million mutated documents through readFeed, as test/ingest/read-feed.test.ts does with a few thousand.
// A failure is shrunk and printed with the seed that repeats it.

import * as fc from 'fast-check'
import { checkReading, documents } from './ingest/mutations.ts'

const BATCH = 10_000
const HANG = 5000 // milliseconds; no document here is over a few kilobytes

const inputs = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? 1)
const startedAt = performance.now()

for (let done = 0; done < inputs; done += BATCH) {
  fc.assert(fc.property(documents, checkInTime), { numRuns: Math.min(BATCH, inputs - done), seed: seed + done })
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  process.stderr.write(`${done + BATCH} of ${inputs} documents, ${seconds} s\n`)
}

function checkInTime(bytes: Uint8Array): void {
  const before = performance.now()
  checkReading(bytes)
  if (performance.now() - before > HANG) throw new Error('it took too long')
}
