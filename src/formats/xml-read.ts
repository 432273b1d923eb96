// XML to elements in one pass over the text, whatever state the XML is in: names by namespace, never by prefix.
// Only what the handler asked for is ever held as a tree, at most MAX_DEPTH deep. Nothing outside the text is read.

import { type DeclaredEntities, decodeReferences, readDoctype } from './xml/entities.ts'
import { isDeclaration, joinBase, localName, nameOf, openRootScope, openScope, resolveAttribute, type Scope, type TagName } from './xml/scope.ts'
import { CDATA_END, CDATA_START, endOfName, readStartTag, skipBlanks, type StartTag, startsName } from './xml/tags.ts'

export type XmlNode = XmlElement | string

export interface XmlElement {
  readonly name: string // our prefix for its namespace, a colon and the local name in lower case: `dc:creator`; `?:x` where unknown
  readonly attributes: readonly string[] // names of the same kind and values in turn; declarations as `xmlns` and `xmlns:prefix`
  readonly children: readonly XmlNode[] // comments and processing instructions are gone, references decoded
  readonly named: ReadonlyMap<string, readonly XmlElement[]> // the elements among them by name, as an item is asked for some fifty
  readonly base: string | null // xml:base in force; relative while the document does not say more
  readonly language: string | null // xml:lang in force
}

export interface XmlRoot {
  readonly prefix: string | null // ours for the root's own namespace, whatever its URI; null: as declared
}

export interface XmlHandler {
  /** What an outermost element with this local name (lower case) is; asked until one is taken. */
  readonly takeRoot: (localName: string) => 'skip' | 'stop' | XmlRoot
  /** Whether an element is a frame: its children are handed over one by one as they close, and never kept. The root is one. */
  readonly isFrame: (element: XmlElement) => boolean
  /** Whether an element is one of those that a document is made of: where it opens, another of its kind ends, and any fact left open. */
  readonly isItem: (name: string) => boolean
  /** One whole child of a frame; false ends the reading. */
  readonly onElement: (element: XmlElement) => boolean
}

export interface XmlReading {
  readonly root: XmlElement | null // without children
  readonly cut: XmlTrouble | null // the text ends inside the root
  readonly trouble: XmlTrouble | null // the first thing that is not well-formed and was read all the same
}

export interface XmlTrouble {
  readonly offset: number // characters from the start of the text
  readonly reason: string
}

/** Elements deeper than this are passed over; their text stays. */
export const MAX_DEPTH = 200

const LONGEST_LANGUAGE = 100 // characters; every element below it says it again

const NO_CHILDREN: readonly XmlNode[] = []
const NONE_NAMED: ReadonlyMap<string, readonly XmlElement[]> = new Map()

/** An element that is still open: what it holds is being gathered. */
interface Open {
  readonly element: XmlElement & { named: ReadonlyMap<string, readonly XmlElement[]> }
  readonly children: XmlNode[] // the element's
  named: Map<string, XmlElement[]> | null // the element's, made for the first of them
  readonly tag: TagName
  readonly scope: Scope
  readonly frame: boolean
}

interface State {
  readonly handler: XmlHandler
  readonly text: string
  at: number // all before it is read
  last: Open | null // the innermost open element
  entities: DeclaredEntities | null // null: no DOCTYPE was met
  root: XmlElement | null
  done: boolean
  trouble: XmlTrouble | null
  readonly open: Open[]
  tooDeep: number // open elements beyond MAX_DEPTH
}

/** Reads a document. Never throws: what is wrong with it is in the answer. */
export function readXml(text: string, handler: XmlHandler): XmlReading {
  const state: State = {
    handler,
    text,
    at: 0,
    last: null,
    entities: null,
    root: null,
    done: false,
    trouble: null,
    open: [],
    tooDeep: 0,
  }
  while (!state.done && state.at < text.length) readOn(state)
  const { last } = state
  const cut = last === null || state.done ? null : { offset: text.length, reason: `the document ends inside <${last.tag.folded}>` }
  return { root: state.root, cut, trouble: state.trouble }
}

/** `LINE:COLUMN`, both from 1. */
export function placeOf(text: string, offset: number): string {
  let line = 1
  let lineStart = 0
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1
    lineStart = at + 1
  }
  return `${line}:${offset - lineStart + 1}`
}

/** Text up to the next markup, and that. */
function readOn(state: State): void {
  const { text, at } = state
  const start = text.indexOf('<', at)
  const end = start === -1 ? text.length : start
  if (end > at) addText(state, decodeReferences, at, end)
  state.at = end
  if (start !== -1) readMarkup(state, start)
}

