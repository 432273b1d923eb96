// Markdown to HTML, as each family of site generators reads it. What comes out is not safe yet: it must pass sanitizeHtml.
// markdown-it is loaded at the first body: most runs render none.

import { createRequire } from 'node:module'
import type createRenderer from 'markdown-it'
import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import { kramdown } from './kramdown.ts'
import { type FootnoteOptions, footnotes, inlineFootnotes } from './footnotes.ts'
import { readDefinitions } from './kramdown-words.ts'
import { titledCode } from './marks/code-blocks.ts'
import { containers, tabs } from './marks/containers.ts'
import { lineOf } from './marks/lines.ts'
import { asMdx } from './marks/mdx-blocks.ts'
import { type NoteOptions, obsidian } from './marks/obsidian.ts'

const require = createRequire(import.meta.url)

/**
 * `kramdown`: Jekyll's; `bare`: CommonMark with tables; `linked`: bare addresses are links too; `broken`: line ends break as well;
 * `goldmark`: Hugo's, `linked` with definition lists and attributes of headings; `mdx`: `linked`, in which an indent makes no code;
 * `docusaurus`: `mdx` with boxes and titles of code; `vuepress`: `linked` with these; `obsidian`: `broken` with all that its notes have.
 */
export type MarkdownFlavour = 'kramdown' | 'bare' | 'linked' | 'broken' | 'goldmark' | 'mdx' | 'docusaurus' | 'vuepress' | 'obsidian'

/** What a renderer may be told beside the text. */
export type MarkdownOptions = FootnoteOptions & NoteOptions

const renderers = new Map<MarkdownFlavour, MarkdownIt>()

/** Renders a whole body. Raw HTML in it is passed on. Time is linear in its length but for markdown-it's own bounds. */
export function renderMarkdown(text: string, flavour: MarkdownFlavour, options: MarkdownOptions = {}): string {
  const known = renderers.get(flavour)
  const renderer = known ?? makeRenderer(flavour)
  if (known === undefined) renderers.set(flavour, renderer)
  return renderer.render(text, { ...options })
}

const LINKED: ReadonlySet<MarkdownFlavour> = new Set(['linked', 'broken', 'goldmark', 'mdx', 'docusaurus', 'vuepress', 'obsidian'])
/** What a flavour has of its own. */
const EXTRAS: Readonly<Partial<Record<MarkdownFlavour, readonly ((markdown: MarkdownIt) => void)[]>>> = {
  mdx: [asMdx],
  docusaurus: [asMdx, containers, titledCode, dropPathname],
  vuepress: [containers, tabs, titledCode, dropContents, inlineFootnotes],
  obsidian: [obsidian, inlineFootnotes],
}

function makeRenderer(flavour: MarkdownFlavour): MarkdownIt {
  const create = require('markdown-it') as typeof createRenderer
  const renderer = create({ html: true, linkify: LINKED.has(flavour), breaks: flavour === 'broken' || flavour === 'obsidian' })
  renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
  renderer.validateLink = () => true // which addresses are safe is decided for all HTML alike; a link refused here would be shown as its source
  renderer.use(footnotes)
  renderer.core.ruler.after('block', 'heading_ids', flavour === 'goldmark' ? dropHeadingAttributes : dropHeadingIds)
  if (flavour === 'goldmark') renderer.core.ruler.after('block', 'block_attributes', dropBlockAttributes)
  if (flavour === 'goldmark') renderer.block.ruler.before('paragraph', 'definitions', readDefinitions, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
  for (const extra of EXTRAS[flavour] ?? []) renderer.use(extra)
  return flavour === 'kramdown' ? renderer.use(kramdown) : renderer
}

/** `pathname:///a.pdf` is what Docusaurus is not to look for among its pages. */
function dropPathname(markdown: MarkdownIt): void {
  const normalizeLink = markdown.normalizeLink.bind(markdown)
  markdown.normalizeLink = (url) => normalizeLink(url.replace(/^pathname:\/\//u, ''))
}

/** A line of `[[toc]]` stands for the headings of the page. */
function dropContents(markdown: MarkdownIt): void {
  markdown.block.ruler.before('reference', 'contents', (state, startLine, _endLine, silent) => {
    if (silent || !/^\[\[toc\]\]\s*$/iu.test(lineOf(state, startLine))) return false
    state.line = startLine + 1
    return true
  })
}

/** `## Title {#id}` is an address within the page, in every generator that knows it. */
function dropHeadingIds({ tokens }: StateCore): void {
  for (const heading of headingsIn(tokens)) heading.content = heading.content.replace(/\s\{#[\w:.-]{1,200}\}$/u, '')
}

const ATTRIBUTE = String.raw`(?:[#.][^\s{}"'=,]+|[A-Za-z_][\w:.-]*=(?:"[^"]*"|[^\s{}"',]+))`
const ATTRIBUTES = new RegExp(String.raw`^\{\s*${ATTRIBUTE}(?:[\s,]+${ATTRIBUTE})*\s*\}$`, 'u')

/** `## Title {#id .note level="2"}`, the first with no blank before it too. */
function dropHeadingAttributes({ tokens }: StateCore): void {
  for (const heading of headingsIn(tokens)) {
    const at = heading.content.lastIndexOf('{')
    if (at !== -1 && ATTRIBUTES.test(heading.content.slice(at))) heading.content = heading.content.slice(0, at).trimEnd()
  }
}

/** A line of `{.note}` says how the block above it looks, where a site has its program read it: nobody means it as a text. */
function dropBlockAttributes(state: StateCore): void {
  const empty = new Set<Token>()
  for (const [index, token] of state.tokens.entries()) {
    const [open, close] = [state.tokens[index - 1], state.tokens[index + 1]]
    if (open?.type !== 'paragraph_open' || close === undefined || !token.content.includes('{')) continue
    token.content = token.content.split('\n').filter((line) => !ATTRIBUTES.test(line.trim())).join('\n')
    if (token.content === '') for (const part of [open, token, close]) empty.add(part)
  }
  if (empty.size > 0) state.tokens = state.tokens.filter((token) => !empty.has(token))
}

function headingsIn(tokens: readonly Token[]): Token[] {
  return tokens.filter((_, index) => tokens[index - 1]?.type === 'heading_open')
}
