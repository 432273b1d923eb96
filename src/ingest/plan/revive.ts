// What an operator may take back of what we learned about a source. PURE: each makes a state to save in place of the old one.

import type { ListState, SourceState } from '../../model/source.ts'

/**
 * A remembered move undone: the configured URL is asked again, at once. Where it still answers with the same redirect, that is followed
 * on each visit and not remembered any more; another one is.
 */
export function withoutMove(state: SourceState): SourceState {
  const { movedTo, refusedMove, lists } = state
  return { ...state, movedTo: null, refusedMove: movedTo ?? refusedMove, lists: lists.map(unmoved), nextDueAt: null }
}

function unmoved({ movedTo, refusedMove, ...list }: ListState): ListState {
  return { ...list, movedTo: null, refusedMove: movedTo ?? refusedMove }
}

/** A source that was gone (410) or kept failing, to be asked at the next run as if nothing had happened. */
export function revived(state: SourceState): SourceState {
  const lists = state.lists.map((list): ListState => ({ ...list, gone: false }))
  return { ...state, lists, gone: false, failures: 0, failingSince: null, error: null, quiet: null, nextDueAt: null }
}
