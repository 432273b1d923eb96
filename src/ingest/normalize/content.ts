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
  const folded = text.replaceAll(/(?: ?[^\S ]| {2})\s*/gu, ' ').trim() // single blanks, nearly all there are, are not touched
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

/** The text of an item: its content, else RSS's description, which may be all of the text or a part; null where it has a mere summary. */
export function bodyOf({ content, summary }: ParsedItem): ParsedText | null {
  return content ?? (summary?.type === 'guess' ? summary : null)
}

/** What is shown of an item in full: its text, else a summary with markup, which is more than a line. */
export function contentHtml(item: ParsedItem, documentBase: string | null): string {
  const { summary } = item
  const body = bodyOf(item) ?? (summary?.type === 'html' && looksLikeHtml(summary.value) ? summary : null)
  return safeHtml(body, documentBase)
}

/** What introduces an item, as plain text; none where it is shown in full. */
export function plainSummary(item: ParsedItem): string | null {
  return item.summary === bodyOf(item) ? null : plainText(item.summary)
}
