// The config's text to Settings, or every problem in it at once with its place. Pure: files and environment come as arguments.

import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { validateDetailed } from 'node-cron'
import { type Document, LineCounter, parseDocument } from 'yaml'
import { FeedmillError } from '../model/errors.ts'
import { complaintsOf } from './issues.ts'
import { type Config, configSchema, sourceSchema } from './schema.ts'
import { buildSettings, postsFolder } from './build.ts'
import { nearest } from './nearest.ts'
import { controlFault } from './texts/expressions.ts'
import { knownPresets, presetNames } from './texts/refining.ts'
import { redact, secretsOf, type Settings } from './settings.ts'
import { type ConfigPath, placeAt, placeOfKey, placeOfValue, type Problem, spellPath, visitTexts } from './source-map.ts'
import { viewProblems } from './views/views.ts'
import { termKey } from '../model/taxonomy.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Checks a whole config.
 * @param file  absolute path of the config; relative paths in it start at its folder
 * @throws FeedmillError config.invalid, with every problem as `FILE:LINE:COLUMN: path: what is wrong`
 */
export function checkConfig(text: string, file: string, environment: Environment): Settings {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) throw invalid(file, syntaxProblems(document, lines, text), [])
  const secrets = new Set<string>()
  const problems = [...interpolate(document, lines, environment, secrets), ...controlCharacters(document, lines)]
  const raw = toPlain(document, lines, file)
  const parsed = configSchema.safeParse(raw)
  const at = (path: ConfigPath, message: string): Problem => ({ ...placeOfValue(document, lines, path), path: spellPath(path), message })
  for (const { path, key, message } of parsed.error?.issues.flatMap((issue) => complaintsOf(issue, raw)) ?? []) {
    problems.push(key === null ? at(path, message) : { ...placeOfKey(document, lines, path.slice(0, -1), key), path: spellPath(path), message })
  }
  problems.push(...crossChecks(parsed.data ?? readableParts(raw), dirname(file), at))
  if (!parsed.success || problems.length > 0) throw invalid(file, problems, secretsOf(secrets))
  return { ...buildSettings(parsed.data, file), secrets: secretsOf(secrets) }
}

function syntaxProblems(document: Document, lines: LineCounter, text: string): Problem[] {
  return document.errors.map((error) => {
    const place = placeAt(lines, error.pos[0])
    const shown = text.split('\n')[place.line - 1] ?? ''
    return { ...place, path: '', message: `${error.message}\n    ${shown}\n    ${' '.repeat(place.column - 1)}^` }
  })
}

/** Puts the environment's values in place of `${NAME}`; what it puts in is a secret from then on. */
function interpolate(document: Document, lines: LineCounter, environment: Environment, secrets: Set<string>): Problem[] {
  const problems: Problem[] = []
  visitTexts(document.contents, [], (scalar, path) => {
    scalar.value = String(scalar.value).replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/gu, (written, name: string) => {
      const value = environment[name]
      if (value === undefined) {
        problems.push({ ...placeOfValue(document, lines, path), path: spellPath(path), message: `the environment variable ${name} is not set` })
        return written
      }
      if (value !== '') secrets.add(value)
      return value
    })
  })
  return problems
}

/** `"\x01"` in a title would be in every feed, and XML forbids it. */
function controlCharacters(document: Document, lines: LineCounter): Problem[] {
  const problems: Problem[] = []
  visitTexts(document.contents, [], (scalar, path) => {
    const fault = controlFault(String(scalar.value))
    if (fault !== null) problems.push({ ...placeOfValue(document, lines, path), path: spellPath(path), message: fault.message })
  })
  return problems
}

function toPlain(document: Document, lines: LineCounter, file: string): object {
  const { line, column } = placeOfValue(document, lines, [])
  try {
    const plain: unknown = document.toJS({ maxAliasCount: 100 }) ?? {}
    if (typeof plain === 'object' && plain !== null) return plain
  } catch (error) {
    throw new FeedmillError('config.invalid', `${file}:${line}:${column}`, error instanceof Error ? error.message : String(error), error)
  }
  throw new FeedmillError('config.invalid', `${file}:${line}:${column}`, 'must be a mapping, as `feedmill init` writes one')
}

type CrossChecked = Pick<Config, 'views' | 'schedule' | 'sources' | 'presets' | 'taxonomy' | 'publish'>

/** What of a config is right though the whole is not, so that every error is found in one run. */
function readableParts(raw: unknown): CrossChecked {
  const parts = raw as Readonly<Record<string, unknown>>
  const { schedule, presets, taxonomy, publish, views } = configSchema.shape
  const sources = Array.isArray(parts['sources']) ? (parts['sources'] as unknown[]) : []
  return {
    schedule: schedule.safeParse(parts['schedule']).data,
    presets: presets.safeParse(parts['presets']).data,
    taxonomy: taxonomy.safeParse(parts['taxonomy']).data,
    publish: publish.safeParse(parts['publish']).data,
    views: views.safeParse(parts['views']).data,
    sources: sources.map((source, i) => sourceSchema.safeParse(source).data ?? idAlone(source, i)),
  }
}

