// An entry as a Jekyll post: its name and its text. The same entry gives the same bytes, whatever the version of Jekyll that reads them.

import { fromUtc, toZone, type WallTime } from '../../../formats/zones.ts'
import { excerpt, htmlToText, textToHtml } from '../../../formats/html.ts'
import type { EpochMs } from '../../../model/article.ts'
import { MINUTE } from '../../../model/clock.ts'
import type { SiteSettings } from '../../../settings/settings.ts'
import type { Entry } from '../../select/entry.ts'
import { postBody } from './body.ts'
import { markPost } from './mark.ts'
import { type YamlValue, yamlValue } from './yaml.ts'

/** Raised whenever the same entry would become other bytes: every post is then written anew, once. */
export const POST_VERSION = 1

const MAX_DESCRIPTION = 500 // UTF-16 code units
const MAX_MADE_TITLE = 80
const ID_LENGTH = 16 // hex digits of the article's id: of a million articles two share them once in thirty million sites
const POST_NAME = /^\d{4}-\d\d-\d\d-[0-9a-f]{16}\.md$/u

interface Post {
  readonly path: string // DATE-ID.md
  readonly text: string
}

/** DATE is the day of the article in the site's zone, ID the beginning of the article's id. */
export function renderPost(entry: Entry, site: SiteSettings): Post {
  const published = zoned(entry.publishedAt, site.timezone)
  const fields = [`title: ${yamlValue(titleOf(entry, site))}`, `date: ${published.text}`, ...updatedOf(entry, site), ...optionalFields(entry)]
  const body = postBody(entry.contentHtml === '' ? textToHtml(entry.summary ?? '') : entry.contentHtml)
  return {
    path: `${published.day}-${entry.articleId.slice(0, ID_LENGTH)}.md`,
    text: markPost(`---\n${fields.join('\n')}\n---\n${body}`),
  }
}

/** Whether a file has a name as `renderPost` gives it. */
export function isPostName(path: string): boolean {
  return POST_NAME.test(path)
}

/** Jekyll would make a title of the file's name, which is no word. */
function titleOf({ title, contentHtml, summary, source }: Entry, site: SiteSettings): string {
  return title ?? (excerpt(htmlToText(contentHtml) || (summary ?? ''), MAX_MADE_TITLE) || (source?.title ?? site.title))
}

function updatedOf({ publishedAt, updatedAt }: Entry, { timezone }: SiteSettings): string[] {
  return updatedAt > publishedAt ? [`last_modified_at: ${zoned(updatedAt, timezone).text}`] : []
}

/** Categories by slug, as they are part of addresses; tags by label. What the article lacks is left out. */
function optionalFields({ categories, tags, authors, summary, imageUrl, enclosures, url, externalUrl, source, id }: Entry): string[] {
  const fields: Readonly<Record<string, YamlValue | null>> = {
    categories: categories.map(({ slug }) => slug),
    tags: tags.map(({ label }) => label),
    author: authors.map(({ name }) => name).join(', '),
    description: excerpt(summary?.replaceAll(/\s+/gu, ' ') ?? '', MAX_DESCRIPTION),
    image: imageUrl,
    enclosures: enclosures.map(({ url: href, mediaType, bytes }) => ({ url: href, type: mediaType, ...(bytes !== null && { length: bytes }) })),
    canonical_url: url,
    link: externalUrl ?? (source === null ? null : url),
    source: source?.title ?? null,
    guid: id,
  }
  return Object.entries(fields).flatMap(([key, value]) => (value === null || (typeof value !== 'number' && value.length === 0) ? [] : [`${key}: ${yamlValue(value)}`]))
}

/** `2022-05-13 17:18:53 +0800`, and its day. Where a zone was not whole minutes from UTC, as before 1900, in UTC. */
function zoned(at: EpochMs, timezone: string): { readonly day: string; readonly text: string } {
  const wall = toZone(at, timezone)
  const minutes = ((fromUtc(wall) ?? Number.NaN) - at) / MINUTE
  if (!Number.isInteger(minutes)) return written(toZone(at, 'UTC'), 0)
  return written(wall, minutes)
}

function written({ year, month, day, hour, minute, second }: WallTime, offset: number): { readonly day: string; readonly text: string } {
  const date = `${padded(year, 4)}-${padded(month)}-${padded(day)}`
  const zone = `${offset < 0 ? '-' : '+'}${padded(Math.floor(Math.abs(offset) / 60))}${padded(Math.abs(offset) % 60)}`
  return { day: date, text: `${date} ${padded(hour)}:${padded(minute)}:${padded(second)} ${zone}` }
}

function padded(number: number, digits = 2): string {
  return String(number).padStart(digits, '0')
}
