// Which namespace a name is in, and what relative links start from, as the elements around say.
// Names come out with our own prefixes (namespaces.ts), whatever the document calls them.

import { customaryPrefix, prefixOf } from '../namespaces.ts'
import { bearableBase } from '../urls.ts'

const LONGEST_XML_BASE = 400 // characters; any element may have one, and markup is written with it

/** The prefixes in force, and the names already resolved with them. */
export interface Scope {
  readonly bindings: ReadonlyMap<string, string> // a document's prefix, '' the default one -> ours; `?` where unknown
  readonly outer: Scope | null
  readonly names: Map<string, TagName>
}

/** A tag's name, resolved once for all tags of that name in a scope. */
export interface TagName {
  readonly raw: string // as written
  readonly folded: string // in lower case: some close `<Item>` by `</item>`
  readonly end: string // its end tag as written
  readonly full: string // `dc:creator`, and `title` in RSS's own namespace; local names in lower case
}

type Attributes = readonly (readonly [name: string, value: string])[]

export function isDeclaration(attribute: string): boolean {
  return attribute === 'xmlns' || attribute.startsWith('xmlns:')
}

export function openScope(outer: Scope | null, attributes: Attributes): Scope {
  const declarations = attributes.filter(([name]) => isDeclaration(name))
  return { bindings: new Map(declarations.map(([name, uri]) => [name.slice(6), prefixOf(uri) ?? '?'])), outer, names: new Map() }
}

/**
 * The scope of a whole document. Its default namespace is never unknown: publishers make addresses up.
 * @param prefix  ours for the root's own namespace, whatever its URI; null: as declared
 */
export function openRootScope(attributes: Attributes, tag: string, prefix: string | null): Scope {
  const { bindings } = openScope(null, attributes)
  const bound = new Map(bindings)
  if (prefix !== null) bound.set(prefixIn(tag), prefix)
  if ((bound.get('') ?? '?') === '?') bound.set('', '')
  return { bindings: bound, outer: null, names: new Map() }
}

export function nameOf(scope: Scope, raw: string): TagName {
  const known = scope.names.get(raw)
  if (known !== undefined) return known
  const prefix = resolvePrefix(scope, prefixIn(raw))
  const full = prefix === '' ? localName(raw) : `${prefix}:${localName(raw)}`
  const name: TagName = { raw, folded: raw.toLowerCase(), end: `</${raw}>`, full }
  scope.names.set(raw, name)
  return name
}

/** Attributes without a prefix are in no namespace, whatever the default one is. */
export function resolveAttribute(scope: Scope, raw: string): string {
  return raw.includes(':') ? nameOf(scope, raw).full : raw.toLowerCase()
}

export function localName(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1).toLowerCase()
}

function prefixIn(tag: string): string {
  const colon = tag.indexOf(':')
  return colon === -1 ? '' : tag.slice(0, colon)
}

function resolvePrefix(scope: Scope, prefix: string): string {
  if (prefix === 'xml') return 'xml'
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const bound = at.bindings.get(prefix)
    if (bound !== undefined) return bound
  }
  return customaryPrefix(prefix) ?? '?'
}

/** An xml:base below another one (XML Base section 3). Both may be relative; then the outcome is too. One of unbearable length is none. */
export function joinBase(outer: string | null, own: string | undefined): string | null {
  return bearableBase(joined(outer, own), LONGEST_XML_BASE) ?? outer
}

function joined(outer: string | null, own: string | undefined): string | null {
  const inner = own?.trim() ?? ''
  if (inner === '') return outer
  if (URL.canParse(inner)) return /^https?:/iu.test(inner) ? inner : outer
  if (outer === null) return inner
  const whole = URL.parse(inner, outer)
  if (whole !== null) return whole.href
  return inner.startsWith('/') ? inner : outer.slice(0, outer.lastIndexOf('/') + 1) + inner
}
