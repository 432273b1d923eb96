import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'vitest'
import { createOutbox, type Outbox, type StagedDocument } from '../../../src/publish/deliver/outbox.ts'

describe('an outbox', () => {
  let sent: string[][]
  let discarded: string[]
  let failing: string | null
  let outbox: Outbox
  beforeEach(() => {
    sent = []
    discarded = []
    failing = null
    outbox = createOutbox(async (files) => {
      sent.push(files.map(({ record }) => record.path))
      if (files.some(({ record }) => record.path === failing)) throw new Error('full')
    })
  })

  function file(path: string, bytes: number): StagedDocument {
    const record = { path, mediaType: 'text/plain', sha256: '', bytes, items: 0, updatedAt: null, ranges: null }
    return { record, staged: { path, commit: async () => {}, discard: async () => void discarded.push(path) } }
  }

  it('sends together what is some megabytes, and the rest when it is emptied', async () => {
    for (const path of ['a', 'b', 'c']) await outbox.add([file(path, 2_000_000)])
    assert.deepEqual(sent, [['a', 'b']])
    await outbox.empty()
    assert.deepEqual(sent, [['a', 'b'], ['c']])
  })

  it('tells of a failure with the next batch, which it discards', async () => {
    failing = 'a'
    await outbox.add([file('a', 4_000_000)])
    await assert.rejects(outbox.add([file('b', 4_000_000)]), { message: 'full' })
    await outbox.rest()
    assert.deepEqual([sent, discarded], [[['a']], ['b']])
  })
})
