// Reads the same posts with Jekyll and with Feedmill and compares what their feeds say: `npm run test:jekyll`.
// Needs Debian's packages jekyll and ruby-jekyll-feed; without them it says so and is content.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { renderPost } from '../../src/ingest/normalize/post-body.ts'
import { chooseFiles } from '../../src/ingest/fetch/post-files.ts'
import { parseDocument } from '../../src/ingest/parse/parse.ts'
import type { ParsedItem } from '../../src/ingest/parse/parsed.ts'
import { readPostFile } from '../../src/ingest/parse/post/post.ts'
import { htmlToText } from '../../src/formats/html.ts'
import type { PostsSource } from '../../src/model/source.ts'
import { postsSource } from '../support/post-source.ts'
import { EXCEPTIONS, POSTS } from './posts.ts'

const STYLES = ['date', 'pretty', 'ordinal', 'weekdate', 'none', '/:year/:short_month/:i_day/:title/', '/x/:collection/:path:output_ext', '/:long_day/:w_year-:week-:w_day/:slug']
const CONFIG = 'url: https://example.org\ntitle: t\ntimezone: Asia/Shanghai\nplugins: [jekyll-feed]\nfeed: { posts_limit: 1000 }\n'

interface Told {
  readonly id: string
  readonly link: string
  readonly title: string
  readonly at: number
  readonly updatedAt: number
  readonly terms: readonly string[]
  readonly summary: string
}

function main(): void {
  if (spawnSync('jekyll', ['--version']).status !== 0) return console.log('jekyll is not installed: nothing was compared')
  const folder = mkdtempSync(join(tmpdir(), 'feedmill-jekyll-'))
  try {
    for (const [path, text] of Object.entries(POSTS)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const differences = STYLES.flatMap((style) => compare(folder, style))
    for (const difference of differences) console.log(difference)
    console.log(`${Object.keys(POSTS).length} posts, ${STYLES.length} styles of links, ${differences.length} differences`)
    process.exitCode = differences.length === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function compare(folder: string, style: string): string[] {
  const theirs = byId(jekylls(folder, style))
  const ours = byId(feedmills(folder, postsSource('jekyll', { path: folder, permalink: style, timezone: 'Asia/Shanghai', ids: 'jekyll', smartTitles: true, jekyllFeedCategories: true })))
  const ids = [...new Set([...theirs.keys(), ...ours.keys()])].filter((id) => !isExcepted(id))
  return ids.flatMap((id) => differencesOf(style, id, theirs.get(id), ours.get(id)))
}

function isExcepted(id: string): boolean {
  return EXCEPTIONS.some((name) => id.endsWith(`/${name}`))
}

function differencesOf(style: string, id: string, theirs: Told | undefined, ours: Told | undefined): string[] {
  if (theirs === undefined || ours === undefined) return [`${style} ${id}: only ${theirs === undefined ? 'Feedmill' : 'Jekyll'} has it`]
  const keys = ['link', 'title', 'at', 'updatedAt', 'terms', 'summary'] as const
  return keys.flatMap((key) => {
    const [a, b] = [JSON.stringify(theirs[key]), JSON.stringify(ours[key])]
    return a === b ? [] : [`${style} ${id}: ${key}: Jekyll ${a}, Feedmill ${b}`]
  })
}

function byId(told: readonly Told[]): Map<string, Told> {
  return new Map(told.map((post) => [post.id, post]))
}

function jekylls(folder: string, style: string): Told[] {
  writeFileSync(join(folder, '_config.yml'), `${CONFIG}permalink: "${style}"\n`)
  const { status, stderr } = spawnSync('jekyll', ['build', '--quiet', '--source', folder, '--destination', join(folder, '_site')], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`jekyll ended with ${status}: ${stderr}`)
  return parseDocument(readFileSync(join(folder, '_site/feed.xml')), null, 'feed.xml').items.map((item) => told(item, item.summary?.value ?? ''))
}

function feedmills(folder: string, source: PostsSource): Told[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
  return chooseFiles(paths, source).posts.flatMap((path) => {
    const result = readPostFile(readFileSync(join(folder, path)), path, source, { now: Date.now(), modifiedAt: 0 })
    return result.kind === 'post' ? [told(result.item, result.item.summary?.value ?? renderPost(result.body).summary ?? '')] : []
  })
}

function told(item: ParsedItem, summary: string): Told {
  const published = item.published ?? ''
  return {
    id: item.guid ?? '',
    link: item.links.find(({ rel }) => rel === 'alternate')?.href ?? '',
    title: htmlToText(item.title?.value ?? ''),
    at: Date.parse(published),
    updatedAt: Date.parse(item.updated ?? published),
    terms: item.terms.filter(({ unlisted }) => unlisted !== true).map(({ label }) => label),
    summary: htmlToText(summary).trim(),
  }
}

main()
