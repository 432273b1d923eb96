// Lists of a JSON API that change in part and have records in common: what is not read again makes no difference (real HTTP, store and files).
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, it } from 'vitest'
import type { SourceId } from '../../src/model/article.ts'
import { refresh } from '../../src/run/refresh.ts'
import { withRealStore } from '../../src/run/wire.ts'
import { checkConfig } from '../../src/settings/check.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { answer, type Script, startWireServer } from '../support/wire-server.ts'

interface Listed {
  readonly id: string
  readonly title?: string
  readonly outlet?: string
  readonly link?: string | null // null: the address of its detail call cannot be made
  readonly day?: number
}
interface Lists {
  readonly a?: readonly Listed[]
  readonly b?: readonly Listed[]
}

const DETAIL = 'detail: { url: "ORIGIN/detail?of={link}", fields: { content: text } }'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function makeMill() {
  const bodies = new Map<string, string>()
  let onDetail: (() => void) | null = null
  let busy: string | null = null
  const list = (name: string): Script => (socket) => socket.write(answer(bodies.has(name) ? 200 : 503, {}, bodies.get(name) ?? ''))
  const detail: Script = (socket, { target }) => {
    if (busy !== null && target.endsWith(busy)) return socket.write(answer(503))
    return onDetail === null ? socket.write(answer(200, {}, '{"text":"<p>Whole</p>"}')) : onDetail()
  }
  const server = await startWireServer({ '/a': list('a'), '/b': list('b'), '/detail': detail })
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-lists-'))
  closing.push(server.close, () => rmSync(dir, { recursive: true }))
  const settings = (names: string, more = ''): Settings => {
    const urls = names.split('').map((name) => `"${server.origin}/${name}"`).join(', ')
    const fields = 'items: list, fields: { guid: id, title: title, publishedAt: at, url: link, tags: outlet }'
    const source = `{ id: wire, type: json, url: [${urls}], ${fields}${more === '' ? '' : `, ${more}`} }`
    const text = `site: { title: Mill, url: https://mill.example.org }\nfetch: { hostDelay: 0ms, perHost: 8, allowPrivate: [127.0.0.1] }\nsources: [${source}]\n`
    return checkConfig(text.replaceAll('ORIGIN', server.origin), join(dir, 'feedmill.yaml'), {})
  }
  return {
    run: async (lists: Lists, names = 'ab', more = '', signal?: AbortSignal) => {
      bodies.clear()
      for (const [name, records] of Object.entries(lists)) bodies.set(name, bodyOf(name, records as readonly Listed[]))
      const { articles } = await refresh(settings(names, more), { force: true, ...(signal && { signal }) })
      return articles
    },
    /** Titles with their tags. */
    shown: (): string[] => {
      const { items } = JSON.parse(readFileSync(join(dir, 'feeds/all.json'), 'utf8')) as { items: { title: string; tags?: string[] }[] }
      return items.map(({ title, tags = [] }) => [title, ...tags.toSorted()].join(' ')).toSorted()
    },
    /** Everything is taken down, and may come again. */
    allowAgain: () =>
      withRealStore(settings('a').store, async (store) => {
        const articles = await store.loadArticles('wire' as SourceId, null, 100)
        const taken = await store.retract(articles.map(({ article }) => article.id), 0)
        await store.forgetRetractions(taken.map(({ articleId }) => articleId))
      }),
    /** No detail is to be had of this one. */
    fail: (id: string | null) => (busy = id),
    /** What a detail call does in place of being answered. */
    onDetail: (act: (() => void) | null) => (onDetail = act),
  }
}

function bodyOf(name: string, records: readonly Listed[]): string {
  const written = records.map(({ id, title = id, outlet = name, link, day = 1 }) => ({ id, title, outlet, at: `2026-01-${String(day).padStart(2, '0')} 09:00:00`, link: link === undefined ? `https://news.example.org/${id}` : link }))
  return JSON.stringify({ list: written })
}

const numbered = (prefix: string, from: number, to: number): Listed[] => Array.from({ length: to - from + 1 }, (_, i) => ({ id: `${prefix}${from + i}`, title: `Story ${from + i}`, day: from + i }))

