// The rules of the W3C feed validator that a document of ours could break, errors and warnings alike, as a table of sentences; besides
// those of JSON Feed 1.1. Each finding names its rule.
//
// Four of its warnings are not here, as they would cost readers more than they give: two entries updated in one second, a blank title of
// an untitled Atom entry, plain titles that speak of HTML, and the oldest page of an archive, which cannot name the page before it.

import { type Element, isTag, isText } from 'domhandler'
import { parseDocument } from 'htmlparser2'

/** Names in lower case, with the prefix that our documents have; Atom's own with `atom`. */
interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (XmlElement | string)[]
}

export interface Finding {
  readonly rule: string
  readonly at: string
}

type Rule = readonly [rule: string, holds: boolean, at?: string]

const URI = /^[a-z][a-z0-9+.-]*:[\w;/?:@&=+$.\-!~*'()%,#]+$/iu
const WEB = /^https?:\/\/[^/]/iu
const MEDIA_TYPE = /^[^\s()<>,;:\\"/[\]?=]+\/[^\s()<>,;:\\"/[\]?=]+$/u
const EMAIL = /^[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}$/iu
const CONTACT = /^([^\s()]+) \(([^()]+)\)$/u
const RFC822 = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/u
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/u
const TAG_URI = /^tag:[a-z0-9.-]+,\d{4}(?:-\d\d){0,2}:./u
const DANGEROUS = /<(?:script|meta|embed|object|iframe|style|link|base|form)[\s>/]|<[^>]+\son[a-z]+\s*=|<[^>]+(?:href|src)="(?:javascript|data|vbscript):/iu
const RELATIVE = /<(?:a|img)\s(?:[^>]*\s)?(?:href|src)="(?![a-z][a-z0-9+.-]*:)/iu

function one(parent: XmlElement, name: string): XmlElement | undefined {
  return all(parent, name)[0]
}

function all(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === name)
}

function textOf(element: XmlElement | undefined): string {
  return element === undefined ? '' : element.children.map((child) => (typeof child === 'string' ? child : '')).join('')
}

function attribute(element: XmlElement, name: string): string | null {
  return element.attributes.get(name) ?? null
}

function failures(rules: readonly Rule[], at: string): Finding[] {
  return rules.flatMap(([rule, holds, detail = '']) => (holds ? [] : [{ rule, at: `${at} ${detail}`.trim() }]))
}

function atMostOnce(parent: XmlElement, names: readonly string[]): Rule[] {
  return names.map((name) => [`DuplicateElement ${name}`, all(parent, name).length <= 1])
}

function isDay(date: string): boolean {
  return RFC822.test(date) && new Date(date).toUTCString() === date
}

function isLanguage(tag: string): boolean {
  return new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag.split('-')[0] ?? '') !== undefined
}

// --- RSS 2.0 and the profile

/** @param address  where the document is published */
export function checkRss(text: string, address: string): Finding[] {
  const root = rootOf(text)
  const channel = one(root, 'channel')
  if (root.name !== 'rss' || channel === undefined) return [{ rule: 'UndefinedElement', at: 'root' }]
  const items = all(channel, 'item')
  const guids = items.map((item) => textOf(one(item, 'guid')))
  return [...failures(channelRules(channel, address, guids), 'channel'), ...items.flatMap((item) => failures(itemRules(item), textOf(one(item, 'guid'))))]
}

