// Words found in texts: whole ones where a script parts words by blanks, any place in the others. Linear in the text for each word.

const WORD_SIGN = /[\p{L}\p{M}\p{N}_]/u
/** Scripts whose words are not parted by blanks, or carry endings that are no words of their own. */
const UNPARTED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u

/** No language puts so many marks on one letter; to bring longer runs in order takes time by the square of their length. */
const PILED_MARKS = /(\p{M}{8})\p{M}+/gu

/** A text made ready for hasWord: case, white space and ways to write an accent are one. */
export function foldForWords(text: string): string {
  return text.replaceAll(PILED_MARKS, '$1').normalize('NFC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()
}

/**
 * Whether a word, or several with blanks between them, stands in a text; both folded.
 * `rust` is not in `trust`, `rust-lang` has it; `数据` is in `大数据时代`.
 */
export function hasWord(text: string, word: string): boolean {
  if (word === '') return false
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (isEdge(text, at) && isEdge(text, at + word.length)) return true
  }
  return false
}

/** Whether a word may begin or end between two characters. */
function isEdge(text: string, at: number): boolean {
  return !(isPartOfWord(characterBefore(text, at)) && isPartOfWord(text.codePointAt(at)))
}

function characterBefore(text: string, at: number): number | undefined {
  if (at === 0) return undefined
  const isPair = at > 1 && text.charCodeAt(at - 1) >> 10 === 0x37 && text.charCodeAt(at - 2) >> 10 === 0x36
  return text.codePointAt(isPair ? at - 2 : at - 1)
}

function isPartOfWord(codePoint: number | undefined): boolean {
  if (codePoint === undefined) return false
  const character = String.fromCodePoint(codePoint)
  return WORD_SIGN.test(character) && !UNPARTED.test(character)
}
