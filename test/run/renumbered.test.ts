// A publisher that changes its guids or moves its permalinks: nothing is published twice (over real HTTP, store and files).
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, it } from 'vitest'
import { refresh } from '../../src/run/refresh.ts'
import { checkConfig } from '../../src/settings/check.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { answer, type Script, startWireServer } from '../support/wire-server.ts'

interface Item {
  readonly n: number
  readonly guid: string
  readonly link: string
  readonly title?: string
  readonly date?: string
  readonly text?: string
}

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const DAY = (n: number): string => `2026-05-${String(n).padStart(2, '0')}`
const old = (n: number): Item => ({ n, guid: `post-${n}`, link: `http://news.example.org/?p=${n}` })
const moved = (n: number): Item => ({ n, guid: `https://news.example.org/${n}`, link: `https://news.example.org/story/${n}` })
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const ahead = (item: Item): Item => ({ ...item, date: '2099-01-01' })
const untitled = (prefix: string): Item[] => range(1, 20).map((n) => ({ n, guid: `${prefix}${n}`, link: `https://news.example.org/${prefix}${n}`, title: 'Untitled', date: '' }))

function rss(items: readonly Item[]): string {
  const entries = items.map(({ n, guid, link, title, date, text }) => {
    const published = date === '' ? '' : `<pubDate>${new Date(`${date ?? DAY(n)}T08:00:00Z`).toUTCString()}</pubDate>`
    return `<item><guid isPermaLink="false">${guid}</guid><link>${link}</link><title>${title ?? `Story ${n}`}</title>${published}<description>${text ?? `Text ${n}`}</description></item>`
  })
  return `<rss version="2.0"><channel><title>News</title><link>https://news.example.org/</link>${entries.join('')}</channel></rss>`
}

function records(items: readonly Item[]): string {
  return JSON.stringify({ list: items.map(({ n, guid, link }) => ({ guid, link, title: `Story ${n}`, at: `${DAY(n)} 08:00:00` })) })
}

async function makeMill(rules = '', type: 'feed' | 'json' = 'feed') {
  let body = ''
  let busy: readonly number[] = []
  const whole = answer(200, { 'content-type': 'application/json' }, JSON.stringify({ text: '<p>Whole text</p>' }))
  const detail: Script = (socket, { target }) => socket.write(busy.includes(Number(/\d+$/u.exec(target)?.[0])) ? answer(503) : whole)
  const server = await startWireServer({ '/list': (socket) => socket.write(answer(200, {}, body)), '/detail': detail })
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-renumbered-'))
  closing.push(server.close, () => rmSync(dir, { recursive: true }))
  const json = `, type: json, items: list, fields: { guid: guid, url: link, title: title, publishedAt: at }, detail: { url: "${server.origin}/detail?id={guid}", fields: { content: text } }`
  const config = (more: string, list = '/list'): Settings =>
    checkConfig(`site: { title: Mill, url: https://mill.example.org }\nfetch: { hostDelay: 0ms, perHost: 8, allowPrivate: [127.0.0.1] }\nsources: [{ id: news, url: "${server.origin}${list}"${type === 'json' ? json : ''}${more} }]\n`, join(dir, 'feedmill.yaml'), {})
  let settings = config(rules)
  return {
    requests: server.requests,
    store: settings.store,
    configure: (more: string, list?: string) => (settings = config(more, list)),
    /** No detail is to be had of these, by the number at the end of their guids. */
    fail: (...numbers: readonly number[]) => (busy = numbers),
    calls: () => server.requests.filter(({ target }) => target.startsWith('/detail')).map(({ target }) => decodeURIComponent(target.slice('/detail?id='.length))),
    firstSeen: () => {
      const db = new DatabaseSync(settings.store)
      const rows = db.prepare(`select json_extract(b.json, '$.title') as title, first_seen_at as at from article a join body b on b.article = a.n order by title`).all()
      db.close()
      return rows.map(({ title, at }) => `${String(title)} ${Number(at)}`)
    },
    run: async (items: readonly Item[] | null = null) => {
      if (items !== null) body = type === 'json' ? records(items) : rss(items)
      const { sources, articles, feeds } = await refresh(settings, { force: true })
      const told = sources[0]?.notes.filter(({ code }) => code === 'source.renumbered').map(({ message }) => message) ?? []
      return { new: articles.new, updated: articles.updated, stored: articles.stored, written: feeds.written, told }
    },
    entries: (format = 'json') => readFileSync(join(settings.publish.dir, `all.${format}`), 'utf8'),
  }
}

/** Twenty articles, of which the last five are still listed and so stored. */
async function makeForgetful(type: 'feed' | 'json' = 'feed') {
  const mill = await makeMill(', keep: 5', type)
  await mill.run(range(1, 20).map(old))
  const seenBefore = mill.firstSeen()
  await mill.run(range(16, 20).map(old))
  return { ...mill, seenBefore }
}

function idsIn(json: string): string[] {
  return (JSON.parse(json) as { items: { id: string }[] }).items.map(({ id }) => id)
}

