// Dates of feeds: read from whatever publishers write, written as RFC 822 and RFC 3339.
// Never `Date.parse`, never a guess at what is out of range, never the machine's zone.

import type { EpochMs } from '../model/article.ts'
import { MINUTE } from '../model/clock.ts'
import { monthOfWord, offsetOfWord } from './date-words.ts'
import { fromUtc, fromZone, isTimezone, type WallTime } from './zones.ts'

const MAX_LENGTH = 120 // characters; longer texts are no dates

/** RFC 3339 and W3CDTF in every precision, with a blank for `T`, a comma for the point, and a zone in any spelling or none behind it. */
const ISO = /^(\d{4})-(\d\d?)(?:-(\d\d?)(?:(?:\s*T\s*|\s+)(\d\d?):(\d\d?)(?::(\d\d?)(?:[.,](\d{1,9}))?)?)?(?:\s*([A-Z+\-\u2212].*))?)?$/iu

/** RFC 822 and its successors: the day's name, seconds, the time and the zone may be missing, blanks and hyphens may be anywhere. */
const RFC_822 = new RegExp(
  [
    /^(?:[\p{L}\p{M}]+\.?\s*,?\s*)?/u, // day's name
    /(\d{1,2})[\s-]+(\p{L}[\p{L}\p{M}]{2,15})\.?,?[\s-]+(\d{2,4})/u,
    /(?:[,\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?/u,
    /\s*(.*)$/u, // zone
  ]
    .map((part) => part.source)
    .join(''),
  'u',
)

const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(?:[.,](\d{1,9}))?)?\s*([A-Z+-].*)?$/iu
const ORDINAL = /^(\d{4}|\d\d)-?(\d{3})$/u
const SHORT_YEAR = /^(\d\d)(-?)(\d\d)\2(\d\d)(?!\d)/u
const SHORT_MONTH = /^-(\d\d)-?(\d\d)$/u
const UNIX = /^-?\d{9,13}(?:\.\d+)?$/u

/**
 * The instant that a text of any origin names; null where it names none between 1900 and 2199.
 * @param timezone  IANA name, for times without a zone. Where it is UTC, which is what nobody chose, Korean words mean Seoul's time, as
 *                  feedparser has it: their blogging systems (OnBlog, Nate) write no zone
 * @see RFC 3339, RFC 5322 section 4.3, https://www.w3.org/TR/NOTE-datetime
 */
export function parseDate(text: string, timezone: string): EpochMs | null {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > MAX_LENGTH) return null
  return parseUsual(trimmed) ?? parseAny(trimmed, timezone)
}

function parseAny(trimmed: string, timezone: string): EpochMs | null {
  const iso = ISO.exec(trimmed) ?? COMPACT.exec(trimmed)
  if (iso !== null) return place(numbersOf(iso), iso[8] ?? '', timezone)
  const rfc = RFC_822.exec(trimmed)
  const month = rfc === null ? null : monthOfWord(rfc[2] ?? '')
  if (rfc !== null && month !== null && !TIME.test(rfc[8] ?? '')) {
    const [, day, , year = '', hour, minute, second, fraction, zone = ''] = rfc
    return place([fullYear(year), month, Number(day), ...timeOf(hour, minute, second, fraction)], zone, timezone)
  }
  return parseNumeric(trimmed, timezone) ?? parseLoose(trimmed, timezone)
}

/** `Thu, 01 Jan 2026 09:05:00 GMT`: RFC 822 with the year in four digits, as RSS asks. */
export function formatRfc822(at: EpochMs): string {
  return new Date(at).toUTCString()
}

/** `2026-01-01T09:05:00Z`; milliseconds only where there are any. */
export function formatRfc3339(at: EpochMs): string {
  const text = new Date(at).toISOString()
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text
}

// --- the forms that nearly all feeds have, found by their length and read sign by sign, in a fourth of the time that patterns take

/** `Thu, 01 Jan 2026 09:05:00 GMT` or `+0200`, `2026-01-01T09:05:00Z` or `+02:00`; null for any other text, whatever it says. */
function parseUsual(text: string): EpochMs | null {
  switch (text.length) {
    case 20:
      return text.endsWith('Z') ? usualIso(text, 0) : null
    case 25:
      return text[22] === ':' ? usualIso(text, usualOffset(text, 19, 23)) : null
    case 29:
      return text.endsWith(' GMT') ? usualRfc822(text, 0) : null
    case 31:
      return text[25] === ' ' ? usualRfc822(text, usualOffset(text, 26, 29)) : null
    default:
      return null
  }
}

function usualIso(text: string, offset: number): EpochMs | null {
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T') return null
  return usualTime(text, 11, digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2), offset)
}

