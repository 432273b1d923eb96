// The signs that HTML keeps for itself, and line ends. Everything that is written between or inside tags goes through here.

import { dropForbidden } from '../xml-write.ts'

/** Text for between tags. */
export function escapeText(text: string): string {
  return /[&<>]/u.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text
}

/** A value for between double quotes. `<` and `>` too: old parsers looked for tags inside attributes. */
export function escapeAttribute(text: string): string {
  return /[&<>"]/u.test(text) ? escapeText(text).replaceAll('"', '&quot;') : text
}

/** Text as a parser that follows the standards hands it on: no character that XML forbids, every line end a line feed. */
export function tidy(text: string): string {
  const unix = text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text
  return dropForbidden(unix)
}
