// EDGE. The Fetcher of `type: feed`: over HTTP or from disk, as the source says.

import type { FetchSettings } from '../../settings/settings.ts'
import type { Fetcher } from './fetched.ts'
import { readFeedFile } from './file.ts'
import { createHttpFetcher } from './http.ts'

/** @param userAgent  `Feedmill/VERSION (+URL)` */
export function createFetcher(settings: FetchSettings, userAgent: string): { readonly fetch: Fetcher; readonly close: () => Promise<void> } {
  const http = createHttpFetcher(settings, userAgent)
  return {
    fetch: async (source, state, signal) =>
      source.location.kind === 'http' ? http.fetch(source, state, signal) : readFeedFile(source.location.path, settings.maxBytes, signal),
    close: http.close,
  }
}
