// A feed of 50 MB to articles, and the most memory that it takes. Run by bench/parse.ts in a process of its own.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { normalizeFeed } from '../src/ingest/normalize/normalize.ts'
import { parseDocument } from '../src/ingest/parse/parse.ts'
import type { SourceId } from '../src/model/article.ts'
import { NO_TAXONOMY } from '../src/model/taxonomy.ts'
import { rssFeed } from './texts.ts'

const RULES = { sourceId: 'bench' as SourceId, categories: [], tags: [], timezone: 'UTC', taxonomy: NO_TAXONOMY, refiner: null, secrets: [] }

const [path = ''] = process.argv.slice(2)
if (path === '') makeAndRead()
else read(path)

/** Making the feed takes memory too: it is read by yet another process. */
function makeAndRead(): void {
  const dir = mkdtempSync(join(tmpdir(), 'feedmill-bench-'))
  try {
    const file = join(dir, 'large.rss')
    writeFileSync(file, largeFeed())
    process.stdout.write(execFileSync(process.execPath, [import.meta.filename, file]))
  } finally {
    rmSync(dir, { recursive: true })
  }
}

function largeFeed(): string {
  const [head = '', ...items] = rssFeed(500, 1500).replace('</channel></rss>', '').split('<item>')
  const parts = [head]
  for (let round = 0, size = 0; size < 50e6; round += 1) {
    const again = items.map((item) => `<item>${item.replace('urn:example:', `urn:example:${round}:`)}`).join('')
    size += again.length
    parts.push(again)
  }
  return `${parts.join('')}</channel></rss>`
}

function read(file: string): void {
  const before = performance.now()
  const parsed = parseDocument(readFileSync(file), null, file) // the bytes are nobody's once they are read
  const parsedPeak = peak()
  const { items } = normalizeFeed(parsed, 'https://example.org/rss', RULES, new Map())
  const seconds = (performance.now() - before) / 1000
  process.stdout.write(
    `${Math.round(statSync(file).size / 1e6)} MB, ${items.length} items: ${seconds.toFixed(1)} s, peak memory ${parsedPeak} MB parsed, ${peak()} MB as articles with safe HTML\n`,
  )
}

function peak(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}
