// One visit over HTTP, against a server that misbehaves on the wire. Named after the behaviours P (politeness) and H (robustness).

import assert from 'node:assert/strict'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, it } from 'vitest'
import { createHttpFetcher } from '../../../src/ingest/fetch/http.ts'
import { type Fetched, type Fresh, refusalOf } from '../../../src/ingest/fetch/fetched.ts'
import { FeedmillError } from '../../../src/model/errors.ts'
import type { Refusals, SourceState } from '../../../src/model/source.ts'
import type { FetchSettings } from '../../../src/settings/settings.ts'
import { failureOf, FETCH, sourceAt, stateWith, USER_AGENT } from '../../support/feed-source.ts'
import {
  answer, head, inTurn, type Script, slowly, startWireServer, thenClose, thenDrip, thenReset, thenSilence, type WireServer,
} from '../../support/wire-server.ts'

const FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>Sample</title></channel></rss>'
const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function serve(scripts: Readonly<Record<string, Script>>): Promise<WireServer> {
  const server = await startWireServer(scripts)
  closing.push(server.close)
  return server
}

function fetcher(settings: Partial<FetchSettings> = {}, shared: readonly string[] = [], quiet = new Map<string, number>()) {
  const http = createHttpFetcher({ ...FETCH, ...settings }, USER_AGENT, new Set(shared), quiet)
  closing.push(http.close)
  return (url: string, state: Partial<SourceState> = {}, headers: Record<string, string> = {}, signal = new AbortController().signal, refusals: Refusals = 'domain') =>
    http.fetch(sourceAt(url, { headers, refusals }), stateWith(state), signal)
}

/** Serves one script at /feed and visits it once. */
async function visit(script: Script, settings: Partial<FetchSettings> = {}): Promise<Fetched> {
  const server = await serve({ '/feed': script })
  return fetcher(settings)(`${server.origin}/feed`)
}

function fresh(fetched: Fetched): Fresh {
  assert.ok(fetched.kind === 'fresh')
  return fetched
}

function textOf(fetched: Fetched): string {
  return Buffer.from(fresh(fetched).bytes).toString('utf8')
}

describe('a visit brings', () => {
  it('the body, its type, its address and its validators', async () => {
    const server = await serve({ '/feed': answer(200, { 'Content-Type': 'text/xml', ETag: '"1"' }, FEED) })
    const got = fresh(await fetcher()(`${server.origin}/feed#part`))
    assert.equal(textOf(got), FEED)
    assert.deepEqual(
      { ...got, bytes: null },
      {
        kind: 'fresh', http: 200, movedTo: null, freshUntil: null, bytes: null, contentType: 'text/xml',
        url: `${server.origin}/feed`, validators: { url: `${server.origin}/feed`, etag: '"1"', lastModified: null },
      },
    )
  })

  it('an empty body as it is: what it lacks, the parser says', async () => assert.equal(textOf(await visit(answer(200))), ''))
})

describe('conditional requests', () => {
  it('P1: makes no validators up from Date, Expires or the time', async () => {
    const headers = { Date: 'Sun, 06 Nov 1994 08:49:37 GMT', Expires: 'Sun, 06 Nov 1994 08:49:37 GMT' }
    const server = await serve({ '/feed': answer(200, headers, FEED) })
    const { validators } = fresh(await fetcher()(`${server.origin}/feed`))
    assert.equal(validators, null)
    await fetcher()(`${server.origin}/feed`, { validators })
    assert.doesNotMatch(server.requests[1]?.head ?? '', /if-(?:none|modified)/iu)
  })

  const odd = ['"a"', 'W/"a"', 'unquoted', '"with \\" and , and blank"', '"\u00e9\u00ff latin"', "'x'", '"a', 'W/', '*']
  for (const etag of odd) {
    it(`P2: echoes the ETag ${etag} byte for byte`, async () => {
      const server = await serve({ '/feed': answer(200, { ETag: etag }, FEED) })
      const { validators } = fresh(await fetcher()(`${server.origin}/feed`))
      await fetcher()(`${server.origin}/feed`, { validators })
      assert.equal(server.requests[1]?.headers.get('if-none-match'), etag)
    })
  }

  for (const date of ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', '2024-05-01T00:00:00+02:00', 'yesterday', '0']) {
    it(`P3: echoes the Last-Modified ${date} byte for byte`, async () => {
      const server = await serve({ '/feed': answer(200, { 'Last-Modified': date, 'Cache-Control': 'no-cache' }, FEED) })
      const { validators } = fresh(await fetcher()(`${server.origin}/feed`))
      await fetcher()(`${server.origin}/feed`, { validators })
      assert.equal(server.requests[1]?.headers.get('if-modified-since'), date)
    })
  }

  it('P6: a 304 with new validators replaces those it brings', async () => {
    const server = await serve({ '/feed': answer(304, { ETag: '"2"' }) })
    const url = `${server.origin}/feed`
    const got = await fetcher()(url, { validators: { url, etag: '"1"', lastModified: 'then' } })
    assert.equal(got.kind, 'unchanged')
    assert.deepEqual(got.kind === 'unchanged' && got.validators, { url, etag: '"2"', lastModified: 'then' })
  })

  it('P7: a 304 to an unconditional request is an error', async () => {
    const error = await failureOf(visit(answer(304)))
    assert.equal(error.code, 'fetch.status')
    assert.match(error.reason, /304 Not Modified, although/u)
  })

  it('P28: validators of another URL are not sent', async () => {
    const server = await serve({ '/feed': answer(200, {}, FEED) })
    await fetcher()(`${server.origin}/feed`, { validators: { url: `${server.origin}/old`, etag: '"1"', lastModified: 'then' } })
    assert.doesNotMatch(server.requests[0]?.head ?? '', /if-(?:none|modified)/iu)
  })

  it('P28: validators go to the URL behind the redirect, which they came from, and not to the one before it', async () => {
    const server = await serve({ '/feed': answer(302, { Location: '/real' }), '/real': answer(200, { ETag: '"1"' }, FEED) })
    const { validators } = fresh(await fetcher()(`${server.origin}/feed`))
    await fetcher()(`${server.origin}/feed`, { validators })
    assert.deepEqual(server.requests.map(({ headers }) => headers.get('if-none-match')), [undefined, undefined, undefined, '"1"'])
  })
})

