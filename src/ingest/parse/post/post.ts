// One post file, from bytes to a parsed item, a verdict or complaints. Pure; never throws.
// The body stays raw here: it is rendered when a feed first shows the post.

import { formatRfc3339 } from '../../../formats/dates.ts'
import { type Complaint, placeAt } from '../../../formats/front-matter/front-errors.ts'
import { type FrontMatterRead, readFrontMatter } from '../../../formats/front-matter/front-matter.ts'
import type { FrontValue } from '../../../formats/front-matter/front-values.ts'
import type { JekyllPage } from '../../../formats/markdown/marks/link-tags.ts'
import { resolveUrl } from '../../../formats/urls.ts'
import type { EpochMs } from '../../../model/article.ts'
import type { Note, NoteCode } from '../../../model/note.ts'
import type { Dialect, PostsSource } from '../../../model/source.ts'
import { type BodyKind, type PostName, bodyKindOf, isDraft, MAX_POST_BYTES, readPostName } from '../../fetch/post-files.ts'
import type { ParsedItem, ParsedLink, ParsedText } from '../parsed.ts'
import { absoluteUrl, addressOf } from './addresses.ts'
import { CANONICAL_KEYS, DIALECTS, type DialectRules } from './dialects.ts'
import { type Fields, firstScalar, firstText, flagOf, javascriptText, rubyList, valueAt, withoutNoteLinks } from './fields.ts'
import { type DateRules, instantOfDay, type PostDate, readPostDate } from './post-date.ts'
import { readAuthors, readTerms } from './post-terms.ts'
import { decodePost, tidyText } from './post-text.ts'
import { firstHeading, markdownSummary, markOutsideCode, plainSummary, plainTitle, smartTitle, titleOfName, withoutContentTitle } from './titles.ts'

/** What a post's text is and how it is to be rendered. Kept with the article, so that changed rules can be applied again. */
export interface PostBody {
  readonly text: string // raw, without the front matter and the blank lines before it
  readonly kind: BodyKind
  readonly dialect: Dialect
  readonly base: string // the post's link
  readonly excerptTo: number | null // offset in `text` up to which it is a summary; null: none is made
  readonly path: string // below the source's folder, for notes
  readonly links: Readonly<Record<string, string>> // what `{% post_url NAME %}` and `{% link PATH %}` stand for
  readonly page?: JekyllPage // jekyll: what `{{ site.baseurl }}` and `{{ page.url }}` stand for, where the text has such
  readonly verbatim?: true // jekyll: braces are text, as `render_with_liquid: false` has it
}

export type ReadPostResult =
  | { readonly kind: 'post'; readonly item: ParsedItem; readonly body: PostBody; readonly expiresAt: EpochMs | null; readonly notes: readonly Note[] }
  | { readonly kind: 'future'; readonly dueAt: EpochMs; readonly notes: readonly Note[] }
  | { readonly kind: 'hidden' | 'skipped' | 'invalid'; readonly notes: readonly Note[] }

/** What a file is beside its bytes. */
export interface PostCircumstances {
  readonly now: EpochMs
  readonly modifiedAt: EpochMs // the file's
}

/**
 * Reads a post.
 * @param path  below `source.path`, `/` between parts
 * @returns `post`; `future` with the time when it comes in by itself; `hidden` (by its own word, or expired); `skipped` (no date);
 *          `invalid`. Notes say `PATH:LINE:COLUMN: field: reason`.
 */
export function readPostFile(bytes: Uint8Array, path: string, source: PostsSource, circumstances: PostCircumstances): ReadPostResult {
  const complain = (error: Complaint): ReadPostResult => ({ kind: 'invalid', notes: [noteOf('post.invalid', path, error)] })
  if (bytes.length > MAX_POST_BYTES) return complain({ line: 1, column: 1, field: null, reason: 'the file is over 10 MiB' })
  const decoded = decodePost(bytes)
  return 'error' in decoded ? complain(decoded.error) : readTidy(decoded, path, source, circumstances)
}

/** The same for a text that is decoded already. */
export function readPostText(text: string, path: string, source: PostsSource, circumstances: PostCircumstances): ReadPostResult {
  return readTidy(tidyText(text), path, source, circumstances)
}

