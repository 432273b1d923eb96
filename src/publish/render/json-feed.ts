// JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): an entry as the text of an item, such texts as a document.
// Keys stand in the order of the specification; what is not known is left out. What it has no word for is under `_feedmill`.

import { formatRfc3339 } from '../../formats/dates.ts'
import type { Author, Enclosure, EpochMs, Origin } from '../../model/article.ts'
import type { Entry, EntrySource } from '../select/entry.ts'
import type { Envelope, FragmentRef } from './envelope.ts'

/** One item on each line, so that a change in one is a change of one line. The items' texts are joined, never read again. */
export function renderJsonFeed(envelope: Envelope, fragments: readonly FragmentRef[]): string {
  const { title, description, link, address, currentAddress, olderAddress, language, author, icon } = envelope
  const head = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: link,
    feed_url: `${address}.json`,
    description: description === '' ? undefined : description,
    next_url: olderAddress === null ? undefined : `${olderAddress}.json`,
    icon: icon ?? undefined,
    authors: [authorOf(author)],
    language: language ?? undefined,
    _feedmill: currentAddress === null ? undefined : { archive: true, current_url: `${currentAddress}.json` },
  })
  const items = fragments.map(({ text }) => text).join(',\n')
  return `${head.slice(0, -1)},"items":[${items === '' ? '' : `\n${items}\n`}]}\n`
}

/** One item; well-formed in itself. */
export function renderJsonEntry(entry: Entry): string {
  const { id, url, externalUrl, title, summary, contentHtml, imageUrl, publishedAt, updatedAt, authors, language, enclosures } = entry
  return JSON.stringify({
    id,
    url: url ?? undefined,
    external_url: externalUrl ?? undefined,
    title: title ?? undefined,
    ...(contentHtml === '' ? { content_text: summary ?? '' } : { content_html: contentHtml }),
    summary: summary ?? undefined,
    image: imageUrl ?? undefined,
    date_published: formatRfc3339(publishedAt),
    date_modified: formatRfc3339(updatedAt),
    authors: authors.length === 0 ? undefined : authors.map(authorOf),
    tags: tagsOf(entry),
    language: language ?? undefined,
    attachments: enclosures.length === 0 ? undefined : enclosures.map(attachmentOf),
    _feedmill: extensionOf(entry),
  })
}

function authorOf({ name, url }: Author): object {
  return { name, url: url ?? undefined }
}

/** Categories first, then tags, each label once: JSON Feed knows one list. */
function tagsOf({ categories, tags }: Entry): string[] | undefined {
  const labels = [...new Set([...categories, ...tags].map(({ label }) => label))]
  return labels.length === 0 ? undefined : labels
}

function attachmentOf({ url, mediaType, bytes, seconds }: Enclosure): object {
  return { url, mime_type: mediaType, size_in_bytes: bytes ?? undefined, duration_in_seconds: seconds ?? undefined }
}

function extensionOf(entry: Entry): object | undefined {
  const { source, alsoIn, via, categories, commentsUrl, rights } = entry
  const extension = {
    source: source === null ? undefined : sourceOf(source),
    times: source === null ? undefined : timesOf(entry),
    also_in: alsoIn.length === 0 ? undefined : alsoIn.map(sourceOf),
    via: via === null ? undefined : viaOf(via),
    categories: categories.length === 0 ? undefined : categories.map(({ label }) => label),
    comments_url: commentsUrl ?? undefined,
    rights: rights ?? undefined,
  }
  return Object.values(extension).every((value) => value === undefined) ? undefined : extension
}

/** What the source says itself; `first_seen` only where that does not date the item. */
function timesOf({ claims, firstSeenAt }: Entry): object | undefined {
  const times = { published: timeOf(claims.publishedAt), updated: timeOf(claims.updatedAt), first_seen: timeOf(firstSeenAt) }
  return Object.values(times).every((time) => time === undefined) ? undefined : times
}

function timeOf(at: EpochMs | null): string | undefined {
  return at === null ? undefined : formatRfc3339(at)
}

function sourceOf({ id, title, feedUrl, siteUrl }: EntrySource): object {
  return { id, title, feed_url: feedUrl ?? undefined, home_page_url: siteUrl ?? undefined }
}

function viaOf({ id, title, feedUrl }: Origin): object {
  return { id: id ?? undefined, title, feed_url: feedUrl ?? undefined }
}
