import assert from 'node:assert/strict'

import * as fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, it } from 'vitest'

import { cdata, dropForbidden, element, escapeXmlAttribute, escapeXmlText, textElement } from '../../src/formats/xml-write.ts'

describe('C4: dropForbidden', () => {
  const cases = [
    { it: 'leaves text alone', text: 'a\tb\r\nc ü 中 😀', expect: 'a\tb\r\nc ü 中 😀' },
    { it: 'drops control characters', text: 'a\u0000b\u0008c\u000Bd\u000Ce\u001Ff', expect: 'abcdef' },
    { it: 'keeps those of C1, which XML 1.0 allows', text: 'a\u0085b', expect: 'a\u0085b' },
    { it: 'drops what is no character', text: 'a\uFFFEb\uFFFFc', expect: 'abc' },
    { it: 'drops lone surrogates', text: 'a\uD800b\uDC00c\uDC00\uD800', expect: 'abc' },
    { it: 'keeps pairs and what joins them', text: '👩\u200D👧', expect: '👩\u200D👧' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(dropForbidden(c.text), c.expect))
})

describe('S7: xml-write', () => {
  const cases = [
    { it: 'escapes text', is: escapeXmlText('a & b < c > d "e"'), expect: 'a &amp; b &lt; c &gt; d "e"' },
    { it: 'lets no ]]> into text', is: escapeXmlText(']]>'), expect: ']]&gt;' },
    { it: 'escapes attributes', is: escapeXmlAttribute('a"b<c>&\'\t\n\r'), expect: "a&quot;b&lt;c&gt;&amp;'&#9;&#10;&#13;" },
    { it: 'splits every ]]>', is: cdata('a]]>b]]>c'), expect: '<![CDATA[a]]]]><![CDATA[>b]]]]><![CDATA[>c]]>' },
    { it: 'splits ]]> that a dropped character made', is: cdata(']]\u0000>'), expect: '<![CDATA[]]]]><![CDATA[>]]>' },
    {
      it: 'writes attributes in order and leaves null out',
      is: element('a', { z: 1, b: null, a: 'x"' }, null),
      expect: '<a z="1" a="x&quot;"/>',
    },
    { it: 'writes content', is: element('a:b', {}, '<c/>'), expect: '<a:b><c/></a:b>' },
    { it: 'writes empty content', is: element('a', {}, ''), expect: '<a></a>' },
    { it: 'writes text', is: textElement('title', 'a & b'), expect: '<title>a &amp; b</title>' },
  ]
  for (const c of cases) it(c.it, () => assert.equal(c.is, c.expect))

  it('gives back any text as it went in, but for what XML forbids', () => {
    const tricky = fc.string({ unit: fc.constantFrom(']', '>', '<', '&', '"', '\u0000', '\uD800', '\n', 'a', '&amp;', '<![CDATA[', ']]>') })
    fc.assert(fc.property(fc.oneof(tricky, fc.string({ unit: 'binary' })), assertKept), { seed: 7, numRuns: 2000 })
  })
})

function assertKept(text: string): void {
  const xml = element('r', { a: text }, `${textElement('t', text)}${element('c', {}, cdata(text))}`)
  assert.deepEqual(readBack(xml), [dropForbidden(text), dropForbidden(text), dropForbidden(text)])
}

function readBack(xml: string): string[] {
  const read = ['', '', '']
  let at = 0
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (name === 'r') read[0] = attributes['a'] ?? ''
        at = name === 't' ? 1 : 2
      },
      ontext: (text) => {
        read[at] += text
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return read
}
