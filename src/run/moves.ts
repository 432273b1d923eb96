// What the operator moved, for the report: each move once, when the feeds are published at their new addresses.

import type { Note } from '../model/note.ts'
import { type Move, MOVES, type Store } from '../store/store.ts'

/** @throws FeedmillError `store.*` */
export async function tellMoves(store: Store): Promise<readonly Note[]> {
  const moves = JSON.parse((await store.loadSetting(MOVES)) ?? '[]') as readonly Move[]
  if (moves.length > 0) await store.saveSetting(MOVES, '[]')
  const terms = moves.length > 0 ? await store.loadTerms() : []
  return moves.map(({ kind, label, from, to }) => {
    const heir = terms.find((term) => term.kind === kind && term.slug === from)
    const left = heir === undefined ? 'the old address leads there' : `the old address is that of ${heir.label} now`
    return { code: 'term.moved', message: `${kind} ${label}: moved from ${kind}/${from} to ${kind}/${to}; ${left}` }
  })
}
