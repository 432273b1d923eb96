// A feed's older entries as pages that stay as they are (docs/decisions/0007-archive-pages.md). Pure.

import { ARCHIVE_FOLDER } from '../../model/document.ts'
import type { FeedSpec } from '../../model/feed.ts'
import type { EntryRef, PageRecord } from '../../store/store.ts'

/** A page that is to be there. */
export interface ArchivePage {
  readonly path: string // below the output folder, no extension: `archive/tag/ruby/1`
  readonly olderPath: string | null
  readonly n: number | null // in the store; null for the open one
  readonly isChanged: boolean // since it was last published
}

/** Where all pages of a feed are. */
export function archiveFolder(feedPath: string): string {
  return `${ARCHIVE_FOLDER}/${feedPath}/`
}

/**
 * The pages of a feed, the oldest first. Behind the full ones stands an open one where there are entries that neither a page nor the
 * live document holds. It has an address of its own: a reader that knows it must not take the full page of that number for known.
 *
 * @param pages   every one that was ever filled, in order
 * @param isOpen  whether there are such entries
 */
export function archivePages(feedPath: string, pages: readonly PageRecord[], isOpen: boolean): ArchivePage[] {
  const filled = pages.filter(({ entries }) => entries > 0).map(({ n, isChanged }) => ({ n, isChanged, path: `${archiveFolder(feedPath)}${n}` }))
  const open = { n: null, isChanged: true, path: `${archiveFolder(feedPath)}${(pages.at(-1)?.n ?? 0) + 1}-open` }
  const all = isOpen ? [...filled, open] : filled
  return all.map(({ n, isChanged, path }, at) => ({ n, isChanged, path, olderPath: all[at - 1]?.path ?? null }))
}

/** Entries in no page that the live document does not show either: they came late. */
export function lateEntries(inNoPage: readonly EntryRef[], live: readonly EntryRef[]): EntryRef[] {
  const shown = new Set(live.map(({ articleId }) => articleId))
  return inNoPage.filter(({ articleId }) => !shown.has(articleId))
}

/** The addresses of a page: its own, then those below the feed's former ones. */
export function pagePaths({ path }: Pick<ArchivePage, 'path'>, feed: Pick<FeedSpec, 'path' | 'formerPaths'>): string[] {
  const name = path.slice(archiveFolder(feed.path).length)
  return [path, ...feed.formerPaths.map((former) => `${archiveFolder(former)}${name}`)]
}
