// XML to elements in one pass over htmlparser2's tokens, whatever state the XML is in: names by namespace, never by prefix.
// Only what the handler asked for is ever held as a tree, at most MAX_DEPTH deep. Nothing outside the text is read.

import { Tokenizer } from 'htmlparser2'
import { type DeclaredEntities, decodeReferences, noEntities, readDoctype } from './xml/entities.ts'
import { isDeclaration, joinBase, localName, openRootScope, openScope, resolveAttribute, resolveName, type Scope } from './xml/scope.ts'

export type XmlNode = XmlElement | string

export interface XmlElement {
  readonly name: string // our prefix for its namespace, a colon and the local name in lower case: `dc:creator`; `?:x` where unknown
  readonly attributes: ReadonlyMap<string, string> // by the same kind of names; declarations as `xmlns` and `xmlns:prefix`
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

const CDATA_START = '<![CDATA['
const LONG_CDATA = 300 // characters; a fresh start of the tokenizer costs as much as reading them

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map()
const NONE_NAMED: ReadonlyMap<string, readonly XmlElement[]> = new Map()

interface Open {
  readonly tag: string // as written, in lower case
  readonly element: XmlElement & { named: ReadonlyMap<string, readonly XmlElement[]> }
  readonly children: XmlNode[]
  named: Map<string, XmlElement[]> | null // made for the first of its elements: most hold text only
  readonly scope: Scope
  readonly frame: boolean
}

interface State {
  readonly handler: XmlHandler
  readonly text: string
  readonly tokenizer: Tokenizer
  shift: number // where in the text the tokenizer's buffer starts
  resumeAt: number | null // where it starts anew
  entities: DeclaredEntities
  root: XmlElement | null
  done: boolean
  trouble: XmlTrouble | null
  readonly open: Open[]
  tooDeep: number // open elements beyond MAX_DEPTH
  tagStart: number
  tag: string
  attributeNames: string[]
  attributeValues: string[]
}

/** Reads a document. Never throws: what is wrong with it is in the answer. */
export function readXml(text: string, handler: XmlHandler): XmlReading {
  const state = start(text, handler)
  while (state.resumeAt !== null && !state.done) {
    state.shift = state.resumeAt
    state.resumeAt = null
    state.tokenizer.reset()
    state.tokenizer.write(text.slice(state.shift))
  }
  if (!state.done) state.tokenizer.end()
  const last = state.open.at(-1)
  const cut = last === undefined || state.done ? null : { offset: text.length, reason: `the document ends inside <${last.tag}>` }
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

function start(text: string, handler: XmlHandler): State {
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, {
    ontext: (from, to) => onText(state, from, to),
    ontextentity: ignore,
    oncdata: (from, to, behind) => addText(state, state.text.slice(state.shift + from, state.shift + to - behind)),
    onopentagname: (from, to) => onTagName(state, from, to),
    onattribname: (from, to) => onAttributeName(state, from, to),
    onattribdata: (from, to) => onAttributeValue(state, from, to),
    onattribentity: ignore,
    onattribend: ignore,
    onopentagend: (end) => {
      openElement(state)
      takeLongCdata(state, state.shift + end + 1)
    },
    onselfclosingtag: () => {
      openElement(state)
      closeLast(state)
    },
    onclosetag: (from, to) => closeElement(state, from, to),
    ondeclaration: (from) => onDeclaration(state, from),
    oncomment: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  })
  const state: State = {
    handler,
    text,
    tokenizer,
    shift: 0,
    resumeAt: 0,
    entities: noEntities(),
    root: null,
    done: false,
    trouble: null,
    open: [],
    tooDeep: 0,
    tagStart: 0,
    tag: '',
    attributeNames: [],
    attributeValues: [],
  }
  return state
}

function ignore(): void {
  // Comments, processing instructions and what htmlparser2 would decode itself: nothing to do.
}

function stop(state: State): void {
  state.done = true
  state.tokenizer.pause()
}

/** Gives the tokenizer the text anew from `offset`: it has taken for markup what is none. */
function resumeFrom(state: State, offset: number): void {
  state.resumeAt = offset
  state.tokenizer.pause()
}

function complain(state: State, offset: number, reason: string): void {
  state.trouble ??= { offset, reason }
}

// --- text

function onText(state: State, from: number, to: number): void {
  const last = state.open.at(-1)
  if (last === undefined || last.frame) return
  last.children.push(decodeReferences(state.text.slice(state.shift + from, state.shift + to), state.entities))
}

function addText(state: State, text: string): void {
  const last = state.open.at(-1)
  if (last !== undefined && !last.frame) last.children.push(text)
}

/** A body in CDATA right behind its start tag, as most feeds have it: found at once, where the tokenizer would look at every sign. */
function takeLongCdata(state: State, start: number): void {
  if (state.resumeAt !== null || state.done || state.open.length === 0 || !state.text.startsWith(CDATA_START, start)) return
  const end = state.text.indexOf(']]>', start)
  if (end - start < LONG_CDATA) return
  addText(state, state.text.slice(start + CDATA_START.length, end))
  resumeFrom(state, end + 3)
}

/** `<!DOCTYPE`; htmlparser2 would end it at the first `>`, in the middle of an internal subset. */
function onDeclaration(state: State, from: number): void {
  const start = state.shift + from
  if (state.root !== null || state.text.slice(start, start + 7).toUpperCase() !== 'DOCTYPE') return
  const doctype = readDoctype(state.text, start - 2)
  state.entities = doctype.declared
  resumeFrom(state, doctype.end)
}

// --- tags

function onTagName(state: State, from: number, to: number): void {
  state.tagStart = state.shift + from - 1
  state.tag = state.text.slice(state.shift + from, state.shift + to)
  state.attributeNames = []
  state.attributeValues = []
  if (!startsName(state.tag.charCodeAt(0)) || state.tag.includes('<')) readAsText(state)
}

/** A `<` that starts no tag (`a <3 b`, `x<y</title>`) is a sign of the text. */
function readAsText(state: State): void {
  complain(state, state.tagStart, 'a bare <')
  addText(state, '<')
  resumeFrom(state, state.tagStart + 1)
}

/** XML 1.0 section 2.3, NameStartChar, with everything beyond ASCII. */
function startsName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 58 || code >= 128
}

