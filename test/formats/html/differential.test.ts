// What holds our sanitizer to the field's library: on the same documents, with the same lists, nothing passes ours that
// would not pass sanitize-html.

import assert from 'node:assert/strict'

import * as fc from 'fast-check'
import { Parser } from 'htmlparser2'
import sanitize from 'sanitize-html'
import { describe, it } from 'vitest'

import { sanitizeHtml } from '../../../src/formats/html.ts'
import { type Role, RULES } from '../../../src/formats/html/allow.ts'
import { ATTACKS } from './attacks.ts'
import { soup } from './soup.ts'

const BASE = 'https://example.org/d/'
const NOT_WRITTEN: ReadonlySet<Role> = new Set(['gone', 'ignored'])
const allowed = [...RULES.values()].filter(({ role }) => !NOT_WRITTEN.has(role))

const sameLists: sanitize.IOptions = {
  allowedTags: allowed.map(({ name }) => name),
  allowedAttributes: Object.fromEntries(allowed.map(({ name, attributes }) => [name, [...Object.keys(attributes), 'controls']])),
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesAppliedToAttributes: ['href', 'src', 'cite', 'poster'],
  allowProtocolRelative: true,
  nestingLimit: 300,
  parser: { recognizeSelfClosing: true },
}

/** What repairs add: cells and columns that were missing, a link for a player, the address of a lazy image, a way to play. */
const REPAIRS = ['colgroup', 'td', 'tr', 'p', 'a', 'a href', 'img', 'img src', 'audio controls', 'video controls', 'br']

describe('S3: beside sanitize-html with the same lists', () => {
  it('no element, attribute or scheme survives in ours alone', () => {
    fc.assert(fc.property(soup, assertNoMore), { seed: 11, numRuns: 3000, examples: attacks() })
  })
  it('it finds nothing to take away from our result', () => {
    fc.assert(fc.property(soup, assertNothingLeft), { seed: 12, numRuns: 3000, examples: attacks() })
  })
})

describe('sanitizeHtml, whatever comes in', () => {
  it('is its own result', () => {
    fc.assert(fc.property(soup, assertFinal), { seed: 13, numRuns: 3000 })
    fc.assert(fc.property(fc.string({ unit: 'binary' }), assertFinal), { seed: 14, numRuns: 1000 })
  })
  it('nests: every element is closed, in order', () => {
    fc.assert(fc.property(soup, assertNested), { seed: 15, numRuns: 3000, examples: attacks() })
  })
})

function assertNoMore(html: string): void {
  const theirs = new Set([...REPAIRS, ...inventory(sanitize(html, sameLists))])
  const more = inventory(sanitizeHtml(html, BASE)).filter((entry) => !theirs.has(entry))
  assert.deepEqual(more, [])
}

function assertNothingLeft(html: string): void {
  const ours = sanitizeHtml(html, BASE)
  assert.deepEqual(inventory(sanitize(ours, sameLists)), inventory(ours))
}

function assertFinal(html: string): void {
  const once = sanitizeHtml(html, BASE)
  assert.equal(sanitizeHtml(once, BASE), once)
}

function attacks(): Array<[string]> {
  return Object.values(ATTACKS).flatMap((group) => group.map(([attack]): [string] => [attack]))
}

/** Every element, element with attribute, and scheme of an address in a document, sorted, each once. */
function inventory(html: string): string[] {
  const found = new Set<string>()
  const parser = new Parser({
    onopentag: (name, attributes) => {
      found.add(name)
      for (const [attribute, value] of Object.entries(attributes)) {
        found.add(`${name} ${attribute}`)
        const scheme = /^(?:href|src|cite|poster)$/u.test(attribute) ? /^[a-z]+:/u.exec(value)?.[0] : undefined
        if (scheme !== undefined && scheme !== 'https:') found.add(scheme)
      }
    },
  })
  parser.end(html)
  return [...found].sort()
}

function assertNested(soup: string): void {
  const html = sanitizeHtml(soup, BASE)
  const open: string[] = []
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z0-9]+)(?: [a-z]+="[^"<>]*")*>/gu)) {
    if (slash === '/') assert.equal(open.pop(), name)
    else if (!['br', 'col', 'hr', 'img', 'source', 'wbr'].includes(name)) open.push(name)
  }
  assert.deepEqual(open, [])
  assert.doesNotMatch(html.replaceAll(/<\/?[a-z0-9]+(?: [a-z]+="[^"<>]*")*>/gu, ''), /[<>]/u)
}
