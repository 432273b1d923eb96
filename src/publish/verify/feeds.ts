// The documents of one feed, read back: its three formats against each other, its pages from the newest to the first, its links.
// One document of each format is held at a time, and of an archive only the addresses of its pages.

import { isLiveDocument } from '../../model/document.ts'
import { FORMS } from '../render/forms.ts'
import { archiveFolder } from '../select/archive.ts'
import { compareReadings } from './compare.ts'
import { checkLink, type Inspection, pathOf, readText, report } from './inspection.ts'
import { READ_FORMATS, readDocument, type ReadFeed, type ReadFormat, toSecond } from './read-feed.ts'
import { linksOfPage, type PageLink } from './read-links.ts'

/** One format of a document, read. */
interface Read {
  readonly path: string
  readonly format: ReadFormat
  readonly feed: ReadFeed
}

/** A feed as its files told of it. */
export interface VerifiedFeed {
  readonly stem: string // its path without an extension
  readonly copyOf: string | null // the feed's own address, where this is a former one
  readonly newest: Pick<ReadFeed, 'title' | 'entries' | 'fills'> | null // null: no format could be read
  readonly entries: number // of the newest document and its whole archive
}

/** Every feed of the tree by its path without an extension, sorted; archive pages are found by walking. */
export function feedStems({ there, listed }: Inspection): string[] {
  const paths = new Set([...there, ...listed.keys()])
  const stems = [...paths].filter(isLiveDocument).map(stemOf)
  return [...new Set(stems)].sort()
}

/** Reads a feed from its newest document to the first page of its archive. */
export async function verifyFeed(inspection: Inspection, stem: string): Promise<VerifiedFeed> {
  const live = await readForms(inspection, stem)
  const copyOf = live.length === 0 ? await canonicalAddress(inspection, stem) : ownAddress(inspection, stem, live)
  if (copyOf !== null) return verifyCopy(inspection, stem, copyOf, live)
  checkSelf(inspection, stem, live)
  await verifyPage(inspection, stem, live)
  const rest = new Set(live[0]?.feed.entries.map(({ id }) => id)) // in no page of the archive: that shares some with the newest document
  const { walked, entries } = await walkArchive(inspection, stem, live, (id) => rest.delete(id))
  await checkLeftPages(inspection, stem, live, walked)
  return { stem, copyOf: null, newest: live[0]?.feed ?? null, entries: entries + rest.size }
}

/** From page to page, as a reader would. @param met  told the id of every entry */
async function walkArchive(inspection: Inspection, stem: string, live: readonly Read[], met: (id: string | null) => void): Promise<{ walked: ReadonlySet<string>; entries: number }> {
  const walked = new Set([stem])
  let entries = 0
  for (let page = olderPage(inspection, live); page !== null; ) {
    if (walked.has(page)) {
      report(inspection, `${stem}.${live[0]?.format ?? 'rss'}`, `has an archive that leads in a circle, back to ${page}`)
      break
    }
    walked.add(page)
    const forms = await verifyArchivePage(inspection, stem, page)
    for (const { id } of forms[0]?.feed.entries ?? []) met(id)
    entries += forms[0]?.feed.entries.length ?? 0
    page = olderPage(inspection, forms)
  }
  return { walked, entries }
}

async function verifyArchivePage(inspection: Inspection, stem: string, page: string): Promise<Read[]> {
  const forms = await readForms(inspection, page)
  checkSelf(inspection, page, forms)
  checkCurrent(inspection, stem, forms)
  await verifyPage(inspection, page, forms)
  return forms
}

/** A former address of a feed: for programs the same bytes as at its own, for people a page that leads there. */
async function verifyCopy(inspection: Inspection, stem: string, copyOf: string, forms: readonly Read[]): Promise<VerifiedFeed> {
  for (const format of READ_FORMATS) compareCopy(inspection, `${stem}.${format}`, `${copyOf}.${format}`)
  await checkLeadsOn(inspection, stem, copyOf)
  for (const page of pagesOf(inspection, stem)) {
    const original = `${archiveFolder(copyOf)}${page.slice(archiveFolder(stem).length)}`
    for (const format of READ_FORMATS) {
      const path = `${page}.${format}`
      if (inspection.there.has(path)) await readText(inspection, path)
      compareCopy(inspection, path, `${original}.${format}`)
    }
    await checkLeadsOn(inspection, page, original)
  }
  return { stem, copyOf, newest: forms[0]?.feed ?? null, entries: 0 }
}

