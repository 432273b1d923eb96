// What `{% post_url NAME %}`, `{% link PATH %}`, `{{< ref "PATH" >}}` and links to Markdown files in a post stand for: the link of another post, read for that alone.
// Which post asks for which is kept, as the link of one may change while the file of the other stays as it is.

import { referencesOf } from '../../formats/markdown/marks/link-tags.ts'
import { linkedNotes } from '../../formats/markdown/marks/obsidian.ts'
import { linkedFiles } from '../../formats/markdown/marks/post-links.ts'
import type { EpochMs } from '../../model/article.ts'
import type { PostsSource } from '../../model/source.ts'
import { type PostFile, readPost } from '../fetch/posts.ts'
import { LINKING_FILES } from '../normalize/post-body.ts'
import { type PostBody, readPostFile } from '../parse/post/post.ts'

/** What a body asks for, by the names it asks with; '' where no post has that name. */
export type References = Readonly<Record<string, string>>

/** From names to the links of the posts they call. */
export type LinkFinder = (names: readonly string[]) => References

const NONE: References = Object.freeze({})

/** Names are looked up when a body first asks for one; a post is read once for all who link to it. */
export function linkFinder(source: PostsSource, files: readonly PostFile[], now: EpochMs): LinkFinder {
  const links = new Map<string, string>()
  let fileOf: FileFinder | null = null
  const find = (name: string): string => {
    fileOf ??= fileFinder(source, files)
    const link = links.get(name) ?? linkOf(source, fileOf(name.replace(/^\//u, '')), now) ?? ''
    links.set(name, link)
    return link
  }
  return (names) => (names.length === 0 ? NONE : Object.fromEntries(names.map((name) => [name, find(name)])))
}

/** What a body asks for; null where it asks for anything and nobody can answer. */
export function findReferences({ text, path, dialect }: PostBody, linksOf: LinkFinder | null): References | null {
  const files = LINKING_FILES.has(dialect) ? linkedFiles(text, path) : []
  const names = [...referencesOf(text, dialect, path), ...files, ...(dialect === 'obsidian' ? linkedNotes(text, path) : [])]
  if (names.length === 0) return NONE
  return linksOf === null ? null : linksOf(names)
}

/** Those that a post is called by. */
export function resolved(references: References): References {
  return Object.fromEntries(Object.entries(references).filter(([, link]) => link !== ''))
}

/** Whether a post that was read before would link to other addresses now. */
export function isStale(before: References, linksOf: LinkFinder): boolean {
  return Object.entries(linksOf(Object.keys(before))).some(([name, link]) => before[name] !== link)
}

type FileFinder = (name: string) => PostFile | undefined

function fileFinder({ dialect, path }: PostsSource, files: readonly PostFile[]): FileFinder {
  if (dialect === 'hugo') return pageFinder(path, files)
  const byName = dialect === 'obsidian' ? notesByPath(files) : filesByName(files)
  return dialect === 'obsidian' ? (name) => byName.get(name) ?? byName.get(caseless(name).replace(/\.mdx?$/u, '')) : (name) => byName.get(name)
}

/** Hugo calls a page by its path below `content`, in any case, or by its name alone; `tea` is `tea/index.md` too, and `tea.de.md` where no file is `tea.md`. */
function pageFinder(root: string, files: readonly PostFile[]): FileFinder {
  const section = /[/\\]content[/\\](.+?)[/\\]?$/u.exec(root)?.[1]?.replaceAll('\\', '/') ?? '' // that the source's folder is, if it is one
  const byPath = new Map<string, PostFile>()
  const add = (path: string, file: PostFile): unknown => byPath.has(path) || byPath.set(path, file)
  const pages = files.map((file) => [caseless(withoutExtension(`${section}/${file.path}`.replace(/^\/(?:content\/)?/u, ''))), file] as const)
  for (const name of PAGE_NAMES) for (const [path, file] of pages) add(name(path), file)
  return (name) => byPath.get(caseless(name).replace(/^content\//u, ''))
}

/** `tea/index` is `tea`, `tea/index.de` is `tea.de`. */
const withoutIndex = (path: string): string => path.replace(/\/index(?=\.[^./]*$|$)/u, '')
const withoutLanguage = (path: string): string => withoutIndex(path).replace(/\.[a-z]{2}(?:-[a-z]{2,4})?$/u, '')
const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Of two pages that may be meant by a name, the one that has it in the first of these ways. */
const PAGE_NAMES = [(path: string) => path, withoutIndex, (path: string) => lastPart(withoutIndex(path)), withoutLanguage, (path: string) => lastPart(withoutLanguage(path))]

/** A note is called by its path or the end of it, in any case: the one nearest to the vault's own folder answers, of several the first in path order. */
function notesByPath(files: readonly PostFile[]): ReadonlyMap<string, PostFile> {
  const byPath = new Map(files.toReversed().flatMap((file) => [[withoutExtension(file.path), file] as const, [file.path, file] as const]))
  const byDepth = Map.groupBy(files, ({ path }) => path.split('/').length)
  for (const depth of [...byDepth.keys()].toSorted((a, b) => a - b)) {
    for (const file of byDepth.get(depth) ?? []) for (const end of endsOf(caseless(file.path))) if (!byPath.has(end)) byPath.set(end, file)
  }
  return byPath
}

/** `a/b/c.md` ends with `a/b/c`, `b/c` and `c`. */
function endsOf(path: string): string[] {
  const stem = withoutExtension(path)
  const ends = [stem]
  for (let slash = stem.indexOf('/'); slash !== -1; slash = stem.indexOf('/', slash + 1)) ends.push(stem.slice(slash + 1))
  return ends
}

/** As systems that mind neither case nor how an accent is encoded have it. */
function caseless(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

function withoutExtension(path: string): string {
  return path.replace(/\.[^./]+$/u, '')
}

/** A post is called by its path, by its name, or by its name with the folders below `_posts`; the first in path order answers. */
function filesByName(files: readonly PostFile[]): ReadonlyMap<string, PostFile> {
  const byName = new Map<string, PostFile>()
  for (const file of files) {
    const stem = withoutExtension(file.path)
    const names = [file.path, stem.slice(stem.lastIndexOf('/') + 1), stem.replace(/^(?:.*\/)?_posts\//u, '')]
    for (const name of names) if (!byName.has(name)) byName.set(name, file)
  }
  return byName
}

function linkOf(source: PostsSource, file: PostFile | undefined, now: EpochMs): string | null {
  const bytes = file === undefined ? null : readPost(source, file).bytes
  if (file === undefined || bytes === null) return null
  const result = readPostFile(bytes, file.path, source, { now, modifiedAt: file.modifiedAt })
  return result.kind === 'post' ? result.body.base : null
}
