// How to subscribe to a feed, for people: the data of the box that each page has.

import { escapeHtml } from '../../../formats/html.ts'
import type { Alternate } from './frame.ts'

/** Every form as a link and as an address in plain text that one click selects; null where there is none. */
export function subscribeData(heading: { readonly name: string; readonly url: string | null }, alternates: readonly Alternate[], opmlUrl: string | null): object | null {
  if (alternates.length === 0) return null
  return { heading, alternates: alternates.map((form) => ({ ...form, address: breakable(form.url) })), opmlUrl }
}

/** An address that breaks between its parts where the line is too short for it; HTML. */
function breakable(url: string): string {
  return escapeHtml(url).replaceAll(/(?<=[^/:])\//gu, '/<wbr>')
}
