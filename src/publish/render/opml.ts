// OPML 2.0 (http://opml.org/spec2.opml): subscription lists for readers to import. Of feeds we publish, all of them or a category's; and
// of what we follow ourselves.

import { formatRfc822 } from '../../formats/dates.ts'
import { element, textElement } from '../../formats/xml-write.ts'
import type { EpochMs } from '../../model/article.ts'
import type { FeedFormat, FeedKey, FeedSpec } from '../../model/feed.ts'
import type { SiteSettings } from '../../settings/settings.ts'

const GROUPS: readonly { readonly kind: FeedKey['kind']; readonly name: string }[] = [
  { kind: 'view', name: 'Views' },
  { kind: 'category', name: 'Categories' },
  { kind: 'tag', name: 'Tags' },
  { kind: 'source', name: 'Sources' },
]

/** Readers know no other outline type than `rss`, and understand Atom behind it; JSON Feed few of them. */
const SUBSCRIBED: readonly FeedFormat[] = ['rss', 'atom', 'json']

/**
 * @param feeds      in the order they are listed; the feed of everything stands before the groups
 * @param updatedAt  newest change in any of them
 * @param title      of the list; the site's where it is one of everything
 */
export function renderOpml(site: SiteSettings, formats: readonly FeedFormat[], feeds: readonly FeedSpec[], updatedAt: EpochMs | null, title = site.title): string {
  const outline = (spec: FeedSpec): string => outlineOf(spec, site, formats)
  const groups = GROUPS.flatMap(({ kind, name }) => {
    const inside = feeds.filter(({ key }) => key.kind === kind).map(outline)
    return inside.length === 0 ? [] : [element('outline', { text: name }, `\n${inside.join('\n')}\n`)]
  })
  const body = [...feeds.filter(({ key }) => key.kind === 'all').map(outline), ...groups]
  return opmlDocument(site, title, updatedAt, body)
}

function opmlDocument(site: SiteSettings, title: string, updatedAt: EpochMs | null, body: readonly string[]): string {
  const head = [
    textElement('title', title),
    ...(updatedAt === null ? [] : [textElement('dateModified', formatRfc822(updatedAt))]),
    ...(site.author === null ? [] : [textElement('ownerName', site.author.name)]),
  ]
  return `<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n<head>\n${head.join('\n')}\n</head>\n<body>\n${body.join('\n')}\n</body>\n</opml>\n`
}

function outlineOf({ title, description, path, link, language }: FeedSpec, site: SiteSettings, formats: readonly FeedFormat[]): string {
  const format = SUBSCRIBED.find((candidate) => formats.includes(candidate))
  const htmlUrl = formats.includes('html') ? `${site.url}${path}.html` : link
  if (format === undefined) return element('outline', { text: title, type: 'link', url: htmlUrl }, null)
  return element('outline', { text: title, title, description, type: 'rss', xmlUrl: `${site.url}${path}.${format}`, htmlUrl, language }, null)
}

/** A feed of somebody else's that we follow. */
export interface Subscription {
  readonly title: string
  readonly url: string
  readonly siteUrl: string | null
  readonly categories: readonly string[]
}

/** Characters that steer a terminal or an editor: as references they reach the reader and nobody before. */
const UNSEEN = /[\p{Cf}\u007F-\u009F]/gu

/** What we follow, each first category an outline around its feeds, in the order they first come in; those without stand before them. */
export function renderSubscriptions(site: SiteSettings, subscriptions: readonly Subscription[]): string {
  const groups = [...Map.groupBy(subscriptions, ({ categories }) => JSON.stringify(foldersOf(categories)))].toSorted(([a], [b]) => Number(a !== '[]') - Number(b !== '[]'))
  const body = groups.flatMap(([folders, inside]) => wrapped(inside.map(subscriptionOf), JSON.parse(folders) as string[]))
  return opmlDocument(site, site.title, null, body).replaceAll(UNSEEN, (sign) => `&#${sign.codePointAt(0)};`)
}

/** The first, and those that the attribute cannot hold: commas part categories there, and a slash begins a path. */
function foldersOf([first, ...others]: readonly string[]): string[] {
  return first === undefined ? [] : [first, ...others.filter((label) => /^\/|,/u.test(label))]
}

function wrapped(outlines: readonly string[], folders: readonly string[]): readonly string[] {
  return folders.reduceRight<readonly string[]>((inside, text) => [element('outline', { text }, `\n${inside.join('\n')}\n`)], outlines)
}

function subscriptionOf({ title, url, siteUrl, categories }: Subscription): string {
  const listed = categories.filter((label) => !/^\/|,/u.test(label)).join(',')
  return element('outline', { text: title, title, type: 'rss', xmlUrl: url, htmlUrl: siteUrl, category: listed === '' ? null : listed }, null)
}
