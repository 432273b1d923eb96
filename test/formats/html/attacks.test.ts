import assert from 'node:assert/strict'

import { describe, it } from 'vitest'

import { sanitizeHtml } from '../../../src/formats/html.ts'
import { ATTACKS } from './attacks.ts'

const BASE = 'https://example.org/'

for (const [kind, attacks] of Object.entries(ATTACKS)) {
  describe(`S3, S4: attacks by ${kind}`, () => {
    for (const [attack, remains] of attacks) {
      it(JSON.stringify(attack), () => {
        assert.equal(sanitizeHtml(attack, BASE), remains)
        assert.equal(sanitizeHtml(remains, BASE), remains)
      })
    }
  })
}
