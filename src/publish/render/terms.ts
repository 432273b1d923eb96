// How an entry's terms are told apart in every format: each kind has a scheme, which is the folder its feeds are in.

import type { EntryTerm } from '../select/entry.ts'

/** `https://example.org/category/` */
export function schemeOf({ slug, pageUrl }: EntryTerm): string {
  return pageUrl.slice(0, pageUrl.length - slug.length)
}
