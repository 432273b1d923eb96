// What concerns two values of a config, or means something that no schema can say: each problem names both places. Pure.

import { isAbsolute, relative, resolve, sep } from 'node:path'
import { validateDetailed } from 'node-cron'
import { termKey } from '../../model/taxonomy.ts'
import { postsFolder } from '../build.ts'
import { nearest } from './nearest.ts'
import type { ConfigPath, Problem } from './source-map.ts'
import { knownPresets } from '../texts/refining.ts'
import { viewProblems } from '../views/views.ts'
import type { Readable } from './readable.ts'

type At = (path: ConfigPath, message: string) => Problem

/** What the schema cannot say; where two values are concerned, both are named. */
export function crossChecks(config: Readable, folder: string, at: At): Problem[] {
  return [
    ...badSchedule(config, at),
    ...repeatedIds(config, at),
    ...unknownPresets(config, at),
    ...namelessRecords(config, at),
    ...emptyDetails(config, at),
    ...sharedSlugs(config, at),
    ...aliasCircles(config, at),
    ...postsReadAgain(config, folder, at),
    ...viewProblems(config, at),
  ]
}

/** What is written as posts must not come in again as posts. */
function postsReadAgain({ sources = [], publish }: Readable, folder: string, at: At): Problem[] {
  const dir = publish?.posts?.dir
  if (dir === undefined) return []
  const written = postsFolder(dir, folder)
  return sources.flatMap(({ id, type, path }, i) => {
    if (type !== 'posts' || path === undefined || !isWithin(written, resolve(folder, path))) return []
    return [at(['publish', 'posts', 'dir'], `is read by the source "${id ?? ''}" on line ${at(['sources', i, 'path'], '').line}: every article would come back as a post of its own`)]
  })
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function badSchedule({ schedule }: Readable, at: At): Problem[] {
  if (schedule === undefined) return []
  const { errors } = validateDetailed(schedule)
  return errors.map(({ message }) => at(['schedule'], `is not a cron expression like "*/15 * * * *": ${message}`))
}

function repeatedIds({ sources = [] }: Readable, at: At): Problem[] {
  const first = new Map<string, number>()
  return sources.flatMap(({ id }, i) => {
    if (id === undefined) return []
    const earlier = first.get(id)
    if (earlier === undefined) first.set(id, i)
    return earlier === undefined ? [] : [at(['sources', i, 'id'], `"${id}" is taken by sources[${earlier}] on line ${at(['sources', earlier, 'id'], '').line}`)]
  })
}

function unknownPresets({ sources = [], presets = {} }: Readable, at: At): Problem[] {
  const known = knownPresets(presets)
  return sources.flatMap(({ clean }, i) =>
    [clean?.preset].flat().flatMap((name) => {
      if (name === undefined) return []
      const meant = nearest(name, known)
      const hint = meant === null ? `; there are ${known.join(', ')}` : ` (did you mean ${meant}?)`
      return known.includes(name) ? [] : [at(['sources', i, 'clean', 'preset'], `no preset is called "${name}"${hint}`)]
    }),
  )
}

function namelessRecords({ sources = [] }: Readable, at: At): Problem[] {
  return sources.flatMap(({ type, fields }, i) => {
    if (type !== 'json' || fields === undefined || 'guid' in fields || 'url' in fields) return []
    return [at(['sources', i, 'fields'], 'names neither guid nor url: nothing tells one record from another')]
  })
}

/** Each of its calls would fail, as it brings nothing. */
function emptyDetails({ sources = [] }: Readable, at: At): Problem[] {
  return sources.flatMap(({ type, detail }, i) => {
    if (type !== 'json' || detail?.fields === undefined || Object.keys(detail.fields).length > 0) return []
    return [at(['sources', i, 'detail', 'fields'], 'names no field: nothing is taken from the answers')]
  })
}

function sharedSlugs({ taxonomy }: Readable, at: At): Problem[] {
  const labels = pairsOf(taxonomy?.labels).map(([slug, term]) => ({ slug, term, path: ['taxonomy', 'labels', slug] }))
  const slugs = pairsOf(taxonomy?.slugs).map(([term, slug]) => ({ slug, term, path: ['taxonomy', 'slugs', term] }))
  const owner = new Map<string, { term: string; path: ConfigPath }>()
  return [...labels, ...slugs].flatMap(({ slug, term, path }) => {
    const other = owner.get(slug)
    if (other === undefined) owner.set(slug, { term, path })
    if (other === undefined || termKey(other.term) === termKey(term)) return []
    return [at(path, `the slug "${slug}" is taken by "${other.term}" on line ${at(other.path, '').line}`)]
  })
}

function aliasCircles({ taxonomy }: Readable, at: At): Problem[] {
  const aliases = pairsOf(taxonomy?.aliases)
  const steps = aliases.map(([from, to]) => [termKey(from), termKey(to)] as const)
  const targets = new Map(steps.filter(([from, to]) => from !== to)) // as in build.ts
  return aliases.flatMap(([from]) => {
    const seen = new Set([termKey(from)])
    for (let next = targets.get(termKey(from)); next !== undefined; next = targets.get(next)) {
      if (seen.has(next)) return [at(['taxonomy', 'aliases', from], 'leads back to itself')]
      seen.add(next)
    }
    return []
  })
}

function pairsOf(spellings: Readonly<Record<string, string | undefined>> = {}): [key: string, value: string][] {
  return Object.entries(spellings).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
}
