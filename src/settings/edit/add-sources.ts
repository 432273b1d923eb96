// A source written into the config's text: everything that stands there stays as it is, byte for byte. PURE.

import { isDeepStrictEqual } from 'node:util'
import { type Document, isMap, isNode, isScalar, isSeq, parseDocument, stringify, type YAMLSeq } from 'yaml'
import { FeedmillError } from '../../model/errors.ts'

/** A source to write down; null where nothing is to be said. */
export interface NewSource {
  readonly id: string
  readonly url: string // http(s), or a path
  readonly title: string | null
  readonly category: string | readonly string[] | null
}

/** A place in the config's text, and what is put there. */
interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/**
 * The config with more sources at the end of its list.
 *
 * What they bring from outside cannot name a variable of the environment: `${` is written so that it stays text.
 *
 * @param text  of the config
 * @param file  its path, for errors
 * @throws FeedmillError config.invalid where an id is taken, a URL is followed already, or the list is written in a way this cannot add to
 */
export function addSources(text: string, added: readonly NewSource[], file: string): string {
  const entries = added.map(entryOf)
  const document = parseDocument(text)
  const sources = sourcesIn(document)
  refuseKnown(sources, entries, file)
  const edit = editFor(text, document, entries)
  const result = edit === null ? text : text.slice(0, edit.from) + edit.text + text.slice(edit.to)
  if (isDeepStrictEqual(sourcesIn(parseDocument(result)), [...sources, ...entries])) return result
  const lines = entries.map((entry) => blockItem(entry, '  ', '\n')).join('')
  throw new FeedmillError('config.invalid', file, `its list of sources is written in a way that cannot be added to by a program; by hand:\n${lines}`)
}

interface Entry {
  readonly id: string
  readonly url: string
  readonly title?: string
  readonly category?: string | readonly string[]
}

function entryOf({ id, url, title, category }: NewSource): Entry {
  return {
    id,
    url: url.replaceAll('${', '%24{'),
    ...(title !== null && { title: withoutVariables(title) }),
    ...(category !== null && { category: typeof category === 'string' ? withoutVariables(category) : category.map(withoutVariables) }),
  }
}

function withoutVariables(text: string): string {
  return text.replaceAll('${', '$ {')
}

/** As plain values; none where the text is no config. */
function sourcesIn(document: Document): readonly unknown[] {
  if (document.errors.length > 0) return []
  const config: unknown = document.toJS({ maxAliasCount: 100 })
  const sources = typeof config === 'object' && config !== null && 'sources' in config ? config.sources : []
  return Array.isArray(sources) ? sources : []
}

function refuseKnown(sources: readonly unknown[], entries: readonly Entry[], file: string): void {
  const known = [...sources].map((source) => (typeof source === 'object' && source !== null ? source : {}) as { readonly id?: unknown; readonly url?: unknown })
  const ids = new Set(known.map(({ id }) => id))
  const followers = new Map(known.map(({ id, url }) => [url, id]))
  for (const { id, url } of entries) {
    if (ids.has(id)) throw new FeedmillError('config.invalid', file, `a source with the id "${id}" is there already`)
    if (followers.has(url)) throw new FeedmillError('config.invalid', file, `the source "${String(followers.get(url))}" follows ${url} already`)
    ids.add(id)
    followers.set(url, id)
  }
}

/** Null where there is no list that could be added to. */
function editFor(text: string, document: Document, entries: readonly Entry[]): Edit | null {
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) return null
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const list: unknown = document.get('sources', true)
  const fresh = lineEnd + entries.map((entry) => blockItem(entry, '  ', lineEnd)).join('')
  if (list === undefined) return { from: text.length, to: text.length, text: `${text === '' || text.endsWith('\n') ? '' : lineEnd}sources:${fresh}` }
  if (!isNode(list) || !list.range) return null
  const [start, end] = list.range
  if (isSeq(list) && list.items.length > 0) return list.flow === true ? intoFlow(list, entries) : intoBlock(text, list, entries, lineEnd)
  if (!isSeq(list) && !(isScalar(list) && list.value === null)) return null
  // `sources:`, or `sources: []`: the rest of the line stays, behind a comment's mark.
  const from = text.slice(0, start).trimEnd().length
  const lineAfter = text.indexOf('\n', end) + 1
  const rest = text.slice(end, lineAfter === 0 ? undefined : lineAfter).trim()
  return { from, to: lineAfter === 0 ? text.length : lineAfter, text: (rest === '' ? '' : ` ${rest}`) + fresh }
}

function intoFlow(list: YAMLSeq, entries: readonly Entry[]): Edit | null {
  const last = list.items.at(-1)
  if (!isNode(last) || !last.range) return null
  const at = last.range[1]
  return { from: at, to: at, text: entries.map((entry) => `, ${flowItem(entry)}`).join('') }
}

/** After the last item and the comments that are indented as it is; those further out speak of what follows. */
function intoBlock(text: string, list: YAMLSeq, entries: readonly Entry[], lineEnd: string): Edit {
  const [start = 0, end = text.length] = list.range ?? []
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const kept = withoutTrailing(text.slice(0, end), indent.length)
  const gap = hasGaps(text, list) ? lineEnd : ''
  const items = entries.map((entry) => gap + blockItem(entry, indent, lineEnd)).join('')
  return { from: kept.length, to: kept.length, text: (kept.endsWith('\n') ? '' : lineEnd) + items }
}

/** Without the blank lines at the end, and the comments there that stand further out than the list. */
function withoutTrailing(text: string, indent: number): string {
  let kept = text
  for (;;) {
    const line = kept.slice(kept.lastIndexOf('\n', kept.length - 2) + 1)
    const depth = line.length - line.trimStart().length
    const isOutside = line.trim() === '' || (line.trimStart().startsWith('#') && (depth < indent || depth === 0))
    if (line === '' || !isOutside) return kept
    kept = kept.slice(0, -line.length)
  }
}

/** Whether the last two items are set apart by an empty line. */
function hasGaps(text: string, list: YAMLSeq): boolean {
  const [before, last] = list.items.slice(-2).map((item) => (isNode(item) ? item.range?.[0] : undefined))
  return before !== undefined && last !== undefined && /\n[ \t]*\r?\n/u.test(text.slice(before, last))
}

function blockItem(entry: Entry, indent: string, lineEnd: string): string {
  const lines = stringify(entry, { lineWidth: 0 }).trimEnd().split('\n')
  return lines.map((line, i) => `${indent}${i === 0 ? '- ' : '  '}${line}${lineEnd}`).join('')
}

function flowItem(entry: Entry): string {
  return `{ ${Object.entries(entry).map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ')} }`
}
