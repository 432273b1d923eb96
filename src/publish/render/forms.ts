// The forms a feed is published in: what each is called, what it is served as. A form's name is its file extension.

import type { FeedFormat } from '../../model/feed.ts'

export interface Form {
  readonly name: string // as people know it
  readonly mediaType: string
}

export const FORMS: Readonly<Record<FeedFormat, Form>> = {
  rss: { name: 'RSS', mediaType: 'application/rss+xml; charset=utf-8' },
  atom: { name: 'Atom', mediaType: 'application/atom+xml; charset=utf-8' },
  json: { name: 'JSON Feed', mediaType: 'application/feed+json; charset=utf-8' },
  html: { name: 'HTML', mediaType: 'text/html; charset=utf-8' },
}

export const OPML_TYPE = 'text/x-opml; charset=utf-8'

/** A media type without its parameters, as `type` attributes want it. */
export function bareType({ mediaType }: Form): string {
  return mediaType.replace(/;.*$/u, '')
}
