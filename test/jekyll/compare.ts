// The feeds that Jekyll with jekyll-feed and Feedmill publish of the same posts, compared: `npm run test:jekyll`, for the posts of posts.ts
// in every style of links, and what Jekyll makes of posts that Feedmill wrote; `npm run test:jekyll -- FOLDER [FEED] [KEY=VALUE …]`, for the posts of a site (settings as in a source's config).
// Needs Debian's packages jekyll and ruby-jekyll-feed, or the FEED that they made; without either it says so and is content.
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { parseDocument } from '../../src/ingest/parse/parse.ts'
import { termKey } from '../../src/model/taxonomy.ts'
import { refresh } from '../../src/run/refresh.ts'
import { loadConfig } from '../../src/settings/load.ts'
import { EXCEPTIONS, POSTS } from './posts.ts'
import { differences, readTold, type Told } from './told.ts'
import { compareWritten } from './written.ts'

const STYLES = ['date', 'pretty', 'ordinal', 'weekdate', 'none', '/:year/:short_month/:i_day/:title/', '/x/:collection/:path:output_ext', '/:long_day/:w_year-:week-:w_day/:slug']
const LIMIT = 10_000 // posts
const SITE = 'Jekyll beside Feedmill'
const MUST: readonly (keyof Told)[] = ['link', 'at', 'updatedAt', 'terms', 'title']

/** How both programs are told to make links and dates. */
interface SiteOptions {
  readonly siteUrl: string
  readonly timezone: string
  readonly permalink: string
}

/** What a program published of a site. */
interface Published {
  readonly all: ReadonlyMap<string, Told>
  readonly members: ReadonlyMap<string, ReadonlySet<string>> | null // links of the posts in each category and tag, by kind and term key
}

async function main(args: readonly string[]): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'feedmill-jekyll-'))
  try {
    const found = args.length === 0 ? await compareMadeUp(work) : await compareSite(work, args)
    if (found === null) return console.log('jekyll is not installed: nothing was compared')
    for (const line of found) console.log(line)
    console.log(`${found.length} differences`)
    process.exitCode = found.length === 0 ? 0 : 1
  } finally {
    rmSync(work, { recursive: true })
  }
}

async function compareMadeUp(work: string): Promise<string[] | null> {
  if (!hasJekyll()) return null
  const site = join(work, 'site')
  for (const [path, text] of Object.entries(POSTS)) {
    mkdirSync(dirname(join(site, path)), { recursive: true })
    writeFileSync(join(site, path), text)
  }
  const found: string[] = []
  for (const permalink of STYLES) {
    const options = { siteUrl: 'https://example.org', timezone: 'Asia/Shanghai', permalink }
    const lines = compare(jekylls(work, site, options), await feedmills(work, site, options), [...MUST, 'summary'])
    found.push(...lines.map((line) => `${permalink} ${line}`))
  }
  console.log(`${Object.keys(POSTS).length} posts, ${STYLES.length} styles of links`)
  return [...found, ...(await compareWritten(work))]
}

async function compareSite(work: string, [folder = '', ...rest]: readonly string[]): Promise<string[] | null> {
  const settings = Object.fromEntries(rest.filter((arg) => arg.includes('=')).map((arg) => arg.split('=')))
  const options: SiteOptions = { siteUrl: 'https://example.org', timezone: 'UTC', permalink: 'date', ...settings }
  const feed = rest.find((arg) => !arg.includes('='))
  if (feed === undefined && !hasJekyll()) return null
  const ours = await feedmills(work, folder, options)
  const theirs = feed === undefined ? jekylls(work, folder, options) : { all: readTold(feed), members: null }
  console.log(`${theirs.all.size} posts, ${theirs.members === null ? `in ${basename(feed ?? '')}` : `${theirs.members.size} categories and tags`}`)
  for (const field of ['summary', 'author'] as const) console.log(`${differences(theirs.all, ours.all, [field]).length} differ in their ${field}`)
  return compare(theirs, ours, MUST)
}

