import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { openDirectory } from '../../../src/publish/deliver/directory.ts'
import { commitAll, stageAll } from '../../../src/publish/deliver/stage.ts'
import type { OutgoingFile, OwnFile, Target } from '../../../src/publish/deliver/target.ts'

let root: string
let dir: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'feedmill-directory-'))
  dir = join(root, 'feeds')
})
afterEach(() => rmSync(root, { recursive: true }))

function file(path: string, text: string, ownership: OutgoingFile['ownership'] = 'unknown'): OutgoingFile {
  return { path, parts: [Buffer.from(text.slice(0, 2)), Buffer.from(text.slice(2))], ownership }
}

/** @returns the paths of those that were not there with these bytes */
async function write(files: readonly OutgoingFile[], target: Target = openDirectory(dir)): Promise<Set<string>> {
  const staged = await stageAll(files, target)
  await commitAll(staged)
  return new Set(staged.flatMap((file) => file?.path ?? []))
}

/** A file that is ours while it holds one of these texts. */
function own(path: string, ...texts: readonly string[]): OwnFile {
  return { path, hashes: new Set(texts.map((text) => hash('sha256', text))) }
}

function there(path: string, text: string): string {
  const absolute = join(dir, path)
  mkdirSync(join(absolute, '..'), { recursive: true })
  writeFileSync(absolute, text)
  utimesSync(absolute, 1_700_000_000, 1_700_000_000)
  return absolute
}

describe('writing', () => {
  it('makes the folders that it needs', async () => {
    const written = await write([file('all.rss', 'a'), file('tag/b.rss', 'b'), file('archive/tag/b/1.rss', 'c')])
    assert.deepEqual([...written].sort(), ['all.rss', 'archive/tag/b/1.rss', 'tag/b.rss'])
    assert.equal(readFileSync(join(dir, 'archive/tag/b/1.rss'), 'utf8'), 'c')
  })

  it('writes thousands of parts', async () => {
    const parts = Array.from({ length: 5000 }, (_, n) => Buffer.from(`${n} `))
    await write([{ path: 'all.rss', parts, ownership: 'unknown' }])
    assert.equal(readFileSync(join(dir, 'all.rss'), 'utf8'), Buffer.concat(parts).toString())
  })

  it('leaves a file alone that has these bytes, whoever wrote it', async () => {
    const absolute = there('all.rss', 'same')
    for (const ownership of ['same', 'ours', 'unknown'] as const) assert.equal((await write([file('all.rss', 'same', ownership)])).size, 0)
    assert.equal(statSync(absolute).mtimeMs, 1_700_000_000_000)
  })

  it('replaces one of ours by renaming: a reader that holds the old one reads it to its end', async () => {
    const absolute = there('all.rss', 'old')
    const before = statSync(absolute).ino
    await write([file('all.rss', 'new', 'ours')])
    assert.notEqual(statSync(absolute).ino, before)
    assert.deepEqual(readdirSync(dir), ['all.rss'])
  })

  it('replaces one that was changed behind our back', async () => {
    there('all.rss', 'changed by hand')
    assert.equal((await write([file('all.rss', 'ours', 'same')])).size, 1)
  })

  it('refuses to replace one that we did not write', async () => {
    const absolute = there('index.html', 'mine')
    await assert.rejects(write([file('index.html', 'ours')]), { code: 'output.unwritable', at: absolute })
    assert.equal(readFileSync(absolute, 'utf8'), 'mine')
  })

  const outside = ['../a.rss', '/etc/a.rss', 'tag/../../a.rss', 'tag//a.rss', './a.rss', 'tag/.a.rss', 'tag\\a.rss', 'a\0.rss', 'C:a.rss', '', 'tag/']
  for (const path of outside) {
    it(`refuses the path ${JSON.stringify(path)}`, async () => {
      await assert.rejects(write([file(path, 'x', 'ours')]), { code: 'output.unwritable' })
      assert.equal(await openDirectory(dir).remove([own(path, 'x')]), 0)
      assert.equal(await openDirectory(dir).read(path), null)
    })
  }

  it('refuses a folder that is a link out of its own', async () => {
    mkdirSync(dir)
    mkdirSync(join(root, 'outside'))
    symlinkSync(join(root, 'outside'), join(dir, 'tag'))
    await assert.rejects(write([file('tag/a.rss', 'x', 'ours')]), { code: 'output.unwritable', at: join(dir, 'tag') })
    assert.deepEqual(readdirSync(join(root, 'outside')), [])
  })

  it('neither follows nor replaces a link', async () => {
    mkdirSync(dir)
    writeFileSync(join(root, 'secret'), 'mine')
    symlinkSync(join(root, 'secret'), join(dir, 'all.rss'))
    await assert.rejects(write([file('all.rss', 'x', 'ours')]), { code: 'output.unwritable' })
    assert.equal(readFileSync(join(root, 'secret'), 'utf8'), 'mine')
  })

  it('takes a folder that is itself a link', async () => {
    mkdirSync(join(root, 'real'))
    symlinkSync(join(root, 'real'), dir)
    await write([file('tag/a.rss', 'x')])
    assert.equal(readFileSync(join(root, 'real/tag/a.rss'), 'utf8'), 'x')
  })

  it('names the path that is in the way', async () => {
    there('tag', 'a file')
    await assert.rejects(write([file('tag/a.rss', 'x')]), { code: 'output.unwritable', at: join(dir, 'tag') })
  })

  it('names the folder itself where it is a file', async () => {
    writeFileSync(dir, 'a file')
    await assert.rejects(write([file('all.rss', 'x')]), { code: 'output.unwritable', at: dir })
  })
})