function readMarkup(state: State, start: number): void {
  switch (state.text[start + 1]) {
    case '/':
      return readEndTag(state, start)
    case '!':
      return readDeclaration(state, start)
    case '?':
      return skipInstruction(state, start)
    default:
      return startsName(state.text.charCodeAt(start + 1)) ? readElement(state, start) : readAsText(state, start)
  }
}

function complain(state: State, offset: number, reason: string): void {
  state.trouble ??= { offset, reason }
}

function stop(state: State): void {
  state.done = true
}

// --- text

/** What stands in `text` from `from` to `to`, where anybody asks for it. */
function addText(state: State, decode: typeof decodeReferences | null, from: number, to: number): void {
  const { last } = state
  if (last === null || last.frame) return
  const text = state.text.slice(from, to)
  last.children.push(decode === null ? text : decode(text, state.entities))
}

/** A `<` that starts no tag (`a <3 b`, `x<y</title>`) is a sign of the text. */
function readAsText(state: State, start: number): void {
  complain(state, start, 'a bare <')
  addText(state, null, start, start + 1)
  state.at = start + 1
}

/** CDATA, a comment, the DOCTYPE, or another `<!` that says nothing to us. What never ends goes on to the end of the text. */
function readDeclaration(state: State, start: number): void {
  const { text } = state
  if (text.startsWith(CDATA_START, start)) {
    const end = text.indexOf(CDATA_END, start + CDATA_START.length)
    if (end !== -1) addText(state, null, start + CDATA_START.length, end)
    state.at = end === -1 ? text.length : end + CDATA_END.length
  } else if (text.startsWith('--', start + 2)) {
    state.at = behind(text, '-->', start + 4)
  } else if (state.entities === null && state.root === null && text.slice(start + 2, start + 9).toUpperCase() === 'DOCTYPE') {
    const doctype = readDoctype(text, start) // the first only: to find its end the whole text may have to be read
    state.entities = doctype.declared
    state.at = doctype.end
  } else {
    state.at = behind(text, '>', start + 2)
  }
}

/** `<?…?>`; in the XML declaration no `>` can be, and some forget its second `?`. */
function skipInstruction(state: State, start: number): void {
  const { text } = state
  state.at = text.startsWith('<?xml ', start) ? behind(text, '>', start) : behind(text, '?>', start + 2)
}

function behind(text: string, closing: string, from: number): number {
  const at = text.indexOf(closing, from)
  return at === -1 ? text.length : at + closing.length
}

// --- tags

function readElement(state: State, start: number): void {
  const tag = readStartTag(state.text, start)
  if (tag === 'text') return readAsText(state, start)
  state.at = tag === 'cut' ? state.text.length : tag.end
  if (tag === 'cut' || (state.root === null && !takesRoot(state, tag))) return
  if (state.open.length < MAX_DEPTH) openElement(state, tag, start)
  else if (!tag.isEmpty) state.tooDeep += 1
}

/** The value of an attribute, by its resolved name. */
export function attributeIn(attributes: readonly string[], name: string): string | undefined {
  for (let at = 0; at < attributes.length; at += 2) if (attributes[at] === name) return attributes[at + 1]
  return undefined
}

function takesRoot(state: State, { name }: StartTag): boolean {
  const taken = state.handler.takeRoot(localName(name))
  if (taken === 'stop') stop(state)
  return typeof taken !== 'string'
}

function openElement(state: State, tag: StartTag, start: number): void {
  const scope = scopeOf(state, tag)
  const name = nameOf(scope, tag.name)
  if (state.handler.isItem(name.full)) endOpenItem(state, name, start)
  const { last } = state
  const whole = tag.isEmpty ? NO_CHILDREN : readLeaf(state, name)
  if (whole !== null && last !== null) closeLeaf(state, last, elementOf(state, name.full, readAttributes(state, tag, scope), whole))
  else push(state, name, scope, readAttributes(state, tag, scope), whole !== null)
}

/**
 * What an element holds that has nothing but text before its end tag, as most have; it is behind us then. Null for any other, of which
 * nothing is read here.
 */
function readLeaf(state: State, { end }: TagName): readonly XmlNode[] | null {
  const { text, at } = state
  const isCdata = text.startsWith(CDATA_START, at)
  const from = isCdata ? at + CDATA_START.length : at
  const to = text.indexOf(isCdata ? CDATA_END : '<', from)
  const endAt = isCdata ? to + CDATA_END.length : to
  if (to === -1 || !text.startsWith(end, endAt)) return null
  state.at = endAt + end.length
  if (from === to) return NO_CHILDREN
  const held = text.slice(from, to)
  return [isCdata ? held : decodeReferences(held, state.entities)]
}