function usualRfc822(text: string, offset: number): EpochMs | null {
  const isWord = text.charCodeAt(0) > 64 && text.charCodeAt(1) > 64 && text.charCodeAt(2) > 64
  if (!isWord || text[3] !== ',' || text[4] !== ' ' || text[7] !== ' ' || text[11] !== ' ' || text[16] !== ' ') return null
  return usualTime(text, 17, digits(text, 12, 4), monthOfWord(text.slice(8, 11)) ?? NaN, digits(text, 5, 2), offset)
}

function usualTime(text: string, at: number, year: number, month: number, day: number, offset: number): EpochMs | null {
  const [hour, minute, second] = [digits(text, at, 2), digits(text, at + 3, 2), digits(text, at + 6, 2)]
  const isWhole = text[at + 2] === ':' && text[at + 5] === ':' && !Number.isNaN(year + month + day + hour + minute + second + offset)
  const utc = isWhole ? fromUtc({ year, month, day, hour, minute, second, millisecond: 0 }) : null
  return utc === null ? null : utc - offset * MINUTE
}

/** Minutes ahead of UTC; NaN for what is no offset. */
function usualOffset(text: string, signAt: number, minutesAt: number): number {
  const sign = text[signAt]
  if (sign !== '+' && sign !== '-') return NaN
  return offsetOf(sign, digits(text, signAt + 1, 2), digits(text, minutesAt, 2)) ?? NaN
}

/** The number that stands there; NaN where there is any other sign. */
function digits(text: string, at: number, count: number): number {
  let number = 0
  for (let i = at; i < at + count; i += 1) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return NaN
    number = number * 10 + digit
  }
  return number
}

type Numbers = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number, millisecond: number]
type Time = readonly [hour: number, minute: number, second: number, millisecond: number]

const MIDNIGHT: Time = [0, 0, 0, 0]

function numbersOf([, year, month, day, hour, minute, second, fraction]: RegExpExecArray): Numbers {
  return [Number(year), Number(month), Number(day ?? 1), ...timeOf(hour, minute, second, fraction)]
}

function timeOf(hour = '0', minute = '0', second = '0', fraction = ''): Time {
  return [Number(hour), Number(minute), Number(second), Number(fraction.slice(0, 3).padEnd(3, '0'))]
}

/** RFC 5322 section 4.3: two digits below 50 are of this century, three count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year
  return digits.length === 3 ? 1900 + year : year
}

/** The instant of these numbers in the zone that the text behind them names, else in `timezone`. */
function place(numbers: Numbers, zone: string, timezone: string): EpochMs | null {
  const [year, month, day, hour, minute, second, millisecond] = numbers
  const half = /^\s*([ap])\.?m\.?(?!\p{L})/iu.exec(zone)
  const shown = half === null ? hour : twelveHours(hour, half[1] ?? '')
  const wall: WallTime = { year, month, day, hour: shown, minute, second, millisecond }
  const offset = parseZone(half === null ? zone : zone.slice(half[0].length))
  if (typeof offset !== 'number') return fromZone(wall, offset ?? timezone)
  const utc = fromUtc(wall)
  return utc === null ? null : utc - offset * MINUTE
}

function twelveHours(hour: number, half: string): number {
  if (hour > 12) return hour
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
}

/** Minutes ahead of UTC, an IANA name, or null where the text names no zone that we know. */
function parseZone(text: string): number | string | null {
  if (text === 'GMT' || text === 'Z') return 0 // nearly always
  if (text === '') return null
  const numeric = /([+\-\u2212])\s?(\d{1,2}):?(\d{2})?(?!\d)/u.exec(text)
  if (numeric !== null) return offsetOf(numeric[1] ?? '+', Number(numeric[2]), Number(numeric[3] ?? 0))
  const named = /[A-Z][A-Za-z]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?/u.exec(text)
  if (named !== null && isTimezone(named[0])) return named[0]
  for (const word of text.match(/[A-Za-z]+/gu) ?? []) {
    const offset = offsetOfWord(word)
    if (offset !== null) return offset
  }
  return null
}

function offsetOf(sign: string, hours: number, minutes: number): number | null {
  if (hours > 15 || minutes > 59) return null
  return (sign === '+' ? 1 : -1) * (hours * 60 + minutes)
}

/** ISO 8601's short forms, a day of the year, a year, seconds or milliseconds since 1970. */
function parseNumeric(text: string, timezone: string): EpochMs | null {
  const ordinal = ORDINAL.exec(text)
  if (ordinal !== null) return parseOrdinal(fullYear(ordinal[1] ?? ''), Number(ordinal[2]), timezone)
  const short = text.length <= 8 ? (SHORT_YEAR.exec(text) ?? SHORT_MONTH.exec(text)) : null
  if (short !== null) return parseShort(short, timezone)
  if (/^\d{4}$/u.test(text)) return place([Number(text), 1, 1, ...MIDNIGHT], '', timezone)
  if (!UNIX.test(text)) return null
  const at = Math.round(Number(text) * (Math.abs(Number(text)) < 1e11 ? 1000 : 1))
  return at >= 0 ? at : null
}

