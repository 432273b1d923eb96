// Where an upstream that is an aggregator itself had an article from, as an address for links. Pure.

import type { XmlAttributes } from '../../formats/xml-write.ts'
import type { Origin } from '../../model/article.ts'
import { webUrl } from '../select/clean.ts'

/** Its feed; for one that names none, its id where that can be followed (Atom ids often can, RFC 4287 section 4.2.6). */
function viaAddress({ id, feedUrl }: Origin): string | null {
  return feedUrl ?? webUrl(id)
}

/** As a link's attributes; a title is there or says something. */
export function viaLink(via: Origin): XmlAttributes | null {
  const href = viaAddress(via)
  return href === null ? null : { rel: 'via', href, title: via.title || null }
}
