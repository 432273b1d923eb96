// What `{% post_url NAME %}` and `{% link PATH %}` in a post stand for: the link of another post, read for that alone.

import { referencesOf } from '../formats/markdown/liquid.ts'
import type { EpochMs } from '../model/article.ts'
import type { PostsSource } from '../model/source.ts'
import { type PostFile, readPost } from './fetch/posts.ts'
import { readPostFile } from './parse/post/post.ts'

/** From a body to the links it asks for, by the names it asks with. */
export type LinkFinder = (body: string) => Readonly<Record<string, string>>

const NONE: Readonly<Record<string, string>> = Object.freeze({})

/** Names are looked up when a body first asks for one; a post is read once for all who link to it. */
export function linkFinder(source: PostsSource, files: readonly PostFile[], now: EpochMs): LinkFinder {
  const links = new Map<string, string | null>()
  let byName: ReadonlyMap<string, PostFile> | null = null
  return (body) => {
    const names = referencesOf(body)
    if (names.length === 0) return NONE
    byName ??= filesByName(files)
    for (const name of names) if (!links.has(name)) links.set(name, linkOf(source, byName.get(name.replace(/^\//u, '')), now))
    return Object.fromEntries(names.flatMap((name) => (typeof links.get(name) === 'string' ? [[name, links.get(name)]] : [])) as [string, string][])
  }
}

/** A post is called by its path, by its name, or by its name with the folders below `_posts`; the first in path order answers. */
function filesByName(files: readonly PostFile[]): ReadonlyMap<string, PostFile> {
  const byName = new Map<string, PostFile>()
  for (const file of files) {
    const stem = file.path.replace(/\.[^./]+$/u, '')
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
