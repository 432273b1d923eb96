// What came instead of a feed, in words. Only the beginning of it is looked at, save for the feed links of a web page.

import { findFeedLinks } from './feed-links.ts'

const HEAD = 4096 // characters

const MAGIC: readonly (readonly [what: string, bytes: readonly (number | null)[]])[] = [
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a WebP image', [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50]],
  ['a PDF file', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['a ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
  ['gzip data', [0x1f, 0x8b, 0x08]],
  ['an MP3 file', [0x49, 0x44, 0x33]],
  ['an icon', [0, 0, 1, 0]],
]

/** The kind of file that the first bytes give away; null for what may be text. */
export function describeBinary(bytes: Uint8Array): string | null {
  for (const [what, magic] of MAGIC) {
    if (magic.every((byte, index) => byte === null || bytes[index] === byte)) return what
  }
  return null
}

/** What a text is that holds no feed. */
export function describeText(text: string): string {
  const head = text.slice(0, HEAD)
  if (/<opml[\s>]/iu.test(head)) return 'this is an OPML list of feeds, not a feed'
  if (/<(?:!doctype\s+html|html|head|body)[\s>]/iu.test(head)) return describePage(text)
  const root = /<([a-z_][\w:.-]{0,60})[\s/>]/iu.exec(head)?.[1]
  if (root !== undefined) return `this is XML or HTML that begins with <${root}>, not a feed`
  return head.includes('\0') ? 'this is a binary file, not a feed' : 'this is plain text, not a feed'
}

function describePage(text: string): string {
  const { length } = findFeedLinks(text, null)
  if (length === 0) return 'this is an HTML page that offers no feed'
  return `this is an HTML page that offers ${length === 1 ? '1 feed' : `${length} feeds`}, not a feed itself`
}
