// What posts of Jekyll's keep under a name: where it is shown, and where it cannot be known.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { dropTemplates } from '../../../../src/formats/markdown/liquid.ts'

const PAGE = { site: 'https://example.org/blog', title: 'Tea', url: '/tea.html', texts: { dir: 'cups' } }
const OPTIONS = { html: false, dialect: 'jekyll', modules: false, links: {}, page: PAGE } as const

describe('a value with a name', () => {
  const cases: readonly (readonly [it: string, body: string, text: string, dropped: number])[] = [
    ['is shown where it is asked for', '{% assign dir = "/img" %}![a]({{ dir }}/a.png)', '![a](/img/a.png)', 0],
    ['may be made of others', "{% assign dir = '/img' | append: '/' | append: page.dir %}{{ dir | relative_url }}", 'https://example.org/blog/img/cups', 0],
    ['may be a number', '{% assign n=2 %}{{n}}', '2', 0],
    ['is the last one given', '{% assign a = "b" %}{% assign a = "c" %}{{ a }}', 'c', 0],
    ['is none where it is not known', '{% assign a = "b" %}{% assign a = site.data.c %}{{ a }}', '', 2],
    ['is none before it is given', '{{ a }}{% assign a = "b" %}', '', 1],
    ['is text in code', '{% assign a = "b" %}`{{ a }}`', '`{{ a }}`', 0],
    ['may be captured, and is shown where it is asked for alone', '{% capture a %}{{ site.baseurl }}/b{% endcapture %}[c]({{ a }}/)', '[c](/blog/b/)', 0],
    ['may be captured within another', '{% capture a %}b{% capture c %}d{% endcapture %}{{ c }}{% endcapture %}{{ a }}', 'bd', 0],
    ['that is captured for an include stays where it is', '{% capture a %}b{% endcapture %}{% include c.html d=a %}', 'b', 1],
    ['that is captured to be other HTML stays where it is', '{% capture a %}*b*{% endcapture %}<p>{{ a | markdownify }}</p>', '*b*<p></p>', 1],
    ['whose capture does not end is shown there', 'a {% capture b %}c {{ b }}', 'a c ', 1],
  ]
  for (const [name, body, text, dropped] of cases) {
    it(name, () => {
      const done = dropTemplates(body, OPTIONS)
      assert.deepEqual([done.text, done.dropped], [text, dropped])
    })
  }

  it('is known in a part of a body by what the whole shows', () => {
    assert.equal(dropTemplates('{% capture a %}b{% endcapture %}', { ...OPTIONS, whole: '{% capture a %}b{% endcapture %}\n\n{{ a }}' }).text, '')
  })
  it('is that of no other dialect', () => assert.equal(dropTemplates('{% assign a = "b" %}{{ a }}', { html: false, dialect: 'eleventy', modules: false, links: {} }).text, ''))

  it('that holds itself twice, again and again, is shown only so often', () => {
    const names = Array.from({ length: 40 }, (_, n) => `a${n}`)
    const twice = names.slice(1).map((name, n) => `{% capture ${name} %}{{ a${n} }}{{ a${n} }}{% endcapture %}`)
    assert.ok(dropTemplates(`{% assign a0 = "tea" %}${twice.join('')}{{ a39 }}`, OPTIONS).text.length < 3_000_000)
    assert.ok(dropTemplates(`{% assign a = "${'b'.repeat(1000)}" %}${'{{ a }}'.repeat(10_000)}`, OPTIONS).text.length <= 1_000_000)
  })
  for (const piece of ['{% for a in b %}', '{% capture a %}', '{% assign a = "b" %}', '{% endcapture %}{% endfor %}', '{{ a | append: a }}']) {
    it(`is looked for in little time: ${piece}`, { timeout: 5000 }, () => assert.ok(dropTemplates(`{{ a }}${piece.repeat(50_000)}`, OPTIONS).text.length < 3_000_000))
  }
})
