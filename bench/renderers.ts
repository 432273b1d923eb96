// Rendering alone, in a process of its own: `CONFIG` of a site that was refreshed. Every feed's documents in RSS, Atom and JSON as bytes, by us
// and by two packages that get the same entries as plain objects. Prints what each cost; reads the store before, and writes nothing.

import type { ArticleId } from '../src/model/article.ts'
import type { FeedFormat, FeedSpec } from '../src/model/feed.ts'
import { compose } from '../src/publish/assemble/compose.ts'
import type { PlacedFragment } from '../src/publish/assemble/fragments.ts'
import type { Envelope } from '../src/publish/render/envelope.ts'
import { RENDERERS } from '../src/publish/render/render.ts'
import { type Attribution, toEntry } from '../src/publish/select/entries.ts'
import type { Entry } from '../src/publish/select/entry.ts'
import { survey } from '../src/publish/survey.ts'
import { withEdges } from '../src/run/wire.ts'
import { loadConfig } from '../src/settings/load.ts'
import type { StoredEntry } from '../src/store/store.ts'
import { type PlainFeed, renderWithFeed, renderWithFeedsmith } from './peers.ts'

/** Who rendered, and what that took. */
export interface Rendered {
  readonly name: string
  readonly cpu: number // seconds, user and system, collecting garbage included; of the best round
  readonly bytes: number
}

/** What there is to render, as it came from the store. */
interface Work {
  readonly feeds: readonly { readonly spec: FeedSpec; readonly ids: readonly ArticleId[] }[]
  readonly entries: ReadonlyMap<ArticleId, StoredEntry>
  readonly plain: ReadonlyMap<ArticleId, Entry> // the same for the packages
  readonly attribution: Attribution
}

/** @returns the bytes written, so that nothing can be left out */
type Contender = (work: Work) => number

const FORMATS: readonly FeedFormat[] = ['rss', 'atom', 'json']
const ROUNDS = 3 // the least disturbed counts: the machine has other work
const SHARE = 4 // who shares nothing renders one feed in four: each costs what the others do

async function loadWork(config: string): Promise<Work> {
  const settings = await loadConfig(config)
  return withEdges(settings, { store: 'real' }, async ({ store, target }) => {
    const { feeds, attribution } = await survey(settings, store, target)
    const listed: Work['feeds'][number][] = []
    for (const { spec } of feeds) listed.push({ spec, ids: (await store.loadPage(spec.key, settings.publish.limit)).map(({ articleId }) => articleId) })
    const entries = await store.loadEntries([...new Set(listed.flatMap(({ ids }) => ids))])
    const plain = new Map([...entries].map(([id, stored]) => [id, toEntry(stored, attribution)]))
    return { feeds: listed, entries, plain, attribution }
  })
}

// --- the contenders

/** As a run does: an entry's texts are made once and stand in every feed that shows it. */
function sharing(work: Work): number {
  const made = new Map<ArticleId, PlacedFragment>()
  return work.feeds.reduce((bytes, { spec, ids }) => {
    const fragments = ids.map((id) => made.get(id) ?? fragmentOf(id, work))
    for (const [at, id] of ids.entries()) if (fragments[at] !== undefined) made.set(id, fragments[at])
    return bytes + documentsOf(spec, fragments, work)
  }, 0)
}

/** Each entry is made for each feed again, as packages must that know one feed at a time. */
function notSharing(work: Work): number {
  return work.feeds.reduce((bytes, { spec, ids }) => bytes + documentsOf(spec, ids.map((id) => fragmentOf(id, work)), work), 0)
}

function fragmentOf(id: ArticleId, { entries, attribution }: Work): PlacedFragment {
  const stored = entries.get(id)
  if (stored === undefined) throw new Error(`no entry ${id}`)
  const entry = toEntry(stored, attribution)
  const texts = FORMATS.map((format) => Buffer.from(RENDERERS[format].entry(entry, attribution.site)))
  return { key: id, updatedAt: entry.updatedAt, publishedAt: entry.publishedAt, texts }
}

/** Joined to one text each, as the packages' are, though a run need not. */
function documentsOf(spec: FeedSpec, fragments: readonly PlacedFragment[], { attribution: { site } }: Work): number {
  const envelope = envelopeOf(spec, fragments, site.url, site.title)
  return FORMATS.reduce((bytes, format, at) => bytes + Buffer.concat(compose(format, at, envelope, fragments, site).parts).length, 0)
}

function envelopeOf({ key, title, description, link, language, path }: FeedSpec, fragments: readonly PlacedFragment[], url: string, siteTitle: string): Envelope {
  return {
    id: `${url}${path}`,
    kind: key.kind,
    title,
    label: title,
    description,
    link,
    address: `${url}${path}`,
    formats: FORMATS,
    currentAddress: null,
    olderAddress: null,
    language,
    ttl: 60,
    entries: fragments.length,
    updatedAt: Math.max(...fragments.map(({ updatedAt }) => updatedAt)),
    author: { name: siteTitle, email: null, url },
    icon: null,
    deleted: [],
  }
}

/** The packages get what a program would hold that uses them: entries made ready, which costs them nothing here. */
function withPackage(render: (feed: PlainFeed) => readonly string[]): Contender {
  const bytesOf = (feed: PlainFeed): number => render(feed).reduce((bytes, text) => bytes + Buffer.from(text).length, 0)
  return ({ feeds, plain }) =>
    feeds.reduce((bytes, { spec: { title, link }, ids }) => bytes + bytesOf({ title, link, entries: ids.flatMap((id) => plain.get(id) ?? []) }), 0)
}

// --- what they cost

function rendered(contend: Contender, work: Work): Pick<Rendered, 'cpu' | 'bytes'> {
  const before = process.cpuUsage()
  const bytes = contend(work)
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1e6, bytes }
}

function oneIn(share: number, contend: Contender): (work: Work) => Pick<Rendered, 'cpu' | 'bytes'> {
  return (work) => {
    const { cpu, bytes } = rendered(contend, { ...work, feeds: work.feeds.filter((_, at) => at % share === 0) })
    return { cpu: cpu * share, bytes: bytes * share }
  }
}

const work = await loadWork(process.argv[2] ?? '')
const contenders = [
  { name: 'ours', render: oneIn(1, sharing) },
  { name: 'ours, nothing shared', render: oneIn(SHARE, notSharing) },
  { name: 'feed', render: oneIn(SHARE, withPackage(renderWithFeed)) },
  { name: 'feedsmith', render: oneIn(SHARE, withPackage(renderWithFeedsmith)) },
]
const rounds = Array.from({ length: 1 + ROUNDS }, () => contenders.map(({ render }) => render(work))).slice(1) // the first one warms up
const best = contenders.map(({ name }, at): Rendered => {
  const costs = rounds.flatMap((round) => round[at] ?? [])
  return { name, cpu: Math.min(...costs.map(({ cpu }) => cpu)), bytes: costs[0]?.bytes ?? 0 }
})
process.stdout.write(JSON.stringify(best))