describe('a staged file', () => {
  it('is in nobody\'s way until it takes its place, which it keeps after the bytes it was made of are gone', async () => {
    there('all.rss', 'old')
    const bytes = Buffer.from('new')
    const staged = await openDirectory(dir).stage({ path: 'all.rss', parts: [bytes], ownership: 'ours' })
    bytes.fill('x')
    assert.equal(readFileSync(join(dir, 'all.rss'), 'utf8'), 'old')
    await staged?.commit()
    assert.equal(readFileSync(join(dir, 'all.rss'), 'utf8'), 'new')
  })

  it('leaves nothing behind where it is given up', async () => {
    there('all.rss', 'old')
    const staged = await openDirectory(dir).stage(file('all.rss', 'new', 'ours'))
    await staged?.discard()
    assert.deepEqual([readdirSync(dir), readFileSync(join(dir, 'all.rss'), 'utf8')], [['all.rss'], 'old'])
  })
})

describe('a full disk', () => {
  it.runIf(existsSync('/dev/full'))('is told in words, and what was there before is there still', async () => {
    const absolute = there('all.rss', 'old')
    // What is written aside goes to a device that is always full.
    symlinkSync('/dev/full', join(dir, `.feedmill-all.rss-${process.pid}.tmp`))
    await assert.rejects(write([file('all.rss', 'new', 'ours')]), (error: Error) => /disk is full/u.test(error.message))
    assert.equal(readFileSync(absolute, 'utf8'), 'old')
    assert.equal((await write([file('all.rss', 'new', 'ours')])).size, 1)
  })
})

describe('listing', () => {
  it('is empty where there is no folder yet', async () => assert.equal((await openDirectory(dir).list()).size, 0))

  it('finds the files of our folders, and clears what an interrupted run left', async () => {
    for (const path of ['all.rss', 'tag/a.rss', 'archive/tag/a/1.rss', 'node_modules/x.js', '.feedmill-all.rss-1.tmp', 'tag/.feedmill-a.rss-77.tmp', 'tag/.hidden']) there(path, 'x')
    assert.deepEqual([...(await openDirectory(dir).list())].sort(), ['all.rss', 'archive/tag/a/1.rss', 'tag/.hidden', 'tag/a.rss'])
    assert.deepEqual(readdirSync(join(dir, 'tag')).sort(), ['.hidden', 'a.rss'])
  })
})

describe('removing', () => {
  it('passes over what is not there, is a link or a folder', async () => {
    there('a.rss', 'x')
    there('tag/a.rss', 'x')
    symlinkSync(join(dir, 'a.rss'), join(dir, 'b.rss'))
    assert.equal(await openDirectory(dir).remove(['a.rss', 'b.rss', 'c.rss', 'tag', 'category/x.rss'].map((path) => own(path, 'x'))), 1)
    assert.deepEqual(readdirSync(dir).sort(), ['b.rss', 'tag'])
  })

  it('leaves what somebody has put in place of ours', async () => {
    there('tag/a.html', 'a page of their own')
    there('tag/b.html', 'ours, as it was before')
    assert.equal(await openDirectory(dir).remove([own('tag/a.html', 'ours'), own('tag/b.html', 'ours', 'ours, as it was before')]), 1)
    assert.deepEqual(readdirSync(join(dir, 'tag')), ['a.html'])
  })

  it('takes the folders of ours with it that hold nothing else, and survives a power cut', async () => {
    for (const path of ['tag/a.rss', 'archive/tag/a/2026-1.rss', 'archive/all/2026-1.rss', 'blog/x.rss', 'source/a.rss', 'source/notes.txt']) there(path, 'x')
    const target = openDirectory(dir)
    await target.remove(['tag/a.rss', 'archive/tag/a/2026-1.rss', 'blog/x.rss', 'source/a.rss'].map((path) => own(path, 'x')))
    await target.settle()
    assert.deepEqual(readdirSync(dir).sort(), ['archive', 'blog', 'source'])
    assert.deepEqual(readdirSync(join(dir, 'archive')), ['all'])
  })

  it('makes a folder again that it has removed', async () => {
    there('tag/a.rss', 'x')
    const target = openDirectory(dir)
    await target.remove([own('tag/a.rss', 'x')])
    await write([file('tag/b.rss', 'y')], target)
    await target.settle()
    assert.deepEqual(readdirSync(join(dir, 'tag')), ['b.rss'])
  })

  it('stays inside, through links too', async () => {
    mkdirSync(join(root, 'outside'))
    writeFileSync(join(root, 'outside/a.rss'), 'mine')
    mkdirSync(dir)
    symlinkSync(join(root, 'outside'), join(dir, 'tag'))
    await assert.rejects(openDirectory(dir).remove([own('tag/a.rss', 'mine')]), { code: 'output.unwritable' })
    assert.ok(existsSync(join(root, 'outside/a.rss')))
  })
})

describe('a dry run', () => {
  it('tells what it would write and remove, and touches nothing', async () => {
    there('a.rss', 'old')
    there('.feedmill-x-1.tmp', 'left')
    const target = openDirectory(dir, { dryRun: true })
    await target.list()
    assert.deepEqual([...(await write([file('a.rss', 'new', 'ours'), file('tag/b.rss', 'b')], target))].sort(), ['a.rss', 'tag/b.rss'])
    assert.equal(await target.remove([own('a.rss', 'old')]), 1)
    await target.settle()
    assert.deepEqual(readdirSync(dir).sort(), ['.feedmill-x-1.tmp', 'a.rss'])
  })

  it('does not even make the folder', async () => {
    const target = openDirectory(dir, { dryRun: true })
    assert.equal((await write([file('all.rss', 'x'), file('tag/b.rss', 'b')], target)).size, 2)
    assert.ok(!existsSync(dir))
  })
})
