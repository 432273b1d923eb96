// The address of the site a tree belongs to, for trees whose config we do not have: what its feed of everything says of itself.

import type { PublishedTree } from '../deliver/published-tree.ts'
import { READ_FORMATS, readDocument } from './read-feed.ts'

/** Ends in a slash; '' where no feed of everything can be read: then no address counts as the tree's own. */
export async function siteOf(tree: PublishedTree): Promise<string> {
  for (const format of READ_FORMATS) {
    const path = `all.${format}`
    const bytes = await tree.read(path)
    if (bytes === null || bytes === 'too large') continue
    const feed = await readDocument(format, Buffer.from(bytes).toString('utf8')).catch(() => null)
    const self = feed?.selfUrls.find((url) => url.endsWith(`/${path}`))
    if (self !== undefined) return self.slice(0, -path.length)
  }
  return ''
}
