// From an entry to its text in one format, and from such texts to a document. The only file that knows all formats.

import type { FeedFormat } from '../../model/feed.ts'
import type { SiteSettings } from '../../settings/settings.ts'
import type { Entry } from '../select/entry.ts'
import { renderAtom, renderAtomEntry } from './atom.ts'
import type { Envelope, FragmentRef } from './envelope.ts'
import { bareType, FORMS } from './forms.ts'
import { renderRiver } from './html.ts'
import { renderHtmlEntry } from './html/entry.ts'
import type { Alternate } from './html/frame.ts'
import { renderJsonEntry, renderJsonFeed } from './json-feed.ts'
import { renderRss, renderRssEntry } from './rss.ts'

interface Renderer {
  /** One entry; nothing in it depends on the feed that it will stand in. */
  readonly entry: (entry: Entry, site: SiteSettings) => string
  /** A document around entries of this format, newest first. */
  readonly feed: (envelope: Envelope, fragments: readonly FragmentRef[], site: SiteSettings) => string
}

export const RENDERERS: Readonly<Record<FeedFormat, Renderer>> = {
  rss: { entry: renderRssEntry, feed: renderRss },
  atom: { entry: renderAtomEntry, feed: renderAtom },
  json: { entry: renderJsonEntry, feed: renderJsonFeed },
  html: { entry: renderHtmlEntry, feed: renderPage },
}

function renderPage(envelope: Envelope, fragments: readonly FragmentRef[], site: SiteSettings): string {
  const { kind, label, description, address, olderAddress, currentAddress, updatedAt, formats, entries } = envelope
  return renderRiver({
    site,
    kind,
    title: label,
    description,
    url: `${address}.html`,
    alternates: alternatesOf(address, formats),
    opmlUrl: kind === 'category' && currentAddress === null ? `${address}.opml` : null,
    updatedAt,
    olderUrl: olderAddress === null ? null : `${olderAddress}.html`,
    // A page that never changes cannot name the one after it: from each, one goes back to the newest.
    newerUrl: currentAddress === null ? null : `${currentAddress}.html`,
    total: entries ?? fragments.length,
    stories: fragments.map(({ publishedAt, text }) => ({ publishedAt, html: text })),
  })
}

/** The forms of a document that programs read. */
export function alternatesOf(address: string, formats: readonly FeedFormat[]): Alternate[] {
  const forms = formats.filter((format) => format !== 'html')
  return forms.map((format) => ({ name: FORMS[format].name, mediaType: bareType(FORMS[format]), url: `${address}.${format}` }))
}
