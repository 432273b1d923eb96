// From the store to files, on the real command line: cold, again, and with 1 % of the articles changed; beside writing the same bytes
// with ready-made strings; and our rendering alone beside two packages that render the same entries. 520 feeds of 50 entries, each entry
// in ten of them.

import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { visitSources } from '../src/run/refresh.ts'
import { withEdges } from '../src/run/wire.ts'
import { loadConfig } from '../src/settings/load.ts'
import { type ChildCost, FEEDMILL, runChild } from './child.ts'
import type { Rendered } from './renderers.ts'
import { html, numbers, sentence } from './texts.ts'

const SOURCES = 52
const ITEMS = 50 // of each source; an article is in everything, its source, a category and eight tags, a feed shows fifty
const CATEGORIES = 20
const TAGS = 447
const BYTES = 1600 // asked of `html`, which writes three times as much: 5 KB
const RENDERERS = resolve(import.meta.dirname, 'renderers.ts')
const AT_ONCE = 8 // files of the durable baseline in work

interface Cost {
  readonly cpu: number // seconds, user and system
  readonly wall: number // seconds
}

export async function benchPublish(): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))
  try {
    makeSources(dir, '')
    const first = makeSite(dir, 'First') // another title: nothing that was rendered with it can be used
    const config = makeSite(dir, 'Bench')
    await run(dir, 'refresh', '--config', first)
    rmSync(join(dir, 'feeds'), { recursive: true })
    const cold = await run(dir, 'publish', '--config', config)
    const files = readTree(join(dir, 'feeds'))
    const lines = [sizeOf(files), ...(await besideBare(dir, files, cold)), ...(await besidePeers(config))]
    return [...lines, ...(await changes(dir, config, cold))]
  } finally {
    rmSync(dir, { recursive: true })
  }
}

async function besideBare(dir: string, files: ReadonlyMap<string, Buffer>, cold: ChildCost): Promise<string[]> {
  const texts = new Map([...files].map(([path, bytes]) => [path, bytes.toString('utf8')]))
  const plain = await costOf(() => writePlain(join(dir, 'plain'), texts))
  const durable = await costOf(() => writeDurably(join(dir, 'durable'), texts))
  return [line('cold', cold), ratios('writing the same bytes', cold, plain), ratios('and each synced', cold, durable)]
}

/** One process for all, none of whose start, store and files are counted. */
async function besidePeers(config: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [RENDERERS, config])
  const [ours, unshared, ...packages] = JSON.parse(stdout) as readonly Rendered[]
  if (ours === undefined || unshared === undefined) throw new Error('nothing was rendered')
  const beside = (other: Rendered): string => `  ${told(other)}   ${(other.cpu / ours.cpu).toFixed(1)}x our CPU, ${(other.cpu / unshared.cpu).toFixed(1)}x where we share nothing`
  return ['rendering alone, no files', `  ${told(ours)}`, `  ${told(unshared)}`, ...packages.map(beside)]
}

function told({ name, cpu, bytes }: Rendered): string {
  return `${name.padEnd(22)}${`cpu ${cpu.toFixed(2)} s`.padStart(12)}${`${(bytes / 1e6).toFixed(0)} MB`.padStart(14)}`
}

/** Articles change in the store first, so that what is measured is publishing alone. */
async function changes(dir: string, config: string, cold: ChildCost): Promise<string[]> {
  const lines = [line('nothing changed', await run(dir, 'publish', '--config', config))]
  for (const [what, every] of [['one article changed', SOURCES * ITEMS], ['1 % of them changed', 100]] as const) {
    const before = readTree(join(dir, 'feeds'))
    makeSources(dir, what, every)
    const settings = await loadConfig(config)
    await withEdges(settings, { store: 'real' }, (edges) => visitSources(settings, settings.sources, edges, { force: true }))
    const cost = await run(dir, 'publish', '--config', config)
    const touched = [...readTree(join(dir, 'feeds'))].filter(([path, bytes]) => before.get(path)?.equals(bytes) !== true).length
    lines.push(`${line(what, cost)}${`${touched} files`.padStart(14)}   ${((100 * cost.cpu) / cold.cpu).toFixed(0)} % of the CPU of all ${before.size}`)
  }
  return lines
}

