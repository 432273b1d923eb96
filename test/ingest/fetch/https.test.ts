// Visits over TLS, against a server whose certificates are made for the test: what is wrong with one is said in words, never ignored.

import assert from 'node:assert/strict'
import { lookup } from 'node:dns'
import { createServer, type Server } from 'node:https'
import { once } from 'node:events'
import { buildConnector } from 'undici'
import { afterEach, describe, it } from 'vitest'
import { guardedConnector } from '../../../src/ingest/fetch/http/address-guard.ts'
import { createHttpFetcher } from '../../../src/ingest/fetch/http.ts'
import type { Fetched } from '../../../src/ingest/fetch/fetched.ts'
import { type Certified, selfSigned } from '../../support/certificate.ts'
import { failureOf, FETCH, sourceAt, stateWith, USER_AGENT } from '../../support/feed-source.ts'

const FEED = '<rss version="2.0"/>'
const closing: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function serve(certified: Certified, answers: { status: number; headers: Record<string, string> } = { status: 200, headers: {} }): Promise<number> {
  const server: Server = createServer(certified, (_, response) => response.writeHead(answers.status, answers.headers).end(FEED))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => server.close().closeAllConnections())
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** @param ca  the one certificate that is trusted; null: those of the machine */
async function visit(port: number, ca: string | null, allowPrivate: readonly string[] = ['127.0.0.1']): Promise<Fetched> {
  const connect = guardedConnector(allowPrivate, 2000, {
    resolve: (hostname, options, callback) => lookup(hostname, options, callback),
    connector: (options) => buildConnector(ca === null ? options : { ...options, ca }),
  })
  const http = createHttpFetcher({ ...FETCH, allowPrivate }, USER_AGENT, new Set(), new Map(), connect)
  closing.push(http.close)
  return http.fetch(sourceAt(`https://127.0.0.1:${port}/feed`), stateWith(), new AbortController().signal)
}

describe('over TLS', () => {
  it('a feed is read where its certificate is trusted', async () => {
    const certified = selfSigned()
    const got = await visit(await serve(certified), certified.cert)
    assert.ok(got.kind === 'fresh')
    assert.equal(Buffer.from(got.bytes).toString(), FEED)
  })

  const wrong = [
    { it: 'one that nobody vouches for', certified: selfSigned(), isTrusted: false, reason: /certificate is self-signed/u },
    { it: 'one for another host', certified: selfSigned({ host: 'feeds.example.org' }), isTrusted: true, reason: /certificate is for another host name/u },
    { it: 'one that has expired', certified: selfSigned({ until: '20210101000000Z' }), isTrusted: true, reason: /certificate has expired/u },
  ]
  for (const c of wrong) {
    it(`H14: the certificate is refused, in words: ${c.it}`, async () => {
      const error = await failureOf(visit(await serve(c.certified), c.isTrusted ? c.certified.cert : null))
      assert.equal(error.code, 'fetch.network')
      assert.match(error.reason, c.reason)
    })
  }

  it('S12: an address is refused before anything is said', async () => {
    const certified = selfSigned()
    assert.equal((await failureOf(visit(await serve(certified), certified.cert, []))).code, 'fetch.refused_address')
  })

  it('S14: a redirect from https to another scheme is refused', async () => {
    const certified = selfSigned()
    const port = await serve(certified, { status: 301, headers: { location: 'file:///etc/passwd' } })
    assert.equal((await failureOf(visit(port, certified.cert))).code, 'fetch.redirect')
  })
})
