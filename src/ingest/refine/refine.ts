// A source's own rules for the texts of its items: values taken out of them, then what nobody wants removed, on the DOM.
// An item goes in and an item comes out; what the store keeps as raw is never this one.

import { createRequire } from 'node:module'
import type { Document } from 'domhandler'
import type * as Re2 from 're2js'
import { textToHtml } from '../../formats/html.ts'
import { resolveBase, resolveUrl } from '../../formats/urls.ts'
import type { CleanRule, ExtractRule, Refining } from '../../model/source.ts'
import { bodyOf } from '../normalize/content.ts'
import type { Refiner } from '../normalize/normalize.ts'
import type { ParsedItem, ParsedText } from '../parse/parsed.ts'
import { compileSelector, compileSelectors, parseHtml, type Selector, writeHtml } from './dom.ts'
import { applyEdits, type Edits, noEdits, removeLine } from './edits.ts'
import { type Line, linesOf, textOf, trimIndent } from './lines.ts'

/** Raised whenever the same rules would make other items; every store then derives its articles anew, once. */
const REFINE_VERSION = 2
const MAX_VALUES = 100 // of one rule in one text
const MAX_VALUE = 2000 // characters

const require = createRequire(import.meta.url)

/** A pattern's first group that takes part, else all that it matches; null where it does not match. Takes time linear in `text`. */
type Pattern = (text: string) => string | null

/** @param refining  its selectors and patterns are known to be right */
export function createRefiner(refining: Refining): Refiner {
  const extract = refining.extract.map(compileExtract)
  const clean = compileClean(refining)
  const identity = refining.identity === null ? null : compilePattern(refining.identity)
  return {
    fingerprint: JSON.stringify([REFINE_VERSION, refining]),
    refine: (item) => refineItem(item, extract, clean),
    identify: (guid, url) => (identity === null ? null : (matched(identity, guid) ?? matched(identity, url))),
  }
}

function matched(pattern: Pattern, text: string | null): string | null {
  return text === null ? null : pattern(text)
}

function compilePattern(pattern: string): Pattern {
  const { RE2JS } = require('re2js') as typeof Re2
  const compiled = RE2JS.compile(pattern)
  return (text) => {
    const matcher = compiled.matcher(text)
    if (!matcher.find()) return null
    const groups = Array.from({ length: matcher.groupCount() }, (_, at) => matcher.group(at + 1))
    return groups.find((group) => group !== null) ?? matcher.group(0)
  }
}

// --- extract

interface Extract {
  readonly rule: ExtractRule
  readonly select: Selector | null
  readonly match: Pattern | null
}

/** What one rule finds, and how it is taken out of the text. */
interface Find {
  readonly value: string
  readonly remove: (edits: Edits) => void
}

function compileExtract(rule: ExtractRule): Extract {
  return { rule, select: rule.select === null ? null : compileSelector(rule.select), match: rule.match === null ? null : compilePattern(rule.match) }
}

/** Every value that a rule of `extracts` finds, by its rule; what is to go is gone from `root` afterwards. */
function extractFrom(root: Document, extracts: readonly Extract[]): Map<ExtractRule, readonly string[]> {
  let lines: readonly Line[] | null = null
  const allLines = (): readonly Line[] => (lines ??= linesOf(root)) // every rule looks at the text as it came
  const found = extracts.map(({ rule, select, match }) => ({ rule, finds: candidates(root, rule, select, allLines).flatMap((find) => fit(find, match)) }))
  const edits = noEdits()
  for (const { rule, finds } of found) if (rule.remove) for (const { remove } of finds) remove(edits)
  applyEdits(root, edits)
  return new Map(found.map(({ rule, finds }) => [rule, finds.slice(0, MAX_VALUES).map(({ value }) => value)]))
}

function candidates(root: Document, { attribute }: ExtractRule, select: Selector | null, allLines: () => readonly Line[]): Find[] {
  if (select === null) return allLines().map((line) => ({ value: line.text, remove: (edits) => removeLine(edits, line) }))
  return select(root).flatMap((element) => {
    const value = attribute === null ? textOf(element) : element.attribs[attribute.toLowerCase()]
    return value === undefined ? [] : [{ value: value.replaceAll(/\s+/gu, ' ').trim(), remove: ({ gone }) => gone.add(element) }]
  })
}

