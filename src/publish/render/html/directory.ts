// index.html: every feed of the site by group, for a person who looks for one among two or two thousand.

import { escapeHtml } from '../../../formats/html.ts'
import type { EpochMs } from '../../../model/article.ts'
import type { FeedKey } from '../../../model/feed.ts'
import type { SiteSettings } from '../../../settings/settings.ts'
import { dayElement } from './dates.ts'
import { type Alternate, framePage } from './frame.ts'
import { isolated, link } from './markup.ts'
import { SEARCH_SCRIPT } from './search.ts'
import { subscribeBox } from './subscribe.ts'
import { type Words, wordsFor } from './words.ts'

export interface Directory {
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
  const { site, opmlUrl } = directory
  const words = wordsFor(site.language)
  const all = directory.feeds.find(({ kind }) => kind === 'all')
  const groups = groupsOf(directory.feeds, words)
  return framePage({
    site,
    words,
    title: site.title,
    description: site.description,
    url: `${site.url}index.html`,
    alternates: all?.alternates ?? [],
    links: [],
    script: groups.length === 0 ? null : SEARCH_SCRIPT,
    main: `<div class="head"><div>
<h1>${isolated(site.title)}</h1>
${site.description === '' ? '' : `<p class="lede" dir="auto">${escapeHtml(site.description)}</p>\n`}${factsOf(directory, all, words)}</div>
${all === undefined ? '' : subscribeBox(link(all.pageUrl, words.everything), all.alternates, null, words)}</div>
${groups.length === 0 ? `<p class="empty">${words.emptySite}</p>` : listOf(groups, site, words)}
<p class="pages facts">${link(opmlUrl, words.allAsOpml, ' type="text/x-opml"')}</p>`,
  })
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
  const busiest = (a: DirectoryFeed, b: DirectoryFeed): number => b.stories - a.stories || byText(a.path, b.path)
  const named = (a: DirectoryFeed, b: DirectoryFeed): number => byText(a.title.toLowerCase(), b.title.toLowerCase()) || byText(a.path, b.path)
  return [
    { id: 'views', name: words.views, feeds: of('view').toSorted(named) },
    { id: 'categories', name: words.categories, feeds: of('category').toSorted(busiest) },
    { id: 'sources', name: words.sources, feeds: of('source').toSorted(named) },
    { id: 'tags', name: words.tags, feeds: of('tag').toSorted(busiest) },
  ].filter((group) => group.feeds.length > 0)
}

/** By code units: a locale's order would differ between machines. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function factsOf({ site, feeds }: Directory, all: DirectoryFeed | undefined, words: Words): string {
  const changed = all === undefined || all.updatedAt === null ? '' : ` · ${words.changed} ${dayElement(all.updatedAt, site.timezone)}`
  const stories = all === undefined ? '' : ` · ${words.stories(all.stories)}`
  return `<p class="facts">${words.feeds(feeds.length)}${stories}${changed}</p>`
}

function listOf(groups: readonly Group[], site: SiteSettings, words: Words): string {
  return `${searchBox(words)}${jumpsTo(groups, words)}${groups.map((group) => groupOf(group, site, words)).join('\n')}`
}

function searchBox(words: Words): string {
  const told = `data-none="${words.noMatch}" data-found="${words.found}" data-copy="${words.copy}" data-copied="${words.copied}"`
  return `<search class="find" id="find" hidden><label for="q">${words.search}</label>
<input id="q" type="search" autocomplete="off" spellcheck="false"><output for="q" ${told}></output></search>
`
}

function jumpsTo(groups: readonly Group[], words: Words): string {
  const jumps = groups.map(({ id, name, feeds }) => `<span><a href="#${id}">${name}</a> ${feeds.length}</span>`)
  return `<nav class="jump" aria-label="${words.groups}">${jumps.join(' ')}</nav>
`
}

function groupOf({ id, name, feeds }: Group, site: SiteSettings, words: Words): string {
  const rows = feeds.map((feed) => feedOf(feed, site))
  return `<section class="group" id="${id}" aria-labelledby="${id}-name">
<h2 id="${id}-name">${name} <small>${words.feeds(feeds.length)}</small></h2>
<ul class="feeds" role="list">
${rows.join('\n')}
</ul></section>`
}

/** The first address in `small` is the one that the script's button copies. */
function feedOf({ title, stories, updatedAt, pageUrl, opmlUrl, alternates }: DirectoryFeed, site: SiteSettings): string {
  const name = link(pageUrl ?? alternates[0]?.url ?? null, isolated(title))
  const forms = alternates.map((form) => link(form.url, form.name.replace(' Feed', '')))
  const opml = opmlUrl === null ? '' : link(opmlUrl, 'OPML')
  const day = updatedAt === null ? '' : `<span>${dayElement(updatedAt, site.timezone)}</span>`
  return `<li><div class="name">${name}<span class="n">${stories}</span></div><small>${forms.join('')}${opml}${day}</small></li>`
}
