// JSON Feed 1.0 and 1.1: what each key says, whatever type it turns out to have. A wrongly typed part is passed over.

import { FeedmillError } from '../../../model/errors.ts'
import type { Note } from '../../../model/note.ts'
import { NO_HINTS } from '../../plan/hints.ts'
import type { ParsedEnclosure, ParsedFeed, ParsedItem, ParsedLink, ParsedOrigin, ParsedPerson, ParsedTerm, ParsedText } from '../parsed.ts'
import { MAX_ITEMS } from '../parsed.ts'
import { isObject, type Json, listAt, textAt, textOfJson } from './json-values.ts'
import { parseJson } from './json-text.ts'
import { isRssInJson, parseRssInJson } from './rss-in-json.ts'

/**
 * @param text  begins with `{` or `[`
 * @param at    what is read, for errors
 * @throws FeedmillError `parse.malformed` with line and column, `parse.not_a_feed` where there is no list of items
 * @see https://www.jsonfeed.org/version/1.1/
 */
export function parseJsonFeed(text: string, at: string): ParsedFeed {
  const { value: feed, notes: cut } = parseJson(text, at)
  if (!isObject(feed)) throw new FeedmillError('parse.not_a_feed', at, 'this is a JSON list, not a JSON Feed')
  if (isRssInJson(feed)) return parseRssInJson(feed, cut)
  const { items } = feed
  if (!Array.isArray(items)) throw new FeedmillError('parse.not_a_feed', at, 'this is JSON without `items`, not a JSON Feed')
  const notes: Note[] = [...cut]
  const parsed = items.slice(0, MAX_ITEMS).flatMap((item: unknown, index) => {
    if (isObject(item)) return [jsonItem(item, index + 1)]
    notes.push({ code: 'item.skipped', message: `item ${index + 1}: not an object` })
    return []
  })
  if (items.length > MAX_ITEMS) notes.push({ code: 'items.capped', message: `${items.length} items, the first ${MAX_ITEMS} were read` })
  return { channel: jsonChannel(feed), items: parsed, notes }
}

function jsonChannel(feed: Json): ParsedFeed['channel'] {
  const version = /jsonfeed\.org\/version\/(\d[\d.]*)/u.exec(textAt(feed, 'version') ?? '')?.[1]
  return {
    format: version === undefined ? 'json feed' : `json feed ${version}`,
    title: plain(feed, 'title'),
    description: plain(feed, 'description'),
    links: [...link(feed, 'home_page_url', 'alternate'), ...link(feed, 'feed_url', 'self')],
    id: textAt(feed, 'feed_url'),
    language: textAt(feed, 'language'),
    updated: null,
    imageUrl: textAt(feed, 'icon') ?? textAt(feed, 'favicon'),
    rights: null,
    people: people(feed),
    base: null,
    hints: NO_HINTS,
  }
}

function jsonItem(item: Json, position: number): ParsedItem {
  return {
    position,
    guid: textAt(item, 'id'),
    guidIsPermalink: null,
    links: [...link(item, 'url', 'alternate'), ...link(item, 'external_url', 'related'), ...viaLinks(item)],
    title: plain(item, 'title'),
    summary: plain(item, 'summary'),
    content: html(item, 'content_html') ?? plain(item, 'content_text'),
    published: textAt(item, 'date_published'),
    updated: textAt(item, 'date_modified'),
    language: textAt(item, 'language'),
    people: people(item),
    terms: listAt(item, 'tags').flatMap(tag),
    enclosures: listAt(item, 'attachments').flatMap(attachment),
    imageUrl: textAt(item, 'image') ?? textAt(item, 'banner_image'),
    commentsUrl: null,
    rights: null,
    origin: originOf(objectAt(extension(item), 'source')),
    base: null,
  }
}

/** What Feedmill adds to an item: the feed it took it from, and where that had it from. */
function extension(item: Json): Json {
  return objectAt(item, '_feedmill')
}

function objectAt(of: Json, key: string): Json {
  const value = of[key]
  return isObject(value) ? value : {}
}

function originOf(source: Json): ParsedOrigin | null {
  const origin = { id: textAt(source, 'id'), title: textAt(source, 'title'), feedUrl: textAt(source, 'feed_url') }
  return Object.values(origin).every((part) => part === null) ? null : origin
}

function viaLinks(item: Json): ParsedLink[] {
  const via = objectAt(extension(item), 'via')
  const [found] = link(via, 'feed_url', 'via')
  return found === undefined ? link(via, 'id', 'via') : [found]
}

/** Version 1.1 has `authors`, version 1 `author`. */
function people(of: Json): ParsedPerson[] {
  const named = listAt(of, 'authors').flatMap(person)
  return named.length > 0 ? named : person(of['author'])
}

function person(author: unknown): ParsedPerson[] {
  const text = textOfJson(author)
  if (text !== null) return [{ text, name: null, email: null, url: null }]
  if (!isObject(author)) return []
  const [name, email, url] = [textAt(author, 'name'), textAt(author, 'email'), textAt(author, 'url')]
  return name === null && email === null && url === null ? [] : [{ text: null, name, email, url }]
}

function tag(value: unknown): ParsedTerm[] {
  const label = textOfJson(value) ?? (isObject(value) ? (textAt(value, 'name') ?? textAt(value, 'label')) : null)
  return label === null ? [] : [{ label, scheme: null, kind: 'tag' }]
}

function attachment(value: unknown): ParsedEnclosure[] {
  if (!isObject(value)) return []
  const url = textAt(value, 'url')
  const [type, length, duration] = [textAt(value, 'mime_type'), textAt(value, 'size_in_bytes'), textAt(value, 'duration_in_seconds')]
  return url === null ? [] : [{ url, type, length, duration, base: null }]
}

function link(of: Json, key: string, rel: string): ParsedLink[] {
  const href = textAt(of, key)
  return href === null ? [] : [{ href, rel, type: null, length: null, title: null, base: null }]
}

function plain(of: Json, key: string): ParsedText | null {
  const value = textAt(of, key)
  return value === null ? null : { value, type: 'text', base: null, language: null }
}

function html(of: Json, key: string): ParsedText | null {
  const text = plain(of, key)
  return text === null ? null : { ...text, type: 'html' }
}
