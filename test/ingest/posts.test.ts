// A folder of posts over many visits, with a real folder and a real SQLite file: what arrives, changes, leaves and is complained of.
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { ingestPosts } from '../../src/ingest/posts.ts'
import type { PostsVisit } from '../../src/ingest/posts/visit.ts'
import { completePost } from '../../src/ingest/normalize/post-body.ts'
import { rulesOf } from '../../src/ingest/rules.ts'
import { FeedmillError } from '../../src/model/errors.ts'
import { type PostsSource, type SourceState, UNVISITED } from '../../src/model/source.ts'
import { NO_TAXONOMY } from '../../src/model/taxonomy.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Batch, Store } from '../../src/store/store.ts'
import { NOON, postsSource, withFront } from '../support/post-source.ts'

const HOUR = 3_600_000

let folder: string
let store: Store
let now: number
let ticks: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'feedmill-posts-'))
  store = await openSqlite(join(folder, 'store.db'))
  now = NOON
  ticks = 0
})

afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

/** Writes a file whose time differs from every other one written, and lies well before the visits. */
function write(path: string, text: string): void {
  const file = join(folder, 'site', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  ticks += 1
  utimesSync(file, (NOON - 10 * HOUR) / 1000 + ticks, (NOON - 10 * HOUR) / 1000 + ticks)
}

async function visit(settings: Partial<PostsSource> = {}, signal = new AbortController().signal, asked = store): Promise<PostsVisit> {
  now += HOUR
  const source = postsSource('jekyll', { path: join(folder, 'site'), ...settings })
  return ingestPosts(source, await stateOfSource(), rulesOf(source, NO_TAXONOMY), { store: asked, now: () => now, signal })
}

async function stateOfSource(): Promise<SourceState> {
  return (await store.loadSourceStates()).get(postsSource('jekyll').id) ?? UNVISITED
}

async function titles(): Promise<string[]> {
  const stored = await store.loadArticles(postsSource('jekyll').id, null, 100)
  const page = await store.loadPage({ kind: 'all', of: '' }, 100)
  const byId = new Map(stored.map(({ article }) => [article.id, article.title]))
  return page.map(({ articleId }) => byId.get(articleId) ?? '').sort((a, b) => (a < b ? -1 : 1))
}

const changes = ({ items, new: added, updated, removed }: PostsVisit) => ({ items, added, updated, removed })
const messages = ({ notes }: PostsVisit): string[] => notes.map(({ message }) => message)

describe('a folder of posts', () => {
  beforeEach(() => {
    write('_posts/2026-01-01-one.md', withFront('title: One'))
    write('_posts/2026-01-02-two.md', withFront('title: Two'))
  })

  it('brings its posts once', async () => {
    assert.deepEqual(changes(await visit()), { items: 2, added: 2, updated: 0, removed: 0 })
    assert.deepEqual(changes(await visit()), { items: 2, added: 0, updated: 0, removed: 0 })
    assert.deepEqual(await titles(), ['One', 'Two'])
  })

  it('revises the one that was edited', async () => {
    await visit()
    write('_posts/2026-01-01-one.md', withFront('title: One, again'))
    assert.deepEqual(changes(await visit()), { items: 2, added: 0, updated: 1, removed: 0 })
    assert.deepEqual(await titles(), ['One, again', 'Two'])
  })

  it('remembers what its last visits came to, and when one brought something', async () => {
    await visit()
    await visit()
    await visit()
    write('_posts/2026-01-01-one.md', withFront('title: One, again'))
    await visit()
    const { history, changedAt } = await stateOfSource()
    assert.deepEqual(history.map(({ outcome, visits }) => [outcome, visits]), [['ingested', 1], ['unchanged', 2], ['ingested', 1]])
    assert.equal(changedAt, now)
  })

  it('is not moved by a new time on the same bytes', async () => {
    await visit()
    write('_posts/2026-01-01-one.md', withFront('title: One'))
    assert.deepEqual(changes(await visit()), { items: 2, added: 0, updated: 0, removed: 0 })
  })

  it('loses what is removed, and what is hidden', async () => {
    await visit()
    rmSync(join(folder, 'site/_posts/2026-01-01-one.md'))
    write('_posts/2026-01-02-two.md', withFront('title: Two\npublished: false'))
    assert.deepEqual(changes(await visit()), { items: 0, added: 0, updated: 0, removed: 2 })
    assert.deepEqual(await titles(), [])
  })

  it('knows a renamed file by its unchanged link', async () => {
    await visit()
    mkdirSync(join(folder, 'site/_posts/old'))
    renameSync(join(folder, 'site/_posts/2026-01-01-one.md'), join(folder, 'site/_posts/old/2026-01-01-one.md'))
    assert.deepEqual(changes(await visit()), { items: 2, added: 0, updated: 0, removed: 0 })
  })

  it('gives a post with another link as another article', async () => {
    await visit()
    write('_posts/2026-01-01-one.md', withFront('title: One\nslug: uno'))
    assert.deepEqual(changes(await visit()), { items: 2, added: 1, updated: 0, removed: 1 })
    assert.deepEqual(await titles(), ['One', 'Two'])
  })

  it('survives two posts that swap their links', async () => {
    await visit()
    write('_posts/2026-01-01-one.md', withFront('title: One\npermalink: /2026/01/02/two.html'))
    write('_posts/2026-01-02-two.md', withFront('title: Two\npermalink: /2026/01/01/one.html'))
    assert.equal((await visit()).items, 2)
    assert.deepEqual(await titles(), ['One', 'Two'])
  })

  it('keeps the last good state of a broken post, complains in every run, and takes it again when mended', async () => {
    await visit()
    write('_posts/2026-01-01-one.md', withFront('title: "One" more"'))
    for (const run of [await visit(), await visit()]) {
      assert.deepEqual(changes(run), { items: 2, added: 0, updated: 0, removed: 0 })
      assert.match(messages(run)[0] ?? '', /^_posts\/2026-01-01-one\.md:2:12: title: unescaped quote .* stays published\)$/u)
    }
    assert.deepEqual(await titles(), ['One', 'Two'])
    write('_posts/2026-01-01-one.md', withFront('title: One more'))
    assert.deepEqual(messages(await visit()), [])
    assert.deepEqual(await titles(), ['One more', 'Two'])
  })

  it('reports a post that was never good, and brings the others', async () => {
    write('_posts/2026-01-03-three.md', '---\ntitle: Three\n')
    const run = await visit()
    assert.equal(run.items, 2)
    assert.match(messages(run)[0] ?? '', /^_posts\/2026-01-03-three\.md:1:1: the front matter is not closed/u)
  })

  it('takes a post in when its date has come', async () => {
    write('_posts/2026-05-01-soon.md', withFront(`title: Soon\ndate: ${new Date(NOON + 90 * 60_000).toISOString()}`))
    assert.equal((await visit()).items, 2)
    assert.deepEqual(changes(await visit()), { items: 3, added: 1, updated: 0, removed: 0 })
  })

  it('gives one link to the first of two posts, and to the second when the first is gone', async () => {
    write('_posts/a/2026-01-01-one.md', withFront('title: Other one'))
    const run = await visit()
    assert.equal(run.items, 2)
    assert.match(messages(run)[0] ?? '', /^_posts\/a\/2026-01-01-one\.md:1:1: link: _posts\/2026-01-01-one\.md has the same address/u)
    assert.equal(messages(await visit()).length, 1)
    rmSync(join(folder, 'site/_posts/2026-01-01-one.md'))
    assert.deepEqual(messages(await visit()), [])
    assert.deepEqual(await titles(), ['Other one', 'Two'])
  })

  it('lets a new file that comes first in path order take a link over', async () => {
    await visit()
    write('_posts/0/2026-01-01-one.md', withFront('title: First one'))
    const run = await visit()
    assert.equal(run.items, 2)
    assert.match(messages(run)[0] ?? '', /^_posts\/2026-01-01-one\.md:1:1: link: _posts\/0\/2026-01-01-one\.md has the same address/u)
    assert.deepEqual(await titles(), ['First one', 'Two'])
    assert.equal(messages(await visit()).length, 1)
  })

  it('derives every post anew when the settings change', async () => {
    await visit()
    assert.deepEqual(changes(await visit({ permalink: 'pretty' })), { items: 2, added: 2, updated: 0, removed: 2 })
    const stored = await store.loadArticles(postsSource('jekyll').id, null, 10)
    assert.ok(stored.some(({ article }) => article.url === 'https://example.org/2026/01/01/one/'))
  })

  it('reads a file again that may have changed within a tick of its clock', async () => {
    await visit()
    const file = join(folder, 'site/_posts/2026-01-01-one.md')
    utimesSync(file, now / 1000, now / 1000)
    now -= HOUR
    await visit()
    writeFileSync(file, withFront('title: Eno'))
    utimesSync(file, now / 1000, now / 1000)
    await visit()
    assert.deepEqual(await titles(), ['Eno', 'Two'])
  })

  it('finds the links of other posts', async () => {
    write('_posts/2026-01-03-three.md', withFront('title: Three', '[one]({% post_url 2026-01-01-one %}) [none]({% post_url 2020-01-01-none %})'))
    const run = await visit()
    const stored = (await store.loadArticles(postsSource('jekyll').id, null, 10)).find(({ article }) => article.title === 'Three')
    assert.ok(stored !== undefined)
    assert.ok(completePost(stored).stored.article.contentHtml.includes('<a href="https://example.org/2026/01/01/one.html">one</a>'))
    assert.deepEqual(messages(run), ['_posts/2026-01-03-three.md: no post is called 2020-01-01-none; its link is left out'])
  })

  it('reads a post again when the one that it links to moves, appears or leaves, and never else', async () => {
    write('_posts/2026-01-03-three.md', withFront('title: Three', '[one]({% post_url 2026-01-01-one %}) [four]({% post_url 2026-01-04-four %})'))
    await visit()
    assert.deepEqual(changes(await visit()), { items: 3, added: 0, updated: 0, removed: 0 })
    write('_posts/2026-01-04-four.md', withFront('title: Four'))
    assert.deepEqual(changes(await visit()), { items: 4, added: 1, updated: 1, removed: 0 })
    write('_posts/2026-01-01-one.md', withFront('title: One\nslug: uno'))
    assert.deepEqual(changes(await visit()), { items: 4, added: 1, updated: 1, removed: 1 })
    rmSync(join(folder, 'site/_posts/2026-01-04-four.md'))
    assert.deepEqual(changes(await visit()), { items: 3, added: 0, updated: 1, removed: 1 })
  })

  it('finds the links to files of other posts, where the dialect has such', async () => {
    write('blog/2026-01-04-four.md', withFront('title: Four', '[five](./in/2026-01-05-five.md#part) [none](2020-01-01-none.md)'))
    write('blog/in/2026-01-05-five.md', withFront('title: Five\nslug: cinque'))
    await visit({ dialect: 'docusaurus' })
    const stored = (await store.loadArticles(postsSource('docusaurus').id, null, 10)).find(({ article }) => article.title === 'Four')
    assert.ok(stored !== undefined)
    const { contentHtml } = completePost(stored).stored.article
    assert.ok(contentHtml.includes('<a href="https://example.org/blog/cinque#part">five</a>'))
    assert.ok(contentHtml.includes('<a href="https://example.org/blog/2026/01/04/2020-01-01-none.md">none</a>'))
    write('blog/in/2026-01-05-five.md', withFront('title: Five\nslug: quinto'))
    assert.deepEqual(changes(await visit({ dialect: 'docusaurus' })), { items: 2, added: 1, updated: 1, removed: 1 })
  })

  describe("a page that hugo's ref asks for", () => {
    const cases: readonly (readonly [it: string, ref: string, path: string])[] = [
      ['lies beside the post', 'five.md', '/blog/five/'],
      ['lies in a folder of its own', 'six', '/blog/six/'],
      ['has a path below content', '/herbs/five.md#part', '/herbs/five/#part'],
      ['has one that starts from the post', '../herbs/seven', '/herbs/seven/'],
      ['has its name alone, in any case', 'Seven.md', '/herbs/seven/'],
      ['is in its own language, where it is asked for', 'seven" lang="de', '/de/herbs/seven/'],
      ['is in the only one that it has', 'herbs/eight', '/de/herbs/eight/'],
    ]
    for (const [name, ref, path] of cases) {
      it(name, async () => {
        write('content/blog/four.md', withFront('title: Four\ndate: 2026-01-04', `[a]({{< ref "${ref}" >}}) [b]({{< ref "none" >}})`))
        for (const file of ['blog/five', 'blog/six/index', 'herbs/five', 'herbs/seven.de', 'herbs/seven', 'herbs/eight.de']) write(`content/${file}.md`, withFront('date: 2026-01-05'))
        await visit({ dialect: 'hugo' })
        const stored = (await store.loadArticles(postsSource('hugo').id, null, 10)).find(({ article }) => article.title === 'Four')
        assert.ok(stored !== undefined)
        assert.equal(completePost(stored).stored.article.contentHtml.trim(), `<p><a href="https://example.org${path}">a</a> b</p>`)
      })
    }
  })

  it('knows where below content a folder of hugo is', async () => {
    write('content/blog/four.md', withFront('title: Four\ndate: 2026-01-04', '[a]({{< ref "/blog/herbs/five" >}})'))
    write('content/blog/herbs/five.md', withFront('date: 2026-01-05'))
    await visit({ dialect: 'hugo', path: join(folder, 'site/content/blog') })
    const stored = (await store.loadArticles(postsSource('hugo').id, null, 10)).find(({ article }) => article.title === 'Four')
    assert.ok(stored !== undefined && completePost(stored).stored.article.contentHtml.includes('href="https://example.org/herbs/five/"'))
  })

  it('finds the pages of notes in obsidian', async () => {
    write('notes/four.md', withFront('date: 2026-01-04', '[[Five a|five]] [[in/Five a]] [[none]] [six](Five%20a.md) [seven](in/Five%20a.md)'))
    write('notes/in/Five a.md', withFront('date: 2026-01-05'))
    await visit({ dialect: 'obsidian' })
    const stored = (await store.loadArticles(postsSource('obsidian').id, null, 10)).find(({ article }) => article.title === 'four')
    assert.ok(stored !== undefined)
    const page = 'https://example.org/notes/in/Five%20a'
    const { contentHtml } = completePost(stored).stored.article
    assert.equal(contentHtml.trim(), `<p><a href="${page}">five</a> <a href="${page}">in/Five a</a> none <a href="https://example.org/notes/Five%20a.md">six</a> <a href="${page}">seven</a></p>`)
  })

  describe('a link between brackets in obsidian', () => {
    const cases: readonly (readonly [it: string, link: string, path: string])[] = [
      ['may be in another case', 'TEA', 'Tea'],
      ['prefers a note whose path it is', 'a/b/tea', 'a/b/tea'],
      ['may be the end of a path', 'B/Tea', 'a/b/tea'],
      ['may be encoded otherwise', 'cafe\u{301}', 'a/b/Café'],
      ['prefers the note nearest to the top', 'cup', 'z/Cup'],
      ['prefers the first in path order of those as near', 'pot', 'a/pot'],
      ['may start from the note that it is in', './pot', 'z/pot'],
      ['may climb', '../a/b/TEA#part', 'a/b/tea'],
      ['may start from the top', '/z/pot', 'z/pot'],
      ['is none to the end of a name', 'ea', ''],
    ]
    for (const [name, link, path] of cases) {
      it(name, async () => {
        for (const note of ['Tea', 'a/b/tea', 'a/b/Café', 'a/b/cup', 'a/pot', 'z/Cup', 'z/pot']) write(`${note}.md`, withFront('date: 2026-01-05'))
        write('z/from.md', withFront('date: 2026-01-04', `[[${link}]]`))
        await visit({ dialect: 'obsidian' })
        const stored = (await store.loadArticles(postsSource('obsidian').id, null, 20)).find(({ article }) => article.title === 'from')
        assert.ok(stored !== undefined)
        const [, href = ''] = /href="([^"]*)"/u.exec(completePost(stored).stored.article.contentHtml) ?? []
        assert.equal(decodeURI(href), path === '' ? '' : `https://example.org/${path}`)
      })
    }
  })

  it('looks such links up again after a run that was killed before it saved the post', async () => {
    write('_posts/2026-01-03-three.md', withFront('title: Three', '[one]({% post_url 2026-01-01-one %})'))
    await visit()
    write('_posts/2026-01-01-one.md', withFront('title: One\nslug: uno'))
    const whole = store
    store = { ...whole, save: async () => Promise.reject(new Error('killed')) }
    await assert.rejects(visit(), /killed/u)
    store = whole
    assert.deepEqual(changes(await visit()), { items: 3, added: 1, updated: 1, removed: 1 })
  })

  it('asks for nothing but the listing of a folder that stands as it was left', async () => {
    await visit()
    const asked = { ...store, loadFiles: () => assert.fail('the records of its files were loaded') }
    assert.deepEqual(changes(await visit({}, undefined, asked)), { items: 2, added: 0, updated: 0, removed: 0 })
    assert.equal((await stateOfSource()).lastVisitAt, now)
  })

  it('looks again at a folder that came back to how it was while a visit was cut short', async () => {
    await visit()
    const before = statSync(join(folder, 'site/_posts/2026-01-01-one.md')).mtime
    write('_posts/2026-01-01-one.md', withFront('title: Uno'))
    const cut = { ...store, save: (batch: Batch) => (batch.state === null ? store.save(batch) : Promise.reject(new Error('killed'))) }
    await assert.rejects(visit({}, undefined, cut), /killed/u)
    write('_posts/2026-01-01-one.md', withFront('title: One'))
    utimesSync(join(folder, 'site/_posts/2026-01-01-one.md'), before, before)
    await visit()
    assert.deepEqual(await titles(), ['One', 'Two'])
  })

  it('fails for a folder that is missing, and touches nothing', async () => {
    await visit()
    await assert.rejects(visit({ path: join(folder, 'elsewhere') }), (error) => error instanceof FeedmillError && error.code === 'fetch.missing_file')
    assert.deepEqual(await titles(), ['One', 'Two'])
  })

  it('stops between two batches when it is told to', async () => {
    await assert.rejects(visit({}, AbortSignal.abort()))
    assert.deepEqual(await titles(), [])
  })

  it('keeps what lies in a folder that cannot be read this time', async () => {
    const deep = Array.from({ length: 13 }, () => 'd'.repeat(250)).join('/')
    await visit()
    write(`_posts/${deep}/2026-01-05-deep.md`, withFront('title: Deep'))
    assert.deepEqual(changes(await visit()), { items: 3, added: 1, updated: 0, removed: 0 })
    // Under a longer name the deepest folders' paths are more than the system takes, which even root cannot read.
    const long = [1, 2, 3, 4].map(() => 'l'.repeat(250)).join('/')
    mkdirSync(join(folder, long), { recursive: true })
    renameSync(join(folder, 'site'), join(folder, long, 'site'))
    const failed = await visit({ path: join(folder, long, 'site') })
    assert.deepEqual(changes(failed), { items: 3, added: 0, updated: 0, removed: 0 })
    assert.match(messages(failed).join(), /it cannot be read \(ENAMETOOLONG\)/u)
    assert.equal((await stateOfSource()).bodyHash, null, 'such a folder is looked through each time')
    assert.deepEqual(await titles(), ['Deep', 'One', 'Two'])
    renameSync(join(folder, long, 'site'), join(folder, 'site'))
    assert.deepEqual(messages(await visit()), [])
    rmSync(join(folder, 'site/_posts', deep), { recursive: true })
    assert.deepEqual(changes(await visit()), { items: 2, added: 0, updated: 0, removed: 1 })
  })

  it('reads posts anew that a version with other addresses read', async () => {
    await visit()
    const source = postsSource('jekyll', { path: join(folder, 'site') })
    const state = (await store.loadSourceStates()).get(source.id) ?? UNVISITED
    const [rules, ofFiles] = state.derivation?.split(':') ?? []
    const { id: _id, title: _title, enabled: _enabled, path: _path, authorsFile: _file, categories: _categories, tags: _tags, rights: _rights, ...reading } = source
    const ofVersion = (version: number): string => hash('sha256', JSON.stringify([version, reading]))
    assert.notEqual(ofFiles, ofVersion(1))
    const seen = await store.loadFiles(source.id)
    const files = [...seen.values()].map(({ path, size, modifiedAt, sha256 }) => ({ path, size, modifiedAt, sha256, articleId: null, dueAt: null })) // as if they had made nothing
    await store.save({ sourceId: source.id, seenAt: now, arrivals: [], removed: [], files, forgottenFiles: [], state: { ...state, derivation: `${rules}:${ofVersion(1)}` } })
    assert.equal((await visit()).items, 2)
  })
})

