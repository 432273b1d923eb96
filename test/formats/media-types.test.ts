import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { mediaTypeFor, mediaTypeOf } from '../../src/formats/media-types.ts'

describe('media types', () => {
  const written: readonly (readonly [type: string | null, url: string, expected: string, says: string])[] = [
    ['Audio/MPEG; charset=x', 'https://example.org/1', 'audio/mpeg', 'lose parameters and case'],
    [null, 'https://example.org/1.MP3?x=1.png', 'audio/mpeg', 'come from the extension'],
    ['mp3', 'https://example.org/1.m4a', 'audio/mp4', 'come from the extension where they are none'],
    ['image/*', 'https://example.org/1', 'image/*', 'stay half of one where nothing more is known'],
    ['image/*', 'https://example.org/1.webp', 'image/webp', 'are completed by the extension'],
    [null, 'https://example.org/', 'application/octet-stream', 'are unknown without either'],
  ]
  for (const [type, url, expected, says] of written) it(says, () => assert.equal(mediaTypeFor(type, url), expected))

  it('know a path without folders', () => assert.equal(mediaTypeOf('cover.jpg'), 'image/jpeg'))
})
