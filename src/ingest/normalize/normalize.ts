// What a document said to what we hold to be true: one line for each field of an Article, the same for all formats.
// Every fallback is decided here or in the files beside; nothing is fetched, nothing is stored.

import { hash } from 'node:crypto'
import { parseDate } from '../../formats/dates.ts'
import { bearableBase, resolveUrl } from '../../formats/urls.ts'
import type { Article, Origin, SourceId } from '../../model/article.ts'
import { articleId, findSharedGuids, type Identifying, identityKeys, revisionOf } from '../../model/identity.ts'
import type { Note } from '../../model/note.ts'
import type { Channel } from '../../model/source.ts'
import { redactAll } from '../../settings/secrets.ts'
import type { RecordReader } from '../parse/json/records.ts'
import type { ParsedChannel, ParsedFeed, ParsedItem, ParsedPerson } from '../parse/parsed.ts'
import { contentHtml, plainString, plainSummary, plainText } from './content.ts'
import { timesOf } from './dates.ts'
import { commentsUrlOf, enclosuresOf, imageUrlOf, linkOf, permalinkOf, webUrl } from './links.ts'
import { authorsOf, MAX_AUTHORS } from './people.ts'
import { termsOf, type TermRules } from './terms.ts'

/** What the config says of a source that shapes its articles. */
export interface Rules extends TermRules {
  readonly sourceId: SourceId
  readonly timezone: string // IANA name, for dates without a zone
  readonly refiner: Refiner | null
  readonly reader?: RecordReader // of a JSON source: how its records are read
  readonly secrets: readonly string[] // that the source is asked with, in every spelling
  readonly secretNames?: readonly string[] // of their variables; absent: there are none
}

/** A source's own rules for its items (refine/refine.ts), made ready. */
export interface Refiner {
  readonly fingerprint: string // changes exactly when the rules do
  /** The item as its article is made from it. */
  readonly refine: (item: ParsedItem) => ParsedItem
  /** What identifies an article in place of guid and url; null where no rule says so. */
  readonly identify: (guid: string | null, url: string | null) => string | null
}

/** What an article is made of, kept in the store, so that it can be made again by other rules without its document. */
export interface RawItem {
  readonly item: ParsedItem
  readonly feed: RawFeed
  readonly pinned?: string // the guid of its article, where the source names the item otherwise now: it goes before every rule
}

/** What an item takes from its document where it is silent itself. */
export interface RawFeed {
  readonly base: string | null // absolute: what relative links start from where no xml:base says otherwise
  readonly language: string | null
  readonly people: readonly ParsedPerson[]
  readonly rights: string | null
}

/** Of a record or a post: it is whole by itself. */
export const NO_FEED: RawFeed = { base: null, language: null, people: [], rights: null }

export interface Derived {
  readonly key: string // identity within the source, as the item itself has it
  readonly article: Article
  readonly raw: RawItem
}

export interface DerivedArticle {
  readonly article: Article
  readonly notes: readonly Note[]
}

export interface Normalized {
  readonly channel: Channel
  readonly items: readonly Derived[] // each article once, in document order
  readonly sharedGuids: readonly string[] // guids that items with different urls share in this document
  readonly notes: readonly Note[]
}

/**
 * @param documentUrl  the address that answered; null for files
 * @param sharedGuids  those remembered from earlier documents of this source (model/identity.ts)
 */
export function normalizeFeed(parsed: ParsedFeed, documentUrl: string | null, rules: Rules, sharedGuids: ReadonlyMap<string, string | null>): Normalized {
  const feed = feedOf(parsed.channel, documentUrl)
  const drafts = parsed.items.map((item) => draftArticle({ item, feed }, rules))
  const identifying = drafts.map(identifyingOf)
  const keys = identityKeys(identifying, sharedGuids)
  const items = new Map<string, Derived>()
  const notes: Note[] = [...parsed.notes]
  drafts.forEach((drafted, at) => {
    const key = keys[at] ?? null
    if (key === null) notes.push({ code: 'item.skipped', message: `item ${drafted.raw.item.position}: it is empty` })
    const identity = key === null ? null : (drafted.identity ?? key)
    if (key === null || identity === null || items.has(identity)) return
    notes.push(...drafted.notes)
    items.set(identity, { key, article: complete(drafted, key, rules), raw: drafted.raw })
  })
  const channel = redactAll(channelOf(parsed.channel, documentUrl, rules.timezone), rules.secrets)
  return { channel, items: [...items.values()], sharedGuids: findSharedGuids(identifying), notes }
}

/**
 * The article that an item becomes by these rules.
 * @param key   its identity within the source (model/identity.ts)
 * @param body  what a post's text will be made from when a feed first shows it; an upstream item has its text in `raw`
 */
export function deriveArticle(raw: RawItem, key: string, rules: Rules, body: string | null = null): DerivedArticle {
  const drafted = draftArticle(raw, rules)
  return { article: complete(drafted, key, rules, body), notes: drafted.notes }
}

type Fields = Omit<Article, 'id' | 'sourceId' | 'guid' | 'contentHtml' | 'revision'>

