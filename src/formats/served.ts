// How published files are served: the type of each and the headers of all. The built-in server, `_headers` and docs/serving.md say the
// same; a test holds them to it.

/** By file extension. */
export const SERVED_TYPES = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8', // but manifest.json
  html: 'text/html; charset=utf-8',
  opml: 'text/x-opml; charset=utf-8',
} as const

/**
 * Of every file: feeds may be read by scripts of any site, and are kept five minutes without asking. A page's own policy is in the page;
 * that nobody may frame it can be said in a header only (CSP Level 3 section 6.4.2).
 */
export const SERVED_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['access-control-allow-origin', '*'],
  ['cache-control', 'public, max-age=300'],
  ['content-security-policy', "frame-ancestors 'none'"],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
]
