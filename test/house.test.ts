// Holds the import rule of docs/architecture.md, that an import points to the ground, never up and never in a circle; and sizes, names and edges.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const SRC = join(ROOT, 'src')

/** Floors from the ground up; rooms on one floor do not import each other. */
const FLOORS = [['model'], ['formats', 'settings', 'store'], ['ingest', 'publish', 'serve'], ['run'], ['runtime.js'], ['main.ts', 'lib.ts']]

/** Inside a half, a stage may import those before it; the flow files, which lie in the half itself, import all. */
const STAGES: Readonly<Record<string, readonly string[]>> = {
  ingest: ['plan', 'fetch', 'parse', 'normalize', 'refine', 'recognize', 'posts'],
  publish: ['select', 'render', 'deliver', 'assemble', 'verify'],
}

/** The files that may touch the world: files, sockets, databases, the clock, the environment, processes. */
const EDGES = [/^(?:main\.ts|runtime\.js)$/u, /^run\//u, /^serve\/(?!status\.ts)/u, /^store\//u, /^settings\/load\.ts$/u, /^ingest\/fetch\//u, /^publish\/deliver\//u]
const PURE_IN_EDGE_ROOMS = new Set(['store/store.ts', 'store/rows.ts', 'store/migrations.ts', 'store/stories.ts', 'store/slugs.ts', 'store/views.ts', 'ingest/fetch/fetched.ts', 'ingest/fetch/post-files.ts'])
const WORLD = /^(?:node:(?:fs|fs\/promises|net|tls|http|https|dns|dns\/promises|child_process|worker_threads|os|process|sqlite)|undici|fastify|@fastify\/.*|pg)$/u

/** `model` imports nothing; what it needs for identity and slugs is named here. */
const MODEL_PACKAGES = new Map([
  ['model/identity.ts', ['node:crypto']],
  ['model/slug.ts', ['pinyin-pro', 'any-ascii']],
])

/** Static ones (type-only too), re-exports and dynamic ones. */
const IMPORT = /^(?:import|export)(?:(?:\s+type)?\s*(?:\{[^}]*\}|[\w*\s,{}]+?)\s*from)?\s*['"](?<static>[^'"]+)['"]|\bimport\(\s*['"](?<dynamic>[^'"]+)['"]/gmu

interface Import {
  readonly from: string // below src
  readonly to: string // below src, or a package
  readonly isOurs: boolean
  readonly isLazy: boolean // loaded when the code that asks for it runs
}

const files = globSync('**/*.{ts,js}', { cwd: SRC }).map((file) => file.replaceAll('\\', '/')).sort()
const texts = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]))
const imports = files.flatMap(importsOf)

function importsOf(from: string): Import[] {
  return [...(texts.get(from) ?? '').matchAll(IMPORT)].map(({ groups }) => {
    const name = groups?.['static'] ?? groups?.['dynamic'] ?? ''
    const isOurs = name.startsWith('.')
    const to = isOurs ? relative(SRC, resolve(SRC, dirname(from), name)).replaceAll('\\', '/') : name
    return { from, to, isOurs, isLazy: groups?.['dynamic'] !== undefined }
  })
}

function floorOf(file: string): number {
  const room = file.split('/')[0] ?? ''
  return FLOORS.findIndex((rooms) => rooms.includes(room))
}

function roomOf(file: string): string {
  return file.split('/')[0] ?? ''
}

function stageOf(file: string): string | null {
  const parts = file.split('/')
  return parts.length > 2 ? (parts[1] ?? null) : null
}

function breaksTheRule({ from, to }: Import): string | null {
  if (floorOf(to) > floorOf(from)) return 'points upward'
  if (floorOf(to) === floorOf(from) && roomOf(to) !== roomOf(from) && !(roomOf(from) === 'store' && roomOf(to) === 'formats')) return 'goes to a room on the same floor'
  const stages = STAGES[roomOf(from)]
  if (stages === undefined || roomOf(to) !== roomOf(from) || stageOf(from) === null) return null
  if (stageOf(to) === null) return 'is a stage that imports its own flow'
  return stages.indexOf(stageOf(to) ?? '') > stages.indexOf(stageOf(from) ?? '') ? 'is a stage that imports a later one' : null
}

function isPure(file: string): boolean {
  return !EDGES.some((edge) => edge.test(file)) || PURE_IN_EDGE_ROOMS.has(file)
}

function circlesFrom(start: string): string[] {
  const seen = new Set<string>()
  const open = imports.filter(({ from, isOurs }) => from === start && isOurs).map(({ to }) => to)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === start) return [start]
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...imports.filter(({ from, isOurs }) => from === next && isOurs).map(({ to }) => to))
  }
  return []
}

describe('the house', () => {
  it('has every file on a floor', () => assert.deepEqual(files.filter((file) => floorOf(file) === -1), []))

  it('has imports that point to the ground', () => {
    const broken = imports.filter(({ isOurs }) => isOurs).flatMap((i) => (breaksTheRule(i) === null ? [] : [`${i.from} imports ${i.to}: ${breaksTheRule(i)}`]))
    assert.deepEqual(broken, [])
  })

  it('has no circles', () => assert.deepEqual(files.flatMap(circlesFrom), []))

  it('touches the world at its edges only', () => {
    const importing = imports.filter(({ from, to }) => WORLD.test(to) && isPure(from)).map(({ from, to }) => `${from} imports ${to}`)
    const reading = files.filter((file) => isPure(file) && /\bDate\.now\(|new Date\(\)|process\.env|Math\.random\(/u.test(texts.get(file) ?? ''))
    assert.deepEqual([...importing, ...reading], [])
  })

  it('has a model that imports nothing', () => {
    const foreign = imports.filter(({ from, to, isOurs }) => roomOf(from) === 'model' && !isOurs && !MODEL_PACKAGES.get(from)?.includes(to))
    assert.deepEqual(foreign, [])
  })

  it('has in a daemon from the start what a run loads when it is first needed, but for the HTTP client: the first visit needs that', () => {
    const lazy = imports.filter(({ from, isOurs, isLazy }) => isOurs && isLazy && /^(?:ingest\/|publish\/|run\/(?:refresh|threads\/bodies)\.ts$)/u.test(from))
    const atStart = new Set(imports.filter(({ from, isLazy }) => from === 'run/daemon.ts' && !isLazy).map(({ to }) => to))
    assert.deepEqual(lazy.map(({ to }) => to).filter((to) => !atStart.has(to)), ['ingest/fetch/http.ts'])
  })

  it('opens every file with what it holds', () => assert.deepEqual(files.filter((file) => !/^(?:#!.*\n)?\/\/ \S/u.test(texts.get(file) ?? '')), []))

  it('has no file over 350 lines and no folder over ten files', () => {
    const long = files.filter((file) => (texts.get(file) ?? '').split('\n').length > 350)
    const folders = Map.groupBy(files, (file) => dirname(file))
    assert.deepEqual([...long, ...[...folders].filter(([, inside]) => inside.length > 10).map(([folder]) => folder)], [])
  })

  it('names files for what they hold', () => assert.deepEqual(files.filter((file) => /(?:^|\/)(?:utils?|common|misc|types|helpers?|index)\.ts$/u.test(file)), []))

  it('gives up no types', () => assert.deepEqual(files.filter((file) => /@ts-|[:<] ?any\b|\bas any\b/u.test(texts.get(file) ?? '')), []))
})
