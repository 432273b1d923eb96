// What several formats say in the same words: the scheme of a term, and a text for an entry that has none. Pure.

import { excerpt, htmlToText } from '../../formats/html.ts'
import type { Entry, EntryTerm } from '../select/entry.ts'

const EXCERPT = 300 // characters

/** Each kind has a scheme, which is the folder its feeds are in: `https://example.org/category/` */
export function schemeOf({ slug, pageUrl }: EntryTerm): string {
  return pageUrl.slice(0, pageUrl.length - slug.length)
}

/** What its pictures show, in their author's words; else its title, or where it leads. */
export function wordsForNothing({ title, contentHtml, url, externalUrl, enclosures, id }: Entry): string {
  const images = [...contentHtml.matchAll(/<img [^<>]*?alt="([^"]+)"/gu)].map(([, alt = '']) => htmlToText(alt))
  return excerpt(images.filter((alt) => alt !== '').join(', '), EXCERPT) || (title ?? url ?? externalUrl ?? enclosures[0]?.url ?? id)
}
