// A store that fails in the middle of a run: the other visits hang up, and nothing works on behind the error.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, it } from 'vitest'
import { FeedmillError } from '../../src/model/errors.ts'
import { visitSources } from '../../src/run/refresh.ts'
import { withEdges } from '../../src/run/wire.ts'
import { checkConfig } from '../../src/settings/check.ts'
import { answer, startWireServer } from '../support/wire-server.ts'

const FEED = '<rss version="2.0"><channel><title>Tea</title><item><guid>1</guid><title>One</title></item></channel></rss>'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

it('a store that fails ends the visits to hosts that have not answered yet', async () => {
  const server = await startWireServer({ '/quick': (socket) => socket.write(answer(200, {}, FEED)), '/silent': () => {} })
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-failing-'))
  closing.push(server.close, () => rmSync(dir, { recursive: true }))
  const sources = ['silent', 'quick'].map((id) => `{ id: ${id}, url: "${server.origin}/${id}" }`)
  const text = `site: { title: Mill, url: https://mill.example.org }\nfetch: { hostDelay: 0ms, perHost: 2, allowPrivate: [127.0.0.1] }\nsources: [${sources.join(', ')}]\n`
  const settings = checkConfig(text, join(dir, 'feedmill.yaml'), {})
  const damaged = new FeedmillError('store.unavailable', settings.store, 'the disk is gone')
  let asking = 0
  await withEdges(settings, { store: 'real' }, async (edges) => {
    const fetch: typeof edges.fetch = (...request) => {
      asking += 1
      return edges.fetch(...request).finally(() => (asking -= 1))
    }
    const store = { ...edges.store, save: () => Promise.reject(damaged) }
    await assert.rejects(visitSources(settings, settings.sources, { ...edges, store, fetch }, {}), damaged)
    assert.equal(asking, 0)
  })
})