function readTidy(decoded: { text: string; dropped: number }, path: string, source: PostsSource, circumstances: PostCircumstances): ReadPostResult {
  const rules = DIALECTS[source.dialect]
  const front = readFrontMatter(decoded.text, rules.style)
  if (front.kind === 'broken') return { kind: 'invalid', notes: [noteOf('post.invalid', path, front.error)] }
  const post: Reading = {
    path,
    source,
    rules,
    front,
    fields: { entries: source.dialect === 'obsidian' ? withoutNoteLinks(front.fields) : front.fields, caseless: rules.style.caselessKeys },
    name: readPostName(path, source.dialect),
    notes: [],
  }
  if (decoded.dropped > 0) post.notes.push({ code: 'text.forbidden', message: `${path}: ${decoded.dropped} characters that XML forbids are dropped` })
  post.notes.push(...front.warnings.map((warning) => noteOf('post.hint', path, warning)))
  hintAtKeys(post)
  return readFields(post, circumstances)
}

interface Reading {
  readonly path: string
  readonly source: PostsSource
  readonly rules: DialectRules
  readonly front: FrontMatterRead
  readonly fields: Fields
  readonly name: PostName
  readonly notes: Note[]
}

function readFields(post: Reading, { now, modifiedAt }: PostCircumstances): ReadPostResult {
  const { source, rules, fields, notes } = post
  if (isHidden(post)) return { kind: 'hidden', notes }
  const published = publishedAt(post, modifiedAt)
  if (published === null) return skipped(post)
  if ('unreadable' in published) return invalid(post, published.value, published.field, published.unreadable)
  const expires = dateOf(post, rules.expires, modifiedAt)
  if (expires !== null && 'unreadable' in expires) return invalid(post, expires.value, expires.field, expires.unreadable)
  if (expires !== null && expires.at <= now) return { kind: 'hidden', notes }
  const { terms, categories, warnings, error } = readTerms(fields, source, rules, post.name.above, post.front.body)
  if (error !== null) return invalid(post, error.value, error.field, error.reason)
  const address = addressOf(fields, post.name, categories, published.at, source)
  if ('problem' in address) return invalid(post, valueAt(fields, address.field), address.field, address.problem)
  const dueAt = Math.max(published.at, embargoOf(post, modifiedAt))
  if (dueAt > now && !source.future) return { kind: 'future', dueAt, notes }
  for (const warning of warnings) hint(post, warning.value, warning.field, warning.reason)
  const { summary, body } = bodyOf(post, address.link)
  const item: ParsedItem = {
    position: 1,
    guid: address.id,
    guidIsPermalink: address.id === address.link,
    links: linksOf(post, address.link),
    title: titleOf(post),
    summary,
    content: null,
    published: formatRfc3339(published.at),
    updated: updatedAt(post, published.at, modifiedAt),
    language: firstText(fields, rules.language) ?? post.name.language,
    people: readAuthors(fields, source, rules),
    terms,
    enclosures: [],
    imageUrl: imageOf(post, address.link),
    commentsUrl: null,
    rights: firstText(fields, ['license']),
    origin: null,
    base: address.link,
  }
  return { kind: 'post', item, body, expiresAt: expires?.at ?? null, notes }
}

function isHidden({ front, fields, rules, source, name }: Reading): boolean {
  return rules.hidden.some(({ key, when, unless, nullToo = false, bundleOnly = false }) => {
    if (source[unless] || (bundleOnly && !/^index(?:\.|$)/u.test(name.stem))) return false
    if (nullToo && front.nulls.has(key)) return true
    const value = valueAt(fields, key)
    return typeof when === 'string' ? value?.kind === 'scalar' && value.text.trim() === when : flagOf(value, rules.yamlBooleans) === when
  })
}

// --- dates

type Dated = PostDate & { readonly value: FrontValue | null; readonly field: string }

/** The front matter's date, else the name's, else the file's own where that is asked for; null where there is none. */
function publishedAt(post: Reading, modifiedAt: EpochMs): Dated | null {
  const written = dateOf(post, post.rules.published, modifiedAt)
  if (written !== null) return written
  const common = { value: null, field: 'date' }
  if (post.name.date !== null) return { ...instantOfDay(post.name.date, habitsOf(post)), ...common }
  const drafted = post.source.dialect === 'jekyll' && isDraft(post.path)
  return drafted || post.source.missingDate === 'mtime' ? { at: modifiedAt, ...common } : null
}

function dateOf({ fields, rules, source }: Reading, keys: readonly string[], modifiedAt: EpochMs): Dated | null {
  for (const field of keys) {
    const value = firstScalar(fields, [field])
    if (value === null || flagOf(value) !== null) continue
    if (rules.dates.fileWords && /^(?:git )?(?:last modified|created)$/iu.test(value.text.trim())) return { at: modifiedAt, value, field }
    return { ...readPostDate(value, habitsOf({ rules, source })), value, field }
  }
  return null
}

