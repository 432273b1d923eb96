// Bytes to articles beside rss-parser, feedsmith and bare htmlparser2, on feeds of three sizes; the making safe of their HTML apart.

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { parseFeed } from 'feedsmith'
import { Parser } from 'htmlparser2'
import RssParser from 'rss-parser'
import { sanitizeHtml } from '../src/formats/html.ts'
import { bodyOf } from '../src/ingest/normalize/content.ts'
import { normalizeFeed } from '../src/ingest/normalize/normalize.ts'
import { parseDocument } from '../src/ingest/parse/parse.ts'
import type { ParsedFeed } from '../src/ingest/parse/parsed.ts'
import type { SourceId } from '../src/model/article.ts'
import { NO_TAXONOMY } from '../src/model/taxonomy.ts'
import { measure } from './measure.ts'
import { rssFeed } from './texts.ts'

const RULES = { sourceId: 'bench' as SourceId, categories: [], tags: [], timezone: 'UTC', taxonomy: NO_TAXONOMY, refiner: null, secrets: [] }
const URL = 'https://example.org/rss'
const SIZES = [
  { what: 'small', items: 10, bytesEach: 300 },
  { what: 'medium', items: 30, bytesEach: 1000 },
  { what: 'large', items: 100, bytesEach: 1500 },
]

/** Megabytes a second of each reader, and how many times theirs ours are. */
export async function benchParse(): Promise<string[]> {
  const lines: string[] = []
  for (const { what, items, bytesEach } of SIZES) lines.push(...(await compare(what, new TextEncoder().encode(rssFeed(items, bytesEach)))))
  return [...lines, peakOfLargeFeed()]
}

async function compare(what: string, bytes: Uint8Array): Promise<string[]> {
  const rate = async (run: () => unknown): Promise<number> => bytes.length / 1e6 / (await measure(run, 1)).seconds
  const parsed = parseDocument(bytes, null, 'bench')
  const unread = withoutHtml(parsed)
  const whole = await rate(() => normalizeFeed(parseDocument(bytes, null, 'bench'), URL, RULES, new Map()))
  // What the peers do: every field of an article but safe HTML.
  const ours = await rate(() => [parseDocument(bytes, null, 'bench'), normalizeFeed(unread, URL, RULES, new Map())])
  const cleaning = await rate(() => parsed.items.map((item) => sanitizeHtml(bodyOf(item)?.value ?? '', URL)))
  const peers = {
    'rss-parser': await rate(() => new RssParser().parseString(new TextDecoder().decode(bytes))),
    feedsmith: await rate(() => parseFeed(new TextDecoder().decode(bytes))),
    htmlparser2: await rate(() => new Parser({ onopentag: () => undefined, ontext: () => undefined }, { xmlMode: true }).end(new TextDecoder().decode(bytes))),
  }
  const label = `${what} (${Math.round(bytes.length / 1000)} KB)`
  return [
    `${label.padEnd(18)} to articles ${megabytes(ours)}, with their HTML made safe ${megabytes(whole)}; making safe alone ${megabytes(cleaning)}`,
    ...Object.entries(peers).map(([name, theirs]) => `${' '.repeat(18)} ${name.padEnd(11)} ${megabytes(theirs)}, ours is ${(ours / theirs).toFixed(2)} times that`),
  ]
}

/** In a process of its own, as memory once taken is not given back. */
function peakOfLargeFeed(): string {
  return execFileSync(process.execPath, [join(import.meta.dirname, 'large-feed.ts')], { encoding: 'utf8' }).trim()
}

function withoutHtml(parsed: ParsedFeed): ParsedFeed {
  return { ...parsed, items: parsed.items.map((item) => ({ ...item, content: null, summary: null })) }
}

function megabytes(rate: number): string {
  return `${rate.toFixed(1).padStart(6)} MB/s`
}
