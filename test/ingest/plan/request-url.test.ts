import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { holdsCredentials, requestUrl, shownUrl } from '../../../src/ingest/plan/request-url.ts'

describe('URLs that may be asked', () => {
  const cases = [
    { text: 'http://EXAMPLE.org:80/a b#c', expect: 'http://example.org/a%20b' },
    { text: 'https://u:p@example.org/', expect: 'https://example.org/' },
    { text: 'https://bücher.example/ä', expect: 'https://xn--bcher-kva.example/%C3%A4' },
    { text: 'http://0x7f.1/', expect: 'http://127.0.0.1/' },
    { text: 'http://exa\nmple.org/', expect: 'http://example.org/' },
  ]
  for (const { text, expect } of cases) {
    it(`${JSON.stringify(text)} is ${expect}`, () => {
      const asked = requestUrl(text)
      assert.equal('url' in asked && asked.url.href, expect)
    })
  }

  const refused = ['', 'feed.xml', 'http://', 'http:// /', 'HTTP://example.org:6667/', 'ftp://example.org/', 'FILE:///x', 'about:blank', 'blob:http://a/b']
  for (const text of refused) it(`S14: ${JSON.stringify(text)} is not`, () => assert.ok('refused' in requestUrl(text)))
})

describe('S16, S23: a URL as people see it', () => {
  const cases = [
    { text: 'https://u:p@example.org/feed#x', expect: 'https://example.org/feed' },
    { text: 'https://example.org/?a=1&API_Key=x&token=y&my-secret=z', expect: 'https://example.org/?a=1&API_Key=***&token=***&my-secret=***' },
    { text: 'https://example.org/?keyword=ruby&author=ann', expect: 'https://example.org/?keyword=ruby&author=ann' },
    { text: 'https://example.org/\u001b[31m\u202e\r\n', expect: 'https://example.org/%1B[31m%E2%80%AE' },
    { text: 'http://[', expect: '(not a URL)' },
  ]
  for (const { text, expect } of cases) it(JSON.stringify(text), () => assert.equal(shownUrl(text), expect))
  it('is of bounded length', () => assert.equal(shownUrl(`https://example.org/${'x/'.repeat(9000)}`).length, 301))
  it('is cut between two parts: of half a key nobody would know that it is one', () => {
    assert.equal(shownUrl(`https://example.org/${'x'.repeat(250)}/s3cret-${'y'.repeat(50)}/feed`), `https://example.org/${'x'.repeat(250)}/…`)
  })
})

describe('S16: an address that lets somebody in', () => {
  for (const text of ['https://u@example.org/', 'https://:p@example.org/', 'https://example.org/?apikey=1', 'https://example.org/?a=1&access_TOKEN=']) {
    it(`is ${text}`, () => assert.ok(holdsCredentials(text)))
  }
  for (const text of ['https://example.org/', 'https://example.org/?keyword=ruby', 'not a URL']) it(`is not ${text}`, () => assert.ok(!holdsCredentials(text)))
})