function elementOf({ last }: State, name: string, attributes: readonly string[], children: readonly XmlNode[]): XmlElement {
  const base = last === null ? null : last.element.base
  const language = last === null ? null : last.element.language
  if (attributes.length === 0) return { name, attributes, children, named: NONE_NAMED, base, language }
  const ownBase = joinBase(base, attributeIn(attributes, 'xml:base'))
  return { name, attributes, children, named: NONE_NAMED, base: ownBase, language: attributeIn(attributes, 'xml:lang')?.slice(0, LONGEST_LANGUAGE) ?? language }
}

function closeLeaf(state: State, parent: Open, element: XmlElement): void {
  if (!parent.frame) addElement(parent, element)
  else if (!state.handler.isFrame(element) && !state.handler.onElement(element)) stop(state)
}

function push(state: State, tag: TagName, scope: Scope, attributes: readonly string[], isEmpty: boolean): void {
  const { last } = state
  const children: XmlNode[] = []
  const element = elementOf(state, tag.full, attributes, children)
  const frame = last === null || (last.frame && state.handler.isFrame(element))
  if (last !== null && !last.frame) addElement(last, element)
  state.last = { element, children, named: null, tag, scope, frame }
  state.open.push(state.last)
  state.root ??= element
  if (isEmpty) pop(state)
}

function addElement(parent: Open, element: XmlElement): void {
  parent.children.push(element)
  if (parent.named === null) parent.element.named = parent.named = new Map()
  const alike = parent.named.get(element.name)
  if (alike === undefined) parent.named.set(element.name, [element])
  else alike.push(element)
}

function readAttributes({ entities }: State, { attributes }: StartTag, scope: Scope): readonly string[] {
  if (attributes.length === 0) return attributes
  return attributes.map((written, at) => {
    if (at % 2 === 1) return decodeReferences(written, entities)
    return isDeclaration(written) ? written.toLowerCase() : resolveAttribute(scope, written)
  })
}

/** The scope of the tag being opened; the root's own namespace is what its name says (`<rss xmlns="…Atom">` is RSS all the same). */
function scopeOf(state: State, { name, attributes }: StartTag): Scope {
  const outer = state.last === null ? null : state.last.scope
  if (outer !== null && !attributes.some((raw, at) => at % 2 === 0 && isDeclaration(raw))) return outer
  const declarations = attributes.flatMap((raw, at) =>
    at % 2 === 0 && isDeclaration(raw) ? [[raw, decodeReferences(attributes[at + 1] ?? '', state.entities)] as const] : [],
  )
  if (outer !== null) return openScope(outer, declarations)
  const taken = state.handler.takeRoot(localName(name))
  return openRootScope(declarations, name, typeof taken === 'string' ? null : taken.prefix)
}

/** What is open in a frame where an item begins was never closed, unless it is an item of another kind, which may hold anything. */
function endOpenItem(state: State, name: TagName, start: number): void {
  const at = state.open.findLastIndex((open) => open.frame) + 1
  const child = state.open[at]
  if (at < 1 || child === undefined || (child.element.name !== name.full && state.handler.isItem(child.element.name))) return
  complain(state, start, `<${name.raw}> inside <${child.tag.folded}>`)
  popTo(state, at)
}

function readEndTag(state: State, start: number): void {
  const { text, last } = state
  if (last !== null && state.tooDeep === 0 && text.startsWith(last.tag.end, start)) {
    state.at = start + last.tag.end.length
    pop(state)
    return
  }
  const from = skipBlanks(text, start + 2)
  const nameEnd = endOfName(text, from)
  if (nameEnd === from && text[from] !== '/') return readAsText(state, start)
  const end = text[nameEnd] === '<' ? nameEnd : behind(text, '>', nameEnd)
  state.at = end
  if (nameEnd > from && nameEnd < text.length) closeElement(state, text.slice(from, nameEnd).toLowerCase(), start)
}

function closeElement(state: State, tag: string, start: number): void {
  if (state.root === null) return
  if (state.tooDeep > 0) {
    state.tooDeep -= 1
    return
  }
  const at = state.last?.tag.folded === tag ? state.open.length - 1 : state.open.findLastIndex((open) => open.tag.folded === tag)
  if (at !== state.open.length - 1) complain(state, start, at === -1 ? `</${tag}> closes nothing` : crossing(state, tag))
  if (at !== -1) popTo(state, at)
}

function crossing({ last }: State, tag: string): string {
  return `</${tag}> where </${last?.tag.folded}> was expected`
}

/** Until no more than `depth` elements are open. */
function popTo(state: State, depth: number): void {
  while (state.open.length > depth) pop(state)
}

function pop(state: State): void {
  const closed = state.open.pop()
  const parent = state.open.at(-1)
  state.last = parent ?? null
  if (closed === undefined) return
  if (parent === undefined) return stop(state)
  if (parent.frame && !closed.frame && !state.handler.onElement(closed.element)) stop(state)
}
