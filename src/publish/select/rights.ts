// How much of an article is published again (`rights` of its source in the config, and a bound for all): what an entry loses before any format
// sees it. Pure.

import { excerpt, excerptOfHtml } from '../../formats/html.ts'
import type { Rights } from '../../model/source.ts'
import type { Entry } from './entry.ts'

const SUMMARY = 500 // characters; what one may quote of a text of some length

/** Characters of one entry. A feed holds `limit` of them: with a book in each it would be more than readers, or we, can hold. */
export const LONGEST = 1_000_000

/** The entry as it is, but one of more than LONGEST characters has the beginning of its title and text alone: its link leads to the rest. */
export function ofBearableLength(entry: Entry): Entry {
  const { contentHtml, summary, title } = entry
  if (contentHtml.length + (summary?.length ?? 0) + (title?.length ?? 0) <= LONGEST) return entry
  return { ...entry, title: title === null ? null : excerpt(title, SUMMARY), contentHtml: '', summary: beginningOf({ contentHtml: contentHtml.slice(0, LONGEST), summary: summary?.slice(0, LONGEST) ?? null }) }
}

/** The entry as far as these rights go. Who wrote it, where it is from and its statement of rights always stay. */
export function limitedTo(rights: Rights, entry: Entry): Entry {
  if (rights === 'full') return entry
  const bare = { ...entry, contentHtml: '', enclosures: [], imageUrl: null }
  if (rights === 'link') return { ...bare, summary: null, externalUrl: entry.url === null ? entry.externalUrl : null, commentsUrl: null, categories: [], tags: [] }
  return { ...bare, summary: beginningOf(entry) }
}

/** The summary in its author's words, else of the text. */
function beginningOf({ summary, contentHtml }: Pick<Entry, 'summary' | 'contentHtml'>): string | null {
  return (summary === null ? excerptOfHtml(contentHtml, SUMMARY) : excerpt(summary, SUMMARY)) || null
}
