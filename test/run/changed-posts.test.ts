// What a change in a folder of posts does to the published tree: exactly the feeds that show it are written again, and no other file.
import assert from 'node:assert/strict'
import { renameSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { refresh } from '../../src/run/refresh.ts'
import type { RefreshReport } from '../../src/run/report.ts'
import { loadConfig } from '../../src/settings/load.ts'
import { withFront } from '../support/post-source.ts'
import { makeSite, type Site } from '../support/site.ts'

/** Lists of feeds, written whenever a feed's newest change or its number of entries differs. */
const isList = (path: string): boolean => path === 'manifest.json' || path === '.well-known/feeds' || path.endsWith('.opml')

const config = (settings = '', publish = 'formats: [atom], archive: false'): string =>
  `site: { title: Mill, url: https://mill.example.org/ }\nstore: store.db\npublish: { dir: feeds, ${publish} }\nsources:\n  - { id: posts, type: posts, path: site, dialect: jekyll, siteUrl: https://blog.example.org${settings} }\n`

const POSTS = {
  'site/_posts/2026-01-01-one.md': withFront('title: One\ncategories: [news]\ntags: [sea]'),
  'site/_posts/2026-01-02-two.md': withFront('title: Two\ncategories: [news]\ntags: [land]'),
  'site/_posts/2026-01-03-three.md': withFront('title: Three\ncategories: [notes]\ntags: [land]', 'See [one]({% post_url 2026-01-01-one %}).'),
}

let site: Site
let ticks: number

beforeEach(async () => {
  ticks = 0
  site = makeSite({ 'feedmill.yaml': config() })
  for (const [path, text] of Object.entries(POSTS)) write(path, text)
  await run()
})
afterEach(() => site.remove())

/** Every write has a time of its own, long ago: no file may be thought to have changed within a tick of the clock. */
function write(path: string, text: string): void {
  site.write(path, text)
  ticks += 1
  utimesSync(join(site.dir, path), 1_770_000_000 + ticks, 1_770_000_000 + ticks)
}

async function run(): Promise<RefreshReport> {
  return refresh(await loadConfig(join(site.dir, 'feedmill.yaml')))
}

/** Runs once and tells which files were written and which removed; of the lists of all feeds only when they are the sole ones. */
async function effect(): Promise<{ written: string[]; removed: string[] }> {
  const before = site.tree('feeds')
  await run()
  const after = site.tree('feeds')
  const written = [...after].filter(([path, { mtimeMs }]) => before.get(path)?.mtimeMs !== mtimeMs).map(([path]) => path)
  const removed = [...before.keys()].filter((path) => !after.has(path))
  return { written: written.filter((path) => !isList(path)), removed: removed.filter((path) => !isList(path)) }
}

describe('a run over posts', () => {
  const cases: { readonly it: string; readonly change: () => void; readonly written: string[]; readonly removed?: string[] }[] = [
    { it: 'writes nothing when nothing changed', change: () => {}, written: [] },
    {
      it: 'writes nothing when a file was touched but says the same',
      change: () => write('site/_posts/2026-01-01-one.md', POSTS['site/_posts/2026-01-01-one.md']),
      written: [],
    },
    {
      it: 'writes the feeds of an edited post',
      change: () => write('site/_posts/2026-01-01-one.md', withFront('title: Uno\ncategories: [news]\ntags: [sea]')),
      written: ['all.atom', 'category/news.atom', 'source/posts.atom', 'tag/sea.atom'],
    },
    {
      it: 'writes the feeds that a post leaves and those that it joins',
      change: () => write('site/_posts/2026-01-02-two.md', withFront('title: Two\ncategories: [news]\ntags: [sea]\npermalink: /news/2026/01/02/two.html')),
      written: ['all.atom', 'category/news.atom', 'source/posts.atom', 'tag/land.atom', 'tag/sea.atom'],
    },
    {
      it: 'writes the feeds of a new post, the first of its tag among them',
      change: () => write('site/_posts/2026-01-04-four.md', withFront('title: Four\ntags: [air]')),
      written: ['all.atom', 'source/posts.atom', 'tag/air.atom'],
    },
    {
      it: 'writes the feeds of a removed post',
      change: () => rmSync(join(site.dir, 'site/_posts/2026-01-02-two.md')),
      written: ['all.atom', 'category/news.atom', 'source/posts.atom', 'tag/land.atom'],
    },
    {
      it: 'removes the feeds that a post leaves empty',
      change: () => write('site/_posts/2026-01-03-three.md', withFront('title: Three\npublished: false')),
      written: ['all.atom', 'source/posts.atom', 'tag/land.atom'],
      removed: ['category/notes.atom'],
    },
    {
      it: 'writes nothing for a renamed file with an unchanged link',
      change: () => {
        write('site/_posts/sub/2026-01-02-two.md', POSTS['site/_posts/2026-01-02-two.md'])
        rmSync(join(site.dir, 'site/_posts/2026-01-02-two.md'))
      },
      written: [],
    },
    {
      it: 'takes a file renamed to another link for another article in the same feeds',
      change: () => renameSync(join(site.dir, 'site/_posts/2026-01-02-two.md'), join(site.dir, 'site/_posts/2026-01-02-deux.md')),
      written: ['all.atom', 'category/news.atom', 'source/posts.atom', 'tag/land.atom'],
    },
    {
      it: 'leaves everything as it is when a post breaks',
      change: () => write('site/_posts/2026-01-02-two.md', '---\ntitle: "Two" broke"\n---\nText.\n'),
      written: [],
    },
    {
      it: 'writes the feeds of a post that links to one whose address changed',
      change: () => write('site/_posts/2026-01-01-one.md', withFront('title: One\ncategories: [news]\ntags: [sea]\nslug: uno')),
      written: ['all.atom', 'category/news.atom', 'category/notes.atom', 'source/posts.atom', 'tag/land.atom', 'tag/sea.atom'],
    },
    {
      it: 'writes every feed when the links are made in another way',
      change: () => site.write('feedmill.yaml', config(', permalink: pretty')),
      written: ['all.atom', 'category/news.atom', 'category/notes.atom', 'source/posts.atom', 'tag/land.atom', 'tag/sea.atom'],
    },
    { it: 'writes nothing when a setting changes that no post is touched by', change: () => site.write('feedmill.yaml', config(', smartTitles: true')), written: [] },
    {
      it: 'writes the feeds of the posts that a term of the config joins',
      change: () => site.write('feedmill.yaml', `${config()}taxonomy: { labels: { sea: Ocean } }\n`),
      written: ['all.atom', 'category/news.atom', 'source/posts.atom', 'tag/sea.atom'],
    },
    {
      it: 'writes a format that is new in the config, and no other again',
      change: () => site.write('feedmill.yaml', config('', 'formats: [atom, json], archive: false')),
      written: ['all.json', 'category/news.json', 'category/notes.json', 'source/posts.json', 'tag/land.json', 'tag/sea.json'],
    },
  ]
  for (const { it: sentence, change, written, removed = [] } of cases) {
    it(sentence, async () => {
      change()
      assert.deepEqual(await effect(), { written, removed })
      assert.deepEqual(await effect(), { written: [], removed: [] })
    })
  }

  it('links to the new address of a post that another one links to', async () => {
    write('site/_posts/2026-01-01-one.md', withFront('title: One\ncategories: [news]\nslug: uno'))
    await run()
    assert.match(site.read('feeds/category/notes.atom'), /https:\/\/blog\.example\.org\/news\/2026\/01\/01\/uno\.html/u)
  })

  it('takes a post in when its date has come', async () => {
    write('site/_posts/2026-01-05-soon.md', withFront(`title: Soon\ndate: ${new Date(Date.now() + 2000).toISOString()}\ntags: [sea]`))
    assert.deepEqual((await effect()).written, [])
    await wait(2050)
    assert.deepEqual(await effect(), { written: ['all.atom', 'source/posts.atom', 'tag/sea.atom'], removed: [] })
  })

  it('lets a post go when it expires', async () => {
    site.write('feedmill.yaml', config().replace('dialect: jekyll', 'dialect: hugo'))
    rmSync(join(site.dir, 'site/_posts'), { recursive: true })
    write('site/content/posts/a.md', withFront('title: A\ndate: 2026-01-01\ntags: [sea]'))
    write('site/content/posts/b.md', withFront(`title: B\ndate: 2026-01-02\ntags: [sea, air]\nexpiryDate: ${new Date(Date.now() + 2000).toISOString()}`))
    await run()
    assert.deepEqual((await effect()).written, [])
    await wait(2050)
    assert.deepEqual(await effect(), { written: ['all.atom', 'source/posts.atom', 'tag/sea.atom'], removed: ['tag/air.atom'] })
  })
})