async function checkLeadsOn(inspection: Inspection, stem: string, original: string): Promise<void> {
  const path = `${stem}.html`
  const text = inspection.there.has(path) ? await readText(inspection, path) : null
  if (text === null) return
  const paths = linksOfPage(text).map(({ url }) => pathOf(inspection, url))
  if (!paths.includes(`${original}.html`)) report(inspection, path, `does not lead to ${original}.html, whose former address it is`)
}

function compareCopy(inspection: Inspection, path: string, original: string): void {
  const [copied, own] = [path, original].map((file) => inspection.listed.get(file)?.sha256)
  if (copied !== own) report(inspection, path, `differs from ${original}, whose former address it is`)
}

/** Every format of one document, each compared with the first that can be read. */
async function readForms(inspection: Inspection, stem: string): Promise<Read[]> {
  const forms: Read[] = []
  for (const format of READ_FORMATS) {
    const path = `${stem}.${format}`
    const text = inspection.there.has(path) ? await readText(inspection, path) : null
    if (text === null) continue
    try {
      forms.push({ path, format, feed: await readDocument(format, text) })
    } catch (error) {
      report(inspection, path, `cannot be read as ${FORMS[format].name}: ${firstLine(error)}`)
    }
  }
  const [first, ...others] = forms
  for (const form of forms) checkListed(inspection, form)
  for (const other of others) if (first !== undefined) report(inspection, other.path, ...compareReadings({ name: first.path, feed: first.feed }, { name: other.path, feed: other.feed }))
  inspection.counts.entries += first?.feed.entries.length ?? 0
  return forms
}

/** What the manifest says of a document beside its bytes. */
function checkListed(inspection: Inspection, { path, format, feed }: Read): void {
  const listed = inspection.listed.get(path)
  if (listed === undefined) return
  const { entries, updatedAt } = feed
  if (listed.items !== entries.length) report(inspection, path, `has ${entries.length} entries, manifest.json says ${listed.items}`)
  if (listed.type !== FORMS[format].mediaType) report(inspection, path, `is listed in manifest.json as ${JSON.stringify(listed.type)}`)
  if (format === 'atom' && listed.updated !== null && updatedAt !== toSecond(listed.updated)) {
    report(inspection, path, `was updated ${updatedAt ?? 'never'}, manifest.json says ${listed.updated}`)
  }
}

/** Another address of this tree that every format calls its own. */
function ownAddress(inspection: Inspection, stem: string, forms: readonly Read[]): string | null {
  const named = forms.map(({ feed, format }) => pathOf(inspection, feed.selfUrls[0] ?? '')?.replace(new RegExp(`\\.${format}$`, 'u'), '') ?? null)
  const [first = null] = named
  const isElsewhere = first !== null && first !== stem && named.every((name) => name === first)
  return isElsewhere && forms.every(({ format }) => inspection.there.has(`${first}.${format}`)) ? first : null
}

/** The same of a feed that has nothing but pages: another address that its page calls the right one. */
async function canonicalAddress(inspection: Inspection, stem: string): Promise<string | null> {
  const html = inspection.there.has(`${stem}.html`) ? await readText(inspection, `${stem}.html`) : null
  const canonical = html === null ? undefined : linksOfPage(html).find(({ rel }) => rel === 'canonical')
  const path = canonical === undefined ? null : pathOf(inspection, canonical.url)
  return path === null || path === `${stem}.html` || !inspection.there.has(path) ? null : stemOf(path)
}

