// A feed's older entries as pages that stay as they are (docs/decisions/0003-archives.md). Pure.

import { hash } from 'node:crypto'
import type { FeedSpec } from '../../model/feed.ts'
import type { EntryRef } from '../../store/store.ts'

export interface ArchivePage {
  readonly path: string // below the output folder, no extension: `archive/tag/ruby/2026-1`
  readonly olderPath: string | null
  readonly refs: readonly EntryRef[] // newest first
}

/** Where all pages of a feed are. */
export function archiveFolder(feedPath: string): string {
  return `archive/${feedPath}/`
}

/**
 * The pages of a feed, the oldest first. Each year (UTC) is filled from its oldest entry on, `limit` entries a page; a page appears
 * once it is full or its year is over. What is in no page yet is among the newest `limit` entries, which the live document holds.
 *
 * @param refs  every entry of the feed, newest first
 */
export function archivePages(feedPath: string, refs: readonly EntryRef[], limit: number): ArchivePage[] {
  if (refs.length <= limit) return []
  const pages: ArchivePage[] = []
  const years = Map.groupBy(refs.toReversed(), ({ sortAt }) => new Date(sortAt).getUTCFullYear())
  const newest = new Date(refs[0]?.sortAt ?? 0).getUTCFullYear()
  for (const [year, ofYear] of years) {
    for (let start = 0; start < ofYear.length; start += limit) {
      const page = ofYear.slice(start, start + limit)
      if (page.length < limit && year === newest) continue
      const path = `${archiveFolder(feedPath)}${year}-${start / limit + 1}`
      pages.push({ path, olderPath: pages.at(-1)?.path ?? null, refs: page.reverse() })
    }
  }
  return pages
}

/** The addresses of a page: its own, then those below the feed's former ones. */
export function pagePaths({ path }: ArchivePage, feed: Pick<FeedSpec, 'path' | 'formerPaths'>): string[] {
  const name = path.slice(archiveFolder(feed.path).length)
  return [path, ...feed.formerPaths.map((former) => `${archiveFolder(former)}${name}`)]
}

/** Changes when anything on the page does. */
export function pageDigest({ olderPath, refs }: ArchivePage, epoch: string): string {
  return hash('sha256', JSON.stringify([epoch, olderPath, refs.map(({ articleId, stamp }) => [articleId, stamp])]), 'base64url').slice(0, 12)
}
