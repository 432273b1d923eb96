// Visits that changed nothing: kept together, never for long.

import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import type { SourceId } from '../../src/model/article.ts'
import { openVisitLog } from '../../src/run/visit-log.ts'
import type { Visit } from '../../src/store/store.ts'

function openLog() {
  const saved: number[] = []
  let now = 0
  const log = openVisitLog({ saveVisits: async (visits) => void saved.push(visits.length) }, () => now)
  const visit: Visit = { sourceId: 'a' as SourceId, at: 1, nextDueAt: null }
  const keep = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n += 1) await log.keep(visit)
  }
  return { saved, keep, flush: log.flush, wait: (ms: number) => (now += ms) }
}

describe('a visit log', () => {
  it('saves some hundred visits at once', async () => {
    const { saved, keep } = openLog()
    await keep(1200)
    assert.deepEqual(saved, [500, 500])
  })

  it('saves what is left when it is told to, once', async () => {
    const { saved, keep, flush } = openLog()
    await keep(3)
    await flush()
    await flush()
    assert.deepEqual(saved, [3])
  })

  it('does not keep a visit for longer than a second when others follow', async () => {
    const { saved, keep, wait } = openLog()
    await keep(2)
    wait(1000)
    await keep(1)
    wait(999)
    await keep(1)
    assert.deepEqual(saved, [3])
  })
})
