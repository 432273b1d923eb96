// Fixed slugs written into the config's text: everything that stands there stays as it is, byte for byte. PURE.

import { isDeepStrictEqual } from 'node:util'
import { isMap, parseDocument, stringify, type YAMLMap } from 'yaml'
import { FeedmillError } from '../../model/errors.ts'
import { type Slug, termKey } from '../../model/taxonomy.ts'

export interface SlugsAdded {
  readonly text: string // of the config
  readonly added: number // those that were not there yet
}

/**
 * The config with more terms under `taxonomy.slugs`, at its end.
 *
 * @param text  of the config, which is known to be right
 * @param file  its path, for errors
 * @throws FeedmillError config.invalid where a term or slug has another partner already, or the place is written in a way this cannot add to
 */
export function addSlugs(text: string, slugs: ReadonlyMap<string, Slug>, file: string): SlugsAdded {
  const document = parseDocument(text)
  const written = slugsIn(text)
  const fresh = withoutKnown(slugs, written, file)
  if (fresh.length === 0) return { text, added: 0 }
  const taxonomy = document.get('taxonomy', true)
  const list = document.getIn(['taxonomy', 'slugs'], true)
  const inserted = insert(text, isMap(taxonomy) ? taxonomy : null, isMap(list) ? list : null, fresh)
  const result = isOfWindows(text) ? inserted.replaceAll(/\r?\n/gu, '\r\n') : inserted
  if (isDeepStrictEqual(slugsIn(result), { ...written, ...Object.fromEntries(fresh) })) return { text: result, added: fresh.length }
  throw new FeedmillError('config.invalid', file, `its taxonomy is written in a way that cannot be added to by a program; by hand:\n${block('  slugs:', '    ', fresh)}`)
}

function slugsIn(text: string): Readonly<Record<string, unknown>> {
  const document = parseDocument(text)
  if (document.errors.length > 0) return {} // a key that stands there twice, for one
  const config = document.toJS({ maxAliasCount: 100 }) as { readonly taxonomy?: { readonly slugs?: Readonly<Record<string, unknown>> } | null } | null
  return config?.taxonomy?.slugs ?? {}
}

type Pair = readonly [term: string, slug: Slug]

function withoutKnown(slugs: ReadonlyMap<string, Slug>, written: Readonly<Record<string, unknown>>, file: string): Pair[] {
  const slugOf = new Map(Object.entries(written).map(([term, slug]) => [termKey(term), slug]))
  const termOf = new Map(Object.entries(written).map(([term, slug]) => [slug, term]))
  return [...slugs].filter(([term, slug]) => {
    const key = termKey(term)
    if (slugOf.get(key) === slug) return false
    if (slugOf.has(key)) throw new FeedmillError('config.invalid', file, `"${term}" has the slug "${String(slugOf.get(key))}", not "${slug}"`)
    if (termOf.has(slug)) throw new FeedmillError('config.invalid', file, `the slug "${slug}" is that of "${termOf.get(slug)}", not of "${term}"`)
    slugOf.set(key, slug)
    termOf.set(slug, term)
    return true
  })
}

function insert(text: string, taxonomy: YAMLMap | null, list: YAMLMap | null, pairs: readonly Pair[]): string {
  if (list !== null && list.items.length > 0) return intoMap(text, list, pairs, '', '  ')
  if (taxonomy !== null && list === null && taxonomy.items.length > 0) return intoMap(text, taxonomy, pairs, 'slugs', '  ')
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}taxonomy:\n${block('  slugs:', '    ', pairs)}`
}

/** Each of its lines ends as Windows ends them. */
function isOfWindows(text: string): boolean {
  return text.includes('\n') && !/(?<!\r)\n/u.test(text)
}

/** @param name  of a mapping of its own that the pairs go into; '' for none */
function intoMap(text: string, map: YAMLMap, pairs: readonly Pair[], name: string, step: string): string {
  const [start = 0, end = 0] = map.range ?? []
  if (map.flow === true) {
    const inside = pairs.map(([term, slug]) => `${JSON.stringify(term)}: ${stringify(slug).trimEnd()}`).join(', ')
    const kept = text.slice(0, end - 1).trimEnd()
    return `${kept}, ${name === '' ? inside : `${name}: { ${inside} }`} }${text.slice(end)}`
  }
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const kept = text.slice(0, end).trimEnd()
  const lines = name === '' ? linesOf(indent, pairs) : block(`${indent}${name}:`, indent + step, pairs)
  return `${kept}\n${lines}${text.slice(kept.length).replace(/^[ \t]*\r?\n/u, '')}`
}

function block(head: string, indent: string, pairs: readonly Pair[]): string {
  return `${head}\n${linesOf(indent, pairs)}`
}

function linesOf(indent: string, pairs: readonly Pair[]): string {
  return pairs.map(([term, slug]) => `${indent}${stringify({ [term]: slug }, { lineWidth: 0 })}`).join('')
}