/** An article but for what it is known by. */
export interface Draft {
  readonly raw: RawItem
  readonly fields: Fields
  readonly contentHtml: string
  readonly identity: string | null // by a rule of the source
  readonly claimedAt: Article['publishedAt'] // what the document says of publication; `fields.publishedAt` falls back on `updatedAt`
  readonly notes: readonly Note[]
}

/** What an item says, whichever article it turns out to be. */
export function draftArticle(raw: RawItem, rules: Rules): Draft {
  const { feed } = raw
  const item = rules.refiner?.refine(raw.item) ?? raw.item
  const times = timesOf(item, rules.timezone)
  const terms = termsOf(item, rules, 'body' in raw)
  const enclosures = enclosuresOf(item, feed.base)
  const fields: Fields = {
    url: permalinkOf(item, feed.base),
    externalUrl: linkOf(item.links, 'related', feed.base),
    title: plainText(item.title),
    summary: plainSummary(item),
    publishedAt: times.publishedAt,
    updatedAt: times.updatedAt,
    language: languageTag(item.language ?? feed.language),
    authors: authorsOf(item.people.length > 0 ? item.people : feed.people, feed.base),
    categories: terms.categories,
    tags: terms.tags,
    enclosures,
    imageUrl: imageUrlOf(item, enclosures, feed.base),
    commentsUrl: commentsUrlOf(item, feed.base),
    rights: plainString(item.rights ?? feed.rights),
    via: viaOf(item, feed.base),
  }
  const identity = raw.pinned ?? rules.refiner?.identify(item.guid, fields.url) ?? null
  // Once more: a text may have come as HTML that writes any sign by its number, and is decoded only here.
  const open = redactAll({ fields, contentHtml: contentHtml(item, feed.base) }, rules.secrets)
  return { raw, ...open, identity, claimedAt: times.claimedAt, notes: [...times.notes, ...terms.notes] }
}

function identifyingOf({ raw: { item }, fields }: Draft): Identifying {
  const { url, title, publishedAt } = fields
  return { guid: item.guid, url, publishedAt, title: item.guid === null && url === null ? (title ?? digestOf(item)) : title }
}

/** An item without guid, link and title is known by all that it does say; one that says nothing is no item. */
function digestOf(item: ParsedItem): string | null {
  const said = { ...item, position: 0, base: null, language: null }
  const isEmpty = Object.values(said).every((value) => value === null || value === 0 || (Array.isArray(value) && value.length === 0))
  return isEmpty ? null : hash('sha256', JSON.stringify(said))
}

function complete({ fields, contentHtml, identity, claimedAt }: Draft, key: string, { sourceId }: Rules, body: string | null = null): Article {
  const guid = identity ?? key
  const revision = revisionOf({ guid, ...fields, publishedAt: claimedAt }, body ?? contentHtml)
  return { id: articleId(sourceId, guid), sourceId, guid, ...fields, contentHtml, revision }
}

function viaOf({ origin, base }: ParsedItem, documentBase: string | null): Origin | null {
  if (origin === null) return null
  const feedUrl = webUrl(origin.feedUrl, base, documentBase)
  const title = plainString(origin.title) ?? feedUrl ?? origin.id
  return title === null ? null : { id: origin.id, title, feedUrl }
}

/** BCP 47 as far as its shape goes, the first of several; `en_US` is a common slip. */
function languageTag(written: string | null): string | null {
  const tag = written?.split(/[,;]/u, 1)[0]?.trim().replaceAll('_', '-') ?? ''
  return /^[A-Za-z]{2,3}(?:-[A-Za-z\d]{1,8}){0,8}$/u.test(tag) ? tag : null
}

// --- the document itself

const LONGEST_SHARED = 10_000 // characters: each item is kept with them

/** What the items of a document share. */
export function feedOf(channel: ParsedChannel, documentUrl: string | null): RawFeed {
  const people = channel.people.filter((person) => Object.values(person).every((part: string | null) => (part ?? '').length <= LONGEST_SHARED)).slice(0, MAX_AUTHORS)
  return { base: documentBaseOf(channel, documentUrl), language: channel.language, people, rights: channel.rights?.slice(0, LONGEST_SHARED) ?? null }
}

/** Where it was read from, else where it says it lies, else the site it belongs to. */
function documentBaseOf({ links }: ParsedChannel, documentUrl: string | null): string | null {
  const known = documentUrl === null ? null : resolveUrl(documentUrl, null)
  return known ?? bearableBase(linkOf(links, 'self', null) ?? linkOf(links, 'alternate', null))
}

export function channelOf(channel: ParsedChannel, documentUrl: string | null, timezone: string): Channel {
  const base = documentBaseOf(channel, documentUrl)
  const feedUrl = linkOf(channel.links, 'self', base) ?? documentUrl
  return {
    title: plainText(channel.title),
    description: plainText(channel.description),
    siteUrl: linkOf(channel.links, 'alternate', base),
    feedUrl,
    id: channel.id ?? feedUrl,
    language: languageTag(channel.language),
    imageUrl: webUrl(channel.imageUrl, channel.base, base),
    rights: plainString(channel.rights),
    updatedAt: channel.updated === null ? null : parseDate(channel.updated, timezone),
  }
}
