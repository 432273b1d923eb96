import assert from 'node:assert/strict'

import * as fc from 'fast-check'
import { describe, it } from 'vitest'

import { canonicalUrl, isGlobalIri, resolveBase, resolveUrl, stripTracking } from '../../src/formats/urls.ts'

const BASE = 'https://example.org/blog/post'

describe('C16: resolveUrl', () => {
  const cases: Array<{ it: string; href: string; base?: string | null; expect: string | null }> = [
    { it: 'leaves an absolute address alone', href: 'http://example.com/a?b=c#d', expect: 'http://example.com/a?b=c#d' },
    { it: 'joins a relative path', href: '../a.png', expect: 'https://example.org/a.png' },
    { it: 'joins a path from the root', href: '/a.png', expect: 'https://example.org/a.png' },
    { it: 'joins a query', href: '?page=2', expect: 'https://example.org/blog/post?page=2' },
    { it: 'joins a fragment, so that footnotes lead to the page', href: '#fn1', expect: 'https://example.org/blog/post#fn1' },
    {
      it: 'gives a protocol-relative address https',
      href: '//cdn.example.com/a',
      base: 'http://example.org/',
      expect: 'https://cdn.example.com/a',
    },
    {
      it: 'knows a protocol-relative address without a base',
      href: '//cdn.example.com/a',
      base: null,
      expect: 'https://cdn.example.com/a',
    },
    { it: 'reads backslashes as browsers do', href: '\\\\cdn.example.com\\a', base: null, expect: 'https://cdn.example.com/a' },
    { it: 'drops blanks around', href: ' \n https://example.com/ \t', expect: 'https://example.com/' },
    { it: 'drops line ends inside', href: 'https://example.com/a\n  b', expect: 'https://example.com/a%20%20b' },
    { it: 'keeps a mail address', href: 'mailto:a@example.com?subject=x', expect: 'mailto:a@example.com?subject=x' },
    { it: 'lowers scheme and host and drops the default port', href: 'HTTP://Example.COM:80/A', expect: 'http://example.com/A' },
    { it: 'writes other scripts as the URL standard does', href: '/ü?q=中', expect: 'https://example.org/%C3%BC?q=%E4%B8%AD' },
    { it: 'leaves escapes as they are', href: '/%7ea/%2f', expect: 'https://example.org/%7ea/%2f' },
    { it: 'drops user name and password', href: 'https://user:pass@example.com/', expect: 'https://example.com/' },
    { it: 'drops a user name alone', href: 'https://user@example.com/', expect: 'https://example.com/' },
    { it: 'has no answer for nothing', href: '', expect: null },
    { it: 'has no answer for blanks', href: ' \u00A0\n', expect: null },
    { it: 'has no answer for a relative address without a base', href: 'a.png', base: null, expect: null },
    { it: 'has no answer for a relative address with a relative base', href: 'a.png', base: 'blog/', expect: null },
    { it: 'needs no sound base for an absolute address', href: 'https://example.com/', base: 'blog/', expect: 'https://example.com/' },
    { it: 'has no answer for a broken host', href: 'https://[::1', expect: null },
    { it: 'has no answer for a host that is missing', href: 'https://', expect: null },
  ]
  for (const c of cases) it(c.it, () => assert.equal(resolveUrl(c.href, c.base === undefined ? BASE : c.base), c.expect))
})

