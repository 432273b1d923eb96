// Bytes to text (C1 to C4): declared, undeclared and wrongly declared.

import { bytes, type Case, conforms } from './conformance.ts'

/** A title in the bytes of an encoding, with an XML declaration that names a label, or none. */
function titled(label: string | null, title: readonly number[]): Uint8Array {
  const declaration = label === null ? '' : `<?xml version="1.0" encoding="${label}"?>`
  return bytes(`${declaration}<rss version="2.0"><channel><title>`, title, '</title></channel></rss>')
}

const declared: readonly (readonly [label: string, title: readonly number[], text: string])[] = [
  ['utf-8', [0xc3, 0xa9], 'é'],
  ['ISO-8859-1', [0x63, 0x61, 0x66, 0xe9], 'café'],
  ['iso-8859-1', [0x93, 0x78, 0x94], '“x”'],
  ['iso-8859-2', [0xb3], 'ł'],
  ['iso-8859-15', [0xa4], '€'],
  ['windows-1251', [0xcf, 0xf0, 0xe8], 'При'],
  ['windows-1252', [0x80], '€'],
  ['windows-1255', [0xf9, 0xec], 'של'],
  ['windows-1256', [0xe3], 'م'],
  ['koi8-r', [0xf0, 0xd2, 0xc9], 'При'],
  ['gb2312', [0xd6, 0xd0, 0xce, 0xc4], '中文'],
  ['GBK', [0xe9, 0x46], '镕'],
  ['gb18030', [0xd6, 0xd0], '中'],
  ['cp936', [0xd6, 0xd0], '中'],
  ['big5', [0xa4, 0xa4, 0xa4, 0xe5], '中文'],
  ['shift_jis', [0x93, 0xfa, 0x96, 0x7b], '日本'],
  ['euc-jp', [0xc6, 0xfc, 0xcb, 0xdc], '日本'],
  ['iso-2022-jp', [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42], '日'],
  ['euc-kr', [0xc7, 0xd1], '한'],
]

conforms('Declared encodings', declared.map(([label, title, text]): Case => ({ it: `reads ${label}: ${text}`, read: titled(label, title), feed: { title: text }, notes: [] })))

conforms('Encodings by HTTP and by BOM', [
  { it: 'reads the charset of HTTP', read: titled(null, [0xcf, 0xf0]), contentType: 'text/xml; charset="windows-1251"', feed: { title: 'Пр' } },
  { it: 'believes HTTP before the document', read: titled('iso-8859-1', [0xcf, 0xf0]), contentType: 'text/xml; charset=windows-1251', feed: { title: 'Пр' } },
  { it: 'believes the document where HTTP’s label cannot be right', read: titled('windows-1251', [0xcf, 0xf0]), contentType: 'text/xml; charset=utf-8', feed: { title: 'Пр' }, notes: ['encoding.guessed'] },
  { it: 'believes valid UTF-8 before a server’s default', read: titled('utf-8', [0xc3, 0xa9]), contentType: 'text/xml; charset=ISO-8859-1', feed: { title: 'é' }, notes: [] },
  { it: 'passes over a label that nobody knows', read: titled('x-made-up', [0xc3, 0xa9]), feed: { title: 'é' }, notes: [] },
  { it: 'disbelieves a label of wide characters where no byte is zero', read: titled('iso-8859-1', [0xe9]), contentType: 'text/xml; charset=utf-16', feed: { title: 'é' }, notes: [] },
  { it: 'disbelieves one in the document too', read: titled('utf-16', [0xc3, 0xa9]), feed: { title: 'é' }, notes: [] },
  { it: 'reads a BOM of UTF-8', read: bytes([0xef, 0xbb, 0xbf], '<rss><channel><title>é</title></channel></rss>'), feed: { title: 'é' } },
  { it: 'believes a BOM before every label', read: bytes([0xef, 0xbb, 0xbf], '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><title>é</title></channel></rss>'), feed: { title: 'é' } },
  ...wide(),
])

function wide(): Case[] {
  const text = '<?xml version="1.0"?><rss><channel><title>é中😀</title></channel></rss>'
  const little = (bom: boolean) => new Uint8Array(Buffer.from((bom ? '\ufeff' : '') + text, 'utf16le'))
  const big = (bom: boolean) => new Uint8Array(Buffer.from(little(bom)).swap16())
  const documents = { 'UTF-16LE with a BOM': little(true), 'UTF-16LE without': little(false), 'UTF-16BE with a BOM': big(true), 'UTF-16BE without': big(false), 'UTF-32LE': utf32(text, true), 'UTF-32BE': utf32(text, false) }
  return Object.entries(documents).map(([name, read]) => ({ it: `reads ${name}`, read, feed: { title: 'é中😀' } }))
}

