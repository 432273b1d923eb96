// The views of a config of the right form, and what of them concerns the rest of it. Pure.

import type { SourceId } from '../../model/article.ts'
import type { Condition, View } from '../../model/feed.ts'
import { canonicalTerm, type Taxonomy, termKey, type TermKey, type TermKind } from '../../model/taxonomy.ts'
import type { Readable, ReadableCondition } from '../checks/readable.ts'
import { nearest } from '../checks/nearest.ts'
import type { ConfigPath, Problem } from '../checks/source-map.ts'
import type { ConditionConfig, ViewConfig } from './view-schema.ts'

export function buildViews(views: readonly ViewConfig[], taxonomy: Taxonomy): View[] {
  return views.map(({ id, title, description, where, age }) => ({
    id,
    title,
    description: description ?? '',
    where: buildCondition(where, taxonomy),
    age: age ?? null,
  }))
}

/** What stands side by side must all fit. */
function buildCondition(written: ConditionConfig, taxonomy: Taxonomy): Condition {
  const { sources, categories, tags, words, languages, all, any: some, not } = written
  const parts: Condition[] = [
    ...(sources === undefined ? [] : [{ kind: 'sources' as const, ids: listOf(sources) as SourceId[] }]),
    ...(categories === undefined ? [] : [termsCondition('category', listOf(categories), taxonomy)]),
    ...(tags === undefined ? [] : [termsCondition('tag', listOf(tags), taxonomy)]),
    ...(words === undefined ? [] : [{ kind: 'words' as const, words: listOf(words) }]),
    ...(languages === undefined ? [] : [{ kind: 'languages' as const, languages: listOf(languages) }]),
    ...(all ?? []).map((part) => buildCondition(part, taxonomy)),
    ...(some === undefined ? [] : [{ kind: 'any' as const, of: some.map((part) => buildCondition(part, taxonomy)) }]),
    ...(not === undefined ? [] : [{ kind: 'not' as const, of: buildCondition(not, taxonomy) }]),
  ]
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { kind: 'all', of: parts }
}

/** A term that the taxonomy drops is on no article: it fits none. */
function termsCondition(of: TermKind, labels: readonly string[], taxonomy: Taxonomy): Condition {
  const keyOf = (label: string): TermKey => termKey(canonicalTerm(taxonomy, label)?.label ?? label)
  return { kind: 'terms', of, keys: labels.map(keyOf) }
}

function listOf(written: string | readonly string[]): string[] {
  return typeof written === 'string' ? [written] : [...written]
}

/** Two views of one name, and sources that are not there. */
export function viewProblems({ views = [], sources = [] }: Readable, at: (path: ConfigPath, message: string) => Problem): Problem[] {
  const known = sources.flatMap(({ id }) => id ?? [])
  return views.flatMap((view, i) => {
    const earlier = views.findIndex(({ id }) => id === view.id)
    const isTaken = view.id !== undefined && earlier < i ? [at(['views', i, 'id'], `"${view.id}" is taken by views[${earlier}] on line ${at(['views', earlier, 'id'], '').line}`)] : []
    return [...isTaken, ...unknownSources(view.where, ['views', i, 'where'], known, at)]
  })
}

function unknownSources(condition: ReadableCondition, path: ConfigPath, known: readonly string[], at: (path: ConfigPath, message: string) => Problem): Problem[] {
  const { sources, all = [], any: some = [], not } = condition
  const own = [sources].flat().flatMap((id, i) => {
    if (id === undefined || known.includes(id)) return []
    const meant = nearest(id, known)
    return [at([...path, 'sources', ...(typeof sources === 'string' ? [] : [i])], `no source has the id "${id}"${meant === null ? '' : ` (did you mean ${meant}?)`}`)]
  })
  const below = [
    ...all.flatMap((part, i) => unknownSources(part, [...path, 'all', i], known, at)),
    ...some.flatMap((part, i) => unknownSources(part, [...path, 'any', i], known, at)),
    ...(not === undefined ? [] : unknownSources(not, [...path, 'not'], known, at)),
  ]
  return [...own, ...below]
}
