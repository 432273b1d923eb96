// The config file's shape, once for checking and for the editors' JSON Schema. It checks form and range of single values, and makes numbers
// of durations and sizes; what concerns two values is in checks/cross-checks.ts, what makes them into Settings in build.ts.

import { z } from 'zod'
import { DAY, HOUR, SECOND } from '../model/clock.ts'
import { JSON_FIELDS } from '../model/source.ts'
import { duration, isAgeOrSize, size, slug, text } from './schema-parts.ts'
import { isHostName, parseRange } from './texts/addresses.ts'
import { jmespathFault, patternFault, selectorFault, templateFault } from './texts/expressions.ts'
import { viewSchema } from './views/view-schema.ts'

const terms = z.union([text, z.array(text)], 'must be a text or a list of texts')
const httpUrl = z.string().refine(isHttpUrl, 'must be an absolute http or https address')
const opened = text.refine((value) => parseRange(value) !== null || isHostName(value), 'must be an address, a CIDR like 10.1.0.0/16, or the name of a host')
const timezone = z.string().refine(isTimezone, 'is not an IANA time zone (write it like Europe/Paris)')

/** A text that `faultOf` has nothing to say against. */
function checked(faultOf: (value: string) => string | null): z.ZodString {
  return text.superRefine((value, context) => {
    const fault = faultOf(value)
    if (fault !== null) context.addIssue({ code: 'custom', message: fault })
  })
}

const selector = checked(selectorFault)
const pattern = checked(patternFault)
const template = checked(templateFault)
const templates = z.union([template, z.array(template).min(1, 'must name at least one')], 'must be a text or a list of texts')

const person = z.strictObject({
  name: text.describe('As readers see it.'),
  email: z.email('is not an e-mail address').optional(),
  url: httpUrl.optional(),
})

const site = z
  .strictObject({
    title: text.describe('Title of the site and of the feed that holds everything.'),
    url: httpUrl.refine(hasNoQuery, 'must not have a query or a fragment: paths are put behind it').describe('Where the published folder will be served; every link in it starts with this.'),
    description: z.string().optional(),
    language: z.string().refine(isLanguage, 'is not a language tag (write it like en or zh-CN)').optional().describe('BCP 47; default en.'),
    timezone: timezone.optional().describe('IANA name for the schedule, day headings and dates without a zone; default UTC.'),
    author: person.optional().describe('Author of the feeds themselves, and of posts that name none.'),
    templates: text.optional().describe('Folder of page templates in place of the built-in ones: docs/templates.md.'),
  })
  .describe('What all feeds say of themselves.')

const extractRule = z.strictObject({
  select: selector.optional().describe('CSS selector; without it each line of the text is looked at.'),
  attr: text.optional().describe('Take this attribute, not the element’s text.'),
  match: pattern.optional().describe('Pattern (RE2): its first group, else all that it matches.'),
  remove: z.boolean().optional().describe('true: the element or line goes.'),
  scheme: text.optional().describe('Scheme of the tags that a name of your own makes; default: the name.'),
})
const extract = z
  .record(z.string().regex(/^[A-Za-z][\w-]{0,63}$/u, 'is not a name: a letter, then letters, digits, hyphens'), extractRule)
  .describe('Values out of the text: title, author, summary, url, image; any other name makes tags.')

const clean = z
  .strictObject({
    preset: terms.optional().describe('Named rules, after the source’s own: news-cn, or one of `presets`.'),
    remove: z.array(selector).optional().describe('Elements that go with all they hold.'),
    removeText: z.array(pattern).optional().describe('Patterns (RE2): a line or block whose trimmed text fits one goes.'),
    unwrap: z.array(selector).optional().describe('Elements whose tags go and whose inside stays.'),
    indents: z.boolean().optional().describe('true: blanks at the beginning of lines go, full-width ones too.'),
  })
  .describe('What goes from the texts, after `extract`.')

const preset = z.strictObject({ extract: extract.optional(), clean: clean.omit({ preset: true }).optional() })

const common = {
  id: slug.describe('Unique name; part of article ids and paths, so it never changes meaning.'),
  title: text.optional().describe('Shown in place of what the source says of itself.'),
  category: terms.optional().describe('Category or categories of everything from this source: labels or slugs.'),
  tags: terms.optional().describe('Tags added to everything from this source.'),
  timezone: timezone.optional().describe('For dates without a zone; default: the site’s.'),
  enabled: z.boolean().optional().describe('false: not visited any more, its articles stay published.'),
  rights: z.enum(['full', 'summary', 'link']).optional().describe('How much of its articles is published again; default full.'),
  extract: extract.optional(),
  clean: clean.optional(),
}

