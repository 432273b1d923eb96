import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { makeSite, type Site } from '../../support/site.ts'

const RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>https://wire.example.org/</link><description/><item><guid>https://wire.example.org/1</guid><title>One</title><pubDate>Mon, 01 Jun 2026 08:00:00 GMT</pubDate></item></channel></rss>'

describe('verify', () => {
  let site: Site
  beforeAll(async () => {
    site = makeSite({
      'config/feedmill.yaml': 'site: { title: Mill, url: https://mill.example.org/ }\nsources:\n  - { id: wire, url: ../saved/wire.rss }\n',
      'saved/wire.rss': RSS,
    })
    assert.equal((await site.run('refresh')).status, 0)
  })
  afterAll(() => site.remove())

  it('exits 0 and says so where nothing differs', async () => {
    const run = await site.run('verify')
    assert.deepEqual([run.status, run.stderr], [0, ''])
    assert.match(run.stdout, /feeds: 2 feeds, 13 files, 2 entries read and compared with the store: nothing differs\n$/u)
    assert.deepEqual(await site.run('verify', '--quiet'), { status: 0, stdout: '', stderr: '' })
  })

  it('exits 5 with a line for each difference', async () => {
    site.write('feeds/all.rss', site.read('feeds/all.rss').replace('<title>One', '<title>Two'))
    const run = await site.run('verify')
    assert.equal(run.status, 5)
    assert.match(run.stdout, /^all\.rss: has other bytes than manifest\.json tells of\nall\.atom: entry "https:\/\/wire\.example\.org\/1": title "One", "Two" in all\.rss\n/u)
    assert.match((await site.run('verify', '--quiet')).stderr, /^all\.rss: has other bytes/u)
  })

  it('tells programs the same as JSON', async () => {
    const { status, stdout } = await site.run('verify', '--json')
    const { ok, error, differences } = JSON.parse(stdout) as { ok: boolean; error: { code: string }; differences: object[] }
    assert.deepEqual([status, ok, error.code, differences[0]], [5, false, 'output.differs', { file: 'all.rss', what: 'has other bytes than manifest.json tells of' }])
  })

  it('is mended by publish --all', async () => {
    await site.run('publish', '--all')
    assert.equal((await site.run('verify')).status, 0)
  })

  it('reads a folder alone, without any config', async () => {
    rmSync(join(site.dir, 'config'), { recursive: true })
    const run = await site.run('verify', 'feeds')
    assert.equal(run.status, 0, run.stdout)
    assert.doesNotMatch(run.stdout, /store/u)
  })

  it('exits 5 where there is no such folder', async () => {
    const run = await site.run('verify', 'nowhere')
    assert.deepEqual([run.status, /\[output\.unreadable\]/u.test(run.stderr)], [5, true])
  })
})
