// When an item was published and changed, as far as its document says so in a way that can be read.

import { parseDate } from '../../formats/dates.ts'
import type { EpochMs } from '../../model/article.ts'
import type { Note } from '../../model/note.ts'
import type { ParsedItem } from '../parse/parsed.ts'

export interface Times {
  readonly publishedAt: EpochMs | null // falls back on updatedAt: many Atom feeds have no other date
  readonly claimedAt: EpochMs | null // without that fallback: an `updated` that moves at every request is no revision
  readonly updatedAt: EpochMs | null
  readonly notes: readonly Note[]
}

/** @param timezone  IANA name, for dates without a zone */
export function timesOf(item: ParsedItem, timezone: string): Times {
  const claimedAt = item.published === null ? null : parseDate(item.published, timezone)
  const updatedAt = item.updated === null ? null : parseDate(item.updated, timezone)
  const unreadable = [...unread(item.published, claimedAt), ...unread(item.updated, updatedAt)]
  return { publishedAt: claimedAt ?? updatedAt, claimedAt, updatedAt, notes: unreadable.map((text) => unreadableNote(item, text)) }
}

function unreadableNote({ position }: ParsedItem, text: string): Note {
  return { code: 'date.unreadable', message: `item ${position}: cannot read the date ${text}` }
}

function unread(text: string | null, at: EpochMs | null): string[] {
  return text === null || at !== null ? [] : [JSON.stringify(text.slice(0, 80))]
}