function apply({ name, front, body, isFresh }: { name: string; front: string | null; body: string; isFresh: boolean }): void {
  if (front === null) rmSync(join(folder, 'site', name), { force: true })
  else write(name, withFront(front, body))
  if (front !== null && isFresh) utimesSync(join(folder, 'site', name), (now + HOUR - 500) / 1000, (now + HOUR - 500) / 1000) // within a tick of the next visit
}

/** What a visit tells, and what is stored after it. */
async function told(run: PostsVisit): Promise<unknown> {
  return { ...changes(run), messages: messages(run), titles: await titles() }
}

/** By the first store as it is; by the second one without what tells it that the folder stands. */
async function visitBoth([passing, looking]: readonly [Store, Store]): Promise<[unknown, unknown]> {
  const whole = store
  store = passing
  const first = await told(await visit())
  now -= HOUR
  store = looking
  await store.saveSourceState(postsSource('jekyll').id, { ...(await stateOfSource()), bodyHash: null })
  const second = await told(await visit())
  store = whole
  return [first, second]
}

describe('a folder that changes in many ways', () => {
  const NAMES = ['_posts/2026-01-01-a.md', '_posts/2026-01-02-b.md', '_posts/2026-01-03-c.md', '_posts/undated.md']
  const FRONTS = ['title: A', 'title: B', 'title: [', 'title: C\npermalink: /one/', 'title: D\ndate: 2026-05-01 20:00:00', 'title: E\nexpiry: 1', 'title: F\npublished: false']
  const BODIES = ['text', '[b]({% post_url 2026-01-02-b %})']
  const change = fc.record({ name: fc.constantFrom(...NAMES), front: fc.constantFrom(...FRONTS, null), body: fc.constantFrom(...BODIES), isFresh: fc.boolean(), visits: fc.nat(2) })

  it('becomes the same whether a folder that stands is passed over or looked through', async () => {
    const property = fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (steps) => {
      rmSync(join(folder, 'site'), { recursive: true, force: true })
      mkdirSync(join(folder, 'site'))
      now = NOON
      const both = await Promise.all([openSqlite(':memory:'), openSqlite(':memory:')])
      for (const step of steps) {
        apply(step)
        for (let visits = 0; visits <= step.visits; visits += 1) assert.deepEqual(...(await visitBoth(both)))
      }
      await Promise.all(both.map(async (one) => one.close()))
    })
    await fc.assert(property, { numRuns: 40 })
  })
})
