// Behaviours that show over several runs of the whole mill (P, H18, S15), against a server that answers by a script.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, it } from 'vitest'
import { refresh, type RefreshOptions } from '../../src/run/refresh.ts'
import type { SourceReport } from '../../src/run/report.ts'
import { checkConfig } from '../../src/settings/check.ts'
import { answer, inTurn, type Script, startWireServer, thenSilence, type WireServer } from '../support/wire-server.ts'

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')
const FORCED: RefreshOptions = { force: true }
const feed = (title: string, more = ''): string =>
  `<rss version="2.0"><channel><title>Sample</title>${more}<item><guid>1</guid><title>${title}</title></item></channel></rss>`
const ok = (etag: string, body: string): Uint8Array => answer(200, { ETag: etag }, body)
const to = (path: string, status = 301): Uint8Array => answer(status, { Location: path })
const late: Script = (socket) => void setTimeout(() => socket.write(to('/c', 302)), 300) // when its host has refused the other one
const PAGE = answer(200, { ETag: '"page"', 'Content-Type': 'text/html' }, '<!doctype html><title>Please log in</title>')
const closing: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A mill in a folder of its own; each key of `scripts` is a source (`/a` is `a`), unless `ids` names fewer. */
async function makeMill(scripts: Readonly<Record<string, Script>>, ids = Object.keys(scripts).map((path) => path.slice(1))) {
  const server = await startWireServer(scripts)
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-visits-'))
  closing.push(server.close, () => rmSync(dir, { recursive: true }))
  const sources = ids.map((id) => `  - { id: ${id}, url: "${server.origin}/${id}" }\n`).join('')
  const limits = '{ timeout: 10s, hostDelay: 0ms, perHost: 8, allowPrivate: [127.0.0.1] }'
  const config = join(dir, 'feedmill.yaml')
  writeFileSync(config, `site: { title: Mill, url: https://mill.example.org }\nfetch: ${limits}\nsources:\n${sources}`)
  const settings = checkConfig(readFileSync(config, 'utf8'), config, {})
  const run = async (options: RefreshOptions = {}): Promise<readonly SourceReport[]> => (await refresh(settings, options)).sources
  return { server, config, run, published: () => publishedIn(settings.publish.dir) }
}

/** Every published file with its bytes and the time of its last change. */
function publishedIn(dir: string): readonly string[] {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => join(parentPath, name)).sort().map((path) => `${path} ${statSync(path).mtimeMs} ${readFileSync(path, 'latin1')}`)
}

function sentEtags({ requests }: WireServer): (string | undefined)[] {
  return requests.map(({ headers }) => headers.get('if-none-match'))
}

describe('validators', () => {
  it('P5: the latest ones are sent', async () => {
    const { server, run } = await makeMill({ '/a': inTurn(ok('"1"', feed('one')), ok('"2"', feed('two')), answer(304)) })
    for (let i = 0; i < 3; i += 1) await run()
    assert.deepEqual(sentEtags(server), [undefined, '"1"', '"2"'])
  })

  it('P9: those of a body that is no feed, or of a refusal, are not kept', async () => {
    const { server, run } = await makeMill({ '/a': inTurn(PAGE, answer(500, { ETag: '"500"' }), ok('"1"', feed('one'))) })
    for (let i = 0; i < 3; i += 1) await run(FORCED)
    assert.deepEqual(sentEtags(server), [undefined, undefined, undefined])
  })

  it('P9: nor those of a document that ends in the middle: they may be of the whole one, which a 304 would hide', async () => {
    const [whole, cut] = [feed('one'), feed('one').replace('</channel></rss>', '<item><title>Hal')]
    const { server, run } = await makeMill({ '/a': inTurn(ok('"1"', cut), ok('"1"', cut), ok('"1"', whole), answer(304)) })
    const outcomes: string[] = []
    for (let i = 0; i < 4; i += 1) outcomes.push(...(await run(FORCED)).map(({ outcome }) => outcome))
    assert.deepEqual(outcomes, ['ingested', 'unchanged', 'ingested', 'unchanged'])
    assert.deepEqual(sentEtags(server), [undefined, undefined, undefined, '"1"'])
  })

  it('P20, H18: those of the last good document stay, and so does all that was published, whatever comes then', async () => {
    const { server, run, published } = await makeMill({ '/a': inTurn(ok('"1"', feed('one')), answer(500), PAGE, answer(200), answer(304)) })
    await run()
    const before = published()
    const outcomes: string[] = []
    for (let i = 0; i < 4; i += 1) outcomes.push(...(await run(FORCED)).map(({ error, outcome }) => error?.code ?? outcome))
    assert.deepEqual(outcomes, ['fetch.status', 'parse.not_a_feed', 'parse.empty', 'unchanged'])
    assert.deepEqual(sentEtags(server), [undefined, '"1"', '"1"', '"1"', '"1"'])
    assert.deepEqual(published(), before)
  })
})

