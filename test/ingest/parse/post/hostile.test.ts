// Any bytes, any front matter, any name: a post is read or refused, never thrown over, and its link stays on its site.
import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { DIALECTS } from '../../../../src/ingest/parse/post/dialects.ts'
import { readPostFile } from '../../../../src/ingest/parse/post/post.ts'
import { renderPost } from '../../../../src/ingest/normalize/post-body.ts'
import type { Dialect } from '../../../../src/model/source.ts'
import { NOON, postsSource } from '../../../support/post-source.ts'

const dialects = fc.constantFrom(...(Object.keys(DIALECTS) as Dialect[]))
const keys = fc.constantFrom('title', 'date', 'slug', 'permalink', 'url', 'tags', 'tag', 'categories', 'category', 'author', 'authors', 'image', 'published', '__proto__', 'excerpt_separator')
const pieces = fc.constantFrom('"', "'", ': ', '- ', '[', ']', '{', '}', '&a ', '*a', '!!js ', '|', '\n  ', '2022-05-13', '../', '%2e', '#', '<b>', '{{', '{%', '`', '*', '你', ' ', '\u{0}', '\u{2028}')
const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')))
const fronts = fc.array(fc.tuple(keys, texts), { maxLength: 6 }).map((lines) => lines.map(([key, text]) => `${key}: ${text}\n`).join(''))
const names = fc.array(fc.oneof(texts, fc.constantFrom('..', '_posts', 'index', '2022-05-13-x')), { maxLength: 4 }).map((parts) => `${parts.join('/')}/2022-05-13-x.md`)

function read(bytes: Uint8Array, path: string, dialect: Dialect): void {
  const result = readPostFile(bytes, path, postsSource(dialect), { now: NOON, modifiedAt: NOON })
  assert.ok(result.kind !== 'invalid' || result.notes.length > 0)
  if (result.kind !== 'post') return
  const link = result.item.links[0]?.href ?? ''
  assert.equal(new URL(link).origin, 'https://example.org')
  assert.equal(new URL(link).href, link, 'a link that browsers would spell otherwise')
  assert.equal(/<script|javascript:/iu.test(renderPost(result.body).html), false)
}

describe('hostile posts', () => {
  it('of any bytes', () => fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), dialects, (bytes, dialect) => read(bytes, 'a/2022-05-13-x.md', dialect))))

  it('of any front matter, body and name', () => {
    fc.assert(
      fc.property(fronts, texts, names, dialects, (front, body, name, dialect) => read(new TextEncoder().encode(`---\ndate: 2022-05-13\n${front}---\n${body}`), name, dialect)),
      { numRuns: 2000 },
    )
  })
})