function compare(theirs: Published, ours: Published, fields: readonly (keyof Told)[]): string[] {
  const lines = differences(theirs.all, ours.all, fields)
  const excepted = new Set([...theirs.all.values(), ...ours.all.values()].filter(({ id }) => EXCEPTIONS.some((name) => id.endsWith(`/${name}`))).map(({ link }) => link))
  for (const [term, links] of theirs.members ?? []) {
    const shown = ours.members?.get(term) ?? new Set()
    const differing = [...links.symmetricDifference(shown)].filter((link) => !excepted.has(link))
    lines.push(...differing.map((link) => `${term}: only ${links.has(link) ? 'Jekyll' : 'Feedmill'} has ${link}`))
  }
  return lines.filter((line) => !EXCEPTIONS.some((name) => line.includes(`/${name}: `)))
}

// --- Jekyll

function hasJekyll(): boolean {
  return spawnSync('jekyll', ['--version']).status === 0
}

/** Tells of each category and each tag, which jekyll-feed has no feeds for without being asked. */
const MEMBERS_PAGE = ['category', 'tag']
  .map((kind) => `{% for term in site.${kind === 'tag' ? 'tags' : 'categories'} %}${kind}\t{{ term[0] | jsonify }}{% for post in term[1] %}\t{{ post.url | absolute_url }}{% endfor %}\n{% endfor %}`)
  .join('')

function jekylls(work: string, folder: string, { siteUrl, timezone, permalink }: SiteOptions): Published {
  const [source, site] = [join(work, 'jekyll'), join(work, '_site')]
  cpSync(folder, source, { recursive: true })
  spawnSync('chmod', ['-R', 'u+w', source])
  writeFileSync(join(source, '_config.yml'), JSON.stringify({ url: siteUrl, title: 't', timezone, permalink, plugins: ['jekyll-feed'], feed: { posts_limit: LIMIT } }))
  writeFileSync(join(source, 'members.txt'), `---\npermalink: /members.txt\n---\n${MEMBERS_PAGE}`)
  const { status, stderr } = spawnSync('jekyll', ['build', '--quiet', '--source', source, '--destination', site], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`jekyll ended with ${status}: ${stderr.split('\n', 1)[0]}`)
  const published = { all: readTold(join(site, 'feed.xml')), members: readMembers(readFileSync(join(site, 'members.txt'), 'utf8')) }
  rmSync(source, { recursive: true })
  return published
}

/** Terms equal but for case share one feed of ours. */
function readMembers(text: string): Map<string, Set<string>> {
  const members = new Map<string, Set<string>>()
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [kind, label = '""', ...links] = line.split('\t')
    const name = `${kind} ${termKey(String(JSON.parse(label)))}`
    members.set(name, new Set([...(members.get(name) ?? []), ...links]))
  }
  return members
}

// --- Feedmill

async function feedmills(work: string, folder: string, options: SiteOptions): Promise<Published> {
  const dir = mkdtempSync(join(work, 'feedmill-'))
  const source = { id: 'posts', type: 'posts', dialect: 'jekyll', path: resolve(folder), ids: 'jekyll', jekyllFeedCategories: true, smartTitles: true, ...options }
  const publish = { dir: 'feeds', formats: ['atom'], limit: LIMIT, archive: false }
  writeFileSync(join(dir, 'feedmill.yaml'), JSON.stringify({ site: { title: SITE, url: 'https://mill.example.org/' }, store: 'store.db', publish, sources: [source] }))
  const { sources } = await refresh(await loadConfig(join(dir, 'feedmill.yaml')))
  for (const { error } of sources) if (error !== null) throw new Error(error.message)
  const complaints = sources.flatMap(({ notes }) => notes).filter(({ code, message }) => code !== 'post.hint' && !EXCEPTIONS.some((name) => message.includes(name)))
  for (const { message } of complaints) console.log(message)
  const feeds = (['category', 'tag'] as const).flatMap((kind) => globSync(`${kind}/*.atom`, { cwd: join(dir, 'feeds') }).map((path) => membersIn(kind, join(dir, 'feeds', path))))
  return { all: readTold(join(dir, 'feeds/all.atom')), members: new Map(feeds) }
}

/** A feed's title begins with the term's label. */
function membersIn(kind: 'category' | 'tag', path: string): [string, Set<string>] {
  const label = (parseDocument(readFileSync(path), null, path).channel.title?.value ?? '').replace(` — ${SITE}`, '')
  return [`${kind} ${termKey(label)}`, new Set([...readTold(path).values()].map(({ link }) => link))]
}

await main(process.argv.slice(2))
