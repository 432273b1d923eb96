// The forms a feed is published in: what each is called, what it is served as; and their version. A form's name is its file extension.

import { SERVED_TYPES } from '../../formats/served.ts'
import type { FeedFormat } from '../../model/feed.ts'

/** Raised whenever any renderer writes other bytes for the same entry, that of posts' Markdown too: fragments that were kept are then made anew. */
export const RENDER_VERSION = 12

interface Form {
  readonly name: string // as people know it
  readonly mediaType: string
}

export const FORMS: Readonly<Record<FeedFormat, Form>> = {
  rss: { name: 'RSS', mediaType: SERVED_TYPES.rss },
  atom: { name: 'Atom', mediaType: SERVED_TYPES.atom },
  json: { name: 'JSON Feed', mediaType: SERVED_TYPES.json },
  html: { name: 'HTML', mediaType: SERVED_TYPES.html },
}

export const OPML_TYPE = SERVED_TYPES.opml

/** A media type without its parameters, as `type` attributes want it. */
export function bareType({ mediaType }: Form): string {
  return mediaType.replace(/;.*$/u, '')
}
