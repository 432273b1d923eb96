// Typographic quotes, dashes and dots for plain text, by the rules that kramdown took from SmartyPants. Pure text in, text out.

const SIGNS: Readonly<Record<string, string>> = { '--': '–', '---': '—', '...': '…', '<<': '«', '>>': '»' }
const TURNED = /["']|-{2,3}|\.{3}|<<|>>/gu

const QUOTES = { '"': ['“', '”'], "'": ['‘', '’'] } as const
const SPACE = /[ \t\n\v\f\r]/u // Ruby's: an ideographic space is a letter like others here
const OPENERS = /[[{(-]/u
const EMPHASIS = /^[_*]{1,2}\S/u
const PUNCTUATION = /^[!"#$%'()*+,\-./:;<=>?@[\\\]^_`{|}~](?!\.\.)(?![\p{L}\p{M}\p{N}\p{Pc}])/u
const PAIR_BEFORE_WORD = /^(?:"'|'")\w/u
const DECADE = /^'\d\ds/u
const END_OR_S = /^(?:[ \t\n\v\f\r]|s(?![\p{L}\p{M}\p{N}\p{Pc}])|$)/u

/**
 * @param before  the character before the text, where it is a part of a larger one; '' at the start of a block
 * @param after   the one behind it; '' at the end
 */
export function smarten(text: string, before = '', after = ''): string {
  const whole = text + after
  let turned = ''
  let done = 0
  let previous = before // '' behind what kramdown has put away already: quotes, signs, a backslash
  for (const { 0: sign, index } of text.matchAll(TURNED)) {
    if (index < done) continue
    if (index > done) previous = (text[index - 1] ?? '').replace('\\', '')
    const { taken, shown } = isQuote(sign) ? quotesAt(whole, index, previous) : { taken: sign.length, shown: SIGNS[sign] ?? sign }
    turned += text.slice(done, index) + shown
    done = index + taken
    previous = ''
  }
  return turned + text.slice(done)
}

/** How many characters become what. */
interface Turned {
  readonly taken: number
  readonly shown: string
}

type Quote = keyof typeof QUOTES

function isQuote(sign: string | undefined): sign is Quote {
  return sign === '"' || sign === "'"
}

/** The rules of kramdown, in its order; two quotes in a row before a word both open, and elsewhere the first of them stays as it is. */
function quotesAt(text: string, at: number, previous: string): Turned {
  const [quote, next] = [text[at] as Quote, text[at + 1]]
  const one = (closes: boolean): Turned => ({ taken: 1, shown: QUOTES[quote][closes ? 1 : 0] })
  if (previous !== '' && !SPACE.test(previous)) return one(!OPENERS.test(previous))
  const rest = text.slice(at, at + 5)
  if (previous === '' && EMPHASIS.test(rest.slice(1))) return one(false)
  if (previous === '' && PUNCTUATION.test(rest.slice(1))) return one(true)
  if (isQuote(next) && PAIR_BEFORE_WORD.test(rest)) return { taken: 2, shown: QUOTES[quote][0] + QUOTES[next][0] }
  if (DECADE.test(rest)) return one(true)
  if (previous === '' && isQuote(next)) return { taken: 2, shown: quote + QUOTES[next][1] }
  return one(previous === '' && END_OR_S.test(rest.slice(1)))
}
