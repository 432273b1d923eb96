// One story as a fragment of HTML: rendered once, cached, and joined into the page of every feed that holds it.
// So nothing in here may depend on the feed, on the day or on the neighbours. What upstream wrote is escaped, `contentHtml` is safe already.

import { escapeHtml, excerpt, htmlToText } from '../../../formats/html.ts'
import type { Author, Enclosure } from '../../../model/article.ts'
import type { SiteSettings } from '../../../settings/settings.ts'
import type { Entry, EntrySource, EntryTerm } from '../../select/entry.ts'
import { embedContent } from './content.ts'
import { clockTime, dayElement, isoDay, isoInstant, playingTime, wallTime } from './dates.ts'
import { isolated, langAttribute, link } from './markup.ts'
import { type Words, wordsFor } from './words.ts'

const EXCERPT = 300 // characters
const EXCERPT_HAN = 140 // a Han character says about as much as two letters
const SHORT = 1.4 // times an excerpt: shown whole
const STANDFIRST = 600 // of a summary that upstream wrote
const TITLE = 300 // of a title: some sources put their whole text there
const LEAD = 0.2 // of an excerpt, before the first heading, list or table: enough to stand alone
const NO_PROSE = /<(?:h[1-6]|table|figure|pre|ul|ol|dl|details|hr)\b/iu
const MEDIA = /<(?:img|picture|audio|video|iframe)\b/iu
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/**
 * A story: title, where it is from, an excerpt, the whole text behind a fold, its terms.
 * Pictures and sound stay behind the fold, so that a page opened asks nobody but its own host.
 * @param site  its zone and language decide how times and our own words look
 * @returns     one `article` element without a trailing line end
 */
export function renderHtmlEntry(entry: Entry, site: SiteSettings): string {
  const words = wordsFor(site.language)
  // `dir=auto` looks at the first strong letter inside: the title's, or the text's where there is none; hence their order.
  return lines([
    '<article class="story" dir="auto">',
    titleOf(entry),
    entry.title === null ? textOf(entry, words) : metaOf(entry, site, words),
    entry.title === null ? metaOf(entry, site, words) : textOf(entry, words),
    ...entry.enclosures.map((enclosure) => attachmentOf(enclosure, words)),
    termsOf(entry, words),
    '</article>',
  ])
}

function titleOf({ title, url, language }: Entry): string {
  return title === null ? '' : `<h3${langAttribute(language)}>${link(url, escapeHtml(excerpt(title, TITLE)))}</h3>`
}

function metaOf(entry: Entry, site: SiteSettings, words: Words): string {
  const { publishedAt, updatedAt, source, alsoIn, via, externalUrl, commentsUrl } = entry
  const time = `<time datetime="${isoInstant(publishedAt)}">${clockTime(wallTime(publishedAt, site.timezone))}</time>`
  const [day, lastDay] = [publishedAt, updatedAt].map((at) => isoDay(wallTime(at, site.timezone)))
  const parts = [
    entry.title === null ? link(entry.url, time) : time,
    source === null ? '' : `<b>${sourceLink(source)}</b>`,
    entry.authors.filter(({ name }) => name !== source?.title).map(authorOf).join(', '),
    alsoIn.length === 0 ? '' : `${words.alsoIn} ${alsoIn.map(sourceLink).join(', ')}`,
    via === null ? '' : `${words.via} ${isolated(via.title)}`,
    externalUrl === null || externalUrl === entry.url ? '' : `${words.linksTo} ${link(externalUrl, isolated(hostOf(externalUrl)))}`,
    lastDay === day ? '' : `${words.updated} ${dayElement(updatedAt, site.timezone)}`,
    link(commentsUrl, commentsUrl === null ? '' : words.comments),
  ]
  return `<p class="meta">${parts.filter((part) => part !== '').join(' · ')}</p>`
}

