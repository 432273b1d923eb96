// Links from one post to the file of another (`[a](./b.md#c)`), which generators make links to its page.

const BEHIND = String.raw`((?:[^\s"()<>#?:]|\([^\s"()<>#?:]{0,100}\)){1,300}\.mdx?)(?=[\s"()<>#]|$)`
const QUOTED = String.raw`"([^"<>#?:]{1,300}\.mdx?)(?=["#])|'([^'"<>#?:]{1,300}\.mdx?)(?=['#])`
const BETWEEN = String.raw`<([^<>#?:\n]{1,300}\.mdx?)(?=[#>])`
const LINKS = new RegExp(String.raw`\]\(\s{0,9}(?:${BETWEEN}|${BEHIND})|^ {0,3}\[[^\]\n]{1,200}\]:\s{1,9}(?:${BETWEEN}|${BEHIND})|\shref=(?:${QUOTED})`, 'gimu')
const HREF = /(\shref=)(?:"(?!\/\/)([^"#?:]{1,900}\.mdx?)(?=[#"])|'(?!\/\/)([^'"#?:]{1,900}\.mdx?)(?=[#']))/giu

/** The paths of the files that a body links to, links within code among them. */
export function linkedFiles(body: string, path: string): string[] {
  if (!/\.mdx?/iu.test(body)) return []
  return [...new Set([...body.matchAll(LINKS)].map(([, ...written]) => pathOfLink(written.find((href) => href !== undefined) ?? '', path)))]
}

/**
 * HTML as markdown-it writes it, with links to pages in place of those to files; others stay.
 * @param links  from path to page
 */
export function withPostLinks(html: string, path: string, links: Readonly<Record<string, string>>): string {
  return html.replaceAll(HREF, (whole: string, attribute: string, double: string | undefined, single: string | undefined) => {
    const target = pathOfLink(double ?? single ?? '', path)
    const quote = double === undefined ? "'" : '"'
    return Object.hasOwn(links, target) ? `${attribute}${quote}${links[target]?.replaceAll("'", '%27')}` : whole
  })
}

/** Below the source's folder; `@site` is how Docusaurus writes that of the site. */
function pathOfLink(href: string, path: string): string {
  return pathFrom(path, decoded(href.replaceAll('&amp;', '&')).replace(/^@site\//u, '/'))
}

/** The path that a file at `path` means by another, which may begin with that of the source's folder (`/a`) or climb (`../a`). */
export function pathFrom(path: string, written: string): string {
  const parts: string[] = written.startsWith('/') ? [] : path.split('/').slice(0, -1)
  for (const part of written.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href)
  } catch {
    return href
  }
}
