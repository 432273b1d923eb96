// What of a note of Obsidian's is code, in which nothing else begins: no comment, no tag. Time is linear in the length of the text.

const SIGN = String.raw`(?:[-*+]|\d{1,9}[.)])[ \t]`
/** Code: a block between fences, that of a list or quote too, or what is between ticks. */
const CODE = String.raw`^(?<before>(?:[ \t]*(?:>|${SIGN})){0,50}[ \t]*)(?<mark>\u{60}{3,}(?!\u{60})(?![^\n]*\u{60})|~{3,})|\u{60}`
const COMMENTS = new RegExp(`${CODE}|%%`, 'gmu')
const NO_PROSE = new RegExp(String.raw`${CODE}|%%|\$\$|\[\[|<!--|<`, 'gmu')

/** A note without its comments, which may go over paragraphs. */
export function withoutComments(note: string): string {
  return note.includes('%%') ? replaced(note, COMMENTS, (sign, part) => (sign === '%%' ? '' : part)) : note
}

/** A note with a blank in place of what is no prose: code, comments, mathematics, links, HTML. */
export function proseOf(note: string): string {
  return replaced(note, NO_PROSE, () => ' ')
}

/** Where a comment begins that does not end; -1 where there is none. */
export function openComment(note: string): number {
  if (note.includes('%%')) for (const { sign, at, end } of partsOf(note, COMMENTS)) if (sign === '%%' && end === -1) return at
  return -1
}

/** What opens and does not end stays. */
function replaced(note: string, openings: RegExp, replace: (sign: string, part: string) => string): string {
  const kept: string[] = []
  let done = 0
  for (const { sign, at, end } of partsOf(note, openings)) {
    if (end === -1) continue
    kept.push(note.slice(done, at), replace(sign, note.slice(at, end)))
    done = end
  }
  return kept.join('') + note.slice(done)
}

interface Part {
  readonly sign: string // that opens it
  readonly at: number
  readonly end: number // -1 where it does not end
}

function* partsOf(note: string, openings: RegExp): Generator<Part> {
  const missing = new Set<string>()
  openings.lastIndex = 0
  for (let found = openings.exec(note); found !== null; found = openings.exec(note)) {
    const end = endOf(note, found, missing)
    openings.lastIndex = Math.max(end, found.index + 1)
    yield { sign: found[0], at: found.index, end }
  }
}

/** What follows each of these up to its end. */
const REST: Readonly<Record<string, RegExp>> = {
  '`': /[^`\n]*(?:\n(?![ \t>]*(?:\n|`{3}|~{3}))[^`\n]*){0,1000}`/uy,
  '$$': /[^$]*\$\$/uy,
  '[[': /[^[\]\n]*\]\]/uy,
  '<': /[a-z/][^<>]*>/iuy,
}
const ENDS: Readonly<Record<string, string>> = { '%%': '%%', '<!--': '-->' }

/** -1 where it does not end. */
function endOf(note: string, { 0: sign, index, groups }: RegExpExecArray, missing: Set<string>): number {
  const at = index + sign.length
  const { before = '', mark } = groups ?? {}
  if (mark !== undefined) return endOfBlock(note, at, before, mark)
  const rest = REST[sign]
  if (rest === undefined) return endAt(note, ENDS[sign] ?? '', at, missing)
  rest.lastIndex = at
  return rest.test(note) ? rest.lastIndex : -1
}

/** Each is looked for in vain once. */
function endAt(note: string, end: string, from: number, missing: Set<string>): number {
  const at = missing.has(end) ? -1 : note.indexOf(end, from)
  if (at === -1) missing.add(end)
  return at === -1 ? -1 : at + end.length
}

/** At the fence that closes it, or where what it is in goes on no more. */
function endOfBlock(note: string, at: number, before: string, mark: string): number {
  const goesOn = before.includes('>') ? /^[ \t]*>/u : /^ {0,3}$/u.test(before) ? /^/u : /^(?:[ \t]|$)/u
  for (let start = endOfLine(note, at) + 1; start <= note.length; start = endOfLine(note, start) + 1) {
    const line = note.slice(start, endOfLine(note, start))
    if (!goesOn.test(line)) return start - 1
    if (/^[ \t>]*(`{3,}|~{3,})[ \t]*$/u.exec(line)?.[1]?.startsWith(mark) === true) return start + line.length
  }
  return note.length
}

function endOfLine(note: string, at: number): number {
  const end = note.indexOf('\n', at)
  return end === -1 ? note.length : end
}
