// XML to a parsed feed: which of the XML formats it is, its items one by one as they end, its channel at the last.
// Only one item is ever held as a tree.

import { prefixOf } from '../../formats/namespaces.ts'
import { placeOf, readXml, type XmlElement, type XmlHandler, type XmlReading } from '../../formats/xml-read.ts'
import { FeedmillError } from '../../model/errors.ts'
import type { Note } from '../../model/note.ts'
import { atomChannel, atomEntry } from './atom.ts'
import { describeText } from './not-a-feed.ts'
import { MAX_ITEMS, type ParsedFeed, type ParsedItem } from './parsed.ts'
import { rssChannel, rssItem } from './rss.ts'
import { attributeOf, withChildren } from './xml/elements.ts'

const FRAMES = new Set(['channel', 'items', 'rss', 'rdf:rdf', 'atom:feed'])
const ITEMS = new Set(['item', 'atom:entry'])

/** What is gathered while a document is read. */
interface Harvest {
  readonly items: ParsedItem[]
  readonly facts: XmlElement[] // children of the channel that are no items
  channel: XmlElement | null // the frame that holds them, without children
  beyond: boolean // there are more than MAX_ITEMS
}

/**
 * @param at  what is read, for errors
 * @throws FeedmillError `parse.not_a_feed` where no feed begins; `parse.malformed` where it is cut before its first item ends
 */
export function parseXmlFeed(text: string, at: string): ParsedFeed {
  const harvest: Harvest = { items: [], facts: [], channel: null, beyond: false }
  const reading = readXml(text, handlerFor(harvest))
  const { root, cut } = reading
  if (root === null || isEmptyOfFeed(root, harvest)) throw new FeedmillError('parse.not_a_feed', at, describeText(text))
  if (cut !== null && harvest.items.length === 0) {
    throw new FeedmillError('parse.malformed', `${at}:${placeOf(text, cut.offset)}`, `${cut.reason} and holds no whole item`)
  }
  const channel = withChildren(harvest.channel ?? root, harvest.facts)
  const notes = [...troubleNotes(text, reading), ...(harvest.beyond ? [capped()] : [])]
  if (root.name === 'atom:entry') return entryDocument(channel, notes)
  const isAtom = root.name === 'atom:feed'
  const format = formatOf(root)
  return { channel: isAtom ? atomChannel(channel, format) : rssChannel(channel, format), items: harvest.items, notes }
}

function handlerFor(harvest: Harvest): XmlHandler {
  return {
    takeRoot,
    isFrame: (element) => {
      if (element.name === 'channel') harvest.channel ??= element
      return FRAMES.has(element.name)
    },
    isItem: (name) => ITEMS.has(name),
    onElement: (element) => {
      if (!ITEMS.has(element.name)) harvest.facts.push(element)
      else if (harvest.items.length === MAX_ITEMS) harvest.beyond = true
      else harvest.items.push(parseItem(element, harvest.items.length + 1))
      return !harvest.beyond
    },
  }
}

function parseItem(element: XmlElement, position: number): ParsedItem {
  return element.name === 'item' ? rssItem(element, position) : atomEntry(element, position)
}

/** Warnings of a web server before the feed are passed over; a page is left to those who describe what came. */
function takeRoot(localName: string): ReturnType<XmlHandler['takeRoot']> {
  switch (localName) {
    case 'rss':
    case 'channel':
      return { prefix: '' }
    case 'rdf':
      return { prefix: null }
    case 'feed':
    case 'entry':
      return { prefix: 'atom' }
    case 'html':
    case 'opml':
      return 'stop'
    default:
      return 'skip'
  }
}

const FACTS = new Set('title link atom:title atom:id atom:link atom:updated atom:modified atom:subtitle atom:tagline atom:author'.split(' '))

/** RDF may be about anything, and so may a `<feed>` or `<entry>` of somebody's own. */
function isEmptyOfFeed(root: XmlElement, { items, facts, channel }: Harvest): boolean {
  if (items.length > 0 || root.name === 'rss' || channel !== null) return false
  const isAtom = root.name.startsWith('atom:') && namespacesOf(root).some((uri) => prefixOf(uri) === 'atom')
  return !isAtom && !facts.some(({ name }) => FACTS.has(name))
}

/** An Atom Entry Document (RFC 4287 section 2) is a feed of one. */
function entryDocument(entry: XmlElement, notes: readonly Note[]): ParsedFeed {
  return { channel: atomChannel(withChildren(entry, []), 'atom 1.0'), items: [atomEntry(entry, 1)], notes }
}

function formatOf(root: XmlElement): string {
  const version = attributeOf(root, 'version') ?? ''
  const namespaces = namespacesOf(root)
  const isOldAtom = version === '0.3' || namespaces.some((uri) => uri.includes('purl.org/atom/ns'))
  if (root.name === 'atom:feed') return isOldAtom ? 'atom 0.3' : 'atom 1.0'
  if (root.name === 'rdf:rdf') return namespaces.some((uri) => uri.includes('netscape.com')) ? 'rss 0.90' : 'rss 1.0'
  return /^\d[\d.]{0,5}$/u.test(version) ? `rss ${version}` : 'rss'
}

function namespacesOf(root: XmlElement): string[] {
  return root.attributes.flatMap((uri, at) => (root.attributes[at - 1]?.startsWith('xmlns') === true && at % 2 === 1 ? [uri.toLowerCase()] : []))
}

function troubleNotes(text: string, { cut, trouble }: XmlReading): Note[] {
  const notes: Note[] = []
  if (cut !== null) notes.push({ code: 'document.cut', message: `${placeOf(text, cut.offset)}: ${cut.reason}; its whole items were read` })
  if (trouble !== null) notes.push({ code: 'document.malformed', message: `${placeOf(text, trouble.offset)}: ${trouble.reason}` })
  return notes
}

function capped(): Note {
  return { code: 'items.capped', message: `more than ${MAX_ITEMS} items, the first ones were read` }
}
