// What the store keeps of an item; of a JSON API's record its own JSON, not what the fields of the config made of it, so that changed
// fields are applied to what is stored. Pure.

import type { Arrival, StoredArticle } from '../../store/store.ts'
import { filledFields, type RecordReader, termsBeyond, withAnswer, withTerms } from '../parse/json/records.ts'
import type { ParsedItem, ParsedTerm } from '../parse/parsed.ts'
import { bytesOfItem, readKept } from './kept.ts'
import type { Derived, RawItem, Rules } from './normalize.ts'

/** An item as it is kept, with its identity. */
export interface KeptItem extends RawItem {
  readonly key: string
  readonly detailed?: readonly string[] // parts that a detail call brought; absent: none was made
}

/** The same of a record. */
interface KeptRecord extends Omit<KeptItem, 'item' | 'detailed'> {
  readonly record: unknown
  readonly base: string // of the list
  readonly answer?: { readonly base: string; readonly value: unknown } // of its detail call
  readonly more: readonly ParsedTerm[] // that other lists have of it
}

/** An upstream article on its way in, with all that it can be made from again. Its place in the document is no part of that. */
export function arrivalOf({ key, article, raw }: Derived, rules: Rules, detailed?: readonly string[]): Arrival {
  const kept: KeptItem = { key, ...raw, item: { ...raw.item, position: 0 }, ...(detailed && { detailed }) }
  return { article, raw: bytesOfItem(rules.reader === undefined ? kept : packed(kept, rules.reader)), complete: true }
}

/** Null where the rules of now find no record in what is kept. */
export function keptItem({ raw }: Pick<StoredArticle, 'raw'>, { reader }: Rules): KeptItem | null {
  return unpacked(readKept(raw) as KeptItem | KeptRecord, reader)
}

/** @returns what is to be kept: the item itself, where it is no record */
export function packed(kept: KeptItem, reader: RecordReader): KeptItem | KeptRecord {
  const { item, detailed, ...rest } = kept
  if (item.said === undefined || (detailed !== undefined && item.said.answer === undefined)) return kept
  const { record, answer } = item.said
  const own: KeptRecord = { ...rest, record, base: item.base ?? '', ...(answer !== undefined && { answer }), more: [] }
  const again = itemOf(own, reader)
  return again === null ? kept : { ...own, more: termsBeyond(again.terms, item.terms) }
}

/** @returns the item by the fields of now; null where they find in it no record at all */
export function unpacked(kept: KeptItem | KeptRecord, reader: RecordReader | undefined): KeptItem | null {
  if (!('record' in kept)) return kept
  const { record: _record, base: _base, answer, more: _more, ...rest } = kept
  const item = reader === undefined ? null : itemOf(kept, reader)
  if (item === null) return null
  const detail = answer === undefined ? null : (reader?.readDetail(answer.value, answer.base) ?? null)
  return { ...rest, item, ...(answer !== undefined && { detailed: detail === null ? [] : filledFields(detail) }) }
}

function itemOf({ record, base, answer, more }: KeptRecord, reader: RecordReader): ParsedItem | null {
  const listed = reader.readRecord(record, base)
  const detail = answer === undefined ? null : reader.readDetail(answer.value, answer.base)
  if (listed === null) return null
  const item = detail === null ? { ...listed, said: { record, ...(answer !== undefined && { answer }) } } : withAnswer(listed, detail)
  return { ...item, terms: withTerms(item.terms, more) }
}

/** Whether two readings say the same. Where they stood in their lists, and what no field takes from them, does not matter. */
export function isSameItem(one: ParsedItem, other: ParsedItem): boolean {
  return spelled(one) === spelled(other)
}

function spelled({ said: _said, position: _position, ...item }: ParsedItem): string {
  return JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
}
