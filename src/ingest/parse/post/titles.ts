// The title of a post: from a key, the first heading or the name of the file; plain text, white space folded.

/** Tags gone, white space one blank, entities as written. '' where nothing is left. */
export function plainTitle(text: string): string {
  return text
    .replaceAll(/<\/?[a-z!][^<>]*>/giu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

/** Jekyll's title from a name: `my-iPhone` is `My Iphone`. */
export function titleOfName(name: string): string {
  return name.split('-').map(capitalize).join(' ').replaceAll(/\s+/gu, ' ').trim()
}

function capitalize(word: string): string {
  const [first = '', ...rest] = word
  return first.toUpperCase() + rest.join('').toLowerCase()
}

const MARKDOWN_HEADING = /^ {0,3}#{1,6}[ \t]+(.*)$/u
const HTML_HEADING = /^\s*<h1(?:\s[^<>]*)?>([^<]{1,500})<\/h1>/iu

/** The first heading of a body, outside code; null where the first 400 lines have none. */
export function firstHeading(body: string): string | null {
  let fence: string | null = null
  let previous = ''
  for (const line of body.split('\n', 400)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/u.exec(line)?.[1]?.slice(0, 3)
    if (mark !== undefined && (fence === null || fence === mark)) fence = fence === null ? mark : null
    else if (fence === null) {
      const heading = MARKDOWN_HEADING.exec(line)?.[1] ?? HTML_HEADING.exec(line)?.[1] ?? (isUnderline(line) ? previous : undefined)
      const title = heading === undefined ? '' : unmarked(heading)
      if (title !== '') return title
      previous = line
    }
  }
  return null
}

function isUnderline(line: string): boolean {
  return /^ {0,3}(?:=+|-{2,})[ \t]*$/u.test(line)
}

/** A heading's text without the signs of Markdown: emphasis, code, links, closing hashes, attribute lists. */
function unmarked(heading: string): string {
  return plainTitle(
    heading
      .replace(/\s\{[#.:][^{}]*\}\s*$/u, '')
      .replace(/\s#+\s*$/u, '')
      .replaceAll(/!?\[([^[\]]*)\]\([^()]*\)/gu, '$1')
      .replaceAll(/[*`]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, ''),
  )
}
