// Documents as no author would write them, for property tests: tags of every kind, missing, crossed and nested where they must not be.

import * as fc from 'fast-check'

const NAMES =
  'a abbr article audio b blockquote br caption center code col colgroup dd del details div dl dt em figure font form h1 h2 hr i iframe ' +
  'img input kbd li math mi noscript object ol option p picture pre q rp rt ruby script section select source span strong style ' +
  'sub summary svg table tbody td template textarea tfoot th thead time title tr u ul video wbr x-y'

const ATTRIBUTES = [
  'href="/a"',
  'href="javascript:alert(1)"',
  'href=" java&#9;script:alert(1)"',
  'href=//example.com',
  'href="data:text/html,x"',
  'src=/a.png',
  "src='javascript:alert(1)'",
  'src=""',
  'data-src="/b.png"',
  'srcset="/c.png 1x, javascript:alert(1) 2x"',
  'onclick="alert(1)"',
  'onerror=alert(1)',
  'style="display:none"',
  'style="color:red"',
  'hidden',
  'class="a"',
  'id=x',
  'name="y"',
  'title="&lt;b&gt; &quot; --&gt;"',
  'title=\'"><img src=x onerror=alert(1)>\'',
  'lang=en',
  'dir=rtl',
  'colspan=2',
  'start=3',
  'width=1 height=1',
  'target=_blank',
  'srcdoc="<b>"',
  'cite="vbscript:x"',
  'poster=/p.png',
  'datetime="2026"',
]

const SIGNS = ['"', '>', '--', ']]>', '\u0000', '\uD800']
const TEXTS = [...SIGNS, 'x', ' ', '\n', 'a < b', '&lt;script&gt;', '&amp;amp;', '&nbsp;', '&#0;', '&#xD;', '中文', '😀']
const ODDITIES = ['<!--', '-->', '<!-- x -->', '<![CDATA[', ']]>', '<!DOCTYPE html>', '<?x', '<', '</', '</>', '<b title="']

const name = fc.constantFrom(...NAMES.split(' '))
const attribute = fc.constantFrom(...ATTRIBUTES).map((text) => ` ${text}`)
const attributes = fc.array(attribute, { maxLength: 3 }).map((list) => list.join(''))
const start = fc.tuple(name, attributes).map(([of, with_]) => `<${of}${with_}>`)
const end = name.map((of) => `</${of}>`)

export const soup: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 10, arbitrary: start },
      { weight: 7, arbitrary: end },
      { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
      { weight: 1, arbitrary: fc.constantFrom(...ODDITIES) },
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''))
