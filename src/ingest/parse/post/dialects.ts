// What each dialect calls things: one table of keys as data. Left to right is precedence.
// A key may be a path: `cover.image`, `authors.0`.

import type { FrontMatterStyle } from '../../../formats/front-matter/front-matter.ts'
import type { Dialect } from '../../../model/source.ts'

export interface DialectRules {
  readonly style: FrontMatterStyle
  readonly title: readonly string[]
  readonly titleFrom: readonly ('heading' | 'name')[] // where no key has one
  readonly published: readonly string[]
  readonly embargo: readonly string[] // until when a post is kept back, whatever its date
  readonly updated: readonly string[]
  readonly expires: readonly string[]
  readonly hidden: readonly HidingKey[]
  readonly categories: readonly string[]
  readonly tags: readonly string[]
  readonly authors: readonly string[]
  readonly authorUrl: readonly string[] // beside the name, where that is a text
  readonly summary: readonly string[]
  readonly summaryMarkdown: boolean // the one before the body's mark is Markdown, a text elsewhere
  readonly lateSummary: readonly string[] // after the body's mark
  readonly moreMark: RegExp | null // the mark in the body up to which it is a summary
  readonly codeHidesMark: boolean // hexo: looks for it in the HTML, where a mark in code is text
  readonly image: readonly string[]
  readonly language: readonly string[]
  readonly external: readonly string[]
  readonly dates: DateHabits
  readonly yamlBooleans: boolean // only unquoted words are booleans
}

/** A key that keeps a post out when it has this value; `drafts` and `unpublished` in the source's settings let it in. */
export interface HidingKey {
  readonly key: string
  readonly when: boolean | string
  readonly unless: 'drafts' | 'unpublished'
  readonly nullToo?: boolean // the key without a value hides too
  readonly bundleOnly?: boolean // only in a file that is a folder's index
}

export interface DateHabits {
  readonly day: 'utc' | 'site' // `2022-05-13`
  readonly time: 'utc' | 'site' // `2022-05-13 17:18:53`
  readonly quotedTime: 'utc' | 'site'
  readonly strict: boolean // hugo: no slashes, no time without seconds
  readonly fileWords: boolean // eleventy: `Last Modified`, `git Created`
  readonly dayZones: boolean // whether the zone in `2022-05-13 +0800` counts: Ruby reads it only behind a time
  readonly fractions: boolean // of a second: jekyll-feed writes whole ones
  readonly rubyZones: boolean // whether `-500` and `UTC+8` are no zones: Ruby passes over them
}

const PLAIN_STYLE: FrontMatterStyle = {
  blankLinesBefore: false,
  dotsClose: false,
  dedentEnds: false,
  json: false,
  caselessKeys: false,
  openless: false,
  semicolons: false,
  tabsIndent: false,
}
const SITE_DATES: DateHabits = { day: 'site', time: 'site', quotedTime: 'site', strict: false, fileWords: false, dayZones: true, fractions: true, rubyZones: false }
const CANONICAL = ['canonical_url', 'canonicalUrl', 'canonical'] as const
const MORE = /<!--\s{0,9}more\s{0,9}-->/iu
const DRAFT: HidingKey = { key: 'draft', when: true, unless: 'drafts' }
const UNPUBLISHED: HidingKey = { key: 'published', when: false, unless: 'unpublished' }
const UNPUBLISH: HidingKey = { key: 'publish', when: false, unless: 'unpublished' }

/** Pages that are in no list of Hugo's site; `build` was `_build` once. */
const UNLISTED_IN_HUGO = (['never', 'local', false] as const).flatMap((when): HidingKey[] => [
  { key: 'build.list', when, unless: 'unpublished' },
  { key: '_build.list', when, unless: 'unpublished' },
])

/** Keys of the canonical address, the same in all dialects. */
export const CANONICAL_KEYS: readonly string[] = CANONICAL

const BARE: DialectRules = {
  style: PLAIN_STYLE,
  title: ['title'],
  titleFrom: [],
  published: ['date'],
  embargo: [],
  updated: ['updated'],
  expires: [],
  hidden: [],
  categories: [],
  tags: ['tags'],
  authors: ['author'],
  authorUrl: [],
  summary: ['description'],
  summaryMarkdown: false,
  lateSummary: [],
  moreMark: null,
  codeHidesMark: false,
  image: ['image'],
  language: ['lang'],
  external: [],
  dates: SITE_DATES,
  yamlBooleans: false,
}

