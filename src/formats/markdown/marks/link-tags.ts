// Tags that stand for links: `{% link text address [external] [title] %}` of Hexo's as it stands (Jekyll's tag of that name asks for the file
// of a post), and `{{ "/tea" | relative_url }}` of Jekyll's, of which nothing but addresses and the post's title is understood.

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

const MAX_EXPRESSION = 2000 // characters
const FILTER = /^(relative_url|absolute_url|(?:prepend|append):\s*(.+))$/su
const TEXT = /^(?:"([^"]*)"|'([^']*)')$/su

/** What Jekyll knows of a post and its site. */
export interface JekyllPage {
  readonly site: string // its address, without a slash at its end
  readonly title: string // of the post
  readonly url: string // of the post, below the site: a path
}

/** What an expression of Liquid's says if it is made of the site's addresses, texts and the title; null of every other. */
export function jekyllValue(expression: string, page: JekyllPage): string | null {
  if (expression.length > MAX_EXPRESSION) return null
  const [first = '', ...filters] = expression.split('|').map((part) => part.trim())
  let value = wordOf(first, page)
  if (filters.length === 0 && TEXT.test(first)) return null // no address
  for (const filter of filters) {
    const [, name = '', given] = FILTER.exec(filter) ?? []
    const other = given === undefined ? '' : wordOf(given, page)
    if (value === null || other === null || name === '') return null
    if (given === undefined) value = /^[a-z][a-z\d+.-]*:/iu.test(value) ? value : `${page.site}/${value.replace(/^\/+/u, '')}`
    else value = name.startsWith('p') ? other + value : value + other
  }
  return value
}

function wordOf(word: string, { site, title, url }: JekyllPage): string | null {
  if (word === 'page.title') return title
  if (word === 'page.url') return url
  const { origin, pathname } = new URL(site)
  if (word === 'site.url') return origin
  if (word === 'site.baseurl') return pathname.replace(/\/$/u, '')
  const [, double, single] = TEXT.exec(word) ?? []
  return double ?? single ?? null
}

const LINK = /(?:\{\{-?\s{0,9}site\.(?:base)?url\s{0,9}-?\}\}){0,2}\{%-?\s{0,9}(?:post_url|link)\s/uy

/** `{{ site.url }}{% post_url … %}`: the link of a post is a whole address, and what stands right before it none. */
export function isBeforeLink(body: string, at: number): boolean {
  LINK.lastIndex = at
  return LINK.test(body)
}
