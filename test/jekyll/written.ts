// Articles with hostile texts as Feedmill writes them for Jekyll, in a site that Jekyll builds of nothing else: what it says of each
// post, and whether it has anything to complain of.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sample } from 'fast-check'
import { htmlToText, sanitizeHtml } from '../../src/formats/html.ts'
import type { Article } from '../../src/model/article.ts'
import { plainText } from '../../src/publish/select/clean.ts'
import { articleOf, ingest, openMill, settingsFor, terms } from '../publish/mill.ts'
import { hostileTexts } from '../support/hostile-texts.ts'

const POSTS = 400
const SEED = 20_220_513
const TIMEZONE = 'Asia/Shanghai'

/** How sites tell kramdown to read HTML. */
const MARKDOWNS = [{}, { kramdown: { parse_block_html: true, parse_span_html: true } }]

/** A line for each post, by guid: JSON, as front matter may hold anything. */
const TOLD_PAGE =
  '{% for post in site.posts %}{{ post.guid | jsonify }}\t{{ post.title | jsonify }}\t{{ post.date | date: "%s" }}\t' +
  '{{ post.categories | jsonify }}\t{{ post.tags | jsonify }}\t{{ post.canonical_url | jsonify }}\t{{ post.content | jsonify }}\n{% endfor %}'

/** @returns a line for each difference and each complaint of Jekyll's */
export async function compareWritten(work: string): Promise<string[]> {
  const site = join(work, 'written')
  const { site: about } = settingsFor(work)
  const mill = await openMill({ site: { ...about, timezone: TIMEZONE } }, { posts: { dir: join(site, '_posts'), dialect: 'jekyll' } })
  try {
    const articles = hostileArticles()
    await ingest(mill.store, articles)
    await mill.publish()
    mkdirSync(site, { recursive: true })
    writeFileSync(join(site, 'told.txt'), `---\npermalink: /told.txt\n---\n${TOLD_PAGE}`)
    console.log(`${articles.length} posts written for Jekyll`)
    return MARKDOWNS.flatMap((markdown) => differencesIn(site, markdown, articles))
  } finally {
    await mill.close()
  }
}

function hostileArticles(): Article[] {
  const texts = sample(hostileTexts, { numRuns: POSTS, seed: SEED })
  return texts.map((text, n) => {
    const title = plainText(text) || 'x'
    const contentHtml = sanitizeHtml(`<p title="${n}">${text}</p><pre>${text}\n\n  ${text}</pre>${text} *a* {{ site.title }} {% include x %}<ul><li>${text}</li></ul>`, null)
    return articleOf(`g${n}`, { title, contentHtml, publishedAt: Date.UTC(2022, 4, 13, 9, 18, n % 60), categories: terms('新闻'), tags: terms('b c', title) })
  })
}

function differencesIn(site: string, markdown: object, articles: readonly Article[]): string[] {
  writeFileSync(join(site, '_config.yml'), JSON.stringify({ title: 'executed', timezone: TIMEZONE, ...markdown }))
  const destination = join(site, '..', 'written-site')
  const { status, stdout, stderr } = spawnSync('jekyll', ['build', '--source', site, '--destination', destination], { encoding: 'utf8' })
  if (status !== 0) return [`jekyll ended with ${status}: ${stderr.split('\n', 1)[0]}`]
  const complaints = `${stdout}${stderr}`.split('\n').filter((line) => /warning|error|invalid/iu.test(line))
  const told = new Map(readFileSync(join(destination, 'told.txt'), 'utf8').trimEnd().split('\n').map((line) => [JSON.parse(line.split('\t', 1)[0] ?? '""'), line.split('\t').slice(1)]))
  return [...complaints, ...articles.flatMap((article) => differencesOf(article, told))]
}

function differencesOf(article: Article, told: ReadonlyMap<unknown, readonly string[]>): string[] {
  const [title = '', at, categories = '', tags = '', link = '', content = '""'] = told.get(`tag:mill.example.org,2026:ruby/${article.guid}`) ?? []
  const ours = [article.title, String((article.publishedAt ?? 0) / 1000), ['xinwen'], ['b c', article.title], article.url, htmlToText(article.contentHtml)]
  const theirs = title === '' ? [] : [JSON.parse(title), at, JSON.parse(categories), JSON.parse(tags), JSON.parse(link), htmlToText(JSON.parse(content) as string)]
  return ours.flatMap((our, n) => {
    const [a, b] = [JSON.stringify(our), JSON.stringify(theirs[n])]
    return a === b ? [] : [`${article.guid}: written ${a}, Jekyll shows ${b}`]
  })
}
