// Jekyll's links and ids: styles, patterns, slugs and percent-encoding as its URL, URLDrop and Utils classes make them.
// Must never let a name climb out of the site: `..` and dots before a slash go.

import type { CivilTime } from '../../../formats/zones.ts'
import type { PostName } from '../../fetch/post-files.ts'
import { weekOf, yearDayOf } from './civil.ts'

const STYLES: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  weekdate: '/:categories/:year/W:week/:short_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
}

export interface Addressed {
  readonly name: PostName
  readonly slug: string | null // the front matter's
  readonly permalink: string | null // the front matter's: a pattern, in which a style's word means nothing
  readonly categories: readonly string[]
  readonly time: CivilTime // in the site's zone
}

/** The path of a post, percent-encoded, with its leading slash; or which placeholder the pattern asks for in vain. */
export function jekyllPath(post: Addressed, style: string): { readonly path: string } | { readonly unknown: string } {
  const pattern = post.permalink ?? STYLES[style] ?? style
  let unknown: string | null = null
  const path = pattern.replaceAll(/:([a-z_]+)/gu, (whole, word: string) => {
    const name = PLACEHOLDERS.has(word) ? word : word.replace(/_+$/u, '')
    const value = PLACEHOLDERS.get(name)
    if (value === undefined) unknown = whole
    return value === undefined ? whole : escapedValue(value(post)) + word.slice(name.length)
  })
  return unknown === null ? { path: sanitized(path) } : { unknown }
}

/** Jekyll lets a `?` stand, which only a category can bring in. */
function escapedValue(value: string): string {
  return escapePath(value).replaceAll('%3F', '?')
}

/** As Jekyll cleans its addresses; parts that browsers would take for steps upward go too. */
function sanitized(path: string): string {
  const clean = `/${path}`.replaceAll('..', '/').replaceAll('./', '').replaceAll(/\/{2,}/gu, '/')
  const safe = escapeLiteral(clean).replaceAll(/\/(?:\.|%2e){1,2}(?=\/|$)/giu, '')
  return safe === '' ? '/' : safe
}

/** jekyll-feed's id, not yet normalized: the folder of the link and the name as it is written. */
export function jekyllId(path: string, post: Addressed): string {
  const above = path.replace(/\/$/u, '').lastIndexOf('/')
  return `${path.slice(0, above + 1) || '/'}${(post.slug ?? post.name.name).replace(/^\/+/u, '')}`
}

/**
 * A path as Addressable's `normalize` leaves it, which jekyll-feed puts into links and ids: each part decoded, NFKC, encoded again.
 * A `#` or `?` in an unslugged name begins a fragment or a query there, and so it does here; an empty one is dropped (`C#`).
 */
export function normalizePath(path: string): string {
  const [, place = '', written = ''] = /^([^?#]*)(.*)$/su.exec(path) ?? []
  const rest = written.replace(/^\?(?=#|$)/u, '').replace(/^([^#]*)#$/u, '$1')
  const parts = place.replace(/[ \t\n\v\f\r]+$/u, '').split('/').map((part) => encodePart(decoded(part).normalize('NFKC')))
  return parts.join('/') + rest.replaceAll(/[^\w\-.~!$&'()*+,;=:@/?#%]+/gu, (run) => encodePart(run.normalize('NFKC')))
}

/** Runs of what is no letter, mark, digit or sign of `._~!$&'()+,;=@` become one hyphen; one hyphen goes at either end. */
function prettySlug(text: string): string {
  return trimHyphen(text.replaceAll(/[^\p{L}\p{M}\p{Nd}._~!$&'()+,;=@]+/gu, '-'))
}

function plainSlug(text: string): string {
  return trimHyphen(text.replaceAll(/[^\p{L}\p{M}\p{Nd}]+/gu, '-')).toLowerCase()
}

function trimHyphen(slug: string): string {
  return slug.replace(/^-/u, '').replace(/-$/u, '')
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const PLACEHOLDERS: ReadonlyMap<string, (post: Addressed) => string> = new Map<string, (post: Addressed) => string>([
  ['categories', ({ categories }) => [...new Set(categories.map((category) => category.toLowerCase()))].join('/')],
  ['slugified_categories', ({ categories }) => [...new Set(categories.map(plainSlug))].join('/')],
  ['title', ({ slug, name }) => prettySlug(slug ?? name.name)],
  ['slug', ({ slug, name }) => plainSlug(slug ?? name.name)],
  ['name', ({ name }) => plainSlug(name.stem)],
  ['path', ({ name }) => [...name.above, ...name.folders, name.stem].join('/')],
  ['collection', () => 'posts'],
  ['output_ext', ({ name }) => (/^\.(?:html?|txt)$/iu.test(name.extension) ? name.extension : '.html')],
  ['year', ({ time }) => pad(time.year, 4)],
  ['short_year', ({ time }) => pad(time.year % 100, 2)],
  ['month', ({ time }) => pad(time.month, 2)],
  ['i_month', ({ time }) => String(time.month)],
  ['short_month', ({ time }) => (MONTHS[time.month - 1] ?? '').slice(0, 3)],
  ['long_month', ({ time }) => MONTHS[time.month - 1] ?? ''],
  ['day', ({ time }) => pad(time.day, 2)],
  ['i_day', ({ time }) => String(time.day)],
  ['y_day', ({ time }) => pad(yearDayOf(time), 3)],
  ['w_year', ({ time }) => String(weekOf(time).year)],
  ['week', ({ time }) => pad(weekOf(time).week, 2)],
  ['w_day', ({ time }) => String(time.weekday === 0 ? 7 : time.weekday)],
  ['short_day', ({ time }) => (DAYS[time.weekday] ?? '').slice(0, 3)],
  ['long_day', ({ time }) => DAYS[time.weekday] ?? ''],
  ['hour', ({ time }) => pad(time.hour, 2)],
  ['minute', ({ time }) => pad(time.minute, 2)],
  ['second', ({ time }) => pad(time.second, 2)],
])

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}

/** Percent-encodes what RFC 3986 does not allow in a path; slashes stay. */
export function escapePath(path: string): string {
  return path.split('/').map(encodePart).join('/')
}

/** The same for a pattern's own text, in which what is encoded already stays so, as do a query (`/?p=23`) and a fragment. */
function escapeLiteral(path: string): string {
  return path.replaceAll(/[^\w\-.~!$&'()*+,;=:@/?#%]+/gu, (run) => encodePart(run))
}

function encodePart(part: string): string {
  return encodeURIComponent(part.toWellFormed()).replaceAll(/%(?:24|26|2B|2C|3B|3D|3A|40)/gu, decodeURIComponent)
}

/** Run by run, as a sign of `%` that encodes nothing (`100%`) may stand beside. */
function decoded(part: string): string {
  return part.replaceAll(/(?:%[\da-f]{2})+/giu, decodedRun)
}

function decodedRun(run: string): string {
  try {
    return decodeURIComponent(run)
  } catch {
    return run
  }
}
