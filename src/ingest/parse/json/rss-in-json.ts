// RSS in JSON: RSS's own elements as keys. It is turned into those elements and then read as RSS is.

import type { XmlElement } from '../../../formats/xml-read.ts'
import type { Note } from '../../../model/note.ts'
import { MAX_ITEMS, type ParsedFeed } from '../parsed.ts'
import { rssChannel, rssItem } from '../rss.ts'
import { isObject, type Json, textOfJson } from './json-values.ts'

const MAX_DEPTH = 20 // what is nested deeper is nothing of ours

export function isRssInJson(value: Json): boolean {
  return isObject(value['rss']) && isObject(value['rss']['channel'])
}

/** @see https://github.com/scripting/Scripting-News/blob/master/rss-in-json/README.md */
export function parseRssInJson({ rss }: Json, notes: readonly Note[]): ParsedFeed {
  const channel = isObject(rss) ? element('channel', rss['channel'], 0) : element('channel', {}, 0)
  const items = channel.named.get('item') ?? []
  const capped: Note[] = items.length > MAX_ITEMS ? [{ code: 'items.capped', message: `${items.length} items, the first ${MAX_ITEMS} were read` }] : []
  return {
    channel: rssChannel(channel, 'rss 2.0 in json'),
    items: items.slice(0, MAX_ITEMS).map((item, index) => rssItem(item, index + 1)),
    notes: [...notes, ...capped],
  }
}

/** A key is an attribute as well as a child: JSON does not tell them apart. `#value` is the text of an element that has attributes. */
function element(name: string, value: unknown, depth: number): XmlElement {
  const entries = isObject(value) && depth < MAX_DEPTH ? Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inner] as const) : []
  const inner = entries.filter(([key]) => key !== '#value')
  const children = inner.flatMap(([key, held]) => (Array.isArray(held) ? held : [held]).map((one) => element(key, one, depth + 1)))
  const text = textOfJson(isObject(value) ? value['#value'] : value)
  return {
    name,
    attributes: inner.flatMap(([key, held]) => (isObject(held) || Array.isArray(held) ? [] : [key, String(held)])),
    children: text === null ? children : [text],
    named: Map.groupBy(children, (child) => child.name),
    base: null,
    language: null,
  }
}
