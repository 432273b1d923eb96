// What kramdown reads otherwise than CommonMark: HTML blocks, ends of blocks, tables, definitions, attribute lists, emphasis, mathematics, typographic signs. For the jekyll dialect alone.

import type { MarkdownIt } from 'markdown-it'
import type { StateBlock, StateCore, Token } from 'markdown-it'
import { readBlockAttributes, readSpanAttributes, settleAttributes } from './kramdown-attributes.ts'
import { readAddress } from './kramdown-blocks/addresses.ts'
import { readIndented, readUnclosed } from './kramdown-blocks/code.ts'
import { readList } from './kramdown-blocks/lists.ts'
import { readMathematicsBlock } from './kramdown-blocks/mathematics.ts'
import { readQuote } from './kramdown-blocks/quotes.ts'
import { readRule, readUnderlined } from './kramdown-blocks/rules.ts'
import { readHtmlBlock } from './kramdown-html.ts'
import { parseSpaced, readBackslash, readExtension, readGuillemet, readLineBreak, readMathematics, readRawSpan, readSpacedReference, readStars } from './kramdown-spans.ts'
import { readTable } from './kramdown-tables.ts'
import { markAbbreviations, readAbbreviation, readDefinitions } from './kramdown-words.ts'
import { smarten } from './typography.ts'

const INTERRUPTS = { alt: ['paragraph', 'reference', 'blockquote', 'list'] }

export function kramdown(markdown: MarkdownIt): void {
  markdown.block.ruler.disable(['html_block', 'table', 'code', 'blockquote', 'hr', 'list', 'lheading'])
  markdown.block.ruler.before('fence', 'kramdown_indented', readIndented)
  markdown.block.ruler.before('fence', 'kramdown_unclosed', readUnclosed)
  markdown.block.ruler.before('blockquote', 'kramdown_quote', readQuote, INTERRUPTS)
  markdown.block.ruler.before('list', 'kramdown_rule', readRule)
  markdown.block.ruler.before('list', 'kramdown_list', readList, INTERRUPTS)
  markdown.block.ruler.before('html_block', 'kramdown_html', readHtmlBlock, INTERRUPTS)
  markdown.block.ruler.before('paragraph', 'kramdown_end', readEndOfBlock, INTERRUPTS)
  markdown.block.ruler.before('paragraph', 'kramdown_attributes', readBlockAttributes, INTERRUPTS)
  markdown.block.ruler.before('reference', 'kramdown_abbreviation', readAbbreviation, INTERRUPTS)
  markdown.block.ruler.after('reference', 'kramdown_address', readAddress)
  markdown.block.ruler.before('paragraph', 'kramdown_underlined', readUnderlined)
  markdown.block.ruler.before('paragraph', 'kramdown_mathematics', readMathematicsBlock)
  markdown.block.ruler.before('paragraph', 'kramdown_table', readTable)
  markdown.block.ruler.before('paragraph', 'kramdown_definitions', readDefinitions, INTERRUPTS)
  markdown.inline.ruler.before('text', 'kramdown_attributes', readSpanAttributes)
  markdown.inline.ruler.before('kramdown_attributes', 'kramdown_extension', readExtension)
  markdown.inline.ruler.before('link', 'kramdown_reference', readSpacedReference)
  markdown.inline.ruler.before('escape', 'kramdown_mathematics', readMathematics)
  markdown.inline.ruler.before('escape', 'kramdown_backslash', readBackslash)
  markdown.inline.ruler.before('escape', 'kramdown_line_break', readLineBreak)
  markdown.inline.ruler.before('emphasis', 'kramdown_stars', readStars)
  markdown.inline.ruler.before('autolink', 'kramdown_guillemet', readGuillemet)
  markdown.inline.ruler.before('html_inline', 'kramdown_raw', readRawSpan)
  markdown.helpers = { ...markdown.helpers, parseLinkDestination: parseSpaced(markdown.helpers.parseLinkDestination) }
  markdown.core.ruler.after('inline', 'kramdown_typography', smartenTokens)
  markdown.core.ruler.after('kramdown_typography', 'kramdown_attributes', settleAttributes)
  markdown.core.ruler.after('kramdown_attributes', 'kramdown_abbreviations', markAbbreviations)
}

/** A line of `^` alone ends what stands above it, and is never shown: two lists in a row are one without it. */
function readEndOfBlock(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  if (state.src.slice(state.bMarks[startLine], state.eMarks[startLine]).trimEnd() !== '^') return false
  if (!silent) state.line = startLine + 1
  return true
}

/** Before `text_join`: escaped signs are tokens of their own until then, and stay as they were written. */
function smartenTokens(state: StateCore): void {
  for (const { type, children } of state.tokens) {
    if (type === 'inline' && children !== null) smartenSpans(children)
  }
}

/** Each text between the characters that stand beside it: those behind as they were written; before, markup hides what it holds from kramdown. */
function smartenSpans(spans: readonly Token[]): void {
  const behind = spans.map(() => '')
  for (let at = spans.length - 2; at >= 0; at -= 1) behind[at] = firstOf(spans[at + 1]) ?? behind[at + 1] ?? ''
  let before = ''
  for (const [at, span] of spans.entries()) {
    if (span.type === 'text') span.content = smarten(span.content, before, behind[at] ?? '')
    before = isBreak(span) ? ' ' : span.type !== 'text' ? '' : (span.content.at(-1) ?? before)
  }
}

/** The first character of a span; null of markup, which has none. Code and images count as a letter, a line's end as a blank. */
function firstOf(span: Token | undefined): string | null {
  if (span === undefined) return null
  if (isBreak(span)) return ' '
  if (span.type === 'code_inline' || span.type === 'image' || (span.type === 'html_inline' && span.info === 'raw')) return 'x'
  return span.type === 'html_inline' ? null : (span.content[0] ?? null)
}

function isBreak({ type }: Token): boolean {
  return type === 'softbreak' || type === 'hardbreak'
}