function channelRules(channel: XmlElement, address: string, guids: readonly string[]): Rule[] {
  const selves = all(channel, 'atom:link').filter((link) => attribute(link, 'rel') === 'self')
  const image = one(channel, 'image')
  const link = textOf(one(channel, 'link'))
  return [
    ...atMostOnce(channel, ['title', 'link', 'description', 'language', 'lastbuilddate', 'docs', 'generator', 'ttl', 'image', 'pubdate']),
    ['MissingTitle', textOf(one(channel, 'title')).trim() !== ''],
    ['MissingDescription', textOf(one(channel, 'description')).trim() !== ''],
    ['InvalidFullLink', WEB.test(link) && URI.test(link), link],
    ['MissingAtomSelfLink', selves.length === 1],
    ['SelfDoesntMatchLocation', selves.every((self) => attribute(self, 'href') === address)],
    ['InvalidLanguage', all(channel, 'language').every((language) => isLanguage(textOf(language)))],
    ['InvalidRFC2822Date', all(channel, 'lastbuilddate').every((date) => isDay(textOf(date)))],
    ['InvalidInteger ttl', all(channel, 'ttl').every((ttl) => /^[1-9]\d*$/u.test(textOf(ttl)))],
    ['ImageLinkDoesntMatch', image === undefined || textOf(one(image, 'link')) === link],
    ['ImageTitleDoesntMatch', image === undefined || textOf(one(image, 'title')) === textOf(one(channel, 'title'))],
    ['ImageUrlFormat', image === undefined || /\.(?:gif|jpe?g|png)$/iu.test(textOf(one(image, 'url')))],
    ['DuplicateValue guid', new Set(guids).size === guids.length],
  ]
}

function itemRules(item: XmlElement): Rule[] {
  const names = item.children.flatMap((child) => (typeof child === 'string' ? [] : [child.name]))
  const guid = one(item, 'guid')
  const links = [...all(item, 'link'), ...all(item, 'comments')].map(textOf)
  const [author] = all(item, 'author')
  const contact = CONTACT.exec(textOf(author))
  const html = [...all(item, 'description'), ...all(item, 'content:encoded')].map(textOf)
  return [
    ...atMostOnce(item, ['title', 'link', 'description', 'guid', 'pubdate', 'author', 'source', 'enclosure', 'comments', 'content:encoded', 'dcterms:modified', 'dc:language', 'dc:rights']),
    ['ItemMustContainTitleOrDescription', names.includes('title') || names.includes('description')],
    ['NotBlank', ['title', 'description', 'link', 'category', 'dc:creator'].every((name) => all(item, name).every((element) => textOf(element).trim() !== ''))],
    ['MissingGuid', guid !== undefined && textOf(guid) !== ''],
    ['InvalidHttpGUID', guid === undefined || attribute(guid, 'ispermalink') !== 'true' || (WEB.test(textOf(guid)) && URI.test(textOf(guid)))],
    ['InvalidBooleanAttribute', guid === undefined || /^(?:true|false)$/u.test(attribute(guid, 'ispermalink') ?? '')],
    ['NotSufficientlyUnique', !/^\d{1,8}$/u.test(textOf(guid))],
    ['InvalidFullLink', links.every((link) => URI.test(link)), links.join(' ')],
    ['InvalidRFC2822Date', all(item, 'pubdate').every((date) => isDay(textOf(date)))],
    ['InvalidW3CDTFDate', all(item, 'dcterms:modified').every((date) => RFC3339.test(textOf(date)))],
    ['InvalidContact', author === undefined || EMAIL.test(contact?.[1] ?? ''), textOf(author)],
    ['DuplicateItemSemantics', !(names.includes('author') && names.includes('dc:creator'))],
    ['NeedDescriptionBeforeContent', !names.includes('content:encoded') || (names.includes('description') && names.indexOf('description') < names.indexOf('content:encoded'))],
    ['MissingItunesElement', !names.some((name) => name.startsWith('itunes:'))],
    ['InvalidLanguage', all(item, 'dc:language').every((language) => isLanguage(textOf(language)))],
    ['InvalidURLAttribute source', all(item, 'source').every((source) => WEB.test(attribute(source, 'url') ?? ''))],
    ['SecurityRisk', html.every((part) => !DANGEROUS.test(part))],
    ['ContainsRelRef', html.every((part) => !RELATIVE.test(part))],
    ...mediaRules(item),
    ...all(item, 'atom:link').flatMap(linkRules),
  ]
}

