// The dates of posts, each dialect's way. Never rolls over, never guesses between two meanings,
// never `new Date(text)`: what is not one of these spellings is refused with its reason.

import { monthOfWord } from '../../../formats/date-words.ts'
import type { FrontScalar } from '../../../formats/front-matter/front-values.ts'
import { fromUtc, fromZone, isTimezone, type WallTime } from '../../../formats/zones.ts'
import type { EpochMs } from '../../../model/article.ts'
import type { DateHabits } from './dialects.ts'

export type PostDate = { readonly at: EpochMs } | { readonly unreadable: string }

export interface DateRules extends DateHabits {
  readonly timezone: string // the site's, IANA name
}

const MAX_LENGTH = 80 // characters
const FIRST_YEAR = 1970
const LAST_YEAR = 2199
const TIME = /(?:^|[T\s,]|(?<=[-/.]\d\d)-)(\d{1,2}):(\d{1,2})(?::(\d{1,2})([.,]\d{1,9})?)?(?:\s?([AaPp])\.?[Mm]\.?(?![A-Za-z]))?/iu
/** As C, Ruby and the command `date` write it: the year comes last. */
const YEAR_LAST = /^([A-Za-z]{3,9},?\s+[A-Za-z]{3,9}\s+\d{1,2})\s+(\d{1,2}:\d{2}:\d{2}(?:\s+[+-]\d{4}|\s+[A-Za-z]{1,5})?)\s+(\d{4})$/u
/** Ruby takes the offset behind a day alone for a time of the day. */
const DAY_AND_OFFSET = /^(\d{4}-\d{1,2}-\d{1,2})\s*(?:UTC|GMT)?[+-](\d{1,2}:\d\d)$/u

/** The instant that a front matter's value names. */
export function readPostDate({ text, quoted }: Pick<FrontScalar, 'text' | 'quoted'>, rules: DateRules): PostDate {
  if (text.length > MAX_LENGTH) return { unreadable: 'too long for a date' }
  const ordered = text.trim().replaceAll(/\s+/gu, ' ').replace(YEAR_LAST, '$1, $3 $2')
  const written = rules.rubyZones ? ordered.replace(DAY_AND_OFFSET, '$1 $2') : ordered
  const time = TIME.exec(written)
  const day = readDay((time === null ? written : written.slice(0, time.index)).trim(), rules.strict)
  if (typeof day === 'string') return { unreadable: day }
  const clock = time === null ? MIDNIGHT : readClock(time, rules)
  if (typeof clock === 'string') return { unreadable: clock }
  const rest = time === null ? day.rest.replace(WEEKDAY_BEHIND, '') : written.slice(time.index + time[0].length).trim()
  const isYaml = day.yamlDate && day.rest === '' && isYamlTime(time)
  const zone = rest === '' ? null : rules.rubyZones && OFFSET.test(rest) ? readRubyZone(rest, isYaml && !quoted, rules.timezone) : readZone(rest)
  if (typeof zone === 'string') return { unreadable: zone }
  const counts = zone !== null && (time !== null || rules.dayZones)
  // `2022-05-13T17:18` is no time to YAML, and so a text without quotes too.
  const isText = quoted || (!isYaml && /^T/iu.test(time?.[0] ?? ''))
  return place(day, clock, counts ? zone : zoneless(time !== null, time === null ? day.yamlDate : isYaml, isText, rules))
}

/** Midnight of a day as the name of a post gives it, in the zone that a written one has. */
export function instantOfDay(day: { readonly year: number; readonly month: number; readonly day: number }, rules: DateRules): PostDate {
  return place(day, MIDNIGHT, zoneless(false, true, false, rules))
}

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly yamlDate: boolean // written as YAML 1.1 writes dates
  readonly rest: string // what follows a day that has no time
}

type Clock = Pick<WallTime, 'hour' | 'minute' | 'second' | 'millisecond'>
type Zone = { readonly name: string } | { readonly minutes: number }

