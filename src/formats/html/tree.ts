// The elements that are open while safe HTML is being written. Start and end tags come in as upstream has them, missing and crossed;
// what is written nests, so that a browser builds from it the tree that we meant. No upstream text is read here.

import { type ElementRule, type Role, RULES, ruleOf } from './allow.ts'

/** Deeper elements lose their tags. Browsers flatten from 512 on, and a page around ours takes its share. */
const MAX_DEPTH = 200

export interface OpenElement {
  readonly rule: ElementRule
  readonly tag: string // its start tag as written; '' for one that only holds its place, so that its end tag finds it
  readonly at: number // where its start tag lies in `chunks`
  readonly gone: boolean // vanishes with all it holds
  filled: boolean // holds something to see
}

export interface Tree {
  readonly chunks: string[] // the HTML written so far
  readonly open: OpenElement[] // the outermost first
  gone: number // how many open elements vanish; nothing is written while there are any
  foreign: number // how many of them are SVG or MathML
}

export function newTree(): Tree {
  return { chunks: [], open: [], gone: 0, foreign: 0 }
}

/** Opens an element, closing what cannot hold it. `tag` is its start tag; '' opens one that is not written. */
export function openElement(tree: Tree, rule: ElementRule, tag: string, gone: boolean): void {
  makeRoom(tree, rule, gone)
  if (!hasPlace(tree, rule, gone)) return
  push(tree, rule, tag, gone)
}

/** Writes an element that has no content: an image, a line, a break. */
export function writeVoid(tree: Tree, rule: ElementRule, tag: string): void {
  makeRoom(tree, rule, false)
  if (rule.role === 'column' && tree.open.at(-1)?.rule.role !== 'columns') return
  if (tree.gone > 0) return
  tree.chunks.push(tag)
  fill(tree)
}

/** Writes text that is escaped already. */
export function writeText(tree: Tree, escaped: string): void {
  if (tree.gone > 0) return
  if (!isBlank(escaped)) {
    enterCell(tree)
    fill(tree)
  }
  tree.chunks.push(escaped)
}

/** An end tag: closes the element and all in it, or nothing when there is none of that name in reach. */
export function closeElement(tree: Tree, name: string): void {
  if (tree.open.at(-1)?.rule.name === name) {
    closeLast(tree) // nearly always
    return
  }
  const role = RULES.get(name)?.role ?? 'inline'
  const fits = role === 'heading' ? isHeading : (rule: ElementRule): boolean => rule.name === name
  const index = findOpen(tree, fits, edgeFor(role, name))
  if (index !== -1) closeTo(tree, index)
}

/** Closes whatever is still open. */
export function closeAll(tree: Tree): void {
  closeTo(tree, 0)
}

/** Whether an element of this role is the innermost one that was written. */
export function isInside(tree: Tree, role: Role): boolean {
  return innermost(tree)?.rule.role === role
}

function makeRoom(tree: Tree, rule: ElementRule, gone: boolean): void {
  switch (rule.role) {
    case 'paragraph':
      closeParagraph(tree, false)
      break
    case 'block':
    case 'table':
    case 'line':
      closeParagraph(tree, true)
      break
    case 'heading':
      closeParagraph(tree, true)
      if (isInside(tree, 'heading')) closeTo(tree, tree.open.findLastIndex((element) => element.tag !== '' || element.gone))
      break
    case 'item':
      closeItem(tree, rule.name)
      closeParagraph(tree, true)
      break
    case 'link':
      closeLink(tree)
      break
    case 'ruby':
      closeRuby(tree, rule.name)
      break
    case 'caption':
    case 'columns':
    case 'section':
      closeToTable(tree)
      return
    case 'column':
      enterColumns(tree)
      return
    case 'row':
      closeToSection(tree)
      return
    case 'cell':
      enterRow(tree)
      return
    default:
      break
  }
  if (!gone) enterCell(tree)
}

function hasPlace(tree: Tree, rule: ElementRule, gone: boolean): boolean {
  switch (rule.role) {
    case 'caption':
    case 'columns':
    case 'section':
    case 'row':
    case 'cell':
      return findTable(tree) !== -1 // with its table it has been let in
    default:
      return tree.open.length < MAX_DEPTH || (gone && tree.gone === 0)
  }
}

function push(tree: Tree, rule: ElementRule, tag: string, gone: boolean): void {
  const written = tree.gone > 0 || gone ? '' : tag
  // A film is something to see without any text in it.
  const filled = rule.role === 'media' && written.includes(' src="')
  tree.open.push({ rule, tag: written, at: tree.chunks.length, gone, filled })
  if (written !== '') tree.chunks.push(written)
  if (gone) tree.gone += 1
  if (isForeign(rule)) tree.foreign += 1
}

function closeTo(tree: Tree, length: number): void {
  while (tree.open.length > length) closeLast(tree)
}

function closeLast(tree: Tree): void {
  const element = tree.open.pop()
  if (element === undefined) return
  if (isForeign(element.rule)) tree.foreign -= 1
  if (element.gone) tree.gone -= 1
  else if (tree.gone === 0) writeEnd(tree, element)
}

function writeEnd(tree: Tree, { rule, tag, at, filled }: OpenElement): void {
  if (!filled && !rule.keepsEmpty) {
    takeBack(tree, rule, tag, at)
    return
  }
  if (tag !== '') tree.chunks.push(rule.end)
  fill(tree)
}

/** Nothing but blanks came after the start tag. Those of inline elements still part words. */
function takeBack(tree: Tree, rule: ElementRule, tag: string, at: number): void {
  if (tag === '') return
  if (isPhrasing(rule.role)) tree.chunks.splice(at, 1)
  else tree.chunks.length = at
}

