// How posts are read where nobody says otherwise: by a source of the config, and by the library's `readPost`.

import type { Dialect, PostsSource } from '../model/source.ts'

/** What decides, beside a file's own bytes, what it becomes. */
export type PostReading = Omit<PostsSource, 'id' | 'type' | 'path' | 'title' | 'enabled' | 'categories' | 'tags' | 'refining' | 'rights' | 'authorsFile'>

/** Their generators leave posts of the future out; all others build what is there. */
const WAITING: ReadonlySet<Dialect> = new Set(['jekyll', 'hugo', 'plain'])

/** Where posts lie, and in which time zone, is the site's to say. */
export function postsDefaults(dialect: Dialect): Omit<PostReading, 'dialect' | 'siteUrl' | 'timezone'> {
  return {
    permalink: 'date',
    drafts: false,
    future: !WAITING.has(dialect),
    unpublished: false,
    smartTitles: false,
    ids: 'link',
    jekyllFeedCategories: false,
    zonelessDates: 'dialect',
    missingDate: 'skip',
    link: 'own',
    excerptSeparator: null,
    authors: {},
  }
}
