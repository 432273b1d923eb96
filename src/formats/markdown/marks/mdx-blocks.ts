// The blocks of MDX to markdown-it: an indent makes no code, and what is between tags is Markdown.

import type { MarkdownIt } from 'markdown-it'
import type { StateBlock, StateCore } from 'markdown-it'
import { lineOf } from './lines.ts'

const TAGS_ALONE = /^(?:<\/?[A-Za-z][^<>]*>\s*)+$/u
/** Elements that stand in no paragraph. */
const BLOCK =
  /^<\/?(?:address|article|aside|blockquote|caption|center|col|colgroup|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b/iu

export function asMdx(markdown: MarkdownIt): void {
  markdown.block.ruler.disable(['code', 'html_block'])
  markdown.block.ruler.before('paragraph', 'tags', readTags, { alt: ['paragraph', 'reference', 'blockquote'] })
  markdown.core.ruler.after('block', 'elements', unwrapElements)
}

const MEDIA = /^<\/?(?:audio|picture|source|track|video)\b/iu

/** A line of such tags alone is neither a paragraph nor part of one; others may begin one. */
function readTags(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  const line = lineOf(state, startLine)
  if (!line.startsWith('<') || !(BLOCK.test(line) || MEDIA.test(line)) || !TAGS_ALONE.test(line)) return false
  if (silent) return true
  state.push('html_block', '', 0).content = `${line}\n`
  state.line = startLine + 1
  return true
}

function unwrapElements({ tokens }: StateCore): void {
  for (const [index, token] of tokens.entries()) {
    const [open, close] = [tokens[index - 1], tokens[index + 1]]
    if (token.type !== 'inline' || open?.type !== 'paragraph_open' || close === undefined || !BLOCK.test(token.content)) continue
    open.hidden = true
    close.hidden = true
  }
}
