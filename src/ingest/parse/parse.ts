// A document's bytes to what it says: the format is told from the body, whatever its label or name.
// A bad item is a note; only what holds no feed at all is an error, which says what came instead.

import { dropForbidden } from '../../formats/html.ts'
import { FeedmillError } from '../../model/errors.ts'
import type { Note } from '../../model/note.ts'
import { decodeText } from './decode.ts'
import { parseJsonFeed } from './json/json-feed.ts'
import { describeBinary } from './not-a-feed.ts'
import type { ParsedFeed } from './parsed.ts'
import { parseXmlFeed } from './xml-feed.ts'

/**
 * @param contentType  as HTTP sent it; only its charset counts
 * @param at           the URL or path that was read, for errors
 * @throws FeedmillError `parse.empty`, `parse.not_a_feed`, `parse.malformed` (with `:LINE:COLUMN` in its place)
 */
export function parseDocument(bytes: Uint8Array, contentType: string | null, at: string): ParsedFeed {
  const binary = describeBinary(bytes)
  if (binary !== null) throw new FeedmillError('parse.not_a_feed', at, `this is ${binary}, not a feed`)
  const { text, notes } = decodeText(bytes, contentType)
  const allowed = dropForbidden(text)
  const start = allowed.search(/\S/u)
  if (start === -1) throw new FeedmillError('parse.empty', at, bytes.length === 0 ? 'the document is empty' : 'the document is blank')
  const isJson = allowed[start] === '{' || allowed[start] === '['
  const parsed = isJson ? parseJsonFeed(allowed, at) : parseXmlFeed(allowed, at)
  return { ...parsed, notes: [...notes, ...forbidden(text.length - allowed.length), ...parsed.notes] }
}

function forbidden(count: number): Note[] {
  return count === 0 ? [] : [{ code: 'text.forbidden', message: `${count} control characters were dropped` }]
}
