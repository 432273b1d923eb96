// EDGE: the one lock of all commands that write. It is SQLite's own lock on an empty side file: the operating system drops it with
// the process, however that ends, so it never goes stale and nobody has to judge whether its holder is still alive.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { FeedmillError } from '../model/errors.ts'
import { storeError } from './sqlite/connection.ts'

interface Lock {
  /** May be called twice. */
  release(): Promise<void>
}

const BUSY = 5

/**
 * Takes the lock or fails at once. `path` itself stays empty and is never removed; beside it lies `path.holder`, a note for people,
 * which an ended process may leave behind.
 *
 * @param path  absolute; its folder is made where there is none
 * @throws FeedmillError `lock.held`, naming the holder's process id and since when; `store.unavailable`
 */
export async function acquireLock(path: string): Promise<Lock> {
  const note = `${path}.holder`
  const database = lockFile(path, note)
  try {
    writeFileSync(note, `process ${process.pid} since ${new Date().toISOString()}\n`)
  } catch (error) {
    database.close()
    throw storeError(error, path)
  }
  return {
    release: async () => {
      if (!database.isOpen) return
      removeNote(note)
      database.close()
    },
  }
}

/** A note that stays tells nobody anything wrong: the lock counts, and must go even where the note cannot. */
function removeNote(note: string): void {
  try {
    rmSync(note, { force: true })
  } catch {
    // The next holder writes its own.
  }
}

function lockFile(path: string, note: string): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    mkdirSync(dirname(path), { recursive: true })
    database = new DatabaseSync(path, { timeout: 0 })
    database.exec('begin exclusive')
    return database
  } catch (error) {
    database?.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) throw held(path, note)
    throw storeError(error, path)
  }
}

function held(path: string, note: string): FeedmillError {
  const reason = `another run holds the lock (${readHolder(note)}). Wait for it to end; a lock never outlives its process`
  return new FeedmillError('lock.held', path, reason)
}

/** The note of the holder, or what can be said where it has not written one yet. */
function readHolder(note: string): string {
  try {
    return readFileSync(note, 'utf8').trim() || 'a process that just began'
  } catch {
    return 'a process that just began'
  }
}
