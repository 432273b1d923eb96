// A complaint that stops nothing: what pure code hands back instead of logging. docs/errors.md explains each code.

export const NOTE_CODES = [
  'document.cut',
  'document.malformed',
  'encoding.guessed',
  'encoding.replaced',
  'text.forbidden',
  'item.skipped',
  'item.incomplete',
  'item.retracted',
  'item.returned',
  'items.capped',
  'source.renumbered',
  'source.pruned',
  'list.failed',
  'detail.failed',
  'date.unreadable',
  'posts.misplaced',
  'post.skipped',
  'post.invalid',
  'post.hint',
  'term.dropped',
  'term.moved',
] as const
export type NoteCode = (typeof NOTE_CODES)[number]

export interface Note {
  readonly code: NoteCode
  /** One sentence, with the place in front where there is one (`FILE:LINE:COLUMN: …`, `item 3: …`). */
  readonly message: string
}