describe('resolveUrl', () => {
  const scraps = fc.constantFrom('a', 'b-c', 'www.', 'example', '.', '..', '-', '--', '/', '//', '%2e', '%2E%2e', '%', '?', '#', "'", '"', ':', ':80', '@', '1', '0x7f', 'é', ' ', '\\\\', '\t', '|', '&', '=', '[', 'A', 'xn--a', '~')
  const hosts = fc.constantFrom('example.org', 'a-b.example', 'EXAMPLE.org', '127.0.0.1', '1.2.3', 'example.0x7f', 'a..example', 'xn--a.example', 'a--b.example', 'localhost', 'example.org.', '')
  const addresses = fc.tuple(fc.constantFrom('https://', 'http://', 'HTTP://', 'https:/'), hosts, fc.array(scraps, { maxLength: 9 })).map(([scheme, host, rest]) => `${scheme}${host}${rest.join('')}`)

  // With a blank before it an address is read in full, whatever it looks like.
  it('starts from no address of unbearable length: each of a document\'s relative ones would be as long', () => {
    const base = `https://example.org/${'a'.repeat(10_000)}/`
    assert.deepEqual([resolveUrl('x', base), resolveUrl(`${base}x`, null)], [null, `${base}x`])
  })

  it('starts from the path of an address whose query alone is that long, as signed ones are', () => {
    assert.equal(resolveUrl('x', `https://example.org/a/feed.xml?signature=${'a'.repeat(10_000)}`), 'https://example.org/a/x')
  })

  it('knows what the URL standard leaves as it is', () =>
    fc.assert(fc.property(addresses, (address) => assert.equal(resolveUrl(address, null), resolveUrl(` ${address}`, null))), { numRuns: 3000 }))
})

describe('S3, S5: resolveUrl refuses', () => {
  const schemes = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    'java\u0000script:alert(1)',
    '\u0001javascript:alert(1)',
    '\u00A0javascript:alert(1)',
    'java\u007Fscript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://example.org/',
    'blob:https://example.org/1',
    'feed:https://example.org/',
    'about:blank',
    'tel:+1',
  ]
  for (const scheme of schemes) it(JSON.stringify(scheme), () => assert.equal(resolveUrl(scheme, BASE), null))

  it('any other scheme, whatever the text', () => {
    const bases = fc.constantFrom(BASE, null, 'x', 'javascript:x')
    fc.assert(fc.property(fc.string({ unit: 'binary' }), bases, assertSafe), { seed: 5, numRuns: 2000 })
  })
})

describe('C16: resolveBase', () => {
  const cases = [
    { it: 'inherits where there is none', base: null, parent: 'https://example.org/a/', expect: 'https://example.org/a/' },
    { it: 'takes a blank one for none', base: ' ', parent: 'https://example.org/a/', expect: 'https://example.org/a/' },
    { it: 'joins a relative one to the one above', base: 'b/', parent: 'https://example.org/a/', expect: 'https://example.org/a/b/' },
    { it: 'lets an absolute one win', base: 'https://example.com/', parent: 'https://example.org/', expect: 'https://example.com/' },
    { it: 'keeps a relative one for the document that knows its address', base: 'b/', parent: null, expect: 'b/' },
    { it: 'joins two relative ones', base: 'c/', parent: 'b/x', expect: 'b/c/' },
    { it: 'starts again at the root', base: '/c/', parent: 'b/', expect: '/c/' },
    { it: 'has none where nobody names one', base: null, parent: null, expect: null },
  ]
  for (const c of cases) it(c.it, () => assert.equal(resolveBase(c.base, c.parent), c.expect))
})

