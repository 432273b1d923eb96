// What is left of a start tag: the attributes that pass, links absolute, lazy images repaired; and whether it hides what it holds.
// Values come in as they stand between the quotes, references not yet decoded.

import { decodeHTMLAttribute } from 'entities/decode'

import { resolveUrl } from '../urls.ts'
import type { AttributeKind, ElementRule } from './allow.ts'
import { escapeAttribute, tidy } from './escape.ts'

/** Names in lower case, the first of each; null where a tag has none that matter. */
export type RawAttributes = ReadonlyMap<string, string> | null
type Present = NonNullable<RawAttributes>

/** Where lazy loaders keep an image's address, the likeliest first. */
const LAZY_URLS = ['data-src', 'data-original', 'data-lazy-src']
const LAZY_SETS = ['data-srcset', 'data-lazy-srcset', 'srcset']

/** A start tag with every attribute that passes. */
export function writeStartTag(rule: ElementRule, raw: RawAttributes, base: string | null): string {
  return raw === null ? rule.start : withAttributes(rule, checkAll(rule, raw, base))
}

/** An image's tag with the address it is really at; null for one that has none, or that is there only to count readers. */
export function writeImageTag(rule: ElementRule, raw: RawAttributes, base: string | null): string | null {
  if (raw === null || isPixel(raw)) return null
  const src = imageUrl(raw, base)
  return src === null ? null : withAttributes(rule, attribute('src', src) + checkAll(rule, raw, base, 'src'))
}

/** A link's tag; '' for one that leads nowhere. */
export function writeLinkTag(rule: ElementRule, raw: RawAttributes, base: string | null): string {
  const href = readUrl(raw, 'href', base)
  return raw === null || href === null ? '' : withAttributes(rule, attribute('href', href) + checkAll(rule, raw, base, 'href'))
}

/** Audio and video can always be played: `controls` is ours. */
export function writeMediaTag(rule: ElementRule, raw: RawAttributes, base: string | null): string {
  return withAttributes(rule, (raw === null ? '' : checkAll(rule, raw, base)) + attribute('controls', ''))
}

/** The address in an attribute, absolute; null where it is missing or unsafe. */
export function readUrl(raw: RawAttributes, name: string, base: string | null): string | null {
  const value = raw?.get(name)
  return value === undefined ? null : resolveUrl(decode(value), base)
}

/** The plain text of an attribute; '' where it is missing. */
export function readText(raw: RawAttributes, name: string): string {
  return decode(raw?.get(name) ?? '').trim()
}

/** Whether browsers show nothing of the element. `aria-hidden` does not say so: it marks what is for eyes only (formulas, icons). */
export function isHidden(raw: Present): boolean {
  if (raw.has('hidden')) return true
  const style = foldedStyle(raw)
  return style.includes('display:none') || style.includes('visibility:hidden')
}

function withAttributes(rule: ElementRule, attributes: string): string {
  return attributes === '' ? rule.start : `<${rule.name}${attributes}>`
}

function checkAll(rule: ElementRule, raw: Present, base: string | null, done = ''): string {
  let written = ''
  for (const [name, value] of raw) {
    const kind = name === done ? undefined : rule.attributes[name]
    const safe = kind === undefined ? null : checkValue(kind, decode(value), base)
    if (safe !== null) written += attribute(name, safe)
  }
  return written
}

function attribute(name: string, value: string): string {
  return ` ${name}="${escapeAttribute(value)}"`
}

function checkValue(kind: AttributeKind, value: string, base: string | null): string | null {
  switch (kind) {
    case 'url':
      return resolveUrl(value, base)
    case 'flag':
      return ''
    case 'count':
      return matching(/^\d{1,5}$/u, value)
    case 'integer':
      return matching(/^-?\d{1,9}$/u, value)
    case 'direction':
      return matching(/^(?:ltr|rtl|auto)$/iu, value)
    case 'numbering':
      return matching(/^[1aAiI]$/u, value)
    case 'scope':
      return matching(/^(?:row|col|rowgroup|colgroup)$/iu, value)
    case 'text':
    default:
      return value
  }
}

function matching(pattern: RegExp, value: string): string | null {
  const trimmed = value.trim()
  return pattern.test(trimmed) ? trimmed : null
}

function decode(value: string): string {
  return value.includes('&') ? tidy(decodeHTMLAttribute(value)) : value
}

function imageUrl(raw: Present, base: string | null): string | null {
  const src = readUrl(raw, 'src', base)
  if (src !== null && !isPlaceholder(src)) return src
  for (const name of LAZY_URLS) {
    const url = readUrl(raw, name, base)
    if (url !== null) return url
  }
  for (const name of LAZY_SETS) {
    const url = firstCandidate(decode(raw.get(name) ?? ''), base)
    if (url !== null) return url
  }
  return src
}

const STAND_IN = /^(?:.*[-_.])?(?:1x1|blank|clear|empty|gr[ae]y|lazy|loading|pixel|placeholder|spacer|transparent)[-_.\d]/iu

/** Lazy loaders show a small stand-in until a script has run; it is known by the name of its file. */
function isPlaceholder(url: string): boolean {
  const file = url.slice(url.lastIndexOf('/') + 1)
  return file.length <= 80 && STAND_IN.test(file)
}

/** The first address of a `srcset` that we can pass on (HTML standard, "parse a srcset attribute"). */
function firstCandidate(srcset: string, base: string | null): string | null {
  for (const [, url = ''] of srcset.matchAll(/[\s,]*([^\s,](?:\S*[^\s,])?)[^,]*/guy)) {
    const resolved = resolveUrl(url, base)
    if (resolved !== null) return resolved
  }
  return null
}

/** At most one pixel high and wide, as far as the document says. */
function isPixel(raw: Present): boolean {
  const style = foldedStyle(raw)
  const width = pixels(raw.get('width') ?? /(?:^|;)width:([^;]*)/u.exec(style)?.[1])
  const height = pixels(raw.get('height') ?? /(?:^|;)height:([^;]*)/u.exec(style)?.[1])
  return (width ?? height ?? 2) <= 1 && (height ?? width ?? 2) <= 1
}

function pixels(length: string | undefined): number | null {
  if (length === undefined) return null
  const digits = /^\s*(\d{1,5})(?:\.0*)?(?:px)?(?:!important)?\s*$/u.exec(length)?.[1]
  return digits === undefined ? Infinity : Number(digits)
}

function foldedStyle(raw: Present): string {
  const style = raw.get('style')
  return style === undefined ? '' : decode(style).toLowerCase().replaceAll(/\s+/gu, '')
}
