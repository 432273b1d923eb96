// `feedmill verify`: the published tree read back, and what differs in it as lines. With the config's own folder the store is asked as
// well, under the lock: a tree that is being written is not judged.

import { existsSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { openPublishedTree } from '../../publish/deliver/published-tree.ts'
import { verifyTree, type VerifyReport } from '../../publish/verify.ts'
import { redactError } from '../../settings/secrets.ts'
import type { Settings } from '../../settings/settings.ts'
import { counted } from '../report.ts'
import { inLine } from '../terminal.ts'
import { createCompletion } from '../threads/bodies.ts'
import { withRealStore } from '../wire.ts'

export interface Verified extends VerifyReport {
  readonly ok: boolean // nothing differs
  readonly dir: string // absolute
  readonly error?: { readonly code: 'output.differs'; readonly message: string; readonly at: string } // as every command that fails has one
}

/**
 * @param dir  as the operator gave it; null: the config's
 * @throws FeedmillError output.unreadable (no such folder), lock.held, store.*
 */
export async function verify(
  dir: string | null,
  settings: Settings | null,
  onProgress: (done: number, total: number, what: string) => void,
): Promise<Verified> {
  const folder = resolve(dir ?? settings?.publish.dir ?? '.')
  const tree = openPublishedTree(folder)
  const isOwn = settings !== null && existsSync(settings.store) && sameFolder(folder, settings.publish.dir)
  if (!isOwn) return verified(folder, await verifyTree({ tree, origin: null, onProgress }))
  try {
    return await withRealStore(settings.store, async (store) => verified(folder, await verifyTree({ tree, origin: { settings, store, complete: createCompletion(null) }, onProgress })))
  } catch (error) {
    throw redactError(error, settings.secrets)
  }
}

function verified(dir: string, report: VerifyReport): Verified {
  const count = report.differences.length + report.omitted
  if (count === 0) return { ok: true, dir, ...report }
  return { ok: false, error: { code: 'output.differs', message: `${count} differences`, at: dir }, dir, ...report }
}

function sameFolder(a: string, b: string): boolean {
  if (!existsSync(a) || !existsSync(b)) return a === b
  return realpathSync(a) === realpathSync(b)
}

/** `FILE: what` for each difference, then what was read; a quiet one that found nothing says nothing. */
export function describeVerified(report: Verified, isQuiet: boolean): string[] {
  const { differences, omitted, feeds, files, entries, isComparedWithStore, dir } = report
  const lines = differences.map(({ file, what }) => inLine(`${file}: ${what}`))
  const more = omitted === 0 ? [] : [`… and ${omitted} more`]
  const found = report.ok ? 'nothing differs' : `${counted(differences.length + omitted, 'difference')} [output.differs]`
  const summary = `${dir}: ${counted(feeds, 'feed')}, ${counted(files, 'file')}, ${counted(entries, 'entry', 'entries')} read${isComparedWithStore ? ' and compared with the store' : ''}: ${found}`
  return isQuiet && report.ok ? [] : [...lines, ...more, summary]
}