describe('stripTracking', () => {
  const cases = [
    { it: 'drops utm_*', url: 'https://example.org/?utm_source=a&utm_medium=b', expect: 'https://example.org/' },
    { it: 'keeps all others in their order', url: 'https://example.org/?b=2&fbclid=x&a=1', expect: 'https://example.org/?b=2&a=1' },
    { it: 'keeps the fragment', url: 'https://example.org/?gclid=x#top', expect: 'https://example.org/#top' },
    { it: 'does not look into the fragment', url: 'https://example.org/#?utm_source=a', expect: 'https://example.org/#?utm_source=a' },
    { it: 'keeps parameters without a value, and doubled ones', url: 'https://example.org/?a&a=&a', expect: 'https://example.org/?a&a=&a' },
    { it: 'does not mind capitals', url: 'https://example.org/?UTM_Source=a', expect: 'https://example.org/' },
    { it: 'changes no other byte', url: 'HTTPS://Example.org?%7e=%C3&x=中', expect: 'HTTPS://Example.org?%7e=%C3&x=中' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(stripTracking(c.url), c.expect))
})

describe('canonicalUrl', () => {
  const same = [
    ['scheme', 'http://example.org/a', 'https://example.org/a'],
    ['capitals of the host', 'https://Example.ORG/a', 'https://example.org/a'],
    ['a default port', 'http://example.org:80/a', 'https://example.org/a'],
    ['a slash at the end', 'https://example.org/a/', 'https://example.org/a'],
    ['the slash of the root', 'https://example.org', 'https://example.org/'],
    ['a fragment', 'https://example.org/a#comments', 'https://example.org/a'],
    ['tracking', 'https://example.org/a?utm_campaign=x&mc_cid=1', 'https://example.org/a'],
    ['tracking among others', 'https://example.org/?p=1&utm_campaign=x', 'https://example.org/?p=1'],
    ['capitals of escapes', 'https://example.org/%e4', 'https://example.org/%E4'],
    ['an empty query', 'https://example.org/a?', 'https://example.org/a'],
    ['other scripts and their escapes', 'https://example.org/ü', 'https://example.org/%C3%BC'],
  ] as const
  for (const [it_, a, b] of same) it(`does not see ${it_}`, () => assert.equal(canonicalUrl(a), canonicalUrl(b)))

  const different = [
    ['another page', 'https://example.org/a', 'https://example.org/b'],
    ['another host', 'https://example.org/', 'https://www.example.org/'],
    ['capitals of the path', 'https://example.org/A', 'https://example.org/a'],
    ['another parameter', 'https://example.org/?p=1', 'https://example.org/?p=2'],
    ['another port', 'https://example.org:8080/', 'https://example.org/'],
    ['a route in the fragment', 'https://example.org/#!/a', 'https://example.org/#!/b'],
  ] as const
  for (const [it_, a, b] of different) it(`sees ${it_}`, () => assert.notEqual(canonicalUrl(a), canonicalUrl(b)))

  it('leaves what is no web address alone', () => assert.equal(canonicalUrl('tag:example.org,2026:1'), 'tag:example.org,2026:1'))
  it('is its own result', () => {
    const urls = fc.webUrl({ withQueryParameters: true, withFragments: true })
    fc.assert(fc.property(urls, assertFinal), { seed: 5, numRuns: 500 })
  })
})

function assertSafe(href: string, base: string | null): void {
  const url = resolveUrl(href, base)
  if (url === null) return
  assert.match(url, /^(?:https?:\/\/|mailto:)/u)
  assert.equal(resolveUrl(url, null), url)
}

function assertFinal(url: string): void {
  assert.equal(canonicalUrl(canonicalUrl(url)), canonicalUrl(url))
}

describe('isGlobalIri', () => {
  const named = [
    'https://example.org/1?x=1',
    'HTTP://example.org',
    'https://example.org/财经',
    'tag:example.org,2026:a/b',
    'tag:mia@example.org,2026-01-02:a',
    'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a',
    'URN:isbn:0451450523',
    'doi:10.1000/182',
    'info:lccn/2022',
    'at://did:plc:abc/app.post/1',
    'yt:video:abc',
  ]
  for (const text of named) it(`takes ${text}`, () => assert.ok(isGlobalIri(text)))

  const other = [
    '',
    '55',
    'article:55',
    'Re:what',
    'post-7:a',
    'http:55',
    'https://',
    'http:///a',
    'https://exa mple.org/',
    'https://example.org/"x',
    'https://[::1/',
    'tag:55',
    'tag:example.org:a',
    'urn:55',
    'urn:x:',
    'doi:',
    'javascript:alert(1)',
    'data:text/html,x',
    '/a',
  ]
  for (const text of other) it(`does not take ${JSON.stringify(text)}`, () => assert.ok(!isGlobalIri(text)))
})
