import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, it } from 'vitest'
import { createFetcher } from '../../../src/ingest/fetch/fetch.ts'
import type { SourceId } from '../../../src/model/article.ts'
import type { FeedSource } from '../../../src/model/source.ts'
import { FETCH, sourceAt, stateWith, USER_AGENT } from '../../support/feed-source.ts'
import { answer, startWireServer } from '../../support/wire-server.ts'

const closing: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

function fetcher(sources: readonly FeedSource[] = []) {
  const { fetch, close } = createFetcher(FETCH, USER_AGENT, sources)
  closing.push(close)
  const { signal } = new AbortController()
  return (source: FeedSource) => fetch(source, stateWith(), signal)
}

describe('the fetcher', () => {
  it('reads a saved feed from disk', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'feedmill-fetch-'))
    closing.push(() => rmSync(dir, { recursive: true }))
    const path = join(dir, 'saved.rss')
    writeFileSync(path, '<rss/>')
    const got = await fetcher()({ ...sourceAt('https://example.org/'), location: { kind: 'file', path } })
    assert.deepEqual([got.kind, got.kind === 'fresh' && got.http], ['fresh', null])
  })

  it('P32: asks once in a run for a URL that two sources name, and for each of two others', async () => {
    const server = await startWireServer({ '*': answer(200, {}, '<rss/>') })
    closing.push(server.close)
    const at = (path: string, id: string): FeedSource => sourceAt(server.origin + path, { id: id as SourceId })
    const sources = [at('/one', 'a'), at('/one', 'b'), at('/two', 'c'), at('/three', 'd')]
    const ask = fetcher(sources)
    for (const source of sources) assert.equal((await ask(source)).kind, 'fresh')
    assert.deepEqual(server.requests.map(({ target }) => target), ['/one', '/two', '/three'])
  })

  it('ends without ever having asked anything', async () => {
    await createFetcher(FETCH, USER_AGENT).close()
  })
})