const limit = z.int().min(1)
const age = duration(HOUR, 'of at least 1h')
const keep = z
  .union(
    [
      limit,
      z.string().refine(isAgeOrSize, 'must be an age, a count or a size'),
      z.strictObject({ age: age.optional(), count: limit.optional(), size: size.optional() }).refine((limits) => Object.keys(limits).length > 0, 'names no limit'),
    ],
    'must be an age (400d), a count (500), a size (20MB), or { age, count, size }',
  )
  .optional()
  .describe('How long the store keeps what the source no longer lists: an age (400d), a count (500), a size (20MB), or { age, count, size }.')

const identity = z
  .strictObject({ match: pattern.describe('Pattern (RE2): its first group, else all that it matches.') })
  .optional()
  .describe('On an item’s guid, else its url: what it captures identifies the article.')

const every = duration(SECOND, 'of at least 1s').optional().describe('Own interval; hints of the source lengthen it.')
const refusals = z
  .enum(['domain', 'source'])
  .optional()
  .describe('Whom a 429, or a 503 with Retry-After, puts off: all sources of its domain, or this one alone; default domain.')
const headers = z
  .record(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/u, 'is not a header name'), z.string().regex(/^[\t\u0020-\u007E]*$/u, 'holds characters that no header may'))
  .optional()
  .describe('Sent to this source’s own origin only, for example authorization: "Bearer ${TOKEN}".')

const feedSource = z.strictObject({
  ...common,
  type: z.literal('feed').default('feed'),
  url: text.refine(isWebOrPath, 'must be an http or https address, or a path').describe('http(s) address of an RSS, Atom or JSON Feed, or the path of a saved one.'),
  every,
  keep,
  refusals,
  headers,
  identity,
})

const jsonFields = z.partialRecord(z.enum(JSON_FIELDS), templates)

const jsonSource = z.strictObject({
  ...common,
  type: z.literal('json'),
  url: z.union([httpUrl, z.array(httpUrl).min(1, 'must name at least one address')], 'must be an address or a list of addresses').describe('Of the list, or of several lists.'),
  items: checked(jmespathFault).describe('JMESPath, from an answer to its list of records.'),
  fields: jsonFields.describe('For each field of an article: JMESPath, or a text with {JMESPath} in braces.'),
  next: template.optional().describe('JMESPath, or a text with {JMESPath} in braces: where the next page of a list is.'),
  pages: z.int().min(1).max(1000).optional().describe('Pages of one list in one run, at most; default 10.'),
  detail: z
    .strictObject({
      url: template.describe('A text with {JMESPath} in braces, for a record.'),
      fields: jsonFields,
      perRun: z.int().min(1).max(100_000).optional().describe('Calls in one run, at most; the rest waits for the next; default 200.'),
    })
    .optional()
    .describe('A call for each new record.'),
  every,
  keep,
  refusals,
  headers,
  identity,
})

const postsSource = z.strictObject({
  ...common,
  type: z.literal('posts'),
  path: text.describe('Folder that holds the posts.'),
  dialect: z
    .enum(['jekyll', 'hugo', 'hexo', 'eleventy', 'astro', 'docusaurus', 'vuepress', 'obsidian', 'plain'])
    .optional()
    .describe('Whose rules the posts follow; default plain.'),
  siteUrl: httpUrl.optional().describe('Address of the site the posts are published on; default: site.url.'),
  permalink: text.optional().describe('date, pretty, ordinal, weekdate, none, or a pattern such as /:year/:title/; default date.'),
  drafts: z.boolean().optional(),
  future: z.boolean().optional().describe('true: posts dated in the future too.'),
  unpublished: z.boolean().optional(),
  smartTitles: z.boolean().optional().describe('true: typographic quotes and dashes in titles, and characters for entities.'),
  ids: z.enum(['link', 'jekyll']).optional().describe('jekyll: ids as jekyll-feed makes them; default link.'),
  jekyllFeedCategories: z.boolean().optional(),
  zonelessDates: z.enum(['dialect', 'site']).optional(),
  missingDate: z.enum(['skip', 'mtime']).optional(),
  link: z.enum(['own', 'canonical', 'external']).optional(),
  excerptSeparator: z.string().optional(),
  authors: text.optional().describe('YAML file of authors by key: name, email, url.'),
})