const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, millisecond: 0 }

/** The day, or why there is none. */
function readDay(text: string, strict: boolean): Day | string {
  const dashed = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)\s*(.*)$/su.exec(text)
  if (dashed !== null) {
    if (strict && !/^\d{4}-\d\d-\d\d/u.test(text)) return 'write month and day with two digits'
    return { ...numbered(dashed[1], dashed[2], dashed[3]), yamlDate: true, rest: dashed[4] ?? '' }
  }
  const worded = readWordedDay(text)
  if (worded !== null) return worded
  if (/^\d{1,2}\/\d{1,2}\/\d{4}/u.test(text)) return 'day and month cannot be told apart; write YYYY-MM-DD'
  const other = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)\s*(.*)$/su.exec(text) ?? /^(\d{4})(\d\d)(\d\d)(?!\d)\s*(.*)$/su.exec(text)
  const dayFirst = /^(\d{1,2})-(\d{1,2})-(\d{4})(?!\d)\s*(.*)$/su.exec(text)
  if (other === null && dayFirst === null) return text === '' ? 'holds no date; write YYYY-MM-DD before it' : 'not a date; write YYYY-MM-DD HH:MM:SS +ZZZZ'
  if (strict) return 'not a date to Hugo; write YYYY-MM-DD'
  const [, a, b, c, rest = ''] = other ?? [null, dayFirst?.[3], dayFirst?.[2], dayFirst?.[1], dayFirst?.[4]]
  return { ...numbered(a, b, c), yamlDate: false, rest }
}

const WEEKDAY = String.raw`(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?`
const WEEKDAY_BEFORE = new RegExp(String.raw`^${WEEKDAY},?\s+`, 'iu')
/** As Org writes a day: `2022-05-13 Fri`. */
const WEEKDAY_BEHIND = new RegExp(String.raw`^,?\s*${WEEKDAY}$`, 'iu')

/** `Fri, 13 May 2022`, `13. May 2022`, `May 13, 2022`. */
function readWordedDay(text: string): Day | null {
  const plain = text.replace(WEEKDAY_BEFORE, '')
  const [, day, word, year, rest] = /^(\d{1,2})(?:[\s-]|\.\s)([A-Za-z]{3,9})\.?,?[\s-](\d{4})(?!\d)\s*(.*)$/su.exec(plain) ?? []
  const [, word2, day2, year2, rest2] = /^([A-Za-z]{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\d)\s*(.*)$/su.exec(plain) ?? []
  const month = monthOfWord(word ?? word2 ?? '-')
  if (month === null) return null
  return { ...numbered(year ?? year2, String(month), day ?? day2), yamlDate: false, rest: rest ?? rest2 ?? '' }
}

function numbered(year: string | undefined, month: string | undefined, day: string | undefined): Pick<Day, 'year' | 'month' | 'day'> {
  return { year: Number(year), month: Number(month), day: Number(day) }
}

function readClock([, hour, minute, second, fraction = '', half]: RegExpExecArray, { strict, fractions, rubyZones }: DateHabits): Clock | string {
  if (strict && second === undefined) return 'a time without seconds is not read by Hugo; write HH:MM:SS'
  if (strict && `${minute}${second}`.length < 4) return 'write minutes and seconds with two digits'
  const millisecond = fractions ? Number(fraction.slice(1, 4).padEnd(3, '0')) : 0
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0), millisecond }
  if (half === undefined) return clock
  const isAfternoon = half.toLowerCase() === 'p'
  // `21:05 PM` and `00:05 AM` say their hour twice; Ruby takes `00:05 PM` and `13:05 AM`, in which one of two is wrong, by what is behind the minutes.
  const isAgreed = isAfternoon ? clock.hour > 0 : clock.hour <= 12
  if (clock.hour > 23 || !(isAgreed || rubyZones)) return `there is no ${hour} o'clock with ${half}m`
  return { ...clock, hour: (clock.hour % 12) + (isAfternoon ? 12 : 0) }
}