function run(dir: string, ...args: readonly string[]): Promise<ChildCost> {
  return runChild(process.execPath, [...FEEDMILL, ...args, '--quiet'], dir)
}

async function costOf(work: () => unknown): Promise<Cost> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { cpu: (user + system) / 1e6, wall: (performance.now() - wall) / 1000 }
}

function line(what: string, { cpu, wall, megabytes }: ChildCost): string {
  return `${what.padEnd(24)}${`cpu ${cpu.toFixed(2)} s`.padStart(12)}${`wall ${wall.toFixed(2)} s`.padStart(14)}${`peak ${megabytes.toFixed(0)} MB`.padStart(14)}`
}

function ratios(what: string, ours: Cost, { cpu, wall }: Cost): string {
  return `  ${what.padEnd(22)}${`cpu ${cpu.toFixed(2)} s`.padStart(12)}${`wall ${wall.toFixed(2)} s`.padStart(14)}   we take ${(ours.cpu / cpu).toFixed(2)}x the CPU, ${(ours.wall / wall).toFixed(2)}x the time`
}

function sizeOf(files: ReadonlyMap<string, Buffer>): string {
  const bytes = [...files.values()].reduce((total, { length }) => total + length, 0)
  return `${files.size} files, ${(bytes / 1e6).toFixed(0)} MB, of ${SOURCES * ITEMS} articles`
}

// --- what is published

/** Every so many articles have `mark` in their title. */
function makeSources(dir: string, mark: string, every = 1): void {
  for (let source = 0; source < SOURCES; source += 1) {
    const next = numbers(source)
    const items = Array.from({ length: ITEMS }, (_, n) => itemOf(source * ITEMS + n, (source * ITEMS + n) % every === 0 ? mark : '', next))
    writeFileSync(
      join(dir, `${source}.rss`),
      `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Source ${source}</title><link>https://s${source}.example.org/</link><description/>${items.join('')}</channel></rss>`,
    )
  }
}

function itemOf(n: number, mark: string, next: () => number): string {
  const date = new Date(Date.UTC(2026, 0, 1) + n * 600_000).toUTCString()
  const tags = Array.from({ length: 8 }, (_, at) => `<category>t${(n * 8 + at) % TAGS}</category>`).join('')
  return `<item><title>${sentence(next, 7)} ${mark}</title><link>https://s.example.org/${n}</link><guid>https://s.example.org/${n}</guid><pubDate>${date}</pubDate>${tags}<content:encoded><![CDATA[${html(next, BYTES)}]]></content:encoded></item>`
}

function makeSite(dir: string, title: string): string {
  const sources = Array.from({ length: SOURCES }, (_, n) => `  - { id: s${n}, url: ${n}.rss, category: c${n % CATEGORIES} }`)
  const config = join(dir, `${title}.yaml`)
  const publish = 'publish: { dir: feeds, formats: [rss, atom, json], archive: false }\nstore: state.db'
  writeFileSync(config, `site: { title: ${title}, url: https://bench.example.org }\n${publish}\nsources:\n${sources.join('\n')}\n`)
  return config
}

// --- the same bytes without rendering them

function readTree(root: string): Map<string, Buffer> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(entries.map((entry) => [join(entry.parentPath, entry.name).slice(root.length + 1), readFileSync(join(entry.parentPath, entry.name))]))
}

/** Aside, then renamed, one after the other. */
function writePlain(root: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, `${path}.tmp`), text)
    renameSync(join(root, `${path}.tmp`), join(root, path))
  }
}

/** As plain, but that each survives a power cut, several at once. */
async function writeDurably(root: string, files: ReadonlyMap<string, string>): Promise<void> {
  const waiting = [...files]
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const [path, text] = [join(root, file[0]), file[1]]
      mkdirSync(dirname(path), { recursive: true })
      const aside = await open(`${path}.tmp`, 'w')
      await aside.writeFile(text)
      await aside.sync()
      await aside.close()
      await rename(`${path}.tmp`, path)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}
