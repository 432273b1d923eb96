// Where a post lives on its site: link and id, each dialect's way.
// Must never give a link outside the source's site, whatever a slug says.

import { hash } from 'node:crypto'
import { toZone } from '../../../formats/zones.ts'
import type { EpochMs } from '../../../model/article.ts'
import { SECOND } from '../../../model/clock.ts'
import type { Dialect, PostsSource } from '../../../model/source.ts'
import type { PostName } from '../../fetch/post-files.ts'
import { type Fields, firstText, flagOf, javascriptText, valueAt } from './fields.ts'
import { type Addressed, escapePath, jekyllId, jekyllPath, normalizePath } from './permalink.ts'
import { hexoCategoryPaths } from './post-terms.ts'

export interface Address {
  readonly link: string // absolute, percent-encoded
  readonly id: string
}

export type AddressResult = Address | { readonly field: string; readonly problem: string }

/** @param categories  the joined list, for jekyll's patterns */
export function addressOf(fields: Fields, name: PostName, categories: readonly string[], at: EpochMs, source: PostsSource): AddressResult {
  const post: Addressed = {
    name,
    slug: firstText(fields, ['slug']),
    permalink: flagOf(valueAt(fields, 'permalink'), true) === false ? null : firstText(fields, ['permalink']),
    categories,
    time: toZone(at, source.timezone),
  }
  if (source.dialect === 'jekyll') return jekyllAddress(post, fields, source)
  const own = source.dialect === 'eleventy' ? filledByEleventy(post.permalink, name) : post.permalink
  const permalink = own !== null && isTemplate(own) ? null : own
  const placed: Placed = { ...post, permalink, fields, folders: name.folders.join('/'), root: source.path, at }
  const path = PATHS[source.dialect](placed, source.permalink)
  if (typeof path !== 'string') return { field: path.lacks, problem: problemOf(path, fields) }
  const link = source.siteUrl + escapeOnce(withoutClimbing(path))
  return { link, id: link }
}

function jekyllAddress(post: Addressed, fields: Fields, source: PostsSource): AddressResult {
  const made = jekyllPath(post, source.permalink)
  if ('unknown' in made) return { field: 'permalink', problem: `the pattern asks for ${made.unknown}, which is not known` }
  if (source.ids !== 'jekyll') return { link: source.siteUrl + made.path, id: source.siteUrl + made.path }
  const permalink = valueAt(fields, 'permalink')
  // To Ruby the line end that YAML leaves behind a text below its key (`>`) is the last part of the link.
  const path = permalink?.kind === 'scalar' && /\s$/u.test(permalink.text) ? `${made.path} ` : made.path
  const site = normalizedSite(source.siteUrl)
  return { link: site + normalizePath(made.path), id: site + normalizePath(jekyllId(path, post)) }
}

/** The site's address as Addressable leaves it: the host in lower case and ASCII, no port that goes without saying. */
function normalizedSite(siteUrl: string): string {
  const [, path = ''] = /^[^:]+:\/\/[^/]*(.*)$/su.exec(siteUrl) ?? []
  return new URL(siteUrl).origin + normalizePath(path)
}

interface Placed extends Addressed {
  readonly fields: Fields
  readonly folders: string // joined by `/`
  readonly root: string // the source's folder
  readonly at: EpochMs
}

/** A key that the pattern asks for, of which the post has no text. */
interface Lacking {
  readonly lacks: string
}

function problemOf({ lacks }: Lacking, fields: Fields): string {
  const [lack, repair] = valueAt(fields, lacks) === null ? ['this post has none', 'add one to the front matter'] : ['this is no text', 'write one']
  return `${lack}, and the permalink of its source asks for :${lacks}; ${repair}, or take :${lacks} out of the pattern`
}

/** The path on the site, not yet encoded; empty parts and slashes too many are taken out later. */
const PATHS: Readonly<Record<Exclude<Dialect, 'jekyll'>, (post: Placed, pattern: string) => string | Lacking>> = {
  hugo: ({ fields, name, slug }) => hugoUrl(firstText(fields, ['url'])) ?? hugoPath(name, slug),
  hexo: (post, pattern) => hexoOwn(post) ?? hexoPath(ownPattern(pattern) ?? ':year/:month/:day/:title/', post),
  eleventy: ({ permalink, folders, name }) => permalink?.replace(/(^|\/)index\.html$/u, '$1') ?? eleventyPath(folders, name),
  astro: astroPath,
  docusaurus: ({ folders, slug, name }) => `${folders}/${slug ?? name.route}`,
  vuepress: vuepressPath,
  obsidian: ({ permalink, folders, name }) => permalink ?? `${folders}/${name.name}`,
  plain: ({ fields, permalink, folders, slug, name }) => permalink ?? firstText(fields, ['url']) ?? `${folders}/${slug ?? name.name}/`,
}

