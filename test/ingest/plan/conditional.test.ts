import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { conditionalHeaders, refreshed, validatorsOf } from '../../../src/ingest/plan/conditional.ts'

const FEED_URL = 'https://example.org/feed'

describe('conditional headers', () => {
  const cases = [
    { it: 'P1: none without validators', validators: null, expect: {} },
    { it: 'P2: the ETag as it is', validators: { url: FEED_URL, etag: 'W/"ä"', lastModified: null }, expect: { 'if-none-match': 'W/"ä"' } },
    { it: 'P3: Last-Modified as it is', validators: { url: FEED_URL, etag: null, lastModified: ' 1 May ' }, expect: { 'if-modified-since': ' 1 May ' } },
    {
      it: 'both',
      validators: { url: FEED_URL, etag: '"1"', lastModified: 'then' },
      expect: { 'if-none-match': '"1"', 'if-modified-since': 'then' },
    },
    { it: 'P28: none for another URL', validators: { url: `${FEED_URL}?page=2`, etag: '"1"', lastModified: 'then' }, expect: {} },
    { it: 'S24: no line break', validators: { url: FEED_URL, etag: '"1"\r\nX: 1', lastModified: '"1"\nX: 1' }, expect: {} },
    { it: 'S24: no NUL, nothing beyond Latin-1', validators: { url: FEED_URL, etag: '"\0"', lastModified: '五月' }, expect: {} },
    { it: 'nothing of absurd length', validators: { url: FEED_URL, etag: 'x'.repeat(5000), lastModified: null }, expect: {} },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(conditionalHeaders(c.validators, FEED_URL), c.expect))
})

describe('validators to keep', () => {
  const etag = '"1"'
  it('P1: none when the answer has none', () => assert.equal(validatorsOf(FEED_URL, { date: 'today', expires: 'never' }), null))
  it('of a new body, its own only', () => assert.deepEqual(validatorsOf(FEED_URL, { etag }), { url: FEED_URL, etag, lastModified: null }))
  it('the first where a header came twice', () => assert.equal(validatorsOf(FEED_URL, { etag: ['"1"', '"2"'] })?.etag, '"1"'))

  const kept = { url: FEED_URL, etag, lastModified: 'then' }
  const cases = [
    { it: 'P6: the old ones after a silent 304', headers: {}, expect: kept },
    { it: 'P6: the new ETag of a 304', headers: { etag: '"2"' }, expect: { ...kept, etag: '"2"' } },
    { it: 'P6: the new Last-Modified of a 304', headers: { 'last-modified': 'now' }, expect: { ...kept, lastModified: 'now' } },
  ]
  for (const c of cases) it(c.it, () => assert.deepEqual(refreshed(kept, c.headers), c.expect))
})
