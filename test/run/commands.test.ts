// The commands as people and cron run them: child processes, real files, a real database, exit statuses.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { RefreshReport } from '../../src/run/report.ts'
import { makeSite, type Run, type Site } from '../support/site.ts'

const item = (n: number, title = `Title ${n}`): string =>
  `<item><guid isPermaLink="false">g${n}</guid><title>${title}</title><link>https://wire.example.org/${n}</link><pubDate>Mon, 0${n} Jun 2026 08:00:00 GMT</pubDate><category>Ruby</category><description>&lt;p&gt;Text ${n}&lt;/p&gt;</description></item>`
const rss = (...items: readonly string[]): string => `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>https://wire.example.org/</link><description>d</description>${items.join('')}</channel></rss>`

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')
const CONFIG = `site: { title: Mill, url: https://mill.example.org/ }
sources:
  - { id: wire, url: ../saved/wire.rss, category: News }
  - { id: broken, url: ../saved/broken.rss }
  - { id: blog, type: posts, path: ../posts }
`
const POST = '---\ntitle: A post\ndate: 2026-05-01 10:00:00 +0000\ntags: [ruby]\n---\n\nText of the post.\n'

function report(run: Run): RefreshReport {
  return JSON.parse(run.stdout) as RefreshReport
}

function outcomes(run: Run): Record<string, string> {
  return Object.fromEntries(report(run).sources.map(({ id, outcome }) => [id, outcome]))
}

