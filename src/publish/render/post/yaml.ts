// Values as YAML that every parser reads alike, old ones too: texts in double quotes on one line, lists and maps in flow style.

/** What YAML does not allow as it is, or takes for the end of a line. */
// eslint-disable-next-line no-control-regex -- these are the characters it is about
const ESCAPED = /[\u007F-\u009F\u2028\u2029\uFEFF]/gu

export type YamlValue = string | number | readonly YamlValue[] | { readonly [key: string]: YamlValue }

/**
 * JSON, which is YAML, with more escapes: never a line end in it.
 * @see YAML 1.1 section 5.7, YAML 1.2 section 5.1
 */
export function yamlValue(value: YamlValue): string {
  return JSON.stringify(value).replaceAll(ESCAPED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