/** Years of two digits: `03-12-31`, `031231`, `-03-12`. */
function parseShort(short: RegExpExecArray, timezone: string): EpochMs | null {
  const [, year = '', , month, day] = short
  return place([fullYear(year), Number(month ?? short[2]), Number(day ?? 1), ...MIDNIGHT], '', timezone)
}

function parseOrdinal(year: number, dayOfYear: number, timezone: string): EpochMs | null {
  const day = new Date(Date.UTC(year, 0, dayOfYear))
  if (dayOfYear < 1 || day.getUTCFullYear() !== year) return null
  return place([year, day.getUTCMonth() + 1, day.getUTCDate(), ...MIDNIGHT], '', timezone)
}

// --- everything else

const TIME = /(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?/u
const PM = /(?<![\p{L}])(?:p\.?m\.?|μμ|μ\.μ\.)(?![\p{L}])|오후|下午|晚上|午後/iu
const AM = /(?<![\p{L}])(?:a\.?m\.?|πμ|π\.μ\.)(?![\p{L}])|오전|上午|早上|凌晨|午前/iu

const KOREAN = /오전|오후|[년월일]/u

/** The units of Chinese, Japanese and Korean dates as the signs that stand for them elsewhere. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/\s*[年년월月]\s*/gu, '-'],
  [/\s*[日일号號]\s*/gu, ' '],
  [/(\d)\s*[時时시点點]\s*(?=\d)/gu, '$1:'],
  [/(\d)\s*[時时시点點]/gu, '$1:00'],
  [/(\d)\s*[分분]\s*(?=\d)/gu, '$1:'],
  [/(\d)\s*[分분秒초]/gu, '$1 '],
]

/** A date and a time found anywhere in the text, in the orders of many countries. */
function parseLoose(text: string, timezone: string): EpochMs | null {
  const plain = UNITS.reduce((done, [unit, sign]) => done.replaceAll(unit, sign), text.normalize('NFKC'))
  const time = TIME.exec(plain)
  const around = time === null ? plain : `${plain.slice(0, time.index)} ; ${plain.slice(time.index + time[0].length)}`
  const date = findDate(around)
  if (date === null) return null
  const [hour, ...rest] = time === null ? MIDNIGHT : timeOf(...time.slice(1))
  const numbers: Numbers = [date.year, date.month, date.day, halfDay(hour, plain), ...rest]
  const home = timezone === 'UTC' && KOREAN.test(text) ? 'Asia/Seoul' : timezone
  return place(numbers, time === null ? '' : zoneIn(around.slice(time.index)), home)
}

function halfDay(hour: number, text: string): number {
  if (PM.test(text)) return twelveHours(hour, 'p')
  return AM.test(text) ? twelveHours(hour, 'a') : hour
}

/** What may name a zone behind the time; a year there (`10:00:00 PDT 2004`) and half days are none. */
function zoneIn(behind: string): string {
  return behind.replaceAll(/[\s;]\d{4}\b/gu, ' ').replaceAll(/(?<![\p{L}])[ap]\.?m\.?(?![\p{L}])/giu, ' ')
}

interface CalendarDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

function findDate(text: string): CalendarDate | null {
  return findYearFirst(text) ?? findYearLast(text) ?? findWithWord(text)
}

/** `2004/7/8`, `2004.07.08.`, `2004-07-08` within other text. */
function findYearFirst(text: string): CalendarDate | null {
  const match = /(?<!\d)(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)/u.exec(text)
  return match === null ? null : { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
}

/** `7/8/2004` is July, as in the United States, where slashes are customary; `8.7.2004` and `8-7-2004` too, as everywhere else. */
function findYearLast(text: string): CalendarDate | null {
  const match = /(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?!\d)/u.exec(text)
  if (match === null) return null
  const [first, second] = [Number(match[1]), Number(match[3])]
  const monthFirst = match[2] === '/' ? first <= 12 : second > 12
  return { year: fullYear(match[4] ?? ''), month: monthFirst ? first : second, day: monthFirst ? second : first }
}

/** A month's name in any of many languages, a day and a year around it. */
function findWithWord(text: string): CalendarDate | null {
  const month = findMonth(text)
  if (month === null) return null
  const numbers = (text.match(/\d+/gu) ?? []).filter((digits) => digits.length <= 4)
  const year = numbers.find((digits) => digits.length === 4) ?? numbers[1]
  const day = numbers.find((digits) => digits !== year && digits.length <= 2)
  return year === undefined ? null : { year: fullYear(year), month, day: Number(day ?? 1) }
}

/** The last word that can be a month: `mar` is a Tuesday in `mar 5 oct`, and the day's name comes first. */
function findMonth(text: string): number | null {
  return (text.match(/[\p{L}\p{M}]{2,}/gu) ?? []).map(monthOfWord).findLast((month) => month !== null) ?? null
}
