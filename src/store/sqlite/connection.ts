// One connection to one SQLite file: opens it if it is ours, prepares each statement once, runs transactions and turns SQLite's
// errors into ours. Knows nothing of articles. Must never write to a file that is not ours or that a newer Feedmill made.

import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { FeedmillError } from '../../model/errors.ts'
import { APPLICATION_ID, MIGRATIONS } from '../migrations.ts'

const BUSY_TIMEOUT = 10_000 // ms; our own write transactions take a few hundred at most

/**
 * `synchronous = normal` under WAL: a crash of the process loses nothing, a power cut perhaps the last transactions, whole.
 * `cache_size` in KiB (negative, as SQLite has it): the hot pages of 50,000 articles. `page_size` in bytes: two or three posts fill
 * such a page, each page is a call to the system, and small ones leave a quarter of the file empty; a store keeps the one it was made
 * with. `wal_autocheckpoint` in pages, 64 MB as `journal_size_limit`: moving several batches at a time into the file writes their
 * shared index pages once (a third less time a save). `journal_size_limit` in bytes.
 */
const SETTINGS = `
  pragma page_size = 16384;
  pragma journal_mode = wal;
  pragma synchronous = normal;
  pragma cache_size = -16384;
  pragma wal_autocheckpoint = 4000;
  pragma temp_store = memory;
  pragma journal_size_limit = 67108864;
  pragma trusted_schema = off;
`

/** What SQLite's primary result codes mean to an operator. What is not named here is a bug of ours and stays as it is. */
const UNAVAILABLE: ReadonlyMap<number, string> = new Map([
  [3, 'may not be used by this user'],
  [5, `is busy: another program has been writing to it for ${BUSY_TIMEOUT / 1000} seconds`],
  [6, 'is locked by another program'],
  [8, 'is read-only: give this user the right to write the file and its folder'],
  [10, 'cannot be read or written'],
  [13, 'cannot grow: the disk is full. The store is as it was before this step'],
  [14, 'cannot be opened: see that it is a file, that its folder exists and that this user may write there'],
  [15, 'cannot be locked on this file system'],
])
const CORRUPT = new Set([11, 26])
const WAY_OUT = 'Feedmill leaves it untouched: restore a copy of it, or move it away and a new store is made from the sources and posts'

export class Connection {
  readonly path: string
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(path: string, database: DatabaseSync) {
    this.path = path
    this.#database = database
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#attempt(() => this.#prepare(sql).all(...values) as Row[])
  }

  /** As lists in the order of the columns: in half the time of `all`, where there are tens of thousands. */
  lists<Row extends readonly unknown[]>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#attempt(() => {
      const statement = this.#database.prepare(sql)
      statement.setReturnArrays(true)
      return statement.all(...values) as unknown[] as Row[]
    })
  }

  /** @returns the number of rows changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#attempt(() => Number(this.#prepare(sql).run(...values).changes))
  }

  /** For statements without values that run once. */
  exec(sql: string): void {
    this.#attempt(() => this.#database.exec(sql))
  }

  /** All of `work` or nothing of it. The write lock is taken at once, so that two writers wait for each other and never fail halfway. */
  transaction<Result>(work: () => Result): Result {
    this.run('begin immediate')
    try {
      const result = work()
      this.run('commit')
      return result
    } catch (error) {
      if (this.#database.isTransaction) this.run('rollback')
      throw error
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#attempt(() => this.#database.close())
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  #attempt<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      throw storeError(error, this.path)
    }
  }
}

/**
 * Opens the store's file, making it and its folder where there is none, and takes the migrations it lacks.
 *
 * @param path  absolute
 * @throws FeedmillError `store.corrupt` (not SQLite, damaged, another program's), `store.newer`, `store.unavailable`
 */
export function openConnection(path: string): Connection {
  const connection = new Connection(path, openFile(path))
  try {
    refuseForeign(connection)
    connection.exec(SETTINGS)
    while (migrate(connection)) continue
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/**
 * Copies a store, as it is at this moment, to a path where there is no file yet. Does nothing where there is no store.
 *
 * @throws FeedmillError as openConnection, naming `path`
 */
export function copyStore(path: string, copy: string): void {
  if (!existsSync(path)) return
  const connection = new Connection(path, openFile(path, true))
  try {
    refuseForeign(connection)
    connection.run('vacuum into ?', copy)
  } finally {
    connection.close()
  }
}

function openFile(path: string, readOnly = false): DatabaseSync {
  try {
    if (!readOnly) mkdirSync(dirname(path), { recursive: true })
    if (existsSync(path)) accessSync(path, readOnly ? constants.R_OK : constants.R_OK | constants.W_OK)
    return new DatabaseSync(readOnly ? untouched(path) : path, { timeout: BUSY_TIMEOUT, readOnly })
  } catch (error) {
    throw storeError(error, path)
  }
}

/** Even reading leaves files beside a database in WAL mode, unless nobody has it open: then it can be called immutable. */
function untouched(path: string): string | URL {
  return existsSync(`${path}-wal`) ? path : new URL(`${pathToFileURL(path).href}?immutable=1`)
}

/** Only reads: it comes before anything that could change the file. */
function refuseForeign(connection: Connection): void {
  const application = pragma(connection, 'application_id')
  const version = pragma(connection, 'user_version')
  const tables = connection.all<{ count: number }>('select count(*) as count from sqlite_schema')[0]?.count ?? 0
  if (application !== APPLICATION_ID && (application !== 0 || tables > 0)) {
    throw new FeedmillError('store.corrupt', connection.path, `is an SQLite database, but not one of Feedmill's. ${WAY_OUT}`)
  }
  if (version > MIGRATIONS.length) {
    const versions = `is a store of version ${version}, and this Feedmill knows versions up to ${MIGRATIONS.length}`
    throw new FeedmillError('store.newer', connection.path, `${versions}. Update Feedmill, or name another file under \`store\``)
  }
}

/** Takes the next migration in a transaction of its own; false when there is none left. */
function migrate(connection: Connection): boolean {
  if (pragma(connection, 'user_version') >= MIGRATIONS.length) return false
  return connection.transaction(() => {
    const version = pragma(connection, 'user_version') // another process may have been faster
    connection.exec(MIGRATIONS[version] ?? '')
    connection.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${Math.min(version + 1, MIGRATIONS.length)}`)
    return true
  })
}

function pragma(connection: Connection, name: 'application_id' | 'user_version'): number {
  return Object.values(connection.all<Record<string, number>>(`pragma ${name}`)[0] ?? {})[0] ?? 0
}

/** A failure of SQLite or of the file system as the operator's; anything else is returned as it is. */
export function storeError(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error
  const detail = 'errstr' in error ? String(error.errstr) : error.message
  const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null
  if (code !== null && CORRUPT.has(code)) {
    return new FeedmillError('store.corrupt', path, `cannot be read as a store (${detail}). ${WAY_OUT}`, error)
  }
  if ('syscall' in error) return new FeedmillError('store.unavailable', path, `cannot be used (${detail})`, error)
  const reason = code === null ? undefined : UNAVAILABLE.get(code)
  return reason === undefined ? error : new FeedmillError('store.unavailable', path, `${reason} (${detail})`, error)
}
