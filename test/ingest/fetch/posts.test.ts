// Scanning and reading real folders: order, links that lead outside or in circles, files that cannot be read.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { batchesOf, readPost, scanPosts } from '../../../src/ingest/fetch/posts.ts'
import { FeedmillError } from '../../../src/model/errors.ts'
import type { Dialect } from '../../../src/model/source.ts'
import { postsSource } from '../../support/post-source.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feedmill-scan-'))
  mkdirSync(join(folder, 'site'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(path: string, text = 'Text'): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const source = (dialect: Dialect = 'plain') => postsSource(dialect, { path: join(folder, 'site') })
const scan = async (dialect?: Dialect) => {
  const { files, notes } = await scanPosts(source(dialect))
  return { paths: files.map(({ path }) => path), notes: notes.map(({ message }) => message) }
}
const lack = (dialect: Dialect) => `${join(folder, 'site')}: no folder in it is named _posts or _drafts, where ${dialect} has its posts, so that nothing is published`

describe('a scan', () => {
  it('finds posts in order of their paths', async () => {
    for (const path of ['b.md', 'a/z.md', 'B.md', 'a.md', 'note.txt']) write(`site/${path}`)
    assert.deepEqual(await scan(), { paths: ['B.md', 'a.md', 'a/z.md', 'b.md'], notes: [] })
  })

  it('follows links within the folder', async () => {
    write('site/a/x.md')
    symlinkSync(join(folder, 'site/a/x.md'), join(folder, 'site/y.md'))
    symlinkSync('a', join(folder, 'site/b'))
    assert.deepEqual((await scan()).paths, ['a/x.md', 'b/x.md', 'y.md'])
  })

  it('refuses links that lead outside, to nothing or in circles, and says so', async () => {
    write('site/x.md')
    write('secret/passwd.md')
    symlinkSync(join(folder, 'secret/passwd.md'), join(folder, 'site/a.md'))
    symlinkSync(join(folder, 'secret'), join(folder, 'site/b'))
    symlinkSync('../secret/passwd.md', join(folder, 'site/c.md'))
    symlinkSync('nothing.md', join(folder, 'site/d.md'))
    symlinkSync('.', join(folder, 'site/e'))
    write('site/f/y.md')
    symlinkSync('../f', join(folder, 'site/f/g'))
    assert.deepEqual(await scan(), {
      paths: ['f/y.md', 'x.md'],
      notes: [
        'a.md:1:1: this link leads outside the folder and is not followed',
        'b:1:1: this link leads outside the folder and is not followed',
        'c.md:1:1: this link leads outside the folder and is not followed',
        'd.md:1:1: there is no such file',
      ],
    })
  })

  it('leaves pipes alone, behind a link too: to read one is to wait for ever', async () => {
    write('site/x.md')
    execFileSync('mkfifo', [join(folder, 'site/a.md')])
    symlinkSync('a.md', join(folder, 'site/b.md'))
    assert.deepEqual(await scan(), { paths: ['x.md'], notes: [] })
  })

  it('does not take a neighbour whose name begins alike for inside', async () => {
    write('site-secret/x.md')
    symlinkSync(join(folder, 'site-secret'), join(folder, 'site/a'))
    assert.deepEqual((await scan()).paths, [])
  })

  it('tells of names without a date in jekyll', async () => {
    write('site/_posts/-20220526.md')
    assert.deepEqual((await scan('jekyll')).notes, ['_posts/-20220526.md:1:1: the name is not YYYY-MM-DD-title; rename the file or write its date into the name'])
  })

  describe('of a folder in which none is named as jekyll and hexo ask for', () => {
    for (const dialect of ['jekyll', 'hexo'] as const) {
      it(`says what was looked for in ${dialect}, and what to try for Markdown`, async () => {
        for (const path of ['a.md', 'b/2022-05-13-c.md', '_site/d.md', 'e.txt']) write(`site/${path}`)
        assert.deepEqual(await scan(dialect), { paths: [], notes: [`${lack(dialect)}; 2 Markdown files are there: try dialect: plain`] })
      })
    }
    it('counts one', async () => {
      write('site/a.md')
      assert.match((await scan('hexo')).notes[0] ?? '', /; a Markdown file is there: try dialect: plain$/u)
    })
    it('names no other dialect where there is no Markdown', async () => assert.deepEqual((await scan('jekyll')).notes, [lack('jekyll')]))
    it('is quiet where there is one, be it empty, for drafts or the source’s own', async () => {
      for (const name of ['_posts', 'source/_posts', '_drafts']) {
        mkdirSync(join(folder, 'site', name), { recursive: true })
        assert.deepEqual((await scan('jekyll')).notes, [], name)
        rmSync(join(folder, 'site', name), { recursive: true })
      }
      write('own/_posts/2022-05-13-a.md')
      assert.deepEqual((await scanPosts(postsSource('jekyll', { path: join(folder, 'own/_posts') }))).notes, [])
    })
    it('is quiet in the other dialects', async () => {
      for (const dialect of ['hugo', 'eleventy', 'plain'] as const) assert.deepEqual((await scan(dialect)).notes, [])
    })
    it('complains of the link alone where that is the folder', async () => {
      mkdirSync(join(folder, 'elsewhere'))
      symlinkSync(join(folder, 'elsewhere'), join(folder, 'site/_posts'))
      assert.deepEqual((await scan('jekyll')).notes, ['_posts:1:1: this link leads outside the folder and is not followed'])
    })
  })

  it('fails for a folder that is missing or a file', async () => {
    rmSync(join(folder, 'site'), { recursive: true })
    const missing = (error: unknown): boolean => error instanceof FeedmillError && error.code === 'fetch.missing_file' && error.at === join(folder, 'site')
    await assert.rejects(scan(), missing)
    write('site')
    await assert.rejects(scan(), missing)
  })
})

describe('reading', () => {
  it('comes in batches of a few megabytes', async () => {
    for (const name of ['a', 'b', 'c']) write(`site/${name}.md`, name.repeat(512 * 1024))
    const { files } = await scanPosts(source())
    assert.deepEqual([...batchesOf(files)].map((batch) => batch.map(({ path }) => path)), [['a.md', 'b.md'], ['c.md']])
  })

  it('says why a file cannot be read', async () => {
    write('site/huge.md')
    truncateSync(join(folder, 'site/huge.md'), 10 * 1024 * 1024 + 1)
    write('site/gone.md')
    const { files } = await scanPosts(source())
    rmSync(join(folder, 'site/gone.md'))
    const read = files.map((file) => readPost(source(), file))
    assert.deepEqual(read.map(({ bytes, reason }) => [bytes, reason]), [[null, 'there is no such file'], [null, 'the file is over 10 MiB']])
  })
})