describe('P8: a document that says nothing new', () => {
  const cases = [
    { it: 'the same bytes', again: feed('one') },
    { it: 'another lastBuildDate', again: feed('one', '<lastBuildDate>Fri, 01 May 2026 00:00:00 GMT</lastBuildDate>') },
  ]
  for (const c of cases) {
    it(`brings no articles and touches no file: ${c.it}`, async () => {
      const { run, published } = await makeMill({ '/a': inTurn(answer(200, {}, feed('one')), answer(200, {}, c.again)) })
      await run()
      const before = published()
      const [report] = await run()
      assert.deepEqual([report?.new, report?.updated, published()], [0, 0, before])
    })
  }
})

describe('moves', () => {
  it('P21: a permanent one is remembered: the next run asks the new place at once', async () => {
    const { server, run } = await makeMill({ '/a': to('/new'), '/new': answer(200, {}, feed('one')) }, ['a'])
    const [report] = await run()
    await run()
    assert.equal(report?.movedTo, `${server.origin}/new`)
    assert.deepEqual(server.requests.map(({ target }) => target), ['/a', '/new', '/new'])
  })

  it('P24: one to a page that is no feed never is', async () => {
    const { server, run } = await makeMill({ '/a': to('/login'), '/login': PAGE }, ['a'])
    const [report] = await run()
    await run(FORCED)
    assert.deepEqual([report?.outcome, report?.movedTo], ['failed', null])
    assert.deepEqual(server.requests.map(({ target }) => target), ['/a', '/login', '/a', '/login'])
  })

  it('P24: not even after it was good once', async () => {
    const { run } = await makeMill({ '/a': inTurn(answer(200, {}, feed('one')), to('/login', 308)), '/login': PAGE }, ['a'])
    await run()
    assert.equal((await run())[0]?.movedTo, null)
  })
})

describe('sources in trouble', () => {
  it('P15: nothing is asked before the time that Retry-After names, and the report says it', async () => {
    const { server, run } = await makeMill({ '/a': answer(429, { 'Retry-After': '3600' }) })
    const [failed] = await run()
    const [put] = await run()
    assert.deepEqual([failed?.outcome, put?.outcome, server.requests.length], ['failed', 'skipped', 1])
    assert.ok(Date.parse(put?.nextDueAt ?? '') > Date.now() + 3_500_000)
  })

  it('P15: that time counts from the answer, however long the run was under way by then', async () => {
    let answeredAt = 0
    const late: Script = (socket) =>
      void setTimeout(() => {
        answeredAt = Date.now()
        socket.write(answer(503, { 'Retry-After': '3600' }))
      }, 300)
    const { run } = await makeMill({ '/a': late })
    const [failed] = await run()
    assert.ok(Date.parse(failed?.nextDueAt ?? '') >= answeredAt + 3_600_000)
  })

  const asking = [
    { header: 'Cache-Control', value: () => 'max-age=3600' },
    { header: 'Expires', value: (now: number) => new Date(now + 3_600_999).toUTCString() },
  ]
  for (const { header, value } of asking) {
    it(`P11: ${header} counts from the answer; an article was seen when the run began`, async () => {
      let answeredAt = 0
      const slow: Script = (socket) =>
        void setTimeout(() => {
          answeredAt = Date.now()
          socket.write(answer(200, { [header]: value(answeredAt) }, feed('one')))
        }, 300)
      const { run, published } = await makeMill({ '/a': slow })
      const [report] = await run()
      assert.ok(Date.parse(report?.nextDueAt ?? '') >= answeredAt + 3_600_000)
      const json = JSON.parse(published().find((file) => file.includes('all.json '))?.replace(/^\S+ \S+ /u, '') ?? '') as { items: { date_published: string }[] }
      assert.ok(Date.parse(json.items[0]?.date_published ?? '') <= answeredAt - 200)
    })
  }

  it('P11, P31: one that is asked before its time and put off by its host keeps its time', async () => {
    const { run } = await makeMill({
      '/a': inTurn(answer(200, {}, feed('one')), answer(429)),
      '/b': inTurn(answer(200, { 'Cache-Control': 'max-age=7200' }, feed('two')), late),
    })
    const due = Date.parse((await run())[1]?.nextDueAt ?? '')
    const [refused, put] = await run(FORCED)
    assert.deepEqual([refused?.outcome, put?.outcome, Date.parse(put?.nextDueAt ?? '') - due], ['failed', 'skipped', 0])
  })

  it('P17: a failure is not asked again at once', async () => {
    const { server, run } = await makeMill({ '/a': answer(404) })
    await run()
    await run()
    assert.equal(server.requests.length, 1)
  })

  it('P18: one that is gone is not asked again, its articles stay, and a command asks it all the same', async () => {
    const { server, run, published } = await makeMill({ '/a': inTurn(answer(200, {}, feed('one')), answer(410), answer(200, {}, feed('two'))) })
    await run()
    const before = published()
    const outcomes: string[] = []
    for (const options of [{}, {}, FORCED, {}]) outcomes.push(...(await run(options)).map(({ outcome }) => outcome))
    assert.deepEqual(outcomes, ['gone', 'gone', 'ingested', 'unchanged'])
    assert.equal(server.requests.length, 4)
    assert.ok(before.length > 0)
  })

  it('P19: one that failed for long recovers by itself', async () => {
    const fails = Array.from({ length: 5 }, () => answer(503))
    const { run } = await makeMill({ '/a': inTurn(...fails, answer(200, {}, feed('one'))) })
    const outcomes: (string | undefined)[] = []
    for (let i = 0; i < 6; i += 1) outcomes.push((await run(FORCED))[0]?.outcome)
    assert.deepEqual(outcomes, [...fails.map(() => 'failed'), 'ingested'])
  })
})

