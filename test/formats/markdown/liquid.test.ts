// Template tags in posts: what is understood, what is dropped and counted, and where they are only text.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { dropTemplates } from '../../../src/formats/markdown/liquid.ts'

const OPTIONS = { html: false, dialect: 'jekyll', modules: false, links: { '2022-01-01-a': 'https://example.org/a', '2022-01-01-b c': 'https://example.org/b' } } as const

describe('template tags', () => {
  const cases: readonly (readonly [it: string, body: string, text: string, dropped: number])[] = [
    ['are dropped and counted', 'a {% include b.html %} c {{ site.title }} d', 'a  c  d', 2],
    ['keep what they enclose', '{% if a %}b{% else %}c{% endif %}', 'bc', 3],
    ["of Hugo's shortcodes", '{{< figure src="a" >}}{{% note %}}b{{% /note %}}', 'b', 3],
    ['of Nunjucks comments', 'a {# b #} c', 'a  c', 1],
    ['that are never closed are text', 'a {{ b {% c', 'a {{ b {% c', 0],
    ['with blanks trimmed', 'a {%- b -%} c', 'a  c', 1],
    ['of raw give their inside', '{% raw %}{{ a }}{% endraw %}', '{{ a }}', 0],
    ['of comments take their inside with them', 'a{% comment %}b {{ c }}{% endcomment %}d', 'ad', 1],
    ['of highlight become a code block', 'a\n\n{% highlight ruby linenos %}\nputs "{{ x }}"\n{% endhighlight %}\n\nb', 'a\n\n~~~ruby\nputs "{{ x }}"\n~~~\n\n\nb', 0],
    ['of highlight with fences within', '{% highlight md %}\n~~~~\n{% endhighlight %}', '~~~~~md\n~~~~\n~~~~~\n', 0],
    ['of highlight within a line', 'a {% highlight c %}b{% endhighlight %}', 'a \n\n~~~c\nb\n~~~\n', 0],
    ['of highlight without an end', '{% highlight c %}b', 'b', 1],
    ['of a post give its link', '[a]({% post_url 2022-01-01-a %})', '[a](https://example.org/a)', 0],
    ['of a post whose name has a blank', '[b]({%- post_url  2022-01-01-b c -%})', '[b](https://example.org/b)', 0],
    ['in inline code are text', '`{{ a }}` ``{% b ` %}``', '`{{ a }}` ``{% b ` %}``', 0],
    ['behind a lone backtick are tags', 'a ` {{ b }}\n\n`', 'a ` \n\n`', 1],
    ['in fenced code are text', '```\n{{ a }}\n```\n{{ b }}', '```\n{{ a }}\n```\n', 1],
    ['in a fence within a list are text', '- a\n  ~~~\n  {{ b }}\n  ~~~', '- a\n  ~~~\n  {{ b }}\n  ~~~', 0],
    ['behind a fence within a quote are tags', '> ```\n> {{ a }}\n> ```\n\n{{ b }}', '> ```\n> {{ a }}\n> ```\n\n', 1],
    ['in indented code are text', 'a\n\n    {{ b }}\n    {{ c }}\n\n{{ d }}', 'a\n\n    {{ b }}\n    {{ c }}\n\n', 1],
    ['behind an emoji at the start of a line', '🍵 a {% b %}\n🍵{{ c }}\n𠀀', '🍵 a \n🍵\n𠀀', 2],
    ['in the paragraphs of a list item are tags', '- a\n\n    {{ b }}', '- a\n\n    ', 1],
  ]
  for (const [name, body, text, dropped] of cases) {
    it(name, () => {
      const done = dropTemplates(body, OPTIONS)
      assert.deepEqual([done.text, done.dropped], [text, dropped])
    })
  }

  const hugo: readonly (readonly [it: string, body: string, text: string, dropped: number])[] = [
    ['are dropped and counted', 'a {{< b >}} c {{% d %}}e{{% /d %}} {{< f />}}', 'a  c e ', 4],
    ['may go on over lines, with their ends in quotes', '{{< a\n  b=">}}" c=`>}}` d="\\">}}"\n>}}e', 'e', 1],
    ['stand beside tags of every other kind', '{{ a }}b{% c %}d{{< e >}}f', 'bdf', 3],
    ['of highlight become a code block', '{{< highlight go "linenos=table" >}}\n# *a*\n{{< / highlight >}}\nb', '~~~go\n# *a*\n~~~\n\nb', 0],
    ['of highlight with a language in quotes', 'a\n\n{{<highlight "c">}}b{{</highlight>}}', 'a\n\n~~~c\nb\n~~~\n', 0],
    ['of highlight without an end', '{{< highlight go >}}a', 'a', 1],
    ['that are to be shown are shown', '{{</* a b="c" */>}} and {{%/* d */%}}', '{{< a b="c" >}} and {{% d %}}', 0],
    ['that are to be shown are shown in code too', '```\n{{</* a */>}}\n{{< b >}}\n```\n`{{%/* c */%}}`', '```\n{{< a >}}\n{{< b >}}\n```\n`{{% c %}}`', 0],
    ['that are never closed are text', 'a {{< b {{% c', 'a {{< b {{% c', 0],
    ['with a quote too many end all the same', 'a {{< b "c >}} d', 'a  d', 1],
    ['of a post give its link', '[a]({{< ref "2022-01-01-a.md#b" >}}) [c]({{% relref `#d` %}})', '[a](https://example.org/a#b) [c](#d)', 0],
  ]
  for (const [name, body, text, dropped] of hugo) {
    it(`${name}, in hugo`, () => {
      const done = dropTemplates(body, { ...OPTIONS, dialect: 'hugo' })
      assert.deepEqual([done.text, done.dropped], [text, dropped])
    })
  }
  it('of raw within code give their inside where templates are run first', () => {
    const body = 'a `{% raw %}{{ b }}{% endraw %}` ``raw``\n\n```\n{% raw %}\n{{ c }}\n{%- endraw -%}\n{% raw %}{% d %}{% endraw %}\n```\n\n    {% raw %}{{ e }}{% endraw %}\n'
    const shown = 'a `{{ b }}` ``raw``\n\n```\n{{ c }}\n{% d %}\n```\n\n    {{ e }}\n'
    for (const dialect of ['jekyll', 'eleventy'] as const) assert.equal(dropTemplates(body, { ...OPTIONS, dialect }).text, shown)
    assert.equal(dropTemplates('<pre>{% raw %}{{ a }}{% endraw %}</pre>', { ...OPTIONS, html: true }).text, '<pre>{{ a }}</pre>')
    assert.equal(dropTemplates('{% highlight html %}\n{% raw %}\n{{ a }}\n{% endraw %}\n{% endhighlight %}', OPTIONS).text, '~~~html\n{{ a }}\n~~~\n')
    assert.equal(dropTemplates(body, { ...OPTIONS, dialect: 'hexo' }).text, body)
  })
  it('of the site are addresses in jekyll, but before the link of a post', () => {
    const site = { ...OPTIONS, page: { site: 'https://example.org/blog', title: 'Tea', url: '/tea.html' } }
    const done = dropTemplates('{{ site.url }}{{ site.baseurl }}/b {{site.url}}{{ site.baseurl }}{% post_url 2022-01-01-a %} {{ "/c" | relative_url }} {{ page.date }}', site)
    assert.deepEqual([done.text, done.dropped], ['https://example.org/blog/b https://example.org/a https://example.org/blog/c ', 1])
  })
  it("of Hexo's code become a code block, in hexo", () => {
    const body = '{% code lang:c %}\n# *{{ a }}*\n{% endcode %}'
    assert.equal(dropTemplates(body, { ...OPTIONS, dialect: 'hexo' }).text, '~~~lang\n# *{{ a }}*\n~~~\n')
    assert.equal(dropTemplates(body, OPTIONS).text, '\n# **\n')
  })
  const vuepress: readonly (readonly [it: string, body: string, text: string, dropped: number])[] = [
    ['are dropped and counted', 'a {{ b }} <i>{{ c }}</i>', 'a  <i></i>', 2],
    ['between colons are text where these say so', '::: v-pre\n{{ a }}\n```\n:::\n```\n{{ b }}\n:::\n{{ c }}', '::: v-pre\n{{ a }}\n```\n:::\n```\n{{ b }}\n:::\n', 1],
    ['between colons within others are text', '> :::: v-pre\n> ::: tip\n> {{ a }}\n> :::\n> {{ b }}\n> ::::\n> {{ c }}', '> :::: v-pre\n> ::: tip\n> {{ a }}\n> :::\n> {{ b }}\n> ::::\n> ', 1],
    ['between colons that do not end are text', ':::v-pre\n{{ a }}', ':::v-pre\n{{ a }}', 0],
    ['in an element are text where it says so', '<span class="b"\n v-pre>{{ c }}</span>{{ d }} <Code v-pre>{{ e }}', '<span class="b"\n v-pre>{{ c }}</span> <Code v-pre>', 2],
    ['in code are text, whatever element it shows', '```html\n<i v-pre>\n```\n{{ a }}</i> `<i v-pre>` {{ b }}</i>', '```html\n<i v-pre>\n```\n</i> `<i v-pre>` </i>', 2],
  ]
  for (const [name, body, text, dropped] of vuepress) {
    it(`${name}, in vuepress`, () => {
      const done = dropTemplates(body, { ...OPTIONS, dialect: 'vuepress' })
      assert.deepEqual([done.text, done.dropped], [text, dropped])
    })
  }

  it('of a link are such, in hexo', () => {
    const done = dropTemplates('a {% link b https://e.example/ %}{% link %} {% c %}', { ...OPTIONS, dialect: 'hexo' })
    assert.deepEqual([done.text, done.dropped, done.unresolved], ['a <a href="https://e.example/">b</a> ', 1, []])
  })

  it('of highlight become pre, in HTML of hugo', () => {
    assert.equal(dropTemplates('{{< highlight c >}}a < b{{< /highlight >}}', { ...OPTIONS, html: true, dialect: 'hugo' }).text, '<pre><code>a &lt; b</code></pre>')
  })

  it('of a post nobody knows are named', () => assert.deepEqual(dropTemplates('[a]({% post_url b %}) {% link _posts/c.md %}', OPTIONS).unresolved, ['b', '_posts/c.md']))
  it('of a post nobody knows leave no address that would be this one, or the line below', () => {
    const done = dropTemplates('[a]({% post_url b %}#c) [d] <a href="{% link e %}">\n\n[d]: {% link f %}\n[g]: /h\n\n{% link i %}', OPTIONS)
    assert.equal(done.text, '[a](about:blank#c) [d] <a href="about:blank">\n\n[d]: about:blank\n[g]: /h\n\n')
  })

  const html: readonly (readonly [it: string, body: string, text: string])[] = [
    ['are text in pre', '<pre class="a">{{ b }}</pre>{{ c }}', '<pre class="a">{{ b }}</pre>'],
    ['are text in code', '<code>{% a %}</code>', '<code>{% a %}</code>'],
    ['of highlight become pre', '{% highlight c %}\na < b && c\n{% endhighlight %}', '<pre><code>a &lt; b &amp;&amp; c</code></pre>'],
    ['between backticks are tags', '`{{ a }}`', '``'],
  ]
  for (const [name, body, text] of html) it(`${name}, in HTML`, () => assert.equal(dropTemplates(body, { ...OPTIONS, html: true }).text, text))

  it('of MDX go with its imports and comments', () => {
    const body = 'import A from "./a"\nexport const b = 1\n\nText {/* note */} here\n\n```js\nimport c from "c"\n```\n'
    const done = dropTemplates(body, { ...OPTIONS, modules: true })
    assert.deepEqual([done.text, done.dropped], ['\nText  here\n\n```js\nimport c from "c"\n```\n', 2])
  })
})

