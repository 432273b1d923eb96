// How to subscribe to a feed, for people: the box that each page has.

import { escapeHtml } from '../../../formats/html.ts'
import type { Alternate } from './frame.ts'
import { link } from './markup.ts'
import type { Words } from './words.ts'

/**
 * How to subscribe: every form as a link and as an address in plain text that one click selects.
 * @param heading  HTML
 * @param opmlUrl  of a list of the category's sources
 */
export function subscribeBox(heading: string, alternates: readonly Alternate[], opmlUrl: string | null, words: Words): string {
  if (alternates.length === 0) return ''
  const ways = alternates.map(({ name, mediaType, url }) => `<li>${link(url, name, ` type="${mediaType}"`)} <code>${breakable(url)}</code></li>`)
  return `<section class="ways" aria-labelledby="subscribe"><h2 id="subscribe">${heading}</h2>
<ul role="list">${ways.join('')}</ul>
<p>${words.howTo}</p>
${opmlUrl === null ? '' : `<p>${link(opmlUrl, words.sourcesAsOpml, ' type="text/x-opml"')}</p>\n`}<details><summary>${words.whatIsAFeed}</summary><p>${words.aFeedIs}</p></details></section>
`
}

/** An address that breaks between its parts where the line is too short for it. */
function breakable(url: string): string {
  return escapeHtml(url).replaceAll(/(?<=[^/:])\//gu, '/<wbr>')
}
