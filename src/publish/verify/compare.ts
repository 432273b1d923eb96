// Two readings of one feed side by side: what the second one says otherwise than the first, as far as both formats can say it. Pure.

import type { Filled, ReadEnclosure, ReadEntry, ReadFeed, ReadTerm } from './read-feed.ts'

const SHOWN = 80 // characters of a text that differs
const BEFORE = 20 // of them before the first that does

/** A reading and what to call it: a path, or `the store`. */
interface Reading {
  readonly name: string
  readonly feed: Pick<ReadFeed, 'title' | 'entries' | 'fills'>
}

/** @returns what is to be said of `other`, in words, beginning with a verb or the entry it is about */
export function compareReadings(first: Reading, other: Reading): string[] {
  const title = first.feed.title === other.feed.title ? [] : [`is titled ${shown(other.feed.title)}, ${first.name} ${shown(first.feed.title)}`]
  return [...title, ...compareIds(first, other), ...compareEntries(first, other)]
}

function compareIds(first: Reading, other: Reading): string[] {
  const [expected, found] = [idsOf(first), idsOf(other)]
  const [expectedIds, foundIds] = [new Set(expected), new Set(found)]
  const lacking = [...expectedIds].filter((id) => !foundIds.has(id)).map((id) => `lacks the entry ${shown(id)} that ${first.name} has`)
  const surplus = [...foundIds].filter((id) => !expectedIds.has(id)).map((id) => `has the entry ${shown(id)} that ${first.name} has not`)
  if (lacking.length + surplus.length > 0) return [...lacking, ...surplus]
  if (expected.length !== found.length) return [`has ${found.length} entries, ${first.name} has ${expected.length}`]
  return expected.every((id, index) => id === found[index]) ? [] : [`has its entries in another order than ${first.name}`]
}

function idsOf({ feed }: Reading): (string | null)[] {
  return feed.entries.map(({ id }) => id)
}

function compareEntries(first: Reading, other: Reading): string[] {
  const expected = new Map(first.feed.entries.map((entry) => [entry.id, entry]))
  return other.feed.entries.flatMap((entry) => {
    const twin = expected.get(entry.id)
    if (twin === undefined) return []
    return [...compareFields(twin, entry), ...compareFilled([twin, first.feed.fills], [entry, other.feed.fills])].map((what) => `entry ${shown(entry.id)}: ${what} in ${first.name}`)
  })
}

function compareFields(a: ReadEntry, b: ReadEntry): string[] {
  const [terms, otherTerms] = withTerms(a.terms, b.terms)
  return [
    ...SAID.flatMap(([field, name]) => compareTexts(name, a[field], b[field])),
    ...compareTexts('categories', terms, otherTerms),
    ...compareEnclosures(a.enclosures, b.enclosures),
  ]
}

type Filling = readonly [entry: ReadEntry, fills: readonly Filled[]]

/** What one of the two lacks may be missing where the other puts something in its place. */
function compareFilled([a, aFills]: Filling, [b, bFills]: Filling): string[] {
  const texts: Readonly<Record<Filled, readonly [string | null, string | null]>> = {
    summary: [a.summary, b.summary],
    authors: [a.authors.join(', ') || null, b.authors.join(', ') || null],
  }
  return (Object.keys(texts) as Filled[]).flatMap((field) => {
    const [ours, theirs] = texts[field]
    const isFilled = (ours === null && bFills.includes(field)) || (theirs === null && aFills.includes(field))
    return isFilled ? [] : compareTexts(field, ours, theirs)
  })
}

/** What every format says, or leaves out, as the others do. */
const SAID = [
  ['title', 'title'],
  ['url', 'link'],
  ['publishedAt', 'date'],
  ['updatedAt', 'time of its last change'],
  ['content', 'text'],
  ['imageUrl', 'image'],
  ['source', 'source'],
] as const

function compareTexts(name: string, a: string | null, b: string | null): string[] {
  if (a === b) return []
  const from = a === null || b === null ? 0 : whereTheyPart(a, b)
  return [`${name} ${shownFrom(b, from)}, ${shownFrom(a, from)}`]
}

function whereTheyPart(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return at
}

function shownFrom(text: string | null, from: number): string {
  return shown(text === null || from < SHOWN ? text : `…${text.slice(from - BEFORE)}`)
}

/** Each label once and without schemes where one of the two formats knows none, as JSON Feed does. */
function withTerms(a: readonly ReadTerm[], b: readonly ReadTerm[]): readonly [string, string] {
  const hasSchemes = [...a, ...b].every(({ scheme }) => scheme !== null)
  const spelled = (terms: readonly ReadTerm[]): string =>
    hasSchemes ? terms.map(({ label, scheme }) => `${label} (${scheme ?? ''})`).join(', ') : [...new Set(terms.map(({ label }) => label))].join(', ')
  return [spelled(a), spelled(b)]
}

/** By address: each attached file is in both, of one type and one size. */
function compareEnclosures(a: readonly ReadEnclosure[], b: readonly ReadEnclosure[]): string[] {
  const known = new Map(a.map((enclosure) => [enclosure.url, enclosure]))
  const urls = new Set(b.map(({ url }) => url))
  const lacking = a.filter(({ url }) => !urls.has(url)).map(({ url }) => `attachment none, ${shown(url)}`)
  const differing = b.flatMap(({ url, mediaType, bytes }) => {
    const twin = known.get(url)
    if (twin === undefined) return [`attachment ${shown(url)}, none`]
    if (twin.mediaType !== mediaType) return [`attachment ${shown(url)} is ${shown(mediaType)}, ${shown(twin.mediaType)}`]
    return twin.bytes === bytes ? [] : [`attachment ${shown(url)} has ${bytes ?? 'no'} bytes, ${twin.bytes ?? 'no'}`]
  })
  return [...lacking, ...differing]
}

/** A text of a document inside a line of ours: quoted, on one line, not endless. */
function shown(text: string | null): string {
  if (text === null) return 'none'
  return JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…`.toWellFormed() : text.toWellFormed())
}
