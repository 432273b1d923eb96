// `{% for post in site.posts %}…{% endfor %}`: what a loop repeats says nothing without what it goes over.

const LOOP = /\{%-?\s{0,9}(for|endfor)\b(?:[^%]|%(?!\})){0,1000}%\}/gu

/** Where the loop ends whose first tag ends at `from`; -1 where it does not. */
export function loopEnd(body: string, from: number): number {
  let depth = 1
  LOOP.lastIndex = from
  for (let tag = LOOP.exec(body); tag !== null; tag = LOOP.exec(body)) {
    depth += tag[1] === 'for' ? 1 : -1
    if (depth === 0) return LOOP.lastIndex
  }
  return -1
}