function mediaRules(entry: XmlElement): Rule[] {
  const enclosures = all(entry, 'enclosure')
  const contents = all(entry, 'media:content')
  return [
    ['InvalidURLAttribute enclosure', enclosures.every((enclosure) => WEB.test(attribute(enclosure, 'url') ?? '') && URI.test(attribute(enclosure, 'url') ?? ''))],
    ['UseZeroForUnknown', enclosures.every((enclosure) => /^\d+$/u.test(attribute(enclosure, 'length') ?? ''))],
    ['InvalidMIMEAttribute', [...enclosures, ...contents].every((media) => MEDIA_TYPE.test(attribute(media, 'type') ?? ''))],
    ['InvalidFullLink media', [...contents, ...all(entry, 'media:thumbnail')].every((media) => URI.test(attribute(media, 'url') ?? ''))],
    ['InvalidInteger fileSize', contents.every((media) => /^[1-9]\d*$/u.test(attribute(media, 'filesize') ?? '1'))],
    ['InvalidFloat duration', contents.every((media) => /^\d+(?:\.\d+)?$/u.test(attribute(media, 'duration') ?? '1'))],
  ]
}

function linkRules(link: XmlElement): Rule[] {
  const [href, type, title, length] = ['href', 'type', 'title', 'length'].map((name) => attribute(link, name))
  const known = ['alternate', 'self', 'related', 'via', 'enclosure', 'replies', 'current', 'prev-archive', 'hub']
  return [
    ['UnregisteredAtomLinkRel', known.includes(attribute(link, 'rel') ?? '')],
    ['InvalidLink', URI.test(href ?? ''), href ?? ''],
    ['InvalidMIMEType', type === null || type === undefined || MEDIA_TYPE.test(type)],
    ['AttrNotBlank', title !== ''],
    ['InvalidInteger length', length === null || length === undefined || /^\d+$/u.test(length)],
  ]
}

// --- Atom 1.0

export function checkAtom(text: string, address: string): Finding[] {
  const feed = rootOf(text)
  if (feed.name !== 'atom:feed') return [{ rule: 'UndefinedElement', at: 'root' }]
  const entries = all(feed, 'atom:entry')
  const ids = entries.map((entry) => textOf(one(entry, 'atom:id')))
  const firstEntry = feed.children.findIndex((child) => typeof child !== 'string' && child.name === 'atom:entry')
  const behind = firstEntry === -1 ? [] : feed.children.slice(firstEntry).filter((child) => typeof child !== 'string' && child.name !== 'atom:entry')
  const selves = all(feed, 'atom:link').filter((link) => attribute(link, 'rel') === 'self')
  const rules: Rule[] = [
    ...metadataRules(feed),
    ['MissingSelf', selves.length === 1],
    ['SelfDoesntMatchLocation', selves.every((self) => attribute(self, 'href') === address)],
    ['MissingElement author', all(feed, 'atom:author').length > 0],
    ['MisplacedMetadata', behind.length === 0],
    ['DuplicateEntries', new Set(ids).size === ids.length],
    ['NotBlank generator', textOf(one(feed, 'atom:generator')) !== ''],
    ['InvalidURI logo', all(feed, 'atom:logo').every((logo) => URI.test(textOf(logo)))],
    ['RFC 6721', all(feed, 'at:deleted-entry').every((gone) => URI.test(attribute(gone, 'ref') ?? '') && RFC3339.test(attribute(gone, 'when') ?? ''))],
  ]
  return [...failures(rules, 'feed'), ...entries.flatMap((entry) => failures(entryRules(entry), textOf(one(entry, 'atom:id'))))]
}

