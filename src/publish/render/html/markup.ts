// What may stand in an attribute of a page of ours: addresses that cannot run code, languages that are languages.

/** An address that a reader may be sent to, else null; what else upstream calls a link is shown as text (RFC 3986 section 3.1: schemes have no case). */
export function webAddress(url: string | null): string | null {
  return url !== null && /^(?:https?:\/\/|mailto:)/iu.test(url) ? url : null
}

/** For `lang` attributes: '' where the language is unknown or its tag is none, which HTML reads as "unknown" (and not as the page's own). */
export function languageOf(language: string | null): string {
  return language !== null && /^[a-z]{2,3}(?:-[a-z\d]{1,8}){0,6}$/iu.test(language) ? language : ''
}
