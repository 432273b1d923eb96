// OPML 2.0 (http://opml.org/spec2.opml): feeds we publish as a subscription list, for readers to import: all of them, or a category's.

import { formatRfc822 } from '../../formats/dates.ts'
import { element, textElement } from '../../formats/xml-write.ts'
import type { EpochMs } from '../../model/article.ts'
import type { FeedFormat, FeedKey, FeedSpec } from '../../model/feed.ts'
import type { SiteSettings } from '../../settings/settings.ts'

const GROUPS: readonly { readonly kind: FeedKey['kind']; readonly name: string }[] = [
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
  const head = [
    textElement('title', title),
    ...(updatedAt === null ? [] : [textElement('dateModified', formatRfc822(updatedAt))]),
    ...(site.author === null ? [] : [textElement('ownerName', site.author.name)]),
    textElement('docs', 'http://opml.org/spec2.opml'),
  ]
  const groups = GROUPS.flatMap(({ kind, name }) => {
    const inside = feeds.filter(({ key }) => key.kind === kind).map(outline)
    return inside.length === 0 ? [] : [element('outline', { text: name }, `\n${inside.join('\n')}\n`)]
  })
  const body = [...feeds.filter(({ key }) => key.kind === 'all').map(outline), ...groups]
  return `<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n<head>\n${head.join('\n')}\n</head>\n<body>\n${body.join('\n')}\n</body>\n</opml>\n`
}

function outlineOf({ title, description, path, link, language }: FeedSpec, site: SiteSettings, formats: readonly FeedFormat[]): string {
  const format = SUBSCRIBED.find((candidate) => formats.includes(candidate))
  const htmlUrl = formats.includes('html') ? `${site.url}${path}.html` : link
  if (format === undefined) return element('outline', { text: title, type: 'link', url: htmlUrl }, null)
  return element('outline', { text: title, title, description, type: 'rss', xmlUrl: `${site.url}${path}.${format}`, htmlUrl, language }, null)
}