function utf32(text: string, isLittleEndian: boolean): Uint8Array {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0)
  const view = new DataView(new ArrayBuffer(codes.length * 4))
  codes.forEach((code, at) => view.setUint32(at * 4, code, isLittleEndian))
  return new Uint8Array(view.buffer)
}

conforms('Encodings that nobody declared rightly', [
  { it: 'reads an 8-bit text without a label as windows-1252, and says so', read: titled(null, [0x63, 0x61, 0x66, 0xe9]), feed: { title: 'café' }, notes: ['encoding.guessed'] },
  { it: 'does so where UTF-8 is claimed', read: titled('utf-8', [0x63, 0x61, 0x66, 0xe9]), feed: { title: 'café' }, notes: ['encoding.guessed'] },
  { it: 'reads UTF-8 that claims to be windows-1251, and says so', read: titled('windows-1251', [0xd0, 0x9f, 0xd1, 0x80]), feed: { title: 'Пр' }, notes: ['encoding.guessed'] },
  { it: 'never shows a replacement without saying so', read: titled('utf-8', [0xc3, 0xa9, 0xc3, 0xa9, 0xff]), feed: { title: 'éé\ufffd' }, notes: ['encoding.replaced'] },
  { it: 'drops control characters, and says so', read: titled('utf-8', [0x61, 0x00, 0x08, 0x62]), feed: { title: 'ab' }, notes: ['text.forbidden'] },
  { it: 'keeps joined and astral characters', read: bytes('<rss><channel><title>👩‍🚀 می‌خواهم</title></channel></rss>'), feed: { title: '👩‍🚀 می‌خواهم' }, notes: [] },
])

const undeclared: readonly (readonly [encoding: string, bytes: readonly number[], text: string])[] = [
  ['windows-1251', [0xcf, 0xee, 0xe3, 0xee, 0xe4, 0xe0, 0x20, 0xed, 0xe0, 0x20, 0xe7, 0xe0, 0xe2, 0xf2, 0xf0, 0xe0], 'Погода на завтра'],
  ['koi8-r', [0xf0, 0xcf, 0xc7, 0xcf, 0xc4, 0xc1, 0x20, 0xce, 0xc1, 0x20, 0xda, 0xc1, 0xd7, 0xd4, 0xd2, 0xc1], 'Погода на завтра'],
  ['shift_jis', [0x8d, 0xa1, 0x93, 0xfa, 0x82, 0xcc, 0x93, 0x56, 0x8b, 0x43, 0x82, 0xcd, 0x90, 0xb0, 0x82, 0xea, 0x82, 0xc5, 0x82, 0xb7], '今日の天気は晴れです'],
  ['euc-jp', [0xba, 0xa3, 0xc6, 0xfc, 0xa4, 0xce, 0xc5, 0xb7, 0xb5, 0xa4, 0xa4, 0xcf, 0xc0, 0xb2, 0xa4, 0xec, 0xa4, 0xc7, 0xa4, 0xb9], '今日の天気は晴れです'],
]

conforms(
  'Encodings that nobody declared, by their letters',
  undeclared.map(([encoding, title, text]): Case => ({ it: `detects ${encoding}, and says that it is a guess`, read: titled(null, [...title, 0x20, ...title]), feed: { title: `${text} ${text}` }, notes: ['encoding.guessed'] })),
)

const byLanguage: readonly (readonly [language: string, title: readonly number[], text: string])[] = [
  ['cs', [0x8e, 0x6c, 0x75, 0x9d, 0x6f, 0x75, 0xe8, 0x6b, 0xfd], 'Žluťoučký'], // windows-1250
  ['cs-CZ', [0xae, 0x6c, 0x75, 0xbb, 0x6f, 0x75, 0xe8, 0x6b, 0xfd], 'Žluťoučký'], // ISO-8859-2
  ['pl', [0xb9, 0xea], 'ąę'],
  ['pl', [0xb1, 0xea, 0xb6], 'ąęś'],
  ['hu', [0xf5, 0xfb], 'őű'],
  ['ru', [0xcf, 0xf0, 0xe8], 'При'],
  ['uk', [0xbf, 0xe6, 0xe0], 'їжа'],
  ['el', [0xc5, 0xeb], 'Ελ'],
  ['tr', [0xfe, 0xfd], 'şı'],
  ['he', [0xf9, 0xec], 'של'],
  ['ar', [0xe3, 0xc8], 'مب'],
  ['lt', [0xeb, 0xf0], 'ėš'],
  ['th', [0xc0, 0xd2, 0xc9, 0xd2, 0xe4, 0xb7, 0xc2], 'ภาษาไทย'],
  ['vi', [0xf0, 0xfd], 'đư'],
  ['ja', [0x93, 0xfa, 0x96, 0x7b], '日本'],
  ['ja_JP', [0xc6, 0xfc, 0xcb, 0xdc], '日本'],
  ['ko', [0xc7, 0xd1], '한'],
  ['zh-CN', [0xd6, 0xd0, 0xce, 0xc4], '中文'],
  ['zh-TW', [0xa4, 0xa4, 0xa4, 0xe5], '中文'],
  ['fr', [0xe9], 'é'],
  ['x', [0xe9], 'é'],
]

