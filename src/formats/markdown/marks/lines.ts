// A line of what markdown-it reads blocks from.

import type { StateBlock } from 'markdown-it'

/** Without its end, its indent, and the signs of the lists and quotes around it. */
export function lineOf({ src, bMarks, tShift, eMarks }: StateBlock, line: number): string {
  return src.slice((bMarks[line] ?? 0) + (tShift[line] ?? 0), eMarks[line] ?? 0)
}
