// The body of a post made into safe HTML and a summary, when a feed first shows it. What it needs is kept in the store with the article.

import { htmlToText, sanitizeHtml, textToHtml } from '../../formats/html.ts'
import type { FootnoteOptions } from '../../formats/markdown/footnotes.ts'
import { dropTemplates } from '../../formats/markdown/liquid.ts'
import { type MarkdownFlavour, renderMarkdown } from '../../formats/markdown/markdown.ts'
import { withPostLinks } from '../../formats/markdown/marks/post-links.ts'
import type { Note } from '../../model/note.ts'
import type { Dialect } from '../../model/source.ts'
import type { StoredArticle } from '../../store/store.ts'
import type { PostBody } from '../parse/post/post.ts'
import type { ParsedItem } from '../parse/parsed.ts'
import { type RawPost, readKept } from './kept.ts'
import { type DerivedArticle, deriveArticle, NO_FEED, type RawItem, type Rules } from './normalize.ts'

export function rawPost(item: ParsedItem, body: PostBody): RawPost {
  return { item, feed: NO_FEED, body }
}

export function isPost(raw: RawItem): raw is RawPost {
  return 'body' in raw
}

/** What of a body its readers would notice; where the file lies is none of it. */
function noticedBody({ text, kind, dialect, base, excerptTo, links, verbatim }: PostBody): string {
  return `${JSON.stringify([kind, dialect, base, excerptTo, links, ...(verbatim === undefined ? [] : [verbatim])])}\n${text}`
}

/**
 * The article of a post. Its text is made when a feed first shows it; only where the source has rules for texts it is made now, as what
 * they take out of it may be the author or the link.
 */
export function derivePost(raw: RawPost, rules: Rules): DerivedArticle & { readonly complete: boolean } {
  const { item, body } = raw
  const guid = item.guid ?? body.base
  if (rules.refiner === null) return { ...deriveArticle(raw, guid, rules, noticedBody(body)), complete: false }
  const content = { value: renderText(body.text, body).html, type: 'html' as const, base: body.base, language: null }
  const { article, notes } = deriveArticle({ ...raw, item: { ...item, guid, content } }, guid, rules)
  return { article: { ...article, summary: article.summary ?? firstBlock(article.contentHtml) }, notes, complete: true }
}

/** The first paragraph, heading or item of safe HTML that shows any text. */
function firstBlock(html: string): string | null {
  const texts = html.split(/<\/(?:p|h[1-6]|li|div|blockquote)>/u, MAX_BLOCKS).map(textOf)
  return texts.find((text) => text !== null) ?? null
}

/** A stored post with its text: rendered, safe, links absolute. The revision stays: it was made from the raw body. */
export function completePost(stored: StoredArticle): { readonly stored: StoredArticle; readonly notes: readonly Note[] } {
  const rendered = renderKept(stored.raw)
  return { stored: withText(stored, rendered), notes: rendered.notes }
}

/** The first half of completePost: needs the bytes alone, so that another thread can do it. */
export function renderKept(raw: Uint8Array): RenderedPost {
  return renderPost((readKept(raw) as RawPost).body)
}

/** The second half. */
export function withText(stored: StoredArticle, { html, summary }: RenderedPost): StoredArticle {
  return { ...stored, article: { ...stored.article, contentHtml: html, summary: stored.article.summary ?? summary }, complete: true }
}

export interface RenderedPost {
  readonly html: string // safe
  readonly summary: string | null // plain text; null where the body gives none
  readonly notes: readonly Note[]
}

export function renderPost(body: PostBody): RenderedPost {
  const { html, notes } = renderSafe(body.text, body)
  return { html, summary: summaryOf(body, html), notes }
}

function renderSafe(text: string, body: PostBody, options: FootnoteOptions = {}): { html: string; notes: Note[] } {
  const { html, notes } = renderText(text, body, options)
  return { html: body.kind === 'text' ? html : sanitizeHtml(html, body.base), notes }
}

/** Not safe yet. */
function renderText(text: string, body: PostBody, options: FootnoteOptions = {}): { html: string; notes: Note[] } {
  if (body.kind === 'text') return { html: textToHtml(text), notes: [] }
  const plain = withoutTemplates(text, body)
  const html = body.kind === 'html' ? plain.text : renderMarkdown(plain.text, flavourOf(body), { ...options, links: body.links, path: body.path })
  return { html: LINKING_FILES.has(body.dialect) ? withPostLinks(html, body.path, body.links) : html, notes: plain.notes }
}

/** Template tags out of a body, and one note that counts them. */
export function withoutTemplates(text: string, { kind, dialect, links, path, page, verbatim }: PostBody): { readonly text: string; readonly notes: Note[] } {
  if (verbatim === true) return { text, notes: [] }
  const modules = dialect === 'docusaurus' || isMdx(path)
  const { text: plain, dropped, unresolved } = dropTemplates(text, { html: kind === 'html', dialect, modules, links, path, ...(page === undefined ? {} : { page }) })
  const notes: Note[] = []
  if (dropped > 0) notes.push({ code: 'post.hint', message: `${path}: ${dropped} template tags are not run and left out` })
  if (unresolved.length > 0) notes.push({ code: 'post.hint', message: `${path}: no post is called ${[...new Set(unresolved)].join(', ')}; its link is left out` })
  return { text: plain, notes }
}

function isMdx(path: string): boolean {
  return path.toLowerCase().endsWith('.mdx')
}

function flavourOf({ dialect, path }: PostBody): MarkdownFlavour {
  return isMdx(path) && dialect !== 'docusaurus' ? 'mdx' : FLAVOURS[dialect]
}

/** Whose posts may link to the files of others. */
export const LINKING_FILES: ReadonlySet<Dialect> = new Set(['docusaurus', 'vuepress', 'obsidian', 'plain'])

const FLAVOURS: Readonly<Record<Dialect, MarkdownFlavour>> = {
  jekyll: 'kramdown',
  hugo: 'goldmark',
  hexo: 'broken',
  eleventy: 'bare',
  astro: 'linked',
  docusaurus: 'docusaurus',
  vuepress: 'vuepress',
  obsidian: 'obsidian',
  plain: 'bare',
}

const MAX_BLOCKS = 20 // looked through for one that shows anything

/** The first part of a body that shows any text: a hidden spacer at the start gives none. */
function summaryOf(body: PostBody, html: string): string | null {
  const { text, excerptTo } = body
  if (excerptTo === null) return null
  if (excerptTo >= text.length) return textOf(html)
  const definitions = linkDefinitions(text.slice(excerptTo))
  const jekyll = body.dialect === 'jekyll'
  const separator = jekyll ? '\n\n' : null
  let start = 0
  let end = excerptTo
  for (let block = 0; block < MAX_BLOCKS; block += 1) {
    // Jekyll's excerpt is a text of its own, with its notes; elsewhere they are at the end of the whole.
    const summary = textOf(renderSafe(`${text.slice(start, end)}\n\n${definitions}`, body, { footnotesUnlisted: !jekyll }).html)
    if (summary !== null || separator === null || end >= text.length) return summary
    start = end
    const next = text.indexOf(separator, end + separator.length)
    end = next === -1 ? text.length : next
  }
  return null
}

/** `[label]: address` lines that the part before them may need. */
function linkDefinitions(text: string): string {
  return (text.match(/^ {0,3}\[[^\]\n]{1,999}\]:.+$/gmu) ?? []).join('\n')
}

function textOf(html: string): string | null {
  const text = htmlToText(html).replaceAll(/\s+/gu, ' ').trim()
  return text === '' ? null : text
}