describe('what comes in place of a feed', () => {
  const types = [null, 'text/html; charset=utf-8', 'application/octet-stream', 'application/json', 'image/png', ';;;']
  for (const type of types) {
    it(`H16: a feed is read by what it says, sent as ${type ?? 'nothing at all'}`, async () => {
      const { run } = await makeMill({ '/a': answer(200, type === null ? {} : { 'Content-Type': type }, feed('one')) })
      const [report] = await run()
      assert.deepEqual([report?.outcome, report?.items], ['ingested', 1])
    })
  }

  const others = [
    { it: 'nothing', body: '', code: 'parse.empty', says: /empty/u },
    { it: 'blanks', body: ' \n ', code: 'parse.empty', says: /blank/u },
    { it: 'a page', body: '<!doctype html><title>Hello</title>', code: 'parse.not_a_feed', says: /HTML page/u },
    { it: 'a picture', body: '\u0089PNG\r\n', code: 'parse.not_a_feed', says: /not|no feed|PNG/u },
  ]
  for (const other of others) {
    it(`H17: ${other.it} is a failure that says what came`, async () => {
      const { run } = await makeMill({ '/a': answer(200, { 'Content-Type': 'application/rss+xml' }, other.body) })
      const [report] = await run()
      assert.equal(report?.error?.code, other.code)
      assert.match(report?.error?.message ?? '', other.says)
    })
  }
})

describe('what a feed names', () => {
  it('S15: is not fetched: hub, next page, icon, image, enclosure, style sheet, DTD, pictures in its text', async () => {
    const links = ['hub', 'next', 'self', 'enclosure', 'replies'].map((rel) => `<link rel="${rel}" href="/${rel}"/>`).join('')
    const atom = `<?xml version="1.0"?><?xml-stylesheet href="/style.xsl"?><!DOCTYPE feed SYSTEM "/dtd"><feed xmlns="http://www.w3.org/2005/Atom">${links}<icon>/icon</icon><logo>/logo</logo><entry><id>1</id>${links}<content type="html">&lt;img src="/img">&lt;iframe src="/frame">&lt;/iframe></content></entry></feed>`
    const { server, run } = await makeMill({ '/a': answer(200, {}, atom) })
    assert.equal((await run())[0]?.outcome, 'ingested')
    assert.deepEqual(server.requests.map(({ target }) => target), ['/a'])
  })
})

describe('K9: a run that is interrupted', () => {
  it('ends soon, keeps the sources that were finished, and blames none of the others', async () => {
    const { server, run } = await makeMill({ '/good': ok('"1"', feed('one')), '/hang': thenSilence('') })
    const stop = new AbortController()
    const running = run({ signal: stop.signal, onProgress: () => stop.abort(new Error('interrupted')) })
    const start = performance.now()
    const outcomes = (await running).map(({ outcome }) => outcome)
    assert.deepEqual(outcomes, ['ingested', 'skipped'])
    assert.ok(performance.now() - start < 3000)
    await run({ sources: ['good'] })
    assert.deepEqual(sentEtags(server).at(-1), '"1"')
  })

  it('keeps when it visited those that had not changed', async () => {
    const { run } = await makeMill({ '/good': inTurn(ok('"1"', feed('one')), answer(304), answer(304, { 'Cache-Control': 'max-age=3600' })), '/hang': thenSilence('') })
    const interrupted = async (): Promise<string[]> => {
      const stop = new AbortController()
      return (await run({ signal: stop.signal, onProgress: () => stop.abort(new Error('interrupted')) })).map(({ outcome }) => outcome)
    }
    for (const outcome of ['ingested', 'unchanged', 'unchanged']) assert.deepEqual(await interrupted(), [outcome, 'skipped'])
    assert.deepEqual((await run({ sources: ['good'] }))[0]?.outcome, 'skipped')
  })

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`does so within three seconds when the process gets ${signal}`, async () => {
      const { server, config, run } = await makeMill({ '/good': ok('"1"', feed('one')), '/hang': thenSilence('') })
      const child = spawn(process.execPath, [MAIN, 'refresh', '--config', config], { stdio: 'ignore' })
      const ended = once(child, 'exit')
      while (server.requests.length < 2) await sleep(10)
      await sleep(200) // for the good one to be saved
      const start = performance.now()
      child.kill(signal)
      await ended
      assert.ok(performance.now() - start < 3000)
      await run({ sources: ['good'] })
      assert.deepEqual(sentEtags(server), [undefined, undefined, '"1"'])
    })
  }
})
