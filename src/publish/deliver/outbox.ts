// Documents on their way out while later ones are made: at most two batches of them, the one that is sent and the one that fills.

import type { WrittenDocument } from '../../model/document.ts'
import { discardAll } from './stage.ts'
import type { StagedFile } from './target.ts'

const BATCH_BYTES = 4_000_000 // of files that are synced together

/** A file on its way out, and what is to be recorded of it. */
export interface StagedDocument {
  readonly record: WrittenDocument
  readonly staged: StagedFile | null // null: it is there
}

export interface Outbox {
  /** Waits while two batches are in it. */
  add(files: readonly StagedDocument[]): Promise<void>
  /** Waits until every file is in its place. */
  empty(): Promise<void>
  /** The same after a failure, as far as it can still be done. */
  rest(): Promise<void>
}

/** Files go out in batches: one transaction for their records, and syncs that wait for the disk together. */
export function createOutbox(send: (files: readonly StagedDocument[]) => Promise<void>): Outbox {
  let waiting: StagedDocument[] = []
  let bytes = 0
  let sending = Promise.resolve()
  const sendWaiting = async (): Promise<void> => {
    const batch = waiting
    waiting = []
    bytes = 0
    await sending.catch((error: unknown) => discardAll(batch.map(({ staged }) => staged)).then(() => Promise.reject(error)))
    sending = send(batch)
    sending.catch(() => {}) // it is awaited in its turn, perhaps after something else failed
  }
  const empty = async (): Promise<void> => {
    await sendWaiting()
    await sending
  }
  return {
    add: async (files) => {
      for (const file of files) {
        waiting.push(file)
        bytes += file.record.bytes
      }
      if (bytes >= BATCH_BYTES) await sendWaiting()
    },
    empty,
    rest: () => empty().catch(() => {}),
  }
}
