// Links from a post to the files of others: which are asked for, and what becomes of them.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { linkedFiles, withPostLinks } from '../../../../src/formats/markdown/marks/post-links.ts'

describe('links to files', () => {
  const cases: readonly (readonly [it: string, body: string, files: readonly string[]])[] = [
    ['start from the folder of the post', '[a](b.md) [c](./d/e.mdx#f) [g](../h.md "i") [j](../../../k.md)', ['blog/b.md', 'blog/d/e.mdx', 'h.md', 'k.md']],
    ['may start from the site', '[a](/blog/b.md) [c](@site/d.md)', ['blog/b.md', 'd.md']],
    ['may be encoded, or have blanks', '[a](b%20c.md) [d](<e f.md>) [g](100%.md)', ['blog/b c.md', 'blog/e f.md', 'blog/100%.md']],
    ['may have signs that names of files have', '[a](b%20(1).md) [c](d(2)(3).md#e) [f](it\'s.md) [g](h&i.md)', ['blog/b (1).md', 'blog/d(2)(3).md', "blog/it's.md", 'blog/h&i.md']],
    ['may be defined elsewhere, or in HTML', '[a]\n\n[a]: b.md\n\n<a href="c.md">d</a>', ['blog/b.md', 'blog/c.md']],
    ['are asked for once', '[a](b.md) [a](./b.md)', ['blog/b.md']],
    ['are none to other sites or other files', '[a](https://e.example/b.md) [c](d.html) e.md', []],
  ]
  for (const [name, body, files] of cases) it(name, () => assert.deepEqual(linkedFiles(body, 'blog/x.md'), files))

  it('stay as they are where they lead to another site', () => {
    const html = '<a href="//e.example/b.md">c</a>'
    assert.equal(withPostLinks(html, 'x.md', { 'e.example/b.md': 'https://example.org/b' }), html)
  })

  it('become links to pages with other signs and other quotes too', () => {
    const links = { "blog/it's.md": 'https://example.org/it', 'blog/b&c.md': "https://example.org/b'" }
    const html = `<a href="it's.md#a">d</a> <a href='b&amp;c.md'>e</a> <a href='it"s.md'>f</a>`
    assert.equal(withPostLinks(html, 'blog/x.md', links), `<a href="https://example.org/it#a">d</a> <a href='https://example.org/b%27'>e</a> <a href='it"s.md'>f</a>`)
  })

  it('become links to pages, where there are such', () => {
    const links = { 'blog/b c.md': 'https://example.org/b' }
    const html = '<a href="b%20c.md#d" title="e">f</a> <a href="g.md">h</a> <code>href=&quot;b c.md&quot;</code>'
    assert.equal(withPostLinks(html, 'blog/x.md', links), html.replace('b%20c.md', 'https://example.org/b'))
  })
})
