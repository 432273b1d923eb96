// One post to a plain object, without config or store: the library's `readPost`, over the same parse and rendering as a refresh.

import type { Author, SourceId } from '../model/article.ts'
import type { Note } from '../model/note.ts'
import type { PostsSource } from '../model/source.ts'
import { NO_TAXONOMY } from '../model/taxonomy.ts'
import { type PostReading, postsDefaults } from '../settings/posts-defaults.ts'
import { deriveArticle } from './normalize/normalize.ts'
import { rawPost, renderPost } from './normalize/post-body.ts'
import { readPostText, type ReadPostResult } from './parse/post/post.ts'

/** Texts are plain, `content` is safe HTML, dates ISO 8601 in UTC; what is missing is null or empty. All but `state` and `notes` is so when the file is no post. */
export interface ReadPost {
  readonly state: ReadPostResult['kind'] // `post`, or why it is none: `future`, `hidden`, `skipped` (no date), `invalid`
  readonly id: string | null
  readonly link: string | null
  readonly externalLink: string | null
  readonly title: string | null
  readonly summary: string | null
  readonly content: string | null
  readonly published: string | null
  readonly updated: string | null
  readonly authors: readonly Author[]
  readonly categories: readonly string[]
  readonly tags: readonly string[]
  readonly image: string | null
  readonly language: string | null
  readonly notes: readonly Note[] // what is wrong, as `PATH:LINE:COLUMN: field: reason`
}

/** The settings of a source of posts, and the time that tells a future post from a published one. */
export interface ReadPostOptions extends Partial<PostReading> {
  readonly now?: Date // without it no post is in the future, and none has expired; with it `future` is as the dialect has it
}

/**
 * Reads a post. What is wrong with it is told in `state` and `notes`, never thrown.
 * @param path  below the site's folder, `/` between parts: its name and folders count
 */
export function readPost(text: string, path: string, { now, ...settings }: ReadPostOptions = {}): ReadPost {
  const id = 'read' as SourceId
  const source = sourceOf(id, { ...(now === undefined && { future: true }), ...settings })
  const result = readPostText(text, path, source, { now: now?.getTime() ?? 0, modifiedAt: now?.getTime() ?? 0 })
  if (result.kind !== 'post') return { ...NOTHING, state: result.kind, notes: result.notes }
  const rules = { sourceId: id, categories: [], tags: [], timezone: source.timezone, taxonomy: NO_TAXONOMY, refiner: null, secrets: [] }
  const { article } = deriveArticle(rawPost(result.item, result.body), result.item.guid ?? result.body.base, rules)
  const { html, summary, notes } = renderPost(result.body)
  return {
    state: 'post',
    id: article.guid,
    link: article.url,
    externalLink: article.externalUrl,
    title: article.title,
    summary: article.summary ?? summary,
    content: html === '' ? null : html,
    published: result.item.published,
    updated: result.item.updated,
    authors: article.authors,
    categories: article.categories.map(({ label }) => label),
    tags: article.tags.map(({ label }) => label),
    image: article.imageUrl,
    language: article.language,
    notes: [...result.notes, ...notes],
  }
}

function sourceOf(id: SourceId, { dialect = 'plain', ...settings }: Partial<PostReading>): PostsSource {
  const whole = { id, type: 'posts', path: '', title: null, enabled: true, categories: [], tags: [], refining: null, rights: 'full', authorsFile: null } as const
  return { ...postsDefaults(dialect), siteUrl: 'http://localhost', timezone: 'UTC', ...settings, dialect, ...whole }
}

const NOTHING: Omit<ReadPost, 'state' | 'notes'> = {
  id: null,
  link: null,
  externalLink: null,
  title: null,
  summary: null,
  content: null,
  published: null,
  updated: null,
  authors: [],
  categories: [],
  tags: [],
  image: null,
  language: null,
}
