// Where an upstream that is an aggregator itself had an article from, as an address for links. Pure.

import { resolveUrl } from '../../formats/urls.ts'
import type { Origin } from '../../model/article.ts'

/** Its feed; for one that names none, its id where that can be followed (Atom ids often can, RFC 4287 section 4.2.6). */
export function viaAddress({ id, feedUrl }: Origin): string | null {
  return feedUrl ?? (id !== null && /^https?:/iu.test(id) ? resolveUrl(id, null) : null)
}
