// Typographic quotes, dashes and dots for plain text, by the rules that kramdown took from SmartyPants. Pure text in, text out.

const DASHES = /-{2,3}|\.{3}|<<|>>/gu
const SIGNS: Readonly<Record<string, string>> = { '--': '–', '---': '—', '...': '…', '<<': '«', '>>': '»' }

/**
 * @param before  the character before the text, where it is a part of a larger one; '' at the start of a block
 * @param after   the one behind it; '' at the end
 */
export function smarten(text: string, before = '', after = ''): string {
  const dashed = text.replaceAll(DASHES, (sign) => SIGNS[sign] ?? sign)
  return /["']/u.test(dashed) ? turnQuotes(dashed, before, after) : dashed
}

function turnQuotes(text: string, before: string, after: string): string {
  const whole = text + after
  let turned = ''
  let previous = before
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    const isQuote = sign === '"' || sign === "'"
    const opens = isQuote && isOpening(whole, at, previous)
    turned += isQuote ? QUOTES[sign][opens ? 0 : 1] : sign
    // What follows an opening quote stands at the start of a text, as if a blank were before it.
    previous = opens ? ' ' : sign
  }
  return turned
}

const QUOTES = { '"': ['“', '”'], "'": ['‘', '’'] } as const
const STARTS = /[\s[({\\-]/u
const PUNCTUATION = /[!"#$%'()*+,\-./:;<=>?@[\\\]^_`{|}~]/u

function isOpening(text: string, at: number, previous: string): boolean {
  const next = text[at + 1] ?? ''
  const second = text[at + 2] ?? ''
  if (/^[_*]{1,2}\S/u.test(text.slice(at + 1, at + 4))) return true
  if (PUNCTUATION.test(next) && !text.startsWith('..', at + 2) && !/\w/u.test(second) && !isNestedQuote(text, at)) return false
  if (text[at] === "'" && /^\d\ds/u.test(text.slice(at + 1, at + 4))) return false
  if (previous !== '' && !STARTS.test(previous)) return false
  return next !== '' && !/\s/u.test(next)
}

/** `"'Quoted' words"`: two quotes before a word both open. */
function isNestedQuote(text: string, at: number): boolean {
  return /["']/u.test(text[at + 1] ?? '') && text[at + 1] !== text[at] && /\w/u.test(text[at + 2] ?? '')
}
