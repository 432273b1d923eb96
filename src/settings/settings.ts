// Settings: the config file once checked, every default filled in, paths absolute, durations in milliseconds, sizes in bytes.

import type { Author } from '../model/article.ts'
import { FeedmillError } from '../model/errors.ts'
import type { FeedFormat, View } from '../model/feed.ts'
import type { Source } from '../model/source.ts'
import type { Taxonomy } from '../model/taxonomy.ts'
import type { Templates } from './texts/templates.ts'

export interface Settings {
  readonly file: string // absolute path of the config itself
  readonly templatesDir: string | null // absolute; what it holds is in site.templates
  readonly site: SiteSettings
  readonly store: string // absolute path of an SQLite file
  readonly schedule: string // cron expression, in site.timezone
  readonly sources: readonly Source[] // in the order of the file, disabled ones among them
  readonly taxonomy: Taxonomy
  readonly views: readonly View[]
  readonly publish: PublishSettings
  readonly fetch: FetchSettings
  readonly serve: { readonly host: string; readonly port: number }
  readonly secrets: readonly string[] // values of ${NAME} in every spelling, the longest first: whatever we say or write is freed of them (redact)
}

export interface SiteSettings {
  readonly title: string
  readonly url: string // absolute http(s), ends in a slash
  readonly description: string
  readonly language: string // BCP 47
  readonly timezone: string // IANA name
  readonly author: Author | null
  readonly templates: Templates // of pages, in place of the built-in ones
}

export interface PublishSettings {
  readonly dir: string // absolute
  readonly formats: readonly FeedFormat[]
  readonly limit: number // entries in a live document
  readonly window: number | null // ms that it reaches back from the feed's newest entry; null: no such limit
  readonly precompress: boolean // .br and .gz beside each file
  readonly archive: boolean // older pages of each feed (RFC 5005)
  readonly posts: PostsSettings | null
}

/** Each article as a post of a site generator. */
export interface PostsSettings {
  readonly dir: string // absolute; the posts lie in it, nothing below it is ours
  readonly dialect: 'jekyll'
}

export interface FetchSettings {
  readonly timeout: number // ms for a whole visit, redirects included
  readonly maxBytes: number // of the decoded body
  readonly concurrency: number // open requests over all
  readonly perHost: number // open requests to one host, over all sources
  readonly hostDelay: number // ms between two requests to one host
  readonly allowPrivate: readonly string[] // addresses, CIDRs or hosts that the address guard lets through
}

/** What `redact` looks for: each value as it is, and as URLs, forms and JSON spell it, the longest first. */
export function secretsOf(values: Iterable<string>): readonly string[] {
  return [...new Set([...values].flatMap(spellingsOf))].sort((a, b) => b.length - a.length)
}

function spellingsOf(secret: string): string[] {
  const inUrl = new URL('https://x/')
  inUrl.pathname = secret
  inUrl.search = secret
  inUrl.hash = secret
  const form = new URLSearchParams({ '': secret }).toString().slice(1)
  const plain = secret.toWellFormed()
  const spellings = [secret, encodeURI(plain), inUrl.pathname.slice(1), inUrl.search.slice(1), inUrl.hash.slice(1), form, encodeURIComponent(plain), JSON.stringify(secret).slice(1, -1)]
  return spellings.filter((spelling) => spelling !== '')
}

/** An error that may be shown: without the secrets of the config. */
export function redactError(error: unknown, secrets: readonly string[]): unknown {
  if (!(error instanceof FeedmillError) || redact(error.message, secrets) === error.message) return error
  return new FeedmillError(error.code, redact(error.at, secrets), redact(error.reason, secrets))
}

/** A text without the secrets of the config, for everything that people or programs get to see. */
export function redact(text: string, secrets: Settings['secrets']): string {
  return secrets.reduce((safe, secret) => safe.replaceAll(secret, '***'), text)
}
