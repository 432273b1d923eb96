// The addresses that a published page or subscription list names, as a browser or a feed reader would find them. Pure.

import { Parser } from 'htmlparser2'

export interface PageLink {
  readonly url: string // as written
  readonly rel: string // '' where it has none
}

/** Links of a page of ours but for those inside a story's text (`class="body"`): what upstream wrote may lead anywhere. */
export function linksOfPage(html: string): PageLink[] {
  const links: PageLink[] = []
  let depth = 0
  let textBegan = Infinity // depth of the element that holds a story's text
  const parser = new Parser({
    onopentag: (name, { href, rel = '', class: classes = '' }) => {
      depth += 1
      if (textBegan === Infinity && classes.split(' ').includes('body')) textBegan = depth
      if (textBegan === Infinity && href !== undefined && (name === 'a' || name === 'link')) links.push({ url: href, rel })
    },
    onclosetag: () => {
      if (depth === textBegan) textBegan = Infinity
      depth -= 1
    },
  })
  parser.end(html)
  return links
}

/** The feeds that an OPML document lists, in its order; pages, where there are no feeds. @throws Error for what is no OPML */
export function feedsOfOpml(xml: string): string[] {
  const urls: string[] = []
  let root = ''
  const parser = new Parser(
    {
      onopentag: (name, { xmlUrl, url = xmlUrl }) => {
        root ||= name
        if (name === 'outline' && url !== undefined) urls.push(url)
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  if (root !== 'opml') throw new Error('is no OPML')
  return urls
}