describe('hostile bodies', () => {
  for (const sign of ['{%', '{{', '{#', '{{ }}', '{% raw %}', '{% highlight c %}', '`{{', '``` ', '\n```', '\n    ', '{% post_url a', '<pre>', '- {{', '{{<', '{{<"', '{{</*', '{{< highlight c >}}', '{{< " >}}', '::: v-pre\n', ':::\n', ':', '<a v-pre>', '<a v-pre', '<', '<a v-pr']) {
    it(`end with ${JSON.stringify(sign)} over and over`, () => {
      const body = sign.repeat(100_000 / sign.length)
      assert.equal(typeof dropTemplates(body, OPTIONS).text, 'string')
      assert.equal(typeof dropTemplates(body, { ...OPTIONS, html: true, modules: true }).text, 'string')
      assert.equal(typeof dropTemplates(`{{ a }}${body}`, { ...OPTIONS, dialect: 'hugo' }).text, 'string')
      assert.equal(typeof dropTemplates(`{{ a }}${body}`, { ...OPTIONS, dialect: 'vuepress' }).text, 'string')
    })
  }
  it('end with much code in one paragraph', () => {
    assert.equal(dropTemplates('`a` {{ b }}\n'.repeat(100_000), OPTIONS).dropped, 100_000)
  })
  it('end with many elements of as many names', () => {
    const body = Array.from({ length: 50_000 }, (_, index) => `<a${index} 🍵 v-pre>{{ b }}`).join('')
    assert.equal(dropTemplates(body, { ...OPTIONS, dialect: 'vuepress' }).dropped, 50_000)
  })
})
