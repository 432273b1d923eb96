// Nothing here can leave 127.0.0.1, even if the guard is broken: test/support/recorded-network.ts dials nothing else.

import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'vitest'
import { createHttpFetcher } from '../../../../src/ingest/fetch/http.ts'
import { guardedConnector } from '../../../../src/ingest/fetch/http/address-guard.ts'
import { failureOf, FETCH, sourceAt, stateWith, USER_AGENT } from '../../../support/feed-source.ts'
import { type RecordedNetwork, recordedNetwork } from '../../../support/recorded-network.ts'
import { answer, startWireServer } from '../../../support/wire-server.ts'

const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

function fetcher(network: RecordedNetwork, allowPrivate: readonly string[] = []) {
  const http = createHttpFetcher({ ...FETCH, allowPrivate }, USER_AGENT, new Set(), new Map(), guardedConnector(allowPrivate, 1000, network))
  closing.push(http.close)
  return (url: string) => http.fetch(sourceAt(url), stateWith(), new AbortController().signal)
}

describe('S12: an address in a URL is refused in every spelling', () => {
  const urls = [
    'http://127.0.0.1/', 'http://127.1/', 'http://2130706433/', 'http://0x7f000001/', 'http://0177.0.0.1/', 'http://0x7f.1/',
    'http://127.0.0.1./', 'http://１２７.０.０.１/', 'http://127。0。0。1/', 'http://%31%32%37.0.0.1/', 'http://0/', 'http://[::]/',
    'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[::127.0.0.1]/', 'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/', 'http://[2001::7f00:1]/', 'http://169.254.169.254/latest/meta-data/', 'http://[fe80::1]/', 'http://10.0.0.1/',
    'http://100.64.0.1/', 'http://[fd00::1]/', 'http://224.0.0.1/', 'https://192.168.0.1/', 'http://user@10.0.0.1/', 'http://example.org@10.0.0.1/',
    'http://10.0.0.1\\@example.org/', 'http://255.255.255.255/',
  ]
  for (const url of urls) {
    it(url, async () => {
      const network = recordedNetwork()
      const error = await failureOf(fetcher(network)(url))
      assert.equal(error.code, 'fetch.refused_address')
      assert.deepEqual(network.dialled, [])
    })
  }

  it('and says which one and why', async () => {
    const error = await failureOf(fetcher(recordedNetwork())('http://169.254.169.254/x'))
    assert.equal(error.message, 'http://169.254.169.254/x: 169.254.169.254 is a link-local network; fetch.allowPrivate opens single ones')
  })
})

describe('S13: the address that a name leads to is checked when it is dialled', () => {
  it('refuses a name that leads to private addresses only, and says so', async () => {
    const network = recordedNetwork({ 'feeds.example.org': [['10.0.0.5', 'fd00::5']] })
    const error = await failureOf(fetcher(network)('http://feeds.example.org/'))
    assert.equal(error.code, 'fetch.refused_address')
    assert.match(error.reason, /^feeds\.example\.org leads to 10\.0\.0\.5, which is a private network/u)
    assert.deepEqual(network.dialled, [])
  })

  it('dials only the public ones of several addresses', async () => {
    const network = recordedNetwork({ 'feeds.example.org': [['127.0.0.1', '8.8.4.4', '::1', '2606:4700::1']] })
    await failureOf(fetcher(network)('http://feeds.example.org/'))
    assert.deepEqual(network.dialled, ['8.8.4.4', '2606:4700::1'])
  })

  it('is not fooled by a name that changes between two visits (rebinding)', async () => {
    const network = recordedNetwork({ 'feeds.example.org': [['8.8.4.4'], ['127.0.0.1']] })
    const ask = fetcher(network)
    assert.equal((await failureOf(ask('http://feeds.example.org/'))).code, 'fetch.network')
    assert.equal((await failureOf(ask('http://feeds.example.org/'))).code, 'fetch.refused_address')
    assert.deepEqual(network.dialled, ['8.8.4.4'])
  })

  it('tells of a name that does not exist', async () => {
    const error = await failureOf(fetcher(recordedNetwork())('http://nowhere.example.org/'))
    assert.deepEqual([error.code, error.reason], ['fetch.network', 'there is no such host name (DNS)'])
  })
})

describe('S12: every hop of a redirect is checked', () => {
  for (const target of ['http://10.0.0.1/', 'http://[::ffff:10.0.0.1]:8080/', 'http://inside.example.org/', '//169.254.169.254/latest/']) {
    it(`to ${target}`, async () => {
      const server = await startWireServer({ '*': answer(302, { Location: target }) })
      closing.push(server.close)
      const network = recordedNetwork({ 'inside.example.org': [['192.168.0.9']] })
      const error = await failureOf(fetcher(network, ['127.0.0.1'])(`${server.origin}/feed`))
      assert.equal(error.code, 'fetch.refused_address')
      assert.match(error.message, /\/feed: after a redirect to http:/u)
      assert.deepEqual(network.dialled, [])
    })
  }
})

describe('fetch.allowPrivate opens', () => {
  const cases = [
    { it: 'an address', allow: ['10.0.0.1'], url: 'http://10.0.0.1/', dialled: ['10.0.0.1'] },
    { it: 'a range', allow: ['10.0.0.0/8'], url: 'http://10.0.0.1/', dialled: ['10.0.0.1'] },
    { it: 'an address behind a name', allow: ['10.0.0.5'], url: 'http://feeds.example.org/', dialled: ['10.0.0.5'] },
    { it: 'a host, whatever it leads to', allow: ['feeds.example.org'], url: 'http://FEEDS.example.org/', dialled: ['10.0.0.5', '127.0.0.2'] },
    { it: 'no other address', allow: ['10.0.0.1'], url: 'http://10.0.0.2/', dialled: [] },
    { it: 'no other host', allow: ['example.org'], url: 'http://feeds.example.org/', dialled: [] },
  ]
  for (const c of cases) {
    it(c.it, async () => {
      const network = recordedNetwork({ 'feeds.example.org': [['10.0.0.5', '127.0.0.2']] })
      await failureOf(fetcher(network, c.allow)(c.url))
      assert.deepEqual(network.dialled, c.dialled)
    })
  }
})

describe('S14: schemes and ports', () => {
  for (const url of ['file:///etc/passwd', 'ftp://example.org/', 'gopher://example.org/', 'data:text/xml,<rss/>', 'javascript:alert(1)', 'nonsense']) {
    it(`refuses ${url} in words`, async () => {
      const network = recordedNetwork()
      const error = await failureOf(fetcher(network)(url))
      assert.equal(error.code, 'fetch.scheme')
      assert.match(error.reason, /^the URL (?:has the scheme|is not a URL)/u)
    })
  }
  for (const port of [22, 25, 6000, 6667]) {
    it(`refuses port ${port}`, async () => assert.equal((await failureOf(fetcher(recordedNetwork())(`http://example.org:${port}/`))).code, 'fetch.scheme'))
  }
})
