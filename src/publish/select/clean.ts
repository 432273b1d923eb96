// Texts and addresses as every format can carry them, so that all show the same: what one format forbids is dropped for all.

import { tidy } from '../../formats/html/escape.ts'
import { resolveUrl } from '../../formats/urls.ts'
import type { Source, SourceState } from '../../model/source.ts'

const LANGUAGE = /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/iu
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*$/iu

/** One line: no character that XML forbids, no half of a surrogate pair, white space folded. */
export function plainText(text: string): string {
  return tidy(text).replaceAll(/\s+/gu, ' ').trim()
}

/** As plainText; null where nothing is left. */
export function plainTextOrNull(text: string | null): string | null {
  return text === null ? null : plainText(text) || null
}

/** Several lines, or HTML: line ends are line feeds, as an XML parser would make them. */
export function plainLines(text: string): string {
  return tidy(text).trim()
}

/** An absolute http, https or mailto address in ASCII; null for anything else. */
export function safeUrl(url: string | null): string | null {
  return url === null ? null : resolveUrl(url, null)
}

/** As safeUrl, but for what is fetched: http and https only. */
export function webUrl(url: string | null): string | null {
  const safe = safeUrl(url)
  return safe !== null && safe.startsWith('http') ? safe : null
}

/** A BCP 47 tag by its shape; null for anything else. */
export function languageTag(language: string | null): string | null {
  return language !== null && LANGUAGE.test(language) ? language : null
}

export function emailAddress(email: string | null): string | null {
  return email !== null && EMAIL.test(email) ? email : null
}

/** The operator's word, else the document's, else the id. */
export function titleOfSource(source: Source, state: SourceState | undefined): string {
  return plainText(source.title ?? '') || plainText(state?.channel?.title ?? '') || source.id
}
