// The small pieces all pages are written with: links that cannot run code, languages that are languages, text that is only text.

import { escapeHtml } from '../../../formats/html.ts'

/** Whether a reader may be sent there; what else upstream calls a link is shown as text (RFC 3986 section 3.1: schemes have no case). */
export function isWebAddress(url: string): boolean {
  return /^(?:https?:\/\/|mailto:)/iu.test(url)
}

/** A link, or its inside alone where there is no address that a reader may be sent to. */
export function link(url: string | null, inner: string, attributes = ''): string {
  return url === null || !isWebAddress(url) ? inner : `<a href="${escapeHtml(url)}"${attributes}>${inner}</a>`
}

/** Text of unknown direction inside a line of ours: without `bdi` an Arabic name would turn the line's dates and dots around. */
export function isolated(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`
}

/** ` lang="…"`: empty where the language is unknown or its tag is none, which HTML reads as "unknown" (and not as the page's own). */
export function langAttribute(language: string | null): string {
  return ` lang="${language !== null && /^[a-z]{2,3}(?:-[a-z\d]{1,8}){0,6}$/iu.test(language) ? language : ''}"`
}