const taxonomy = z.strictObject({
  labels: z.record(slug, text).optional().describe('slug: what people see.'),
  aliases: z.record(z.string(), text).optional().describe('Another spelling: the term it is merged into.'),
  slugs: z.record(z.string(), slug).optional().describe('Term: its fixed slug.'),
  drop: z.array(text).optional().describe('Terms that nobody needs.'),
})

const publish = z.strictObject({
  dir: text.optional().describe('Folder that is written.'),
  formats: z.array(z.enum(['rss', 'atom', 'json', 'html'])).min(1, 'must name at least one format').optional(),
  limit: z.int().min(1).max(10_000).optional().describe('Entries in a feed; default 50.'),
  window: duration(HOUR, 'of at least 1h').optional().describe('How far a feed reaches back from its newest entry, like 30d; what is older is in its archive alone.'),
  precompress: z.boolean().optional().describe('true: .br and .gz beside each file.'),
  archive: z.boolean().optional().describe('false: no pages of older entries.'),
  posts: z
    .strictObject({
      dir: text.describe('Folder of the site; its _posts is written. A path that ends in _posts is taken as it is.'),
      dialect: z.literal('jekyll').describe('Whose rules the posts follow.'),
    })
    .optional()
    .describe('Each article as a post of a site generator.'),
})

const fetch = z.strictObject({
  timeout: duration(SECOND, 'of at least 1s').refine(isADayAtMost, 'must be at most 1d').optional().describe('For a whole visit, redirects included; default 20s.'),
  maxBytes: size.optional(),
  concurrency: z.int().min(1).max(1000).optional().describe('Requests at once; default 32.'),
  perHost: z.int().min(1).max(100).optional().describe('Requests at once to one host; default 2.'),
  hostDelay: duration(0, 'of at most 1d').refine(isADayAtMost, 'must be at most 1d').optional().describe('Between two requests to one host; default 100ms.'),
  allowPrivate: z.array(opened).optional().describe('Addresses, CIDRs or hosts in private networks that may be fetched from.'),
})

const serve = z.strictObject({
  host: text.optional(),
  port: z.int().min(0).max(65_535).optional(),
})

const sourceSchema = z.discriminatedUnion('type', [feedSource, jsonSource, postsSource])

export const configSchema = z
  .strictObject({
    site,
    store: text.refine((value) => !/^[a-z]+:\/\//iu.test(value), 'must be the path of an SQLite file; other databases are not supported yet').optional().describe('Path of the SQLite file; default state/feedmill.db beside the config folder.'),
    schedule: text.optional().describe('Cron expression for `feedmill start`, in site.timezone; default every 15 minutes.'),
    sources: z.array(sourceSchema).prefault([]),
    presets: z.record(slug, preset).optional().describe('Rules for texts by name, for `clean: { preset: NAME }` of any source.'),
    taxonomy: taxonomy.optional(),
    views: z.array(viewSchema).optional().describe('Feeds of your own: everything that fits `where`.'),
    publish: publish.optional(),
    fetch: fetch.optional(),
    serve: serve.optional(),
  })
  .describe('Feedmill config. Paths are relative to the file; ${NAME} takes an environment variable.')

export type Config = z.output<typeof configSchema>
export type KeepConfig = z.output<typeof keep>
export type FeedConfig = z.output<typeof feedSource>
export type JsonConfig = z.output<typeof jsonSource>
export type PostsConfig = z.output<typeof postsSource>
export type ExtractConfig = z.output<typeof extract>
export type CleanConfig = z.output<typeof clean>

/** The JSON Schema that editors complete the config with; config/feedmill.schema.json is this, and a test holds it to it. */
export function configJsonSchema(): unknown {
  return z.toJSONSchema(configSchema, { io: 'input' })
}

/** Timers hold 24 days: one for longer rings at once. */
function isADayAtMost(milliseconds: number): boolean {
  return milliseconds <= DAY
}

function hasNoQuery(value: string): boolean {
  return !/[?#]/u.test(value)
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/u.test(new URL(value).protocol)
}

/** A scheme has two letters at least: `C:` begins a path on Windows. */
function isWebOrPath(value: string): boolean {
  return isHttpUrl(value) || !/^[a-z][a-z0-9+.-]+:/iu.test(value)
}

function isTimezone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function isLanguage(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1
  } catch {
    return false
  }
}
