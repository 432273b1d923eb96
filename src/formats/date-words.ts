// The words in dates: names of months in the languages that feeds are written in, and the zone words of old feeds.
// Months come from the platform's own tables, with and without their accents: no list of ours to keep.

const NAMES = 'January February March April May June July August September October November December'.split(' ')
const ENGLISH = NAMES.map((name) => name.slice(0, 3).toLowerCase())

/** As most feeds write them, and the words that came up before: a feed has few, and the platform's tables take long to make. */
const KNOWN = new Map<string, number | null>(NAMES.flatMap((name, index) => [name, name.slice(0, 3)].map((word) => [word, index + 1] as const)))
const MAX_KNOWN = 500

/** In the order in which they are believed where two languages spell two months alike (Polish and Croatian `listopad`). */
const LANGUAGES = 'de fr es it pt nl pl ru sv da nb fi cs hu el tr ro uk bg ca id ar he vi'.split(' ')

/** What languages shorten in ways of their own. */
const EXTRA: Readonly<Record<string, number>> = { sept: 9, mrz: 3, maerz: 3, maj: 5, okt: 10, dez: 12, des: 12, ιουλ: 7, ιουν: 6, μαι: 5 }

/** A month's number, 1 to 12, by its name; null for any other word. */
export function monthOfWord(word: string): number | null {
  const known = KNOWN.get(word)
  if (known !== undefined) return known
  const month = readMonth(word)
  if (KNOWN.size < MAX_KNOWN) KNOWN.set(word, month)
  return month
}

function readMonth(word: string): number | null {
  const folded = fold(word)
  const english = ENGLISH.indexOf(folded.slice(0, 3)) + 1
  if (english !== 0 && isEnglish(folded, english)) return english
  return lookUp(folded)
}

/** `Sept`, `Octo`, `Decmber`: three right letters are enough, where no other language has a month of that very name. */
function isEnglish(folded: string, english: number): boolean {
  if (folded.length === 3) return true
  const elsewhere = lookUp(folded)
  return elsewhere === null || elsewhere === english
}

/** Of each language that was needed so far: to make them all takes a tenth of a second. */
const tables = new Map<string, ReadonlyMap<string, number>>()

function lookUp(folded: string): number | null {
  if (Object.hasOwn(EXTRA, folded)) return EXTRA[folded] ?? null
  for (const language of LANGUAGES) {
    const table = tables.get(language) ?? collectNames(language)
    tables.set(language, table)
    const month = table.get(folded)
    if (month !== undefined) return month
  }
  return null
}

/** Names alone and names beside a day: many languages inflect (`июль`, `июля`). */
function collectNames(language: string): ReadonlyMap<string, number> {
  const collected = new Map<string, number>()
  for (const style of ['long', 'short'] as const) {
    const alone = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC', calendar: 'gregory' })
    const beside = new Intl.DateTimeFormat(language, { month: style, day: 'numeric', timeZone: 'UTC', calendar: 'gregory' })
    for (let month = 1; month <= 12; month += 1) {
      for (const format of [alone, beside]) collectName(collected, format, month)
    }
  }
  return collected
}

function collectName(collected: Map<string, number>, format: Intl.DateTimeFormat, month: number): void {
  const parts = format.formatToParts(Date.UTC(2026, month - 1, 15))
  const name = fold(parts.find(({ type }) => type === 'month')?.value ?? '')
  if (/\p{L}{2}/u.test(name) && !collected.has(name)) collected.set(name, month)
}

function fold(word: string): string {
  return word.normalize('NFD').replaceAll(/[\p{M}.]/gu, '').toLowerCase()
}

/** Hours ahead of UTC, and the words for them. `CST` is America's, as RFC 822 section 5 says. */
const ZONES: ReadonlyMap<string, number> = byWord([
  [-10, 'HST HAST'],
  [-9, 'AKST'],
  [-8, 'PST PT AKDT'],
  [-7, 'MST MT PDT'],
  [-6, 'CST CT MDT'],
  [-5, 'EST ET CDT'],
  [-4, 'AST EDT'],
  [-3.5, 'NST'],
  [-3, 'ADT BRT ART'],
  [-2.5, 'NDT'],
  [-2, 'BRST'],
  [0, 'UT UTC UCT GMT Z WET'],
  [1, 'CET MEZ MET BST WEST'],
  [2, 'EET CEST MESZ MEST SAST'],
  [3, 'MSK EEST TRT'],
  [4, 'MSD'],
  [5, 'PKT'],
  [5.5, 'IST'],
  [5.75, 'NPT'],
  [7, 'ICT WIB'],
  [8, 'SGT HKT PHT AWST'],
  [9, 'JST KST'],
  [9.5, 'ACST'],
  [10, 'AEST'],
  [10.5, 'ACDT'],
  [11, 'AEDT'],
  [12, 'NZST'],
  [13, 'NZDT'],
])

function byWord(zones: readonly (readonly [hours: number, words: string])[]): ReadonlyMap<string, number> {
  return new Map(zones.flatMap(([hours, words]) => words.split(' ').map((word) => [word, hours] as const)))
}

/** Minutes ahead of UTC of a zone word; null for any other word. */
export function offsetOfWord(word: string): number | null {
  const folded = word.toUpperCase()
  const hours = ZONES.get(folded)
  if (hours !== undefined) return hours * 60
  // RFC 822 misdefined the single letters: RFC 5322 section 4.3 takes them all for +0000.
  return /^[A-IK-Z]$/u.test(folded) ? 0 : null
}