export const DIALECTS: Readonly<Record<Dialect, DialectRules>> = {
  jekyll: {
    ...BARE,
    style: { ...PLAIN_STYLE, dotsClose: true, dedentEnds: true },
    titleFrom: ['name'],
    updated: ['last_modified_at'],
    hidden: [{ ...UNPUBLISHED, nullToo: true }, DRAFT],
    categories: ['categories', 'category'],
    tags: ['tag', 'tags'],
    authors: ['author', 'authors.0'],
    summary: ['description', 'excerpt'],
    image: ['image.path', 'image'],
    external: ['external_url', 'external-url', 'link-out', 'link'],
    dates: { ...SITE_DATES, time: 'utc', dayZones: false, fractions: false, rubyZones: true },
    yamlBooleans: true,
  },
  hugo: {
    ...BARE,
    style: { ...PLAIN_STYLE, blankLinesBefore: true, json: true, caselessKeys: true },
    published: ['date', 'publishDate', 'pubdate', 'published', 'lastmod'],
    embargo: ['publishDate', 'pubdate', 'published'],
    updated: ['lastmod', 'modified', 'date'],
    expires: ['expiryDate', 'unpublishdate'],
    hidden: [DRAFT, { ...UNPUBLISHED, nullToo: true }, { key: 'headless', when: true, unless: 'unpublished', bundleOnly: true }, ...UNLISTED_IN_HUGO],
    categories: ['categories', 'category'],
    tags: ['tags', 'tag'],
    authors: ['author', 'authors'],
    summary: ['summary'],
    summaryMarkdown: true,
    lateSummary: ['description'],
    moreMark: MORE,
    image: ['images.0', 'featured_image', 'cover.image'],
    external: ['externalURL', 'canonicalUrl'],
    dates: { ...SITE_DATES, strict: true },
  },
  hexo: {
    ...BARE,
    style: { ...PLAIN_STYLE, openless: true, semicolons: true, tabsIndent: true },
    hidden: [UNPUBLISHED],
    categories: ['categories', 'category'],
    tags: ['tags', 'tag'],
    summary: ['excerpt'],
    lateSummary: ['description'],
    moreMark: /<!-- ?more ?-->/iu,
    codeHidesMark: true,
    image: ['cover', 'thumbnail', 'photos.0'],
    language: ['lang', 'language'],
  },
  eleventy: {
    ...BARE,
    titleFrom: ['heading'],
    updated: ['updated', 'modified'],
    hidden: [
      { key: 'eleventyExcludeFromCollections', when: true, unless: 'unpublished' },
      { key: 'permalink', when: false, unless: 'unpublished' },
    ],
    categories: ['category', 'categories'],
    summary: ['description', 'excerpt'],
    external: ['external_url'],
    dates: { ...SITE_DATES, day: 'utc', time: 'utc', quotedTime: 'utc', fileWords: true },
  },
  astro: {
    ...BARE,
    // Astro leaves keys to themes: behind its own template's are those of the ones in wide use.
    published: ['pubDate', 'publishDate', 'date', 'pubDatetime', 'published', 'publishedAt'],
    updated: ['updatedDate', 'updated', 'modDatetime', 'updateDate', 'lastUpdated', 'updatedAt'],
    hidden: [DRAFT],
    categories: ['category', 'categories'],
    authors: ['author', 'authors'],
    summary: ['description', 'excerpt'],
    image: ['heroImage.src', 'heroImage', 'image.url', 'image.src', 'image', 'coverImage.src', 'coverImage', 'cover', 'ogImage'],
    dates: { ...SITE_DATES, day: 'utc', time: 'utc' },
  },
  docusaurus: {
    ...BARE,
    titleFrom: ['heading', 'name'],
    updated: ['last_update.date'],
    hidden: [DRAFT, { key: 'unlisted', when: true, unless: 'unpublished' }],
    authors: ['authors', 'author'],
    authorUrl: ['author_url', 'authorURL'],
    moreMark: /<!--\s{0,9}truncate\s{0,9}-->|\{\/\*\s{0,9}truncate\s{0,9}\*\/\}/iu,
    language: [],
    dates: { ...SITE_DATES, day: 'utc' },
  },
  vuepress: {
    ...BARE,
    titleFrom: ['heading'],
    updated: ['lastUpdated', 'updated'],
    hidden: [UNPUBLISH, { key: 'article', when: false, unless: 'unpublished' }, { key: 'feed', when: false, unless: 'unpublished' }],
    categories: ['categories', 'category'],
    tags: ['tags', 'tag'],
    moreMark: MORE,
    image: ['cover', 'image'],
  },
  obsidian: {
    ...BARE,
    titleFrom: ['name'],
    published: ['date', 'created'],
    updated: ['updated', 'modified'],
    hidden: [UNPUBLISH],
    categories: ['category'],
    tags: ['tags', 'tag'],
    image: ['image', 'cover'],
    external: ['source'],
  },
  plain: {
    ...BARE,
    titleFrom: ['heading', 'name'],
    published: ['date', 'publishDate', 'pubDate', 'pubdate', 'published', 'created', 'pubDatetime', 'publishedAt'],
    embargo: ['publishDate'],
    updated: ['updated', 'lastmod', 'last_modified_at', 'updatedDate', 'lastUpdated', 'modified', 'last_update.date', 'modDatetime', 'updateDate', 'updatedAt'],
    expires: ['expiryDate', 'unpublishdate'],
    hidden: [
      DRAFT,
      UNPUBLISHED,
      UNPUBLISH,
      { key: 'unlisted', when: true, unless: 'unpublished' },
      { key: 'article', when: false, unless: 'unpublished' },
      { key: 'build.list', when: 'never', unless: 'unpublished' },
      { key: 'eleventyExcludeFromCollections', when: true, unless: 'unpublished' },
      { key: 'permalink', when: false, unless: 'unpublished' },
    ],
    categories: ['categories', 'category'],
    tags: ['tags', 'tag'],
    authors: ['author', 'authors'],
    summary: ['summary', 'description', 'excerpt'],
    moreMark: MORE,
    image: ['image.path', 'image.url', 'image', 'images.0', 'featured_image', 'cover.image', 'cover', 'heroImage', 'thumbnail', 'photos.0'],
    language: ['lang', 'language'],
    external: ['external_url', 'external-url', 'externalURL', 'link-out', 'link', 'source'],
  },
}
