// A term whose slug the operator moves, or that an alias merges into another: the old address goes on working, and the run says so once.
import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { RefreshReport } from '../../src/run/report.ts'
import { makeSite, type Site } from '../support/site.ts'

const SITE = 'site: { title: Mill & "Co", url: https://mill.example.org/feeds/ }\nsources: [{ id: blog, type: posts, path: posts }]\npublish: { dir: feeds, limit: 2 }\n'
const post = (n: number): string => `---\ntitle: Post ${n}\ndate: 2025-05-0${n} 10:00:00 +0000\ntags: ['中国"银行"']\n---\n\nText.\n`
const named = (n: number, term: string): string => `---\ntitle: Post ${n}\ndate: 2025-05-0${n} 10:00:00 +0000\ntags: [${term}]\n---\n\nText.\n`
const OLD = 'tag/zhongguo-yinhang'
const NEW = 'tag/bank'
const MOVED = { code: 'term.moved', message: `tag 中国"银行": moved from ${OLD} to ${NEW}; the old address leads there` }

describe('a slug that is moved', () => {
  let site: Site
  let moving: RefreshReport
  const reportOf = async (...args: readonly string[]): Promise<RefreshReport> => {
    const run = await site.run(...args, '--json')
    assert.equal(run.status, 0, run.stderr + run.stdout)
    return JSON.parse(run.stdout) as RefreshReport
  }
  beforeAll(async () => {
    site = makeSite({ 'feedmill.yaml': SITE, ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`posts/2025-05-0${n}-p${n}.md`, post(n)])) })
    assert.deepEqual((await reportOf('refresh')).notes, [])
    assert.ok(site.tree('feeds').has(`${OLD}.html`))
    site.write('feedmill.yaml', `${SITE}taxonomy: { slugs: { '中国"银行"': bank } }\n`)
    moving = await reportOf('publish')
  })
  afterAll(() => site.remove())

  it('is told once, by the run that moves it', async () => {
    assert.deepEqual(moving.notes, [MOVED])
    const next = await reportOf('refresh')
    assert.deepEqual([next.notes, next.feeds.written], [[], 0])
  })
  it('leads people from the old page to the new one, without a script', () => {
    const page = site.read(`feeds/${OLD}.html`)
    const url = `https://mill.example.org/feeds/${NEW}.html`
    assert.ok(page.includes(`<meta http-equiv="refresh" content="0; url=${url}">`))
    assert.ok(page.includes(`<link rel="canonical" href="${url}">`))
    assert.match(page, new RegExp(`<a href="${url}"[^>]*><bdi>中国&quot;银行&quot;</bdi></a>`, 'u'))
    assert.match(page, /Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'"/u)
    assert.doesNotMatch(page, /<script|<style|style=|\son\w+=/u)
    assert.match(page, /rel="alternate" type="application\/rss\+xml"[^>]* href="https:\/\/mill\.example\.org\/feeds\/tag\/bank\.rss"/u)
  })
  it('gives programs the same content at both, with the new address as its own', () => {
    for (const format of ['rss', 'atom', 'json']) assert.equal(site.read(`feeds/${OLD}.${format}`), site.read(`feeds/${NEW}.${format}`))
    assert.match(site.read(`feeds/${OLD}.atom`), /<link rel="self" href="https:\/\/mill\.example\.org\/feeds\/tag\/bank\.atom"/u)
    assert.match(site.read(`feeds/${OLD}.json`), /"feed_url": ?"https:\/\/mill\.example\.org\/feeds\/tag\/bank\.json"/u)
  })
  it('moves the archive likewise', () => {
    const pages = [...site.tree('feeds').keys()].filter((path) => path.startsWith(`archive/${OLD}/`))
    assert.ok(pages.some((path) => path.endsWith('.html')) && pages.some((path) => path.endsWith('.rss')))
    for (const path of pages.filter((page) => page.endsWith('.html'))) assert.ok(site.read(`feeds/${path}`).includes(`url=https://mill.example.org/feeds/${path.replace(OLD, NEW)}"`), path)
  })
  it('is listed by `taxonomy` with its former slug', async () => {
    const { terms } = JSON.parse((await site.run('taxonomy', '--json')).stdout) as { terms: { slug: string; formerSlugs: string[] }[] }
    assert.deepEqual(terms.find(({ slug }) => slug === 'bank')?.formerSlugs, ['zhongguo-yinhang'])
    assert.match((await site.run('taxonomy')).stdout, /^tag bank {2}中国"银行" {2}5 {2}\(was zhongguo-yinhang\)$/mu)
  })
  it('is right by `verify`', async () => {
    const { status, stdout } = await site.run('verify')
    assert.equal(status, 0, stdout)
  })
  it('is found by `verify` when an old page leads elsewhere', async () => {
    const before = site.read(`feeds/${OLD}.html`)
    site.write(`feeds/${OLD}.html`, before.replaceAll('bank.html', 'bonk.html'))
    assert.match((await site.run('verify')).stdout, /zhongguo-yinhang\.html: does not lead to tag\/bank\.html/u)
    site.write(`feeds/${OLD}.html`, before)
  })
})

