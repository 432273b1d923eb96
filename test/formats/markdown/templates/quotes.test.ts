// Quotations between tags, with who said it below them.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { dropTemplates } from '../../../../src/formats/markdown/liquid.ts'
import { renderMarkdown } from '../../../../src/formats/markdown/markdown.ts'
import { sanitizeHtml } from '../../../../src/formats/html.ts'

function rendered(body: string, dialect: 'hexo' | 'jekyll' | 'eleventy'): string {
  const { text } = dropTemplates(body, { html: false, dialect, modules: false, links: {} })
  return sanitizeHtml(renderMarkdown(text, dialect === 'jekyll' ? 'kramdown' : 'broken'), null).replaceAll(/\n+/gu, '').trim()
}

describe('a quotation', () => {
  const cases: readonly (readonly [it: string, body: string, html: string])[] = [
    ['holds Markdown', 'a\n{% blockquote %}\n*b*\n\n- c\n{% endblockquote %}\nd', '<p>a</p><blockquote><p><em>b</em></p><ul><li>c</li></ul></blockquote><p>d</p>'],
    ['says who said it', '{% blockquote Jane Doe, Green *tea* %}\nb\n{% endblockquote %}', '<blockquote><p>b</p><footer>Jane Doe, Green *tea*</footer></blockquote>'],
    ['says where', '{% quote Jane https://e.example/a Tea & cups %}b{% endquote %}', '<blockquote><p>b</p><footer>Jane, <a href="https://e.example/a">Tea &amp; cups</a></footer></blockquote>'],
    ['may say where alone', '{% blockquote https://e.example/ %}b{% endblockquote %}', '<blockquote><p>b</p><footer><a href="https://e.example/">https://e.example/</a></footer></blockquote>'],
    ['may be in another', '{% blockquote a %}b{% blockquote %}c{% endblockquote %}{% endblockquote %}d', '<blockquote><p>b</p><blockquote><p>c</p></blockquote><footer>a</footer></blockquote><p>d</p>'],
    ['is none without an end', '{% blockquote a %}b', '<p>b</p>'],
    ['is none without a beginning', 'a{% endblockquote %}b', '<p>ab</p>'],
  ]
  for (const [name, body, html] of cases) {
    it(`${name}, in hexo`, () => assert.equal(rendered(body, 'hexo'), html))
    it(`${name}, in jekyll`, () => assert.equal(rendered(body, 'jekyll'), html))
  }
  it('is none in eleventy', () => assert.equal(rendered('{% blockquote %}b{% endblockquote %}', 'eleventy'), '<p>b</p>'))
  it('is read in little time, however many there are', { timeout: 5000 }, () => {
    for (const body of ['{% blockquote a %}', `{% blockquote ${'a '.repeat(2000)}%}`, '{% blockquote a %}b{% endblockquote %}']) assert.ok(dropTemplates(body.repeat(1_000_000 / body.length), { html: false, dialect: 'hexo', modules: false, links: {} }).text.length > -1)
  })
})
