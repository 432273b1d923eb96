import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { createFetcher } from '../../../src/ingest/fetch/fetch.ts'
import { failureOf, FETCH, sourceAt, stateWith, USER_AGENT } from '../../support/feed-source.ts'

const FEED = '<rss version="2.0"><channel/></rss>'
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feedmill-file-'))
  await writeFile(join(folder, 'feed.xml'), FEED)
  await writeFile(join(folder, 'feed.xml.gz'), gzipSync(FEED))
  await writeFile(join(folder, 'cut.gz'), gzipSync(FEED).subarray(0, -9))
  await writeFile(join(folder, 'bomb.gz'), gzipSync(Buffer.alloc(1_000_000)))
  await writeFile(join(folder, 'big.xml'), Buffer.alloc(FETCH.maxBytes + 1, ' '))
  await mkdir(join(folder, 'dir.xml'))
  await symlink('circle.xml', join(folder, 'circle.xml'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function read(name: string) {
  const { fetch } = createFetcher(FETCH, USER_AGENT)
  return fetch(sourceAt('', { location: { kind: 'file', path: join(folder, name) } }), stateWith(), new AbortController().signal)
}

describe('a saved feed', () => {
  for (const name of ['feed.xml', 'feed.xml.gz']) {
    it(`is read from ${name} as if it had been fetched`, async () => {
      const fetched = await read(name)
      assert.ok(fetched.kind === 'fresh')
      assert.equal(Buffer.from(fetched.bytes).toString(), FEED)
      assert.deepEqual([fetched.http, fetched.url, fetched.validators, fetched.movedTo], [null, null, null, null])
    })
  }

  const bad = [
    { name: 'none.xml', code: 'fetch.missing_file', reason: 'there is no such file' },
    { name: 'feed.xml/x', code: 'fetch.missing_file', reason: 'there is no such file' },
    { name: 'dir.xml', code: 'fetch.missing_file', reason: 'it is a folder, not a file' },
    { name: 'circle.xml', code: 'fetch.missing_file', reason: 'its symbolic links go in a circle' },
    { name: '../../../../../../dev/zero', code: 'fetch.missing_file', reason: 'it is not a regular file' },
    { name: 'big.xml', code: 'fetch.too_large', reason: `the file is larger than ${FETCH.maxBytes} bytes` },
    { name: 'bomb.gz', code: 'fetch.too_large', reason: `the document unpacks to more than ${FETCH.maxBytes} bytes` },
    { name: 'cut.gz', code: 'fetch.truncated', reason: 'the document ends in the middle of its gzip data' },
  ]
  for (const c of bad) {
    it(`${c.name}: ${c.reason}`, async () => {
      const error = await failureOf(read(c.name))
      assert.deepEqual([error.code, error.at, error.reason], [c.code, join(folder, c.name), c.reason])
    })
  }
})
