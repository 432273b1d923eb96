// Settings: the config file once checked, every default filled in, paths absolute, durations in milliseconds, sizes in bytes.

import type { Author } from '../model/article.ts'
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
