// JSON text to a value; of a text that is cut, what was whole. What is wrong with it is said with line and column.

import { placeOf } from '../../../formats/xml-read.ts'
import { FeedmillError } from '../../../model/errors.ts'
import type { Note } from '../../../model/note.ts'

/**
 * @param at  what is read, for errors
 * @throws FeedmillError `parse.malformed`, with `:LINE:COLUMN` in its place
 */
export function parseJson(text: string, at: string): { readonly value: unknown; readonly notes: readonly Note[] } {
  try {
    return { value: parseExactly(text), notes: [] }
  } catch (error) {
    const offset = offsetOfError(text)
    const isCut = offset >= text.length
    const whole = isCut ? wholePart(text) : null
    const reason = isCut ? 'the document ends in the middle' : 'not valid JSON'
    if (whole === null) throw new FeedmillError('parse.malformed', `${at}:${placeOf(text, offset)}`, reason, error)
    return { value: parseExactly(whole), notes: [{ code: 'document.cut', message: `${placeOf(text, offset)}: ${reason}; its whole items were read` }] }
  }
}

const LONG_NUMBER = /[:,[]\s*-?\d{16}/u // as text it may stand in a string too: then the slower way is taken for nothing

/** Integers that a number cannot hold are the text of their digits: identifiers of 18 digits would become one another. */
function parseExactly(text: string): unknown {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text)
  try {
    return JSON.parse(text, exactly as (key: string, value: unknown) => unknown)
  } catch (error) {
    if (error instanceof RangeError) return JSON.parse(text) // nested deeper than a reviver can go
    throw error
  }
}

/** @see https://github.com/tc39/proposal-json-parse-with-source */
function exactly(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  const isRounded = typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/u.test(source)
  return isRounded ? source : value
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

/**
 * The text up to the last whole object of its outermost list of objects, with what is open there closed; null where no object ended.
 * @param text  JSON that ends too early and is sound up to there
 */
function wholePart(text: string): string | null {
  const open: string[] = []
  let whole: { readonly end: number; readonly closing: string; readonly depth: number } | null = null
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '"') at = endOfString(text, at)
    if (sign === '{' || sign === '[') open.push(sign === '{' ? '}' : ']')
    if (sign === '}' || sign === ']') open.pop()
    const isListed = sign === '}' && open.at(-1) === ']' && open.length <= (whole?.depth ?? Infinity)
    if (isListed) whole = { end: at + 1, closing: open.toReversed().join(''), depth: open.length }
  }
  return whole === null ? null : text.slice(0, whole.end) + whole.closing
}

/** Where the string that opens at `start` has its closing quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
