// What the store keeps of an item, as bytes: JSON; of a post its text follows on the next line as it is, for it is large and need
// not be spelled as JSON. Nothing is decided here.

import { htmlToText } from '../../formats/html.ts'
import type { StoredArticle } from '../../store/store.ts'
import type { PostBody } from '../parse/post/post.ts'
import type { RawItem } from './normalize.ts'

/** What is kept of a post: the item without its text, and the text with what it takes to render it. */
export interface RawPost extends RawItem {
  readonly body: PostBody
}

const NEWLINE = 0x0a // in JSON as we write it there is none

export function bytesOfItem(kept: object): Uint8Array {
  return Buffer.from(JSON.stringify(kept), 'utf8')
}

export function bytesOfPost({ body: { text, ...body }, ...raw }: RawPost): Uint8Array {
  return Buffer.from(`${JSON.stringify({ ...raw, body })}\n${text}`, 'utf8')
}

/** Older stores have all of a post in its JSON. */
export function readKept(bytes: Uint8Array): unknown {
  const kept = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = kept.indexOf(NEWLINE)
  if (end === -1) return JSON.parse(kept.toString('utf8'))
  const { body, ...raw } = JSON.parse(kept.toString('utf8', 0, end)) as RawPost
  return { ...raw, body: { ...body, text: kept.toString('utf8', end + 1) } }
}

/** Where words are looked for: title, summary and text; of a post whose text is not made yet, the text as it was written. */
export function textForWords({ article, raw, complete }: Pick<StoredArticle, 'article' | 'raw' | 'complete'>): string {
  const text = complete ? htmlToText(article.contentHtml) : (readKept(raw) as RawPost).body.text
  return [article.title ?? '', article.summary ?? '', text].join('\n')
}