function fit({ value, remove }: Find, match: Pattern | null): Find[] {
  const fitting = (match === null ? value : match(value))?.trim() ?? ''
  return fitting === '' || fitting.length > MAX_VALUE ? [] : [{ value: fitting, remove }]
}

// --- clean

interface Clean {
  readonly gone: Selector
  readonly opened: Selector
  readonly lines: readonly Pattern[]
  readonly indents: boolean
}

function compileClean({ clean, indents }: Refining): Clean {
  const selectors = (inside: boolean): string[] => clean.flatMap(({ select, keepInside }: CleanRule) => (select === null || keepInside !== inside ? [] : [select]))
  const gone = compileSelectors([...selectors(false), 'comment']) // comments are only there to be selected by
  return { gone, opened: compileSelectors(selectors(true)), lines: clean.flatMap(({ match }) => (match === null ? [] : [compilePattern(match)])), indents }
}

function cleanTree(root: Document, { gone, opened, lines, indents }: Clean): void {
  applyEdits(root, { gone: new Set(gone(root)), opened: new Set(opened(root)) })
  if (lines.length > 0 || indents) cleanLines(root, lines, indents)
}

function cleanLines(root: Document, patterns: readonly Pattern[], indents: boolean): void {
  const edits = noEdits()
  for (const line of linesOf(root)) {
    if (line.text !== '' && patterns.some((pattern) => pattern(line.text) !== null)) removeLine(edits, line)
    else if (indents) trimIndent(line)
  }
  applyEdits(root, edits)
}

// --- an item

function refineItem(item: ParsedItem, extract: readonly Extract[], clean: Clean): ParsedItem {
  const body = bodyOf(item) ?? item.summary
  if (body === null) return item
  const root = treeOf(body)
  if (root === null) return item
  const found = extractFrom(root, extract)
  cleanTree(root, clean)
  let made = withTexts(item, { ...body, value: writeHtml(root), type: 'html' }, clean)
  for (const [rule, values] of found) made = withValues(made, item, rule, values, body.base)
  return made
}

/** @param text  what its text has become */
function withTexts(item: ParsedItem, text: ParsedText, clean: Clean): ParsedItem {
  if (item.content !== null) return { ...item, content: text, summary: cleanSummary(item.summary, clean) }
  return bodyOf(item) === null ? { ...item, summary: text } : { ...item, content: text, summary: null }
}

function cleanSummary(summary: ParsedText | null, clean: Clean): ParsedText | null {
  const root = summary === null || summary.type === 'text' ? null : treeOf(summary)
  if (summary === null || root === null) return summary
  cleanTree(root, clean)
  return { ...summary, value: writeHtml(root), type: 'html' }
}

function treeOf({ value, type }: ParsedText): Document | null {
  return parseHtml(type === 'text' ? textToHtml(value) : value)
}

/** The first rule that finds a field's value decides; every value of a name of the operator's own is a tag. */
function withValues(made: ParsedItem, item: ParsedItem, { field, scheme }: ExtractRule, values: readonly string[], base: string | null): ParsedItem {
  const value = values[0]
  if (value === undefined) return made
  const text: ParsedText = { value, type: 'text', base: null, language: null }
  switch (field) {
    case 'title':
      return made.title === item.title ? { ...made, title: text } : made
    case 'summary':
      return made.summary?.type === 'text' && made.summary !== item.summary ? made : { ...made, summary: text }
    case 'author':
      return made.people === item.people ? { ...made, people: [{ text: null, name: value, email: null, url: null }] } : made
    case 'image':
      return made.imageUrl === item.imageUrl ? { ...made, imageUrl: resolveUrl(value, resolveBase(base, item.base)) ?? value } : made
    case 'url':
      return made.links === item.links ? { ...made, links: [{ href: value, rel: 'original', type: null, length: null, title: null, base }, ...item.links] } : made
    default:
      return { ...made, terms: [...made.terms, ...values.map((label) => ({ label, scheme: scheme ?? field, kind: 'tag' as const }))] }
  }
}
