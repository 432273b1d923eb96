// What a JSON API shows over several runs: it is as polite as a feed, and moves, refusals and its end are remembered by the address.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, it } from 'vitest'
import type { SourceId } from '../../src/model/article.ts'
import { DAY, HOUR } from '../../src/model/clock.ts'
import type { SourceState } from '../../src/model/source.ts'
import { reviveSource } from '../../src/run/commands/sources.ts'
import { refresh, type RefreshOptions } from '../../src/run/refresh.ts'
import type { SourceReport } from '../../src/run/report.ts'
import { lookAtStore, withRealStore } from '../../src/run/wire.ts'
import { checkConfig } from '../../src/settings/check.ts'
import { answer, inTurn, type Script, startWireServer } from '../support/wire-server.ts'

const FORCED: RefreshOptions = { force: true }
const list = (...ids: readonly number[]): string => JSON.stringify({ items: ids.map((id) => ({ id, title: `Record ${id}` })) })
const page = (id: number, next: string | null): Uint8Array => answer(200, {}, JSON.stringify({ items: [{ id, title: `Record ${id}` }], next }))
const ok = (body: string, etag = '"1"'): Uint8Array => answer(200, { ETag: etag, 'Content-Type': 'application/json' }, body)
const to = (path: string, status = 301): Uint8Array => answer(status, { Location: path })
const closing: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A mill of one API, `wire`, with a list at each of `paths`. */
async function makeMill(scripts: Readonly<Record<string, Script>>, paths = ['/a'], more = '') {
  const server = await startWireServer(scripts)
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-api-'))
  closing.push(server.close, () => rmSync(dir, { recursive: true }))
  const urls = paths.map((path) => `"${server.origin}${path}"`).join(', ')
  const source = `{ id: wire, type: json, url: [${urls}], items: items, fields: { guid: id, title: title }${more.replaceAll('ORIGIN', server.origin)} }`
  const config = `site: { title: Mill, url: https://mill.example.org }\nfetch: { timeout: 5s, hostDelay: 0ms, allowPrivate: [127.0.0.1] }\nsources: [${source}]\n`
  const settings = checkConfig(config, join(dir, 'feedmill.yaml'), {})
  const run = async (options: RefreshOptions = {}): Promise<SourceReport | undefined> => (await refresh(settings, options)).sources[0]
  const state = async (): Promise<SourceState | undefined> => lookAtStore(settings, async (store) => (await store.loadSourceStates()).get('wire' as SourceId), undefined)
  const asked = (): string[] => server.requests.map(({ target }) => target)
  /** As if it had been silent for a month. */
  const age = async (): Promise<void> => {
    const known = await state()
    if (known !== undefined) await withRealStore(settings.store, (store) => store.saveSourceState('wire' as SourceId, { ...known, changedAt: Date.now() - 30 * DAY }))
  }
  return { server, run, state, asked, age, revive: () => reviveSource('wire', settings) }
}

