import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'vitest'
import { renderRiver } from '../../../../src/publish/render/html.ts'
import { renderDirectory } from '../../../../src/publish/render/html/directory.ts'
import { listed, river, SITE } from '../../../support/story.ts'

const pages = [
  { name: 'a feed’s page', html: renderRiver(river()), scripts: 0 },
  { name: 'the directory', html: renderDirectory({ site: SITE, feeds: [listed('tag', 'x', 'tag/x')], opmlUrl: `${SITE.url}feeds.opml` }), scripts: 1 },
]

for (const { name, html, scripts } of pages) {
  describe(name, () => {
    it('lets in its one style by the hash of its text', () => {
      assert.deepEqual(allowed(html, 'style-src'), [hashOf(textsOf(html, 'style')[0] ?? '')])
      assert.equal(textsOf(html, 'style').length, 1)
    })

    it('lets in its scripts by their hashes, and no other', () => {
      assert.equal(textsOf(html, 'script').length, scripts)
      assert.deepEqual(allowed(html, 'script-src'), textsOf(html, 'script').map(hashOf))
    })

    it('forbids all else first of all', () => {
      const policy = policyOf(html)
      assert.ok(policy.startsWith("default-src 'none'; "), policy)
      assert.ok(!policy.includes('unsafe'), policy)
      assert.ok(html.indexOf('Content-Security-Policy') < html.indexOf('<style'))
    })

    it('has no handler and no style of an element', () => {
      const markup = html.replaceAll(/<(style|script)>[\s\S]*?<\/\1>/gu, '')
      assert.doesNotMatch(markup, /\s(?:on[a-z]+|style)=/u)
    })

    it('has one h1, one main, a way to skip to it, and a language', () => {
      assert.equal(html.match(/<h1[\s>]/gu)?.length, 1)
      assert.equal(html.match(/<main id="main">/gu)?.length, 1)
      assert.ok(html.includes('<a class="skip" href="#main">'))
      assert.ok(html.includes('<html lang="en">'))
    })

    it('names no address but the site’s', () => {
      const addresses = [...html.matchAll(/(?:href|src)="([^"#][^"]*)"/gu)].map((match) => match[1] ?? '')
      assert.ok(addresses.length > 0)
      for (const address of addresses) assert.ok(address.startsWith(SITE.url), address)
    })
  })
}

function policyOf(html: string): string {
  return /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(html)?.[1] ?? ''
}

function allowed(html: string, directive: string): string[] {
  const found = policyOf(html).split('; ').find((part) => part.startsWith(`${directive} `))
  return found === undefined ? [] : found.split(' ').slice(1)
}

function textsOf(html: string, element: string): string[] {
  return [...html.matchAll(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, 'gu'))].map((match) => match[1] ?? '')
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
