// Texts: what is plain text becomes HTML and the other way round, and what an item's text is when several could be.
// No HTML leaves here that html.ts has not made safe.

import { htmlToText, looksLikeHtml, sanitizeHtml, textToHtml } from '../../formats/html.ts'
import { resolveBase } from '../../formats/urls.ts'
import type { ParsedItem, ParsedText } from '../parse/parsed.ts'

/** Plain text with its white space folded; null where nothing is left. A text of no stated type is HTML when it looks like it. */
export function plainText(text: ParsedText | null): string | null {
  if (text === null) return null
  return foldedText(text.type === 'html' || (text.type === 'guess' && looksLikeHtml(text.value)) ? htmlToText(text.value) : text.value)
}

/** The same for a text that carries nothing but itself: a name, a label, a statement of rights. */
export function plainString(text: string | null): string | null {
  return plainText(text === null ? null : { value: text, type: 'guess', base: null, language: null })
}

function foldedText(text: string): string | null {
  const folded = text.replaceAll(/\s+/gu, ' ').trim()
  return folded === '' ? null : folded
}

/**
 * Safe HTML, links absolute; '' where there is nothing.
 * @param documentBase  absolute; what relative links start from where the text has no xml:base of its own
 */
export function safeHtml(text: ParsedText | null, documentBase: string | null): string {
  if (text === null) return ''
  if (text.type === 'text' || (text.type === 'guess' && isLines(text.value))) return textToHtml(text.value)
  return sanitizeHtml(text.value, resolveBase(text.base, documentBase))
}

/** Text of several lines without any markup: as HTML its lines would run together. */
function isLines(value: string): boolean {
  return value.includes('\n') && !looksLikeHtml(value)
}

/** What is shown of an item in full: its content, else a summary that is more than a line of text. */
export function contentHtml(item: ParsedItem, documentBase: string | null): string {
  if (item.content !== null) return safeHtml(item.content, documentBase)
  const { summary } = item
  const isMarkup = summary !== null && summary.type !== 'text' && looksLikeHtml(summary.value)
  return isMarkup ? safeHtml(summary, documentBase) : ''
}
