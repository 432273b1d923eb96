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

const NO_NOTES: readonly Note[] = []

/** @param timezone  IANA name, for dates without a zone */
export function timesOf(item: ParsedItem, timezone: string): Times {
  const claimedAt = item.published === null ? null : parseDate(item.published, timezone)
  const updatedAt = item.updated === null ? null : parseDate(item.updated, timezone)
  const notes = [...unread(item, item.published, claimedAt), ...unread(item, item.updated, updatedAt)]
  return { publishedAt: claimedAt ?? updatedAt, claimedAt, updatedAt, notes }
}

function unread({ position }: ParsedItem, text: string | null, at: EpochMs | null): readonly Note[] {
  if (text === null || at !== null) return NO_NOTES
  return [{ code: 'date.unreadable', message: `item ${position}: cannot read the date ${JSON.stringify(text.slice(0, 80))}` }]
}
