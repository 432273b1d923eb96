// The feeds that a web page announces, in its order. The page is read, never run, and nothing it names is fetched.

import { Parser } from 'htmlparser2'
import { resolveUrl } from '../../formats/urls.ts'

export interface FeedLink {
  readonly url: string // absolute where the page's address is known, else as written
  readonly title: string | null
  readonly mediaType: string
}

const FEED_TYPES = new Set(['rss+xml', 'atom+xml', 'rdf+xml', 'feed+json', 'json'].map((subtype) => `application/${subtype}`))
const MAX_LINKS = 100

/**
 * `<link rel="alternate">` with a feed's media type; a page's <base> counts, oEmbed, WordPress's own API and what is neither http nor https do not.
 * @param pageUrl  the page's address, null where it has none
 */
export function findFeedLinks(html: string, pageUrl: string | null): FeedLink[] {
  const links: FeedLink[] = []
  let base = pageUrl
  let based = false
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === 'base' && !based && attributes['href'] !== undefined) {
        base = resolveUrl(attributes['href'], pageUrl) ?? base
        based = true
      }
      if (name === 'link' && links.length < MAX_LINKS) links.push(...feedLink(attributes, base, links))
      if (name === 'body') parser.pause() // announced in the head; a body's own links are its articles'
    },
  })
  parser.write(html)
  return links
}

function feedLink(attributes: Readonly<Record<string, string>>, base: string | null, known: readonly FeedLink[]): FeedLink[] {
  const { rel = '', type = '', href = '', title = '' } = attributes
  const mediaType = type.toLowerCase().split(';')[0]?.trim() ?? ''
  if (!rel.toLowerCase().split(/\s+/u).includes('alternate') || !FEED_TYPES.has(mediaType)) return []
  if (href.trim() === '' || /\/wp-json\/|oembed/iu.test(href)) return []
  const url = resolveUrl(href, base) ?? (base === null && !URL.canParse(href) ? href.trim() : null)
  if (url === null || known.some((link) => link.url === url)) return []
  return [{ url, title: title.trim().replaceAll(/\s+/gu, ' ') || null, mediaType }]
}