function fill(tree: Tree): void {
  const last = tree.open.at(-1)
  if (last !== undefined) last.filled = true
}

/** A `p` ends where a block begins. Links and bold text that it cut off go on behind it, if asked. */
function closeParagraph(tree: Tree, reopen: boolean): void {
  const index = findOpen(tree, (rule) => rule.role === 'paragraph', isCellEdge)
  if (index === -1) return
  const cutOff = reopen ? tree.open.slice(index + 1).filter(isReopened) : []
  closeTo(tree, index)
  for (const { rule, tag } of cutOff) push(tree, rule, tag, false)
}

function isReopened({ rule, tag }: OpenElement): boolean {
  return tag !== '' && (rule.role === 'formatting' || rule.role === 'link')
}

/** An `li` ends at the next one of its list, a `dt` or `dd` at the next of either. */
function closeItem(tree: Tree, name: string): void {
  const ends = name === 'li' ? (rule: ElementRule) => rule.name === 'li' : (rule: ElementRule) => rule.name === 'dd' || rule.name === 'dt'
  const index = findOpen(tree, ends, isItemEdge)
  if (index !== -1) closeTo(tree, index)
}

/** A link in a link ends the outer one. */
function closeLink(tree: Tree): void {
  const index = tree.open.findLastIndex(({ rule, tag }) => isCellEdge(rule) || (rule.role === 'link' && tag !== ''))
  if (index !== -1 && tree.open[index]?.rule.role === 'link') closeTo(tree, index)
}

function closeRuby(tree: Tree, name: string): void {
  if (findOpen(tree, (rule) => rule.name === 'ruby', isCellEdge) === -1) return
  for (;;) {
    const index = tree.open.findLastIndex(({ tag }) => tag !== '')
    const rule = tree.open[index]?.rule
    const ends = rule !== undefined && ['ruby', 'item', 'paragraph'].includes(rule.role)
    if (!ends || (rule.name === 'rtc' && (name === 'rt' || name === 'rp'))) return
    closeTo(tree, index)
  }
}

/** Text and elements that lie in a table but in no cell get one: a browser would throw them out in front of the table. */
function enterCell(tree: Tree): void {
  const role = tree.open.at(-1)?.rule.role
  if (role === 'columns') closeTo(tree, tree.open.length - 1)
  else if (role !== 'table' && role !== 'section' && role !== 'row') return
  enterRow(tree)
  pushOwn(tree, 'td')
}

function enterRow(tree: Tree): void {
  const table = findTable(tree)
  if (table === -1) return
  const row = tree.open.findIndex(({ rule }, index) => index > table && rule.role === 'row')
  if (row !== -1) {
    closeTo(tree, row + 1)
    return
  }
  closeToSection(tree)
  pushOwn(tree, 'tr')
}

function enterColumns(tree: Tree): void {
  const table = findTable(tree)
  if (table === -1 || tree.open.at(-1)?.rule.role === 'columns') return
  closeTo(tree, table + 1)
  pushOwn(tree, 'colgroup')
}

function closeToTable(tree: Tree): void {
  const table = findTable(tree)
  if (table !== -1) closeTo(tree, table + 1)
}

function closeToSection(tree: Tree): void {
  const table = findTable(tree)
  if (table === -1) return
  const inSection = tree.open[table + 1]?.rule.role === 'section'
  closeTo(tree, inSection ? table + 2 : table + 1)
}

function pushOwn(tree: Tree, name: string): void {
  const rule = ruleOf(name)
  push(tree, rule, rule.start, false)
}

function findTable(tree: Tree): number {
  return tree.open.findLastIndex(({ rule }) => rule.role === 'table')
}

/** The innermost open element that fits, unless an edge lies in between; -1 where there is none. */
function findOpen(tree: Tree, fits: (rule: ElementRule) => boolean, isEdge: (rule: ElementRule) => boolean): number {
  const { open } = tree
  for (let index = open.length - 1; index >= 0; index -= 1) {
    const rule = open[index]?.rule
    if (rule === undefined || fits(rule)) return index
    if (isEdge(rule)) return -1
  }
  return -1
}

function innermost(tree: Tree): OpenElement | undefined {
  return tree.open.findLast(({ tag, gone }) => tag !== '' || gone)
}

function edgeFor(role: Role, name: string): (rule: ElementRule) => boolean {
  if (TABLE_ROLES.has(role)) return (rule) => rule.role === 'table'
  return name === 'li' ? isListEdge : isCellEdge
}

const TABLE_ROLES: ReadonlySet<Role> = new Set(['table', 'caption', 'columns', 'section', 'row', 'cell'])
const ITEM_EDGES: ReadonlySet<Role> = new Set(['block', 'heading', 'item', 'table', 'caption', 'columns', 'section', 'row', 'cell', 'gone'])
const PHRASING: ReadonlySet<Role> = new Set(['inline', 'formatting', 'link', 'media'])

function isBlank(text: string): boolean {
  return !(text.charCodeAt(0) > 0x20) && /^[ \t\n]*$/u.test(text) // most texts begin with a letter
}

function isCellEdge({ role }: ElementRule): boolean {
  return role === 'cell' || role === 'caption' || role === 'table'
}

function isListEdge(rule: ElementRule): boolean {
  return isCellEdge(rule) || rule.name === 'ul' || rule.name === 'ol'
}

/** What the standard calls special, but for `address`, `div` and `p`. */
function isItemEdge({ role, name }: ElementRule): boolean {
  return ITEM_EDGES.has(role) && name !== 'address' && name !== 'div'
}

function isHeading({ role }: ElementRule): boolean {
  return role === 'heading'
}

function isForeign({ name }: ElementRule): boolean {
  return name === 'svg' || name === 'math'
}

function isPhrasing(role: Role): boolean {
  return PHRASING.has(role)
}
