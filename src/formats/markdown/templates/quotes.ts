// `{% blockquote Author, Book https://… Title %}…{% endblockquote %}` of Hexo's, which Jekyll has by a plugin of many sites: a quotation, and who said it.

import type { Dialect } from '../../../model/source.ts'
import { escapeAttribute } from '../../html/escape.ts'
import { escapeSigns } from '../marks/mdx.ts'

const OPEN = /^(?:block)?quote(?:\s|$)/u
const CLOSE = /^end(?:block)?quote$/u
const END = /\{%-?\s{0,9}end(?:block)?quote\s/gu
const SOURCE = /^(?:(.*?)\s)?(https?:\/\/\S+)(?:\s+(.*))?$/su
const MAX_SOURCE = 1000 // characters

/** What is quoted in a body, from outside to inside: the line below each. */
export interface Quotes {
  readonly below: string[]
  ends: number // of quotations, from here on: one that does not end is none
}

export function quotesIn(body: string, dialect: Dialect): Quotes | null {
  if (dialect !== 'hexo' && dialect !== 'jekyll') return null
  const ends = body.includes('quote') ? (body.match(END) ?? []).length : 0
  return ends === 0 ? null : { below: [], ends }
}

/** HTML around Markdown in place of a tag that opens or closes a quotation; null for every other. */
export function quoteTag(quotes: Quotes, statement: string): string | null {
  if (CLOSE.test(statement)) {
    quotes.ends -= 1
    const below = quotes.below.pop()
    return below === undefined ? null : `\n\n${below}</blockquote>\n\n`
  }
  if (!OPEN.test(statement) || quotes.below.length >= quotes.ends) return null
  quotes.below.push(sourceOf(statement.replace(OPEN, '').trim().slice(0, MAX_SOURCE)))
  return '\n\n<blockquote markdown="1">\n\n'
}

function sourceOf(given: string): string {
  const [, before = '', address, title = ''] = SOURCE.exec(given) ?? []
  const link = address === undefined ? '' : `<a href="${escapeAttribute(address)}">${escapeSigns(title.trim() || address)}</a>`
  const words = escapeSigns(address === undefined ? given : before.trim())
  return words === '' && link === '' ? '' : `<footer>${[words, link].filter((part) => part !== '').join(', ')}</footer>\n`
}