describe('refresh', () => {
  let site: Site
  let first: Run
  beforeAll(async () => {
    site = makeSite({
      'config/feedmill.yaml': CONFIG,
      'saved/wire.rss': rss(item(1), item(2)),
      'saved/broken.rss': '<html><body>Not found</body></html>',
      'posts/a.md': POST,
      'posts/bad.md': '---\ntitle: "Bad" post\n---\n',
    })
    first = await site.run('refresh', '--json')
  })
  afterAll(() => site.remove())

  it('ingests what can be read and reports what cannot', () => {
    assert.equal(first.status, 0, first.stderr)
    assert.deepEqual(outcomes(first), { wire: 'ingested', broken: 'failed', blog: 'ingested' })
    assert.deepEqual(report(first).articles, { new: 3, updated: 0, stored: 3, stories: 3 })
    assert.equal(report(first).sources[1]?.error?.code, 'parse.not_a_feed')
  })

  it('names file and line of a bad post', () => {
    const [note] = report(first).sources[2]?.notes.filter(({ code }) => code === 'post.invalid') ?? []
    assert.match(note?.message ?? '', /^bad\.md:2/u)
  })

  it('publishes everything, each category, each tag and each source in every format', () => {
    const paths = new Set(site.tree('feeds').keys())
    for (const feed of ['all', 'category/news', 'tag/ruby', 'source/wire', 'source/blog']) {
      for (const format of ['rss', 'atom', 'json', 'html']) assert.ok(paths.has(`${feed}.${format}`), `${feed}.${format}`)
    }
    for (const file of ['index.html', 'feeds.opml', 'manifest.json']) assert.ok(paths.has(file), file)
  })

  it('writes nothing and touches nothing the second time', async () => {
    const before = site.tree('feeds')
    const second = report(await site.run('refresh', '--json'))
    assert.deepEqual([second.feeds.written, second.feeds.removed, second.articles.new], [0, 0, 0])
    assert.equal(second.feeds.unchanged, report(first).feeds.written)
    assert.deepEqual(site.tree('feeds'), before)
  })

  it('plans without writing on --dry-run', async () => {
    site.write('saved/wire.rss', rss(item(1), item(2), item(3)))
    const before = site.tree('feeds')
    const planned = report(await site.run('refresh', '--dry-run', '--json'))
    assert.equal(planned.articles.new, 1)
    assert.ok(planned.feeds.written > 0)
    assert.deepEqual(site.tree('feeds'), before)
  })

  it('writes only the feeds that a new article is in', async () => {
    const before = site.tree('feeds')
    const run = report(await site.run('refresh', '--json'))
    const after = site.tree('feeds')
    assert.deepEqual([run.articles.new, run.articles.updated], [1, 0])
    assert.notEqual(after.get('tag/ruby.rss')?.text, before.get('tag/ruby.rss')?.text)
    assert.deepEqual(after.get('source/blog.rss'), before.get('source/blog.rss'))
  })

  it('revises in place what changed under the same guid', async () => {
    site.write('saved/wire.rss', rss(item(1), item(2), item(3, 'Better title')))
    const run = report(await site.run('refresh', '--json'))
    assert.deepEqual([run.articles.new, run.articles.updated, run.articles.stored], [0, 1, 4])
    assert.match(site.read('feeds/all.rss'), /Better title/u)
  })

  it('keeps what a document no longer lists', async () => {
    site.write('saved/wire.rss', rss(item(3, 'Better title')))
    assert.equal(report(await site.run('refresh', '--json')).articles.stored, 4)
  })

  it('keeps what is published when a source turns into a web page', async () => {
    site.write('saved/wire.rss', '<!doctype html><title>Parked</title>')
    const before = site.tree('feeds')
    assert.equal(outcomes(await site.run('refresh', '--json'))['wire'], 'failed')
    assert.deepEqual(site.tree('feeds'), before)
  })

  it('exits 3 under --strict when anything failed', async () => assert.equal((await site.run('refresh', '--strict', '--quiet')).status, 3))

  it('says only what failed on --quiet', async () => {
    const run = await site.run('refresh', '--quiet')
    assert.equal(run.stdout, '')
    assert.match(run.stderr, /^wire: failed: .*\nbroken: failed: .*\nblog: bad\.md:2:12: .*\n$/u)
  })

  it('tells of each source by status', async () => {
    const { stdout } = await site.run('status')
    assert.match(stdout, /^3 sources: 2 failing, 1 incomplete .*\n\nfailing\n {2}wire +failed \d times since [\s\S]* {2}broken +failed \d times since [\s\S]*\nincomplete\n {2}blog +1 item\n +bad\.md:2:12: [\s\S]* \[post\.invalid\]\n +next at the next run\n$/u)
  })

  it('visits only the sources that --source names', async () => {
    const run = report(await site.run('refresh', '--source', 'blog', '--json'))
    assert.deepEqual(run.sources.map(({ id }) => id), ['blog'])
  })

  it('takes out of the feeds what left the config, and brings it back with it', async () => {
    site.write('config/feedmill.yaml', CONFIG.replace(/.*wire\.rss.*\n/u, ''))
    const without = report(await site.run('refresh', '--json'))
    assert.deepEqual([without.articles.stored, existsSync(join(site.dir, 'feeds/source/wire.rss'))], [1, false])
    site.write('config/feedmill.yaml', CONFIG)
    site.write('saved/wire.rss', rss(item(3, 'Better title')))
    assert.equal(report(await site.run('refresh', '--json')).articles.stored, 4)
  })

  it('follows a changed taxonomy without asking any source', async () => {
    site.write('config/feedmill.yaml', `${CONFIG}taxonomy: { labels: { ruby-lang: Ruby } }\n`)
    const run = await site.run('publish', '--json')
    assert.equal(run.status, 0, run.stderr)
    assert.ok(existsSync(join(site.dir, 'feeds/tag/ruby-lang.rss')))
  })

  it('publishes nothing new from the store alone', async () => {
    const run = report(await site.run('publish', '--all', '--json'))
    assert.deepEqual([run.feeds.written, run.feeds.removed], [0, 0])
  })

  it('mends a damaged file of equal length on publish --all', async () => {
    const whole = site.read('feeds/all.rss')
    site.write('feeds/all.rss', whole.replace('Better', 'Bitter'))
    assert.equal(report(await site.run('publish', '--all', '--json')).feeds.written, 1)
    assert.equal(site.read('feeds/all.rss'), whole)
  })

  it('removes a post that is gone', async () => {
    rmSync(join(site.dir, 'posts/a.md'))
    assert.equal(report(await site.run('refresh', '--json')).articles.stored, 3)
    assert.equal(existsSync(join(site.dir, 'feeds/source/blog.rss')) && site.read('feeds/source/blog.rss').includes('A post'), false)
  })
})

