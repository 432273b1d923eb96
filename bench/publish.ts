// Feeds from the store to files, beside writing the same bytes with ready-made strings.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { publishOnly, refresh } from '../src/run/refresh.ts'
import { loadConfig } from '../src/settings/load.ts'
import { measure, row } from './measure.ts'
import { rssFeed } from './texts.ts'

const SOURCES = 40
const ITEMS = 50

export async function benchPublish(): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))
  try {
    const settings = await loadConfig(makeSite(dir))
    await refresh(settings)
    const files = readTree(join(dir, 'feeds'))
    // The tree goes, the fragments stay: what is measured is assembling and writing.
    const ours = await measure(async () => {
      rmSync(join(dir, 'feeds'), { recursive: true })
      await publishOnly(settings, { all: true })
    }, 5)
    const bare = await measure(() => {
      rmSync(join(dir, 'bare'), { recursive: true, force: true })
      writeTree(join(dir, 'bare'), files)
    }, 5)
    return [row(`${files.size} files of ${SOURCES} sources`, files.size, 'files', ours, bare, 'writing the same bytes')]
  } finally {
    rmSync(dir, { recursive: true })
  }
}

function makeSite(dir: string): string {
  const sources = Array.from({ length: SOURCES }, (_, n) => {
    writeFileSync(join(dir, `${n}.rss`), rssFeed(ITEMS, 4000).replaceAll('https://example.org/', `https://s${n}.example.org/`).replaceAll('urn:example:', `urn:example:${n}:`))
    return `  - { id: s${n}, url: ${n}.rss, category: c${n % 20} }`
  })
  const config = join(dir, 'feedmill.yaml')
  writeFileSync(config, `site: { title: Bench, url: https://bench.example.org }\nsources:\n${sources.join('\n')}\n`)
  return config
}

function readTree(root: string): Map<string, Buffer> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(entries.map((entry) => [join(entry.parentPath, entry.name).slice(root.length + 1), readFileSync(join(entry.parentPath, entry.name))]))
}

/** As any careful program writes: aside, then renamed. */
function writeTree(root: string, files: ReadonlyMap<string, Buffer>): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, `${path}.tmp`), bytes)
    renameSync(join(root, `${path}.tmp`), join(root, path))
  }
}
