// A published tree broken in one way after another: each is told of in one line at least, and a whole tree in none.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { hash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { openPublishedTree } from '../../src/publish/deliver/published-tree.ts'
import { verifyTree, type VerifyReport } from '../../src/publish/verify.ts'
import { articleOf, feedSource, ingest, type Mill, openMill, sourceId, terms } from './mill.ts'

let mill: Mill
let scratch = ''

beforeAll(async () => {
  mill = await openMill({ sources: [feedSource('ruby'), feedSource('wire')] }, { limit: 4, precompress: true })
  const articles = Array.from({ length: 11 }, (_, n) =>
    articleOf(`a${n}`, {
      publishedAt: Date.UTC(2025, n, 10),
      tags: terms('ruby', ...(n % 2 === 0 ? ['集市'] : [])),
      categories: terms('News'),
      title: n === 3 ? null : `Title & <b>${n}</b>`,
      contentHtml: `<p>Text ${n} of <a href="https://mill.example.org/tag/none.html">elsewhere</a></p>`,
      summary: n === 10 ? 'Salt & <ink>' : null,
      imageUrl: n === 10 ? 'https://e.example/10.png' : null,
      authors: n === 10 ? [{ name: 'Ada', email: null, url: null }, { name: 'Bo', email: null, url: null }] : [{ name: 'Ada', email: 'ada@e.example', url: null }],
      enclosures: n === 10 ? [{ url: 'https://e.example/1.mp3', mediaType: 'audio/mpeg', bytes: 5, seconds: 7 }, { url: 'https://e.example/2.mp3', mediaType: 'audio/mpeg', bytes: null, seconds: null }] : [],
    }),
  )
  await ingest(mill.store, articles)
  await ingest(mill.store, [articleOf('w1', { sourceId: sourceId('wire'), url: null, title: '"]]> & quotes' })])
  await mill.publish()
  scratch = mkdtempSync(join(tmpdir(), 'feedmill-verify-'))
})
afterAll(async () => {
  rmSync(scratch, { recursive: true })
  await mill.close()
})

function look(dir: string, withStore: boolean): Promise<VerifyReport> {
  const { settings, store } = mill
  return verifyTree({ tree: openPublishedTree(dir), origin: withStore ? { settings, store, complete: (stored) => stored } : null })
}

function linesOf({ differences }: VerifyReport): string[] {
  return differences.map(({ file, what }) => `${file}: ${what}`)
}

/** A copy of the tree, and ways to change one thing in it. */
function copyTree(name: number) {
  const dir = join(scratch, String(name))
  cpSync(mill.settings.publish.dir, dir, { recursive: true })
  const path = (file: string): string => join(dir, file)
  const read = (file: string): string => readFileSync(path(file), 'utf8')
  const write = (file: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(path(file)), { recursive: true })
    writeFileSync(path(file), text)
  }
  const edit = (file: string, from: string | RegExp, to: string): void => {
    const text = read(file)
    assert.notEqual(text.replace(from, to), text, `${file} has no ${String(from)}`)
    write(file, text.replace(from, to))
  }
  const listed = (file: string, change: object): void => {
    const manifest = JSON.parse(read('manifest.json')) as { files: Record<string, object> }
    Object.defineProperty(manifest.files, file, { value: { ...manifest.files[file], ...change }, enumerable: true })
    write('manifest.json', JSON.stringify(manifest))
  }
  /** Changed, and listed in the manifest as it is now: what a mistake in writing would look like. */
  const miswrite = (file: string, from: string | RegExp, to: string): void => {
    edit(file, from, to)
    const bytes = readFileSync(path(file))
    listed(file, { sha256: hash('sha256', bytes), bytes: bytes.length })
  }
  return { dir, path, read, write, edit, listed, miswrite }
}
type Copy = ReturnType<typeof copyTree>

const ITEM = /<item>[\s\S]*?<\/item>\n/u
const PAGE = 'archive/source/ruby'
const A10 = '"tag:mill.example.org,2026:ruby/a10"'

