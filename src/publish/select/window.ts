// How far back a feed's live document reaches (docs/decisions/0010-window.md). Pure.

import type { EpochMs } from '../../model/article.ts'

/**
 * The entries that the window shows, counted back from the feed's own newest one: what a feed shows is decided by what it holds, not by the
 * clock nor by other feeds, and no feed is empty because it is silent.
 *
 * @param newest  the newest entries of the feed, the newest first
 * @param window  ms; null: all of them
 */
export function withinWindow<Entry extends { readonly sortAt: EpochMs }>(newest: readonly Entry[], window: number | null): readonly Entry[] {
  const [first] = newest
  return window === null || first === undefined ? newest : newest.filter(({ sortAt }) => sortAt >= first.sortAt - window)
}
