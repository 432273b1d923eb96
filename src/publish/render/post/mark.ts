// The line by which a post tells that it is ours: a comment in its front matter with the hash of all the rest. A post that somebody
// changed, or wrote, has no such line or another hash.

import { hash } from 'node:crypto'

const WORDS = '# Written by Feedmill; what is changed here is lost.'
const MARK = /^---\n# Written by Feedmill; what is changed here is lost\. ([0-9a-f]{32})\n/u

/** @param post  begins with `---` and a line feed */
export function markPost(post: string): string {
  const rest = post.slice(4)
  return `---\n${WORDS} ${digest(rest)}\n${rest}`
}

/** Whether a text is a post with all the bytes that we wrote. */
export function isMarked(text: string): boolean {
  const [line, mark] = MARK.exec(text) ?? []
  return line !== undefined && digest(text.slice(line.length)) === mark
}

function digest(text: string): string {
  return hash('sha256', text).slice(0, 32)
}