const cases: readonly { readonly it: string; readonly store?: true; readonly broken: (tree: Copy) => void; readonly expect: readonly string[] }[] = [
  { it: 'a byte flipped', broken: (t) => t.edit('all.rss', 'Title', 'Titel'), expect: ['all.rss: has other bytes than manifest.json tells of'] },
  { it: 'bytes added', broken: (t) => appendFileSync(t.path('all.json'), ' '), expect: ['all.json: has N bytes, manifest.json says N'] },
  { it: 'a file missing', broken: (t) => unlinkSync(t.path('all.atom')), expect: ['all.atom: is missing; manifest.json lists it', 'all.html: links to all.atom, which is not there'] },
  { it: 'a format missing from files and manifest', store: true, broken: (t) => (unlinkSync(t.path('all.atom')), t.edit('manifest.json', /"all\.atom":.*,\n/u, '')), expect: ['all.atom: is missing; the config asks for it'] },
  { it: 'an entry dropped from one format', broken: (t) => t.miswrite('all.rss', ITEM, ''), expect: ['all.rss: has 3 entries, manifest.json says 4', 'all.atom: has the entry "tag:mill.example.org,2026:wire/w1" that all.rss has not'] },
  { it: 'entries in another order', broken: (t) => t.miswrite('all.json', /(\{"id".*\}),\n(\{"id".*\}),\n/u, '$2,\n$1,\n'), expect: ['all.json: has its entries in another order than all.rss'] },
  { it: 'a title that one format has otherwise', broken: (t) => t.miswrite('tag/ruby.atom', '<title>Title &amp; &lt;b&gt;10&lt;/b&gt;', '<title>Title &amp; 10'), expect: ['tag/ruby.atom: entry "tag:mill.example.org,2026:ruby/a10": title "Title & 10", "Title & <b>10</b>" in tag/ruby.rss'] },
  { it: 'a text that one format has otherwise', broken: (t) => t.miswrite('tag/ruby.json', /(content_html":"<p>Text )10/u, '$1ten'), expect: [`tag/ruby.json: entry ${A10}: text "<p>Text ten of`] },
  { it: 'a text that one format lacks', broken: (t) => t.miswrite('tag/ruby.atom', /<content type="html">.*<\/content>\n/u, ''), expect: [`tag/ruby.atom: entry ${A10}: text none, "<p>Text 10`] },
  { it: 'a summary that one format has otherwise', broken: (t) => t.miswrite('tag/ruby.atom', '<summary>Salt', '<summary>Soot'), expect: [`tag/ruby.atom: entry ${A10}: summary "Soot & <ink>", "Salt & <ink>" in tag/ruby.rss`] },
  { it: 'an author that one format lacks', broken: (t) => t.miswrite('tag/ruby.atom', '<author><name>Bo</name></author>\n', ''), expect: [`tag/ruby.atom: entry ${A10}: authors "Ada", "Ada, Bo" in tag/ruby.rss`] },
  { it: 'authors of whom one format says nothing', broken: (t) => t.miswrite('tag/ruby.json', '"authors":[{"name":"Ada"},{"name":"Bo"}],', ''), expect: [`tag/ruby.json: entry ${A10}: authors none, "Ada, Bo" in tag/ruby.rss`] },
  { it: 'an author with an address that one format has otherwise', broken: (t) => t.miswrite('tag/ruby.rss', '(Ada)', '(Eda)'), expect: ['authors "Ada", "Eda" in tag/ruby.rss'] },
  { it: 'an image that one format lacks', broken: (t) => t.miswrite('tag/ruby.json', '"image":"https://e.example/10.png",', ''), expect: [`tag/ruby.json: entry ${A10}: image none, "https://e.example/10.png" in tag/ruby.rss`] },
  { it: 'a time of change that one format has otherwise', broken: (t) => t.miswrite('tag/ruby.json', '"date_modified":"2025-11-10', '"date_modified":"2025-11-11'), expect: [`tag/ruby.json: entry ${A10}: time of its last change "2025-11-11`] },
  { it: 'another source in one format', broken: (t) => t.miswrite('tag/ruby.atom', /(<source>\n<id>.*<\/id>\n<title>)[^<]*/u, '$1Elsewhere'), expect: [`tag/ruby.atom: entry ${A10}: source "Elsewhere", "`] },
  { it: 'one text wrong in all formats', store: true, broken: (t) => ['rss', 'atom', 'json'].forEach((form) => t.miswrite(`all.${form}`, '<p>Text 10', '<p>Text ten')), expect: [`all.rss: entry ${A10}: text "<p>Text ten`] },
  { it: 'a link that one format has otherwise', broken: (t) => t.miswrite('tag/ruby.json', '"url":"https://ruby.example.net/a10"', '"url":"https://ruby.example.net/x"'), expect: ['tag/ruby.json: entry "tag:mill.example.org,2026:ruby/a10": link "https://ruby.example.net/x", "https://ruby.example.net/a10" in tag/ruby.rss'] },
  { it: 'a date that one format has otherwise', broken: (t) => t.miswrite('tag/ruby.json', '"date_published":"2025-11-10T', '"date_published":"2025-11-11T'), expect: ['tag/ruby.json: entry "tag:mill.example.org,2026:ruby/a10": date "2025-11-11T00:00:00Z", "2025-11-10T00:00:00Z" in tag/ruby.rss'] },
  { it: 'a category that one format lacks', broken: (t) => t.miswrite('tag/ruby.atom', /<category term="集市"[^>]*>\n/u, ''), expect: ['tag/ruby.atom: entry "tag:mill.example.org,2026:ruby/a10": categories'] },
  { it: 'an attachment that one format lacks', broken: (t) => t.miswrite('all.json', /,\{"url":"https:\/\/e\.example\/2\.mp3"[^}]*\}/u, ''), expect: ['all.json: entry "tag:mill.example.org,2026:ruby/a10": attachment none, "https://e.example/2.mp3" in all.rss'] },
  { it: 'an attachment of another length', broken: (t) => t.miswrite('all.rss', 'length="5"', 'length="6"'), expect: ['all.atom: entry "tag:mill.example.org,2026:ruby/a10": attachment "https://e.example/1.mp3" has 5 bytes, 6 in all.rss'] },
  { it: 'a feed that says to be elsewhere', broken: (t) => t.miswrite('tag/ruby.rss', 'tag/ruby.rss" rel="self"', 'tag/rubies.rss" rel="self"'), expect: ['tag/ruby.rss: says it is at "https://mill.example.org/tag/rubies.rss", not at https://mill.example.org/tag/ruby.rss'] },
  { it: 'a dead link in a page', broken: (t) => t.miswrite('all.html', 'href="https://mill.example.org/tag/ruby.html"', 'href="https://mill.example.org/tag/rubies.html"'), expect: ['all.html: links to tag/rubies.html, which is not there'] },
  { it: 'a page that offers no feed to programs', broken: (t) => t.miswrite('all.html', /<link rel="alternate" type="application\/atom[^>]*>\n/u, ''), expect: ['all.html: does not offer all.atom to programs (link rel="alternate")'] },
  { it: 'a dead link in the list for readers', broken: (t) => t.miswrite('feeds.opml', 'tag/ruby.rss', 'tag/rubies.rss'), expect: ['feeds.opml: links to tag/rubies.rss, which is not there', 'feeds.opml: does not name the feed tag/ruby'] },
  { it: 'a feed that the directory leaves out', broken: (t) => t.miswrite('index.html', /<li><div class="name"><a href="https:\/\/mill\.example\.org\/tag\/ruby\.html[\s\S]*?<\/li>/u, ''), expect: ['index.html: does not name the feed tag/ruby'] },
  { it: 'a wrong count', broken: (t) => t.listed('all.rss', { items: 9 }), expect: ['all.rss: has 4 entries, manifest.json says 9'] },
  { it: 'a wrong time', broken: (t) => t.listed('all.atom', { updated: '2020-01-01T00:00:00Z' }), expect: ['all.atom: was updated 2026-01-10T00:00:00Z, manifest.json says 2020-01-01T00:00:00Z'] },
  { it: 'a time that is finer than the feed’s', broken: (t) => t.listed('all.atom', { updated: '2026-01-10T00:00:00.518Z' }), expect: [] },
  { it: 'a wrong type', broken: (t) => t.listed('all.atom', { type: 'text/plain' }), expect: ['all.atom: is listed in manifest.json as "text/plain"'] },
  { it: 'a foreign file among ours', broken: (t) => t.write('tag/stray.rss', '<rss/>'), expect: ['tag/stray.rss: is not in manifest.json', 'tag/stray.rss: cannot be read as RSS'] },
  { it: 'a foreign file of the operator’s', broken: (t) => (t.write('robots.txt', ''), t.write('tag/CNAME', '')), expect: [] },
  { it: 'no manifest', broken: (t) => unlinkSync(t.path('manifest.json')), expect: ['manifest.json: is missing or cannot be read'] },
  { it: 'a manifest that is none', broken: (t) => t.write('manifest.json', '[]'), expect: ['manifest.json: is no manifest'] },
  { it: 'a document that is none', broken: (t) => t.write('all.rss', 'x'), expect: ['all.rss: cannot be read as RSS'] },
  { it: 'a sibling of other bytes', broken: (t) => renameSync(t.path('all.atom.gz'), t.path('all.rss.gz')), expect: ['all.rss.gz: does not hold what all.rss holds', 'all.atom.gz: is missing; manifest.json lists it'] },
  { it: 'a sibling that holds more than it should', broken: (t) => t.listed('all.rss', { bytes: 10 }), expect: ['all.rss.gz: does not hold what all.rss holds'] },
  { it: 'the way into the archive cut', broken: (t) => ['rss', 'atom', 'json'].forEach((form) => t.miswrite(`source/ruby.${form}`, /<(?:atom:)?link rel="prev-archive"[^>]*>\n|"next_url":"[^"]*",/u, '')), expect: ['is a page of source/ruby that nobody who walks its archive comes to'] },
  { it: 'an archive of one format that ends early', broken: (t) => t.miswrite('source/ruby.json', /"next_url":"[^"]*",/u, ''), expect: ['source/ruby.json: goes on with nothing, source/ruby.rss with archive/source/ruby/'] },
  { it: 'an archive that leads nowhere', broken: (t) => t.miswrite('source/ruby.rss', /(rel="prev-archive" href="[^"]*)\.rss/u, '$1x.rss'), expect: ['source/ruby.rss: links to archive/source/ruby/'] },
  { it: 'an archive that leads in a circle', broken: (t) => ['rss', 'atom', 'json'].forEach((form) => closeCircle(t, form)), expect: ['source/ruby.rss: has an archive that leads in a circle, back to archive/source/ruby/'] },
  { it: 'a page of the archive that misses an entry', store: true, broken: (t) => ['rss', 'atom', 'json'].forEach((form) => t.miswrite(`${oldestPage(t)}.${form}`, /<(item|entry)[\s\S]*?<\/\1>\n|\n\{"id".*\},/u, '')), expect: ['source/ruby.rss: has 10 entries with its archive, the store has 11'] },
  { it: 'an archive that names another feed as its own', broken: (t) => t.miswrite(`${newestPage(t)}.rss`, /rel="current" href="[^"]*"/u, 'rel="current" href="https://mill.example.org/all.rss"'), expect: ['names "https://mill.example.org/all.rss", not https://mill.example.org/source/ruby.rss'] },
  { it: 'a feed that the store does not know', store: true, broken: (t) => ['rss', 'atom', 'json', 'html'].forEach((form) => t.write(`tag/new.${form}`, t.read(`tag/ruby.${form}`).replaceAll('tag/ruby', 'tag/new'))), expect: ['tag/new.rss: is of a feed that the store does not know'] },
  { it: 'all formats wrong in one way', store: true, broken: (t) => ['rss', 'atom', 'json'].forEach((form) => t.miswrite(`all.${form}`, /Title (&amp;|&#x26;|&) (&lt;|&#x3C;|<)b>?(?:&gt;|>)?10/u, 'Titel $1 $2b>10')), expect: ['all.rss: entry "tag:mill.example.org,2026:ruby/a10": title'] },
]

/** The page that a document leads to, without its extension; null at the first one. */
function pageBefore(tree: Copy, page: string): string | null {
  return /"next_url":"https:\/\/mill\.example\.org\/([^"]*)\.json"/u.exec(tree.read(`${page}.json`))?.[1] ?? null
}

function newestPage(tree: Copy): string {
  return pageBefore(tree, 'source/ruby') ?? ''
}

function oldestPage(tree: Copy): string {
  let page = newestPage(tree)
  for (let older = pageBefore(tree, page); older !== null; older = pageBefore(tree, page)) page = older
  return page
}

/** The oldest page made to lead to the newest one. */
function closeCircle(tree: Copy, form: string): void {
  const [oldest, url] = [oldestPage(tree), `https://mill.example.org/${newestPage(tree)}.${form}`]
  if (form === 'json') tree.miswrite(`${oldest}.json`, '"feed_url"', `"next_url":"${url}","feed_url"`)
  else tree.miswrite(`${oldest}.${form}`, /<(?=(?:atom:)?link rel="current")/u, `<${form === 'rss' ? 'atom:' : ''}link rel="prev-archive" href="${url}"/>\n<`)
}

describe('a published tree', () => {
  it('has nothing to tell of as it was written', async () => {
    const report = await look(mill.settings.publish.dir, true)
    assert.deepEqual(linesOf(report), [])
    assert.ok(report.feeds === 6 && report.entries > 20 && report.files === mill.files().length, JSON.stringify(report))
    assert.ok(mill.files().some((file) => file.startsWith(PAGE)))
  })

  it('has nothing to tell of without its store, wherever it lies', async () => assert.deepEqual(linesOf(await look(copyTree(-1).dir, false)), []))

  cases.forEach((c, index) => {
    it(`with ${c.it} ${c.expect.length === 0 ? 'is as good as before' : 'is told of'}`, async () => {
      const tree = copyTree(index)
      c.broken(tree)
      const lines = linesOf(await look(tree.dir, c.store === true)).map((line) => line.replaceAll(/\d+ bytes, manifest\.json says \d+/gu, 'N bytes, manifest.json says N'))
      if (c.expect.length === 0) assert.deepEqual(lines, [])
      for (const line of c.expect) assert.ok(lines.some((found) => found.includes(line)), `${line}\nis not in\n${lines.join('\n')}`)
    })
  })

  it('behind its store says that it is', async () => {
    const behind = await openMill({ sources: [feedSource('ruby')] })
    await ingest(behind.store, [articleOf('b1')])
    await behind.publish()
    await ingest(behind.store, [articleOf('b2')])
    const report = await verifyTree({ tree: openPublishedTree(behind.settings.publish.dir), origin: { ...behind, complete: (stored) => stored } })
    assert.ok(linesOf(report).some((line) => line.includes('manifest.json: is older than the store')), linesOf(report).join('\n'))
    await behind.close()
  })
})

describe('a tree that somebody else made', () => {
  it('is read no further than its own folder', async () => {
    const tree = copyTree(1000)
    writeFileSync(join(scratch, 'secret.rss'), 'secret')
    unlinkSync(tree.path('tag/ruby.rss'))
    symlinkSync(join(scratch, 'secret.rss'), tree.path('tag/ruby.rss'))
    symlinkSync(scratch, tree.path('view'))
    for (const path of ['../secret.rss', '/etc/passwd', 'a/../../secret.rss', 'x\ny: forged', '__proto__']) tree.listed(path, { type: 'x', sha256: 'x', bytes: 1, items: 0, updated: null })
    const lines = linesOf(await look(tree.dir, false))
    assert.ok(!lines.join('').includes('secret"') && lines.every((line) => !line.includes('\n')), lines.join('\n'))
    for (const part of ['tag/ruby.rss: is no plain file', 'manifest.json: names "../secret.rss"', 'manifest.json: names "/etc/passwd"', 'manifest.json: names "x\\ny: forged"']) {
      assert.ok(lines.some((line) => line.includes(part)), `${part}\n${lines.join('\n')}`)
    }
  })

  it('is not waited for', async () => {
    const tree = copyTree(1001)
    unlinkSync(tree.path('all.rss'))
    execFileSync('mkfifo', [tree.path('all.rss')])
    unlinkSync(tree.path('all.json'))
    writeFileSync(tree.path('all.json'), '')
    truncateSync(tree.path('all.json'), 2 ** 32) // a hole: it takes no room
    const lines = linesOf(await look(tree.dir, false))
    for (const part of ['all.rss: is no plain file', 'all.json: is larger than anything that is published']) assert.ok(lines.some((line) => line.includes(part)), lines.join('\n'))
  })

  it('cannot make entities or depth explode', async () => {
    const tree = copyTree(1002)
    tree.write('all.rss', `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>`)
    tree.write('all.atom', '<a>'.repeat(200_000))
    tree.write('all.json', '['.repeat(500_000))
    const lines = linesOf(await look(tree.dir, false))
    for (const file of ['all.rss', 'all.atom', 'all.json']) assert.ok(lines.some((line) => line.startsWith(`${file}: cannot be read as`)), lines.join('\n'))
  })

  it('that is wrong throughout is told of at bearable length', async () => {
    const tree = copyTree(1003)
    for (let n = 0; n < 1500; n += 1) tree.write(`tag/s${n}.opml`, '<x/>')
    const report = await look(tree.dir, false)
    assert.deepEqual([report.differences.length, report.omitted >= 500], [1000, true])
  })
})
