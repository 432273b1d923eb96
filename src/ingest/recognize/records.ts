// What becomes of the records of a JSON API: new articles, articles said anew, records that wait for their detail call. Pure.

import type { ArticleId } from '../../model/article.ts'
import { likenessOf } from '../../model/identity.ts'
import type { Note } from '../../model/note.ts'
import type { JsonSource, PendingRecord } from '../../model/source.ts'
import type { Arrival, StoredArticle } from '../../store/store.ts'
import { arrivalOf, isSameItem, type KeptItem, keptItem } from '../normalize/kept-record.ts'
import { type Derived, deriveArticle, NO_FEED, type Rules } from '../normalize/normalize.ts'
import { filledFields, withAnswer, withParts, withTerms } from '../parse/json/records.ts'
import type { ParsedItem } from '../parse/parsed.ts'

/** A record of a list, by the rules of the source an article, though perhaps without its text. */
export interface DraftRecord {
  readonly derived: Derived
  readonly detailUrl: string | null
  readonly mentions: readonly Mention[]
}

/** A list that has a record, with what it says of that. */
export interface Mention {
  readonly list: string // its address
  readonly item: ParsedItem
  readonly digest: string | null // listing.ts; null: the record is to be read each time
}

/** A record that is an article now: with its detail, or for now without. */
export interface Settled {
  readonly record: PendingRecord
  readonly detail: ParsedItem | null
}

export interface Sorted {
  readonly arrivals: readonly Arrival[]
  readonly waiting: readonly PendingRecord[] // for a detail call; those of earlier runs first
  readonly notes: readonly Note[]
}

/**
 * @param pending  records that wait, by the identities that their lists give them now; those of earlier runs first
 * @param bases    the addresses of the lists: an article from another one, which the config names no more, belongs to whichever has it now
 */
export function sortOut(
  source: JsonSource,
  records: readonly DraftRecord[],
  known: ReadonlyMap<ArticleId, StoredArticle>,
  pending: ReadonlyMap<ArticleId, PendingRecord>,
  rules: Rules,
  bases: ReadonlySet<string>,
): Sorted {
  const waiting = new Map(pending)
  const arrivals: Arrival[] = []
  const notes: Note[] = []
  for (const draft of records) {
    const { derived, detailUrl } = draft
    const { id } = derived.article
    const stored = known.get(id)
    const kept = stored === undefined ? null : keptItem(stored, rules)
    if (kept !== null) arrivals.push(...revised(draft, kept, rules, bases))
    if (source.detail === null || detailUrl === null || kept?.detailed !== undefined) {
      if (kept === null) arrivals.push(arrivalOf(derived, rules))
      if (kept === null && source.detail !== null) notes.push({ code: 'item.incomplete', message: `${derived.key}: published without a detail, as it lacks what the address of its call is made of` })
      waiting.delete(id)
    } else {
      waiting.set(id, waitingRecord(draft, detailUrl, waiting.get(id), kept, bases))
    }
  }
  if (source.detail !== null) return { arrivals, waiting: [...waiting.values()], notes }
  return { arrivals: [...arrivals, ...[...waiting.values()].map((record) => settle({ record, detail: null }, rules))], waiting: [], notes }
}

/** It waits as the article is, where it is one already. Under another identity than before it is what its list says now. */
function waitingRecord(draft: DraftRecord, url: string, before: PendingRecord | undefined, kept: KeptItem | null, bases: ReadonlySet<string>): PendingRecord {
  const { article, key, raw } = draft.derived
  const named = { id: article.id, key, url, likeness: likenessOf(article), ...(raw.pinned !== undefined && { pinned: raw.pinned }) }
  const known = before === undefined ? (kept?.item ?? raw.item) : (JSON.parse(before.item) as ParsedItem)
  const said = before !== undefined && before.id !== article.id ? raw.item : (saidByItsList(draft, known, bases) ?? known)
  const item = { ...said, terms: withTerms(known.terms, raw.item.terms) }
  return { failures: 0, ...before, ...named, item: JSON.stringify(item), shown: before?.shown === true || kept !== null }
}

/** What a list says now of an article that we have; none where that is nothing new. A detail's parts stay. */
function revised(draft: DraftRecord, kept: KeptItem, rules: Rules, bases: ReadonlySet<string>): Arrival[] {
  const { raw } = draft.derived
  const said = saidByItsList(draft, kept.item, bases)
  const listed = said === null ? kept.item : relisted(said, kept)
  const item = { ...listed, terms: withTerms(kept.item.terms, raw.item.terms) }
  const pinned = raw.pinned ?? kept.pinned
  if (pinned === kept.pinned && isSameItem(item, kept.item)) return []
  const again = { item, feed: NO_FEED, ...(pinned !== undefined && { pinned }) }
  return [arrivalOf({ key: kept.key, raw: again, article: deriveArticle(again, kept.key, rules).article }, rules, kept.detailed)]
}

/**
 * What the list that an item is from says of it now; null where only others have it. Those add their terms and change nothing else, else an
 * article in two lists would change whenever one of them is read without the other.
 */
function saidByItsList({ derived, mentions }: DraftRecord, { base }: ParsedItem, bases: ReadonlySet<string>): ParsedItem | null {
  return mentions.find(({ item }) => item.base === base)?.item ?? (bases.has(base ?? '') ? null : derived.raw.item)
}

function relisted(listed: ParsedItem, { item: { said, ...item }, detailed }: KeptItem): ParsedItem {
  const again = withParts(listed, item, detailed ?? [])
  return listed.said === undefined ? again : { ...again, said: { ...listed.said, ...(said?.answer !== undefined && { answer: said.answer }) } }
}

/** The article of a record that waited: complete, or for now without its detail. */
export function settle({ record, detail }: Settled, rules: Rules): Arrival {
  const listed = JSON.parse(record.item) as ParsedItem
  const parts = detail === null ? undefined : filledFields(detail)
  const item = detail === null ? listed : withAnswer(listed, detail)
  const raw = { item, feed: NO_FEED, ...(record.pinned !== undefined && { pinned: record.pinned }) }
  return arrivalOf({ key: record.key, raw, article: deriveArticle(raw, record.key, rules).article }, rules, parts)
}