describe('exit statuses', () => {
  const site = makeSite({ 'bad.yaml': 'site: { titel: M }\n', 'none.yaml': 'site: { title: M, url: https://m.example.org }\nsources: [{ id: a, url: missing.xml }]\n' })
  afterAll(() => site.remove())

  const cases = [
    { it: 'is 2 without a config', args: ['refresh'], status: 2, stderr: /config\/feedmill\.yaml: there is no config here; `feedmill init` writes one/u },
    { it: 'is 2 for a config that is a folder', args: ['refresh', '--config', '.'], status: 2, stderr: /: it is a folder, not a file \[config\.missing\]/u },
    { it: 'is 2 for a config that is not there', args: ['check', '--config', 'nope.yaml'], status: 2, stderr: /\/nope\.yaml: there is no such file \[config\.missing\]/u },
    { it: 'is 2 for a wrong config, and says where', args: ['refresh', '--config', 'bad.yaml'], status: 2, stderr: /bad\.yaml:1:7: site\.title: is missing\n.*\n.*bad\.yaml:1:9: site\.titel: unknown key \(did you mean title\?\)/u },
    { it: 'is 2 as well where the option stands before the command', args: ['--config', 'bad.yaml', 'refresh'], status: 2, stderr: /bad\.yaml:1:7: site\.title: is missing/u },
    { it: 'is 2 for an unknown command', args: ['refrsh'], status: 2, stderr: /unknown command 'refrsh'/u },
    { it: 'is 2 for an unknown option', args: ['refresh', '--focre'], status: 2, stderr: /unknown option '--focre'/u },
    { it: 'is 2 for an unknown source', args: ['refresh', '--config', 'none.yaml', '--source', 'b'], status: 2, stderr: /no source has this id/u },
    { it: 'is 3 when every source failed', args: ['refresh', '--config', 'none.yaml', '--quiet'], status: 3, stderr: /^a: failed: .*missing\.xml/u },
    { it: 'is 0 for --help', args: ['--help'], status: 0, stderr: /^$/u },
    { it: 'is 0 for --version', args: ['--version'], status: 0, stderr: /^$/u },
  ]
  for (const c of cases) {
    it(c.it, async () => {
      const run = await site.run(...c.args)
      assert.equal(run.status, c.status, run.stderr)
      assert.match(run.stderr, c.stderr)
    })
  }

  it.skipIf(!existsSync('/dev/full'))('is 5 where standard output cannot be written, without a stack trace', () => {
    const { status, stderr } = spawnSync('sh', ['-c', '"$0" "$1" --help > /dev/full', process.execPath, MAIN], { encoding: 'utf8' })
    assert.deepEqual([status, stderr], [5, 'feedmill: standard output cannot be written (ENOSPC)\n'])
  })

  it('comes with one object for programs', async () => {
    const run = await site.run('refresh', '--config', 'bad.yaml', '--json')
    const { ok, error } = JSON.parse(run.stdout) as { ok: boolean; error: { code: string; at: string } }
    assert.deepEqual([run.status, ok, error.code, error.at], [2, false, 'config.invalid', `${join(site.dir, 'bad.yaml')}:1:7`])
  })

  it('is 5 for a database that is none', async () => {
    site.write('state/feedmill.db', 'this is no database, it is a text that somebody put here by mistake')
    const run = await site.run('refresh', '--config', 'none.yaml')
    assert.equal(run.status, 5, run.stderr)
    assert.match(run.stderr, /state\/feedmill\.db/u)
    assert.equal(site.read('state/feedmill.db').slice(0, 7), 'this is')
  })

  it('is 5 when the output folder is a file', async () => {
    const closed = makeSite({ 'feedmill.yaml': 'site: { title: M, url: https://m.example.org }\npublish: { dir: taken }\n', taken: 'a file' })
    const run = await closed.run('refresh')
    assert.equal(run.status, 5, run.stderr)
    assert.match(run.stderr, /taken/u)
    closed.remove()
  })
})

