// Namespaces of feeds: every URI that publishers write for a vocabulary, and the one prefix that our code knows it by.
// A document's own prefixes mean nothing here, save the customary ones where a document declares none.

/** `''` is RSS itself; the names of our code are the prefix, a colon and the local name in lower case: `dc:creator`. */
const URIS: Readonly<Record<string, readonly string[]>> = {
  '': [
    'http://my.netscape.com/rdf/simple/0.9',
    'http://channel.netscape.com/rdf/simple/0.9',
    'http://purl.org/rss/1.0',
    'http://purl.org/net/rss1.1',
    'http://purl.org/rss/1.0/modules/rss091',
    'http://backend.userland.com/rss',
    'http://backend.userland.com/rss091',
    'http://backend.userland.com/rss092',
    'http://backend.userland.com/rss2',
    'http://blogs.law.harvard.edu/tech/rss',
    'http://cyber.law.harvard.edu/rss',
    'http://cyber.law.harvard.edu/rss/rss.html',
    'http://www.rssboard.org/rss-specification',
  ],
  atom: [
    'http://www.w3.org/2005/atom',
    'http://purl.org/atom/ns',
    'http://purl.org/atom',
    'http://purl.org/pie',
    'http://purl.org/echo',
    'http://example.com/necho',
    'http://example.com/newformat',
    'uri/of/echo/namespace',
  ],
  rdf: ['http://www.w3.org/1999/02/22-rdf-syntax-ns'],
  xhtml: ['http://www.w3.org/1999/xhtml', 'http://www.w3.org/tr/xhtml1', 'http://www.w3.org/tr/rec-html40'],
  xml: ['http://www.w3.org/xml/1998/namespace'],
  content: ['http://purl.org/rss/1.0/modules/content'],
  dc: ['http://purl.org/dc/elements/1.1', 'http://purl.org/dc/elements/1.0', 'http://purl.org/metadata/dublin_core'],
  dcterms: ['http://purl.org/dc/terms', 'http://purl.org/rss/1.0/modules/dcterms'],
  itunes: [
    'http://www.itunes.com/dtds/podcast-1.0.dtd',
    'http://example.com/dtds/podcast-1.0.dtd',
    'http://www.itunes.com/dtds/podcast-1.0',
  ],
  googleplay: ['http://www.google.com/schemas/play-podcasts/1.0', 'http://www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd'],
  media: [
    'http://search.yahoo.com/mrss',
    'http://search.yahoo.com/rss',
    'http://search.yahoo.com/mrss/1.1',
    'http://tools.search.yahoo.com/mrss',
    'http://video.search.yahoo.com/mrss',
    'http://video.search.yahoo.com/mrss/1.0',
    'http://www.rssboard.org/media-rss',
  ],
  enc: ['http://purl.oclc.org/net/rss_2.0/enc', 'http://purl.org/net/rss_2.0/enc'],
  slash: ['http://purl.org/rss/1.0/modules/slash'],
  sy: ['http://purl.org/rss/1.0/modules/syndication'],
  taxo: ['http://purl.org/rss/1.0/modules/taxonomy'],
  admin: ['http://webns.net/mvcb'],
  thr: ['http://purl.org/syndication/thread/1.0'],
  wfw: ['http://wellformedweb.org/commentapi'],
  feedburner: ['http://rssnamespace.org/feedburner/ext/1.0'],
  cc: ['http://web.resource.org/cc', 'http://creativecommons.org/ns'],
  creativecommons: [
    'http://backend.userland.com/creativecommonsrssmodule',
    'http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html',
    'http://cyber.law.harvard.edu/rss/creativecommons.html',
  ],
  foaf: ['http://xmlns.com/foaf/0.1'],
}

const PREFIXES = new Map(Object.entries(URIS).flatMap(([prefix, uris]) => uris.map((uri) => [uri, prefix] as const)))

/** The prefix that our code knows a namespace by; null for one that says nothing to us. */
export function prefixOf(uri: string): string | null {
  return PREFIXES.get(foldUri(uri)) ?? null
}

/** What an undeclared prefix stands for: itself, where it is one of the customary ones. */
export function customaryPrefix(prefix: string): string | null {
  const folded = prefix.toLowerCase()
  if (folded === 'rss') return ''
  return Object.hasOwn(URIS, folded) ? folded : null
}

/** Case, `https`, and a slash or hash at the end are where publishers go wrong. */
function foldUri(uri: string): string {
  const folded = uri.trim().toLowerCase().replace(/^https:/u, 'http:')
  return folded.endsWith('/') || folded.endsWith('#') ? folded.slice(0, -1) : folded
}
