// Addresses of an item: which of its links is its own, what it points at, what is attached. Absolute http(s) or none.

import { mediaTypeFor } from '../../formats/media-types.ts'
import { resolveBase, resolveUrl } from '../../formats/urls.ts'
import type { Enclosure } from '../../model/article.ts'
import type { ParsedEnclosure, ParsedItem, ParsedLink } from '../parse/parsed.ts'

const PAGE_TYPES = new Set(['text/html', 'application/xhtml+xml'])

/** An absolute http(s) address, or null. */
export function webUrl(href: string | null, base: string | null, documentBase: string | null): string | null {
  const url = href === null ? null : resolveUrl(href, resolveBase(base, documentBase))
  return url?.startsWith('http') === true ? url : null
}

/** The item's own page: FeedBurner's original, its alternate link, its guid where that is one, else where its text lies. */
export function permalinkOf(item: ParsedItem, documentBase: string | null): string | null {
  return (
    linkOf(item.links, 'original', documentBase) ??
    linkOf(item.links, 'alternate', documentBase) ??
    guidUrl(item, documentBase) ??
    linkOf(item.links, 'content', documentBase) ??
    linkOf(item.links, 'self', documentBase)
  )
}

/** The first link of a relation that can be followed; pages before other media (RFC 4287 allows several alternates). */
export function linkOf(links: readonly ParsedLink[], rel: string, documentBase: string | null): string | null {
  return firstUrl(links, documentBase, (link) => link.rel === rel && isPage(link)) ?? firstUrl(links, documentBase, (link) => link.rel === rel)
}

function firstUrl(links: readonly ParsedLink[], documentBase: string | null, isAsked: (link: ParsedLink) => boolean): string | null {
  for (const link of links) {
    const url = isAsked(link) ? webUrl(link.href, link.base, documentBase) : null
    if (url !== null) return url
  }
  return null
}

/** RSS says that a guid is a permalink unless it says not; only what is an address is believed. */
function guidUrl({ guid, guidIsPermalink, base }: ParsedItem, documentBase: string | null): string | null {
  if (guid === null || guidIsPermalink === false) return null
  const isAddress = /^https?:\/\//iu.test(guid) || (guidIsPermalink === true && guid.startsWith('/'))
  return isAddress ? webUrl(guid, base, documentBase) : null
}

/** Where people answer: the address the item names, else its replies (RFC 4685) as a page. */
export function commentsUrlOf(item: ParsedItem, documentBase: string | null): string | null {
  return webUrl(item.commentsUrl, item.base, documentBase) ?? linkOf(item.links.filter(isPage), 'replies', documentBase)
}

function isPage({ type }: ParsedLink): boolean {
  return type === null || PAGE_TYPES.has(type.toLowerCase())
}

/** The picture that stands for an item: the one it names, else the first attached. */
export function imageUrlOf(item: ParsedItem, enclosures: readonly Enclosure[], documentBase: string | null): string | null {
  return webUrl(item.imageUrl, item.base, documentBase) ?? enclosures.find(({ mediaType }) => mediaType.startsWith('image/'))?.url ?? null
}

/** Each attached file once; what a second mention adds is kept. */
export function enclosuresOf(item: ParsedItem, documentBase: string | null): Enclosure[] {
  if (item.enclosures.length === 0) return []
  const byUrl = new Map<string, Enclosure>()
  for (const parsed of item.enclosures) {
    const enclosure = enclosureOf(parsed, documentBase)
    if (enclosure === null) continue
    const known = byUrl.get(enclosure.url)
    byUrl.set(enclosure.url, known === undefined ? enclosure : complete(known, enclosure))
  }
  return [...byUrl.values()]
}

function enclosureOf({ url: href, type, length, duration, base }: ParsedEnclosure, documentBase: string | null): Enclosure | null {
  const url = webUrl(href, base, documentBase)
  return url === null ? null : { url, mediaType: mediaTypeFor(type, url), bytes: bytesOf(length), seconds: secondsOf(duration) }
}

function complete(known: Enclosure, other: Enclosure): Enclosure {
  return { ...known, bytes: known.bytes ?? other.bytes, seconds: known.seconds ?? other.seconds }
}

/** 0 is what the RSS profile asks of those who do not know the size. */
function bytesOf(length: string | null): number | null {
  const digits = length?.replaceAll(/[,\s]/gu, '') ?? ''
  const bytes = /^\d{1,15}$/u.test(digits) ? Number(digits) : 0
  return bytes === 0 ? null : bytes
}

/** Seconds, minutes and seconds, or hours too, with colons between them. */
function secondsOf(duration: string | null): number | null {
  const parts = duration?.trim().split(':') ?? []
  if (parts.length === 0 || parts.length > 3 || !parts.every((part) => /^\d{1,9}(?:\.\d{1,9})?$/u.test(part))) return null
  return Math.round(parts.reduce((seconds, part) => seconds * 60 + Number(part), 0))
}
