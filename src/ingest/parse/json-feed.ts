// JSON Feed 1.0 and 1.1: what each key says, whatever type it turns out to have. A wrongly typed part is passed over.
// Keys are only ever read by names of ours: `__proto__` and its kin are no keys of ours.

import { dropForbidden } from '../../formats/html.ts'
import { placeOf } from '../../formats/xml-read.ts'
import { FeedmillError } from '../../model/errors.ts'
import type { Note } from '../../model/note.ts'
import type { ParsedEnclosure, ParsedFeed, ParsedHints, ParsedItem, ParsedLink, ParsedPerson, ParsedTerm, ParsedText } from './parsed.ts'
import { MAX_ITEMS } from './parsed.ts'

type Json = Readonly<Record<string, unknown>>

const NO_HINTS: ParsedHints = { ttl: null, updatePeriod: null, updateFrequency: null, skipHours: [], skipDays: [] }

/**
 * @param text  begins with `{` or `[`
 * @param at    what is read, for errors
 * @throws FeedmillError `parse.malformed` with line and column, `parse.not_a_feed` where there is no list of items
 * @see https://www.jsonfeed.org/version/1.1/
 */
export function parseJsonFeed(text: string, at: string): ParsedFeed {
  const feed = parseJson(text, at)
  if (!isObject(feed)) throw new FeedmillError('parse.not_a_feed', at, 'this is a JSON list, not a JSON Feed')
  const { items } = feed
  if (!Array.isArray(items)) throw new FeedmillError('parse.not_a_feed', at, 'this is JSON without `items`, not a JSON Feed')
  const notes: Note[] = []
  const parsed = items.slice(0, MAX_ITEMS).flatMap((item: unknown, index) => {
    if (isObject(item)) return [jsonItem(item, index + 1)]
    notes.push({ code: 'item.skipped', message: `item ${index + 1}: not an object` })
    return []
  })
  if (items.length > MAX_ITEMS) notes.push({ code: 'items.capped', message: `${items.length} items, the first ${MAX_ITEMS} were read` })
  return { channel: jsonChannel(feed), items: parsed, notes }
}

function parseJson(text: string, at: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const offset = offsetOfError(text)
    const reason = offset >= text.length ? 'the document ends in the middle' : 'not valid JSON'
    throw new FeedmillError('parse.malformed', `${at}:${placeOf(text, offset)}`, reason, error)
  }
}

/** The longest beginning that could still become JSON; the engine itself names a place for some mistakes only. */
function offsetOfError(text: string): number {
  let [sound, broken] = [0, text.length + 1]
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1
    if (couldGoOn(text.slice(0, middle))) sound = middle
    else broken = middle
  }
  return sound
}

function couldGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return true
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    const position = /position (\d+)/u.exec(reason)?.[1]
    return reason.startsWith('Unexpected end') || reason.startsWith('Unterminated') || Number(position ?? -1) >= beginning.length
  }
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
    links: [...link(item, 'url', 'alternate'), ...link(item, 'external_url', 'related')],
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
    origin: null,
    base: null,
  }
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

// --- JSON

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listAt(of: Json, key: string): readonly unknown[] {
  const value = of[key]
  return Array.isArray(value) ? value : []
}

function textAt(of: Json, key: string): string | null {
  return textOfJson(of[key])
}

/** A number is what its digits say: ids of version 1 may be numbers. */
function textOfJson(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return null
  const text = clean(value)
  return text === '' ? null : text
}

/** JSON can spell characters that no XML may hold. */
function clean(text: string): string {
  return dropForbidden(text).trim()
}