function checkSelf(inspection: Inspection, stem: string, forms: readonly Read[]): void {
  if (inspection.siteUrl === '') return
  for (const { path, format, feed } of forms) {
    const own = `${inspection.siteUrl}${stem}.${format}`
    if (feed.selfUrls.length !== 1) report(inspection, path, `has ${feed.selfUrls.length} self links, not one`)
    else if (feed.selfUrls[0] !== own) report(inspection, path, `says it is at ${JSON.stringify(feed.selfUrls[0])}, not at ${own}`)
    if (feed.link === null) report(inspection, path, 'does not say what site it is the feed of')
    else checkLink(inspection, path, feed.link)
  }
}

function checkCurrent(inspection: Inspection, stem: string, forms: readonly Read[]): void {
  for (const { path, format, feed } of forms) {
    const current = `${inspection.siteUrl}${stem}.${format}`
    if (feed.currentUrl !== current) report(inspection, path, `names ${feed.currentUrl === null ? 'no newest document' : JSON.stringify(feed.currentUrl)}, not ${current}`)
  }
}

/** The page before this one in time, on which all formats agree; null at the first, or where the way ends. */
function olderPage(inspection: Inspection, forms: readonly Read[]): string | null {
  const stems = forms.map(({ path, format, feed }) => {
    if (feed.olderUrl === null) return null
    const older = pathOf(inspection, feed.olderUrl)
    if (older === null || !older.endsWith(`.${format}`)) report(inspection, path, `leads to ${JSON.stringify(feed.olderUrl)}, which is no page of an archive here`)
    else checkLink(inspection, path, feed.olderUrl)
    return older === null ? null : stemOf(older)
  })
  const [first = null] = stems
  forms.forEach(({ path }, index) => {
    if (stems[index] !== first) report(inspection, path, `goes on with ${stems[index] ?? 'nothing'}, ${forms[0]?.path} with ${first ?? 'nothing'}`)
  })
  return stems.find((stem) => stem !== null) ?? null
}

/** Pages that nobody came to. Where there is nothing but HTML they are looked at one by one: only programs walk. */
async function checkLeftPages(inspection: Inspection, stem: string, live: readonly Read[], walked: ReadonlySet<string>): Promise<void> {
  for (const page of pagesOf(inspection, stem)) {
    if (walked.has(page)) continue
    if (live.length > 0) report(inspection, page, `is a page of ${stem} that nobody who walks its archive comes to`)
    await verifyPage(inspection, page, await readForms(inspection, page))
  }
}

/** Pages that lie in a feed's archive, with or without its feed leading there. */
function pagesOf({ folders }: Inspection, stem: string): ReadonlySet<string> {
  const files = folders.get(archiveFolder(stem)) ?? []
  return new Set(files.filter((path) => /\.(?:rss|atom|json|html)$/u.test(path)).map(stemOf))
}

// --- HTML

/** The page of a document for people: it leads somewhere, and offers every form to programs. */
async function verifyPage(inspection: Inspection, stem: string, forms: readonly Read[]): Promise<void> {
  const path = `${stem}.html`
  const html = inspection.there.has(path) ? await readText(inspection, path) : null
  if (html === null) return
  const links = checkLinksOf(inspection, path, html)
  const items = inspection.listed.get(path)?.items ?? null
  const entries = forms[0]?.feed.entries.length ?? items
  if (items !== null && items !== entries) report(inspection, path, `has ${items} entries by manifest.json, ${forms[0]?.path} has ${entries}`)
  const offered = new Set(links.filter(({ rel }) => rel.split(' ').includes('alternate')).map(({ url }) => url))
  for (const form of forms) if (!offered.has(`${inspection.siteUrl}${form.path}`)) report(inspection, path, `does not offer ${form.path} to programs (link rel="alternate")`)
}

/** Every link of a page that leads to a file of ours leads to one that is there. */
export function checkLinksOf(inspection: Inspection, path: string, html: string): PageLink[] {
  const links = linksOfPage(html)
  for (const { url } of links) checkLink(inspection, path, url)
  return links
}

function stemOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.'))
}

function firstLine(error: unknown): string {
  return JSON.stringify((error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.slice(0, 200))
}
