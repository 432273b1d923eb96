// Which files of a folder are posts, and what their names say: dates, drafts, folders, languages.
// Pure: paths in, verdicts out; `/` between parts, relative to the source's folder.

import { byCodeUnit } from '../../formats/text/order.ts'
import type { Dialect, PostsSource } from '../../model/source.ts'

const MARKDOWN: ReadonlySet<string> = new Set(['.md', '.markdown', '.mkd', '.mkdn', '.mkdown', '.mdx'])
const HTML: ReadonlySet<string> = new Set(['.html', '.htm'])
const DIALECTS_WITH_HTML: ReadonlySet<Dialect> = new Set(['jekyll', 'hugo', 'hexo', 'plain'])

const POSTS_FOLDER_ITSELF = /[/\\]_posts[/\\]?$/u

export const MAX_POST_BYTES = 10 * 1024 * 1024

export type BodyKind = 'markdown' | 'html' | 'text'

/** What the ending of a file name says it holds; null where it is no post in this dialect. */
export function bodyKindOf(path: string, dialect: Dialect): BodyKind | null {
  const extension = path.slice(path.lastIndexOf('.')).toLowerCase()
  if (MARKDOWN.has(extension)) return 'markdown'
  if (HTML.has(extension) && DIALECTS_WITH_HTML.has(dialect)) return 'html'
  return extension === '.txt' && dialect === 'jekyll' ? 'text' : null
}

type FolderRules = Pick<PostsSource, 'path' | 'dialect' | 'drafts'>

export interface ChosenFiles {
  readonly posts: readonly string[] // sorted by code unit
  readonly misnamed: readonly string[] // in a folder of posts, but without the date that the dialect asks for
}

/** Picks the posts out of every file below the source's folder. */
export function chooseFiles(paths: readonly string[], source: FolderRules): ChosenFiles {
  const root = rootOf(paths, source.dialect)
  const verdicts = new Map<string, boolean>() // of folders: there are far fewer of them than files
  const isCandidate = (path: string): boolean => {
    const folder = folderOf(path)
    const verdict = verdicts.get(folder) ?? holdsPosts(folder, source, root)
    verdicts.set(folder, verdict)
    return verdict && isVisible(path, folder) && bodyKindOf(path, source.dialect) !== null
  }
  const inPlace = paths.filter(isCandidate).sort(byCodeUnit)
  if (source.dialect === 'hugo') return { posts: withoutResources(inPlace), misnamed: [] }
  if (source.dialect !== 'jekyll') return { posts: inPlace, misnamed: [] }
  const misnamed = inPlace.filter((path) => !isNamed(path))
  return { posts: misnamed.length === 0 ? inPlace : inPlace.filter(isNamed), misnamed }
}

function isNamed(path: string): boolean {
  return JEKYLL_NAME.test(fileNameOf(path)) || isDraft(path)
}

