// `{% link text address [external] [title] %}` of Hexo's: a link as it stands. Jekyll's tag of that name asks for the file of a post.

import { escapeAttribute } from '../../html/escape.ts'
import { escapeSigns } from './mdx.ts'

const WORD = /"([^"]*)"|'([^']*)'|(\S+)/gu
const ABSOLUTE = /^(?:[a-z][a-z\d+.-]+:\/\/|mailto:|tel:|www\.)/iu
const OF_SITE = /^\.{0,2}\//u

/** HTML; without an address the words alone, as there. Some themes part what the tag is given by commas. */
export function hexoLink(given: string): string {
  const words = [...given.matchAll(WORD)].map(([, double, single, bare]) => double ?? single ?? bare?.replace(/,$/u, '') ?? '')
  const absolute = words.findIndex((word) => ABSOLUTE.test(word))
  const at = absolute === -1 ? words.findIndex((word) => OF_SITE.test(word)) : absolute
  if (at === -1) return escapeSigns(words.join(' '))
  const address = words[at] ?? ''
  const title = words.slice(/^(?:true|false)$/u.test(words[at + 1] ?? '') ? at + 2 : at + 1).join(' ')
  const attributes = `href="${escapeAttribute(address.replace(/^www\./iu, 'http://$&'))}"${title === '' ? '' : ` title="${escapeAttribute(title)}"`}`
  return `<a ${attributes}>${escapeSigns(words.slice(0, at).join(' ') || title || address)}</a>`
}