function metadataRules(feed: XmlElement): Rule[] {
  const alternates = all(feed, 'atom:link').filter((link) => (attribute(link, 'rel') ?? 'alternate') === 'alternate')
  const id = textOf(one(feed, 'atom:id'))
  return [
    ...atMostOnce(feed, ['atom:id', 'atom:title', 'atom:updated', 'atom:subtitle', 'atom:generator', 'atom:logo', 'atom:rights']),
    ['MissingElement id', id !== ''],
    ['InvalidTAG', !id.startsWith('tag:') || TAG_URI.test(id), id],
    ['MissingElement title', one(feed, 'atom:title') !== undefined],
    ['InvalidRFC3339Date', RFC3339.test(textOf(one(feed, 'atom:updated')))],
    ['DuplicateAtomLink', alternates.length <= 1],
    ...all(feed, 'atom:link').flatMap(linkRules),
    ...all(feed, 'atom:author').flatMap(personRules),
  ]
}

function personRules(person: XmlElement): Rule[] {
  return [
    ['MissingElement name', textOf(one(person, 'atom:name')).trim() !== ''],
    ['InvalidContact', all(person, 'atom:email').every((email) => EMAIL.test(textOf(email)))],
    ['InvalidURI', all(person, 'atom:uri').every((uri) => URI.test(textOf(uri)))],
  ]
}

function entryRules(entry: XmlElement): Rule[] {
  const content = one(entry, 'atom:content')
  const alternate = all(entry, 'atom:link').some((link) => attribute(link, 'rel') === 'alternate')
  const source = one(entry, 'atom:source')
  return [
    ...metadataRules(entry),
    ...(source === undefined ? [] : metadataRules(source)),
    ['MissingElement author', all(entry, 'atom:author').length > 0],
    ['MissingContentOrAlternate', content !== undefined || alternate],
    ['MissingTextualContent', textOf(content) !== '' || textOf(one(entry, 'atom:summary')) !== ''],
    ['InvalidRFC3339Date published', RFC3339.test(textOf(one(entry, 'atom:published')))],
    ['AttrNotBlank category', all(entry, 'atom:category').every((category) => (attribute(category, 'term') ?? '') !== '' && (attribute(category, 'label') ?? '') !== '')],
    ['InvalidLanguage', (attribute(entry, 'xml:lang') ?? '') === '' || isLanguage(attribute(entry, 'xml:lang') ?? '')],
    ['SecurityRisk', !DANGEROUS.test(textOf(content))],
    ['ContainsRelRef', !RELATIVE.test(textOf(content))],
    ...mediaRules(entry),
  ]
}

// --- OPML 2.0

const HEAD = new Set(['title', 'datecreated', 'datemodified', 'ownername', 'owneremail', 'ownerid', 'expansionstate', 'vertscrollstate', 'windowtop', 'windowleft', 'windowbottom', 'windowright'])

export function checkOpml(text: string): Finding[] {
  const opml = rootOf(text)
  const [head, body] = [one(opml, 'head'), one(opml, 'body')]
  if (head === undefined || body === undefined) return [{ rule: 'MissingElement', at: 'opml' }]
  const rules: Rule[] = [
    ['InvalidOPMLVersion', attribute(opml, 'version') === '2.0'],
    ['UndefinedElement', head.children.every((child) => typeof child === 'string' || HEAD.has(child.name))],
    ['InvalidRFC2822Date', all(head, 'datemodified').every((date) => isDay(textOf(date)))],
    ['MissingElement outline', all(body, 'outline').length > 0],
  ]
  return [...failures(rules, 'head'), ...all(body, 'outline').flatMap(checkOutline)]
}

function checkOutline(outline: XmlElement): Finding[] {
  const [text = null, type = null, title = null, xmlUrl = null, htmlUrl = null, language = null] = ['text', 'type', 'title', 'xmlurl', 'htmlurl', 'language'].map((name) => attribute(outline, name))
  const rules: Rule[] = [
    ['MissingAttribute text', (text ?? '') !== ''],
    ['MissingXmlURL', type !== 'rss' || WEB.test(xmlUrl ?? '')],
    ['MissingTitleAttr', type !== 'rss' || (title ?? '') !== ''],
    ['MissingOutlineType', type !== null || (title === null && xmlUrl === null && htmlUrl === null)],
    ['InvalidFullLink', htmlUrl === null || URI.test(htmlUrl)],
    ['InvalidLanguage', language === null || isLanguage(language)],
  ]
  return [...failures(rules, text ?? 'outline'), ...all(outline, 'outline').flatMap(checkOutline)]
}