function habitsOf({ rules, source }: Pick<Reading, 'rules' | 'source'>): DateRules {
  const habits = source.zonelessDates === 'site' ? ({ day: 'site', time: 'site', quotedTime: 'site' } as const) : {}
  return { ...rules.dates, ...habits, timezone: source.timezone }
}

/** Hugo goes by `publishDate` even where `date` is long past; one that it cannot read keeps nothing back. */
function embargoOf(post: Reading, modifiedAt: EpochMs): EpochMs {
  const until = dateOf(post, post.rules.embargo, modifiedAt)
  if (until === null) return 0
  if ('at' in until) return until.at
  hint(post, until.value, until.field, until.unreadable)
  return 0
}

function updatedAt(post: Reading, published: EpochMs, modifiedAt: EpochMs): string | null {
  const updated = dateOf(post, post.rules.updated, modifiedAt)
  if (updated === null) return null
  if ('at' in updated) return formatRfc3339(Math.max(updated.at, published))
  hint(post, updated.value, updated.field, updated.unreadable)
  return null
}

// --- text

function titleOf(post: Reading): ParsedText | null {
  const title = plainTitleOf(post)
  if (title === null) return null
  return { value: post.source.smartTitles ? smartTitle(title) : title, type: 'text', base: null, language: null }
}

function plainTitleOf({ fields, rules, source, name, front }: Reading): string | null {
  const written = plainTitle(writtenTitle(fields, rules, source.dialect), source.dialect)
  return written === '' ? fallbackTitle(rules, source.dialect, name, front.body) : written
}

/** Where a name is shown as it is written. */
const NAMES_AS_TITLES: ReadonlySet<Dialect> = new Set(['docusaurus', 'obsidian'])

const TITLES_IN_JAVASCRIPT: ReadonlySet<Dialect> = new Set(['hexo', 'eleventy'])

/** `title: [Tea]` is a list: Jekyll shows it as Ruby writes one, Hexo and Eleventy as JavaScript does. */
function writtenTitle(fields: Fields, rules: DialectRules, dialect: Dialect): string {
  const value = valueAt(fields, 'title')
  if (value?.kind === 'list' && dialect === 'jekyll') return rubyList(value)
  if (TITLES_IN_JAVASCRIPT.has(dialect)) return javascriptText(value)
  return firstText(fields, rules.title) ?? ''
}

function fallbackTitle(rules: DialectRules, dialect: Dialect, name: PostName, body: string): string | null {
  for (const from of rules.titleFrom) {
    const title = from === 'heading' ? firstHeading(body) : NAMES_AS_TITLES.has(dialect) ? name.name : titleOfName(name.name, dialect)
    if (title !== null && title !== '') return title
  }
  return null
}

/** Where a first heading of the first rank is the title, and none of the text that a feed shows. */
const TITLES_APART: ReadonlySet<Dialect> = new Set(['docusaurus', 'vuepress'])

/** The raw body, and its summary where the front matter has one. */
function bodyOf(post: Reading, base: string): { summary: ParsedText | null; body: PostBody } {
  const { front, fields, rules, source, path } = post
  const whole = withoutBlankStart(front.body)
  const text = TITLES_APART.has(source.dialect) ? withoutContentTitle(whole) : whole
  const early = firstText(fields, rules.summary)
  const mark = early === null ? excerptEnd(text, fields, rules, source) : null
  const written = early ?? (mark === null ? firstText(fields, rules.lateSummary) : null)
  const plain = written === null ? '' : early !== null && rules.summaryMarkdown ? markdownSummary(early) : plainSummary(written, source.dialect)
  return {
    summary: plain === '' ? null : { value: plain, type: 'text', base: null, language: null },
    body: { text, kind: bodyKindOf(path, source.dialect) ?? 'markdown', dialect: source.dialect, base, excerptTo: mark, path, links: {}, ...bracesOf(text, base, post) },
  }
}

function bracesOf(text: string, link: string, post: Reading): Pick<PostBody, 'page' | 'verbatim'> {
  const { dialect, siteUrl } = post.source
  if (dialect !== 'jekyll' || !text.includes('{')) return {}
  if (flagOf(valueAt(post.fields, 'render_with_liquid'), true) === false) return { verbatim: true }
  if (!text.includes('{{')) return {}
  return { page: { site: siteUrl, url: link.slice(siteUrl.length) } }
}