function idAlone(source: unknown, i: number): Config['sources'][number] {
  const id = typeof source === 'object' && source !== null && 'id' in source && typeof source.id === 'string' ? source.id : `\0${i}`
  return { type: 'feed', id, url: '' }
}

/** What the schema cannot say; where two values are concerned, both are named. */
function crossChecks(config: CrossChecked, folder: string, at: (path: ConfigPath, message: string) => Problem): Problem[] {
  return [
    ...badSchedule(config, at),
    ...repeatedIds(config, at),
    ...unknownPresets(config, at),
    ...namelessRecords(config, at),
    ...sharedSlugs(config, at),
    ...aliasCircles(config, at),
    ...postsReadAgain(config, folder, at),
    ...viewProblems(config, at),
  ]
}

/** What is written as posts must not come in again as posts. */
function postsReadAgain({ sources, publish }: CrossChecked, folder: string, at: (path: ConfigPath, message: string) => Problem): Problem[] {
  if (publish?.posts === undefined) return []
  const written = postsFolder(publish.posts.dir, folder)
  return sources.flatMap((source, i) => {
    if (source.type !== 'posts' || !isWithin(written, resolve(folder, source.path))) return []
    return [at(['publish', 'posts', 'dir'], `is read by the source "${source.id}" on line ${at(['sources', i, 'path'], '').line}: every article would come back as a post of its own`)]
  })
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function badSchedule(config: CrossChecked, at: (path: ConfigPath, message: string) => Problem): Problem[] {
  if (config.schedule === undefined) return []
  const { errors } = validateDetailed(config.schedule)
  return errors.map(({ message }) => at(['schedule'], `is no cron expression like "*/15 * * * *": ${message}`))
}

function repeatedIds(config: CrossChecked, at: (path: ConfigPath, message: string) => Problem): Problem[] {
  const first = new Map<string, number>()
  return config.sources.flatMap(({ id }, i) => {
    const earlier = first.get(id)
    if (earlier === undefined) first.set(id, i)
    return earlier === undefined ? [] : [at(['sources', i, 'id'], `"${id}" is taken by sources[${earlier}] on line ${at(['sources', earlier, 'id'], '').line}`)]
  })
}

function unknownPresets(config: CrossChecked, at: (path: ConfigPath, message: string) => Problem): Problem[] {
  const known = knownPresets(config.presets ?? {})
  return config.sources.flatMap(({ clean }, i) =>
    presetNames(clean).flatMap((name) => {
      const meant = nearest(name, known)
      const hint = meant === null ? `; there are ${known.join(', ')}` : ` (did you mean ${meant}?)`
      return known.includes(name) ? [] : [at(['sources', i, 'clean', 'preset'], `no preset is called "${name}"${hint}`)]
    }),
  )
}

function namelessRecords(config: CrossChecked, at: (path: ConfigPath, message: string) => Problem): Problem[] {
  return config.sources.flatMap((source, i) => {
    if (source.type !== 'json' || source.fields.guid !== undefined || source.fields.url !== undefined) return []
    return [at(['sources', i, 'fields'], 'names neither guid nor url: nothing tells one record from another')]
  })
}

function sharedSlugs(config: CrossChecked, at: (path: ConfigPath, message: string) => Problem): Problem[] {
  const labels = Object.entries(config.taxonomy?.labels ?? {}).map(([slug, label]) => ({ slug, term: label, path: ['taxonomy', 'labels', slug] }))
  const slugs = Object.entries(config.taxonomy?.slugs ?? {}).map(([term, slug]) => ({ slug, term, path: ['taxonomy', 'slugs', term] }))
  const owner = new Map<string, { term: string; path: ConfigPath }>()
  return [...labels, ...slugs].flatMap(({ slug, term, path }) => {
    const other = owner.get(slug)
    if (other === undefined) owner.set(slug, { term, path })
    if (other === undefined || termKey(other.term) === termKey(term)) return []
    return [at(path, `the slug "${slug}" is taken by "${other.term}" on line ${at(other.path, '').line}`)]
  })
}

function aliasCircles(config: CrossChecked, at: (path: ConfigPath, message: string) => Problem): Problem[] {
  const aliases = Object.entries(config.taxonomy?.aliases ?? {})
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

function invalid(file: string, problems: readonly Problem[], secrets: readonly string[]): FeedmillError {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
  const placed = sorted.map((problem) => `${file}:${problem.line}:${problem.column}`)
  const worded = sorted.map(({ path, message }) => redact(path === '' ? message : `${path}: ${message}`, secrets))
  const rest = worded.slice(1).map((words, i) => `\n${placed[i + 1]}: ${words}`)
  return new FeedmillError('config.invalid', placed[0] ?? file, `${worded[0]}${rest.join('')}`)
}
