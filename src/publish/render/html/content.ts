// Safe content made to sit well inside a page of ours. It only adds unquoted attributes and changes digits in tag names,
// so that a tag quoted inside an attribute's text stays text whatever happens to it here.

const ALT = /\salt="([^"]*)"(?=[\s/>])/u

/** Of a link to somewhere on the web: its tag, the host, and what is in it where that is tags alone. */
const WORDLESS_LINK = /<a(?=\s)([^<>]*\shref="https?:\/\/([a-z\d.-]+)[^<>]*>)((?:\s|<(?!\/?a[\s>])[^<>]*>)*)(?=<\/a>)/gu

/**
 * Headings below the story's own `h3` and without gaps, no second `main` on the page, images loaded when seen, none of them and no link
 * without a name, wide blocks reachable by keyboard.
 * @param html  safe HTML; comes back as safe
 */
export function embedContent(html: string): string {
  return lowerHeadings(html)
    .replaceAll(/<(\/?)(?:main|nav|aside|search)(?=[\s>])/gu, '<$1div')
    .replaceAll(WORDLESS_LINK, nameLink)
    .replaceAll(/<img(?=[\s>/])[^<>]*/gu, (tag) => tag.replace('<img', `<img${ALT.test(`${tag}>`) ? '' : ' alt'} loading=lazy decoding=async`))
    .replaceAll(/<(pre|table)(?=[\s>])/gu, '<$1 tabindex=0')
}

/** A picture that says nothing of itself is passed over by who hears the page; a link of such pictures is called by the host that it leads to. */
function nameLink(link: string, rest: string, host: string, inside: string): string {
  const isNamed = inside.split('<').some((tag) => (ALT.exec(`<${tag}`)?.[1] ?? '').trim() !== '')
  return isNamed ? link : `<a aria-label=${host}${rest}${inside}`
}

/** h1 > h4 > h2 becomes h4 > h5 > h5: each heading one below the one it stands under, at most h6. */
function lowerHeadings(html: string): string {
  const open: number[] = []
  return html.replaceAll(/<(\/?)h([1-6])(?=[\s>])/gu, (_tag, slash: string, digit: string) => {
    const level = Number(digit)
    if (slash === '') {
      while ((open.at(-1) ?? 0) >= level) open.pop()
      open.push(level)
    }
    return `<${slash}h${Math.min(6, 3 + Math.max(1, open.length))}`
  })
}
