// index.html: every feed of the site by group, for a person who looks for one among two or two thousand.

import { byCodeUnit } from '../../../formats/text/order.ts'
import type { EpochMs } from '../../../model/article.ts'
import { DIRECTORY_PATH } from '../../../model/document.ts'
import type { FeedKey } from '../../../model/feed.ts'
import type { SiteSettings } from '../../../settings/settings.ts'
import { dayData } from './dates.ts'
import { type Alternate, commonData, framePage } from './frame.ts'
import { SEARCH_SCRIPT } from './search.ts'
import { subscribeData } from './subscribe.ts'
import { fill } from './templates/fill.ts'
import { type Words, wordsFor } from './words.ts'

interface Directory {
  readonly site: SiteSettings
  readonly feeds: readonly DirectoryFeed[] // in any order
  readonly opmlUrl: string // absolute
}

export interface DirectoryFeed {
  readonly kind: FeedKey['kind']
  readonly title: string // plain text
  readonly path: string // below the site, no extension
  readonly stories: number // archive included
  readonly updatedAt: EpochMs | null
  readonly pageUrl: string | null // absolute; null where no HTML is published
  readonly opmlUrl: string | null // of a list of what belongs to it
  readonly alternates: readonly Alternate[]
}

/** @returns a whole document; the same bytes for the same feeds in any order */
export function renderDirectory(directory: Directory): string {
  const { site } = directory
  const words = wordsFor(site.language)
  const all = directory.feeds.find(({ kind }) => kind === 'all')
  const groups = groupsOf(directory.feeds, words)
  return framePage({
    site,
    words,
    title: site.title,
    description: site.description,
    url: `${site.url}${DIRECTORY_PATH}`,
    alternates: all?.alternates ?? [],
    links: [],
    script: groups.length === 0 ? null : SEARCH_SCRIPT,
    main: fill('directory', directoryData(directory, all, groups, words), site),
  })
}

function directoryData({ site, feeds, opmlUrl }: Directory, all: DirectoryFeed | undefined, groups: readonly Group[], words: Words): object {
  const changedAt = all?.updatedAt ?? null
  return {
    ...commonData({ site, words }),
    feeds: words.feeds(feeds.length),
    stories: all === undefined ? null : words.stories(all.stories),
    changed: changedAt === null ? null : dayData(changedAt, site.timezone),
    everything: all === undefined ? null : subscribeData({ name: words.everything, url: all.pageUrl }, all.alternates, null),
    hasGroups: groups.length > 0,
    groups: groups.map(({ id, name, feeds: inside }, index) => ({
      id,
      name,
      more: index > 0,
      number: inside.length,
      count: words.feeds(inside.length),
      feeds: inside.map((feed) => feedData(feed, site)),
    })),
    allOpmlUrl: opmlUrl,
  }
}

/** The first address among the forms is the one that the script's button copies. */
function feedData({ title, stories, updatedAt, pageUrl, opmlUrl, alternates }: DirectoryFeed, site: SiteSettings): object {
  const forms = alternates.map((form) => ({ name: form.name.replace(' Feed', ''), url: form.url }))
  return {
    title,
    url: pageUrl ?? alternates[0]?.url ?? null,
    number: stories,
    forms: opmlUrl === null ? forms : [...forms, { name: 'OPML', url: opmlUrl }],
    changed: updatedAt === null ? null : dayData(updatedAt, site.timezone),
  }
}

interface Group {
  readonly id: string
  readonly name: string
  readonly feeds: readonly DirectoryFeed[]
}

/**
 * Groups that hold something; the feed of everything stands above them all. The busiest terms come first, sources by name;
 * equal ones by path, which for Chinese is pinyin.
 */
function groupsOf(feeds: readonly DirectoryFeed[], words: Words): Group[] {
  const of = (kind: FeedKey['kind']): DirectoryFeed[] => feeds.filter((feed) => feed.kind === kind)
  const busiest = (a: DirectoryFeed, b: DirectoryFeed): number => b.stories - a.stories || byCodeUnit(a.path, b.path)
  const named = (a: DirectoryFeed, b: DirectoryFeed): number => byCodeUnit(a.title.toLowerCase(), b.title.toLowerCase()) || byCodeUnit(a.path, b.path)
  return [
    { id: 'views', name: words.views, feeds: of('view').toSorted(named) },
    { id: 'categories', name: words.categories, feeds: of('category').toSorted(busiest) },
    { id: 'sources', name: words.sources, feeds: of('source').toSorted(named) },
    { id: 'tags', name: words.tags, feeds: of('tag').toSorted(busiest) },
  ].filter((group) => group.feeds.length > 0)
}