describe('a source that renumbers its items', () => {
  it('publishes none of them again: ids, first-seen and dates stay, links are the new ones, and the report says so', async () => {
    const mill = await makeMill()
    await mill.run(range(1, 20).map(old))
    const before = mill.entries()
    const { written: _, ...second } = await mill.run(range(1, 20).map(moved))
    assert.deepEqual(second, { new: 0, updated: 0, stored: 20, told: ['20 of 20 items have other identities than before; they stay the articles that they were, by title and date'] })
    assert.equal(mill.entries(), before.replaceAll(/http:\/\/news\.example\.org\/\?p=(\d+)/gu, 'https://news.example.org/story/$1'))
  })

  it('is found again without guessing, and nothing is written in a normal run', async () => {
    const mill = await makeMill()
    await mill.run(range(1, 20).map(old))
    await mill.run(range(1, 20).map(moved))
    const before = mill.entries('atom')
    assert.deepEqual(await mill.run(), { new: 0, updated: 0, stored: 20, written: 0, told: [] })
    // Another title and text of one item: by its new identity it is the old article, changed.
    const third = await mill.run([{ ...moved(20), title: 'Story 20, mended' }, ...range(1, 19).map(moved)])
    assert.deepEqual([third.new, third.updated, third.told], [0, 1, []])
    assert.deepEqual(await mill.run(range(1, 20).map(moved)).then(({ new: added, stored }) => [added, stored]), [0, 20])
    assert.equal(mill.entries('atom').replaceAll(/<updated>[^<]*/gu, ''), before.replaceAll(/<updated>[^<]*/gu, ''))
  })

  it('and back again, is found by its first identities', async () => {
    const mill = await makeMill()
    await mill.run(range(1, 20).map(old))
    const before = idsIn(mill.entries())
    await mill.run(range(1, 20).map(moved))
    assert.deepEqual(await mill.run(range(1, 20).map(old)).then(({ new: added, stored, told }) => [added, stored, told]), [0, 20, []])
    assert.deepEqual(idsIn(mill.entries()), before)
  })

  it('and brings news at the same time, publishes what is new', async () => {
    const mill = await makeMill()
    await mill.run(range(1, 20).map(old))
    const second = await mill.run(range(11, 30).map(moved))
    assert.deepEqual([second.new, second.updated, second.stored], [10, 0, 30])
    assert.deepEqual(second.told, ['10 of 20 items have other identities than before; they stay the articles that they were, by title and date, 10 are new'])
  })

  it('and changes a text too, revises that article', async () => {
    const mill = await makeMill()
    await mill.run(range(1, 20).map(old))
    const second = await mill.run([...range(1, 19).map(moved), { ...moved(20), text: 'Mended' }])
    assert.deepEqual([second.new, second.updated], [0, 1])
  })

  it('keeps them under changed rules, rules of identity among them', async () => {
    const mill = await makeMill()
    await mill.run(range(1, 20).map(old))
    await mill.run(range(1, 20).map(moved))
    const before = idsIn(mill.entries())
    mill.configure(', tags: [x], identity: { match: "news.example.org/(.+)" }')
    const third = await mill.run()
    assert.deepEqual([third.new, third.stored, idsIn(mill.entries())], [0, 20, before])
  })

  it('is noticed in a store of an earlier version, too', async () => {
    const mill = await makeMill()
    await mill.run(range(1, 20).map(old))
    const db = new DatabaseSync(mill.store)
    db.exec(`update article set likeness = null; update source set state = json_set(state, '$.derivation', 'earlier')`)
    db.close()
    assert.deepEqual(await mill.run(range(1, 20).map(moved)).then((run) => [run.new, run.updated, run.stored]), [0, 0, 20])
  })

  it('tells items apart by dates in the future too', async () => {
    const mill = await makeMill()
    await mill.run(range(1, 4).map((n) => ahead(old(n))))
    assert.deepEqual(await mill.run(range(1, 4).map((n) => ahead(moved(n)))).then((run) => run.new), 0)
  })
})

describe('a source that renumbers what left the store by its keep', () => {
  for (const type of ['feed', 'json'] as const) {
    it(`brings none of it back (${type})`, async () => {
      const mill = await makeForgetful(type)
      const before = idsIn(mill.entries())
      const { written: _, ...second } = await mill.run(range(1, 20).map(moved))
      const told = ['20 of 20 items have other identities than before; they stay the articles that they were, by title and date, 15 of them had left the store']
      assert.deepEqual(second, { new: 0, updated: 0, stored: 5, told })
      assert.deepEqual(idsIn(mill.entries()), before)
    })
    it(`knows it by its new identities from then on, and by its old ones (${type})`, async () => {
      const mill = await makeForgetful(type)
      await mill.run(range(1, 20).map(moved))
      // One by one they are no flood.
      for (const items of [[1, 2, 16, 17, 18, 19, 20, 21].map(moved), [3, 4, 16, 17, 18, 19, 20].map(old)]) {
        assert.deepEqual(await mill.run(items).then((run) => [run.stored, run.told]), [6, []])
      }
    })
    it(`brings it back with its first-seen where the keep is another one (${type})`, async () => {
      const mill = await makeForgetful(type)
      mill.configure(', keep: 50')
      assert.deepEqual(await mill.run(range(1, 20).map(moved)).then((run) => [run.new, run.stored]), [15, 20])
      assert.deepEqual(mill.firstSeen(), mill.seenBefore)
      assert.deepEqual(await mill.run(range(2, 20).map(moved)).then((run) => [run.new, run.stored]), [0, 20])
    })
  }

  it('a second time, too', async () => {
    const mill = await makeForgetful()
    await mill.run(range(1, 20).map(moved))
    const again = (n: number): Item => ({ ...moved(n), guid: `again-${n}` })
    assert.deepEqual(await mill.run(range(1, 20).map(again)).then((run) => [run.new, run.stored, run.told.length]), [0, 5, 1])
  })

  it('publishes what is new beside it', async () => {
    const mill = await makeForgetful()
    const second = await mill.run(range(8, 27).map(moved))
    assert.deepEqual([second.new, second.told], [7, ['13 of 20 items have other identities than before; they stay the articles that they were, by title and date, 8 of them had left the store, 7 are new']])
  })
})

