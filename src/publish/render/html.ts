// HTML for people. In this file a feed as a page: what it is, how to subscribe, its stories under the days of the site's zone.
// Pure text building; every page is whole by itself, runs no script but the directory's, and asks no other host until a fold is opened.

import { escapeHtml } from '../../formats/html.ts'
import type { EpochMs } from '../../model/article.ts'
import type { FeedKey } from '../../model/feed.ts'
import type { SiteSettings } from '../../settings/settings.ts'
import { dayElement, isoDay, wallTime } from './html/dates.ts'
import { type Alternate, framePage } from './html/frame.ts'
import { isolated, link } from './html/markup.ts'
import { subscribeBox } from './html/subscribe.ts'
import { type Words, wordsFor } from './html/words.ts'

export { renderDirectory, type Directory, type DirectoryFeed } from './html/directory.ts'
export { renderHtmlEntry } from './html/entry.ts'
export { type Alternate, renderMovedPage } from './html/frame.ts'

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
    main: [
      headOf(river, words),
      river.stories.length === 0 ? `<p class="empty">${words.emptyFeed}</p>` : daysOf(river, words),
      pagesOf(river, words),
    ].join(''),
  })
}

function headOf(river: River, words: Words): string {
  const { site, total, updatedAt, newerUrl } = river
  const { headline, lede } = namesOf(river)
  const changed = updatedAt === null ? '' : ` · ${words.changed} ${dayElement(updatedAt, site.timezone)}`
  const archive = newerUrl === null ? '' : ` · ${words.archive}`
  return `<div class="head"><div>
<p class="kind">${kindOf(river, words)}${archive}</p>
<h1>${isolated(headline)}</h1>
${lede === '' ? '' : `<p class="lede" dir="auto">${escapeHtml(lede)}</p>\n`}<p class="facts">${words.stories(total)}${changed}</p></div>
${newerUrl === null ? subscribeBox(words.subscribe, river.alternates, river.opmlUrl, words) : ''}</div>
`
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
function daysOf({ site, stories }: River, words: Words): string {
  const html: string[] = []
  let day = ''
  for (const story of stories) {
    const at = wallTime(story.publishedAt, site.timezone)
    const next = isoDay(at)
    if (next !== day) {
      const parts = words.day(at).map(({ part, text }) => (part === 'number' ? `<b>${text}</b>` : `<span class="${part}">${text}</span>`))
      html.push(`${day === '' ? '' : '</div></section>\n'}<section class="date"><h2><time datetime="${next}">${parts.join('')}</time></h2><div>`)
      day = next
    }
    html.push(story.html)
  }
  return `${html.join('\n')}\n</div></section>\n`
}

function pagesOf({ olderUrl, newerUrl }: River, words: Words): string {
  if (olderUrl === null && newerUrl === null) return ''
  const newer = newerUrl === null ? '<span></span>' : link(newerUrl, `← ${words.newest}`, ' rel="current"')
  const older = olderUrl === null ? '' : link(olderUrl, `${words.older} →`, ' rel="prev"')
  return `<nav class="pages" aria-label="${words.pages}">${newer}${older}</nav>`
}