describe('a term that an alias merges into another', () => {
  let site: Site
  const KR = 'tag/36kr'
  const KE = 'tag/36ke'
  const reportOf = async (...args: readonly string[]): Promise<RefreshReport> => {
    const run = await site.run(...args, '--json')
    assert.equal(run.status, 0, run.stderr + run.stdout)
    return JSON.parse(run.stdout) as RefreshReport
  }
  const configure = (taxonomy: string): void => site.write('feedmill.yaml', `${SITE}${taxonomy}`)
  const titlesIn = (path: string): string[] => (JSON.parse(site.read(`feeds/${path}.json`)) as { items: { title: string }[] }).items.map(({ title }) => title)
  const filesAt = (stem: string): string[] => [...site.tree('feeds').keys()].filter((path) => path.startsWith(`${stem}.`) || path.startsWith(`archive/${stem}/`))
  beforeAll(async () => {
    const terms = ['36氪', '36Kr', '36氪', '36Kr', '36Kr', '36Kr', '36Kr']
    site = makeSite({ 'feedmill.yaml': SITE, ...Object.fromEntries(terms.map((term, at) => [`posts/2025-05-0${at + 1}-p${at + 1}.md`, named(at + 1, term)])) })
    assert.deepEqual((await reportOf('refresh')).notes, [])
    assert.deepEqual(titlesIn(KR), ['Post 7', 'Post 6'])
  })
  afterAll(() => site.remove())

  it('leads its subscribers to the other one, its archive too, and says so once', async () => {
    configure('taxonomy: { aliases: { 36kr: 36氪 } }\n')
    assert.deepEqual((await reportOf('publish')).notes, [{ code: 'term.moved', message: `tag 36Kr: moved from ${KR} to ${KE}; the old address leads there` }])
    assert.deepEqual(titlesIn(KE), ['Post 7', 'Post 6'])
    for (const path of filesAt(KE).filter((file) => !file.endsWith('.html'))) assert.equal(site.read(`feeds/${path.replace(KE, KR)}`), site.read(`feeds/${path}`), path)
    assert.ok(site.read(`feeds/${KR}.html`).includes(`url=https://mill.example.org/feeds/${KE}.html"`))
    assert.equal(filesAt(KR).length, filesAt(KE).length)
    const next = await reportOf('refresh')
    assert.deepEqual([next.notes, next.feeds.written], [[], 0])
  })
  it('is right by `verify`, and listed by `taxonomy` as what the other one was', async () => {
    const { status, stdout } = await site.run('verify')
    assert.equal(status, 0, stdout)
    assert.equal((await site.run('taxonomy')).stdout, 'tag 36ke  36氪  7  (was 36kr)\n')
  })
  it('has its own address back when the alias is taken away', async () => {
    configure('')
    assert.deepEqual((await reportOf('publish')).notes, [])
    assert.deepEqual([titlesIn(KR), titlesIn(KE)], [['Post 7', 'Post 6'], ['Post 3', 'Post 1']])
    const { status, stdout } = await site.run('verify')
    assert.equal(status, 0, stdout)
  })
  it('gives its address to the other one for good where the operator fixes it so', async () => {
    configure('taxonomy: { aliases: { 36kr: 36氪 }, slugs: { 36氪: 36kr } }\n')
    await reportOf('publish')
    assert.deepEqual(titlesIn(KR), ['Post 7', 'Post 6'])
    assert.ok(site.read(`feeds/${KE}.html`).includes(`url=https://mill.example.org/feeds/${KR}.html"`))
    assert.deepEqual(filesAt(`${KR}-2`), [])
    const { status, stdout } = await site.run('verify')
    assert.equal(status, 0, stdout)
  })
})

describe('a slug that another term is given', () => {
  it('is not said to lead to the term that lost it', async () => {
    const site = makeSite({ 'feedmill.yaml': SITE, 'posts/2025-05-01-a.md': named(1, 'mill'), 'posts/2025-05-02-b.md': named(2, 'bank') })
    await site.run('refresh')
    site.write('feedmill.yaml', `${SITE}taxonomy: { slugs: { bank: mill } }\n`)
    const { notes } = JSON.parse((await site.run('publish', '--json')).stdout) as RefreshReport
    assert.deepEqual(notes.map(({ message }) => message), [
      'tag mill: moved from tag/mill to tag/mill-2; the old address is that of bank now',
      'tag bank: moved from tag/bank to tag/mill; the old address leads there',
    ])
    site.remove()
  })
})
