// SQLite's side of the contract, and what only a file can be: foreign, newer, damaged, unwritable, full, killed halfway.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { ALL } from '../../src/model/feed.ts'
import { FeedmillError } from '../../src/model/errors.ts'
import { likenessOf } from '../../src/model/identity.ts'
import { APPLICATION_ID, MIGRATIONS } from '../../src/store/migrations.ts'
import { storeError } from '../../src/store/sqlite/connection.ts'
import { copySqlite, openSqlite } from '../../src/store/sqlite.ts'
import { type Opened, storeContract } from './contract.ts'
import { viewsContract } from './views.ts'
import { historyProperty } from './history.ts'
import { article, batch, bytes, source } from './samples.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feedmill-store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

let opened = 0
async function openNew(): Promise<Opened> {
  const store = await openSqlite(join(folder, `${(opened += 1)}.db`))
  return { store, discard: () => store.close() }
}

storeContract('SQLite', openNew)
historyProperty('SQLite', openNew, 60)
viewsContract('SQLite', openNew)

describe('openSqlite', () => {
  it('makes the file and its folder, and finds everything again', async () => {
    const path = join(folder, 'deep', 'state', 'feedmill.db')
    const first = await openSqlite(path)
    await first.save(batch([article('wire', 'a', { tags: ['One'] })]))
    await first.close()
    await first.close()
    const second = await openSqlite(path)
    assert.deepEqual([await second.counts(), (await second.loadTerms()).length, (await second.loadFeedsToWrite()).length], [{ articles: 1, stories: 1 }, 1, 3])
    await second.close()
  })

  it('reads what an older Feedmill kept as text', async () => {
    const path = join(folder, 'feedmill.db')
    const older = new DatabaseSync(path)
    for (const step of MIGRATIONS.slice(0, 2)) older.exec(step)
    const { id, sourceId, revision, ...rest } = article('wire', 'a', { title: '財經' })
    older.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = 2`)
    older.prepare("insert into article values (1, ?, ?, ?, 1, null, 1, 1, '[]', '[]', 1, '')").run(id, sourceId, revision)
    older.prepare('insert into body values (1, 1, ?)').run(JSON.stringify({ id, sourceId, revision, ...rest }))
    older.prepare('insert into raw values (1, ?)').run('raw 財經')
    older.close()
    const store = await openSqlite(path)
    const [stored] = await store.loadArticles(sourceId, null, 1)
    await store.close()
    assert.deepEqual([stored?.article.title, stored?.raw], ['財經', bytes('raw 財經')])
  })

  it('knows what an older Feedmill forgot, though not by its likeness', async () => {
    const path = join(folder, 'feedmill.db')
    const older = new DatabaseSync(path)
    const steps = MIGRATIONS.findIndex((step) => step.includes('add column likeness text;\n  create index forgotten_by_likeness'))
    for (const step of MIGRATIONS.slice(0, steps)) older.exec(step)
    const { id, sourceId, ...made } = article('wire', 'a')
    older.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${steps}`)
    older.prepare("insert into forgotten values (?, 1, 'rule')").run(id)
    older.close()
    const store = await openSqlite(path)
    const [known, alike] = [await store.recognize([id]), await store.findAlike(sourceId, [likenessOf(made) ?? ''])]
    await store.close()
    assert.deepEqual([known.get(id), [...alike.values()]], [{ kind: 'forgotten', rule: 'rule' }, [[]]])
  })

  const refused = [
    { it: 'refuses a file that is no database', make: (path: string) => writeFileSync(path, '# Notes\n'.repeat(999)), code: 'store.corrupt', says: /move it away/ },
    { it: 'refuses the database of another program', make: (path: string) => makeDatabase(path, 'create table mine (a)'), code: 'store.corrupt', says: /not one of Feedmill's/ },
    { it: 'refuses a database that names another program', make: (path: string) => makeDatabase(path, 'pragma application_id = 7'), code: 'store.corrupt', says: /not one of/ },
    { it: 'refuses a store of a newer Feedmill', make: makeNewer, code: 'store.newer', says: /version 99.*up to \d+\. Update Feedmill/ },
    { it: 'refuses a folder', make: (path: string) => mkdirSync(path), code: 'store.unavailable', says: /cannot be opened/ },
  ] as const
  for (const c of refused) {
    it(`${c.it} and leaves it as it was`, async () => {
      const path = join(folder, 'feedmill.db')
      await c.make(path)
      const before = c.code === 'store.unavailable' ? null : readFileSync(path)
      await assert.rejects(openSqlite(path), (error) => isFailure(error, c.code, path) && c.says.test(error.message))
      if (before !== null) assert.deepEqual(readFileSync(path), before)
    })
  }

  it('names a path whose folder cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '')
    const path = join(folder, 'file', 'feedmill.db')
    await assert.rejects(openSqlite(path), (error) => isFailure(error, 'store.unavailable', path))
  })

  it('tells of a file that was cut', async () => {
    const path = join(folder, 'feedmill.db')
    const store = await openSqlite(path)
    await store.save(batch(Array.from({ length: 300 }, (_, n) => article('wire', `g${n}`, { contentHtml: 'x'.repeat(2000) }))))
    await store.close()
    truncateSync(path, 200_000)
    await assert.rejects(readAll(path), (error) => isFailure(error, 'store.corrupt', path))
  })
})