/** A template that we do not run (`{{ page.fileSlug }}`) gives no address; the name does. */
function isTemplate(permalink: string): boolean {
  return permalink.includes('{{') || permalink.includes('{%')
}

/** `trip/trip.md` is `/trip/`, as `trip/index.md` is. */
function eleventyPath(folders: string, { name, stem, folders: parts }: PostName): string {
  return name === 'index' || stem === parts.at(-1) ? `${folders}/` : `${folders}/${name}/`
}

/** Two words of Eleventy's need no template language: they are the file's name without its date, and with its folders. */
function filledByEleventy(permalink: string | null, { name, folders }: PostName): string | null {
  const slug = name === 'index' ? (folders.at(-1) ?? '').replace(/^\d{4}-\d{2}-\d{2}-/u, '') : name
  const words: Readonly<Record<string, string>> = { fileSlug: slug, filePathStem: ['', ...folders, name].join('/') }
  return permalink?.replaceAll(/\{\{-?\s*page\.(fileSlug|filePathStem)\s*-?\}\}/gu, (whole, word: string) => words[word] ?? whole) ?? null
}

/** `/SECTION/NAME/`, lower case, blanks as hyphens, signs that Hugo drops gone. A language has its own branch of the site. */
function hugoPath(name: PostName, slug: string | null): string {
  const parts = [...(name.language === null ? [] : [name.language]), ...name.folders, (slug === null ? '' : withoutHyphens(slug)) || name.name]
  return `/${parts.map(hugoSlug).join('/')}/`
}

/** None at either end; no pattern, which would look for many in vain again and again. */
function withoutHyphens(slug: string): string {
  let [start, end] = [0, slug.length]
  while (slug[start] === '-') start += 1
  while (end > start && slug[end - 1] === '-') end -= 1
  return slug.slice(start, end)
}

/** Without a dot that may begin an extension it is a folder. */
function hugoUrl(url: string | null): string | null {
  return url === null || /[.?#]|\/$/u.test(url) ? url : `${url}/`
}

/** What an export from WordPress has encoded stays so. */
function hugoSlug(text: string): string {
  const kept = text.trim().replaceAll(/%(?![\da-f]{2})|[^\p{L}\p{M}\p{Nd}\s./\\_#+~@%-]+/giu, '')
  return kept.replaceAll(/[\s-]*\s[\s-]*/gu, '-').replaceAll(/\p{Lu}|\p{Lt}/gu, lowerInGo)
}

/** Each letter by itself: one for one (`İ` is `i`), whatever follows (`Σ` is `σ` at the end of a word too). */
function lowerInGo(letter: string): string {
  const [lower = letter] = letter.toLowerCase()
  return lower
}

/** A `slug` is taken as it is written, in place of all below the collection: the folder in `content`, which `path` may name itself. */
function astroPath({ name, slug, root }: Placed): string {
  if (slug !== null) return `${/[/\\]content[/\\][^/\\]/u.test(root) ? '' : (name.folders[0] ?? '')}/${slug}/`
  const parts = [...name.folders, name.name].map(astroSlug)
  return `/${parts.join('/').replace(/\/index$/u, '')}/`
}

/** Astro's slugs are GitHub's: lower case, blanks as hyphens, signs gone. */
function astroSlug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc} -]+/gu, '')
    .replaceAll(' ', '-')
}

