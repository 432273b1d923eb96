// Terms of sources that answer in any order: two fresh mills publish them at the same addresses (over real HTTP, store and files).
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, it } from 'vitest'
import { refresh } from '../../src/run/refresh.ts'
import { checkConfig } from '../../src/settings/check.ts'
import { answer, type Script, startWireServer } from '../support/wire-server.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

function feed(tag: string): Uint8Array {
  return answer(200, {}, `<rss version="2.0"><channel><title>On ${tag}</title><item><guid isPermaLink="false">${tag}</guid><title>${tag}</title><category>${tag}</category></item></channel></rss>`)
}

function late(tag: string, wait: number): Script {
  return (socket) => void setTimeout(() => socket.write(feed(tag)), wait)
}

function titlesOf(folder: string): string[] {
  const tagged = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return tagged.map((name) => `${name} ${(JSON.parse(readFileSync(join(folder, name), 'utf8')) as { title: string }).title}`).sort()
}

/** The addresses of tags, where the sources answer after so many milliseconds. */
async function addressesAfter(delays: Readonly<Record<string, number>>): Promise<string[]> {
  const tags = Object.entries(delays)
  const server = await startWireServer(Object.fromEntries(tags.map(([tag, wait], n) => [`/${n}`, late(tag, wait)])))
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-new-terms-'))
  closing.push(server.close, () => rmSync(dir, { recursive: true }))
  const sources = tags.map((_, n) => `{ id: s${n}, url: "${server.origin}/${n}" }`).join(', ')
  const settings = checkConfig(`site: { title: Mill, url: https://mill.example.org }\nfetch: { hostDelay: 0ms, perHost: 8, allowPrivate: [127.0.0.1] }\nsources: [${sources}]\n`, join(dir, 'feedmill.yaml'), {})
  await refresh(settings)
  return titlesOf(join(dir, 'feeds/tag'))
}

it('terms that would have the same slug have one that does not depend on which source answers first', async () => {
  const expected = ['c-2.json C# — Mill', 'c-3.json C++ — Mill', 'c.json C — Mill']
  assert.deepEqual(await addressesAfter({ C: 200, 'C++': 0, 'C#': 100 }), expected)
  assert.deepEqual(await addressesAfter({ C: 0, 'C++': 200, 'C#': 100 }), expected)
})

it('a term has the spelling of the first source by id, whichever answers first', async () => {
  const expected = ['tech-web.json Tech Web — Mill']
  assert.deepEqual(await addressesAfter({ 'Tech Web': 200, TechWeb: 0, techweb: 100 }), expected)
  assert.deepEqual(await addressesAfter({ 'Tech Web': 0, TechWeb: 100, techweb: 200 }), expected)
})

it('a term keeps the spelling that it was published in', async () => {
  const server = await startWireServer({ '/late': feed('techweb'), '/early': feed('Tech Web') })
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-new-terms-'))
  closing.push(server.close, () => rmSync(dir, { recursive: true }))
  for (const names of [['late'], ['early', 'late']]) {
    const sources = names.map((name) => `{ id: ${name}, url: "${server.origin}/${name}" }`).join(', ')
    await refresh(checkConfig(`site: { title: Mill, url: https://mill.example.org }\nfetch: { hostDelay: 0ms, allowPrivate: [127.0.0.1] }\nsources: [${sources}]\n`, join(dir, 'feedmill.yaml'), {}))
  }
  assert.deepEqual(titlesOf(join(dir, 'feeds/tag')), ['techweb.json techweb — Mill'])
})

it('terms keep their addresses when all that names them leaves and comes back', async () => {
  const server = await startWireServer({ '/plus': feed('C++'), '/sharp': feed('C#') })
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-new-terms-'))
  closing.push(server.close, () => rmSync(dir, { recursive: true }))
  const run = async (...names: readonly string[]): Promise<string[]> => {
    const sources = names.map((name) => `{ id: ${name}, url: "${server.origin}/${name}" }`).join(', ')
    await refresh(checkConfig(`site: { title: Mill, url: https://mill.example.org }\nfetch: { hostDelay: 0ms, allowPrivate: [127.0.0.1] }\nsources: [${sources}]\n`, join(dir, 'feedmill.yaml'), {}))
    return names.length === 0 ? [] : titlesOf(join(dir, 'feeds/tag'))
  }
  await run('plus')
  const before = await run('plus', 'sharp')
  await run()
  assert.deepEqual(await run('plus', 'sharp'), before)
})
