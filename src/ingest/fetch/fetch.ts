// EDGE. The Fetcher of `type: feed`: over HTTP or from disk, as the source says.

import type { EpochMs } from '../../model/article.ts'
import type { FeedSource, Source } from '../../model/source.ts'
import type { FetchSettings } from '../../settings/settings.ts'
import type { Fetcher } from './fetched.ts'
import { readFeedFile } from './file.ts'
import type { HttpFetcher } from './http.ts'

/**
 * @param userAgent  `Feedmill/VERSION (+URL)`
 * @param quiet      domains that are to be left alone, and until when: filled by the run before its first visit
 * @param sources    all that may be fetched: a URL that two of them name is asked once in a run
 */
export function createFetcher(settings: FetchSettings, userAgent: string, sources: readonly Source[] = [], quiet = new Map<string, EpochMs>()): HttpFetcher {
  let http: Promise<HttpFetcher> | null = null
  // Loaded at the first source of the web: the HTTP client takes longer to load than many a site's whole refresh from disk.
  const overHttp = (): Promise<HttpFetcher> =>
    (http ??= import('./http.ts').then(({ createHttpFetcher }) => createHttpFetcher(settings, userAgent, sharedUrls(sources), quiet)))
  const fetch: Fetcher = async (source, state, signal) =>
    source.location.kind === 'file'
      ? readFeedFile(source.location.path, settings.maxBytes, signal)
      : (await overHttp()).fetch(source, state, signal)
  return { fetch, close: async () => (await http)?.close() }
}

function sharedUrls(sources: readonly Source[]): ReadonlySet<string> {
  const urls = sources.filter(isOnTheWeb).map(({ location }) => location.url)
  const seen = new Set<string>()
  return new Set(urls.filter((url) => seen.has(url) || !seen.add(url)))
}

function isOnTheWeb(source: Source): source is FeedSource & { readonly location: { readonly kind: 'http' } } {
  return source.type === 'feed' && source.location.kind === 'http'
}
