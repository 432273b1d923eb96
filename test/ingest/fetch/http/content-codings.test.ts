import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { decodeBody } from '../../../../src/ingest/fetch/http/content-codings.ts'
import { Fault } from '../../../../src/ingest/fetch/http/faults.ts'

const LIMIT = 1000
const codings = fc.constantFrom('gzip', 'x-gzip', 'deflate', 'br', 'zstd', 'identity', '', 'compress', 'gzip, br', 'a,b,c,d', '__proto__')
const starts = fc.constantFrom([], [0x1f, 0x8b, 8, 0], [0x78, 0x9c], [0x28, 0xb5, 0x2f, 0xfd], [0x3c, 0x72], [0x7b, 0x22])

describe('H8, H9: any bytes with any label', () => {
  it('come out within the limit, or fail in words', () => {
    fc.assert(
      fc.property(codings, starts, fc.uint8Array({ maxLength: LIMIT - 4 }), (coding, start, rest) => {
        try {
          assert.ok(decodeBody(Uint8Array.from([...start, ...rest]), coding, LIMIT).length <= LIMIT)
        } catch (error) {
          assert.ok(error instanceof Fault && /^the document [a-z]/u.test(error.message), String(error))
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('a body just at the limit is decoded, one byte more is not', () => {
    assert.equal(decodeBody(gzipSync(Buffer.alloc(LIMIT)), 'gzip', LIMIT).length, LIMIT)
    assert.throws(() => decodeBody(gzipSync(Buffer.alloc(LIMIT + 1)), 'gzip', LIMIT), { code: 'fetch.too_large' })
  })
})