describe('init', () => {
  const site = makeSite()
  afterAll(() => site.remove())

  it('makes a site that refreshes at once', async () => {
    assert.equal((await site.run('init')).status, 0)
    const run = await site.run('refresh', '--json', '--strict')
    assert.equal(run.status, 0, run.stdout)
    assert.equal(report(run).articles.stored, 1)
  })

  it('tells programs what it did, and says nothing when it is to be quiet', async () => {
    const { files } = JSON.parse((await site.run('init', 'other', '--json')).stdout) as { files: unknown[] }
    assert.deepEqual(files[0], { path: 'other/config/feedmill.yaml', outcome: 'wrote' })
    assert.deepEqual(await site.run('--quiet', 'init', 'other'), { status: 0, stdout: '', stderr: '' })
  })

  it('says what is in the way', async () => {
    site.write('taken', 'a file')
    const run = await site.run('init', 'taken')
    assert.deepEqual([run.status, run.stderr], [5, `feedmill: ${join(site.dir, 'taken/config')}: cannot be written: a part of the path is a file, not a folder [output.unwritable]\n`])
  })

  it('overwrites nothing', async () => {
    site.write('config/feedmill.yaml', 'mine')
    assert.match((await site.run('init')).stdout, /^kept config\/feedmill\.yaml$/mu)
    assert.equal(site.read('config/feedmill.yaml'), 'mine')
  })
})

describe('check', () => {
  const site = makeSite({
    'feedmill.yaml': 'site: { title: M, url: https://m.example.org }\nsources: [{ id: web, url: "https://nowhere.invalid/rss" }, { id: blog, type: posts, path: posts }, { id: lost, type: posts, path: lost }, { id: ruby, type: posts, path: posts, dialect: jekyll }]\n',
    'posts/a.md': POST,
    'posts/bad.md': '---\ntitle: x\ndate: 2022-13-45\n---\n',
  })
  afterAll(() => site.remove())

  it('finds bad posts and missing folders without network, and writes nothing', async () => {
    const run = await site.run('check')
    assert.equal(run.status, 0, run.stderr)
    assert.match(run.stdout, /bad\.md:3/u)
    assert.match(run.stdout, /lost: failed: .*lost/u)
    assert.match(run.stdout, /ruby: .*posts: no folder in it is named _posts .*; 2 Markdown files are there: try dialect: plain \[posts\.misplaced\]$/mu)
    assert.doesNotMatch(run.stdout, /nowhere/u)
    assert.equal(existsSync(join(site.dir, 'state')) || existsSync(join(site.dir, 'feeds')), false)
  })
})

describe('try', () => {
  const site = makeSite({ 'wire.rss': rss(item(1)), 'page.html': '<!doctype html><link rel="alternate" type="application/rss+xml" href="https://a.example.org/rss" title="All">' })
  afterAll(() => site.remove())

  it('shows what a feed holds', async () => assert.match((await site.run('try', 'wire.rss')).stdout, /^Wire <https:\/\/wire\.example\.org\/>: 1 item\n- Title 1\n {2}2026-06-01T08:00:00Z {2}#Ruby\n/u))
  it('lists the feeds of a page', async () => assert.match((await site.run('try', 'page.html')).stdout, /https:\/\/a\.example\.org\/rss {2}All/u))
  it('gives programs the whole feed', async () => {
    const { feed } = JSON.parse((await site.run('try', 'wire.rss', '--json')).stdout) as { feed: { items: { title: string }[] } }
    assert.equal(feed.items[0]?.title, 'Title 1')
  })
})

describe('S16: credentials in an address', () => {
  const site = makeSite()
  afterAll(() => site.remove())
  for (const address of ['ftp://u:pa55@feeds.example.org/x', 'http://u:pa55@127.0.0.1:1/x']) {
    it(`are in no error of try: ${new URL(address).protocol}`, async () => {
      const { status, stdout, stderr } = await site.run('try', address)
      assert.deepEqual([status > 0, (stdout + stderr).includes('pa55')], [true, false])
    })
  }
})

describe('a terminal', () => {
  const site = makeSite({ 'evil.rss': rss(item(1, 'red \u001B[31m and \u202Eback')) })
  afterAll(() => site.remove())
  it('gets nothing that steers it (S23)', async () => assert.match((await site.run('try', 'evil.rss')).stdout, /^- red \[31m and back$/mu))
})