/** What Jekyll leaves out where nobody says otherwise: names that begin so, and where Bundler keeps the gems of a site. */
const JEKYLL_SPECIAL = /^[#~]/u
const JEKYLL_GEMS = /^vendor\/(?:bundle|cache|gems|ruby)(?:\/|$)/u

/** Whether a folder may hold posts: hidden ones, `_`-folders that mean nothing and installed packages are not walked. */
export function mayHoldPosts(folder: string, dialect: Dialect): boolean {
  const name = fileNameOf(folder)
  if (dialect === 'jekyll' && (JEKYLL_SPECIAL.test(name) || JEKYLL_GEMS.test(folder))) return false
  if (isPostsFolder(name)) return hasPostsFolders(dialect)
  return !name.startsWith('.') && !name.startsWith('_') && name !== 'node_modules'
}

/** A name that says that posts, or drafts of them, are in a folder. */
export function isPostsFolder(name: string): boolean {
  return name === '_posts' || name === '_drafts'
}

function hasPostsFolders(dialect: Dialect): boolean {
  return dialect === 'jekyll' || dialect === 'hexo'
}

/**
 * What an operator is told of a folder that holds no post, because none of its folders has the name that the dialect asks for.
 * @param paths   every file below it
 * @returns       null where the dialect asks for none, or the folder is named so itself
 */
export function lackOfPostsFolder(paths: readonly string[], source: FolderRules): string | null {
  if (!hasPostsFolders(source.dialect) || POSTS_FOLDER_ITSELF.test(source.path)) return null
  const markdown = chooseFiles(paths, { ...source, dialect: 'plain' }).posts.filter((path) => bodyKindOf(path, 'plain') === 'markdown').length
  const lack = `${source.path}: no folder in it is named _posts or _drafts, where ${source.dialect} has its posts, so that nothing is published`
  if (markdown === 0) return lack
  return `${lack}; ${markdown === 1 ? 'a Markdown file is' : `${markdown} Markdown files are`} there: try dialect: plain`
}

function isVisible(path: string, folder: string): boolean {
  const first = path[folder === '' ? 0 : folder.length + 1]
  return first !== '.' && first !== '_'
}

/** The one folder below which a site has its posts, where it is there: a theme may bring posts of its own. */
function rootOf(paths: readonly string[], dialect: Dialect): string | null {
  if (dialect === 'hugo') return paths.some((path) => path.startsWith('content/')) ? 'content' : null
  // Its docs and translations are Markdown too.
  if (dialect === 'docusaurus') return paths.some((path) => /^docusaurus\.config\.\w+$/u.test(path)) && paths.some((path) => path.startsWith('blog/')) ? SITE_BLOG : null
  return dialect === 'hexo' && paths.some((path) => /^source\/_(?:posts|drafts)\//u.test(path)) ? 'source' : null
}

/** Jekyll and hexo posts live in folders of a name, hugo's below `content`; a path that names such a folder itself holds nothing but posts. */
function holdsPosts(folder: string, { dialect, drafts, path }: FolderRules, root: string | null): boolean {
  const parts = folder === '' ? [] : folder.split('/')
  if (!mayHoldPosts(folder, dialect) || !parts.every((part) => mayHoldPosts(part, dialect))) return false
  if (root !== null && parts[0] !== root) return false
  if (!hasPostsFolders(dialect)) return true
  if (root !== null && parts.findLastIndex(isPostsFolder) !== 1) return false
  return parts.includes('_drafts') ? drafts : parts.includes('_posts') || POSTS_FOLDER_ITSELF.test(path)
}

/** To Hugo `Index.md` is a page like any other. */
const BUNDLE_INDEX = /(?:^|\/)index(?:\.[A-Za-z-]+)?\.\w+$/u

/** `DIR/index.md` is one post named DIR: every other file below DIR belongs to it. */
function withoutResources(paths: readonly string[]): string[] {
  const bundles = new Set(paths.filter((path) => BUNDLE_INDEX.test(path)).map(folderOf))
  return paths.filter((path) => !isBelowBundle(path, bundles))
}

function isBelowBundle(path: string, bundles: ReadonlySet<string>): boolean {
  let folder = folderOf(path)
  if (bundles.has(folder) && !BUNDLE_INDEX.test(path)) return true
  while (folder !== '') {
    folder = folderOf(folder)
    if (folder !== '' && bundles.has(folder)) return true
  }
  return false
}

export function isDraft(path: string): boolean {
  return path.split('/').slice(0, -1).includes('_drafts')
}

/** What a path says: its title part, its folders, and the date in it where the dialect looks for one. */
export interface PostName {
  readonly date: { readonly year: number; readonly month: number; readonly day: number } | null
  readonly name: string // the title part: no folder, no date, no extension, no language
  readonly stem: string // the file's name without its extension
  readonly folders: readonly string[] // below the folder that holds the posts; without those that are a date or the post's own
  readonly route: string | null // docusaurus: where the name puts the post below these folders
  readonly above: readonly string[] // jekyll: above `_posts`
  readonly language: string | null // hugo: `name.zh.md`
  readonly extension: string // with its dot, as written
}

export function readPostName(path: string, dialect: Dialect): PostName {
  const parts = path.split('/')
  const file = parts.pop() ?? ''
  const dot = file.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [file.slice(0, dot), file.slice(dot)] : [file, '']
  const common = { folders: parts, above: [], route: null, language: null, extension, date: null, name: stem, stem }
  if (dialect === 'jekyll') return { ...common, ...nameInJekyll(parts, stem) }
  if (dialect === 'hexo') return { ...common, ...dated(stem), folders: below(parts, isDraft(path) ? '_drafts' : '_posts') }
  if (dialect === 'hugo') return { ...common, ...nameInHugo(parts, stem) }
  if (dialect === 'docusaurus') return { ...common, ...nameInDocusaurus(parts, stem) }
  if (dialect === 'astro') return { ...common, ...dated(stem), folders: parts[0] === 'src' && parts[1] === 'content' ? parts.slice(2) : parts }
  if (dialect === 'vuepress') return { ...common, date: dayInVuepress(parts.join('/'), stem), ...dated(stem) }
  if (dialect === 'eleventy') return { ...common, date: dayIn(path), ...dated(stem) }
  return { ...common, ...(dialect === 'obsidian' ? {} : dated(stem)) }
}

type Name = Partial<PostName>

const JEKYLL_NAME = /^(\d{2,4})-(\d{1,2})-(\d{1,2})-(.*)\.[^.]+$/su

/** Jekyll's `YY-M-D-name`; a name may end in dots, which it drops. A two-digit year is read as Ruby reads it. */
function readJekyllName(file: string): { date: NonNullable<PostName['date']>; name: string } | null {
  const [, years, month, day, name] = JEKYLL_NAME.exec(file) ?? []
  if (years === undefined || name === undefined) return null
  const year = years.length === 2 ? Number(years) + (Number(years) <= 68 ? 2000 : 1900) : Number(years)
  return { date: { year, month: Number(month), day: Number(day) }, name: withoutDots(name) }
}

function nameInJekyll(parts: readonly string[], stem: string): Name {
  const at = parts.findIndex((part) => part === '_posts' || part === '_drafts')
  const above = at === -1 ? [] : parts.slice(0, at)
  const folders = parts.slice(at + 1)
  return { above, folders, stem: withoutDots(stem), ...(readJekyllName(`${stem}.x`) ?? { name: withoutDots(stem) }) }
}

function withoutDots(name: string): string {
  let end = name.length
  while (name[end - 1] === '.') end -= 1
  return name.slice(0, end)
}

/** What ISO 639-1 has, but for what ends the names of programs (`socket.io`, `main.ts`); and the countries that are written for it. */
const LANGUAGES: ReadonlySet<string> = new Set(
  ('aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ' +
    'ha he hi ho hr ht hu hy hz ia id ie ig ii ik is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my ' +
    'na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to ' +
    'tr tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu cn jp').split(' '),
)

/** Hugo asks the site which languages it has; here `node.js.md` is told from `tea.zh.md` by what is one. */
function nameInHugo(parts: readonly string[], stem: string): Name {
  const folders = parts[0] === 'content' ? parts.slice(1) : [...parts]
  const [, before = '', language = '', region = ''] = /^(.+)\.([a-z]{2})(-[a-z]{2,4})?$/iu.exec(stem) ?? []
  const [bare, suffix] = LANGUAGES.has(language.toLowerCase()) ? [before, language + region] : [stem, null]
  if (bare !== 'index') return { folders, name: bare, language: suffix }
  return { folders: folders.slice(0, -1), name: folders.at(-1) ?? '', language: suffix }
}

const DOCUSAURUS_NAME = /^(.*)(\d{4})[-/](\d{1,2})[-/](\d{1,2})[-/]?(.*?)(?:\/index)?$/su
const SITE_BLOG = 'blog'

/**
 * Docusaurus finds the last date in a path: `2021-03-04-x`, `2021-03-04-x/index`, `2021/03/04/x`. It stands first in the address, as written,
 * and the folders behind it. A site's own folder `blog` is the one that all its posts are below.
 */
function nameInDocusaurus(parts: readonly string[], stem: string): Name {
  const isSite = parts[0] === SITE_BLOG
  const path = [...parts.slice(isSite ? 1 : 0), stem].join('/')
  const folders = isSite ? [SITE_BLOG] : []
  const [, before = '', year, month, day, text = ''] = DOCUSAURUS_NAME.exec(path) ?? []
  if (year === undefined) return { folders, name: path.replace(/\/index$/u, ''), route: path.replace(/\/index$/u, '') }
  return { folders, date: { year: Number(year), month: Number(month), day: Number(day) }, name: text, route: `${year}/${month}/${day}/${before}${text}` }
}

/** At the head of the name, else in the folders (`2021/03/04`); without a day it is the first of the month. */
function dayInVuepress(folders: string, stem: string): PostName['date'] {
  const [, year, month, day = '1'] = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?-/u.exec(stem) ?? /(\d{4})\/(\d{1,2})(?:\/(\d{1,2}))?(?:\/|$)/u.exec(folders) ?? []
  return year === undefined ? null : { year: Number(year), month: Number(month), day: Number(day) }
}

/** The first day in a path, as Eleventy looks for it: that of `2022-05-13-trip/index.md`. */
function dayIn(path: string): PostName['date'] {
  const [, year, month, day] = /(\d{4})-(\d{2})-(\d{2})/u.exec(path) ?? []
  return year === undefined ? null : { year: Number(year), month: Number(month), day: Number(day) }
}

function dated(stem: string): Name {
  const [, year, month, day, name] = /^(\d{4})-(\d{2})-(\d{2})-(.+)$/su.exec(stem) ?? []
  return name === undefined ? {} : { date: { year: Number(year), month: Number(month), day: Number(day) }, name }
}

function below(parts: readonly string[], folder: string): string[] {
  return parts.slice(parts.indexOf(folder) + 1)
}

function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0))
}
