import assert from 'node:assert/strict'

import { describe, it } from 'vitest'

import { type AttributeKind, RULES } from '../../../src/formats/html/allow.ts'

const written = [...RULES.values()].filter(({ role }) => role !== 'gone' && role !== 'ignored')

describe('S3: the lists of what passes', () => {
  it('hold no element that runs, loads, asks or hides', () => {
    const never =
      'applet base button canvas embed form frame frameset iframe input link math meta noscript object plaintext script select slot ' +
      'style svg template textarea title xmp'
    const names = new Set(written.map(({ name }) => name))
    for (const name of never.split(' ')) assert.ok(!names.has(name), name)
  })

  it('hold no attribute that runs, styles, names or asks', () => {
    const never = /^(?:on.*|style|class|id|name|srcset|srcdoc|formaction|action|target|ping|background|is|slot|part|xmlns|autoplay)$/u
    for (const { name, attributes } of written) {
      for (const attribute of Object.keys(attributes)) assert.doesNotMatch(attribute, never, name)
    }
  })

  it('check every address', () => {
    const urls = new Set(['href', 'src', 'cite', 'poster'])
    for (const { name, attributes } of written) {
      for (const [attribute, kind] of Object.entries<AttributeKind | undefined>(attributes)) {
        assert.equal(kind === 'url', urls.has(attribute), `${name} ${attribute}`)
      }
    }
  })

  it('hold nothing of what every object inherits', () => {
    for (const { attributes } of written) assert.equal(attributes['constructor'], undefined)
  })
})