describe('what is no renumbering', () => {
  it('is a flood of news', async () => {
    const mill = await makeMill()
    await mill.run(range(1, 10).map(old))
    assert.deepEqual(await mill.run(range(11, 30).map(moved)).then((run) => [run.new, run.stored, run.told]), [20, 30, []])
  })
  it('is a flood of items without title and date', async () => {
    const mill = await makeMill()
    await mill.run(untitled('a'))
    assert.deepEqual(await mill.run(untitled('b')).then((run) => [run.new, run.stored, run.told]), [20, 40, []])
  })
  it('is one story told twice among known ones', async () => {
    const mill = await makeMill()
    await mill.run(range(1, 10).map(old))
    assert.deepEqual(await mill.run([moved(10), ...range(1, 10).map(old)]).then((run) => [run.new, run.stored]), [1, 11])
  })
})

describe('a JSON source that renumbers its records', () => {
  it('keeps its articles, with their texts, and repeats no detail call', async () => {
    const mill = await makeMill('', 'json')
    await mill.run(range(1, 20).map(old))
    const [before, asked] = [idsIn(mill.entries()), mill.requests.length]
    const second = await mill.run(range(1, 20).map(moved))
    assert.deepEqual([second.new, second.updated, second.stored, second.told.length, mill.requests.length - asked], [0, 0, 20, 1, 1])
    assert.deepEqual(idsIn(mill.entries()), before)
    assert.match(mill.entries(), /https:\/\/news\.example\.org\/story\/20.*Whole text/su)
    assert.deepEqual(await mill.run(range(1, 20).map(moved).toReversed()).then((run) => [run.new, run.updated, run.written, run.told]), [0, 0, 0, []])
  })
  it('makes one article of each record that waited for its detail, by the call that its list names now', async () => {
    const mill = await makeMill('', 'json')
    mill.fail(...range(1, 15))
    assert.equal((await mill.run(range(1, 20).map(old))).stored, 5)
    const asked = mill.calls().length
    mill.fail()
    const second = await mill.run(range(1, 20).map(moved))
    assert.deepEqual([second.new, second.updated, second.stored, second.told.length], [15, 0, 20, 1])
    assert.deepEqual(mill.calls().slice(asked).toSorted(), range(1, 15).map((n) => moved(n).guid).toSorted())
    assert.deepEqual(await mill.run(range(2, 20).map(moved)).then((run) => [run.new, run.stored, run.told]), [0, 20, []])
  })
  it('does so where the config names the list of now by another address', async () => {
    const mill = await makeMill('', 'json')
    mill.fail(...range(1, 20))
    await mill.run(range(1, 20).map(old))
    mill.fail()
    mill.configure(', identity: { match: "(.+)" }', '/list?version=2')
    assert.deepEqual(await mill.run(range(1, 20).map(moved)).then((run) => [run.new, run.stored]), [20, 20])
    assert.doesNotMatch(mill.entries(), /\?p=/u)
    assert.deepEqual(await mill.run(range(2, 20).map(moved)).then((run) => [run.new, run.stored]), [0, 20])
  })
  it('holds back what waits no longer than it would have', async () => {
    const mill = await makeMill('', 'json')
    mill.fail(...range(1, 20))
    const stored: number[] = []
    for (const items of [old, moved, old, moved]) stored.push((await mill.run(range(1, 20).map(items))).stored)
    assert.deepEqual(stored, [0, 0, 0, 20])
    mill.fail()
    assert.deepEqual(await mill.run(range(1, 20).map(old)).then((run) => [run.new, run.updated, run.stored]), [0, 20, 20])
  })
  it('follows a rule of identity as far as it goes', async () => {
    const mill = await makeMill(', identity: { match: "post-(\\\\d+)" }', 'json')
    await mill.run(range(1, 20).map(old))
    assert.deepEqual(await mill.run(range(1, 20).map(moved)).then((run) => [run.new, run.stored]), [0, 20])
    assert.deepEqual(await mill.run(range(2, 21).map(moved)).then((run) => [run.new, run.stored]), [1, 21])
  })
})