/** Where the summary in the body ends: at the separator of the post, else the source's, else the dialect's. */
function excerptEnd(text: string, fields: Fields, rules: DialectRules, source: PostsSource): number | null {
  const own = source.dialect === 'jekyll' ? valueAt(fields, 'excerpt_separator') : null
  const separator = (own?.kind === 'scalar' ? own.text : null) ?? source.excerptSeparator ?? (source.dialect === 'jekyll' ? '\n\n' : null)
  if (separator === '') return null
  const at = separator === null ? moreMarkIn(text, rules) : text.indexOf(separator)
  return at === -1 && source.dialect !== 'jekyll' ? null : at === -1 ? text.length : at
}

function moreMarkIn(text: string, { moreMark, codeHidesMark }: DialectRules): number {
  if (moreMark === null) return -1
  return codeHidesMark ? markOutsideCode(text, moreMark) : text.search(moreMark)
}

function withoutBlankStart(body: string): string {
  const first = body.search(/\S/u)
  return first === -1 ? '' : body.slice(body.lastIndexOf('\n', first) + 1)
}

// --- addresses

function linksOf({ fields, rules, source }: Reading, own: string): ParsedLink[] {
  const external = absoluteUrl(fields, rules.external)
  const canonical = absoluteUrl(fields, CANONICAL_KEYS)
  const shown = (source.link === 'external' ? external : source.link === 'canonical' ? canonical : null) ?? own
  return [
    linkTo(shown, 'alternate'),
    ...(external === null || external === shown ? [] : [linkTo(external, 'related')]),
    ...(canonical === null || canonical === shown ? [] : [linkTo(canonical, 'canonical')]),
  ]
}

function linkTo(href: string, rel: string): ParsedLink {
  return { href, rel, type: null, length: null, title: null, base: null }
}

/** Jekyll's images are below the site, as jekyll-feed has them; elsewhere a relative one is beside its post. */
function imageOf({ fields, rules, source }: Reading, link: string): string | null {
  const image = firstText(fields, rules.image)
  if (image === null || /^https?:\/\//iu.test(image)) return image === null ? null : resolveUrl(image, null)
  // `img/card.png` is below the site for Docusaurus, `./card.png` beside the post.
  if (source.dialect === 'docusaurus' && /^[^./]/u.test(image)) return resolveUrl(`/${image}`, link)
  if (source.dialect !== 'jekyll') return resolveUrl(image, link)
  return image.startsWith('//') ? resolveUrl(image, link) : resolveUrl(`${source.siteUrl}/${image.replace(/^\/+/u, '')}`, null)
}

// --- notes

function skipped(post: Reading): ReadPostResult {
  const reason = post.source.dialect === 'jekyll' ? 'there is none, nor in the name' : 'there is none'
  return { kind: 'skipped', notes: [...post.notes, noteOf('post.skipped', post.path, { line: 1, column: 1, field: 'date', reason: `${reason}; add one, or set missingDate: mtime` })] }
}

function invalid(post: Reading, value: FrontValue | null, field: string, reason: string): ReadPostResult {
  return { kind: 'invalid', notes: [...post.notes, noteOf('post.invalid', post.path, { ...placeOf(post, value), field, reason })] }
}

function hint(post: Reading, value: FrontValue | null, field: string, reason: string): void {
  post.notes.push(noteOf('post.hint', post.path, { ...placeOf(post, value), field, reason }))
}

function placeOf({ front }: Reading, value: FrontValue | null): { line: number; column: number } {
  return value === null ? { line: 1, column: 1 } : placeAt(front.text, front.blockAt + value.at)
}

function noteOf(code: NoteCode, path: string, { line, column, field, reason }: Complaint): Note {
  return { code, message: `${path}:${line}:${column}: ${field === null ? '' : `${field}: `}${reason}` }
}

/** A key one edit away from `title` or `date`, where that one is missing, is a slip of the pen. */
function hintAtKeys(post: Reading): void {
  for (const wanted of ['title', 'date']) {
    if (post.fields.entries.has(wanted)) continue
    for (const [key, value] of post.fields.entries) {
      if (isOneEditAway(key.toLowerCase(), wanted)) hint(post, value, key, `not known; did you mean ${wanted}?`)
    }
  }
}

/** One sign added, left out, changed, or two neighbours swapped. */
function isOneEditAway(word: string, wanted: string): boolean {
  if (Math.abs(word.length - wanted.length) > 1) return false
  let start = 0
  while (start < word.length && word[start] === wanted[start]) start += 1
  const [rest, wantedRest] = [word.slice(start), wanted.slice(start)]
  if (rest.slice(1) === wantedRest.slice(1) || rest.slice(1) === wantedRest || rest === wantedRest.slice(1)) return true
  return rest[0] === wantedRest[1] && rest[1] === wantedRest[0] && rest.slice(2) === wantedRest.slice(2)
}