/** What VuePress writes no file names with. */
const NO_FILE_NAME = /["#$%&*+,;<=>?[\\\]^`{|}]|(?<!^[a-z]):/giu

function vuepressPath(post: Placed, setting: string): string {
  const pattern = firstText(post.fields, ['permalinkPattern']) ?? ownPattern(setting)
  const path = post.permalink ?? (pattern === null ? vuepressRoute(post.folders, post.name.name) : filledByVuepress(pattern, post))
  return path.split('/').map((part) => part.replaceAll(NO_FILE_NAME, '_').replace(/^_+/u, '')).join('/')
}

/** `README`, in any case, and `index` are their folder. */
function vuepressRoute(folders: string, name: string): string {
  return /^readme$/iu.test(name) || name === 'index' ? `${folders}/` : `${folders}/${name}.html`
}

function filledByVuepress(pattern: string, post: Placed): string {
  const { time, name } = post
  const slug = /\d{4}-\d{1,2}(?:-\d{1,2})?-(.*)/su.exec(name.stem)?.[1] ?? name.stem
  const words: Readonly<Record<string, string>> = { year: String(time.year), month: two(time.month), day: two(time.day), slug, raw: vuepressRoute(post.folders, name.stem) }
  return pattern.replaceAll(/:(year|month|day|slug|raw)/gu, (whole, word: string) => words[word] ?? whole)
}

/** The pattern of the source's settings; a style's word is Jekyll's. */
function ownPattern(permalink: string): string | null {
  return permalink.includes(':') || permalink.includes('/') ? permalink : null
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}

/** A front matter's address is no pattern to Hexo, and `false` no address. */
function hexoOwn({ permalink, fields }: Placed): string | null {
  return flagOf(valueAt(fields, 'permalink')) === false ? null : permalink
}

/** What is no word of Hexo's own is a key of the front matter: `:abbrlink`, `:lang`. */
function hexoPath(pattern: string, post: Placed): string | Lacking {
  let lacks: string | null = null
  const path = pattern.replaceAll(/:(\w*[^\W_])/gu, (whole, word: string) => {
    const value = HEXO_WORDS.get(word)?.(post) ?? firstText(post.fields, [word])
    if (value === null) lacks ??= word
    return value ?? whole
  })
  return lacks === null ? path : { lacks }
}

/** The file's name decides what `:title` is: Hexo writes its own `slug` over the front matter's. */
const HEXO_WORDS: ReadonlyMap<string, (post: Placed) => string> = new Map<string, (post: Placed) => string>([
  ['title', hexoTitle],
  ['name', ({ name }) => name.name],
  ['post_title', ({ fields, name }) => hexoSlug(javascriptText(valueAt(fields, 'title')) || name.name).toLowerCase()],
  ['category', ({ fields }) => hexoCategoryPaths(fields).at(-1)?.map(hexoSlug).join('/') ?? 'uncategorized'],
  ['year', ({ time }) => String(time.year)],
  ['month', ({ time }) => two(time.month)],
  ['i_month', ({ time }) => String(time.month)],
  ['day', ({ time }) => two(time.day)],
  ['i_day', ({ time }) => String(time.day)],
  ['hour', ({ time }) => two(time.hour)],
  ['minute', ({ time }) => two(time.minute)],
  ['second', ({ time }) => two(time.second)],
  ['timestamp', ({ at }) => String(Math.floor(at / SECOND))],
  ['hash', (post) => hash('sha1', `${hexoTitle(post)}${Math.floor(post.at / SECOND)}`).slice(0, 12)],
])

function hexoTitle({ name }: Placed): string {
  return [...name.folders, name.name].join('/')
}

/** Letters without their accents, blanks and ASCII signs as hyphens, none at either end. */
function hexoSlug(text: string): string {
  const bare = text.replaceAll(/[\u{C0}-\u{24F}\u{1E00}-\u{1EFF}]/gu, withoutAccent)
  return bare.replaceAll(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/gu, '-').replaceAll(/^-|-$/gu, '')
}

/** Letters that Unicode does not part into another and its accent. */
const HEXO_LETTERS: Readonly<Record<string, string>> = { Æ: 'AE', æ: 'ae', Œ: 'OE', œ: 'oe', Ø: 'O', ø: 'o', ß: 's', Đ: 'D', đ: 'd', Ł: 'L', ł: 'l', ı: 'i' }

function withoutAccent(letter: string): string {
  const [base = letter] = letter.normalize('NFD')
  return HEXO_LETTERS[base] ?? base
}

/** One slash in front, none twice, no part that climbs. An absolute address of a front matter counts by its path alone. */
function withoutClimbing(path: string): string {
  const local = path.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/iu, '')
  const parts = local.split('/').filter((part, index, all) => (part !== '' || index === all.length - 1) && !/^(?:\.|%2e){1,2}$/iu.test(part))
  return `/${parts.join('/')}`
}

/** Percent-encodes what is not encoded yet. */
function escapeOnce(path: string): string {
  return path.replaceAll(/(?:%[\da-f]{2})+|[^%]+|%/giu, (run) => (/^%[\da-f]/iu.test(run) ? run : escapePath(run)))
}

/** The absolute http(s) address under the first of these keys that has one. */
export function absoluteUrl(fields: Fields, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = valueAt(fields, key)
    if (value?.kind === 'scalar' && /^https?:\/\/[^\s/]/iu.test(value.text.trim()) && URL.canParse(value.text.trim())) return value.text.trim()
  }
  return null
}