/** The text as a river shows it: whole where it is short and silent, else an excerpt and the rest behind a fold. */
function textOf(entry: Entry, words: Words): string {
  const { contentHtml, summary, language } = entry
  const text = htmlToText(contentHtml)
  const lang = langAttribute(language)
  const dir = entry.title === null ? '' : ' dir="auto"' // an untitled story takes its direction from here
  const whole = `<div class="body"${lang}${dir}>${embedContent(contentHtml)}</div>`
  if (contentHtml === '') return summary === null ? '' : `<p class="excerpt"${lang}${dir}>${escapeHtml(excerpt(summary, STANDFIRST))}</p>`
  const length = HAN.test(text.slice(0, 100)) ? EXCERPT_HAN : EXCERPT
  if (text.length <= SHORT * length && !MEDIA.test(contentHtml)) return whole
  const written = summary !== null && summary !== '' && !text.startsWith(summary.slice(0, EXCERPT_HAN))
  const shown = written ? excerpt(summary, STANDFIRST) : excerpt(leadOf(contentHtml, text, LEAD * length), length)
  return lines([
    // An excerpt cut from the text would be read twice once the fold is open: the style sheet hides it then.
    shown === '' ? '' : `<p class="${written ? 'excerpt' : 'excerpt cut'}"${lang}${dir}>${escapeHtml(shown)}</p>`,
    `<details><summary><span class="open">${words.readOn}</span><span class="shut">${words.close}</span>${hiddenTitle(entry)}</summary>`,
    `<div class="body"${lang} dir="auto">${leadImage(entry)}${embedContent(contentHtml)}</div>${rightsOf(entry)}</details>`,
  ])
}

/** The prose a text begins with: an excerpt that runs on into a heading and a table's cells reads like noise. */
function leadOf(contentHtml: string, text: string, least: number): string {
  const end = contentHtml.search(NO_PROSE)
  const lead = end === -1 ? '' : htmlToText(contentHtml.slice(0, end))
  // Where a paragraph ended there is a blank now; Chinese and Japanese have none behind their signs.
  return (lead.length < least ? text : lead).replaceAll(/(?<=[。！？；，、”』」）]) /gu, '')
}

/** Told to those who hear the page: twenty folds called "Read on" are no help. */
function hiddenTitle({ title }: Entry): string {
  return title === null ? '' : `<span class="unseen">: ${isolated(excerpt(title, TITLE))}</span>`
}

function leadImage({ imageUrl, contentHtml }: Entry): string {
  if (imageUrl === null || !/^https?:/iu.test(imageUrl) || contentHtml.includes('<img')) return ''
  return `<p><img loading="lazy" src="${escapeHtml(imageUrl)}" alt=""></p>`
}

function rightsOf({ rights, language }: Entry): string {
  return rights === null ? '' : `<p class="rights" dir="auto"${langAttribute(language)}>${escapeHtml(rights)}</p>`
}

function attachmentOf({ url, mediaType, bytes, seconds }: Enclosure, words: Words): string {
  const sound = mediaType.startsWith('audio/')
  const facts = [mediaType, bytes === null || bytes <= 0 ? '' : megabytes(bytes), seconds === null || seconds <= 0 ? '' : playingTime(seconds)]
  const named = [link(url, sound ? words.listen : words.attachment), ...facts.filter((fact) => fact !== '').map(escapeHtml)].join(' · ')
  const player = sound && /^https?:/iu.test(url) ? `<audio controls preload="none" src="${escapeHtml(url)}"></audio>` : ''
  return `<p class="attachment">${player}${named}</p>`
}

function termsOf({ categories, tags }: Entry, words: Words): string {
  const terms = [...categories.map((term) => termLink(term, '')), ...tags.map((term) => termLink(term, '#'))]
  return terms.length === 0 ? '' : `<ul class="terms" role="list" aria-label="${words.filedUnder}">${terms.join('')}</ul>`
}

function termLink({ label, pageUrl }: EntryTerm, sign: string): string {
  return `<li>${link(`${pageUrl}.html`, `${sign}${isolated(label)}`)}</li>`
}

function sourceLink({ title, pageUrl }: EntrySource): string {
  return link(`${pageUrl}.html`, isolated(title))
}

function authorOf({ name, url }: Author): string {
  return link(url, isolated(name))
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url
}

/** Decimal megabytes, as media players count them: `30.4 MB`. */
function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n')
}
