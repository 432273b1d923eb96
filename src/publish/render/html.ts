// HTML for people. In this file a feed as a page: what it is, how to subscribe, its stories under the days of the site's zone.
// Pure text building; every page is whole by itself, runs no script but the directory's, and asks no other host until a fold is opened.

import { toZone } from '../../formats/zones.ts'
import type { EpochMs } from '../../model/article.ts'
import type { FeedKey } from '../../model/feed.ts'
import type { SiteSettings } from '../../settings/settings.ts'
import { dayData, isoDay } from './html/dates.ts'
import { type Alternate, commonData, framePage } from './html/frame.ts'
import { subscribeData } from './html/subscribe.ts'
import { fill } from './html/templates/fill.ts'
import { type Words, wordsFor } from './html/words.ts'

export interface River {
  readonly site: SiteSettings
  readonly kind: FeedKey['kind']
  readonly title: string // plain text
  readonly description: string // plain text; '' for none
  readonly url: string // absolute, of this page
  readonly alternates: readonly Alternate[] // RSS, Atom, JSON, as far as they are published
  readonly opmlUrl: string | null // of a list of what belongs to it; categories have one
  readonly updatedAt: EpochMs | null // newest change; null for a feed without stories
  readonly olderUrl: string | null // page before this one in time
  readonly newerUrl: string | null // the feed's newest page; set on archive pages only
  readonly total: number // stories of the whole feed; on an archive page, of that page
  readonly stories: readonly { readonly publishedAt: EpochMs; readonly html: string }[] // newest first; html from renderHtmlEntry
}

/** @returns a whole document; the same bytes for the same river */
export function renderRiver(river: River): string {
  const { site, olderUrl, newerUrl } = river
  const words = wordsFor(site.language)
  return framePage({
    site,
    words,
    title: river.title,
    description: river.description,
    url: river.url,
    alternates: river.alternates,
    links: [
      ...(olderUrl === null ? [] : [{ rel: 'prev', url: olderUrl }]),
      ...(newerUrl === null ? [] : [{ rel: 'current', url: newerUrl }]),
    ],
    script: null,
    main: fill('feed', riverData(river, words), site).trimEnd(),
  })
}

function riverData(river: River, words: Words): object {
  const { site, total, updatedAt, olderUrl, newerUrl } = river
  const { headline, lede } = namesOf(river)
  const isArchive = newerUrl !== null
  const noBox = { heading: null, alternates: river.alternates, opmlUrl: river.opmlUrl }
  return {
    ...commonData({ site, words }),
    kind: kindOf(river, words),
    isArchive,
    title: headline,
    description: lede,
    url: river.url,
    stories: words.stories(total),
    changed: updatedAt === null ? null : dayData(updatedAt, site.timezone),
    ...(isArchive ? noBox : (subscribeData({ name: words.subscribe, url: null }, river.alternates, river.opmlUrl) ?? noBox)),
    days: daysOf(river, words),
    pages: olderUrl !== null || newerUrl !== null,
    olderUrl,
    newerUrl,
  }
}

/** A feed's title and description name the site as well, for lists in readers; under the site's own name that would be said twice. */
function namesOf({ site, title, description }: River): { headline: string; lede: string } {
  const suffix = ` — ${site.title}`
  const headline = title.endsWith(suffix) ? title.slice(0, -suffix.length) : title
  return { headline, lede: description.startsWith(headline) ? '' : description }
}

function kindOf({ kind }: River, words: Words): string {
  return { all: words.everything, category: words.category, tag: words.tag, source: words.source, view: words.view }[kind]
}

/** Stories under the day they are dated with; the fragments themselves know nothing of days. */
function daysOf({ site, stories }: River, words: Words): object[] {
  const days: { readonly date: string; readonly parts: readonly object[]; html: string }[] = []
  for (const story of stories) {
    const at = toZone(story.publishedAt, site.timezone)
    const date = isoDay(at)
    const day = days.at(-1)
    if (day?.date === date) day.html += `\n${story.html}`
    else days.push({ date, parts: words.day(at).map(({ part, text }) => ({ part, text, isNumber: part === 'number' })), html: story.html })
  }
  return days
}