conforms('Encodings that nobody declared, by the language', [
  ...byLanguage.map(([language, title, text]): Case => ({ it: `reads ${text} in ${language}, and says that it is a guess`, read: bytes(`<rss><channel><language>${language}</language><title>`, title, '</title></channel></rss>'), feed: { title: text }, notes: ['encoding.guessed'] })),
  { it: 'reads the language of xml:lang', read: bytes('<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pl"><title>', [0xb9], '</title></feed>'), feed: { title: 'ą' } },
  { it: 'reads the language of dc:language in CDATA', read: bytes('<rss><channel><dc:language><![CDATA[pl]]></dc:language><title>', [0xb9], '</title></channel></rss>'), feed: { title: 'ą' } },
  { it: 'believes letters before the language’s usual encoding', read: bytes('<rss><channel><language>ru</language><title>', [0xf0, 0xcf, 0xc7, 0xcf, 0xc4, 0xc1, 0x20, 0xce, 0xc1, 0x20, 0xda, 0xc1, 0xd7, 0xd4, 0xd2, 0xc1, 0x20, 0xf0, 0xcf, 0xc7, 0xcf, 0xc4, 0xc1], '</title></channel></rss>'), feed: { title: 'Погода на завтра Погода' } },
  { it: 'believes a declared encoding before the language', read: bytes('<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><language>pl</language><title>', [0xb9], '</title></channel></rss>'), feed: { title: '¹' }, notes: [] },
  { it: 'believes UTF-8 before the language', read: bytes('<rss><channel><language>pl</language><title>ą</title></channel></rss>'), feed: { title: 'ą' }, notes: [] },
  { it: 'takes bytes that windows-1252 leaves empty for windows-1250', read: titled(null, [0x8e, 0x6c, 0x75, 0x9d, 0x6f, 0x75, 0xe8, 0x6b, 0xfd]), feed: { title: 'Žluťoučký' }, notes: ['encoding.guessed'] },
])

const codePages: readonly (readonly [label: string, title: readonly number[], text: string])[] = [
  ['cp437', [0x80, 0x81], 'Çü'],
  ['IBM850', [0x80, 0xd5], 'Çı'],
  ['cp852', [0x9d], 'Ł'],
  ['cp855', [0xa1], 'А'],
  ['ibm866', [0x80], 'А'],
  ['mac_greek', [0xb0], 'Α'],
  ['macintosh', [0x8e], 'é'],
  ['hp-roman8', [0xc5], 'é'],
  ['iso8859_5', [0xb0], 'А'],
  ['tis_620', [0xa1], 'ก'],
]

conforms('Code pages that WHATWG leaves out', [
  ...codePages.map(([label, title, text]): Case => ({ it: `reads ${label}: ${text}`, read: titled(label, title), feed: { title: text }, notes: [] })),
  { it: 'reads EBCDIC, declaration and all', read: ebcdic('<?xml version="1.0" encoding="cp037"?><rss><channel><title>Mill</title></channel></rss>'), feed: { title: 'Mill' } },
])

/** ASCII as cp037 has it; only what the document above needs. */
function ebcdic(text: string): Uint8Array {
  const letters: readonly (readonly [from: string, first: number])[] = [['abcdefghi', 0x81], ['jklmnopqr', 0x91], ['stuvwxyz', 0xa2], ['ABCDEFGHI', 0xc1], ['JKLMNOPQR', 0xd1], ['STUVWXYZ', 0xe2], ['0123456789', 0xf0]]
  const signs: Readonly<Record<string, number>> = { ' ': 0x40, '.': 0x4b, '<': 0x4c, '/': 0x61, '>': 0x6e, '?': 0x6f, '"': 0x7f, '=': 0x7e, '-': 0x60 }
  const codeOf = (sign: string) => signs[sign] ?? letters.flatMap(([from, first]) => (from.includes(sign) ? [first + from.indexOf(sign)] : []))[0] ?? 0x6f
  return Uint8Array.from(Array.from(text, codeOf))
}
