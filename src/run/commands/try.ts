// `feedmill try`: reads one feed without storing it, or lists the feeds that a page offers.

import { resolve } from 'node:path'
import { excerpt, htmlToText } from '../../formats/html.ts'
import { createFetcher } from '../../ingest/fetch/fetch.ts'
import type { Fresh } from '../../ingest/fetch/fetched.ts'
import { decodeText } from '../../ingest/parse/decode.ts'
import { addressOf, shownUrl } from '../../ingest/plan/request-url.ts'
import { type FeedLink, findFeedLinks } from '../../ingest/parse/feed-links.ts'
import { readFeed, type ReadFeed, type ReadItem } from '../../ingest/read-feed.ts'
import type { SourceId } from '../../model/article.ts'
import { FeedmillError } from '../../model/errors.ts'
import { type FeedSource, UNVISITED } from '../../model/source.ts'
import { DEFAULT_FETCH } from '../../settings/build.ts'
import { redact, redactAll, redactError, secretsAskedWith } from '../../settings/secrets.ts'
import type { Settings } from '../../settings/settings.ts'
import { counted } from '../report.ts'
import { inLine } from '../terminal.ts'
import { VERSION } from '../version.ts'
import { userAgentOf } from '../wire.ts'

export type Tried = { readonly kind: 'feed'; readonly feed: ReadFeed } | { readonly kind: 'page'; readonly feeds: readonly FeedLink[] }

/**
 * What a source of the config, an address or a path holds, as data and as lines.
 * @throws FeedmillError fetch.*, parse.*, store.*
 */
export async function tryAny(location: string, settings: Settings | null): Promise<object & { readonly lines: readonly string[] }> {
  const source = settings?.sources.find(({ id }) => id === location)
  if (settings !== null && source !== undefined) {
    const { describeTriedSource, trySource } = await import('./try-source.ts')
    const tried = await trySource(source, settings)
    return { ...tried, lines: describeTriedSource(tried) }
  }
  const tried = await tryLocation(location, settings)
  return { ...tried, lines: describeTried(tried) }
}

/**
 * @param location  http(s) address, or a path relative to the working directory
 * @param settings  whose limits and `fetch.allowPrivate` hold; null: the defaults
 * @throws FeedmillError fetch.*, parse.*
 */
export async function tryLocation(location: string, settings: Settings | null): Promise<Tried> {
  const secrets = settings?.secrets ?? []
  const source = sourceOf(location, secrets)
  const fetcher = createFetcher(settings?.fetch ?? DEFAULT_FETCH, settings === null ? `Feedmill/${VERSION}` : userAgentOf(settings))
  try {
    const fetched = await fetcher.fetch(source, UNVISITED, new AbortController().signal)
    if (fetched.kind === 'fresh') return read(fetched, addressOf(source), source.secrets)
    throw new FeedmillError('fetch.status', addressOf(source), fetched.kind === 'gone' ? 'is gone for good (410)' : 'sent no document')
  } catch (error) {
    throw redactError(error, secrets)
  } finally {
    await fetcher.close()
  }
}

/** @param at  for errors: an absolute path, or the address */
function read(fetched: Fresh, at: string, secrets: readonly string[]): Tried {
  const hints = { ...(fetched.contentType !== null && { contentType: fetched.contentType }), ...(fetched.url !== null && { url: fetched.url }) }
  try {
    return { kind: 'feed', feed: readFeed(fetched.bytes, hints, secrets) }
  } catch (error) {
    const feeds = findFeedLinks(decodeText(fetched.bytes, fetched.contentType).text, fetched.url)
    if (!(error instanceof FeedmillError)) throw error
    if (error.code === 'parse.not_a_feed' && feeds.length > 0) return { kind: 'page', feeds: redactAll(feeds, secrets) }
    throw new FeedmillError(error.code, at, error.reason, error)
  }
}

function describeTried(tried: Tried): string[] {
  if (tried.kind === 'page') return ['This is a web page; it offers these feeds:', ...tried.feeds.map(({ url, title, mediaType }) => `  ${url}  ${title ?? ''} (${mediaType})`)]
  const { feed } = tried
  return [
    `${feed.title ?? '(untitled)'}${feed.link === null ? '' : ` <${feed.link}>`}: ${counted(feed.items.length, 'item')}`,
    ...feed.items.flatMap(describeItem),
    ...feed.notes.map(({ code, message }) => `note: ${inLine(message)} [${code}]`),
  ]
}

const EXCERPT = 100 // characters

function describeItem(item: ReadItem): string[] {
  const people = item.authors.map(({ name }) => name).join(', ')
  const details = [item.published ?? 'undated', people, item.tags.map((tag) => `#${tag}`).join(' ')].filter((part) => part !== '')
  const text = item.summary ?? item.content ?? ''
  return [
    `- ${item.title ?? '(untitled)'}`,
    `  ${details.join('  ')}`,
    ...(item.link === null ? [] : [`  ${item.link}`]),
    ...(text === '' ? [] : [`  ${excerpt(htmlToText(text), EXCERPT)}`]),
    ...item.enclosures.map(({ url, type }) => `  enclosure: ${url} (${type})`),
  ]
}

/** @param secrets  of the config: whoever knows its addresses may name one of them */
function sourceOf(location: string, secrets: readonly string[]): FeedSource {
  const isWeb = /^https?:\/\//iu.test(location)
  if (!isWeb && /^[a-z][a-z0-9+.-]+:/iu.test(location)) throw new FeedmillError('fetch.scheme', shownUrl(location), 'must be an http or https address, or a path')
  if (isWeb && !URL.canParse(location)) throw new FeedmillError('fetch.scheme', redact(location, secrets), 'is not a URL')
  return {
    id: 'try' as SourceId,
    type: 'feed',
    title: null,
    categories: [],
    tags: [],
    timezone: 'UTC',
    enabled: true,
    refining: null,
    rights: 'full',
    location: isWeb ? { kind: 'http', url: location } : { kind: 'file', path: resolve(location) },
    headers: {},
    every: null,
    keep: null,
    refusals: 'domain',
    secrets: secretsAskedWith(secrets, { urls: [location], headers: [] }),
    secretNames: [],
  }
}
