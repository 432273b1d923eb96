// Tags that stand for links: `{% link text address [external] [title] %}` of Hexo's as it stands (Jekyll's tag of that name asks for the file
// of a post), `{{ "/tea" | relative_url }}` of Jekyll's, of which nothing but addresses is understood, and those that name
// another post: `{% post_url NAME %}`, `{{< ref "PATH" >}}`.

import type { Dialect } from '../../../model/source.ts'
import { escapeAttribute } from '../../html/escape.ts'
import { escapeSigns } from './mdx.ts'
import { pathFrom } from './post-links.ts'

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

/** What Jekyll knows of the addresses of a post and its site. */
export interface JekyllPage {
  readonly site: string // its address, without a slash at its end
  readonly url: string // of the post, below the site: a path
}

/** What an expression of Liquid's says if it is made of the addresses of the site and the post, and of texts; null of every other. */
export function jekyllValue(expression: string, page: JekyllPage): string | null {
  if (expression.length > MAX_EXPRESSION) return null
  const [first = '', ...filters] = expression.split('|').map((part) => part.trim())
  let value = wordOf(first, page)
  for (const filter of filters) {
    const [, name = '', given] = FILTER.exec(filter) ?? []
    const other = given === undefined ? '' : wordOf(given, page)
    if (value === null || other === null || name === '') return null
    if (given === undefined) value = /^[a-z][a-z\d+.-]*:/iu.test(value) ? value : `${page.site}/${value.replace(/^\/+/u, '')}`
    else value = name.startsWith('p') ? other + value : value + other
  }
  return value
}

function wordOf(word: string, { site, url }: JekyllPage): string | null {
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

/** What a tag asks for. */
export interface Reference {
  readonly written: string
  readonly names: readonly string[] // those that the post may be known by: the first that is known is meant; none for the post itself
  readonly fragment: string // of its link, with the `#`
}

export function jekyllReference(name: string): Reference {
  return { written: name, names: [name], fragment: '' }
}

const REF = /^\s*(?:rel)?ref\s/u
const ARGUMENT = /(?:(\w+)\s{0,9}=\s{0,9})?(?:"([^"]*)"|`([^`]*)`|([^\s"`=]+))/gu

/**
 * `{{< ref "tea.md#cup" >}}` of Hugo's: a post beside the one at `path`, or any of that name, in its language before others.
 * @param inside  what is between the signs; null of every other shortcode
 */
export function hugoReference(inside: string, path: string): Reference | null {
  if (!REF.test(inside)) return null
  const given = [...inside.replace(REF, '').matchAll(ARGUMENT)].map(([, key = 'path', double, single, bare]) => [key, double ?? single ?? bare ?? ''] as const)
  const written = given.find(([key]) => key === 'path')?.[1].trim() ?? ''
  const [, name = '', fragment = ''] = /^([^#]*)(.*)$/su.exec(written) ?? []
  if (name === '') return { written, names: [], fragment }
  const bare = name.replace(/\/$|\.(?:md|markdown|html?)$/iu, '')
  const language = given.find(([key]) => key === 'lang')?.[1] ?? /\.([a-z]{2}(?:-[a-z]{2,4})?)\.\w+$/iu.exec(path)?.[1]
  const places = bare.startsWith('/') ? [bare] : [pathFrom(path, bare), bare]
  return { written, names: places.flatMap((place) => (language === undefined ? [place] : [`${place}.${language}`, place])), fragment }
}

const TAGS = /\{%-?\s{0,9}(?:post_url|link)\s{1,9}([^%{}\n]{1,300}?)\s{0,9}-?%\}/gu
const SHORTCODES = /\{\{[<%](\s{0,9}(?:rel)?ref\s[^{}]{1,500}?)\/?[%>]\}\}/gu

/** The names of all posts that the tags of a body ask for, tags within code among them. */
export function referencesOf(body: string, dialect: Dialect, path: string): string[] {
  if (dialect === 'hexo') return [] // its `link` names no post
  if (dialect !== 'hugo') return body.includes('{%') ? [...body.matchAll(TAGS)].map(([, name = '']) => name) : []
  return body.includes('{{') ? [...body.matchAll(SHORTCODES)].flatMap(([, inside = '']) => hugoReference(inside, path)?.names ?? []) : []
}
