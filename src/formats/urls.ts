// Addresses: made absolute and safe, cleared of tracking, and told to be the same. Nothing here asks the network.

const SAFE_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])

/** Schemes whose registries or makers see to it that no two things have one name. `yt` is YouTube's own, in all its feeds. */
const GLOBAL_NAME = /^(?:tag:[^,:]+,\d{4}(?:-\d\d){0,2}:|urn:[a-z0-9][a-z0-9-]*:|(?:ark|at|did|doi|hdl|info|mid|ni|oai|uuid|yt):)./iu
const NO_IRI = /[\s<>"{}|\\^`\p{C}]/u

/** Parameters that say how a reader came to a page, not which page it is. */
const TRACKING: ReadonlySet<string> = new Set(
  (
    '__hsfp __hssc __hstc _bta_c _bta_tid _ga _gl _hsenc _hsmi _openstat at_bbc_team at_campaign at_campaign_type at_custom1 at_custom2 ' +
    'at_custom3 at_custom4 at_format at_link_id at_link_origin at_link_type at_medium at_ptr_name cmpid dclid epik fb_action_ids ' +
    'fb_action_types fb_ref fb_source fbclid gad_campaignid gad_source gbraid gclid gclsrc guccounter guce_referrer guce_referrer_sig ' +
    'hsctatracking igsh igshid mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash msclkid ncid ns_campaign ns_fee ns_linkname ' +
    'ns_mchannel ns_source oly_anon_id oly_enc_id pk_campaign pk_kwd pk_keyword pk_medium pk_source rb_clickid s_cid spm srsltid ttclid ' +
    'twclid vero_conv vero_id wbraid wickedid wt_mc xtor yclid ysclid'
  ).split(' '),
)
const TRACKING_BEGINNING = /^(?:hsa|matomo|mtm|piwik|utm)_/u

/**
 * Addresses that the URL standard leaves as they are, and most are such: a name in lower case that can be no number, no port, no dots to
 * resolve, nothing to encode. To tell one takes a third of the time that reading it does.
 */
const PLAIN =
  /^https?:\/\/(?:[a-z\d]+(?:-[a-z\d]+)*\.)+[a-z]{2,}(?:\/(?:[\w~-][\w~.%:@!$&'()*+,;=-]*)?)+(?:\?[\w~.%:@!$&()*+,;=/?-]*)?(?:#[\w~.%:@!$&()*+,;=/?-]*)?$/u

// Characters of an address that one line of a document says and that much is made with.
const LONGEST_URL = 4000 // all entries may repeat it
const LONGEST_BASE = 1000 // each relative address may be as long: a document has up to a million of them

// oxlint-disable-next-line no-control-regex -- browsers skip some of them inside a scheme, which is how scripts are smuggled
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/gu

/**
 * An address that people may follow: http, https or mailto, absolute, without user name and password.
 *
 * @param href  as an author wrote it; blanks around it, line ends and control characters in it are dropped
 * @param base  absolute; null, or anything else that can be no base: relative addresses are lost
 * @returns     in the URL standard's own spelling; null for every other scheme in whatever disguise, for blanks and for what is no address.
 *              Protocol-relative addresses take https
 */
export function resolveUrl(href: string, base: string | null): string | null {
  if (PLAIN.test(href)) return href
  const url = parse(href, base)
  if (url === null || !SAFE_SCHEMES.has(url.protocol)) return null
  if (url.username !== '') url.username = ''
  if (url.password !== '') url.password = ''
  return url.href
}

/**
 * Whether a text names the same thing wherever it stands: an http(s) address with a host, or an IRI (RFC 3987) of a scheme whose names
 * are given out once. `article:55` has the form of one, but any two sites may have an article 55.
 */
export function isGlobalIri(text: string): boolean {
  if (NO_IRI.test(text)) return false
  return /^https?:/iu.test(text) ? /^https?:\/\/[^/?#]/iu.test(text) && URL.canParse(text) : GLOBAL_NAME.test(text)
}

/** An address that all entries of a feed may repeat: one of bearable length, else null. */
export function bearableUrl(url: string | null): string | null {
  return url === null || url.length > LONGEST_URL ? null : url
}

/** An address that relative ones may start from: likewise, without its query where that makes it too long. Few need it, and signed ones are long. */
export function bearableBase(base: string | null, longest = LONGEST_BASE): string | null {
  const start = base !== null && base.length > longest ? base.replace(/[?#].*$/su, '') : base
  return start === null || start.length > longest ? null : start
}

/**
 * The base in force below an `xml:base` (XML Base, RFC 3986 section 5.1).
 * @param base        as written; null or blank where there is none
 * @param parentBase  the one in force above; may itself be relative, as far as a document says
 * @returns           absolute if either is; else relative, for whoever knows the document's address
 */
export function resolveBase(base: string | null, parentBase: string | null): string | null {
  if (base === null || base.trim() === '') return parentBase
  return parse(base, parentBase)?.href ?? joinRelative(base.trim(), parentBase ?? '')
}

/** The same address without parameters that only track readers; all else stays byte for byte. */
export function stripTracking(url: string): string {
  const [, page = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(.*)$/su.exec(url) ?? []
  if (query === undefined) return url
  const kept = query.split('&').filter((parameter) => !isTracking(parameter))
  return `${page}${kept.length === 0 ? '' : `?${kept.join('&')}`}${fragment}`
}

/**
 * What all addresses of one page share; for comparing, never for following.
 *
 * http and https are one, host names are in lower case, default ports and tracking parameters are gone; all other parameters stay, in
 * their order, since some sites tell pages apart by nothing else. A slash at the end of a path is gone: sites redirect one form to the
 * other, and hardly any has two pages there. A fragment is gone, for it names a part of the page, unless it is a route (`#!…`, `#/…`),
 * which names a page of its own on sites that are one script.
 *
 * @returns  `url` itself where it is no http or https address
 */
export function canonicalUrl(url: string): string {
  const parsed = URL.parse(stripTracking(url.trim()))
  if (parsed === null || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return url
  const path = parsed.pathname.replace(/(?<!\/)\/+$/u, '')
  const route = /^#!?\//u.test(parsed.hash) || parsed.hash.startsWith('#!') ? parsed.hash : ''
  return `https://${parsed.host}${upperCaseEscapes(path)}${upperCaseEscapes(parsed.search)}${route}`
}

function parse(href: string, base: string | null): URL | null {
  const spelled = href.replaceAll(CONTROLS, '').trim()
  if (spelled === '') return null
  const absolute = /^[\\/]{2}/u.test(spelled) ? `https:${spelled}` : spelled
  const start = bearableBase(base)
  return URL.parse(absolute) ?? (start === null ? null : URL.parse(absolute, start))
}

/** Both relative: enough of them is kept for the URL standard to join the result to an absolute base. */
function joinRelative(base: string, parentBase: string): string {
  return base.startsWith('/') ? base : parentBase.slice(0, parentBase.lastIndexOf('/') + 1) + base
}

function isTracking(parameter: string): boolean {
  const name = parameter.split('=', 1)[0]?.toLowerCase() ?? ''
  return TRACKING.has(name) || TRACKING_BEGINNING.test(name)
}

function upperCaseEscapes(text: string): string {
  return text.replaceAll(/%[\da-f]{2}/giu, (escape) => escape.toUpperCase())
}
