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

/** Of them, those that say that a source answers, but something of it cannot be read: visit for visit until somebody mends it. */
const LACKS: ReadonlySet<NoteCode> = new Set(['posts.misplaced', 'post.invalid', 'list.failed', 'document.cut', 'items.capped'])
const MAX_LACKS = 10 // told of one source

/** Whether a document ended in the middle: what there is of it does not stand for all. */
export function isCut(notes: readonly Note[]): boolean {
  return notes.some(({ code }) => code === 'document.cut')
}

export function lacksAmong(notes: readonly Note[]): readonly Note[] {
  return notes.filter(({ code }) => LACKS.has(code)).slice(0, MAX_LACKS)
}

/** For the operator to see that what was taken down stays so. */
export function retractedNotes(count: number): Note[] {
  return count === 0 ? [] : [{ code: 'item.retracted', message: `${count === 1 ? '1 item was' : `${count} items were`} left out, as retracted` }]
}
