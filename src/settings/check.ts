// The config's text to Settings, or every problem in it at once with its place. Pure: files and environment come as arguments.

import { dirname } from 'node:path'
import { type Document, LineCounter, parseDocument, visit } from 'yaml'
import { FeedmillError } from '../model/errors.ts'
import { complaintsOf } from './checks/issues.ts'
import { configSchema } from './schema.ts'
import { buildSettings } from './build.ts'
import { crossChecks } from './checks/cross-checks.ts'
import { readableOf } from './checks/readable.ts'
import { controlFault } from './texts/expressions.ts'
import { redact, secretsOf } from './secrets.ts'
import type { Settings } from './settings.ts'
import { type ConfigPath, placeAt, placeOfKey, placeOfValue, type Problem, spellPath, visitTexts } from './checks/source-map.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Checks a whole config.
 * @param file  absolute path of the config; relative paths in it start at its folder
 * @throws FeedmillError config.invalid, with every problem as `FILE:LINE:COLUMN: path: what is wrong`
 */
export function checkConfig(text: string, file: string, environment: Environment): Settings {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const unreadable = document.errors.length > 0 ? syntaxProblems(document, lines, text) : wrongAliases(document, lines)
  if (unreadable.length > 0) throw invalid(file, unreadable, [])
  const values = new Map<string, string>()
  const problems = [...interpolate(document, lines, environment, values), ...controlCharacters(document, lines)]
  const raw = toPlain(document, lines, file)
  const parsed = configSchema.safeParse(raw)
  const at = (path: ConfigPath, message: string): Problem => ({ ...placeOfValue(document, lines, path), path: spellPath(path), message })
  for (const { path, key, message } of parsed.error?.issues.flatMap((issue) => complaintsOf(issue, raw)) ?? []) {
    problems.push(key === null ? at(path, message) : { ...placeOfKey(document, lines, path.slice(0, -1), key), path: spellPath(path), message })
  }
  problems.push(...crossChecks(readableOf(raw), dirname(file), at))
  if (!parsed.success || problems.length > 0) throw invalid(file, problems, secretsOf(values.values()))
  return { ...buildSettings(parsed.data, file, values), secrets: secretsOf(values.values()) }
}

const SHOWN = 72 // characters of a line, those around the fault

/** In place of words that are meant for programmers. */
const WORDS: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'another document begins here (`---`), but a config is one',
}

/** Behind a sign that fits nowhere every other one is called unexpected too, and counted into wrong lines. */
function syntaxProblems({ errors }: Document, lines: LineCounter, text: string): Problem[] {
  const lost = errors.findIndex(({ code }) => code === 'UNEXPECTED_TOKEN')
  const meant = lost === -1 ? errors : errors.slice(0, lost + 1)
  return meant.map(({ code, message, pos }) => {
    const { line, column } = placeAt(lines, pos[0])
    const written = text.split('\n')[line - 1]?.trimEnd() ?? ''
    const from = Math.max(0, Math.min(column - 1, written.length) - SHOWN / 2)
    const shown = written.slice(from, from + SHOWN)
    return { line, column, path: '', message: `${WORDS[code] ?? message}\n    ${shown}\n    ${' '.repeat(column - 1 - from)}^` }
  })
}

/** Of nothing; or of what it stands in: whoever walks through a value that holds itself never comes to an end. */
function wrongAliases(document: Document, lines: LineCounter): Problem[] {
  const problems: Problem[] = []
  visit(document, {
    Alias(_key, alias, ancestors) {
      const meant = alias.resolve(document)
      const fault = meant === undefined ? `no &${alias.source} stands before it` : ancestors.includes(meant) ? 'stands within what it names' : null
      if (fault !== null) problems.push({ ...placeAt(lines, alias.range?.[0] ?? 0), path: '', message: `*${alias.source}: ${fault}` })
    },
  })
  return problems
}

/** Puts the environment's values in place of `${NAME}`; what it puts in is a secret from then on. */
function interpolate(document: Document, lines: LineCounter, environment: Environment, values: Map<string, string>): Problem[] {
  const problems: Problem[] = []
  visitTexts(document.contents, [], (scalar, path) => {
    scalar.value = String(scalar.value).replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/gu, (written, name: string) => {
      const value = environment[name]
      if (value === undefined) {
        problems.push({ ...placeOfValue(document, lines, path), path: spellPath(path), message: `the environment variable ${name} is not set` })
        return written
      }
      if (value !== '') values.set(name, value)
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
    if (typeof plain === 'object' && plain !== null && !Array.isArray(plain)) return plain
  } catch (error) {
    throw new FeedmillError('config.invalid', `${file}:${line}:${column}`, error instanceof Error ? error.message : String(error), error)
  }
  throw new FeedmillError('config.invalid', `${file}:${line}:${column}`, 'must be a mapping, as `feedmill init` writes one')
}

function invalid(file: string, problems: readonly Problem[], secrets: readonly string[]): FeedmillError {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
  const placed = sorted.map((problem) => `${file}:${problem.line}:${problem.column}`)
  const worded = sorted.map(({ path, message }) => redact(path === '' ? message : `${path}: ${withoutParts(message, secrets)}`, secrets))
  const rest = worded.slice(1).map((words, i) => `\n${placed[i + 1]}: ${words}`)
  return new FeedmillError('config.invalid', placed[0] ?? file, `${worded[0]}${rest.join('')}`)
}

const LONGEST_PART = 5 // characters

/** Packages quote what they could not read, be it from the middle of a secret on. */
function withoutParts(message: string, secrets: readonly string[]): string {
  const isPart = (at: number): boolean => secrets.some((secret) => secret.includes(message.slice(at, at + LONGEST_PART + 1)))
  let safe = ''
  for (let at = 0, end = 0; at < message.length; at += 1) {
    const hidden = at + LONGEST_PART < message.length && isPart(at)
    if (hidden && at >= end) safe += '***'
    if (hidden) end = at + LONGEST_PART + 1
    if (at >= end) safe += message[at] ?? ''
  }
  return safe
}
