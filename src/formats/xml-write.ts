// Elements to text: escaping, CDATA sections, start tags, as the renderers need them.
// Whatever goes in, what comes out is well-formed XML 1.0: characters that it forbids never pass.

/** Attributes in the order they are written; null leaves one out. Names are trusted: literals of ours, with their prefix. */
export type XmlAttributes = Readonly<Record<string, string | number | null>>

// oxlint-disable-next-line no-control-regex -- these are what it is for
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/u
// oxlint-disable-next-line no-control-regex -- the same
const FORBIDDEN_OR_SURROGATE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/gu

/** Text without what XML 1.0 forbids: control characters but tab, line feed and return, lone surrogates, U+FFFE, U+FFFF (section 2.2). */
export function dropForbidden(text: string): string {
  return FORBIDDEN.test(text) || !text.isWellFormed() ? text.replaceAll(FORBIDDEN_OR_SURROGATE, '') : text
}

/** Text for element content. `>` is escaped too, so that no `]]>` can arise (section 2.4). */
export function escapeXmlText(text: string): string {
  const allowed = dropForbidden(text)
  if (!/[&<>]/u.test(allowed)) return allowed
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A value for between double quotes. Tabs and line ends become references: a reader would make blanks of them (section 3.3.3). */
export function escapeXmlAttribute(text: string): string {
  const escaped = escapeXmlText(text)
  if (!/["\t\n\r]/u.test(escaped)) return escaped
  return escaped.replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;').replaceAll('\r', '&#13;')
}

/** A CDATA section; every `]]>` in the text is split between two. */
export function cdata(text: string): string {
  return `<![CDATA[${dropForbidden(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

/**
 * One element.
 * @param name     trusted: a literal of ours, with its prefix
 * @param content  XML already written (children, escaped text, CDATA); null: an empty-element tag
 */
export function element(name: string, attributes: XmlAttributes, content: string | null): string {
  const start = `<${name}${writeAttributes(attributes)}`
  return content === null ? `${start}/>` : `${start}>${content}</${name}>`
}

/** An element that holds nothing but text. */
export function textElement(name: string, text: string): string {
  return `<${name}>${escapeXmlText(text)}</${name}>`
}

function writeAttributes(attributes: XmlAttributes): string {
  let written = ''
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) written += ` ${name}="${escapeXmlAttribute(String(value))}"`
  }
  return written
}
