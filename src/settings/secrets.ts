// Secrets of the config, the values of its ${NAME}s: every spelling in which somebody may repeat one, and texts, errors and data freed of them.

import { FeedmillError } from '../model/errors.ts'

/** What `redact` looks for: each value as it is, and as URLs, forms, HTML and JSON spell it, the longest first. */
export function secretsOf(values: Iterable<string>): readonly string[] {
  return [...new Set([...values].flatMap(meantBy).flatMap(spellingsOf))].sort((a, b) => b.length - a.length)
}

/** A value that stands in an address is percent-encoded already, perhaps as forms do it. */
function meantBy(value: string): string[] {
  return [value, ...[value, value.replaceAll('+', ' ')].flatMap(decoded)]
}

function decoded(text: string): string[] {
  try {
    return [decodeURIComponent(text)]
  } catch {
    return []
  }
}

function spellingsOf(secret: string): string[] {
  const inUrl = new URL('https://x/')
  inUrl.username = secret
  inUrl.pathname = secret
  inUrl.search = secret
  inUrl.hash = secret
  const plain = secret.toWellFormed()
  const strict = encodeURIComponent(plain).replaceAll(/[!'()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  const form = new URLSearchParams({ '': secret }).toString().slice(1)
  const encoded = [encodeURI(plain), inUrl.username, inUrl.pathname.slice(1), inUrl.search.slice(1), inUrl.hash.slice(1), form, encodeURIComponent(plain), strict, strict.replaceAll('%20', '+')]
  const inCase = [...encoded, ...encoded.map((spelling) => spelling.replaceAll(/%[\dA-F]{2}/gu, (code) => code.toLowerCase()))]
  const inJson = JSON.stringify(secret).slice(1, -1)
  // An address may be a part of another one, and is encoded once more there.
  return [...[secret, ...inCase, ...inCase.map(encodeURIComponent)].flatMap(inMarkup), inJson, inJson.replaceAll('/', String.raw`\/`)].filter((spelling) => spelling !== '')
}

/** How HTML and XML write them; the ampersand is first, as all others bring one. */
const MARKS: readonly (readonly [sign: string, spellings: readonly string[]])[] = [
  ['&', ['&', '&amp;', '&#038;']],
  ['<', ['<', '&lt;']],
  ['>', ['>', '&gt;']],
  ['"', ['"', '&quot;', '&#34;']],
  ["'", ["'", '&apos;', '&#39;', '&#039;', '&#x27;']],
]

/** Signs of Base64, which some templates escape too: Go's, Mustache's and such as write every sign by its number. */
const NUMBERED: readonly (readonly [signs: RegExp, spell: (sign: string) => string])[] = [
  [/\+/gu, (sign) => `&#${sign.charCodeAt(0)};`],
  [/[/=`]/gu, (sign) => `&#x${sign.charCodeAt(0).toString(16).toUpperCase()};`],
  [/[+/=`]/gu, (sign) => `&#${sign.charCodeAt(0)};`],
  [/[+/=`]/gu, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`],
  [/[+/=`]/gu, (sign) => `&#x${sign.charCodeAt(0).toString(16).toUpperCase()};`],
]

function inMarkup(text: string): string[] {
  const marked = MARKS.reduce((texts, [sign, spellings]) => (text.includes(sign) ? spellings.flatMap((spelling) => texts.map((one) => one.replaceAll(sign, spelling))) : texts), [text])
  return [...marked, ...NUMBERED.flatMap(([signs, spell]) => (text.search(signs) === -1 ? [] : marked.map((one) => one.replaceAll(signs, spell))))]
}

const SHORTEST_TOLD = 8 // characters: shorter values stand in texts that tell nothing

/** How a source is asked, as the config has it. */
export interface Asking {
  readonly urls: readonly string[]
  readonly headers: readonly string[] // their values
}

/** Whether a source is asked with a value that its documents would tell. What stands in the name of a host they do not: it is in each link to there. */
export function isAskedWith(value: string, { urls, headers }: Asking): boolean {
  if (value.length < SHORTEST_TOLD || urls.some((url) => `${URL.parse(url)?.origin}/`.includes(value.toLowerCase()))) return false
  return [...urls, ...headers].some((text) => text.includes(value))
}

/** What the documents of a source may repeat: those of the values that it is asked with, in every spelling. */
export function secretsAskedWith(values: Iterable<string>, asking: Asking): readonly string[] {
  return secretsOf([...values].filter((value) => isAskedWith(value, asking))).filter(({ length }) => length >= SHORTEST_TOLD)
}

/** An error that may be shown: without the secrets of the config. */
export function redactError(error: unknown, secrets: readonly string[]): unknown {
  if (!(error instanceof FeedmillError) || redact(error.message, secrets) === error.message) return error
  return new FeedmillError(error.code, redact(error.at, secrets), redact(error.reason, secrets))
}

/** A text without the secrets of the config, for everything that people or programs get to see. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((safe, secret) => safe.replaceAll(secret, '***'), text)
}

/** An address with a token of the config in it is for us alone. */
export function withoutSecret(url: string | null, secrets: readonly string[]): string | null {
  return url === null || secrets.some((secret) => url.includes(secret)) ? null : url
}

/** As `redact`, for every text of plain data, which may be nested as deep as JSON is. */
export function redactAll<T>(data: T, secrets: readonly string[]): T {
  if (secrets.length === 0) return data
  const safe = { data: JSON.parse(JSON.stringify(data)) as T }
  const open: object[] = [safe]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const [key, value] of Object.entries(node) as [string, unknown][]) {
      if (typeof value === 'string') Object.assign(node, { [key]: redact(value, secrets) })
      else if (typeof value === 'object' && value !== null) open.push(value)
    }
  }
  return safe.data
}
