// A source of posts as the config would give it, and one post read by it; what a test does not name is the dialect's plain default.
import type { SourceId } from '../../src/model/article.ts'
import type { Dialect, PostsSource } from '../../src/model/source.ts'
import { readPostText, type ReadPostResult } from '../../src/ingest/parse/post/post.ts'
import { postsDefaults } from '../../src/settings/posts-defaults.ts'

export const NOON = Date.UTC(2026, 4, 1, 12)

export function postsSource(dialect: Dialect, settings: Partial<PostsSource> = {}): PostsSource {
  return {
    id: 'blog' as SourceId,
    type: 'posts',
    title: null,
    categories: [],
    tags: [],
    timezone: 'UTC',
    enabled: true,
    refining: null,
    rights: 'full',
    path: '/site',
    dialect,
    siteUrl: 'https://example.org',
    authorsFile: null,
    ...postsDefaults(dialect),
    ...settings,
  }
}

/** Reads a post as the dialect would at noon of 1 May 2026; its file was written on 2 April. */
export function read(text: string, path: string, source: PostsSource): ReadPostResult {
  return readPostText(text, path, source, { now: NOON, modifiedAt: Date.UTC(2026, 3, 2) })
}

export type Post = Extract<ReadPostResult, { kind: 'post' }>

/** The same, for a text that must be a post. */
export function readGood(text: string, path: string, source: PostsSource): Post {
  const result = read(text, path, source)
  if (result.kind !== 'post') throw new Error(`${result.kind}: ${result.notes.map(({ message }) => message).join('; ')}`)
  return result
}

/** A front matter of these lines, and a body. */
export function withFront(lines: string, body = 'Text.'): string {
  return `---\n${lines}\n---\n${body}\n`
}
