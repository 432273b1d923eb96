// One story as a fragment of HTML: rendered once, cached, and joined into the page of every feed that holds it.
// So nothing in here may depend on the feed, on the day or on the neighbours. The template escapes what upstream wrote; `contentHtml` is safe already.

import { beginningOfHtml, excerpt } from '../../../formats/html.ts'
import { toZone } from '../../../formats/zones.ts'
import type { Author, Enclosure } from '../../../model/article.ts'
import type { SiteSettings } from '../../../settings/settings.ts'
import type { Entry, EntrySource, EntryTerm } from '../../select/entry.ts'
import { embedContent } from './content.ts'
import { clockTime, dayData, isoDay, isoInstant, playingTime } from './dates.ts'
import { commonData } from './frame.ts'
import { languageOf, webAddress } from './markup.ts'
import { fill } from './templates/fill.ts'
import { type Words, wordsFor } from './words.ts'

const EXCERPT = 300 // characters
const EXCERPT_HAN = 140 // a Han character says about as much as two letters
const SHORT = 1.4 // times an excerpt: shown whole
const STANDFIRST = 600 // of a summary that upstream wrote
const TITLE = 300 // of a title: some sources put their whole text there
const READ = 3 * EXCERPT // of a text, at least: enough for all that follows, even where every second character is a blank that goes
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
  return fill('story', { ...commonData({ site, words }), ...storyData(entry, site, words) }, site)
}

function storyData(entry: Entry, site: SiteSettings, words: Words): object {
  const { title, url, publishedAt, updatedAt, source, alsoIn, via, externalUrl, commentsUrl, language } = entry
  const [day, lastDay] = [publishedAt, updatedAt].map((at) => isoDay(toZone(at, site.timezone)))
  const terms = { categories: entry.categories.map(termData), tags: entry.tags.map(termData) }
  return {
    isTitled: title !== null,
    title: title === null ? null : excerpt(title, TITLE),
    url: webAddress(url),
    language: languageOf(language),
    time: { instant: isoInstant(publishedAt), clock: clockTime(toZone(publishedAt, site.timezone)) },
    source: source === null ? null : sourceData(source, 0),
    authors: entry.authors.filter(({ name }) => name !== source?.title).map(authorData),
    alsoIn: alsoIn.map(sourceData),
    via: via === null ? null : { title: via.title },
    linksTo: externalUrl === null || externalUrl === url ? null : linkData(externalUrl),
    updated: lastDay === day ? null : dayData(updatedAt, site.timezone),
    commentsUrl: webAddress(commentsUrl),
    ...textData(entry),
    attachments: entry.enclosures.map((enclosure) => attachmentData(enclosure, words)),
    hasTerms: terms.categories.length + terms.tags.length > 0,
    ...terms,
  }
}

/** The text as a river shows it: whole where it is short and silent, else an excerpt and the rest behind a fold. */
function textData(entry: Entry): object {
  const { contentHtml, summary } = entry
  const nothing = { whole: null, excerpt: null, isCut: false, folded: null, imageUrl: null, rights: null }
  if (contentHtml === '') return { ...nothing, excerpt: summary === null ? null : excerpt(summary, STANDFIRST) }
  const text = beginningOfHtml(contentHtml, READ)
  const length = HAN.test(text.slice(0, 100)) ? EXCERPT_HAN : EXCERPT
  if (text.length <= SHORT * length && !MEDIA.test(contentHtml)) return { ...nothing, whole: embedContent(contentHtml) }
  const isWritten = summary !== null && summary !== '' && !text.startsWith(summary.slice(0, EXCERPT_HAN))
  return {
    whole: null,
    excerpt: isWritten ? excerpt(summary, STANDFIRST) : excerpt(leadOf(contentHtml, text, LEAD * length), length),
    isCut: !isWritten, // an excerpt cut from the text would be read twice once the fold is open
    folded: embedContent(contentHtml),
    imageUrl: leadImage(entry),
    rights: entry.rights,
  }
}

/** The prose a text begins with: an excerpt that runs on into a heading and a table's cells reads like noise. */
function leadOf(contentHtml: string, text: string, least: number): string {
  const end = contentHtml.search(NO_PROSE)
  const lead = end === -1 ? '' : beginningOfHtml(contentHtml.slice(0, end), READ)
  // Where a paragraph ended there is a blank now; Chinese and Japanese have none behind their signs.
  return (lead.length < least ? text : lead).replaceAll(/(?<=[。！？；，、”』」）]) /gu, '')
}

function leadImage({ imageUrl, contentHtml }: Entry): string | null {
  return imageUrl === null || !/^https?:/iu.test(imageUrl) || contentHtml.includes('<img') ? null : imageUrl
}

function attachmentData({ url, mediaType, bytes, seconds }: Enclosure, words: Words): object {
  const isSound = mediaType.startsWith('audio/')
  const facts = [mediaType, bytes === null || bytes <= 0 ? '' : megabytes(bytes), seconds === null || seconds <= 0 ? '' : playingTime(seconds)]
  return {
    url: webAddress(url),
    label: isSound ? words.listen : words.attachment,
    isSound,
    soundUrl: isSound && /^https?:/iu.test(url) ? url : null,
    facts: facts.filter((fact) => fact !== '').map((fact) => ({ fact })),
  }
}

function termData({ label, pageUrl }: EntryTerm): object {
  return { name: label, url: `${pageUrl}.html` }
}

function sourceData({ title, pageUrl }: EntrySource, index: number): object {
  return { title, url: `${pageUrl}.html`, more: index > 0 }
}

function authorData({ name, url }: Author, index: number): object {
  return { name, url: webAddress(url), more: index > 0 }
}

function linkData(url: string): object {
  return { url: webAddress(url), host: URL.canParse(url) ? new URL(url).hostname : url }
}

/** Decimal megabytes, as media players count them: `30.4 MB`. */
function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
