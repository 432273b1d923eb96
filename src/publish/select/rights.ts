// How much of a source's articles is published again (`rights` of a source in the config): what an entry loses before any format sees it. Pure.

import { excerpt, htmlToText } from '../../formats/html.ts'
import type { Rights } from '../../model/source.ts'
import type { Entry } from './entry.ts'

const SUMMARY = 500 // characters; what one may quote of a text of some length

/** The entry as far as these rights go. Who wrote it, where it is from and its statement of rights always stay. */
export function limitedTo(rights: Rights, entry: Entry): Entry {
  if (rights === 'full') return entry
  const bare = { ...entry, contentHtml: '', enclosures: [], imageUrl: null }
  if (rights === 'link') return { ...bare, summary: null, externalUrl: entry.url === null ? entry.externalUrl : null, commentsUrl: null, categories: [], tags: [] }
  return { ...bare, summary: excerpt(entry.summary ?? htmlToText(entry.contentHtml), SUMMARY) || null }
}