describe('a JSON API over the runs', () => {
  it('P11: the longest max-age of its lists holds, from the answer on', async () => {
    let answeredAt = 0
    const slow: Script = (socket) =>
      void setTimeout(() => {
        answeredAt = Date.now()
        socket.write(answer(200, { 'Cache-Control': 'max-age=3600' }, list(1)))
      }, 300)
    const { run } = await makeMill({ '/a': slow, '/b': answer(200, { 'Cache-Control': 'max-age=60' }, list(2)) }, ['/a', '/b'])
    const report = await run()
    assert.ok(Date.parse(report?.nextDueAt ?? '') >= answeredAt + 3_600_000)
  })

  it('one that has not changed for long rests, and is due at the next run as soon as it changes', async () => {
    const { run, age } = await makeMill({ '/a': inTurn(ok(list(1)), answer(304), ok(list(1, 2), '"2"')) })
    await run()
    await age()
    const rested = await run(FORCED)
    assert.ok(Date.parse(rested?.nextDueAt ?? '') > Date.now() + 3 * HOUR)
    const changed = await run(FORCED)
    assert.ok(Date.parse(changed?.nextDueAt ?? '') <= Date.now())
  })

  it('P9: validators of a list that ends in the middle are not kept', async () => {
    const cut = list(1, 2).slice(0, -10)
    const { server, run } = await makeMill({ '/a': inTurn(ok(cut), ok(cut), ok(list(1, 2)), answer(304)) })
    const counts: (number | undefined)[] = []
    for (let i = 0; i < 4; i += 1) counts.push((await run(FORCED))?.new)
    assert.deepEqual(counts, [1, 0, 1, 0])
    assert.deepEqual(server.requests.map(({ headers }) => headers.get('if-none-match')), [undefined, undefined, undefined, '"1"'])
  })

  it('P21: a permanent move of a list is remembered, and asked at once the next time', async () => {
    const { run, state, asked, server } = await makeMill({ '/a': to('/new'), '/new': inTurn(ok(list(1)), answer(304)) })
    await run()
    await run(FORCED)
    assert.deepEqual(asked(), ['/a', '/new', '/new'])
    assert.equal(server.requests.at(-1)?.headers.get('if-none-match'), '"1"')
    assert.deepEqual((await state())?.lists.map(({ url, movedTo }) => [url, movedTo]), [[`${server.origin}/a`, `${server.origin}/new`]])
  })

  it('P22, P24: a temporary one is not, nor one to what is no JSON', async () => {
    const { run, state, asked } = await makeMill({ '/a': inTurn(to('/x', 302), to('/login')), '/x': ok(list(1)), '/login': answer(200, {}, '<!doctype html>') })
    await run()
    await run(FORCED)
    assert.deepEqual(asked(), ['/a', '/x', '/a', '/login'])
    assert.deepEqual((await state())?.lists.map(({ movedTo }) => movedTo), [null])
  })

  it('P21: a remembered move is undone by `revive`, for good', async () => {
    const { run, asked, revive, state } = await makeMill({ '/a': to('/new'), '/new': ok(list(1)) })
    await run()
    await revive()
    await run()
    await run(FORCED)
    assert.deepEqual(asked(), ['/a', '/new', '/a', '/new', '/a', '/new'])
    assert.equal((await state())?.lists[0]?.movedTo, null)
  })

  it('a moved list that fails is asked at its configured address the next time', async () => {
    const { run, asked } = await makeMill({ '/a': to('/new'), '/new': inTurn(ok(list(1)), answer(500)), '/b': ok(list(2)) }, ['/a', '/b'])
    for (let i = 0; i < 3; i += 1) await run(FORCED)
    assert.deepEqual(asked().filter((path) => path !== '/b'), ['/a', '/new', '/new', '/a', '/new'])
  })

  it('P18: a list that is gone is not asked again while another one goes on', async () => {
    const { run, asked } = await makeMill({ '/a': answer(410), '/b': ok(list(2)) }, ['/a', '/b'])
    const first = await run()
    await run(FORCED)
    assert.deepEqual(asked().filter((path) => path === '/a'), ['/a'])
    assert.deepEqual([first?.outcome, first?.notes.map(({ code }) => code)], ['ingested', ['list.failed']])
  })

  it('P18: so it is while all others fail', async () => {
    const { run, asked } = await makeMill({ '/a': answer(410), '/b': answer(500) }, ['/a', '/b'])
    const outcomes = [await run(), await run(FORCED)].map((report) => report?.outcome)
    assert.deepEqual([outcomes, asked().filter((path) => path === '/a')], [['failed', 'failed'], ['/a']])
  })

  it('P15: of lists that all fail the longest Retry-After holds', async () => {
    const { run, state } = await makeMill({ '/a': answer(500), '/b': answer(503, { 'Retry-After': '7200' }) }, ['/a', '/b'])
    const report = await run()
    assert.match(report?.error?.message ?? '', /answered 503/u)
    assert.ok(Date.parse(report?.nextDueAt ?? '') > Date.now() + 7_000_000)
    assert.equal((await state())?.quiet?.domain, '127.0.0.1')
  })

  it('P18: one whose every list is gone is gone, keeps its articles, and is asked again by `revive`', async () => {
    const { run, revive, asked } = await makeMill({ '/a': inTurn(ok(list(1)), answer(410), ok(list(1), '"2"')) })
    const outcomes = [await run(), await run(), await run()].map((report) => report?.outcome)
    await revive()
    assert.deepEqual([...outcomes, (await run())?.outcome, asked().length], ['ingested', 'gone', 'gone', 'unchanged', 3])
  })

  it('P31: a list that was refused keeps its host quiet although another one answers', async () => {
    const { run, state, asked } = await makeMill({ '/a': answer(429, { 'Retry-After': '3600' }), '/b': ok(list(2)) }, ['/b', '/a'])
    assert.equal((await run())?.outcome, 'ingested')
    assert.ok(((await state())?.quiet?.until ?? 0) > Date.now() + 3_500_000)
    assert.equal((await run())?.outcome, 'skipped')
    assert.equal(asked().length, 2)
  })

  it('P31: so does a further page that was refused', async () => {
    const { run, state, asked } = await makeMill({ '/a': page(1, '/2'), '/2': answer(429, { 'Retry-After': '3600' }) }, ['/a'], ', next: next')
    assert.equal((await run())?.outcome, 'ingested')
    assert.equal((await state())?.quiet?.domain, '127.0.0.1')
    assert.deepEqual([(await run())?.outcome, asked()], ['skipped', ['/a', '/2']])
  })

  it('P31: so does a detail call that was refused', async () => {
    const detail = ', detail: { url: "ORIGIN/text?id={id}", fields: { content: text } }'
    const { run, state } = await makeMill({ '/a': ok(list(1)), '/text': answer(429, { 'Retry-After': '3600' }) }, ['/a'], detail)
    await run()
    assert.equal((await state())?.quiet?.domain, '127.0.0.1')
    assert.equal((await run())?.outcome, 'skipped')
  })

  it('a list of which one record changed brings that one, and counts all', async () => {
    const changed = list(1, 2, 3).replace('Record 2', 'Mended')
    const { run } = await makeMill({ '/a': inTurn(ok(list(1, 2)), ok(changed, '"2"')), '/b': inTurn(ok(list(2, 4), '"b"'), ok(list(4, 2), '"b2"')) }, ['/a', '/b'])
    await run()
    const { new: added, updated, items } = (await run(FORCED)) ?? {}
    assert.deepEqual([added, updated, items], [1, 1, 4])
  })

  it('a record that waits for its detail is asked for although its list says the same of it', async () => {
    const detail = ', detail: { url: "ORIGIN/text?id={id}", fields: { content: text } }'
    const text = answer(200, {}, '{"text":"Whole"}')
    const { run, asked } = await makeMill({ '/a': inTurn(ok(list(1)), ok(list(1, 2), '"2"'), ok(list(1, 2, 3), '"3"')), '/text': inTurn(answer(503), text) }, ['/a'], detail)
    const outcomes = [await run(), await run(FORCED), await run(FORCED)]
    assert.deepEqual(outcomes.map((report) => report?.new), [0, 2, 1])
    assert.deepEqual(asked().filter((path) => path !== '/a'), ['/text?id=1', '/text?id=1', '/text?id=2', '/text?id=3'])
  })

  it('P31: with `refusals: source` a refused list holds up nobody else', async () => {
    const { run, state } = await makeMill({ '/a': answer(429, { 'Retry-After': '3600' }), '/b': ok(list(2)) }, ['/b', '/a'], ', refusals: source')
    await run()
    assert.equal((await state())?.quiet, null)
    assert.equal((await run())?.outcome, 'unchanged')
  })

  it('goes on from the page that names the next one, wherever the first was', async () => {
    const { run, asked } = await makeMill({ '/a': page(1, 'old/2'), '/old/2': page(2, '3'), '/old/3': page(3, null) }, ['/a'], ', next: next')
    assert.deepEqual([(await run())?.new, asked()], [3, ['/a', '/old/2', '/old/3']])
  })

  it('S16: what looks like a key in its addresses is not told, whatever they answer', async () => {
    const detail = ', detail: { url: "ORIGIN/text?token=hush-hush&id={id}", fields: { content: text } }'
    const told = async (body: string, text: Script): Promise<readonly string[]> => {
      const { run } = await makeMill({ '/a': answer(200, {}, body), '/text': text }, ['/a?token=hush-hush'], detail)
      const report = await run()
      return [...(report?.notes ?? []), ...(report?.error ? [report.error] : [])].map(({ message }) => message)
    }
    const messages = [
      ...(await told(list(1), answer(410))),
      ...(await told(list(1), answer(200, {}, '{"other":1}'))),
      ...(await told(list(1), answer(200, {}, '<html>'))),
      ...(await told('{"items":[{"title":"Nameless"}]}', answer(200))),
      ...(await told('{"items":7}', answer(200))),
      ...(await told('<html>', answer(200))),
    ]
    assert.equal(messages.length, 6)
    assert.deepEqual(messages.filter((message) => message.includes('hush') || !message.includes('token=***')), [])
  })

  it('keeps a history of what its visits came to', async () => {
    const { run, state } = await makeMill({ '/a': inTurn(ok(list(1)), answer(304), answer(304), answer(500)) })
    for (let i = 0; i < 4; i += 1) await run(FORCED)
    assert.deepEqual((await state())?.history.map(({ outcome, http, visits }) => [outcome, http, visits]), [['ingested', 200, 1], ['unchanged', 304, 2], ['failed', 500, 1]])
  })
})