/** Hours, and minutes and seconds of two digits each, parted from what is less by a dot: what YAML 1.1 reads as a time itself. */
function isYamlTime(time: RegExpExecArray | null): boolean {
  return time?.[3] !== undefined && `${time[2]}${time[3]}`.length === 4 && time[4]?.startsWith(',') !== true && time[5] === undefined
}

/** Which zone a value without one is read in. The UTC of Jekyll follows from YAML 1.1, which reads such times itself. */
function zoneless(timed: boolean, isYaml: boolean, isText: boolean, rules: DateRules): Zone {
  const habit = !timed ? (isYaml ? rules.day : 'site') : isText ? rules.quotedTime : isYaml ? rules.time : 'site'
  return { name: habit === 'utc' ? 'UTC' : rules.timezone }
}

const OFFSET = /^(?:(?:UTC|GMT)\s?)?[+-][\d:]+(?:\s\(?[A-Z]{1,5}\)?)?$/iu
const OFFSET_OF_YAML = /^([+-])(\d\d?):?(\d\d?)?$/u
const OFFSET_OF_RUBY = /^([+-])(\d\d)(?::?(\d\d)(?::?\d\d)?)?(?:\s(?:[A-Z]{1,5}|\([A-Z]{1,5}\)))?$/iu

/**
 * Ruby passes over an offset of other than two or four digits (`-500`) and one behind a word (`UTC+8`). Its YAML knows hours of one digit too,
 * and takes `+100` for ten hours; a `-500` of fifty hours is handed on, and passed over.
 */
function readRubyZone(text: string, isYaml: boolean, timezone: string): Zone {
  if (/^(?:UTC|GMT)\s/iu.test(text)) return { minutes: 0 }
  const [, sign, hours = '', minutes = '0'] = (isYaml ? OFFSET_OF_YAML.exec(text) : null) ?? OFFSET_OF_RUBY.exec(text) ?? []
  if (sign === undefined || Number(hours) >= 24) return { name: timezone }
  return { minutes: (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) }
}

/** Numbers, `Z`, `UTC`, `GMT` and IANA names; other words mean different zones to different people, but may follow the number, as Go writes it. */
function readZone(text: string): Zone | string {
  if (/^(?:Z|UTC|GMT)$/iu.test(text)) return { minutes: 0 }
  const [, sign, hours, minutes = '0'] = /^(?:(?:UTC|GMT)\s?)?([+-])(\d{1,2}):?(\d{2})?(?:\s(?:[A-Z]{1,5}|\([A-Z]{1,5}\)))?$/iu.exec(text) ?? []
  if (sign !== undefined && Number(hours) <= 14 && Number(minutes) <= 59) return { minutes: (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) }
  if (/^[A-Za-z_]+\/[\w+/-]+$/u.test(text) && isTimezone(text)) return { name: text }
  if (/^[A-Za-z]{2,5}$/u.test(text)) return `the zone ${text.toUpperCase()} has more than one meaning; write it as +HHMM`
  return `${JSON.stringify(text)} is left over behind the date`
}

function place(day: Pick<Day, 'year' | 'month' | 'day'>, clock: Clock, zone: Zone): PostDate {
  if (day.year < FIRST_YEAR || day.year > LAST_YEAR) return { unreadable: `the year ${day.year} is not between ${FIRST_YEAR} and ${LAST_YEAR}` }
  const wall: WallTime = { year: day.year, month: day.month, day: day.day, ...clock }
  const utc = fromUtc(wall)
  if (utc === null || clock.hour > 23 || clock.second > 59) return { unreadable: 'there is no such day or time' }
  if ('minutes' in zone) return { at: utc - zone.minutes * 60_000 }
  const at = fromZone(wall, zone.name)
  return at === null ? { unreadable: `the zone ${zone.name} is unknown` } : { at }
}
