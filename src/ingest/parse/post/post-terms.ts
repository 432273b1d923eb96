// The categories and tags of a post, each dialect's way, and the people who wrote it.
// Spellings stay as written; the taxonomy of the config comes later.

import type { FrontScalar, FrontValue } from '../../../formats/front-matter/front-values.ts'
import { proseOf } from '../../../formats/markdown/marks/note-code.ts'
import type { Dialect, PostsSource } from '../../../model/source.ts'
import type { ParsedPerson, ParsedTerm } from '../parsed.ts'
import { DIALECTS, type DialectRules } from './dialects.ts'
import { type Fields, firstText, flagOf, rubyList, scalarsOf, valueAt } from './fields.ts'

export interface PostTerms {
  readonly terms: readonly ParsedTerm[]
  readonly categories: readonly string[] // for jekyll's `:categories` in links
  readonly warnings: readonly { readonly value: FrontValue; readonly field: string; readonly reason: string }[]
  readonly error: { readonly value: FrontValue; readonly field: string; readonly reason: string } | null
}

/**
 * @param folders  jekyll: the folders above `_posts`, which are categories
 * @param body     obsidian: may name tags too
 */
export function readTerms(fields: Fields, source: PostsSource, rules: DialectRules, folders: readonly string[], body: string): PostTerms {
  const broken = rules.categories.find((key) => valueAt(fields, key)?.kind === 'map')
  const value = broken === undefined ? null : valueAt(fields, broken)
  const error = value === null || broken === undefined ? null : { value, field: broken, reason: 'a mapping is no category; write a text or a list' }
  const jekyll = source.dialect === 'jekyll'
  const categories = jekyll ? jekyllCategories(fields, folders) : otherCategories(fields, rules, source.dialect)
  const tags = jekyll ? jekyllTags(fields) : otherTags(fields, rules, source.dialect, body)
  const terms = [...categories.map((label) => term(label, 'category')), ...tags.map((label) => term(label, 'tag'))]
  return { terms: jekyll && source.jekyllFeedCategories ? asJekyllFeedShows(terms, fields) : terms, categories, warnings: warningsOf(fields, jekyll), error }
}

function term(label: string, kind: ParsedTerm['kind']): ParsedTerm {
  return { label, scheme: null, kind }
}

/**
 * Folders, then `categories` (a text split at white space), then `category` (never split); exact repeats go, case stays, and so do blanks,
 * at the ends too: they are in the links.
 */
function jekyllCategories(fields: Fields, folders: readonly string[]): string[] {
  const many = valueAt(fields, 'categories')
  const one = scalarsOf(valueAt(fields, 'category')).map(({ text }) => text)
  return unique([...folders, ...splitOrListed(many), ...one])
}

/** `tag` replaces `tags` and is not split. */
function jekyllTags(fields: Fields): string[] {
  const one = valueAt(fields, 'tag')
  return one === null ? unique(splitOrListed(valueAt(fields, 'tags'))) : unique(scalarsOf(one).map(({ text }) => text))
}

/** Ruby parts a text at the blanks of ASCII: an ideographic space stays within its word. */
function splitOrListed(value: FrontValue | null): string[] {
  return value?.kind === 'scalar' ? value.text.split(/[ \t\n\v\f\r]+/u).filter((word) => word !== '') : scalarsOf(value).map(({ text }) => text)
}

/** jekyll-feed names what `category` says alone, as one; the post is in the feeds of all its categories nevertheless. */
function asJekyllFeedShows(terms: readonly ParsedTerm[], fields: Fields): ParsedTerm[] {
  const value = valueAt(fields, 'category')
  const alone = value === null || flagOf(value, true) === false ? null : shownCategory(value)
  const shown = alone === null ? undefined : terms.find(({ kind, label }) => kind === 'category' && alone.members.includes(label))
  return terms.map((term) => ({ ...term, named: term.kind === 'tag' || alone === null ? term.label : term === shown ? alone.text : null }))
}

/** The text, and the categories of which one is to be named so; no text names none. */
function shownCategory(value: FrontValue): { readonly text: string; readonly members: readonly string[] } {
  const text = value.kind === 'list' ? rubyList(value) : value.kind === 'scalar' ? value.text : ''
  return { text, members: scalarsOf(value).map((member) => member.text) }
}

function otherCategories(fields: Fields, rules: DialectRules, dialect: Dialect): string[] {
  if (dialect === 'hexo') return unique(hexoCategoryPaths(fields).flatMap(ancestorsOf))
  return unique(scalarsOf(firstListed(fields, rules.categories)).map(textOf))
}

/** A list is one path from above to below; where it holds lists, each of its members is a path. None is empty, and no name in it. */
export function hexoCategoryPaths(fields: Fields): string[][] {
  const value = firstListed(fields, DIALECTS.hexo.categories)
  const members = value?.kind === 'list' && value.items.some((item) => item.kind === 'list') ? value.items : [value]
  return members.map((member) => scalarsOf(member).map(textOf).filter((name) => name !== '')).filter((path) => path.length > 0)
}

