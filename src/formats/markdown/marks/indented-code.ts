// Code that four blanks make, told line by line.

/** What the lines before were. */
export interface Indents {
  previous: 'blank' | 'code' | 'text' // the line before
  inList: boolean
}

export const NO_INDENTS: Readonly<Indents> = { previous: 'blank', inList: false }

/** Whether the next line is code: four blanks after a blank line are, but for the paragraphs of a list item. */
export function isIndentedCode(before: Indents, line: string): boolean {
  const blank = line.trim() === ''
  const code = !blank && !before.inList && before.previous !== 'text' && /^(?: {4}|\t)/u.test(line)
  if (/^\s{0,12}(?:[-*+]|\d{1,9}[.)])\s/u.test(line) && !code) before.inList = true
  else if (before.previous === 'blank' && /^\S/u.test(line)) before.inList = false
  before.previous = blank ? (before.previous === 'code' ? 'code' : 'blank') : code ? 'code' : 'text'
  return code
}
