// Files on their way out, several at a time. Must never leave anything at work, or standing aside, behind an error.

import { allOf } from '../../model/errors.ts'
import type { OutgoingFile, StagedFile, Target } from './target.ts'

const AT_ONCE = 32 // files that wait for the disk side by side, each an open one

/** All of them, or none where one of them fails. @returns in the order given; null for one that has its bytes already */
export async function stageAll(files: readonly OutgoingFile[], target: Target): Promise<(StagedFile | null)[]> {
  const staged: (StagedFile | null)[] = []
  try {
    for (const file of files) staged.push(await target.stage(file))
    return staged
  } catch (error) {
    await discardAll(staged)
    throw error
  }
}

/**
 * Puts them in their places once `before` is done, or none where that fails. Waits for all, then fails as the first that failed.
 *
 * @param before  what is to be recorded while nobody can see them
 */
export async function commitAll(staged: readonly (StagedFile | null)[], before?: () => Promise<void>): Promise<void> {
  const waiting = staged.filter((file) => file !== null)
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await file.commit()
  }
  try {
    await before?.()
    await allOf(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, work))
  } finally {
    await discardAll(waiting)
  }
}

export async function discardAll(staged: readonly (StagedFile | null)[]): Promise<void> {
  for (const file of staged) await file?.discard()
}