describe('copySqlite', () => {
  it('copies what is there at the moment and leaves the store alone', async () => {
    const path = join(folder, 'feedmill.db')
    const store = await openSqlite(path)
    await store.save(batch([article('wire', 'a')]))
    await copySqlite(path, join(folder, 'copy.db'))
    await store.save(batch([article('wire', 'b')]))
    const copy = await openSqlite(join(folder, 'copy.db'))
    assert.deepEqual([(await copy.counts()).articles, (await store.counts()).articles], [1, 2])
    await copy.close()
    await store.close()
  })

  it('copies nothing where there is no store, and no file that is not one', async () => {
    await copySqlite(join(folder, 'none.db'), join(folder, 'copy.db'))
    writeFileSync(join(folder, 'notes'), 'notes '.repeat(999))
    await assert.rejects(copySqlite(join(folder, 'notes'), join(folder, 'copy.db')), (error) => isFailure(error, 'store.corrupt', join(folder, 'notes')))
    await (await openSqlite(join(folder, 'copy.db'))).close()
  })
})

describe('storeError', () => {
  const cases = [
    { it: 'says that the disk is full', sql: ['pragma max_page_count = 3', 'create table t (a)', 'insert into t values (zeroblob(99999))'], code: 'store.unavailable', says: /disk is full/ },
    { it: 'says that the file is read-only', sql: ['pragma query_only = 1', 'create table t (a)'], code: 'store.unavailable', says: /read-only/ },
  ] as const
  for (const c of cases) {
    it(c.it, () => {
      const database = new DatabaseSync(join(folder, 'a.db'))
      assert.throws(() => {
        try {
          for (const sql of c.sql) database.exec(sql)
        } catch (error) {
          throw storeError(error, '/a.db')
        }
      }, (error) => isFailure(error, c.code, '/a.db') && c.says.test(error.message))
      database.close()
    })
  }

  it('leaves a bug of ours a bug', () => {
    const bug = new TypeError('no')
    assert.equal(storeError(bug, '/a.db'), bug)
  })
})

describe('a process that is killed while it saves', () => {
  it('leaves whole batches, and a store that goes on', async () => {
    const path = join(folder, 'feedmill.db')
    for (const moment of [3, 17, 40]) {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'saving.ts'), path], { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(child.stdout, 'data')
      await new Promise((resolve) => setTimeout(resolve, moment))
      child.kill('SIGKILL')
      await once(child, 'exit')
      await assertWhole(path)
    }
  })
})

/** saving.ts saves 50 articles a batch and counts its batches in the state of the source. */
async function assertWhole(path: string): Promise<void> {
  const store = await openSqlite(path)
  const batches = (await store.loadSourceStates()).get(source('wire'))?.items ?? 0
  assert.ok(batches > 0)
  assert.deepEqual(await store.counts(), { articles: batches * 50, stories: batches * 50 })
  assert.equal((await store.loadPage(ALL, 1_000_000)).length, batches * 50)
  assert.equal((await store.loadArticles(source('wire'), null, 1_000_000)).length, batches * 50)
  assert.equal((await store.loadFiles(source('wire'))).size, batches)
  await store.close()
}

async function readAll(path: string): Promise<void> {
  const store = await openSqlite(path)
  try {
    await store.loadArticles(source('wire'), null, 1000)
  } finally {
    await store.close()
  }
}

function makeDatabase(path: string, sql: string): void {
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
}

async function makeNewer(path: string): Promise<void> {
  await (await openSqlite(path)).close()
  makeDatabase(path, 'pragma user_version = 99')
}

function isFailure(error: unknown, code: string, at: string): error is FeedmillError {
  assert.ok(error instanceof FeedmillError, String(error))
  assert.deepEqual([error.code, error.at], [code, at])
  return true
}
