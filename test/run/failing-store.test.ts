// A store that fails in the middle of a run: the other visits hang up, and nothing works on behind the error.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, it } from 'vitest'
import { FeedmillError } from '../../src/model/errors.ts'
import { visitSources } from '../../src/run/refresh.ts'
import { type Edges, withEdges } from '../../src/run/wire.ts'
import { checkConfig } from '../../src/settings/check.ts'
import type { Settings } from '../../src/settings/settings.ts'
import type { Store } from '../../src/store/store.ts'
import { answer, type Script, startWireServer } from '../support/wire-server.ts'

const FEED = '<rss version="2.0"><channel><title>Tea</title><item><guid>1</guid><title>One</title></item></channel></rss>'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Visits `/quick`, whose article cannot be saved, beside another source. @returns what was saved nevertheless */
async function visitBeside(other: (origin: string) => string, scripts: Readonly<Record<string, Script>>): Promise<string[]> {
  const server = await startWireServer(scripts)
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-failing-'))
  closing.push(server.close, () => rmSync(dir, { recursive: true }))
  const sources = `${other(server.origin)}, { id: quick, url: "${server.origin}/quick" }`
  const text = `site: { title: Mill, url: https://mill.example.org }\nfetch: { timeout: 5m, hostDelay: 0ms, perHost: 4, allowPrivate: [127.0.0.1] }\nsources: [${sources}]\n`
  const settings = checkConfig(text, join(dir, 'feedmill.yaml'), {})
  const saved: string[] = []
  await withEdges(settings, { store: 'real' }, (edges) => assertEnds(settings, edges, saved))
  return saved
}

async function assertEnds(settings: Settings, edges: Edges, saved: string[]): Promise<void> {
  const damaged = new FeedmillError('store.unavailable', settings.store, 'the disk is gone')
  let asking = 0
  const fetch: typeof edges.fetch = (...request) => {
    asking += 1
    return edges.fetch(...request).finally(() => (asking -= 1))
  }
  const save: Store['save'] = (batch) => {
    if (batch.sourceId === 'quick') return Promise.reject(damaged)
    saved.push(batch.sourceId)
    return edges.store.save(batch)
  }
  await assert.rejects(visitSources(settings, settings.sources, { ...edges, store: { ...edges.store, save }, fetch }, {}), damaged)
  assert.equal(asking, 0)
}

it('a store that fails ends the visits to hosts that have not answered yet', async () => {
  assert.deepEqual(await visitBeside((origin) => `{ id: silent, url: "${origin}/silent" }`, { '/quick': (socket) => socket.write(answer(200, {}, FEED)), '/silent': () => {} }), [])
})

for (const asked of ['detail', 'page']) {
  it(`a store that fails is no failure of a ${asked} that is being asked for: it is asked for again in the next run`, async () => {
    const quick = Promise.withResolvers<Socket>()
    const list = JSON.stringify({ list: [{ id: 'a', title: 'A' }], next: '/page' })
    const saved = await visitBeside(
      (origin) => `{ id: wire, type: json, url: "${origin}/list", items: list, fields: { guid: id, title: title }, ${asked === 'page' ? 'next: next' : `detail: { url: "${origin}/detail?id={id}", fields: { content: text } }`} }`,
      {
        '/quick': (socket) => quick.resolve(socket),
        '/list': (socket) => socket.write(answer(200, { 'content-type': 'application/json' }, list)),
        [`/${asked}`]: async () => (await quick.promise).write(answer(200, {}, FEED)),
      },
    )
    assert.deepEqual(saved, [])
  })
}
