import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { redact, redactAll, secretsAskedWith, secretsOf } from '../../src/settings/secrets.ts'

describe('S16: a text is freed of secrets', () => {
  const cases = [
    { it: 'as they are', text: 'https://example.org/hush/feed failed', secrets: ['hush'], expect: 'https://example.org/***/feed failed' },
    { it: 'each time they come', text: 'hush, hush', secrets: ['hush'], expect: '***, ***' },
    { it: 'as a path spells them', text: 'https://example.org/a%20b@c/feed', secrets: ['a b@c'], expect: 'https://example.org/***/feed' },
    { it: 'as a query spells them', text: 'https://example.org/?q=a+b%40c', secrets: ['a b@c'], expect: 'https://example.org/?q=***' },
    { it: 'wholly percent-encoded', text: 'q=a%20b%40c', secrets: ['a b@c'], expect: 'q=***' },
    { it: 'the longer one of two', text: 'hushhush', secrets: ['hush', 'hushhush'], expect: '***' },
    { it: 'as HTML and XML spell them', text: '<a title="p&amp;q&#39;s"> p&amp;q\'s p&q&apos;s', secrets: ["p&q's"], expect: '<a title="***"> *** ***' },
    { it: 'as an address in HTML spells them', text: '<a href="/?k=p&amp;q%3d">', secrets: ['p&q%3D'], expect: '<a href="/?k=***">' },
    { it: 'decoded, where the config has them as an address must', text: 'Feed of a b/c', secrets: ['a%20b%2Fc'], expect: 'Feed of ***' },
    { it: 'percent-encoded in small letters, and with more than must be', text: 'https://example.org/?q=a%2fb%21', secrets: ['a/b!'], expect: 'https://example.org/?q=***' },
    { it: 'as templates write signs of Base64', text: 'a&#43;b/c= a+b&#x2F;c&#x3D; a&#43;b&#47;c&#61; a&#x2b;b&#x2f;c&#x3d;', secrets: ['a+b/c='], expect: '*** *** *** ***' },
    { it: 'in an address that is a part of another one', text: '?u=https%3A%2F%2Fe.example%2F%3Fk%3Da%252Bb%253D', secrets: ['a+b='], expect: '?u=https%3A%2F%2Fe.example%2F%3Fk%3D***' },
    { it: 'as JSON in a text may spell them', text: String.raw`{"k":"a\/b\"c"}`, secrets: ['a/b"c'], expect: '{"k":"***"}' },
    { it: 'even half a letter', text: 'a\ud800', secrets: ['\ud800'], expect: 'a***' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(redact(c.text, secretsOf(c.secrets)), c.expect))
})

const asked = (value: string, url: string, header = ''): boolean => secretsAskedWith([value], { urls: [url], headers: [header] }).includes(value)

describe('S16: what a source is asked with', () => {
  const cases = [
    { it: 'is what its address has', value: 'abcdefgh', url: 'https://example.org/?token=abcdefgh', expect: true },
    { it: 'is what its headers have', value: 'abcdefgh', url: 'https://example.org/', header: 'Bearer abcdefgh', expect: true },
    { it: 'is not what others have', value: 'abcdefgh', url: 'https://example.org/', expect: false },
    { it: 'is no word that may stand in any text', value: 'editor', url: 'https://editor@example.org/', expect: false },
    { it: 'is no name of a host', value: 'feeds.Example.org', url: 'https://feeds.Example.org/rss', expect: false },
    { it: 'is no site', value: 'https://example.org', url: 'https://example.org/rss', expect: false },
  ]
  for (const c of cases) it(c.it, () => assert.equal(asked(c.value, c.url, c.header), c.expect))
})

describe('S16: data are freed of secrets', () => {
  it('in every text, however deep', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}"hush"${']'.repeat(20_000)}`) as unknown
    assert.equal(JSON.stringify(redactAll(deep, ['hush'])).replaceAll(/[[\]]/gu, ''), '"***"')
    assert.deepEqual(redactAll({ a: ['hush', 1, null], __proto__: null, b: { c: 'hushed' } }, ['hush']), { a: ['***', 1, null], b: { c: '***ed' } })
  })

  it('or are the same where there are none', () => {
    const data = { a: 'hush' }
    assert.equal(redactAll(data, []), data)
  })
})