describe('what is sent', () => {
  it('P10, P29: one plain GET that says who we are, and nothing that tracks', async () => {
    const server = await serve({ '/feed': answer(200, { 'Set-Cookie': 'id=1' }, FEED) })
    const visitAgain = fetcher()
    for (const _ of [1, 2]) await visitAgain(`${server.origin}/feed?page=1&b=%20`)
    assert.equal(server.requests.length, 2)
    for (const { method, target, headers } of server.requests) {
      assert.deepEqual([method, target, headers.get('user-agent')], ['GET', '/feed?page=1&b=%20', USER_AGENT])
      assert.match(headers.get('accept') ?? '', /application\/atom\+xml.*application\/rss\+xml.*application\/feed\+json/u)
      assert.match(headers.get('accept-encoding') ?? '', /gzip/u)
      assert.deepEqual([...headers.keys()].sort(), ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
    }
  })

  it('sends the configured headers and the credentials of the URL', async () => {
    const server = await serve({ '/feed': answer(200, {}, FEED) })
    await fetcher()(`http://us%20er:p%40ss@127.0.0.1:${server.port}/feed`, {}, { 'X-Key': 'k', 'user-agent': 'Mine/1', host: 'evil.example' })
    const { headers } = server.requests[0] ?? assert.fail()
    assert.equal(headers.get('authorization'), `Basic ${Buffer.from('us er:p@ss').toString('base64')}`)
    assert.deepEqual([headers.get('x-key'), headers.get('user-agent'), headers.get('host')], ['k', 'Mine/1', `127.0.0.1:${server.port}`])
  })

  for (const value of ['a\r\nX-Forged: 1', 'a\nb', 'a\0b', '\u4e2d']) {
    it(`S24: refuses the configured header value ${JSON.stringify(value)} and does not repeat it`, async () => {
      const server = await serve({ '*': answer(200, {}, FEED) })
      const error = await failureOf(fetcher()(`${server.origin}/feed`, {}, { 'x-key': value }))
      assert.equal(error.code, 'config.invalid')
      assert.ok(!error.message.includes(value))
      assert.equal(server.requests.length, 0)
    })
  }

  it('S24: stored validators that would break out of their line are not sent', async () => {
    const server = await serve({ '/feed': answer(200, {}, FEED) })
    const url = `${server.origin}/feed`
    await fetcher()(url, { validators: { url, etag: '"1"\r\nX-Forged: 1', lastModified: 'a\nb' } })
    assert.doesNotMatch(server.requests[0]?.head ?? '', /forged|if-/iu)
  })
})

describe('refusals', () => {
  for (const status of [400, 401, 403, 404, 451, 500, 502, 503, 204, 205, 206, 300, 600]) {
    it(`P17, H17: ${status} is a failure with its status`, async () => {
      const error = await failureOf(visit(answer(status, { ETag: '"1"' }, status < 300 ? '' : 'sorry')))
      assert.equal(error.code, 'fetch.status')
      assert.match(error.reason, new RegExp(`^answered ${status} `, 'u'))
      assert.equal(refusalOf(error)?.http, status)
    })
  }

  const after = [
    { it: 'in seconds', value: '120', expect: 120_000 },
    { it: 'negative', value: '-5', expect: null },
    { it: 'unreadable', value: 'soon', expect: null },
    { it: 'zero', value: '0', expect: null },
    { it: 'a date long gone', value: 'Sun, 06 Nov 1994 08:49:37 GMT', expect: null },
  ]
  for (const c of after) {
    it(`P15, P16: tells a Retry-After that is ${c.it}`, async () => {
      const error = await failureOf(visit(answer(429, { 'Retry-After': c.value })))
      assert.deepEqual([refusalOf(error)?.http, refusalOf(error)?.retryAfter], [429, c.expect])
    })
  }

  it('P31: after a 429 with Retry-After the other feeds of the host are put off, those of other hosts are not', async () => {
    const server = await serve({ '/a': answer(429, { 'Retry-After': '60' }), '/b': answer(200, {}, FEED) })
    const ask = fetcher({ allowPrivate: ['127.0.0.1', 'localhost'] })
    await failureOf(ask(`${server.origin}/a`))
    const put = await ask(`${server.origin}/b`)
    assert.ok(put.kind === 'put-off' && put.host === '127.0.0.1' && put.until > Date.now() + 50_000)
    assert.equal(server.requests.length, 1)
    assert.equal((await ask(`http://localhost:${server.port}/b`)).kind, 'fresh')
  })

  it('P31: after a 429 that does not say for how long too, but not after a 503 of one page', async () => {
    const server = await serve({ '/a': answer(429), '/b': answer(503), '/c': answer(200, {}, FEED) })
    const ask = fetcher()
    await failureOf(ask(`${server.origin}/b`))
    assert.equal((await ask(`${server.origin}/c`)).kind, 'fresh')
    await failureOf(ask(`${server.origin}/a`))
    assert.equal((await ask(`${server.origin}/c`)).kind, 'put-off')
  })

  it('P31: a source that answers for itself alone puts nobody off, and is put off by nobody', async () => {
    const server = await serve({ '/a': answer(429, { 'Retry-After': '60' }), '/b': answer(429, { 'Retry-After': '60' }), '/c': answer(200, {}, FEED) })
    const ask = fetcher()
    const alone = (url: string) => ask(url, {}, {}, undefined, 'source')
    const error = await failureOf(alone(`${server.origin}/a`))
    assert.deepEqual([refusalOf(error)?.retryAfter, refusalOf(error)?.quiet], [60_000, null])
    assert.equal((await ask(`${server.origin}/c`)).kind, 'fresh')
    await failureOf(ask(`${server.origin}/b`))
    assert.equal((await ask(`${server.origin}/c`)).kind, 'put-off')
    assert.equal((await alone(`${server.origin}/c`)).kind, 'fresh')
  })

  it('P31: what earlier runs were told is heeded on every hop', async () => {
    const server = await serve({ '/a': (socket) => socket.write(answer(302, { Location: `http://localhost:${server.port}/b` })), '/b': answer(200, {}, FEED) })
    const ask = fetcher({ allowPrivate: ['127.0.0.1', 'localhost'] }, [], new Map([['localhost', Date.now() + 60_000]]))
    const put = await ask(`${server.origin}/a`)
    assert.deepEqual([put.kind, server.requests.length], ['put-off', 1])
  })

  it('P18: 410 is gone', async () => {
    const got = await visit(answer(410))
    assert.deepEqual([got.kind, got.kind === 'gone' && got.http], ['gone', 410])
  })

  it('P18: 410 behind a temporary redirect is only a failure', async () => {
    const server = await serve({ '/feed': answer(302, { Location: '/x' }), '/x': answer(410) })
    assert.equal((await failureOf(fetcher()(`${server.origin}/feed`))).code, 'fetch.status')
  })

  it('P18: 410 behind a permanent one is gone, and no move to be remembered (P24)', async () => {
    const server = await serve({ '/feed': answer(301, { Location: '/x' }), '/x': answer(410) })
    const got = await fetcher()(`${server.origin}/feed`)
    assert.deepEqual([got.kind, got.kind !== 'put-off' && got.movedTo], ['gone', null])
  })

  it('P18: 410 where a remembered move led is a failure: the configured URL may lead elsewhere by now', async () => {
    const server = await serve({ '/feed': answer(301, { Location: '/newer' }), '/newer': answer(200, {}, FEED), '/new': answer(410) })
    const moved = { movedTo: `${server.origin}/new` }
    assert.equal((await failureOf(fetcher()(`${server.origin}/feed`, moved))).code, 'fetch.status')
    const got = fresh(await fetcher()(`${server.origin}/feed`, { ...moved, failures: 1 }))
    assert.equal(got.movedTo, `${server.origin}/newer`)
  })

  it('tells until when it is fresh by Cache-Control and Age, from its coming on', async () => {
    const before = Date.now()
    const { freshUntil } = fresh(await visit(answer(200, { 'Cache-Control': 'public, max-age=600', Age: '100' }, FEED)))
    assert.ok(freshUntil !== null && freshUntil >= before + 500_000 && freshUntil <= Date.now() + 500_000)
  })
})

describe('redirects', () => {
  const chains = [
    { it: 'P21: permanent ones are remembered', statuses: [301, 308], movedTo: '/2' },
    { it: 'P22: 302 is followed, not remembered', statuses: [302], movedTo: null },
    { it: 'P22: 303 is followed, not remembered', statuses: [303], movedTo: null },
    { it: 'P22: 307 is followed, not remembered', statuses: [307], movedTo: null },
    { it: 'P23: of a mixed chain only the unbroken permanent beginning', statuses: [301, 302, 301], movedTo: '/1' },
    { it: 'P23: nothing where the chain begins with a temporary one', statuses: [307, 301], movedTo: null },
  ]
  for (const c of chains) {
    it(c.it, async () => {
      const hops = c.statuses.map((status, i) => [`/${i}`, answer(status, { Location: `/${i + 1}` }, 'moved')] as const)
      const server = await serve({ ...Object.fromEntries(hops), [`/${c.statuses.length}`]: answer(200, {}, FEED) })
      const got = fresh(await fetcher()(`${server.origin}/0`))
      assert.equal(got.movedTo, c.movedTo === null ? null : server.origin + c.movedTo)
      assert.equal(got.url, `${server.origin}/${c.statuses.length}`)
    })
  }

  it('P21: a move that is known is asked in place of the configured URL, and stays known', async () => {
    const server = await serve({ '/new': answer(200, {}, FEED) })
    const got = fresh(await fetcher()(`${server.origin}/old`, { movedTo: `${server.origin}/new` }))
    assert.deepEqual([got.movedTo, server.requests.map(({ target }) => target)], [`${server.origin}/new`, ['/new']])
  })

  it('P21: after a failure the configured URL is asked again, and may lead elsewhere or nowhere', async () => {
    const server = await serve({ '/old': answer(200, {}, FEED), '/new': answer(404) })
    const moved = { movedTo: `${server.origin}/new` }
    await failureOf(fetcher()(`${server.origin}/old`, moved))
    const got = fresh(await fetcher()(`${server.origin}/old`, { ...moved, failures: 1 }))
    assert.deepEqual([got.movedTo, server.requests.map(({ target }) => target)], [null, ['/new', '/old']])
  })

  it('P21: a move that the operator undid is followed, and not remembered again', async () => {
    const server = await serve({ '/feed': answer(301, { Location: '/1' }), '/1': answer(200, {}, FEED) })
    const got = await fetcher()(`${server.origin}/feed`, { refusedMove: `${server.origin}/1` })
    assert.deepEqual([got.kind, got.kind !== 'put-off' && got.movedTo], ['fresh', null])
  })

  it('keep the connection where their bodies are short', async () => {
    const server = await serve({ '/feed': answer(302, { Location: '/1' }, 'moved'), '/1': answer(200, {}, FEED) })
    await fetcher({ hostDelay: 20 })(`${server.origin}/feed`)
    assert.deepEqual(server.requests.map(({ connection }) => connection), [1, 1])
  })

  it('P25: credentials and configured headers do not follow to another origin, nor come back from there', async () => {
    const other = await serve({ '/away': (socket) => socket.write(answer(302, { Location: `${home.origin}/back` })) })
    const home = await serve({ '/feed': answer(302, { Location: `${other.origin}/away` }), '/back': answer(200, {}, FEED) })
    await fetcher()(`http://u:p@127.0.0.1:${home.port}/feed`, {}, { 'x-key': 'secret', cookie: 'a=1', 'user-agent': 'Mine/1' })
    const sent = [home.requests[0], other.requests[0], home.requests[1]].map((request) => {
      const { headers } = request ?? assert.fail()
      return [headers.has('authorization'), headers.has('x-key'), headers.has('cookie'), headers.get('user-agent')]
    })
    assert.deepEqual(sent, [[true, true, true, 'Mine/1'], [false, false, false, USER_AGENT], [false, false, false, USER_AGENT]])
  })

  it('P25: they follow within the origin', async () => {
    const server = await serve({ '/feed': answer(301, { Location: '/new' }), '/new': answer(200, {}, FEED) })
    await fetcher()(`${server.origin}/feed`, {}, { 'x-key': 'secret' })
    assert.equal(server.requests[1]?.headers.get('x-key'), 'secret')
  })

  it('P25: credentials in a Location are not used', async () => {
    const server = await serve({
      '/feed': (socket) => socket.write(answer(301, { Location: `http://a:b@127.0.0.1:${server.port}/new` })), '/new': answer(200, {}, FEED),
    })
    assert.equal(fresh(await fetcher()(`${server.origin}/feed`)).movedTo, `${server.origin}/new`)
    assert.equal(server.requests[1]?.headers.has('authorization'), false)
  })

  it('P26: a circle ends at once', async () => {
    const server = await serve({ '/a': answer(301, { Location: '/b' }), '/b': answer(302, { Location: '/a' }) })
    const error = await failureOf(fetcher()(`${server.origin}/a`))
    assert.deepEqual([error.code, server.requests.length], ['fetch.redirect', 2])
    assert.match(error.reason, /in a circle/u)
  })

  it('P26: an endless chain ends after 10', async () => {
    let n = 0
    const server = await serve({ '*': (socket) => socket.write(answer(302, { Location: `/${(n += 1)}` })) })
    const error = await failureOf(fetcher()(`${server.origin}/`))
    assert.deepEqual([error.code, server.requests.length], ['fetch.redirect', 11])
    assert.match(error.reason, /more than 10 times/u)
  })

  const locations = [
    { it: 'relative', location: 'x/../caf%C3%A9?q=1', target: '/dir/caf%C3%A9?q=1' },
    { it: 'protocol-relative', location: '//127.0.0.1:PORT/caf', target: '/caf' },
    { it: 'raw UTF-8', location: Buffer.from('/café 中').toString('latin1'), target: '/caf%C3%A9%20%E4%B8%AD' },
    { it: 'raw Latin-1', location: '/caf\u00e9', target: '/caf%C3%A9' },
    { it: 'with blanks around and a fragment', location: '  /x#y ', target: '/x' },
  ]
  for (const c of locations) {
    it(`P27: follows a Location that is ${c.it}`, async () => {
      const server = await serve({
        '/dir/feed': (socket) => socket.write(answer(302, { Location: c.location.replace('PORT', String(server.port)) })),
        '*': answer(200, {}, FEED),
      })
      await fetcher()(`${server.origin}/dir/feed`)
      assert.equal(server.requests[1]?.target, c.target)
    })
  }

  const broken = [
    { it: 'missing', headers: {}, reason: /without saying where/u },
    { it: 'empty', headers: { Location: '' }, reason: /without saying where/u },
    { it: 'no URL', headers: { Location: 'http://[' }, reason: /is not a URL/u },
    { it: 'S14: a file', headers: { Location: 'file:///etc/passwd' }, reason: /scheme file:/u },
    { it: 'S14: ftp', headers: { Location: 'ftp://127.0.0.1/' }, reason: /scheme ftp:/u },
    { it: 'S14: data', headers: { Location: 'data:text/xml,<rss/>' }, reason: /scheme data:/u },
    { it: 'S14: a script', headers: { Location: 'javascript:alert(1)' }, reason: /scheme javascript:/u },
    { it: 'S14: a port of another protocol', headers: { Location: 'http://127.0.0.1:25/' }, reason: /port 25/u },
  ]
  for (const c of broken) {
    it(`P27: says so where Location is ${c.it}`, async () => {
      const error = await failureOf(visit(answer(301, c.headers)))
      assert.equal(error.code, 'fetch.redirect')
      assert.match(error.reason, c.reason)
    })
  }
})

describe('time limits', () => {
  const slow = [
    { it: 'H1: a server that never answers', script: thenSilence(''), timeout: 400, reason: /no answer within 0\.3 s/u },
    { it: 'H1: headers that never end', script: thenSilence('HTTP/1.1 200 OK\r\nX-A: b\r\n'), timeout: 400, reason: /no answer within 0\.3 s/u },
    { it: 'H2: a body that stalls', script: thenSilence(Buffer.concat([head(200, { 'content-length': '99' }), Buffer.from('<rss')])), timeout: 4000, reason: /stopped for 2 s/u },
    { it: 'H2: a body that drips', script: thenDrip(head(200, { 'content-length': '9999' }), '<', 20), timeout: 400, reason: /not finished within 0\.4 s/u },
    { it: 'H12: interim answers without end', script: thenDrip('', 'HTTP/1.1 103 Early Hints\r\n\r\n', 5), timeout: 400, reason: /no answer within|not finished within/u },
  ]
  for (const c of slow) {
    it(`${c.it} is given up`, async () => {
      const error = await failureOf(visit(c.script, { timeout: c.timeout }))
      assert.equal(error.code, 'fetch.timeout')
      assert.match(error.reason, c.reason)
    })
  }

  it('H3: the total limit covers the redirects', async () => {
    let n = 0
    const server = await serve({ '*': (socket) => void setTimeout(() => socket.write(answer(302, { Location: `/${(n += 1)}` })), 120) })
    const error = await failureOf(fetcher({ timeout: 400 })(`${server.origin}/`))
    assert.equal(error.code, 'fetch.timeout')
    assert.match(error.reason, /after a redirect to http:\/\/127\.0\.0\.1:\d+\/\d: not finished within 0\.4 s/u)
  })

  it('an aborted signal ends the visit with its reason, while it runs and before', async () => {
    const server = await serve({ '/feed': thenSilence('') })
    const ask = fetcher()
    const stop = new AbortController()
    const reason = new Error('interrupted')
    const running = ask(`${server.origin}/feed`, {}, {}, stop.signal)
    setTimeout(() => stop.abort(reason), 50)
    await assert.rejects(running, reason)
    await assert.rejects(ask(`${server.origin}/feed`, {}, {}, stop.signal), reason)
  })
})

describe('size limits', () => {
  const ten = Buffer.alloc(10_000, 'x')
  const big = [
    { it: 'H4: a Content-Length over the limit, before any byte of it', script: thenSilence(head(200, { 'content-length': '10001' })) },
    { it: 'H4: a chunked body over the limit', script: thenDrip(head(200, { 'transfer-encoding': 'chunked' }), `7d0\r\n${'x'.repeat(2000)}\r\n`, 1) },
    { it: 'H4: a body without end and without length', script: thenDrip(head(200), 'x'.repeat(2000), 1) },
    { it: 'H9: a gzip bomb', script: answer(200, { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(20_000_000))) },
    { it: 'H9: a brotli bomb', script: answer(200, { 'content-encoding': 'br' }, brotliCompressSync(Buffer.alloc(1_000_000))) },
    { it: 'H9: a zstd bomb', script: answer(200, { 'content-encoding': 'zstd' }, zstdCompressSync(Buffer.alloc(1_000_000))) },
    { it: 'H9: a bomb in a bomb', script: answer(200, { 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync(Buffer.alloc(1_000_000_00)))) },
    { it: 'H9: a bomb without a label', script: answer(200, {}, gzipSync(Buffer.alloc(1_000_000))) },
    { it: 'H12: huge headers', script: thenSilence(`HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(40_000)}\r\n\r\n`) },
    { it: 'H12: very many headers', script: thenSilence(`HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(10_000)}\r\n`) },
    { it: 'H12: headers without end', script: thenDrip('HTTP/1.1 200 OK\r\n', 'X-A: b\r\n'.repeat(1000), 1) },
  ]
  for (const c of big) {
    it(`${c.it} is refused`, async () => {
      const error = await failureOf(visit(c.script, { maxBytes: ten.length }))
      assert.equal(error.code, 'fetch.too_large')
    })
  }

  it('H4: a body just at the limit is taken', async () => {
    assert.equal(fresh(await visit(answer(200, {}, ten), { maxBytes: ten.length })).bytes.length, ten.length)
  })
})

describe('content codings', () => {
  const coded = [
    { it: 'gzip', encoding: 'gzip', body: gzipSync(FEED) },
    { it: 'x-gzip', encoding: 'x-gzip', body: gzipSync(FEED) },
    { it: 'any case', encoding: 'GZip', body: gzipSync(FEED) },
    { it: 'deflate as zlib', encoding: 'deflate', body: deflateSync(FEED) },
    { it: 'deflate raw', encoding: 'Deflate', body: deflateRawSync(FEED) },
    { it: 'br', encoding: 'br', body: brotliCompressSync(FEED) },
    { it: 'zstd', encoding: 'zstd', body: zstdCompressSync(FEED) },
    { it: 'identity', encoding: 'identity', body: Buffer.from(FEED) },
    { it: 'a chain', encoding: 'deflate, identity , gzip', body: gzipSync(deflateSync(FEED)) },
    { it: 'gzip in two members', encoding: 'gzip', body: Buffer.concat([gzipSync(FEED.slice(0, 9)), gzipSync(FEED.slice(9))]) },
    { it: 'gzip without a label (H8)', encoding: '', body: gzipSync(FEED) },
    { it: 'plain text labelled gzip (H8)', encoding: 'gzip', body: Buffer.from(FEED) },
    { it: 'plain text labelled br (H8)', encoding: 'br', body: Buffer.from(FEED) },
    { it: 'plain text labelled deflate (H8)', encoding: 'deflate', body: Buffer.from(`\uFEFF\n${FEED}`) },
    { it: 'plain text with an unknown label (H8)', encoding: 'utf-8', body: Buffer.from(FEED) },
  ]
  for (const c of coded) {
    it(`H7: reads ${c.it}`, async () => {
      assert.equal(textOf(await visit(answer(200, { 'Content-Encoding': c.encoding }, c.body))).trim(), FEED)
    })
  }

  it('H7: two Content-Encoding headers are one list', async () => {
    const bytes = gzipSync(deflateSync(FEED))
    const twice = `HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Encoding: gzip\r\nContent-Length: ${bytes.length}\r\n\r\n`
    assert.equal(textOf(await visit(Buffer.concat([Buffer.from(twice), bytes]))), FEED)
  })

  const flipped = Buffer.from(gzipSync(FEED)).map((byte, i) => (i === 20 ? byte ^ 0xff : byte))
  const bad = [
    { it: 'corrupt gzip', encoding: 'gzip', body: flipped, code: 'fetch.encoding' },
    { it: 'gzip labelled br', encoding: 'br', body: gzipSync(FEED), code: 'fetch.encoding' },
    { it: 'gzip labelled zstd', encoding: 'zstd', body: gzipSync(FEED), code: 'fetch.encoding' },
    { it: 'truncated gzip', encoding: 'gzip', body: gzipSync(FEED).subarray(0, -12), code: 'fetch.truncated' },
    { it: 'truncated br', encoding: 'br', body: brotliCompressSync(FEED).subarray(0, -12), code: 'fetch.truncated' },
    { it: 'truncated zstd', encoding: 'zstd', body: zstdCompressSync(FEED).subarray(0, -12), code: 'fetch.truncated' },
    { it: 'an unknown coding', encoding: 'compress', body: gzipSync(FEED), code: 'fetch.encoding' },
    { it: 'S23: a coding that would colour the terminal', encoding: 'x\u009b31m', body: gzipSync(FEED), code: 'fetch.encoding' },
    { it: 'a long chain (H9)', encoding: 'gzip,gzip,gzip,gzip', body: gzipSync(gzipSync(gzipSync(gzipSync(FEED)))), code: 'fetch.encoding' },
  ]
  for (const c of bad) {
    it(`H8: says so of ${c.it}`, async () => {
      const bytes = Buffer.concat([head(200, { 'content-length': String(c.body.length), 'content-encoding': c.encoding }), c.body])
      const error = await failureOf(visit(bytes))
      assert.equal(error.code, c.code, error.message)
      assert.ok(!error.message.includes('\u009b'))
    })
  }
})

describe('framing', () => {
  const half = Buffer.from(FEED.slice(0, 40))
  const withLength = Buffer.concat([head(200, { 'content-length': String(FEED.length) }), half])
  const chunked = Buffer.concat([head(200, { 'transfer-encoding': 'chunked' }), Buffer.from(`28\r\n${half.toString()}\r\n`)])
  const cases = [
    { it: 'H10: a body shorter than promised', script: thenClose(withLength), code: 'fetch.truncated' },
    { it: 'H10: the same, announcing the close', script: thenClose(Buffer.concat([head(200, { 'content-length': '99', connection: 'close' }), half])), code: 'fetch.truncated' },
    { it: 'H10: a reset within the body', script: thenReset(withLength), code: 'fetch.truncated' },
    { it: 'H10: chunks that never end', script: thenClose(chunked), code: 'fetch.truncated' },
    { it: 'H11: broken chunk sizes', script: thenClose(Buffer.concat([head(200, { 'transfer-encoding': 'chunked' }), Buffer.from('zz\r\nabc\r\n0\r\n\r\n')])), code: 'fetch.network' },
    { it: 'H11: no HTTP at all', script: thenClose('SSH-2.0-OpenSSH_9.9\r\n'), code: 'fetch.network' },
    { it: 'H11: a header without colon', script: thenClose('HTTP/1.1 200 OK\r\nbroken header\r\n\r\n'), code: 'fetch.network' },
    { it: 'H11: a NUL in a header', script: thenClose('HTTP/1.1 200 OK\r\nETag: a\0b\r\nContent-Length: 0\r\n\r\n'), code: 'fetch.network' },
    { it: 'H11: two different Content-Length', script: thenClose('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'), code: 'fetch.truncated' },
    { it: 'H11: a negative Content-Length', script: thenClose('HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n'), code: 'fetch.network' },
    { it: 'H11: an uninvited upgrade', script: thenClose('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n'), code: 'fetch.network' },
    { it: 'H14: an empty close', script: thenClose(''), code: 'fetch.network' },
    { it: 'H14: a reset', script: thenReset(''), code: 'fetch.network' },
  ]
  for (const c of cases) {
    it(`${c.it} is a failure in words, and no second request`, async () => {
      const server = await serve({ '/feed': c.script })
      const error = await failureOf(fetcher()(`${server.origin}/feed`))
      assert.equal(error.code, c.code, error.message)
      assert.match(error.reason, /^(?:the|its) [a-z].*(?: |\()[\w)]+$/iu)
      assert.equal(server.requests.length, 1)
    })
  }

  const fine = [
    { it: 'HTTP/1.0 until the close', script: thenClose(`HTTP/1.0 200 OK\r\n\r\n${FEED}`) },
    { it: 'HTTP/1.1 until the close', script: thenClose(`HTTP/1.1 200 OK\r\n\r\n${FEED}`) },
    { it: 'early hints first', script: `HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: ${FEED.length}\r\n\r\n${FEED}` },
    { it: '100 first', script: `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: ${FEED.length}\r\n\r\n${FEED}` },
    { it: '100 first, by itself', script: slowly('HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\n', `HTTP/1.1 200 OK\r\nContent-Length: ${FEED.length}\r\n\r\n${FEED}`) },
    { it: 'an answer in pieces', script: slowly('HTTP/1.1 2', `00 OK\r\nContent-Le`, `ngth: ${FEED.length}\r\n\r`, `\n${FEED.slice(0, 9)}`, FEED.slice(9)) },
    { it: '102 first', script: `HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: ${FEED.length}\r\n\r\n${FEED}` },
    { it: 'chunks with extensions and trailers', script: `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${FEED.length.toString(16)};a=b\r\n${FEED}\r\n0\r\nX-T: 1\r\n\r\n` },
  ]
  for (const c of fine) it(`H13: reads ${c.it}`, async () => assert.equal(textOf(await visit(c.script)), FEED))

  it('H14: a port where nothing listens', async () => {
    const server = await serve({})
    await server.close()
    closing.pop()
    const error = await failureOf(fetcher()(`${server.origin}/feed`))
    assert.deepEqual([error.code, error.reason], ['fetch.network', 'the connection was refused: nothing listens there'])
  })

  it('H14: TLS where there is none', async () => {
    const server = await serve({ '*': thenClose('HTTP/1.1 400 Bad Request\r\n\r\n') })
    const error = await failureOf(fetcher({ timeout: 1000 })(`https://127.0.0.1:${server.port}/feed`))
    assert.ok(['fetch.network', 'fetch.timeout'].includes(error.code))
  })

  it('H15: a kept-alive connection closed under us is asked again, silently, and once', async () => {
    const server = await serve({ '/feed': inTurn(answer(200, {}, FEED), thenReset(''), answer(200, {}, FEED), thenClose(''), thenClose('')) })
    const ask = fetcher({ perHost: 1 })
    await ask(`${server.origin}/feed`)
    assert.equal(textOf(await ask(`${server.origin}/feed`)), FEED)
    assert.deepEqual(server.requests.map(({ connection }) => connection), [1, 1, 2])
    await failureOf(ask(`${server.origin}/feed`))
    assert.equal(server.requests.length, 5)
  })

  it('H11: what a broken answer brought is not taken over into the next request', async () => {
    const server = await serve({ '/feed': inTurn(thenClose('HTTP/1.1 200 OK\r\nETag: "bad"\r\nContent-Length: 9\r\n\r\nab'), answer(200, {}, FEED)) })
    const ask = fetcher()
    await failureOf(ask(`${server.origin}/feed`))
    await ask(`${server.origin}/feed`)
    assert.equal(server.requests[1]?.headers.has('if-none-match'), false)
  })
})

describe('P30: hosts', () => {
  it('are asked by at most perHost requests at a time, and a hanging one holds the others up in nothing', async () => {
    const server = await serve({ '/hang': thenSilence(''), '/feed': answer(200, {}, FEED) })
    const ask = fetcher({ allowPrivate: ['127.0.0.1', 'localhost'], concurrency: 4, perHost: 2 })
    const stop = new AbortController()
    const hanging = Promise.allSettled(Array.from({ length: 50 }, (_, i) => ask(`${server.origin}/hang?${i}`, {}, {}, stop.signal)))
    for (let i = 0; i < 20; i += 1) assert.equal((await ask(`http://localhost:${server.port}/feed`)).kind, 'fresh')
    const hung = () => server.requests.filter(({ target }) => target.startsWith('/hang')).length
    assert.equal(hung(), 2)
    stop.abort()
    await hanging
    assert.equal(hung(), 2)
  })
})

describe('a fetcher that is closed', () => {
  it('blames no source: those under way, and those that wait, end with an error that is no failure of theirs', async () => {
    const server = await serve({ '/hang': thenSilence('') })
    const http = createHttpFetcher({ ...FETCH, perHost: 1 }, USER_AGENT)
    const { signal } = new AbortController()
    const visits = [1, 2, 3].map(() => http.fetch(sourceAt(`${server.origin}/hang`), stateWith(), signal))
    while (server.requests.length === 0) await sleep(5)
    const settled = Promise.allSettled(visits)
    await http.close()
    const reasons = (await settled).map((result) => (result.status === 'rejected' ? result.reason : null))
    assert.ok(reasons.every((reason) => reason instanceof Error && !(reason instanceof FeedmillError)))
  })
})

describe('P32: two sources with one URL', () => {
  it('share one request of a run, at the same time or one after the other', async () => {
    const server = await serve({ '/feed': answer(200, {}, FEED) })
    const url = `${server.origin}/feed`
    const ask = fetcher({}, [url])
    const { signal } = new AbortController()
    const both = await Promise.all([ask(url, {}, {}, signal), ask(url, {}, {}, signal)])
    const later = await ask(url, {}, {}, signal)
    assert.deepEqual([[...both, later].map(textOf), server.requests.length], [[FEED, FEED, FEED], 1])
  })

  it('share a failure too', async () => {
    const server = await serve({ '/feed': answer(500) })
    const url = `${server.origin}/feed`
    const ask = fetcher({}, [url])
    const { signal } = new AbortController()
    await failureOf(ask(url, {}, {}, signal))
    await failureOf(ask(url, {}, {}, signal))
    assert.equal(server.requests.length, 1)
  })

  it('ask again in the next run', async () => {
    const server = await serve({ '/feed': answer(200, {}, FEED) })
    const url = `${server.origin}/feed`
    const ask = fetcher({}, [url])
    await ask(url)
    await ask(url)
    assert.equal(server.requests.length, 2)
  })

  it('do not when their headers differ, or what they know', async () => {
    const server = await serve({ '/feed': answer(200, {}, FEED) })
    const url = `${server.origin}/feed`
    const ask = fetcher({}, [url])
    const { signal } = new AbortController()
    const validators = { url, etag: '"1"', lastModified: null }
    await Promise.all([ask(url, {}, {}, signal), ask(url, {}, { 'x-key': 'k' }, signal), ask(url, { validators }, {}, signal)])
    assert.equal(server.requests.length, 3)
  })
})

describe('secrets', () => {
  it('S16: a failure shows the URL without user, password and keys', async () => {
    const server = await serve({ '/feed': answer(500) })
    const error = await failureOf(fetcher()(`http://me:hush@127.0.0.1:${server.port}/feed?page=2&api_key=hush&token=hush#hush`, {}, { 'x-k': 'hush' }))
    assert.equal(error.at, `${server.origin}/feed?page=2&api_key=***&token=***`)
    assert.ok(!`${error.message}${error.stack}`.includes('hush'))
  })
})
