// What a document's language says of its encoding where nothing else does: the code pages that its writers used before UTF-8.
// As browsers take a page's from the language of their user (Encoding Standard, "legacy encodings"). A hint, never a claim.

const HEAD = 2048 // bytes in which the language is looked for

const CYRILLIC = ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866']
const CENTRAL_EUROPEAN = ['windows-1250', 'iso-8859-2']
const CHINESE = ['gb18030', 'big5']

/** The likeliest first; those who share an alphabet are told apart by their letters. */
const ENCODINGS: Readonly<Record<string, readonly string[]>> = {
  ar: ['windows-1256', 'iso-8859-6'],
  be: CYRILLIC,
  bg: CYRILLIC,
  cs: CENTRAL_EUROPEAN,
  el: ['windows-1253', 'iso-8859-7'],
  et: ['windows-1257'],
  fa: ['windows-1256'],
  he: ['windows-1255'],
  hr: CENTRAL_EUROPEAN,
  hu: CENTRAL_EUROPEAN,
  ja: ['shift_jis', 'euc-jp', 'iso-2022-jp'],
  ko: ['euc-kr'],
  lt: ['windows-1257'],
  lv: ['windows-1257'],
  mk: CYRILLIC,
  pl: CENTRAL_EUROPEAN,
  ro: CENTRAL_EUROPEAN,
  ru: CYRILLIC,
  sk: CENTRAL_EUROPEAN,
  sl: CENTRAL_EUROPEAN,
  sr: CYRILLIC,
  th: ['windows-874'],
  tr: ['windows-1254'],
  uk: ['windows-1251', 'koi8-u', 'iso-8859-5', 'ibm866'],
  vi: ['windows-1258'],
  zh: CHINESE,
  'zh-hk': ['big5', 'gb18030'],
  'zh-tw': ['big5', 'gb18030'],
}

const LANGUAGE = /<(?:\w{1,20}:)?language\s*>\s*(?:<!\[CDATA\[)?\s*([a-z]{2}(?:[-_][a-z]{2})?)|\sxml:lang\s*=\s*["']([a-z]{2}(?:[-_][a-z]{2})?)/iu

/** The encodings that a document in the language it names was written in; none where it names none or one that windows-1252 serves. */
export function encodingsOfLanguage(bytes: Uint8Array): readonly string[] {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD)).toString('latin1')
  const match = LANGUAGE.exec(head)
  const tag = (match?.[1] ?? match?.[2] ?? '').toLowerCase().replace('_', '-')
  const encodings = ENCODINGS[tag] ?? ENCODINGS[tag.slice(0, 2)] ?? []
  return encodings === CENTRAL_EUROPEAN ? centralEuropean(bytes) : encodings
}

/** Microsoft put letters where ISO has control characters (ś, š, ť, ž), and Poles an ą where ISO has an š that they never write. */
function centralEuropean(bytes: Uint8Array): readonly string[] {
  for (const byte of bytes) if ((byte >= 0x80 && byte < 0xa0) || byte === 0xb9) return CENTRAL_EUROPEAN
  return CENTRAL_EUROPEAN.toReversed()
}