// --- JSON Feed 1.1

type Json = Readonly<Record<string, unknown>>

export function checkJsonFeed(text: string, address: string): Finding[] {
  const feed = JSON.parse(text) as Json
  const items = (feed['items'] ?? []) as readonly Json[]
  const ids = items.map((item) => item['id'])
  const rules: Rule[] = [
    ['version', feed['version'] === 'https://jsonfeed.org/version/1.1'],
    ['title', typeof feed['title'] === 'string' && feed['title'] !== ''],
    ['home_page_url', isWeb(feed['home_page_url'])],
    ['feed_url', feed['feed_url'] === address],
    ['next_url', feed['next_url'] === undefined || (isWeb(feed['next_url']) && feed['next_url'] !== feed['feed_url'])],
    ['unique ids', new Set(ids).size === ids.length],
    ['known keys', Object.keys(feed).every((key) => key.startsWith('_') || FEED_KEYS.has(key))],
  ]
  return [...failures(rules, 'feed'), ...items.flatMap((item) => failures(jsonItemRules(item), String(item['id'])))]
}

const FEED_KEYS = new Set(['version', 'title', 'home_page_url', 'feed_url', 'description', 'user_comment', 'next_url', 'icon', 'favicon', 'authors', 'language', 'expired', 'hubs', 'items'])
const ITEM_KEYS = new Set(['id', 'url', 'external_url', 'title', 'content_html', 'content_text', 'summary', 'image', 'banner_image', 'date_published', 'date_modified', 'authors', 'tags', 'language', 'attachments'])

function jsonItemRules(item: Json): Rule[] {
  const attachments = (item['attachments'] ?? []) as readonly Json[]
  const urls = ['url', 'external_url', 'image', 'banner_image'].map((key) => textAt(item, key)).filter((url) => url !== '')
  return [
    ['id', typeof item['id'] === 'string' && item['id'] !== ''],
    ['content', typeof item['content_html'] === 'string' || typeof item['content_text'] === 'string'],
    ['addresses', urls.every((url) => URI.test(url)), urls.join(' ')],
    ['dates', [item['date_published'], item['date_modified']].every((date) => typeof date === 'string' && RFC3339.test(date))],
    ['attachments', attachments.every((one) => isWeb(one['url']) && MEDIA_TYPE.test(String(one['mime_type'])))],
    ['known keys', Object.keys(item).every((key) => key.startsWith('_') || ITEM_KEYS.has(key))],
    ['safe', !DANGEROUS.test(textAt(item, 'content_html'))],
  ]
}

function textAt(of: Json, key: string): string {
  const value = of[key]
  return typeof value === 'string' ? value : ''
}

function isWeb(url: unknown): boolean {
  return typeof url === 'string' && WEB.test(url)
}

function rootOf(text: string): XmlElement {
  const root = parseDocument(text, { xmlMode: true }).children.find(isTag)
  if (root === undefined) throw new Error('no element')
  return plain(root, root.name === 'feed' ? 'atom:' : '')
}

function plain(element: Element, prefix: string): XmlElement {
  const name = element.name.toLowerCase()
  const children = element.children.flatMap((child): (XmlElement | string)[] => {
    if (isTag(child)) return [plain(child, prefix)]
    if (isText(child)) return [child.data]
    return 'children' in child ? child.children.flatMap((inside) => (isText(inside) ? [inside.data] : [])) : [] // CDATA
  })
  const attributes = new Map(Object.entries(element.attribs).map(([key, value]) => [key.toLowerCase(), value]))
  return { name: name.includes(':') ? name : `${prefix}${name}`, attributes, children }
}
