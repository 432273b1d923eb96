// MDX as its readers see it, although none of it is run; and time on hostile texts.
import assert from 'node:assert/strict'
import { describe, it } from 'vitest'
import { dropTemplates } from '../../../../src/formats/markdown/liquid.ts'
import { renderMarkdown } from '../../../../src/formats/markdown/markdown.ts'

const OPTIONS = { html: false, dialect: 'docusaurus', modules: true, links: {} } as const

function shown(body: string): { html: string; dropped: number } {
  const { text, dropped } = dropTemplates(body, OPTIONS)
  return { html: renderMarkdown(text, 'mdx').replaceAll(/\n+/gu, '\n').trim(), dropped }
}

describe('MDX', () => {
  const cases: readonly (readonly [it: string, body: string, html: string, dropped: number])[] = [
    ['modules go, over several lines too', 'import {\n  A,\n} from "a"\nimport b from "b"\n\nexport const c = {\n  d: "}",\n\n  e: [1],\n}\n\nf', '<p>f</p>', 3],
    ['components that are defined go', "export const A = () => (\n  <p>it's</p>\n)\n\nb", '<p>b</p>', 1],
    ['words that begin like modules stay', 'import of tea\n\nexport of tea rises\n\nimportant', '<p>import of tea</p>\n<p>export of tea rises</p>\n<p>important</p>', 0],
    ['sentences that begin with more of a module stay', 'export const is a word.\n\nexport default is often\nused.\n\nexport type of data\n\nimport taxes, "duties"\n\nexport function names', '<p>export const is a word.</p>\n<p>export default is often\nused.</p>\n<p>export type of data</p>\n<p>import taxes, "duties"</p>\n<p>export function names</p>'.replaceAll('"', '&quot;'), 0],
    ['modules of other kinds go', "import type { A } from 'a'\nimport b, { c } from 'b'\nexport default function D() {}\n\nexport default ({ children }) => <b>{children}</b>\n\nexport default E\n\nexport async function f() {}\n\nexport type G = 1\n\nexport interface H extends I {\n}\n\nexport class J extends K {}\n\nl", '<p>l</p>', 9],
    ['comments in modules may hold anything', "export const a = 1 // see (don't\nexport const b = 'https://e.example/' // {\n\nc\n\n)\n\nimport d from 'e' // f\n\n'g'", "<p>c</p>\n<p>)</p>\n<p>'g'</p>", 2],
    ['modules that do not end are text', 'export const a = `b\n\nc\n\nimport "d" is\n\n"e"', '<p>export const a = `b</p>\n<p>c</p>\n<p>import &quot;d&quot; is</p>\n<p>&quot;e&quot;</p>', 0],
    ['modules in code stay', '```js\nimport a from "a"\n```', '<pre><code class="language-js">import a from &quot;a&quot;\n</code></pre>', 0],
    ['expressions go', 'a {b} c {[1].map((x) => <b key={x}>{x}</b>)} {/* d */}e', '<p>a  c  e</p>', 2],
    ['texts in braces are shown', `a{' '}b {"{"} {'<'} {\`c\`} {5}`, '<p>a b { &lt; c 5</p>', 0],
    ['texts in braces are no Markdown', `{'*a*'} {"# b"} {'[c](d)'} {"a &amp; <i>"}`, '<p>*a* # b [c](d) a &amp;amp; &lt;i&gt;</p>', 0],
    ['code in braces keeps its lines', '<pre><code>{`if (a) {\n    b * c * d\n\n  e`}</code></pre>', '<pre><code>if (a) {\n    b * c * d\n  e</code></pre>', 0],
    ['braces that are escaped, in code or in mathematics stay', 'a \\{b\\} `{c}` $d^{e}$\n\n$$\nf_{g}\n$$', '<p>a {b} <code>{c}</code> $d^{e}$</p>\n<p>$$\nf_{g}\n$$</p>', 0],
    ['prices are no mathematics', 'from $5 <A b={c}>or</A> {d} $6, $7-$8 {e}', '<p>from $5 or  $6, $7-$8</p>', 2],
    ['braces that do not close stay', 'a {b', '<p>a {b</p>', 0],
    ['components go, with what they are given', 'a <B c={{ d: ">" }} {...e} f="g">h</B> <I.J /> <>k</>', '<p>a h  k</p>', 0],
    ['tags may go on over lines', '<span\n  className="a"\n  title={"b"}\n  style={{ c: 1 }}\n>d</span> <br />', '<p><span className="a" title="b">d</span> <br></p>', 0],
    ['elements that end themselves end', 'a <i id="b" /> c', '<p>a <i id="b"></i> c</p>', 0],
    ['tags on lines of their own have Markdown within', '<div>\n  *a*\n</div>', '<div>\n<p><em>a</em></p>\n</div>', 0],
    ['indents within tags are no code', '<Tabs>\n    <TabItem value="a" label="A b">\n\n    *c*\n\n    ```js\n    d\n      e\n    ```\n\n    </TabItem>\n</Tabs>', '<p><strong>A b</strong></p>\n<p><em>c</em></p>\n<pre><code class="language-js">d\n  e\n</code></pre>', 0],
    ['Markdown is read beside tags too', '<ul>\n  <li>*a*</li>\n</ul>\n<p>b\n`c`</p>', '<ul>\n<li><em>a</em></li></ul>\n<p>b\n<code>c</code></p>', 0],
    ['tables of tags hold nothing else', '<table>\n  <tbody>\n    <tr>\n      <td>a *b*</td>\n    </tr>\n  </tbody>\n</table>', '<table>\n<tbody>\n<tr>\n<td>a <em>b</em></td></tr>\n</tbody>\n</table>', 0],
    ['what a video may show stays within', '<video controls>\n  <source src="a.mp4" />\n</video>', '<video controls="">\n<source src="a.mp4">\n</video>', 0],
    ['tags in a list stay there', '- a\n\n  <div>\n  b\n  </div>\n- c', '<ul>\n<li>\n<p>a</p>\n<div>\n<p>b</p>\n</div>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>', 0],
    ['a footnote goes on over what is indented', 'a[^1]\n\n[^1]: b\n\n    c\n\nd', '<p>a<sup>1</sup></p>\n<p>d</p>\n<hr />\n<ol>\n<li>\n<p>b</p>\n<p>c</p>\n</li>\n</ol>', 0],
    ['components with elements of their own become these', '<Details summary="A">\n\n<Link to="/b">c</Link>\n\n</Details>', '<details summary="A"><summary>A</summary>\n<p><a href="/b">c</a></p>\n</details>', 0],
    ['comments of HTML go', 'a <!-- {b --> c\n\n<!--\n\nd\n\n-->\n\ne <!-- f', '<p>a  c</p>\n<p>e &lt;!-- f</p>', 0],
    ['lists keep theirs', '- a\n\n  b\n\n    - c\n\n      d\n\ne', '<ul>\n<li>\n<p>a</p>\n<p>b</p>\n<ul>\n<li>\n<p>c</p>\n<p>d</p>\n</li>\n</ul>\n</li>\n</ul>\n<p>e</p>', 0],
    ['addresses between angle brackets stay', '[a](<b c.md>) [d]\n\n[d]: <e f.md>', '<p><a href="b%20c.md">a</a> <a href="e%20f.md">d</a></p>', 0],
    ['pictures that are asked for are shown', `<img src={require('./a.png').default} alt="b" /> <img src={useBaseUrl("/c.png")} /> <img src={d()} />`, '<p><img src="./a.png" alt="b"> <img src="/c.png"> <img></p>', 0],
    ['what is no tag stays', 'a < b, <https://e.example/> and 1<2', '<p>a &lt; b, <a href="https://e.example/">https://e.example/</a> and 1&lt;2</p>', 0],
    ['types between angle brackets stay', 'List<String>, Array<string>, Map<Tea, List<Object>> and `Set<A>`', '<p>List&lt;String&gt;, Array&lt;string&gt;, Map&lt;Tea, List&lt;Object&gt;&gt; and <code>Set&lt;A&gt;</code></p>', 0],
    ['types with bounds stay', 'Box<T extends Tea>', '<p>Box&lt;T extends Tea&gt;</p>', 0],
    ['what is to be filled in stays', 'Hello <YourName>!\n\n- <your-name>', '<p>Hello &lt;YourName&gt;!</p>\n<ul>\n<li>&lt;your-name&gt;</li>\n</ul>', 0],
    ['tags that end are none of these', 'A<B>c</B> d<sub>2</sub> <e-f>g\n\nh</e-f>', '<p>Ac d<sub>2</sub> <e-f>g</p>\n<p>h</e-f></p>', 0],
    ['tags of elements that do not end stay such', 'a<br>b <i>c', '<p>a<br>b <i>c</p>', 0],
    ['tags behind the end of another are text', '</String> List<String>', '<p>List&lt;String&gt;</p>', 0],
    ['components with attributes go, and those alone on their line', 'a <B c="d"> e\n\n<F>\n\ng', '<p>a  e</p>\n<p>g</p>', 0],
    ['an emoji behind a backslash is whole', '\\🍵{a}', '<p>\\🍵</p>', 1],
  ]
  for (const [name, body, html, dropped] of cases) it(name, () => assert.deepEqual(shown(body), { html, dropped }))
})

describe('hostile MDX', () => {
  const bait = ['{', '{/*', '{`', "{'", '<a {', '<a ', '<A b={', 'export const a\n', 'import {\n', 'export const a = {\n', '$', '\\', '<', '<>', '{a}', '    a\n', '<div>\n    ', '{ // ', 'export const a // ', '<!--', '<li>a\n', 'A<B>', '</B>', '<A b ', '<A>\n', '- a\n\n    ', '```\n']
  for (const sign of bait) it(`ends with ${JSON.stringify(sign)} over and over`, () => assert.equal(typeof dropTemplates(sign.repeat(300_000 / sign.length), OPTIONS).text, 'string'))
})
