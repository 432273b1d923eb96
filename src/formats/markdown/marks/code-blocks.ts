// What the fences of Docusaurus and VuePress say beside the language: a title is shown above the code, comments that mark its lines are not.

import type { MarkdownIt } from 'markdown-it'
import type { Token } from 'markdown-it'

const TITLE = /\btitle=(?:"([^"]*)"|'([^']*)')/u
const MARKING = /^[ \t]*(?:\/\/|\/\*|#|<!--|\{\/\*|--|%|REM)[ \t]*highlight-(?:next-line|start|end)[ \t]*(?:\*\/\}?|-->)?[ \t]*(?:\n|$)/gmu

export function titledCode(markdown: MarkdownIt): void {
  const fence = markdown.renderer.rules['fence']
  if (fence === undefined) return
  markdown.renderer.rules['fence'] = (tokens: Token[], index, ...rest) => {
    const token = tokens[index]
    if (token === undefined) return ''
    const [, double, single] = TITLE.exec(token.info) ?? []
    const title = double ?? single ?? ''
    token.content = token.content.replaceAll(MARKING, '')
    return (title === '' ? '' : `<p>${markdown.utils.escapeHtml(title)}</p>\n`) + fence(tokens, index, ...rest)
  }
}
