// What a feed tells of each post, and where two feeds of the same posts differ.
import { readFileSync } from 'node:fs'
import { htmlToText } from '../../src/formats/html.ts'
import { parseDocument } from '../../src/ingest/parse/parse.ts'
import type { ParsedItem, ParsedText } from '../../src/ingest/parse/parsed.ts'

export interface Told {
  readonly id: string
  readonly link: string
  readonly at: number
  readonly updatedAt: number
  readonly terms: readonly string[] // sorted: their order means nothing
  readonly title: string
  readonly author: string
  readonly summary: string
}

/** By id. */
export function readTold(path: string): Map<string, Told> {
  return new Map(parseDocument(readFileSync(path), null, path).items.map((item) => [item.guid ?? '', toldBy(item)]))
}

function toldBy(item: ParsedItem): Told {
  return {
    id: item.guid ?? '',
    link: item.links.find(({ rel }) => rel === 'alternate')?.href ?? '',
    at: Date.parse(item.published ?? ''),
    updatedAt: Date.parse(item.updated ?? item.published ?? ''),
    terms: item.terms.map(({ label }) => label).sort(),
    title: plainOf(item.title),
    author: item.people.map(({ name }) => name).join(', '),
    summary: plainOf(item.summary).replaceAll(/\s+/gu, ' ').trim(),
  }
}

function plainOf(text: ParsedText | null): string {
  return text === null ? '' : text.type === 'text' ? text.value : htmlToText(text.value)
}

/** @returns  a line for each difference in these fields, and for each post that one of them lacks */
export function differences(theirs: ReadonlyMap<string, Told>, ours: ReadonlyMap<string, Told>, fields: readonly (keyof Told)[]): string[] {
  const ids = [...new Set([...theirs.keys(), ...ours.keys()])]
  return ids.flatMap((id) => {
    const [their, our] = [theirs.get(id), ours.get(id)]
    if (their === undefined || our === undefined) return [`${id}: only ${their === undefined ? 'Feedmill' : 'Jekyll'} has it`]
    return fields.flatMap((field) => {
      const [a, b] = [JSON.stringify(their[field]), JSON.stringify(our[field])]
      return a === b ? [] : [`${id}: ${field}: Jekyll ${a}, Feedmill ${b}`]
    })
  })
}
