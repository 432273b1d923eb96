// What Hexo's tag for a link becomes, and Jekyll's expressions of addresses; which posts the tags of a body ask for.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { hexoLink, hugoReference, jekyllValue, referencesOf } from '../../../../src/formats/markdown/marks/link-tags.ts'

describe("Hexo's link", () => {
  const cases: readonly (readonly [it: string, given: string, html: string])[] = [
    ['has words and an address', 'Green tea https://e.example/?a=1&b', '<a href="https://e.example/?a=1&amp;b">Green tea</a>'],
    ['may open a window, which a feed has none of', 'Tea https://e.example/ true', '<a href="https://e.example/">Tea</a>'],
    ['may have a title', 'Tea https://e.example/ false "A <b> title"', '<a href="https://e.example/" title="A &lt;b&gt; title">Tea</a>'],
    ['shows words in quotes, none of them Markdown', `"*Tea* 'n' cups" mailto:a@e.example`, '<a href="mailto:a@e.example">&#42;Tea&#42; &#39;n&#39; cups</a>'],
    ['may lead to a page of the site', 'Tea /tea/', '<a href="/tea/">Tea</a>'],
    ['may leave out what an address begins with', 'Tea www.e.example', '<a href="http://www.e.example">Tea</a>'],
    ['without words shows its title or its address', 'https://e.example/ Tea', '<a href="https://e.example/" title="Tea">Tea</a>'],
    ['without an address is its words', 'Tea & cups', 'Tea &#38; cups'],
    ['may have commas, as some themes have it', 'Green tea, https://e.example/, /a.png', '<a href="https://e.example/" title="/a.png">Green tea</a>'],
    ['cannot be another element', 'a https://e.example/"><script>', '<a href="https://e.example/&quot;&gt;&lt;script&gt;">a</a>'],
  ]
  for (const [name, given, html] of cases) it(name, () => assert.equal(hexoLink(given), html))
})

describe("Jekyll's addresses", () => {
  const PAGE = { site: 'https://example.org/blog', url: '/tea.html' }
  const cases: readonly (readonly [it: string, expression: string, address: string | null])[] = [
    ['the path of the site', 'site.baseurl', '/blog'],
    ['its host', 'site.url', 'https://example.org'],
    ['a path below it', '"/tea.png" | relative_url', 'https://example.org/blog/tea.png'],
    ['a path without a slash', "'a/tea.png'|absolute_url", 'https://example.org/blog/a/tea.png'],
    ['the address of another site', '"https://e.example/" | absolute_url', 'https://e.example/'],
    ['addresses put together', '"/tea" | prepend: site.baseurl | prepend: site.url | append: ".html"', 'https://example.org/blog/tea.html'],
    ['a text alone, as a post shows braces', "'{{'", '{{'],
    ['the path of the post', 'page.url', '/tea.html'],
    ['its address', 'page.url | absolute_url', 'https://example.org/blog/tea.html'],
    ['what else a page knows of itself is none', 'page.title', null],
    ['what any object knows is none', 'page.toString', null],
    ['other filters make none', '"/tea" | relative_url | upcase', null],
    ['nothing is none', '', null],
  ]
  for (const [name, expression, address] of cases) it(name, () => assert.equal(jekyllValue(expression, PAGE), address))
})

describe("Hugo's ref", () => {
  const cases: readonly (readonly [it: string, inside: string, names: readonly string[], fragment?: string, path?: string])[] = [
    ['names a post beside this one, or any', ' ref "tea.md" ', ['content/blog/tea', 'tea']],
    ['names one by its path', ' relref "/herbs/tea.md" ', ['/herbs/tea']],
    ['climbs', ' ref "../herbs/tea" ', ['content/herbs/tea', '../herbs/tea']],
    ['names a part of a post', ' ref "/tea.md#cup" ', ['/tea'], '#cup'],
    ['names a part of its own', ' ref "#cup" ', [], '#cup'],
    ['may be without quotes, or in others', 'ref /tea', ['/tea']],
    ['may be in backticks', 'ref `/green tea/`', ['/green tea']],
    ['may name what it is given', ' ref lang="de" path="/tea" ', ['/tea.de', '/tea']],
    ['asks in the language of its post first', ' ref "/tea" ', ['/tea.zh-cn', '/tea'], '', 'content/cup.zh-cn.md'],
  ]
  for (const [name, inside, names, fragment = '', path = 'content/blog/cup.md'] of cases) {
    it(name, () => {
      const found = hugoReference(inside, path)
      assert.deepEqual([found?.names, found?.fragment], [names, fragment])
    })
  }
  it('is no other shortcode', () => assert.equal(hugoReference(' reference "tea" ', 'content/cup.md'), null))
})

describe('the posts that a body asks for', () => {
  it('are those of its tags', () => assert.deepEqual(referencesOf('{% post_url a %} {%- link b/c.md -%} {% include d %} {% post_url 2022-01-01-e f-g%}', 'jekyll', 'x.md'), ['a', 'b/c.md', '2022-01-01-e f-g']))
  it('are none in hexo, whose link is another', () => assert.deepEqual(referencesOf('{% link a https://e.example/ %}', 'hexo', 'x.md'), []))
  it('are those of its shortcodes in hugo', () => assert.deepEqual(referencesOf('{{< ref "/a" >}} {{%relref "/b.md#c"%}} {{< refs "d" >}} {% link e %}', 'hugo', 'x.md'), ['/a', '/b']))
})
