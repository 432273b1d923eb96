// Markdown to HTML, as each family of site generators reads it. What comes out is not safe yet: it must pass sanitizeHtml.
// markdown-it is loaded at the first body: most runs render none.

import { createRequire } from 'node:module'
import type createRenderer from 'markdown-it'
import type { MarkdownIt, StateCore } from 'markdown-it'
import { kramdown } from './kramdown.ts'
import { footnotes } from './footnotes.ts'

const require = createRequire(import.meta.url)

/** `kramdown`: Jekyll's; `bare`: CommonMark with tables; `linked`: bare addresses are links too; `broken`: line ends break as well. */
export type MarkdownFlavour = 'kramdown' | 'bare' | 'linked' | 'broken'

const renderers = new Map<MarkdownFlavour, MarkdownIt>()

/** Renders a whole body. Raw HTML in it is passed on. Time is linear in its length but for markdown-it's own bounds. */
export function renderMarkdown(text: string, flavour: MarkdownFlavour): string {
  const known = renderers.get(flavour)
  const renderer = known ?? makeRenderer(flavour)
  if (known === undefined) renderers.set(flavour, renderer)
  return renderer.render(text, {})
}

function makeRenderer(flavour: MarkdownFlavour): MarkdownIt {
  const create = require('markdown-it') as typeof createRenderer
  const renderer = create({ html: true, linkify: flavour === 'linked' || flavour === 'broken', breaks: flavour === 'broken' })
  renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
  renderer.validateLink = () => true // which addresses are safe is decided for all HTML alike; a link refused here would be shown as its source
  renderer.use(footnotes)
  renderer.core.ruler.after('block', 'heading_ids', dropHeadingIds)
  return flavour === 'kramdown' ? renderer.use(kramdown) : renderer
}

/** `## Title {#id}` is an address within the page, in every generator that knows it. */
function dropHeadingIds({ tokens }: StateCore): void {
  tokens.forEach((token, index) => {
    const inline = tokens[index + 1]
    if (token.type === 'heading_open' && inline !== undefined) inline.content = inline.content.replace(/\s\{#[\w:.-]{1,200}\}$/u, '')
  })
}