/** `[a, b]` gives `a` and `a/b`. */
function ancestorsOf(path: readonly string[]): string[] {
  return path.map((_, index) => path.slice(0, index + 1).join('/'))
}

function otherTags(fields: Fields, rules: DialectRules, dialect: Dialect, body: string): string[] {
  const value = firstListed(fields, rules.tags)
  if (dialect === 'obsidian') return unique(obsidianTags(value, body))
  if (dialect === 'docusaurus' && value?.kind === 'list') return unique(value.items.flatMap(labelled))
  return unique(scalarsOf(value).map(textOf))
}

/** `#a/b, c`: the hash goes, commas and blanks part, `a/b` counts for `a` too. Those in the text count as well. */
function obsidianTags(value: FrontValue | null, body: string): string[] {
  const words = value?.kind === 'scalar' ? value.text.split(/[\s,]+/u) : scalarsOf(value).map(textOf)
  return [...words.map((word) => word.replace(/^#/u, '')), ...tagsIn(body)].flatMap((tag) => ancestorsOf(tag.split('/').filter((part) => part !== '')).toReversed())
}

/** Letters, digits, `_`, `-`, `/` and emoji, of which one at least is no digit. */
const TAG = /(?<=^|\s)#(?!\p{M})(?=\d*[^\d\s#])([\p{L}\p{M}\p{N}\p{Extended_Pictographic}_/-]+)/gmu

const MAX_TAGS = 1000

function tagsIn(body: string): string[] {
  if (!body.includes('#')) return []
  return [...proseOf(body).matchAll(TAG)].map(([, tag = '']) => tag).filter((tag) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(tag) && !/^\d+$/u.test(tag)).slice(0, MAX_TAGS)
}

function labelled(item: FrontValue): string[] {
  return item.kind === 'map' ? scalarsOf(item.entries.get('label') ?? null).map(textOf) : scalarsOf(item).map(textOf)
}

function firstListed(fields: Fields, keys: readonly string[]): FrontValue | null {
  const usable = keys.map((key) => valueAt(fields, key)).filter((value) => value !== null && value.kind !== 'map')
  return usable.find((value) => value?.kind !== 'scalar' || !isNoTerm(value)) ?? null
}

/** `tags: false` names none, and `author: false` nobody, in any of YAML's spellings. */
function isNoTerm({ text, quoted }: FrontScalar): boolean {
  return text.trim() === '' || (/^(?:false|False|FALSE)$/u.test(text) && !quoted)
}

function warningsOf(fields: Fields, jekyll: boolean): PostTerms['warnings'] {
  const value = valueAt(fields, 'tags')
  if (!jekyll || value?.kind !== 'scalar' || !value.text.includes(',') || valueAt(fields, 'tag') !== null) return []
  const list = value.text.split(',').map((word) => word.trim()).filter((word) => word !== '')
  return [{ value, field: 'tags', reason: `Jekyll parts this text at blanks and keeps the commas; write [${list.join(', ')}]` }]
}

function textOf(scalar: FrontScalar): string {
  return scalar.text.replaceAll(/\s+/gu, ' ').trim()
}

function unique(labels: readonly string[]): string[] {
  return [...new Set(labels)].filter((label) => label !== '')
}

/** Authors as texts, mappings or keys of the source's `authors`; jekyll's feed names the first alone. */
export function readAuthors(fields: Fields, source: PostsSource, rules: DialectRules): ParsedPerson[] {
  for (const key of rules.authors) {
    const people = peopleOf(valueAt(fields, key), source.authors)
    if (people.length > 0) return source.dialect === 'jekyll' ? people.slice(0, 1) : people.map((person) => withUrl(person, firstText(fields, rules.authorUrl)))
  }
  return []
}

/** The older way of Docusaurus has a key of its own for it. */
function withUrl(person: ParsedPerson, url: string | null): ParsedPerson {
  return { ...person, url: person.url ?? url }
}

function peopleOf(value: FrontValue | null, known: PostsSource['authors']): ParsedPerson[] {
  if (value === null) return []
  if (value.kind === 'list') return value.items.flatMap((item) => peopleOf(item, known))
  if (value.kind === 'scalar') return isNoTerm(value) ? [] : [personOf(value.text.trim(), known)]
  const entries: Fields = { entries: value.entries, caseless: false }
  const key = firstText(entries, ['key'])
  const person = key === null ? null : personOf(key, known)
  const name = firstText(entries, ['name', 'display_name', 'login']) ?? person?.name ?? null // the others of what moved from WordPress
  const email = firstText(entries, ['email']) ?? person?.email ?? null
  return name === null && email === null ? [] : [{ text: null, name, email, url: firstText(entries, ['uri', 'url']) ?? person?.url ?? null }]
}

function personOf(text: string, known: PostsSource['authors']): ParsedPerson {
  const author = Object.hasOwn(known, text) ? known[text] : undefined
  return author === undefined ? { text: null, name: text, email: null, url: null } : { text: null, ...author }
}
