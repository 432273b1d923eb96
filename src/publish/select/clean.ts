// Texts and addresses as every format can carry them, so that all show the same: what one format forbids is dropped for all.

import { excerpt } from '../../formats/html.ts'
import { tidy } from '../../formats/html/escape.ts'
import { bearableUrl, resolveUrl } from '../../formats/urls.ts'
import type { Source, SourceState } from '../../model/source.ts'
import { isVisible } from '../../model/taxonomy.ts'
import { withoutSecret } from '../../settings/secrets.ts'

const LANGUAGE = /^([a-z]{2,3})(?:-[a-z0-9]{1,8})*$/iu
const EMAIL = /^[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}$/iu
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/u

/** What RFC 3986 knows in no path, query or fragment, though the URL standard lets it stand, but a second `#`; and a percent sign that is none. */
const UNESCAPED = /[[\]{}|\\^`"<>]|%(?![\dA-Fa-f]{2})/gu

/** One line: no character that XML forbids, no half of a surrogate pair, white space folded; '' where there is nothing to see. */
export function plainText(text: string): string {
  const tidied = tidy(text)
  return isVisible(tidied) ? tidied.replaceAll(/\s+/gu, ' ').trim() : ''
}

/** Characters of a name. It stands in every entry of a feed, and may not make each of them as long as the document that it is from. */
const LONGEST_NAME = 300

/** As plainText: of a person or a source. */
export function plainName(text: string): string {
  return excerpt(plainText(text), LONGEST_NAME)
}

/** As plainText; null where nothing is left. */
export function plainTextOrNull(text: string | null): string | null {
  return text === null ? null : plainText(text) || null
}

/** Several lines, otherwise as plainTextOrNull. */
export function plainLinesOrNull(text: string | null): string | null {
  const lines = plainLines(text ?? '')
  return isVisible(lines) ? lines : null
}

/** Several lines, or HTML: line ends are line feeds, as an XML parser would make them. */
export function plainLines(text: string): string {
  return tidy(text).trim()
}

/** An absolute http, https or mailto address in ASCII, by RFC 3986; null for anything else. */
export function safeUrl(url: string | null): string | null {
  const safe = url === null ? null : resolveUrl(url, null)
  if (safe === null) return null
  const [, site = '', rest = ''] = /^(mailto:|https?:\/\/[^/?#]*)(.*)$/su.exec(safe) ?? []
  const [path = '', ...fragment] = rest.replaceAll(UNESCAPED, percentEncoded).split('#')
  return fragment.length === 0 ? `${site}${path}` : `${site}${path}#${fragment.join('%23')}`
}

function percentEncoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
}

/** As safeUrl, but for what is fetched: http and https only. */
export function webUrl(url: string | null): string | null {
  const safe = safeUrl(url)
  return safe !== null && safe.startsWith('http') ? safe : null
}

/** A BCP 47 tag of a language that there is; null for anything else. */
export function languageTag(language: string | null): string | null {
  const primary = LANGUAGE.exec(language ?? '')?.[1]?.toLowerCase()
  return primary !== undefined && isLanguage(primary) ? language : null
}

const languages = new Map<string, boolean>()
let names: Intl.DisplayNames | null = null

/** `jp` is a country. */
function isLanguage(primary: string): boolean {
  names ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
  const known = languages.get(primary) ?? names.of(primary) !== undefined
  languages.set(primary, known)
  return known
}

/** A type and a subtype, or what stands for any bytes. */
export function mediaType(type: string): string {
  return MEDIA_TYPE.test(type) ? type : 'application/octet-stream'
}

export function emailAddress(email: string | null): string | null {
  return email !== null && EMAIL.test(email) ? email : null
}

/** The operator's word, else the document's, else the id. */
export function titleOfSource(source: Source, state: SourceState | undefined): string {
  return plainName(source.title ?? '') || plainName(state?.channel?.title ?? '') || source.id
}

/** Where people read a source; null where it does not say. */
export function siteOfSource(source: Source, state: SourceState | undefined, secrets: readonly string[]): string | null {
  return withoutSecret(bearableUrl(webUrl(source.type === 'posts' ? source.siteUrl : (state?.channel?.siteUrl ?? null))), secrets)
}
