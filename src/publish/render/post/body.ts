// Safe HTML as the body of a Markdown post that Jekyll passes on as it is: no Liquid in it, no Markdown, no end of the block.

/** What Liquid and kramdown would take for theirs: `{{`, `{%`, `{:`. */
const BRACE = /\{(?=[{%:])/gu
const PREFORMATTED_OR_BLANK_LINES = /<pre[\s>][\s\S]*?<\/pre>|\n\s*\n/gu

/**
 * One block of HTML. Braces become character references, which works in every version of Jekyll: `render_with_liquid: false` is
 * unknown before 4.0, and `{% raw %}` would be shown by those that obey it. Without blank lines the block ends at its end tag only,
 * and `markdown="0"` keeps kramdown out where a site asks it to look into HTML.
 *
 * @param html  safe, so that braces stand in text and in attributes alone
 */
export function postBody(html: string): string {
  return html === '' ? '' : `<div markdown="0">\n${withoutBlankLines(html.trim()).replaceAll(BRACE, '&#123;')}\n</div>\n`
}

function withoutBlankLines(html: string): string {
  return html.replaceAll(PREFORMATTED_OR_BLANK_LINES, (found) => (found.startsWith('<') ? found.replaceAll(/\n(?=[ \t]*\n)/gu, '&#10;') : '\n'))
}