describe('lists that change in part', () => {
  it('let the first of two records of one article count, whichever of them was there before', async () => {
    const { run, shown } = await makeMill()
    await run({ a: [{ id: '1', title: 'First' }] }, 'a')
    await run({ a: [{ id: '1', title: 'First' }, { id: '1', title: 'Second' }] }, 'a')
    assert.deepEqual(shown(), ['First a'])
    await run({ a: [{ id: '1', title: 'Second' }, { id: '1', title: 'First' }] }, 'a')
    assert.deepEqual(shown(), ['Second a'])
    await run({ a: [{ id: '1', title: 'First' }] }, 'a')
    assert.deepEqual(shown(), ['First a'])
  })

  it('correct an article of one of them together, though another one comes first', async () => {
    const { run, shown } = await makeMill()
    await run({ a: [], b: [{ id: '1' }] })
    await run({ a: [{ id: '1' }], b: [{ id: '1' }] })
    await run({ a: [{ id: '1', title: 'Mended' }], b: [{ id: '1', title: 'Mended' }] })
    assert.deepEqual(shown(), ['Mended a b'])
  })

  it('have the articles of a list that left the config, as they say them', async () => {
    const { run, shown } = await makeMill()
    await run({ a: [{ id: '1', title: 'By a' }], b: [{ id: '1', title: 'By b' }] })
    await run({ b: [{ id: '1', title: 'By b' }, { id: '2' }] }, 'b')
    assert.deepEqual(shown(), ['2 b', 'By b a b'])
  })

  it('tell renumbered records from new ones, however many lists have the others', async () => {
    const { run } = await makeMill()
    const all = numbered('', 1, 10)
    await run({ a: all, b: all })
    const now = [...numbered('', 1, 4), ...numbered('new-', 5, 10)]
    assert.deepEqual(await run({ a: now, b: now }), { new: 0, updated: 0, stored: 10, stories: 10 })
  })

  it('take a correction back after a run that was ended between the two', async () => {
    const { run, shown, onDetail } = await makeMill()
    await run({ a: [{ id: '1' }] }, 'a', DETAIL)
    await run({ a: [{ id: '1' }, { id: '0' }] }, 'a', DETAIL)
    const ended = new AbortController()
    onDetail(() => ended.abort())
    await run({ a: [{ id: '1', title: 'Wrong' }, { id: '2' }] }, 'a', DETAIL, ended.signal)
    onDetail(null)
    await run({ a: [{ id: '1' }, { id: '3' }] }, 'a', DETAIL)
    assert.deepEqual(shown(), ['0 a', '1 a', '3 a'])
  })

  it('add their terms to an article that came again while they were away', async () => {
    const { run, shown, allowAgain } = await makeMill()
    await run({ a: [{ id: '1' }], b: [{ id: '1' }] })
    await allowAgain()
    await run({ a: [{ id: '1' }] })
    assert.deepEqual(shown(), ['1 a'])
    await run({ a: [{ id: '1' }], b: [{ id: '1' }] })
    assert.deepEqual(shown(), ['1 a b'])
  })

  it('keep the terms of an article whose detail only one of them can name', async () => {
    const { run, shown } = await makeMill()
    await run({ a: [{ id: '1', link: null }], b: [] }, 'ab', DETAIL)
    await run({ a: [{ id: '1', link: null }], b: [{ id: '1' }] }, 'ab', DETAIL)
    assert.deepEqual(shown(), ['1 a b'])
  })

  it('have one article of two records by a new rule, though one of them still waits by the old', async () => {
    const { run, shown, fail } = await makeMill()
    fail('n1')
    await run({ a: [{ id: '1' }], b: [{ id: 'n1' }] }, 'ab', DETAIL)
    fail(null)
    await run({ a: [{ id: '1' }, { id: '2' }], b: [{ id: 'n1' }, { id: '3' }] }, 'ab', `${DETAIL}, identity: { match: "([0-9])" }`)
    assert.deepEqual(shown(), ['1 a b', '2 a', '3 b'])
  })
})