function onAttributeName(state: State, from: number, to: number): void {
  const name = state.text.slice(state.shift + from, state.shift + to)
  if (name.includes('<')) return readAsText(state)
  state.attributeNames.push(name)
  state.attributeValues.push('')
}

function onAttributeValue(state: State, from: number, to: number): void {
  const value = state.text.slice(state.shift + from, state.shift + to)
  state.attributeValues[state.attributeValues.length - 1] = decodeReferences(value, state.entities)
}

function openElement(state: State): void {
  if (state.resumeAt !== null || state.done) return
  if (state.root === null && !takeRoot(state)) return
  if (state.open.length >= MAX_DEPTH) {
    state.tooDeep += 1
    return
  }
  const scope = scopeOf(state)
  const name = resolveName(scope, state.tag)
  if (state.handler.isItem(name)) endOpenItem(state, name)
  push(state, name, scope)
}

function takeRoot(state: State): boolean {
  const taken = state.handler.takeRoot(localName(state.tag))
  if (taken === 'stop') stop(state)
  return typeof taken !== 'string'
}

function push(state: State, name: string, scope: Scope): void {
  const parent = state.open.at(-1)
  const attributes = readAttributes(state, scope)
  const children: XmlNode[] = []
  const element = {
    name,
    attributes,
    children,
    named: NONE_NAMED,
    base: joinBase(parent?.element.base ?? null, attributes.get('xml:base')),
    language: attributes.get('xml:lang') ?? parent?.element.language ?? null,
  }
  const frame = parent === undefined || (parent.frame && state.handler.isFrame(element))
  if (parent !== undefined && !parent.frame) addElement(parent, element)
  state.open.push({ tag: state.tag.toLowerCase(), element, children, named: null, scope, frame })
  state.root ??= element
}

function addElement(parent: Open, element: XmlElement): void {
  parent.children.push(element)
  parent.named ??= new Map()
  parent.element.named = parent.named
  const alike = parent.named.get(element.name)
  if (alike === undefined) parent.named.set(element.name, [element])
  else alike.push(element)
}

function readAttributes(state: State, scope: Scope): ReadonlyMap<string, string> {
  if (state.attributeNames.length === 0) return NO_ATTRIBUTES
  const attributes = new Map<string, string>()
  state.attributeNames.forEach((raw, index) => {
    const name = isDeclaration(raw) ? raw.toLowerCase() : resolveAttribute(scope, raw)
    if (!attributes.has(name)) attributes.set(name, state.attributeValues[index] ?? '')
  })
  return attributes
}

/** The scope of the tag being opened; the root's own namespace is what its name says (`<rss xmlns="…Atom">` is RSS all the same). */
function scopeOf(state: State): Scope {
  const outer = state.open.at(-1)?.scope ?? null
  if (outer !== null && !state.attributeNames.some(isDeclaration)) return outer
  const declarations = state.attributeNames.map((name, index) => [name, state.attributeValues[index] ?? ''] as const)
  if (outer !== null) return openScope(outer, declarations)
  const taken = state.handler.takeRoot(localName(state.tag))
  return openRootScope(declarations, state.tag, typeof taken === 'string' ? null : taken.prefix)
}

/** What is open in a frame where an item begins was never closed, unless it is an item of another kind, which may hold anything. */
function endOpenItem(state: State, name: string): void {
  const at = state.open.findLastIndex((open) => open.frame) + 1
  const child = state.open[at]
  if (at < 1 || child === undefined || (child.element.name !== name && state.handler.isItem(child.element.name))) return
  complain(state, state.tagStart, `<${state.tag}> inside <${child.tag}>`)
  popTo(state, at)
}

function closeLast(state: State): void {
  if (state.resumeAt !== null || state.done || state.root === null) return
  if (state.tooDeep > 0) state.tooDeep -= 1
  else pop(state)
}

function closeElement(state: State, from: number, to: number): void {
  if (state.root === null) return
  if (state.tooDeep > 0) {
    state.tooDeep -= 1
    return
  }
  const tag = state.text.slice(state.shift + from, state.shift + to).toLowerCase()
  const at = state.open.at(-1)?.tag === tag ? state.open.length - 1 : state.open.findLastIndex((open) => open.tag === tag)
  if (at !== state.open.length - 1) complain(state, state.shift + from - 2, at === -1 ? `</${tag}> closes nothing` : crossing(state, tag))
  if (at !== -1) popTo(state, at)
}

function crossing(state: State, tag: string): string {
  return `</${tag}> where </${state.open.at(-1)?.tag}> was expected`
}

/** Until no more than `depth` elements are open. */
function popTo(state: State, depth: number): void {
  while (state.open.length > depth) pop(state)
}

function pop(state: State): void {
  const closed = state.open.pop()
  const parent = state.open.at(-1)
  if (closed === undefined) return
  if (parent === undefined) return stop(state)
  if (parent.frame && !closed.frame && !state.handler.onElement(closed.element)) stop(state)
}
